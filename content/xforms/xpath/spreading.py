"""The values of a plain path, without making a node for each: what sums over many rounds are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from content.xforms.definition import Tree
from content.xforms.xpath.nodes import Node, Scope, Shape
from content.xforms.xpath.trees import FormNode, FormTree, plain
from content.xforms.xpath.values import Atom

Values = Callable[[Scope], list[Atom]]


def compile_values(start: Any, steps: list[Tree]) -> Values | None:
    """Compile a path without conditions to the values of its nodes; None for any other path."""
    kinds = [step[0] for step in steps]
    ups = kinds.count("up")
    names = [step[1] for step in steps[ups:] if step[0] == "child"]
    if start not in ("/", "current") or any(step[-1] for step in steps if step[0] != "deep") or "*" in names:
        return None
    if kinds != ["up"] * ups + ["child"] * len(names) or not names or (start == "/" and (ups or len(names) == 1)):
        return None
    whole = start == "/"
    along = tuple(names[1:] if whole else names)  # the first name of a whole path is the form's own

    def run(scope: Scope) -> list[Atom]:
        asker = scope.current
        if not isinstance(asker, FormNode):
            return []
        own = (scope.node if isinstance(scope.node, FormNode) else asker).path + "/" if whole else ""
        form = asker.tree
        node: Node | None = form.root if whole else asker
        for _ in range(ups):
            node = None if node is None else node.parent
        if not isinstance(node, FormNode):
            return []
        places = _places(form, node.shape, node.path, along, own)
        return [plain(form.answers.get(place)) for place in places if form.relevant(place)]

    return run


def _places(form: FormTree, shape: Shape, path: str, names: tuple[str, ...], own: str) -> Iterator[str]:
    """Give all places below *path*; with *own*, only the asker's own rounds of repeats that are passed on the way."""
    name, rest = names[0], names[1:]
    child = shape.children.get(name)
    if child is None:
        return
    place = f"{path}/{name}" if path else name
    rounds = [place] if not child.repeats else [f"{place}/{nth}" for nth in range(1, form.rounds(place) + 1)]
    if child.repeats and rest and own.startswith(place + "/"):
        rounds = [one for one in rounds if own.startswith(one + "/")] or rounds
    for one in rounds:
        if rest:
            yield from _places(form, child, one, rest, own)
        else:
            yield one
