"""Paths as closures: from a node along steps to nodes, with conditions in brackets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from content.xforms.definition import Tree
from content.xforms.xpath import running
from content.xforms.xpath.nodes import Node, Scope
from content.xforms.xpath.trees import FormNode, ListRoot
from content.xforms.xpath.values import truth_of

Found = Callable[[Scope], list[Node]]
Step = Callable[[Scope, list[Node]], list[Node]]
"""A step is given the scope of the whole path, and nodes; it goes on from all of them."""


def compile_path(start: Any, steps: list[Tree]) -> Found:
    """Compile a path. Nodes that do not count now are left out of what it finds."""
    begin = _start(start)
    lookup = _lookup(start, steps)
    if lookup:
        begin, steps = lookup, steps[2:]
    elif start == "/":
        steps = [["root", steps[0][-1]], *steps[1:]] if steps and steps[0][0] == "child" else steps
    elif isinstance(start, list) and start[:2] == ["call", "instance"] and steps and steps[0][0] == "child":
        steps = [["self", steps[0][-1]], *steps[1:]]  # the row above all rows may have any name
    along = [_step(step, bound=start == "/" and n < len(steps) - 1) for n, step in enumerate(steps)]
    keeps_all = start == "current" and not steps

    def run(scope: Scope) -> list[Node]:
        nodes = begin(scope)
        for go in along:
            nodes = go(scope, nodes)
        return nodes if keeps_all else [node for node in nodes if node is scope.current or node.is_relevant()]

    return run


def compile_filter(inner: Tree, conditions: list[Tree]) -> Found:
    """Compile `(…)[condition]`: places are counted among all nodes found."""
    found = running.nodes(inner)
    checks = [_condition(condition) for condition in conditions]

    def run(scope: Scope) -> list[Node]:
        nodes = found(scope)
        for check in checks:
            nodes = check(scope, nodes)
        return nodes

    return run


def _start(start: Any) -> Found:
    if start == ".":
        return lambda scope: [scope.node]
    if start == "current":
        return lambda scope: [scope.current]
    if start == "/":
        return _root
    return running.nodes(start)


def _root(scope: Scope) -> list[Node]:
    return [scope.current.tree.root] if isinstance(scope.current, FormNode) else []


def _step(step: Tree, *, bound: bool) -> Step:
    checks = [_condition(condition) for condition in step[-1]] if step[0] != "deep" else []
    go: Callable[[Scope, Node], Iterable[Node]]
    match step[0]:
        case "child":
            name = step[1]
            go = _bound(name) if bound and not checks else (lambda _scope, node: node.child(name))
        case "up":
            go = lambda _scope, node: [node.parent] if node.parent else []  # noqa: E731 (as its siblings are)
        case "deep":
            go = lambda _scope, node: _below(node)  # noqa: E731
        case _:
            go = lambda _scope, node: [node]  # noqa: E731

    def run(scope: Scope, nodes: list[Node]) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            these = list(go(scope, node))
            for check in checks:
                these = check(scope, these)
            found += these
        return found if len(nodes) == 1 else list(dict.fromkeys(found))

    return run


def _bound(name: str) -> Callable[[Scope, Node], Iterable[Node]]:
    """Go to the round in which the asker is, if it is in one: so XForms reads whole paths that go through a repeat."""

    def go(scope: Scope, node: Node) -> Iterable[Node]:
        children = node.child(name)
        own = (scope.node if isinstance(scope.node, FormNode) else scope.current).path + "/"
        prefix = f"{node.path}/{name}/" if node.path else f"{name}/"
        if not own.startswith(prefix):
            return children
        return [child for child in children if own.startswith(child.path + "/")] or children

    return go


def _below(node: Node) -> Iterator[Node]:
    yield node
    for child in node.child("*"):
        yield from _below(child)


def _condition(tree: Tree) -> Callable[[Scope, list[Node]], list[Node]]:
    """Compile what stands in brackets: a number is a place, anything else a truth."""
    if tree[0] == "num":
        place = tree[1]
        return lambda _scope, nodes: nodes[int(place) - 1 : int(place)] if place.is_integer() and place > 0 else []
    run = running.compile_tree(tree)

    def check(scope: Scope, nodes: list[Node]) -> list[Node]:
        kept: list[Node] = []
        for place, node in enumerate(nodes, 1):
            value = run(Scope(node, scope.facts, scope.current, place, len(nodes)))
            if value == place if isinstance(value, float) else truth_of(value):
                kept.append(node)
        return kept

    return check


# ---- looking rows up


def _lookup(start: Any, steps: list[Tree]) -> Found | None:
    """Compile `instance('x')/root/item[column = value]` to a look-up, when *value* does not depend on the row."""
    match start, steps[:2]:
        case ["call", "instance", *_], [["child", _, []], ["child", "item", [["=", left, right], *_]]]:
            pass
        case _:
            return None
    column = _column(left)
    sought = right
    if column is None:
        column, sought = _column(right), left
    if column is None or not _is_free(sought):
        return None
    begin, value = running.nodes(start), running.values(sought)
    every = _condition(["=", left, right])
    checks = [_condition(condition) for condition in steps[1][2][1:]]

    def run(scope: Scope) -> list[Node]:
        wanted = value(scope) or [""]
        found: list[Node] = []
        for root in begin(scope):
            if len(wanted) == 1 and isinstance(wanted[0], str) and isinstance(root, ListRoot):
                rows = root.tree.where(str(column), wanted[0])
            else:
                rows = every(scope, list(root.child("item")))
            for check in checks:
                rows = check(scope, rows)
            found += rows
        return found

    return run


def _column(tree: Tree) -> str | None:
    match tree:
        case ["path", ".", [["child", name, []]], *_] if name != "*":
            return str(name)
    return None


def _is_free(tree: Tree) -> bool:
    """Say whether *tree* is the same for all rows."""
    match tree:
        case ["path", start, steps, *_]:
            if start == "." or any(step[0] == "deep" or step[-1] for step in steps):
                return False
            return not isinstance(start, list) or _is_free(start)
        case ["call", "position" | "last", *_]:
            return False
        case ["num" | "str" | "field" | "near" | "saved", *_]:
            return True
    return all(_is_free(part) for part in tree[1:] if isinstance(part, list)) and tree[0] not in ("indexed", "filter")
