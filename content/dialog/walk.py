"""Where one is in a Dialog: paths, which questions apply, what comes next and what came before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from content.dialog.dialog import Dialog, Slot
from content.dialog.values import YES, Facts, Value

Turns = tuple[int, ...]
"""Which round of each Repeat around a slot, from the outermost; the first is 1."""


@dataclass(frozen=True, slots=True)
class Place:
    """A slot in certain rounds of its Repeats."""

    slot: Slot
    turns: Turns = ()

    @property
    def path(self) -> str:
        """The path answers are kept by: `headcount`, `members/2/age`."""
        if not self.turns:
            return self.slot.step.key
        parts = [f"{repeat.key}/{turn}" for repeat, turn in zip(self.slot.repeats, self.turns, strict=True)]
        return "/".join((*parts, self.slot.step.key))

    def path_of(self, key: str) -> str:
        """Return the path of a step beside this one."""
        head, _, _ = self.path.rpartition("/")
        return f"{head}/{key}" if head else key


@dataclass(slots=True)
class Walk:
    """A Dialog with the answers given so far. What applies is worked out when asked for, and once."""

    dialog: Dialog
    answers: Mapping[str, Value]
    facts: Facts
    _applies: dict[str, bool] = field(default_factory=dict)

    def place(self, path: str) -> Place | None:
        """Return the place of a path, or None when the dialog has no such question (any more)."""
        *rounds, key = path.split("/")
        slot = self.dialog.by_key.get(key)
        if slot is None or len(rounds) != 2 * len(slot.repeats):
            return None
        keys, turns = rounds[::2], rounds[1::2]
        if [r.key for r in slot.repeats] != keys or not all(t.isdigit() and int(t) for t in turns):
            return None
        return Place(slot, tuple(map(int, turns)))

    def applies(self, place: Place) -> bool:
        """Say whether a question is to be asked, given the answers so far."""
        if not place.slot.conditions:
            return True
        path = place.path
        if path not in self._applies:
            seen = Seen(self, place.turns)
            self._applies[path] = all(condition.holds(seen) for condition in place.slot.conditions)
        return self._applies[path]

    def forget(self, key: str) -> None:
        """Look again at whatever depends on *key*, directly or not."""
        for slot in self.dialog.readers.get(key, ()):
            for path in [p for p in self._applies if p.rpartition("/")[2] == slot.step.key]:
                del self._applies[path]
            self.forget(slot.step.key)

    def goes_on(self, place: Place) -> bool:
        """Say whether the Repeat of a "one more?" place has a further round."""
        turn, repeat = place.turns[-1], place.slot.repeats[-1]
        return turn < repeat.most and self.answers.get(place.path) == YES.value

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
        earlier = self.dialog.slots[slot.index - 1]
        kept = turns[: len(earlier.repeats)]
        while len(kept) < len(earlier.repeats):
            kept = (*kept, self._rounds(earlier.repeats[len(kept)].key, kept, earlier))
        return Place(earlier, kept)

    def _rounds(self, key: str, outer: Turns, inside: Slot) -> int:
        """Return how many rounds the Repeat *key* has had."""
        last = self.dialog.slots[self.dialog.spans[key][1]]
        turn = 1
        while self.goes_on(Place(last, (*outer, turn))):
            turn += 1
        return turn

    def open(self, place: Place, skipped: frozenset[str]) -> bool:
        """Say whether a question applies and has neither an answer nor been skipped."""
        path = place.path
        if path in self.answers or path in skipped or not self.applies(place):
            return False
        return not (place.slot.more and place.turns[-1] >= place.slot.repeats[-1].most)

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
            last = self.dialog.slots[self.dialog.sent_from - 1]
            turns: Turns = ()
            while len(turns) < len(last.repeats):
                turns = (*turns, self._rounds(last.repeats[len(turns)].key, turns, last))
            found: Place | None = Place(last, turns)
        else:
            found = self.before(place)
        while found is not None and not self.applies(found):
            found = self.before(found)
        if found is not None and place is not None and found.slot.after != place.slot.after:
            return None
        return found

    def places(self, *, after: bool) -> Iterator[Place]:
        """Iterate over all questions that apply, in order."""
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
            index = dialog.spans[place.slot.repeats[0].key][0]
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
        return dialog.counted[-1] + (dialog.is_counted(last) and not last.conditions)


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
        slot = self.walk.dialog.by_key[key]
        place = Place(slot, self.turns[: len(slot.repeats)])
        return self.walk.answers.get(place.path) if self.walk.applies(place) else None

    def said(self, key: str) -> str:
        """Return the answer as it is read back."""
        value = self[key]
        return "" if value is None else self.walk.dialog.by_key[key].step.say(value, self.walk.facts)
