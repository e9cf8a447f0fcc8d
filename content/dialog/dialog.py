"""A Dialog: a tree of Steps, Groups and Repeats, checked when it is built, then read as a row of Slots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from content.dialog.conditions import Check, Condition
from content.dialog.picks import Pick
from content.dialog.steps import Step
from content.dialog.values import NO, YES
from content.texts import common
from content.texts.courtesy import Courtesy, fill

CHECK = "="
"""Path of the check-answers screen."""

OFFER = "+"
"""Path of the question whether to add details to what was sent."""

MORE = "_more"
MOST_QUESTIONS = 7  # before "đã gửi", the check screen included: chat rule 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that belong together and apply together."""

    items: tuple[Item, ...]
    title: str = ""
    only_if: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Questions asked once for each thing, at least once; after each, whether there is one more.

    The answers of the second thing have paths such as `members/2/age`.
    """

    key: str
    title: str
    items: tuple[Item, ...]
    most: int = 20
    only_if: Condition | None = None


Item = Step | Group | Repeat


@dataclass(frozen=True, slots=True)
class Slot:
    """A Step at its place in the row: the conditions above it, and the Repeats it stands in."""

    index: int
    step: Step
    conditions: tuple[Condition, ...]
    repeats: tuple[Repeat, ...]
    after: bool  # asked after sending
    more: bool = False  # asks whether its Repeat goes on


@dataclass(frozen=True)
class Dialog:
    """A guided conversation. `items` are asked, checked and sent; `after` may then be added to what was sent.

    `saves` says that sending only keeps a draft of the office's, so that no second way to keep one is offered.
    `version` grows with each change of a form. `most` bounds the questions of `items` that always apply, the
    check screen included (None: no bound, for forms of the office). Raises ValueError when it is not sound.
    """

    key: str
    title: str
    items: tuple[Item, ...]
    version: int = 1
    after: tuple[Item, ...] = ()
    intro: str = ""
    send: str = common.SEND
    send_word: str = common.SEND_WORD
    saves: bool = False
    confirmed: bool = True  # False: short dialogs that finish with their last answer
    checks: tuple[Check, ...] = ()
    most: int | None = MOST_QUESTIONS
    slots: tuple[Slot, ...] = field(init=False)
    by_key: dict[str, Slot] = field(init=False)
    readers: dict[str, tuple[Slot, ...]] = field(init=False)  # whose conditions read the key
    spans: dict[str, tuple[int, int]] = field(init=False)  # first and last slot of each Repeat
    counted: tuple[int, ...] = field(init=False)  # how many questions that always apply stand before each slot
    conditional: tuple[Slot, ...] = field(init=False)
    follow_ups: dict[str, str] = field(init=False)  # the Text step of "something else" → its list

    def __post_init__(self) -> None:
        slots: list[Slot] = []
        spans: dict[str, tuple[int, int]] = {}
        _lay(self.items, (), (), slots, spans, after=False)
        self._put("sent_from", len(slots))
        _lay(self.after, (), (), slots, spans, after=True)
        self._put("slots", tuple(slots))
        self._put("spans", spans)
        self._put("by_key", {slot.step.key: slot for slot in slots})
        self._put("follow_ups", {s.step.other: s.step.key for s in slots if isinstance(s.step, Pick) and s.step.other})
        self._check_keys()
        readers: dict[str, list[Slot]] = {}
        for slot in slots:
            for key in {key for condition in slot.conditions for key in condition.reads}:
                readers.setdefault(key, []).append(slot)
        self._put("readers", {key: tuple(found) for key, found in readers.items()})
        self._check_conditions()
        counted, always = [], 0
        for slot in slots:
            counted.append(always)
            always += self.is_counted(slot) and not slot.conditions
        self._put("counted", tuple(counted))
        self._put("conditional", tuple(s for s in slots if s.conditions and self.is_counted(s)))
        self._check_length()

    sent_from: int = field(init=False)  # index of the first slot asked after sending

    def _put(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)  # frozen for all others

    def is_counted(self, slot: Slot) -> bool:
        """Say whether a slot is a question of its own in "3/7": a Repeat counts once, "something else" not at all."""
        if slot.step.key in self.follow_ups or slot.more:
            return False
        return not slot.repeats or slot.index == self.spans[slot.repeats[0].key][0]

    def _check_keys(self) -> None:
        seen: set[str] = set()
        for key in (*(slot.step.key for slot in self.slots), *self.spans):
            if key in seen:
                raise ValueError(f"{self.key}: two things are called {key}")
            if not key or not key.replace("_", "").isalnum() or not key.isascii() or key.isdigit():
                raise ValueError(f"{self.key}: {key!r} is no key")
            seen.add(key)
        for other, key in self.follow_ups.items():
            if other not in self.by_key or self.by_key[other].repeats != self.by_key[key].repeats:
                raise ValueError(f"{self.key}: {key} names {other} for other answers, which is not beside it")
        owned = {key for check in self.checks for key in check.owns}
        for key in {key for check in self.checks for key in check.reads}:
            if key not in self.by_key:
                raise ValueError(f"{self.key}: a check reads {key}, which is no step")
        if owned & seen:
            raise ValueError(f"{self.key}: a check owns what a step asks: {sorted(owned & seen)}")

    def _check_conditions(self) -> None:
        for slot in self.slots:
            for condition in slot.conditions:
                for key in condition.reads:
                    read = self.by_key.get(key)
                    if read is None:
                        raise ValueError(f"{self.key}: {slot.step.key} depends on {key}, which is no step")
                    if read.repeats != slot.repeats[: len(read.repeats)]:
                        raise ValueError(f"{self.key}: {slot.step.key} cannot see {key} inside its repeat")
        done: set[str] = set()
        for slot in self.slots:
            self._check_circle(slot, (), done)

    def _check_circle(self, slot: Slot, above: tuple[str, ...], done: set[str]) -> None:
        key = slot.step.key
        if key in done:
            return
        if key in above:
            raise ValueError(f"{self.key}: conditions run in a circle: {' → '.join((*above, key))}")
        for condition in slot.conditions:
            for read in sorted(condition.reads):
                self._check_circle(self.by_key[read], (*above, key), done)
        done.add(key)

    def _check_length(self) -> None:
        if not any(True for slot in self.slots if not slot.after):
            raise ValueError(f"{self.key}: asks nothing")
        asked = sum(1 for s in self.slots if not s.after and not s.conditions and self.is_counted(s))
        if self.most is not None and asked + self.confirmed > self.most:
            raise ValueError(f"{self.key}: asks {asked + self.confirmed} questions before sending, {self.most} at most")

    def checks_of(self, key: str) -> Iterator[Check]:
        """Iterate over the checks that read the step."""
        return (check for check in self.checks if key in check.reads)


def _lay(  # noqa: PLR0913 (a walk down a tree carries what is above)
    items: tuple[Item, ...],
    conditions: tuple[Condition, ...],
    repeats: tuple[Repeat, ...],
    slots: list[Slot],
    spans: dict[str, tuple[int, int]],
    *,
    after: bool,
) -> None:
    for item in items:
        above = conditions if item.only_if is None else (*conditions, item.only_if)
        if isinstance(item, Step):
            slots.append(Slot(len(slots), item, above, repeats, after))
            continue
        if isinstance(item, Group):
            _lay(item.items, above, repeats, slots, spans, after=after)
            continue
        start, inside = len(slots), (*repeats, item)
        _lay(item.items, above, inside, slots, spans, after=after)
        if len(slots) == start:
            raise ValueError(f"{item.key}: repeats nothing")
        slots.append(Slot(len(slots), _one_more(item), above, inside, after, more=True))
        spans[item.key] = (start, len(slots) - 1)


def _one_more(repeat: Repeat) -> Step:
    yes = fill(common.ONE_MORE, Courtesy.DONG_CHI, title=repeat.title)
    return Pick(
        key=repeat.key + MORE,
        ask=fill(common.ADD_ANOTHER, Courtesy.DONG_CHI, title=repeat.title),
        choices=(type(YES)(YES.value, yes), type(NO)(NO.value, common.NO_MORE)),
    )
