"""A Dialog: a tree of Steps, Groups and Repeats, checked when it is built, then read as a row of Slots."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field, replace

from content.dialog.conditions import Answers, Check
from content.dialog.languages import Languages
from content.dialog.order import Order, order_of
from content.dialog.picks import Pick
from content.dialog.tree import Item, Repeat, Rule, Slot, laid
from content.dialog.values import mark_of
from content.texts import common

CHECK = "="
"""Path of the check-answers screen."""

OFFER = "+"
"""Path of the question whether to add details to what was sent."""

MOST_QUESTIONS = 7  # before "đã gửi", the check screen included: chat rule 1


@dataclass(frozen=True)
class Dialog:
    """A guided conversation. `items` are asked, checked and sent; `after` may then be added to what was sent.

    `saves` says that sending only keeps a draft of the office's, so that no second way to keep one is offered.
    `version` grows with each change of a form. `most` bounds the questions of `items` that always apply, the
    check screen included (None: no bound, for forms of the office). `name_of` names what was filled in. Raises
    ValueError when it is not sound.
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
    is_form: bool = False  # of the office: its expressions were checked where its sheets were read
    name_of: Callable[[Answers], str] | None = None
    languages: Languages | None = None  # when there are several
    slots: tuple[Slot, ...] = field(init=False)
    by_key: dict[str, Slot] = field(init=False)
    by_path: dict[str, Slot] = field(init=False)  # of the path without rounds
    above: dict[str, tuple[tuple[Rule, ...], tuple[Repeat, ...]]] = field(init=False)
    order: Order = field(init=False)
    spans: dict[str, tuple[int, int]] = field(init=False)  # first and last slot of each Repeat
    firsts: dict[str, int] = field(init=False)  # the first slot of each Repeat that is asked
    counted: tuple[int, ...] = field(init=False)  # how many questions that always apply stand before each slot
    conditional: tuple[Slot, ...] = field(init=False)
    mark: str = field(init=False)  # of the row and its rules: what is remembered of another row is worth nothing
    follow_ups: dict[str, str] = field(init=False)  # the Text step of "something else" → its list

    def __post_init__(self) -> None:
        layout, sent_from = laid(self.items, self.after)
        slots = layout.slots
        self._put("sent_from", sent_from)
        self._put("slots", tuple(slots))
        self._put("spans", layout.spans)
        self._put("mark", mark_of("".join(f"{slot.pattern}{[rule.n for rule in slot.rules]}" for slot in slots)))
        self._put("above", layout.above)
        self._put("by_key", {slot.step.key: slot for slot in slots})
        self._put("by_path", {slot.plain: slot for slot in slots})
        self._put("follow_ups", {s.step.other: s.step.key for s in slots if isinstance(s.step, Pick) and s.step.other})
        self._check_keys()
        if not self.is_form:
            self._check_conditions()
        self._put("order", order_of(slots, layout.rules, self.by_key))
        firsts = {k: next(n for n in range(a, b + 1) if slots[n].step.asks) for k, (a, b) in layout.spans.items()}
        self._put("firsts", firsts)
        counted, always = [], 0
        for slot in slots:
            counted.append(always)
            always += self.is_counted(slot) and self.is_always(slot)
        self._put("counted", tuple(counted))
        self._put("conditional", tuple(s for s in slots if not self.is_always(s) and self.is_counted(s)))
        self._check_length()

    sent_from: int = field(init=False)  # index of the first slot asked after sending

    def titled(self, title: str) -> Dialog:
        """Return this under another title, in each of its languages."""
        other = copy(self)  # nothing of the row depends on it, so nothing is worked out again
        object.__setattr__(other, "title", title)
        if (own := self.languages) is not None:
            languages = replace(own, put_into=lambda name: own.put_into(name).titled(title))
            object.__setattr__(other, "languages", languages)
        return other

    def _put(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)  # frozen for all others

    def is_counted(self, slot: Slot) -> bool:
        """Say whether a slot is a question of its own in "3/7": a Repeat counts once, "something else" not at all."""
        if slot.step.key in self.follow_ups or slot.more or not slot.step.asks:
            return False
        return not slot.repeats or slot.index == self.firsts[slot.repeats[0].key]

    def is_always(self, slot: Slot) -> bool:
        """Say whether a slot applies whatever is answered."""
        return not slot.rules and not slot.has_count

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
            for rule in slot.rules:
                for key in rule.condition.reads:
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
        for rule in slot.rules:
            for read in sorted(rule.condition.reads):
                self._check_circle(self.by_key[read], (*above, key), done)
        done.add(key)

    def _check_length(self) -> None:
        if not self.sent_from:
            raise ValueError(f"{self.key}: asks nothing")
        asked = sum(1 for s in self.slots if not s.after and self.is_always(s) and self.is_counted(s))
        if self.most is not None and asked + self.confirmed > self.most:
            raise ValueError(f"{self.key}: asks {asked + self.confirmed} questions before sending, {self.most} at most")

    def checks_of(self, key: str) -> Iterator[Check]:
        """Iterate over the checks that read the step."""
        return (check for check in self.checks if key in check.reads)
