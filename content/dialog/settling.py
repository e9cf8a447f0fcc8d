"""After an answer: only what reads it, directly or not, is worked out again, once, and after what it reads itself."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from content.dialog.tree import Repeat, Rule, Slot

if TYPE_CHECKING:
    from content.dialog.places import Place
    from content.dialog.values import Value
    from content.dialog.walk import Walk


def settle(walk: Walk, keys: Iterable[str]) -> frozenset[int]:
    """Bring all that depends on the answers *keys* up to date; return the slots that may be open now."""
    return _Settling(walk).run(keys)


def settle_moving(walk: Walk) -> frozenset[int]:
    """Bring all that looks at the clock up to date."""
    settling = _Settling(walk)
    settling.add(walk.dialog.order.moving)
    return settling.run(())


def settle_all(walk: Walk) -> frozenset[int]:
    """Work everything out: a run begins, or the world may have changed since the last turn."""
    walk.known.clear()
    walk.stale()
    settling = _Settling(walk, begins=True)
    settling.add(range(len(walk.dialog.order.nodes)))
    return settling.run(())


class _Settling:
    """A row of nodes that wait, in the order of what they read."""

    def __init__(self, walk: Walk, *, begins: bool = False) -> None:
        self.walk, self.order, self.begins = walk, walk.dialog.order, begins
        self.stirred: set[int] = set()
        self._waiting: list[int] = []
        self._met: set[int] = set()

    def add(self, nodes: Iterable[int]) -> None:
        """Let *nodes* wait; none is worked out twice."""
        for n in nodes:
            if n not in self._met:
                self._met.add(n)
                heappush(self._waiting, n)

    def changed(self, slot: Slot) -> None:
        """Let wait whatever reads the answer of *slot*, or is in a round that it opened."""
        self.walk.stale()
        self.add(self.order.readers.get(slot.step.key, ()))
        if slot.more:
            self.add(self.order.inside.get(slot.repeats[-1].key, ()))

    def run(self, keys: Iterable[str]) -> frozenset[int]:
        """Work out what waits."""
        for key in keys:
            self.changed(self.walk.dialog.by_key[key])
        while self._waiting:
            node = self.order.nodes[heappop(self._waiting)]
            if isinstance(node, Rule):
                self._rule(node)
            elif isinstance(node, Slot):
                self._slot(node)
            else:
                self._count(node)
        return frozenset(self.stirred)

    def _rule(self, rule: Rule) -> None:
        if self.begins:
            if self.walk.dialog.is_form and not rule.depth:  # in this order, so that a long chain is no deep one
                self.walk.holds(rule, ())
            return
        known = self.walk.known.pop(rule.n, {})
        differs = [turns for turns, held in known.items() if self.walk.holds(rule, turns) != held]
        if not differs:
            return
        self.walk.stale()
        for slot in self.order.under[rule.n]:
            self.stirred.add(slot.index)
            self.add(self.order.readers.get(slot.step.key, ()))
            if slot.index in self.order.worked:
                self.add((self.order.worked[slot.index],))

    def _count(self, repeat: Repeat) -> None:
        self.walk.stale()
        first, last = self.walk.dialog.spans[repeat.key]
        self.stirred.update(range(first, last + 1))
        self.changed(self.walk.dialog.slots[last])

    def _slot(self, slot: Slot) -> None:
        places = [place for place in self.walk.places_of(slot) if self.walk.applies(place)]
        if sum(self._work_out(place) for place in places):  # all of them, whatever the first one did
            self.stirred.add(slot.index)
            self.changed(slot)

    def _work_out(self, place: Place) -> bool:
        """Bring the answer of one place up to date; say whether it changed."""
        walk, step, path = self.walk, place.slot.step, place.path
        live = step.live
        if live is None:
            return False
        has = path in walk.answers or path in walk.skipped
        if live.value is not None and not (self.begins and (live.waits or (has and step.asks))):
            return self._set(path, live.value(walk.seen(place)), is_offered=step.asks)
        if live.early and live.default is not None and not has:
            return self._set(path, live.default(walk.seen(place)), is_offered=step.asks)
        if live.choosy and path in walk.answers:
            return self._prune(place, walk.answers[path])
        return False

    def _prune(self, place: Place, answer: Value) -> bool:
        """Take what is no longer among the choices out of an answer; what is left is asked again."""
        listed = {option.value for option in self.walk.step(place).options(self.walk.facts)}
        picked = answer if isinstance(answer, list) else [str(answer)]
        left = [value for value in picked if value in listed]
        if len(left) == len(picked):
            return False
        return self._set(place.path, left or None, is_offered=bool(left))

    def _set(self, path: str, value: Value | None, *, is_offered: bool) -> bool:
        walk = self.walk
        if walk.answers.get(path) == value and type(walk.answers.get(path)) is type(value):
            return False
        if value is None:
            walk.answers.pop(path, None)
            walk.proposed.discard(path)
        else:
            walk.answers[path] = value
            walk.proposed.add(path) if is_offered else walk.proposed.discard(path)
        walk.said_anew.add(path)
        walk.stale()
        return True
