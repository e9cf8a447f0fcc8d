"""Days and hours as the office lives them: written, read from what people type, and the hours when we may speak."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from content.days import Ambiguous, Unread, read_date, read_time

__all__ = [
    "OFFICE_ZONE",
    "WORKING_DAYS",
    "Ambiguous",
    "Hours",
    "Unread",
    "is_good_time",
    "is_working_day",
    "local",
    "long",
    "next_good_time",
    "next_working_day",
    "read_date",
    "read_time",
    "short",
    "time_written",
    "today",
    "weekday",
    "written",
]

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")  # the default of TIMEZONE; UTC+7, no summer time
WORKING_DAYS = frozenset(range(5))  # Monday to Friday, as date.weekday() counts
_WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")


@dataclass(frozen=True, slots=True)
class Hours:
    """When notices may be sent, in the office's zone: from *opens* until before *closes*."""

    opens: time = time(7, 30)
    closes: time = time(20, 30)


_HOURS = Hours()


def local(now: datetime, zone: ZoneInfo = OFFICE_ZONE) -> datetime:
    """Return *now* in the office's zone. Raises ValueError for a naive time."""
    if now.tzinfo is None:
        raise ValueError("a naive time says nothing")
    return now.astimezone(zone)


def today(now: datetime, zone: ZoneInfo = OFFICE_ZONE) -> date:
    """Return the day it is in the office at *now*."""
    return local(now, zone).date()


def weekday(day: date) -> str:
    """Return "thứ sáu"."""
    return _WEEKDAYS[day.weekday()]


def written(day: date) -> str:
    """Return "15/11/2026"."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def long(day: date) -> str:
    """Return "thứ sáu, 20/11/2026"."""
    return f"{weekday(day)}, {written(day)}"


def short(day: date, today: date) -> str:
    """Return "20/11 (thứ sáu)", with the year when it is not this one: how a day is read back."""
    of_year = "" if day.year == today.year else f"/{day.year:04d}"
    return f"{day.day:02d}/{day.month:02d}{of_year} ({weekday(day)})"


def time_written(now: datetime, zone: ZoneInfo = OFFICE_ZONE) -> str:
    """Return "19:30", in the office's zone."""
    return f"{local(now, zone):%H:%M}"


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    """Say whether the office works on *day*."""
    return day.weekday() in WORKING_DAYS and day not in holidays


def next_working_day(day: date, holidays: Collection[date] = ()) -> date:
    """Return *day* itself, or the first working day after it."""
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day


def is_good_time(
    now: datetime, zone: ZoneInfo = OFFICE_ZONE, holidays: Collection[date] = (), hours: Hours = _HOURS
) -> bool:
    """Say whether a notice may be sent at *now*."""
    here = local(now, zone)
    return here.date() not in holidays and hours.opens <= here.time() < hours.closes


def next_good_time(
    now: datetime, zone: ZoneInfo = OFFICE_ZONE, holidays: Collection[date] = (), hours: Hours = _HOURS
) -> datetime:
    """Return the first moment from *now* on, in UTC, when a notice may be sent: 7:30-20:30, not on a holiday.

    Saturdays and Sundays are allowed: communicators work in the evenings of any day.
    """
    if is_good_time(now, zone, holidays, hours):
        return now.astimezone(UTC)
    here = local(now, zone)
    day = here.date() if here.time() < hours.opens else here.date() + timedelta(days=1)
    while day in holidays:
        day += timedelta(days=1)
    return datetime.combine(day, hours.opens, zone).astimezone(UTC)
