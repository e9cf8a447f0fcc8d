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
    """Give kind and name of each thing that *tree* looks at, its parts included."""
    yield from _itself(tree)
    yield from (found for part in _parts(tree) for found in _looked_at(part))


def _itself(tree: Tree) -> Iterator[tuple[str, str]]:
    match tree:
        case ["field", path] | ["near", _, _, path] | ["once", _, path] | ["indexed", path, _, _]:
            yield "path", path
        case ["saved", path]:
            yield "saved", path
        case ["path", _, _, looked, below]:
            yield from (("path", path) for path in looked)
            yield from (("below", path) for path in below)
        case ["random" | "uuid", *_] | ["randomize", _, _]:
            yield "call", "random"
        case ["call", name, *arguments]:
            yield from _called(name, arguments)


def _parts(tree: Tree) -> list[Tree]:
    match tree:
        case ["num" | "str" | "field" | "near" | "saved", *_]:
            return []
        case ["path", start, steps, *_]:
            conditions = [part for step in steps if step[0] != "deep" for part in step[-1]]
            return [start, *conditions] if isinstance(start, list) else conditions
        case ["filter", inner, conditions]:
            return [inner, *conditions]
        case ["indexed", _, pairs, _]:
            return [number for _, number in pairs]
    return [part for part in tree[1:] if isinstance(part, list)]


def _called(name: str, arguments: list[Any]) -> Iterator[tuple[str, str]]:
    if name in ("today", "now"):
        yield "call", name
    elif name in ("instance", "pulldata", "property"):
        known = arguments[0][1] if arguments[0][0] == "str" else _ANY
        yield ("property" if name == "property" else "list"), known
