"""From a resolved tree to a function: operators and references become closures once, and are called thousands of times.

No call raises for bad answers: what cannot be worked out is "", NaN or false, as in OpenRosa.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any, Final

from content.xforms.definition import Tree
from content.xforms.xpath.calling import compile_call
from content.xforms.xpath.nodes import Node, Scope, XValue
from content.xforms.xpath.spreading import compile_values
from content.xforms.xpath.trees import FormNode, FormTree, plain
from content.xforms.xpath.values import NAN, Atom, atom_of, is_equal, number_of, text_of, truth_of
from content.xforms.xpath.walking import compile_filter, compile_path

Run = Callable[[Scope], XValue]

NODESETS: Final = frozenset({"path", "|", "filter", "randomize"})


def build(tree: Tree) -> Run:
    """Return the function that works out the resolved *tree* in a Scope. Raises ValueError for an unresolved one."""
    return compile_tree(tree)


def compile_tree(tree: Tree) -> Run:  # noqa: C901, PLR0911, PLR0912 (one case for each kind of tree)
    """Return the closure of *tree*. Raises ValueError for one that was not resolved."""
    match tree:
        case ["num" | "str", value]:
            return lambda _scope: value
        case ["field", path]:
            return _field(path)
        case ["near", ups, rest, _]:
            return _near(ups, rest)
        case ["saved", path]:
            return lambda scope: plain(scope.facts.saved.get(path))
        case ["choice", value, path]:
            named = text(value)
            return lambda scope: scope.facts.label(path, chosen) if (chosen := named(scope)) else ""
        case ["once", inner, _]:
            worked_out = atom(inner)
            return lambda scope: kept if (kept := scope.current.value()) != "" else worked_out(scope)
        case ["indexed", path, pairs, repeats]:
            return _indexed(path, {repeat: number(part) for repeat, part in pairs}, repeats)
        case ["path", start, steps, *_]:
            return compile_path(start, steps)
        case ["filter", inner, conditions]:
            return compile_filter(inner, conditions)
        case ["|", left, right]:
            one, other = nodes(left), nodes(right)
            return lambda scope: list(dict.fromkeys([*one(scope), *other(scope)]))
        case ["or", left, right]:
            first, second = truth(left), truth(right)
            return lambda scope: first(scope) or second(scope)
        case ["and", left, right]:
            first, second = truth(left), truth(right)
            return lambda scope: first(scope) and second(scope)
        case ["neg", inner]:
            positive = number(inner)
            return lambda scope: -positive(scope)
        case ["=" | "!=" | "<" | "<=" | ">" | ">=" as sign, left, right]:
            return _compared(sign, left, right)
        case ["+" | "-" | "*" | "div" | "mod" as sign, left, right]:
            work, a, b = _ARITHMETIC[sign], number(left), number(right)
            return lambda scope: work(a(scope), b(scope))
        case ["call" | "random" | "uuid" | "randomize", *_]:
            return compile_call(tree)
    raise ValueError(f"not a resolved expression: {tree[:2]}")


# ---- the same closure, seen as one kind of value


def atom(tree: Tree) -> Callable[[Scope], Atom]:
    """Compile to a single value: of a nodeset, the first node's."""
    run: Any = compile_tree(tree)
    if tree[0] not in NODESETS and tree[0] != "call":
        return run  # type: ignore[no-any-return]  # no other kind of tree gives a nodeset
    return lambda scope: atom_of(run(scope))


def text(tree: Tree) -> Callable[[Scope], str]:
    """Compile to text."""
    run = compile_tree(tree)
    if tree[0] == "str":
        return run  # type: ignore[return-value]  # a string is one already
    return lambda scope: text_of(run(scope))


def number(tree: Tree) -> Callable[[Scope], float]:
    """Compile to a number."""
    run = compile_tree(tree)
    if tree[0] == "num" or tree[0] in _ARITHMETIC:
        return run  # type: ignore[return-value]  # arithmetic gives nothing else
    return lambda scope: number_of(run(scope))


def truth(tree: Tree) -> Callable[[Scope], bool]:
    """Compile to true or false."""
    run = compile_tree(tree)
    if tree[0] in _RELATIONS or tree[0] in ("or", "and"):
        return run  # type: ignore[return-value]  # these give nothing else
    return lambda scope: truth_of(run(scope))


def nodes(tree: Tree) -> Callable[[Scope], list[Node]]:
    """Compile to nodes; what is no nodeset has none."""
    if tree[0] == "field":
        return compile_path("/", [["child", name, []] for name in ["data", *tree[1].split("/")]])
    if tree[0] == "near":
        names = tree[2].split("/") if tree[2] else []
        return compile_path("current", [["up", []]] * tree[1] + [["child", name, []] for name in names])
    run = compile_tree(tree)

    def found(scope: Scope) -> list[Node]:
        value = run(scope)
        return value if isinstance(value, list) else []

    return found


def values(tree: Tree) -> Callable[[Scope], list[Atom]]:
    """Compile to all values: of each node of a nodeset; of anything else, the one."""
    quick = compile_values(tree[1], tree[2]) if tree[0] == "path" else None
    if quick:
        return quick
    run = compile_tree(tree)

    def all_of(scope: Scope) -> list[Atom]:
        value = run(scope)
        return [node.value() for node in value] if isinstance(value, list) else [value]

    return all_of


# ---- references


def _form_of(node: Node) -> FormTree | None:
    return node.tree if isinstance(node, FormNode) else None


def _field(path: str) -> Run:
    def run(scope: Scope) -> XValue:
        form = _form_of(scope.current)
        return form.leaf(path) if form else ""

    return run


def _near(ups: int, rest: str) -> Run:
    if not ups and not rest:
        return lambda scope: scope.current.value()  # a question reads itself even while it does not count
    tail = f"/{rest}" if rest else ""

    def run(scope: Scope) -> XValue:
        node: Node | None = scope.current
        for _ in range(ups):
            node = node and node.parent
        return node.tree.leaf((node.path + tail).lstrip("/")) if isinstance(node, FormNode) else ""

    return run


def _indexed(path: str, numbers: dict[str, Callable[[Scope], float]], repeats: list[str]) -> Run:
    """Compile indexed-repeat: a repeat around that is not named is the asker's own round, else the first."""

    def run(scope: Scope) -> XValue:
        form = _form_of(scope.current)
        place, done = "", 0
        for repeat in repeats:
            step = repeat[done:].strip("/")
            done = len(repeat)
            place = f"{place}/{step}" if place else step
            if repeat in numbers:
                nth = numbers[repeat](scope)
            else:
                own = scope.current.path + "/"
                nth = float(own[len(place) + 1 :].partition("/")[0]) if own.startswith(place + "/") else 1.0
            if form is None or not nth.is_integer() or not 1 <= nth <= form.rounds(place):
                return ""
            place = f"{place}/{int(nth)}"
        return form.leaf(place + path[done:]) if form else ""

    return run


# ---- operators


def _divide(left: float, right: float) -> float:
    if right:
        return left / right
    return (
        NAN
        if not left or math.isnan(left) or math.isnan(right)
        else math.copysign(math.inf, left) * math.copysign(1, right)
    )


def _remainder(left: float, right: float) -> float:
    """The sign is the dividend's, as in XPath: -7 mod 3 is -1."""
    return NAN if not right or math.isinf(left) else math.fmod(left, right)


def _times(left: float, right: float) -> float:
    return left * right


_ARITHMETIC: Final[dict[str, Callable[[float, float], float]]] = {
    "+": operator.add, "-": operator.sub, "*": _times, "div": _divide, "mod": _remainder,
}  # fmt: skip
_RELATIONS: Final[dict[str, Callable[[Atom, Atom], bool]]] = {
    "=": is_equal,
    "!=": lambda left, right: not is_equal(left, right),
    "<": lambda left, right: number_of(left) < number_of(right),
    "<=": lambda left, right: number_of(left) <= number_of(right),
    ">": lambda left, right: number_of(left) > number_of(right),
    ">=": lambda left, right: number_of(left) >= number_of(right),
}


def _compared(sign: str, left: Tree, right: Tree) -> Run:
    """Compile a comparison: of a nodeset, any of its values will do; one without nodes compares as an empty answer."""
    holds = _RELATIONS[sign]
    if left[0] not in NODESETS and right[0] not in NODESETS:
        one, other = atom(left), atom(right)
        return lambda scope: holds(one(scope), other(scope))
    these, those = values(left), values(right)

    def run(scope: Scope) -> XValue:
        others = those(scope) or [""]
        return any(holds(value, against) for value in these(scope) or [""] for against in others)

    return run
