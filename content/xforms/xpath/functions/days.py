"""Functions of days and hours. Days are ISO texts; as numbers they are days since the beginning of 1970.

Hours are those on the wall of the office: an offset in a text (`+07:00`) is kept when written, and not counted with.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final

from content.texts.short_days import DAYS, MONTHS
from content.xforms.xpath.functions.table import Function
from content.xforms.xpath.values import NAN, Atom, days_of, hour_of, moment_at, moment_of, number_of, text_of

_OF_DAYS: Final[dict[str, Callable[[datetime], str]]] = {
    "Y": lambda moment: f"{moment.year:04d}",
    "y": lambda moment: f"{moment.year % 100:02d}",
    "m": lambda moment: f"{moment.month:02d}",
    "n": lambda moment: str(moment.month),
    "b": lambda moment: MONTHS[moment.month - 1],
    "d": lambda moment: f"{moment.day:02d}",
    "e": lambda moment: str(moment.day),
    "a": lambda moment: DAYS[moment.weekday()],
    "W": lambda moment: str(moment.isocalendar().week),
}
_OF_HOURS: Final[dict[str, Callable[[datetime], str]]] = {
    "H": lambda moment: f"{moment.hour:02d}",
    "h": lambda moment: str(moment.hour),
    "M": lambda moment: f"{moment.minute:02d}",
    "S": lambda moment: f"{moment.second:02d}",
    "3": lambda moment: f"{moment.microsecond // 1000:03d}",
}


def _moment(value: Atom) -> datetime | None:
    if isinstance(value, float):
        return moment_at(value)
    return None if isinstance(value, bool) else moment_of(value)


def _date(value: Atom) -> str:
    moment = _moment(value)
    return moment.date().isoformat() if moment else ""


def _date_time(value: Atom) -> str:
    if isinstance(value, str) and "T" in value:
        return value if moment_of(value) else ""
    moment = _moment(value)
    return moment.isoformat(timespec="milliseconds") if moment else ""


def _decimal_date_time(value: Atom) -> float:
    moment = _moment(value)
    return days_of(moment) if moment else NAN


def _decimal_time(value: Atom) -> float:
    return hour_of(text_of(value).strip()) if isinstance(value, str) else number_of(value) % 1


def _written(marks: dict[str, Callable[[datetime], str]]) -> Callable[[Atom, str], str]:
    """Write with the marks; any other mark is left as it stands, so that the mistake can be seen."""

    def write(value: Atom, form: str) -> str:
        moment = _moment(value)
        if moment is None:
            return ""
        return re.sub("%(.)", lambda mark: marks[mark[1]](moment) if mark[1] in marks else mark[0], form)

    return write


FUNCTIONS: Final[dict[str, Function]] = {
    "date": ("a", _date),
    "date-time": ("a", _date_time),
    "decimal-date-time": ("a", _decimal_date_time),
    "decimal-time": ("a", _decimal_time),
    "format-date": ("as", _written(_OF_DAYS)),
    "format-date-time": ("as", _written(_OF_DAYS | _OF_HOURS)),
}
