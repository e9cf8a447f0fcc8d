"""The filled form and the lists as trees to walk. Neither keeps answers of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from content.xforms.xpath.nodes import Answer, Node, Shape


def _all_relevant(_path: str) -> bool:
    return True


def _no_rounds(_path: str) -> int:
    return 0


class FormTree:
    """A form being filled. It keeps no answers: it asks *answers*, *relevant* and *rounds* each time.

    Paths have the numbers of rounds from 1: `members/2/age`. *relevant* answers for a place with all groups around
    it counted in. *rounds* says how many rounds a repeat has (`members`, `members/2/toys`).
    """

    __slots__ = ("answers", "relevant", "root", "rounds", "shape")

    def __init__(
        self,
        shape: Shape,
        answers: Mapping[str, Answer],
        relevant: Callable[[str], bool] = _all_relevant,
        rounds: Callable[[str], int] = _no_rounds,
    ) -> None:
        self.shape = shape
        self.answers = answers
        self.relevant = relevant
        self.rounds = rounds
        self.root = FormNode(self, shape, "", "", None)

    def node(self, path: str) -> Node:
        """Return the node at *path*, "" for the form itself. Raises KeyError where the form has no such place.

        A round that is not there yet (`members/3` of two) can be asked for: it is about to be.
        """
        node = self.root
        parts = path.split("/") if path else []
        while parts:
            name = parts.pop(0)
            shape = node.shape.children[name]
            where = f"{node.path}/{name}" if node.path else name
            nth = int(parts.pop(0)) if shape.repeats and parts else 1
            node = FormNode(self, shape, name, f"{where}/{nth}" if shape.repeats else where, node, nth)
        return node

    def leaf(self, path: str) -> str | float:
        """Return the answer at *path*, "" when there is none or it does not count."""
        answer = self.answers.get(path)
        if answer is None or not self.relevant(path):
            return ""
        return plain(answer)


def plain(answer: Answer | None) -> str | float:
    """Return an answer as expressions see it: numbers as numbers, several choices with spaces between them."""
    if answer is None:
        return ""
    if isinstance(answer, str):
        return answer
    return " ".join(answer) if isinstance(answer, list) else float(answer)


class FormNode(Node):
    """A field, group, round of a repeat, or the root of a form."""

    __slots__ = ("shape", "tree")

    def __init__(  # noqa: PLR0913 (what a node is, and where)
        self, tree: FormTree, shape: Shape, name: str, path: str, parent: FormNode | None, nth: int = 1
    ) -> None:
        super().__init__(name, path, parent, nth)
        self.tree = tree
        self.shape = shape

    def value(self) -> str | float:
        """Return the answer there whether it counts or not; a group has none."""
        return plain(self.tree.answers.get(self.path))

    def child(self, name: str) -> Sequence[Node]:
        """Return the field or group so named, or all rounds of the repeat."""
        if name == "*":
            return [node for known in self.shape.children for node in self.child(known)]
        shape = self.shape.children.get(name)
        if shape is None:
            return []
        path = f"{self.path}/{name}" if self.path else name
        if not shape.repeats:
            return [FormNode(self.tree, shape, name, path, self)]
        return [
            FormNode(self.tree, shape, name, f"{path}/{nth}", self, nth) for nth in range(1, self.tree.rounds(path) + 1)
        ]

    def is_relevant(self) -> bool:
        """Say whether the place counts now."""
        return self.tree.relevant(self.path)


class ListTree:
    """A list of choices or a table from outside: rows of columns. Rows are looked up by a column's value at once."""

    __slots__ = ("_index", "_nodes", "root", "rows")

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        self.rows = rows
        self.root = ListRoot(self)
        self._nodes: list[Node] | None = None
        self._index: dict[str, dict[str, list[Node]]] = {}

    def nodes(self) -> list[Node]:
        """Return the rows as nodes; a row's columns are its children."""
        if self._nodes is None:
            self._nodes = [_Row(self.root, row, nth) for nth, row in enumerate(self.rows, 1)]
        return self._nodes

    def where(self, column: str, value: str) -> list[Node]:
        """Return the rows with *value* in *column*, in order."""
        index = self._index.get(column)
        if index is None:
            index = self._index[column] = {}
            for node, row in zip(self.nodes(), self.rows, strict=True):
                index.setdefault(row.get(column) or "", []).append(node)
        return index.get(value, [])


class ListRoot(Node):
    """The one node above the rows of a list."""

    __slots__ = ("tree",)

    def __init__(self, tree: ListTree) -> None:
        super().__init__("root", "", None)
        self.tree = tree

    def key(self) -> tuple[object, str]:
        """Tell the roots of two lists apart."""
        return (id(self.tree), "")

    def value(self) -> str | float:
        """Return nothing: only cells have a value."""
        return ""

    def child(self, name: str) -> Sequence[Node]:
        """Return all rows for `item`."""
        return self.tree.nodes() if name in ("item", "*") else []


class _Row(Node):
    __slots__ = ("row",)

    def __init__(self, parent: ListRoot, row: Mapping[str, str], nth: int) -> None:
        super().__init__("item", f"item/{nth}", parent, nth)
        self.row = row

    def key(self) -> tuple[object, str]:
        return (id(self.row), self.path)

    def value(self) -> str | float:
        return ""

    def child(self, name: str) -> Sequence[Node]:
        if name == "*":
            return [_Cell(self, column, text) for column, text in self.row.items()]
        text = self.row.get(name)
        return [] if text is None else [_Cell(self, name, text)]


class _Cell(Node):
    __slots__ = ("text",)

    def __init__(self, parent: _Row, name: str, text: str) -> None:
        super().__init__(name, f"{parent.path}/{name}", parent)
        self.text = text

    def key(self) -> tuple[object, str]:
        return (id(self.text), self.path)

    def value(self) -> str | float:
        return self.text

    def child(self, name: str) -> Sequence[Node]:
        return []
