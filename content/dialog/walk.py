"""Where one is in a Dialog: paths, which questions apply, what comes next and what came before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from content.dialog.dialog import Dialog
from content.dialog.places import Known, Place, Turns, parted
from content.dialog.settling import settle
from content.dialog.silent import Note
from content.dialog.steps import Step
from content.dialog.tree import Repeat, Rule, Slot
from content.dialog.values import YES, Facts, Value


def place_in(dialog: Dialog, path: str) -> Place | None:
    """Return the place of a path, or None when *dialog* has no such question (any more)."""
    slot = dialog.by_path.get(path)
    if slot is not None:
        return Place(slot) if not slot.repeats else None
    plain, turns = parted(path)
    slot = dialog.by_path.get(plain)
    if slot is None or len(turns) != len(slot.repeats) or not all(turns):
        return None
    found = Place(slot, turns)
    return found if found.path == path else None


@dataclass(slots=True)
class Walk:
    """A Dialog with the answers given so far. What applies is worked out when asked for, and once.

    `known` may come from the turn before. Whoever changes an answer calls `forget` with its key.
    """

    dialog: Dialog
    answers: dict[str, Any]  # a Value each; callers hold narrower ones
    facts: Facts
    known: Known = field(default_factory=dict)
    run: str = ""
    memo: dict[str, Any] = field(default_factory=dict)  # what the steps of a form keep for the length of one turn
    proposed: set[str] = field(default_factory=set)  # paths whose answer is a default that nobody has confirmed
    skipped: frozenset[str] = frozenset()
    said_anew: set[str] = field(default_factory=set)  # paths whose answer was set or dropped by others' answers
    _steps: dict[str, Step] = field(default_factory=dict)
    _rounds: dict[tuple[str, Turns], int] = field(default_factory=dict)
    _tried: list[tuple[int, Turns]] | None = None

    def place(self, path: str) -> Place | None:
        """Return the place of a path, or None when the dialog has no such question (any more)."""
        return place_in(self.dialog, path)

    def beside(self, place: Place, key: str) -> Place | None:
        """Return the place of the step *key* in the rounds of *place*."""
        slot = self.dialog.by_key.get(key)
        return Place(slot, place.turns[: len(slot.repeats)]) if slot is not None else None

    def step(self, place: Place) -> Step:
        """Return the step as it stands among the answers."""
        step = place.slot.step
        if step.live is None or step.live.step is None:
            return step
        path = place.path
        if path not in self._steps:
            self._steps[path] = step.live.step(Seen(self, place.turns))
        return self._steps[path]

    def seen(self, place: Place) -> Seen:
        """Return the answers as the step of *place* sees them."""
        return Seen(self, place.turns)

    def holds(self, rule: Rule, turns: Turns) -> bool:
        """Say whether a condition holds, as it was found last or now."""
        seen = self.known.setdefault(rule.n, {})
        turns = turns[: rule.depth]
        if turns not in seen:
            seen[turns] = True  # what reads itself after all ends here
            seen[turns] = rule.condition.holds(Seen(self, turns))
            if self._tried is not None:
                self._tried.append((rule.n, turns))
        return seen[turns]

    @contextmanager
    def trying(self, path: str, value: Value) -> Iterator[None]:
        """Put *value* in its place for a while; nothing that is worked out meanwhile is kept."""
        before, tried = self.answers.get(path), self._tried
        self.answers[path] = value
        self._tried = []
        self.stale()
        try:
            yield
        finally:
            for n, turns in self._tried:
                del self.known[n][turns]
            self._tried = tried
            self.stale()
            if before is None:
                del self.answers[path]
            else:
                self.answers[path] = before

    def applies(self, place: Place) -> bool:
        """Say whether a question is to be asked, given the answers so far."""
        return self.counts(place.slot.rules, place.slot.repeats if place.slot.has_count else (), place.turns) and not (
            place.slot.more and place.slot.repeats[-1].count is not None
        )

    def counts(self, rules: tuple[Rule, ...], repeats: tuple[Repeat, ...], turns: Turns) -> bool:
        """Say whether all *rules* hold and there are such rounds of those *repeats* that have a Count."""
        for rule in rules:
            if not self.holds(rule, turns):
                return False
        for depth, repeat in enumerate(repeats):
            if repeat.count is not None and turns[depth] > self.rounds(repeat, turns[:depth]):
                return False
        return True

    def forget(self, key: str) -> frozenset[int]:
        """Look again at whatever depends on *key*, directly or not; return the slots that it may have opened."""
        return settle(self, (key,))

    def stale(self) -> None:
        """Drop what was worked out of answers that have changed."""
        self._steps.clear()
        self._rounds.clear()

    def rounds(self, repeat: Repeat, outer: Turns) -> int:
        """Return how many rounds a Repeat has, not asking whether it applies."""
        known = (repeat.key, outer)
        if known not in self._rounds:
            if repeat.count is not None:
                self._rounds[known] = max(0, min(repeat.most, repeat.count.rounds(Seen(self, outer))))
            else:
                last, turn = self.dialog.slots[self.dialog.spans[repeat.key][1]], 1
                while self.goes_on(Place(last, (*outer, turn))):
                    turn += 1
                self._rounds[known] = turn
        return self._rounds[known]

    def goes_on(self, place: Place) -> bool:
        """Say whether the Repeat of a "one more?" place has a further round."""
        turn, repeat = place.turns[-1], place.slot.repeats[-1]
        if repeat.count is not None:
            return turn < self.rounds(repeat, place.turns[:-1])
        return turn < repeat.most and self.answers.get(place.path) == YES.value

    def places_of(self, slot: Slot) -> list[Place]:
        """Return the places of a slot in all rounds there are."""
        found: list[Turns] = [()]
        for repeat in slot.repeats:
            found = [(*outer, n) for outer in found for n in range(1, self.rounds(repeat, outer) + 1)]
        return [Place(slot, turns) for turns in found]

    def after(self, place: Place | None) -> Place | None:
        """Return the place that follows in the row, whether it applies or not; None at the end."""
        if place is None:
            return self._enter(0, ())
        if place.slot.more:
            if self.goes_on(place):
                first = self.dialog.spans[place.slot.repeats[-1].key][0]
                return self._enter(first, (*place.turns[:-1], place.turns[-1] + 1))
            return self._enter(place.slot.index + 1, place.turns[:-1])
        return self._enter(place.slot.index + 1, place.turns)

    def _enter(self, index: int, turns: Turns) -> Place | None:
        if index >= len(self.dialog.slots):
            return None
        slot = self.dialog.slots[index]
        depth = len(slot.repeats)
        return Place(slot, turns[:depth] + (1,) * (depth - len(turns)))

    def before(self, place: Place) -> Place | None:
        """Return the place that stands before in the row, whether it applies or not; None at the start."""
        slot, turns = place.slot, place.turns
        for depth in range(len(slot.repeats), 0, -1):
            first, last = self.dialog.spans[slot.repeats[depth - 1].key]
            if slot.index == first and turns[depth - 1] > 1:
                return Place(self.dialog.slots[last], (*turns[: depth - 1], turns[depth - 1] - 1))
            if slot.index != first:
                break
        if slot.index == 0:
            return None
        return self._last_of(self.dialog.slots[slot.index - 1], turns)

    def _last_of(self, slot: Slot, turns: Turns) -> Place:
        """Return the last place of *slot* in the rounds *turns*."""
        kept = turns[: len(slot.repeats)]
        while len(kept) < len(slot.repeats):
            kept = (*kept, max(1, self.rounds(slot.repeats[len(kept)], kept)))
        return Place(slot, kept)

    def open(self, place: Place, skipped: frozenset[str]) -> bool:
        """Say whether a question applies and has neither an answer of its person's nor been skipped."""
        slot, path = place.slot, place.path
        if (path in self.answers and path not in self.proposed) or not slot.step.asks or not self.applies(place):
            return False
        if path in skipped and self.step(place).optional:
            return False
        return not (slot.more and place.turns[-1] >= slot.repeats[-1].most)

    def next_open(self, place: Place | None, skipped: frozenset[str], *, after: bool) -> Place | None:
        """Return the first open question behind *place*, within what is asked before (or after) sending."""
        found = self._enter(self.dialog.sent_from, ()) if place is None and after else self.after(place)
        while found is not None and (found.slot.after == after):
            if self.open(found, skipped):
                return found
            found = self.after(found)
        return None

    def previous(self, place: Place | None) -> Place | None:
        """Return the question that applies before *place* (None: before the check screen); None at the first."""
        if place is None:
            found: Place | None = self._last_of(self.dialog.slots[self.dialog.sent_from - 1], ())
        else:
            found = self.before(place)
        while found is not None and not (found.slot.step.asks and self.applies(found)):
            found = self.before(found)
        if found is not None and place is not None and found.slot.after != place.slot.after:
            return None
        return found

    def notes_before(self, place: Place | None) -> list[Place]:
        """Return the notes between the question before *place* (None: the check screen) and it, in order."""
        notes, found = (
            [],
            self.before(place) if place else self._last_of(self.dialog.slots[self.dialog.sent_from - 1], ()),
        )
        after = place is not None and place.slot.after
        while (
            found is not None and found.slot.after == after and not (found.slot.step.asks and self.applies(found))
        ):  # fmt: skip
            if isinstance(found.slot.step, Note) and self.applies(found):
                notes.append(found)
            found = self.before(found)
        return notes[::-1]

    def places(self, *, after: bool) -> Iterator[Place]:
        """Iterate over all that applies, in order: questions, notes, values."""
        found = self._enter(self.dialog.sent_from if after else 0, ())
        while found is not None and found.slot.after == after:
            if self.applies(found):
                yield found
            found = self.after(found)

    def number(self, place: Place | None, *, after: bool) -> tuple[int, int]:
        """Return "3/7": which question this is, of how many; None is the check screen."""
        dialog = self.dialog
        index = place.slot.index if place is not None else dialog.sent_from
        if place is not None and place.slot.repeats:
            index = dialog.firsts[place.slot.repeats[0].key]
        base = dialog.counted[dialog.sent_from] if after else 0
        ends = len(dialog.slots) if after else dialog.sent_from
        n = (dialog.counted[index] if index < len(dialog.slots) else self._always(ends)) - base
        total = self._always(ends) - base
        for slot in dialog.conditional:
            if slot.after == after and self.applies(Place(slot, (1,) * len(slot.repeats))):
                total += 1
                n += slot.index < index
        is_check = place is None
        follows = place is not None and place.slot.step.key in dialog.follow_ups
        return (n + (not follows), total + (dialog.confirmed and not after)) if not is_check else (n + 1, total + 1)

    def _always(self, end: int) -> int:
        dialog = self.dialog
        if end < len(dialog.slots):
            return dialog.counted[end]
        last = dialog.slots[-1]
        return dialog.counted[-1] + (dialog.is_counted(last) and dialog.is_always(last))


@dataclass(slots=True)
class Seen:
    """The answers as a condition of a place sees them."""

    walk: Walk
    turns: Turns = ()

    @property
    def facts(self) -> Facts:
        """What is known besides the answers."""
        return self.walk.facts

    def __getitem__(self, key: str) -> Value | None:
        """Return the answer of the step in the same rounds; None when it does not apply or has none."""
        place = Place(slot := self.walk.dialog.by_key[key], self.turns[: len(slot.repeats)])
        return self.walk.answers.get(place.path) if self.walk.applies(place) else None

    def said(self, key: str) -> str:
        """Return the answer as it is read back."""
        value = self[key]
        slot = self.walk.dialog.by_key[key]
        step = self.walk.step(Place(slot, self.turns[: len(slot.repeats)]))
        return "" if value is None else step.say(value, self.walk.facts)
