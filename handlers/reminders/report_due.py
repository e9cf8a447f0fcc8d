"""The month's session reports: asked for gently before the due day, on it, and once after it."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from content import dates
from content.message import Choice
from content.periods import Period, month_of
from content.texts import reminders as texts
from handlers.reminder import Day, Line, Occasion, Reminder
from storage.office import OfficeFacts
from storage.reminders import Month, Span
from storage.unit_of_work import UnitOfWork

ASKED_AFTER = timedelta(days=10)  # how long after its due day a month is still the one that is asked for
MORE_DAYS = timedelta(days=2)  # what an overdue reminder gives


@dataclass(frozen=True, slots=True)
class Due:
    """A month whose session reports are asked for, and until when."""

    period: Period
    on: date

    @property
    def month(self) -> Month:
        """The month as storage asks for it."""
        return Month(self.period.key, self.period.since, self.period.until)


def due_in(office: OfficeFacts, day: date) -> Due:
    """Return what is due in the month of *day*; a due day that the month does not have is its last day."""
    last = calendar.monthrange(day.year, day.month)[1]
    return Due(month_of(day), day.replace(day=min(int(office.setting("report_due_day")), last)))


def asked_now(office: OfficeFacts, today: date) -> Due:
    """Return the month that is asked for: the one before while it is not long overdue, else this one."""
    former = due_in(office, today.replace(day=1) - timedelta(days=1))
    return former if today <= former.on + ASKED_AFTER else due_in(office, today)


def around_due(days: int, *, working: bool = False) -> Callable[[Day], Occasion | None]:
    """Return the question for the latest occasion that is *days* after (or before) a due day.

    Moved on to the next working day, or to the next day that is no holiday.
    """

    def asks(day: Day) -> Occasion | None:
        ahead = day.today - timedelta(days=days)  # the due day whose occasion is today, were nothing moved
        for back in range(3):
            month = _months_before(ahead, back)
            due = due_in(day.office, month)
            since = due.on + timedelta(days=days)
            while since in day.holidays:
                since += timedelta(days=1)
            if working:
                since = day.working(since)
            if since <= day.today:
                return Occasion(since, due)
        return None

    return asks


def _months_before(day: date, count: int) -> date:
    day = day.replace(day=1)
    for _ in range(count):
        day = (day - timedelta(days=1)).replace(day=1)
    return day


def _late(uow: UnitOfWork, day: Day, occasion: Occasion, span: Span) -> Mapping[int, bool]:
    del day
    return dict.fromkeys(uow.reminders.late(span, occasion.about.month), True)


def _say(day: Day, occasion: Occasion, _: object) -> Line:
    due: Due = occasion.about
    choices = (
        Choice(texts.REPORT_NOW, "report"),
        Choice(texts.NONE, f"zero:{due.period.key}"),
    )
    late_days = (day.today - due.on).days
    template = texts.GENTLE if late_days < 0 else texts.OVERDUE if late_days else texts.DUE_TODAY
    words = day.text(
        template, period=due.period.label, due_text=dates.short(due.on, day.today), days=late_days,
        new_due=dates.short(day.working(day.today + MORE_DAYS), day.today),
    )  # fmt: skip
    return Line(words, choices, overdue=late_days > 0)


REPORT_GENTLE = Reminder(
    key="report_gentle", topic="report", asks=around_due(-3, working=True), owed=_late, say=_say,
    on=dates.WORKING_DAYS, stale_after=timedelta(days=3),
)  # fmt: skip
REPORT_DUE = Reminder(
    key="report_due", topic="report", asks=around_due(0), owed=_late, say=_say, stale_after=timedelta(days=2)
)
REPORT_OVERDUE = Reminder(
    key="report_overdue", topic="report", asks=around_due(2), owed=_late, say=_say, stale_after=timedelta(days=5)
)
REPORT_ASKED = Reminder(
    key="report_asked",
    topic="report",
    asks=lambda day: Occasion(day.today, asked_now(day.office, day.today)),
    owed=_late,
    say=_say,
)
