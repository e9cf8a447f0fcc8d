"""A form while it is filled: the tree that expressions walk, over the answers of a Walk."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from content.dialog import Answers, Known, Place, Seen, Value, Walk
from content.dialog.places import parted
from content.xforms.definition import Tree
from content.xforms.rows import rows_in
from content.xforms.xpath import Facts, FormTree, ListTree, Node, Scope, Shape, XValue, build

Run = Callable[[Scope], XValue]
_STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Form:
    """What a compiled form knows that is the same for everyone who fills it.

    `lists` are its own choices by list, `labels` their labels by list and name, `list_of` the list of each field.
    """

    shape: Shape
    version: str
    lists: Mapping[str, ListTree] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    list_of: Mapping[str, str] = field(default_factory=dict)
    language: str = ""

    def worked(self, tree: Tree, pattern: str) -> Callable[[Answers], XValue]:
        """Return the function that works *tree* out at the place *pattern*, "{}" where rounds stand."""
        run = build(tree)

        def work(answers: Answers) -> XValue:
            stage, node = self.at(answers, pattern)
            return run(Scope(node, stage.facts))

        return work

    def at(self, answers: Answers, pattern: str) -> tuple[Stage, Node]:
        """Return the stage of these answers, and the node at *pattern* in their rounds."""
        seen = cast("Seen", answers)
        stage = seen.walk.memo.get(_STAGE)
        if stage is None:
            stage = seen.walk.memo[_STAGE] = Stage(self, seen.walk)
        return stage, stage.node(pattern.format(*seen.turns) if seen.turns else pattern)


class Stage:
    """One form in one Walk. It lives for one turn and holds no answers."""

    def __init__(self, form: Form, walk: Walk) -> None:
        self.form, self.walk = form, walk
        self.tree = FormTree(form.shape, walk.answers, self.is_relevant, self.rounds)
        self._nodes: dict[str, Node] = {}
        value = walk.facts.value
        self.facts = Facts(
            now=walk.facts.now,
            seed=walk.run,
            lists=ChainMap(cast("Any", form.lists), cast("Any", Outside(value(Known.FORM_LISTS) or {}, form.language))),
            saved=value(Known.LAST_SAVED) or {},
            properties=value(Known.PROPERTIES) or {},
            version=form.version,
            label=self.label,
        )

    def node(self, path: str) -> Node:
        """Return the node of a path with rounds."""
        if path not in self._nodes:
            self._nodes[path] = self.tree.node(path)
        return self._nodes[path]

    def is_relevant(self, path: str) -> bool:
        """Say whether the place of *path* and all around it apply."""
        walk, dialog = self.walk, self.walk.dialog
        slot = dialog.by_path.get(path)
        if slot is not None:
            return walk.counts(slot.rules, (), ())
        plain, turns = parted(path)
        slot = dialog.by_path.get(plain)
        rules, repeats = (slot.rules, slot.repeats) if slot is not None else dialog.above.get(plain, ((), ()))
        return walk.counts(rules, repeats[: len(turns)], turns)

    def rounds(self, path: str) -> int:
        """Return how many rounds a repeat has: none when it does not apply."""
        plain, turns = parted(path)
        rules, repeats = self.walk.dialog.above.get(plain, ((), ()))
        if not repeats or not self.walk.counts(rules, repeats[:-1], turns):
            return 0
        return self.walk.rounds(repeats[-1], turns)

    def label(self, path: str, value: str) -> str:
        """Return the label of a choice of the field at *path*."""
        plain, turns = parted(path)
        labels = self.form.labels.get(self.form.list_of.get(plain, ""))
        if labels is not None:
            return labels.get(value, value)
        slot = self.walk.dialog.by_path.get(plain)
        if slot is None:
            return value
        turns = (*turns, *(1,) * len(slot.repeats))[: len(slot.repeats)]
        return self.walk.step(Place(slot, turns)).say(value, self.walk.facts)


class Outside(Mapping[str, ListTree]):
    """Lists that the caller brings, as rows of columns; each is indexed when an expression first asks for it."""

    def __init__(self, rows: Mapping[str, Any], language: str) -> None:
        self._rows, self._language, self._trees = rows, language, dict[str, ListTree]()

    def __getitem__(self, name: str) -> ListTree:
        """Return a list. Raises KeyError for one the caller has not."""
        if name not in self._trees:
            rows = self._rows[name]
            self._trees[name] = rows if isinstance(rows, ListTree) else ListTree(rows_in(rows, self._language))
        return self._trees[name]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Return how many lists there are."""
        return len(self._rows)


def kept(value: XValue) -> Value | None:
    """Return what an expression gave as an answer is kept; nothing for "" and for what is no number."""
    if isinstance(value, list):
        return str(value[0].value()) or None if value else None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 (only NaN differs from itself)
            return None
        return int(value) if value.is_integer() else value
    return value or None
