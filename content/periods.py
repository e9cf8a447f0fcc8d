"""Stretches of days that figures are asked for: a week, a month, a quarter, a year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from content.texts import stats as words
from content.vietnamese import nfc_clean, strip_marks


@dataclass(frozen=True, slots=True)
class Period:
    """Days from *since* to *until*, both included. `key` names it for ever, `label` is what people read."""

    key: str
    label: str
    since: date
    until: date


def month(year: int, number: int) -> Period:
    """Return one calendar month. Raises ValueError for a month that is none."""
    last = calendar.monthrange(year, number)[1]
    return Period(
        f"{year:04d}-{number:02d}", words.MONTH.format(month=number, year=year), date(year, number, 1),
        date(year, number, last),
    )  # fmt: skip


def month_of(day: date) -> Period:
    """Return the month that *day* is in."""
    return month(day.year, day.month)


def quarter(year: int, number: int) -> Period:
    """Return one quarter, 1 to 4. Raises ValueError for another number."""
    first, last = month(year, number * 3 - 2), month(year, number * 3)
    return Period(f"{year:04d}-Q{number}", words.QUARTER.format(n=number, year=year), first.since, last.until)


def year_of(year: int) -> Period:
    """Return one calendar year."""
    return Period(f"{year:04d}", words.YEAR.format(year=year), date(year, 1, 1), date(year, 12, 31))


def week_of(day: date) -> Period:
    """Return the week from Monday to Sunday that *day* is in."""
    monday = day - timedelta(days=day.weekday())
    sunday = monday + timedelta(days=6)
    label = words.WEEK.format(since=f"{monday:%d/%m}", until=f"{sunday:%d/%m/%Y}")
    return Period(f"{monday.isoformat()}/7", label, monday, sunday)


def of_key(key: str) -> Period:
    """Return the period whose `key` this is. Raises ValueError for what is none."""
    if key.endswith("/7"):
        return week_of(date.fromisoformat(key.removesuffix("/7")))
    year, _, rest = key.partition("-")
    if rest.startswith("Q"):
        return quarter(int(year), int(rest[1:]))
    return month(int(year), int(rest)) if rest else year_of(int(year))


def before(period: Period) -> Period:
    """Return the period of the same kind just before."""
    day = period.since - timedelta(days=1)
    if period.key.endswith("/7"):
        return week_of(day)
    if "Q" in period.key:
        return quarter(day.year, (day.month - 1) // 3 + 1)
    return month_of(day) if "-" in period.key else year_of(day.year)


def read_period(text: str, today: date) -> Period | None:
    """Return the period that *text* means seen from *today*: "", "tháng 10", "10/2026", "tuần trước", "năm".

    Without a year it is the latest such month or quarter that has begun. None for what cannot be read.
    """
    typed = " ".join(strip_marks(nfc_clean(text)).split())
    if typed in ("", "thang", "thang nay"):
        return month_of(today)
    if typed == "thang truoc":
        return before(month_of(today))
    if typed in ("tuan", "tuan nay"):
        return week_of(today)
    if typed == "tuan truoc":
        return before(week_of(today))
    for pattern, read in ((_MONTH, _read_month), (_QUARTER, _read_quarter), (_YEAR, _read_year)):
        if found := pattern.fullmatch(typed):
            try:
                return read(found, today)
            except ValueError:
                return None
    return None


_MONTH = re.compile(r"(?:thang )?(?P<n>\d{1,2})(?: ?[/.-] ?| nam )(?P<year>\d{4})|thang (?P<bare>\d{1,2})", re.ASCII)
_QUARTER = re.compile(r"quy (?P<n>[1-4]|i{1,3}|iv)(?:(?: ?[/.-] ?| nam | )(?P<year>\d{4}))?|quy(?: nay)?", re.ASCII)
_YEAR = re.compile(r"nam(?: (?P<year>\d{4})| nay)?|nam (?P<past>truoc|ngoai)", re.ASCII)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def _read_month(found: re.Match[str], today: date) -> Period:
    number = int(found["n"] or found["bare"])
    year = int(found["year"]) if found["year"] else today.year - (number > today.month)
    return month(year, number)


def _read_quarter(found: re.Match[str], today: date) -> Period:
    current = (today.month - 1) // 3 + 1
    if found["n"] is None:
        return quarter(today.year, current)
    number = _ROMAN.get(found["n"]) or int(found["n"])
    return quarter(int(found["year"]) if found["year"] else today.year - (number > current), number)


def _read_year(found: re.Match[str], today: date) -> Period:
    if found["past"]:
        return year_of(today.year - 1)
    return year_of(int(found["year"]) if found["year"] else today.year)
