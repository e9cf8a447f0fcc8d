"""Calls as closures: arguments are turned into what the function takes, once, when the expression is compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from content.xforms.definition import Tree
from content.xforms.xpath import running
from content.xforms.xpath.functions import codes, days, numbers, places, strings
from content.xforms.xpath.functions.table import Function
from content.xforms.xpath.nodes import Node, Scope, XValue

Run = Callable[[Scope], XValue]

PLAIN: Final[dict[str, Function]] = {
    **strings.FUNCTIONS, **numbers.FUNCTIONS, **days.FUNCTIONS, **places.FUNCTIONS, **codes.FUNCTIONS,
}  # fmt: skip
"""Functions of their arguments alone."""


def compile_call(tree: Tree) -> Run:
    """Compile a call. Raises ValueError for a function that is not there."""
    if tree[0] in _PLACED:
        return _PLACED[tree[0]](tree[1], tree[2:])
    name, arguments = tree[1], tree[2:]
    if name in _SCOPED:
        return _SCOPED[name](arguments)
    if name not in PLAIN:
        raise ValueError(f"no function {name}")
    takes, work = PLAIN[name]
    given = [
        _converted(kind, argument) for kind, argument in zip(_spread(takes, len(arguments)), arguments, strict=True)
    ]
    match given:
        case []:
            return lambda _scope: work()
        case [one]:
            return lambda scope: work(one(scope))
        case [one, other]:
            return lambda scope: work(one(scope), other(scope))
    return lambda scope: work(*[part(scope) for part in given])


def _spread(takes: str, number: int) -> str:
    """Give each argument its letter: of "nnss*", all from the second s on are s; of "nn(sn)", pairs go on."""
    if takes.endswith(")"):
        first, _, group = takes[:-1].partition("(")
        return (first + group * number)[:number]
    return (
        takes.removesuffix("*").ljust(number, takes[-2:-1] or "s")[:number] if takes.endswith("*") else takes[:number]
    )


def _converted(kind: str, tree: Tree) -> Callable[[Scope], Any]:
    match kind:
        case "s":
            return running.text(tree)
        case "n":
            return running.number(tree)
        case "b":
            return running.truth(tree)
        case "v":
            return running.values(tree)
    return running.atom(tree)


# ---- functions of the place, the facts, or of arguments that are not all worked out


def _if(arguments: list[Tree]) -> Run:
    condition = running.truth(arguments[0])
    yes, no = running.compile_tree(arguments[1]), running.compile_tree(arguments[2])
    return lambda scope: yes(scope) if condition(scope) else no(scope)


def _coalesce(arguments: list[Tree]) -> Run:
    options = [running.atom(argument) for argument in arguments]

    def run(scope: Scope) -> XValue:
        for option in options:
            value = option(scope)
            if value != "":
                return value
        return ""

    return run


def _position(arguments: list[Tree]) -> Run:
    if not arguments:
        return lambda scope: float(scope.position)
    found = running.nodes(arguments[0])

    def run(scope: Scope) -> XValue:
        nodes = found(scope)
        return float(nodes[0].round) if nodes else 0.0

    return run


def _count(arguments: list[Tree]) -> Run:
    if arguments[0][0] == "call":
        found = running.values(arguments[0])
        return lambda scope: float(sum(value != "" for value in found(scope)))
    nodes = running.nodes(arguments[0])
    return lambda scope: float(len(nodes(scope)))


def _name(arguments: list[Tree]) -> Run:
    found = running.nodes(arguments[0])
    return lambda scope: nodes[0].name if (nodes := found(scope)) else ""


def _instance(arguments: list[Tree]) -> Run:
    name = running.text(arguments[0])

    def run(scope: Scope) -> XValue:
        rows = scope.facts.lists.get(name(scope))
        return [rows.root] if rows else []

    return run


def _pulldata(arguments: list[Tree]) -> Run:
    name, wanted, key, sought = (running.text(argument) for argument in arguments)

    def run(scope: Scope) -> XValue:
        rows = scope.facts.lists.get(name(scope).removesuffix(".csv"))
        value = sought(scope)
        found = rows.where(key(scope), value) if rows and value else []
        cells = found[0].child(wanted(scope)) if found else []
        return cells[0].value() if cells else ""

    return run


def _property(arguments: list[Tree]) -> Run:
    name = running.text(arguments[0])
    return lambda scope: scope.facts.properties.get(name(scope), "")


def _randomize(place: int, arguments: list[Tree]) -> Run:
    found = running.nodes(arguments[0])
    seed = running.atom(arguments[1]) if len(arguments) > 1 else None

    def run(scope: Scope) -> XValue:
        nodes: list[Node] = found(scope)
        return codes.shuffled(nodes, seed(scope) if seed else codes.chance(scope.facts.seed, scope.current.path, place))

    return run


def _random(place: int, _arguments: list[Tree]) -> Run:
    return lambda scope: codes.chance(scope.facts.seed, scope.current.path, place)


def _uuid(place: int, arguments: list[Tree]) -> Run:
    length = running.number(arguments[0]) if arguments else None
    return lambda scope: codes.unique(scope.facts.seed, scope.current.path, place, length(scope) if length else None)


_PLACED: Final[dict[str, Callable[[int, list[Tree]], Run]]] = {
    "random": _random, "uuid": _uuid, "randomize": _randomize,
}  # fmt: skip
_SCOPED: Final[dict[str, Callable[[list[Tree]], Run]]] = {
    "if": _if,
    "coalesce": _coalesce,
    "position": _position,
    "last": lambda _none: lambda scope: float(scope.size),
    "count": _count,
    "name": _name,
    "local-name": _name,
    "instance": _instance,
    "pulldata": _pulldata,
    "property": _property,
    "version": lambda _none: lambda scope: scope.facts.version,
    "today": lambda _none: lambda scope: scope.facts.now.date().isoformat(),
    "now": lambda _none: lambda scope: scope.facts.now.isoformat(timespec="milliseconds"),
}

KNOWN: Final = frozenset({*PLAIN, *_PLACED, *_SCOPED, "current", "once", "indexed-repeat", "jr:choice-name"})
"""All functions that can be worked out, those included that `resolve` makes into trees of their own."""
