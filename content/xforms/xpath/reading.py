"""What an expression looks at, so that only those are worked out anew whose sources changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from content.xforms.definition import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """What an expression may look at. All places are without the numbers of rounds.

    `paths`: fields, groups and repeats; one that is inside a repeat depends on that repeat's number of rounds too.
    `below`: anything beneath these places, "" for the whole form. `lists` are instances by name. `saved` are places
    of the submission before. `random` is also true for uuid() and for randomize() without a seed.
    """

    paths: frozenset[str] = frozenset()
    below: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    saved: frozenset[str] = frozenset()
    properties: frozenset[str] = frozenset()
    today: bool = False
    now: bool = False
    random: bool = False


_ANY = "*"  # stands for a list or property whose name is itself worked out


def reads(tree: Tree) -> Reads:
    """Return what the resolved *tree* may look at. A branch that is not taken counts, too."""
    found = set(_looked_at(tree))

    def of(kind: str) -> frozenset[str]:
        return frozenset(name for what, name in found if what == kind)

    return Reads(
        paths=of("path"),
        below=of("below"),
        lists=of("list"),
        saved=of("saved"),
        properties=of("property"),
        today=("call", "today") in found,
        now=("call", "now") in found,
        random=("call", "random") in found,
    )


def _looked_at(tree: Tree) -> Iterator[tuple[str, str]]:
    match tree:
        case ["num" | "str", _]:
            return
        case ["field", path]:
            yield "path", path
        case ["near", _, _, path]:
            yield "path", path
        case ["saved", path]:
            yield "saved", path
        case ["path", start, steps, looked, below]:
            yield from (("path", path) for path in looked)
            yield from (("below", path) for path in below)
            if isinstance(start, list):
                yield from _looked_at(start)
            yield from _in_all([part for step in steps if step[0] != "deep" for part in step[-1]])
        case ["filter", inner, conditions]:
            yield from _in_all([inner, *conditions])
        case ["choice", value, _]:
            yield from _looked_at(value)
        case ["once", inner, path]:
            yield "path", path
            yield from _looked_at(inner)
        case ["indexed", path, pairs, _]:
            yield "path", path
            yield from _in_all([number for _, number in pairs])
        case ["random" | "uuid" | "randomize" as name, _, *arguments]:
            if name != "randomize" or len(arguments) == 1:
                yield "call", "random"
            yield from _in_all(arguments)
        case ["call", name, *arguments]:
            yield from _called(name, arguments)
            yield from _in_all(arguments)
        case [_, *operands]:
            yield from _in_all(operands)


def _called(name: str, arguments: list[Any]) -> Iterator[tuple[str, str]]:
    if name in ("today", "now"):
        yield "call", name
    elif name in ("instance", "pulldata", "property"):
        known = arguments[0][1] if arguments[0][0] == "str" else _ANY
        yield ("property" if name == "property" else "list"), known


def _in_all(trees: list[Any]) -> Iterator[tuple[str, str]]:
    for tree in trees:
        yield from _looked_at(tree)
