"""Kinds of questions answered in own words: Text, Number, Day. Each reads what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from content import dates
from content.dialog.conditions import Condition
from content.dialog.live import Live
from content.dialog.values import Doubt, Doubtful, Facts, Known, Media, Option, Unreadable, Value, Way, mark_of, quoted
from content.numbers import NotANumber, read_whole, written
from content.privacy import personal_data, rewritten
from content.texts import common
from content.texts import privacy as privacy_words
from content.texts.courtesy import fill
from content.vietnamese import fold

_DAY_OF_MONTH = re.compile(r"\d{1,2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One question. `key` lives for ever: a new meaning is a new key.

    `name` stands before the answer where answers are listed; "" keeps the step out of such lists.
    `words` replaces sentences of this kind of step by better ones, by the names the kind documents. `called` is the
    last part of its path where that is not the key. `live` says what of it depends on answers; `guard` says what is
    wrong with a value among the other answers, "" when nothing is. `media` go ahead of it.
    """

    asks: ClassVar[bool] = True  # False: it is shown or worked out, and nobody answers it

    key: str
    ask: str
    name: str = ""
    hint: str = ""
    optional: bool = False
    only_if: Condition | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    called: str = ""
    media: Media = ()
    live: Live | None = None
    guard: Callable[[Value], str] | None = None

    def options(self, facts: Facts) -> tuple[Option, ...]:
        """Return all that may be chosen, the likeliest first."""
        return ()

    def read(self, text: str, facts: Facts) -> Value:
        """Return what *text* means. Raises Unreadable, or Doubtful when that must be asked."""
        raise NotImplementedError

    def admit(self, value: Value, facts: Facts) -> None:
        """Raise Unreadable when *value* may not be kept, whoever gave it."""

    def say(self, value: Value, facts: Facts) -> str:
        """Return *value* as it is read back."""
        return str(value)

    def word(self, name: str, default: str, facts: Facts, **fields: object) -> str:
        """Return a sentence of this step, its own or the *default* of its kind."""
        return fill(self.words.get(name, default), facts.courtesy, **fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Step):
    """Free words, at most *limit* characters. Words: too_long, too_short, personal_data.

    *private* texts are about oneself; all others pass the privacy gate. `quick` are answers offered as choices.
    """

    limit: int = 300
    least: int = 1
    private: bool = False
    quick: tuple[Option, ...] = ()

    def options(self, facts: Facts) -> tuple[Option, ...]:
        """Return the quick answers."""
        return self.quick

    def read(self, text: str, facts: Facts) -> Value:
        """Return the text as it is; a quick answer's label gives its value.

        What holds personal data of others is refused, with general words in their place where that leaves a matter.
        """
        wanted = fold(text)
        for option in self.quick:
            if wanted == fold(option.label):
                return option.value
        self._fit(text, facts)
        if (doubt := self.offer(text, facts)) is not None:
            raise Doubtful(doubt)
        self.admit(text, facts)
        return text

    def offer(self, text: str, facts: Facts, beside: Mapping[str, Value | None] | None = None) -> Doubt | None:
        """Return the question whether general words may stand for what is personal in *text*; None without such words.

        *beside* is what the same tap answers as well. What was typed is kept nowhere, not even in the doubt's key.
        """
        kind = None if self.private else personal_data(text)
        instead = rewritten(text) if kind else None
        if instead is None or len(instead) > self.limit:
            return None
        ask = fill(privacy_words.OFFER, facts.courtesy, kind=kind, text=instead)
        sets = {**(beside or {}), self.key: instead}
        ways = (Way(privacy_words.USE_THIS, sets), Way(privacy_words.WRITE_ANEW, again=self.key))
        return Doubt(f"{self.key}:{mark_of(instead)}", ask, ways)

    def _fit(self, text: str, facts: Facts) -> None:
        """Raise Unreadable when *text* is too long or too short."""
        if len(text) > self.limit:
            raise Unreadable(self.word("too_long", common.TOO_LONG, facts, n=len(text), limit=self.limit))
        if len(text) < self.least:
            raise Unreadable(self.word("too_short", common.TOO_SHORT, facts))

    def admit(self, value: Value, facts: Facts) -> None:
        """Refuse what is too long, empty, or holds personal data of others."""
        text = str(value)
        if any(text == option.value for option in self.quick):
            return
        self._fit(text, facts)
        if not self.private and (kind := personal_data(text)):
            raise Unreadable(self.word("personal_data", common.PERSONAL_DATA, facts, kind=kind))

    def say(self, value: Value, facts: Facts) -> str:
        """Return the text, or the label of a quick answer."""
        return next((o.label for o in self.quick if o.value == value), str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Step):
    """A whole number. Words: not_number, range, decimal, limit, zero. `quick` are numbers offered as choices."""

    unit: str = ""
    between: tuple[int, int] = (0, 1_000_000)
    quick: tuple[int, ...] = ()
    example: int = 45

    def options(self, facts: Facts) -> tuple[Option, ...]:
        """Return the quick answers."""
        return tuple(Option(str(n), str(n)) for n in self.quick)

    def read(self, text: str, facts: Facts) -> Value:
        """Return the number; what is about or a range is refused, a decimal that has a likely meaning is asked."""
        found = read_whole(text, self.unit)
        if not isinstance(found, NotANumber):
            self.admit(found, facts)
            return found
        if found.kind == "range":
            raise Unreadable(self.word("range", common.NEED_ONE_NUMBER, facts, text=quoted(text)))
        if found.kind == "decimal" and found.guess is not None:
            ask = self.word("decimal", common.WHOLE, facts, guess=found.guess)
            ways = (Way(f"{common.RIGHT}, {found.guess}", {self.key: found.guess}), Way(common.RETYPE, again=self.key))
            raise Doubtful(Doubt(f"{self.key}:{text}", ask, ways))
        raise Unreadable(self.word("not_number", common.NEED_NUMBER, facts, example=self.example))

    def admit(self, value: Value, facts: Facts) -> None:
        """Refuse what is outside the limits."""
        least, most = self.between
        if not isinstance(value, int) or isinstance(value, bool):
            raise Unreadable(self.word("not_number", common.NEED_NUMBER, facts, example=self.example))
        if value == 0 < least and "zero" in self.words:
            raise Unreadable(self.word("zero", "", facts))
        if not least <= value <= most:
            unit = f" {self.unit}" if self.unit else ""
            fields = {"least": least, "most": most, "unit": unit, "example": self.example}
            raise Unreadable(self.word("limit", common.BETWEEN, facts, **fields))

    def say(self, value: Value, facts: Facts) -> str:
        """Return "1.200 người"."""
        number = written(value) if isinstance(value, int) else str(value)
        return f"{number} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Step):
    """A day, kept as ISO text. Words: format, future, past, too_old, ambiguous.

    `past`: today or before (reports); otherwise today or after. `recent` offers today and yesterday.
    """

    past: bool = True
    limited: bool = False  # not older than the known MAX_AGE_DAYS

    def options(self, facts: Facts) -> tuple[Option, ...]:
        """Return today and, looking back, yesterday; the third is an invitation to type."""
        days = [Option(facts.today.isoformat(), common.TODAY)]
        if self.past:
            yesterday = date.fromordinal(facts.today.toordinal() - 1)
            days.append(Option(yesterday.isoformat(), common.YESTERDAY))
        return (*days, Option("", common.OTHER_DATE))

    def read(self, text: str, facts: Facts) -> Value:
        """Return the day; what may be another day is asked."""
        example = dates.written(facts.today)
        if fold(text) in (fold(common.OTHER_DATE), ""):
            raise Unreadable(fill(common.TYPE_THE_DAY, facts.courtesy, example=example))
        if _DAY_OF_MONTH.fullmatch(text):  # beyond the numbers of the list
            text = f"ngày {text}"
        found = dates.read_date(text, facts.today, ahead=not self.past)
        if isinstance(found, dates.Ambiguous):
            raise Doubtful(self._which(found.dates, text, facts))
        if isinstance(found, dates.Unread):
            sentence = {dates.Unread.LUNAR: common.SOLAR_DATE, dates.Unread.IMPOSSIBLE: common.NO_SUCH_DATE}.get(found)
            if sentence:
                raise Unreadable(fill(sentence, facts.courtesy, example=example))
            raise Unreadable(self.word("format", common.NEED_DATE, facts, example=example))
        self.admit(found.isoformat(), facts)
        return found.isoformat()

    def _which(self, days: tuple[date, ...], text: str, facts: Facts) -> Doubt:
        ways = [Way(dates.short(day, facts.today), {self.key: day.isoformat()}) for day in days]
        shown = [dates.written(day) for day in days]
        if len(days) > 1:
            ask = self.word("ambiguous", common.WHICH_DAY, facts, a=shown[0], b=shown[1])
        else:
            ask = fill(common.IS_IT_DAY, facts.courtesy, a=shown[0])
        return Doubt(f"{self.key}:{text}", ask, (*ways, Way(common.OTHER_DATE, again=self.key)))

    def admit(self, value: Value, facts: Facts) -> None:
        """Refuse days on the wrong side of today, and those too old."""
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            example = dates.written(facts.today)
            raise Unreadable(self.word("format", common.NEED_DATE, facts, example=example)) from None
        if self.past and day > facts.today:
            raise Unreadable(self.word("future", common.FUTURE_DAY, facts, date=dates.written(day)))
        if not self.past and day < facts.today:
            raise Unreadable(self.word("past", common.PAST_DAY, facts, date=dates.written(day)))
        most = facts.value(Known.MAX_AGE_DAYS) if self.limited else None
        if most is not None and (facts.today - day).days > most:
            fields = {"date": dates.written(day), "days": most, "contact": facts.contact}
            raise Unreadable(self.word("too_old", common.TOO_OLD_DAY, facts, **fields))

    def say(self, value: Value, facts: Facts) -> str:
        """Return "20/11 (thứ sáu)"."""
        return dates.short(date.fromisoformat(str(value)), facts.today)
