"""How OpenRosa turns values into each other: texts, numbers, truths, and days that are numbers when counted with."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from content.xforms.xpath.nodes import XValue

Atom = str | float | bool

NAN: Final = math.nan
CLOSE: Final = 1e-12  # numbers that near are equal, as in JavaRosa: 0.1 + 0.2 = 0.3 is true
_EPOCH: Final = date(1970, 1, 1)
_DAY_SECONDS: Final = 86_400
_WHOLE: Final = 1e15  # beyond it a float has no exact units
_NUMBER: Final = re.compile(r"-?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)?", re.ASCII)
_TIME: Final = re.compile(r"(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII)


def atom_of(value: XValue) -> Atom:
    """Return the value itself, or of a nodeset its first node's, "" when it has none."""
    if isinstance(value, list):
        return value[0].value() if value else ""
    return value


def text_of(value: XValue) -> str:
    """Return the value as text: numbers as people write them (3, not 3.0), the first node of a nodeset."""
    if isinstance(value, list):
        value = atom_of(value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value.is_integer() and abs(value) < _WHOLE else format(Decimal(repr(value)), "f")


def number_of(value: XValue) -> float:
    """Return the value as a number: NaN for what is none, days since 1970 for a day, a part of a day for an hour."""
    if isinstance(value, list):
        value = atom_of(value)
    if isinstance(value, str):
        return _number_in(value.strip())
    return float(value)


def _number_in(text: str) -> float:
    if text[4:5] == "-":  # no number has it there
        return _day_number(text) if _DATE.fullmatch(text) else NAN
    return float(text) if _NUMBER.fullmatch(text) else hour_of(text)


@lru_cache(maxsize=1024)  # reading a day takes longer than all else that an expression does
def _day_number(text: str) -> float:
    moment = moment_of(text)
    return NAN if moment is None else days_of(moment)


def truth_of(value: XValue) -> bool:
    """Return whether the value counts as true: not 0, not NaN, not empty; of a nodeset, its only node's value."""
    if isinstance(value, list):
        if len(value) != 1:
            return bool(value)
        value = value[0].value()
    if isinstance(value, float):
        return value != 0 and value == value  # noqa: PLR0124 (NaN alone differs from itself)
    return bool(value)


def moment_of(value: str) -> datetime | None:
    """Read a day, or a day with its hour, as ISO text or as a number of days; None when it is neither.

    The hour is the one on the wall where it was written: an offset is left out, so that days and hours compare.
    """
    text = value.strip()
    if _NUMBER.fullmatch(text):
        return moment_at(float(text))
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def moment_at(days: float) -> datetime | None:
    """Return the moment so many days after the beginning of 1970, to the millisecond; None beyond the calendar."""
    try:
        return datetime(1970, 1, 1) + timedelta(milliseconds=round(days * _DAY_SECONDS * 1000))  # noqa: DTZ001 (wall time)
    except (OverflowError, ValueError):
        return None


def days_of(moment: datetime) -> float:
    """Return the days from the beginning of 1970 to *moment*, with the part of the day."""
    passed = moment - datetime.combine(_EPOCH, datetime.min.time())
    return passed.days + passed.seconds / _DAY_SECONDS + passed.microseconds / (_DAY_SECONDS * 1_000_000)


def hour_of(text: str) -> float:
    """Return "18:00" as 0.75, NaN for what is no hour. A moment's hour is that of its day."""
    if _DATE.fullmatch(text):
        moment = moment_of(text)
        return NAN if moment is None else days_of(moment) % 1
    found = _TIME.fullmatch(text)
    if not found:
        return NAN
    hours, minutes, seconds = int(found[1]), int(found[2]), float(found[3] or 0)
    if hours > 24 or minutes > 59 or seconds >= 61:  # noqa: PLR2004 (what a clock shows, a leap second included)
        return NAN
    return (hours * 3600 + minutes * 60 + seconds) / _DAY_SECONDS


def is_equal(left: Atom, right: Atom) -> bool:
    """Compare as OpenRosa does: as truths when one is, as numbers when one is, else as texts."""
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, bool) or isinstance(right, bool):
        return truth_of(left) == truth_of(right)
    one, other = number_of(left), number_of(right)
    return one == other or abs(one - other) < CLOSE
