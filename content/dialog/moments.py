"""Days, times and moments of forms, on any side of now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from content import dates
from content.dialog.steps import Day, Step
from content.dialog.values import Facts, Unreadable, Value
from content.texts import common, filling
from content.texts.courtesy import fill
from content.vietnamese import fold

_TIME = re.compile(
    rf"(?:luc )?(\d{{1,2}})(?:\s*(?::|h|gio|g)\s*(\d{{1,2}}|{'|'.join(filling.HALF)})?)?(?:\s*(?:phut|p))?"
    rf"(?:\s+({'|'.join((*filling.BEFORE_NOON, *filling.AFTER_NOON))}|trua|dem))?",
    re.ASCII,
)
_NOON = 12
_HALF = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyDay(Day):
    """A day, before or after today. Words: format, ambiguous."""

    def admit(self, value: Value, facts: Facts) -> None:
        """Refuse what is no day."""
        try:
            date.fromisoformat(str(value))
        except ValueError:
            example = dates.written(facts.today)
            raise Unreadable(self.word("format", common.NEED_DATE, facts, example=example)) from None

    def say(self, value: Value, facts: Facts) -> str:
        """Return the day with its weekday, and its year where that is another."""
        try:
            return dates.short(date.fromisoformat(str(value)[:10]), facts.today)
        except ValueError:
            return str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock(Step):
    """A time of the day, kept as "07:30". Words: format."""

    def read(self, text: str, facts: Facts) -> Value:
        """Return the time that "7h30", "19:00", "7 giờ rưỡi tối" name."""
        found = read_time(text)
        if found is None:
            raise Unreadable(self.word("format", filling.NEED_TIME, facts))
        return found.isoformat("minutes")

    def admit(self, value: Value, facts: Facts) -> None:
        """Refuse what is no time."""
        try:
            time.fromisoformat(str(value))
        except ValueError:
            raise Unreadable(self.word("format", filling.NEED_TIME, facts)) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Step):
    """A time on a day, kept as ISO text with the office's offset. Words: format."""

    def read(self, text: str, facts: Facts) -> Value:
        """Return the moment: a time beside a day, in either order; a time alone is of today."""
        words = text.replace(",", " ").split()
        for cut in range(len(words), 0, -1):
            for first, second in ((words[:cut], words[cut:]), (words[cut:], words[:cut])):
                at = read_time(" ".join(first))
                day = self._day(" ".join(second), facts)
                if at is not None and day is not None:
                    return datetime.combine(day, at, facts.now.tzinfo).isoformat(timespec="seconds")
        raise Unreadable(self._wrong(facts))

    def _day(self, text: str, facts: Facts) -> date | None:
        found = dates.read_date(text, facts.today, ahead=False) if text else facts.today
        return found if isinstance(found, date) else None

    def _wrong(self, facts: Facts) -> str:
        return self.word("format", filling.NEED_MOMENT, facts, example=dates.written(facts.today))

    def admit(self, value: Value, facts: Facts) -> None:
        """Refuse what is no moment."""
        try:
            datetime.fromisoformat(str(value))
        except ValueError:
            raise Unreadable(self._wrong(facts)) from None

    def say(self, value: Value, facts: Facts) -> str:
        """Return "07:30 ngày 20/11 (thứ sáu)"."""
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            return str(value)
        day = dates.short(moment.date(), facts.today)
        return fill(filling.MOMENT, facts.courtesy, time=moment.time().isoformat("minutes"), day=day)


def read_time(text: str) -> time | None:
    """Return the time of the day that *text* names, or None."""
    found = _TIME.fullmatch(fold_time(text))
    has_mark = ":" in text or re.search(r"[hg]", fold(text)) is not None
    if found is None or not (has_mark or found[2] or found[3]):
        return None  # a bare number is no time
    hour = int(found[1])
    minute = _HALF if found[2] in filling.HALF else int(found[2] or 0)
    if hour < _NOON and found[3] in filling.AFTER_NOON:
        hour += _NOON
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004 (a day, an hour)


def fold_time(text: str) -> str:
    """Return *text* folded, with its colon."""
    return ":".join(fold(part) for part in text.split(":")).strip()
