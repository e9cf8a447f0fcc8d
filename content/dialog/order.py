"""In which order what depends on answers is worked out, and what an answer makes one look at again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from content.dialog.tree import Repeat, Rule, Slot

Node = Rule | Slot | Repeat
"""A condition to be looked at, a step whose value or choices depend on answers, or a Repeat with a Count."""

_Name = tuple[str, int | str]


@dataclass(frozen=True, slots=True)
class Order:
    """`nodes` in an order in which each follows what it reads; `readers` are their numbers by the key they read.

    `under` are the slots below each rule, `worked` the number of each slot that is a node, `inside` the slots of
    each Repeat that are nodes, `moving` the nodes that look at the clock.
    """

    nodes: tuple[Node, ...]
    readers: Mapping[str, tuple[int, ...]]
    under: tuple[tuple[Slot, ...], ...]
    worked: Mapping[int, int]
    inside: Mapping[str, tuple[int, ...]]
    moving: tuple[int, ...]


def is_worked(slot: Slot) -> bool:
    """Say whether other answers may change the answer of *slot*."""
    live = slot.step.live
    return live is not None and (live.value is not None or live.choosy or live.early)


def order_of(slots: Iterable[Slot], rules: Iterable[Rule], by_key: Mapping[str, Slot]) -> Order:
    """Work the order out. A circle, which a checked dialog has not, falls back to the order of the row."""
    slots, rules = tuple(slots), tuple(rules)
    counted = {repeat.key: repeat for slot in slots for repeat in slot.repeats if repeat.count is not None}
    graph: dict[_Name, set[_Name]] = {}
    for slot in slots:
        graph[("slot", slot.index)] = {("rule", rule.n) for rule in slot.rules}
        graph[("slot", slot.index)] |= {("count", repeat.key) for repeat in slot.repeats if repeat.count is not None}
        graph[("slot", slot.index)] |= _reads(slot, by_key) - {("slot", slot.index)}
    for rule in rules:
        graph[("rule", rule.n)] = _reads(rule, by_key)
    for repeat in counted.values():
        graph[("count", repeat.key)] = _reads(repeat, by_key)
    try:
        names = list(TopologicalSorter(graph).static_order())
    except CycleError:
        names = list(graph)
    made: dict[_Name, Node] = {("slot", s.index): s for s in slots if is_worked(s)}
    made |= {("rule", r.n): r for r in rules}
    made |= {("count", r.key): r for r in counted.values()}
    return _ordered(tuple(made[name] for name in names if name in made), slots, rules)


def _ordered(nodes: tuple[Node, ...], slots: tuple[Slot, ...], rules: tuple[Rule, ...]) -> Order:
    readers: dict[str, list[int]] = {}
    inside: dict[str, list[int]] = {}
    worked = {}
    for n, node in enumerate(nodes):
        for key in sorted(_keys(node)):
            readers.setdefault(key, []).append(n)
        if isinstance(node, Slot):
            worked[node.index] = n
            for repeat in node.repeats:
                inside.setdefault(repeat.key, []).append(n)
    under: list[list[Slot]] = [[] for _ in rules]
    for slot in slots:
        for rule in slot.rules:
            under[rule.n].append(slot)
    return Order(
        nodes,
        {key: tuple(found) for key, found in readers.items()},
        tuple(map(tuple, under)),
        worked,
        {key: tuple(found) for key, found in inside.items()},
        tuple(n for n, node in enumerate(nodes) if _moves(node)),
    )


def _keys(node: Node) -> frozenset[str]:
    if isinstance(node, Rule):
        return node.condition.reads
    if isinstance(node, Repeat):
        return node.count.reads if node.count is not None else frozenset()
    return node.step.live.reads if node.step.live is not None else frozenset()


def _reads(node: Node, by_key: Mapping[str, Slot]) -> set[_Name]:
    return {("slot", by_key[key].index) for key in _keys(node) if key in by_key}


def _moves(node: Node) -> bool:
    if isinstance(node, Rule):
        return node.condition.moves
    return isinstance(node, Slot) and node.step.live is not None and node.step.live.moves
