"""Documents that arrived and have not been acknowledged for some days; asked for again at most every fourth day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from content import dates
from content.message import Choice
from content.texts import reminders as texts
from handlers.reminder import Day, Line, Occasion, Reminder
from storage.reminders import Ripe, Span, Unread
from storage.unit_of_work import UnitOfWork

PAUSE = timedelta(days=3)
OLD = timedelta(days=14)  # after so long the office sees it, and the person is left in peace
SHOWN = 3


def ripe(day: Day) -> Ripe:
    """Return which deliveries are asked about on *day*."""
    patience = timedelta(days=int(day.office.setting("ack_days")))
    return Ripe(day.now - OLD, day.moment(day.today + timedelta(days=1)) - patience, day.today)


def _asks(day: Day) -> Occasion:
    return Occasion(day.today - PAUSE, ripe(day))


def _unread(uow: UnitOfWork, day: Day, occasion: Occasion, span: Span) -> Mapping[int, Sequence[Unread]]:
    del day
    return uow.reminders.unread(span, occasion.about)


def _say(day: Day, occasion: Occasion, what: Sequence[Unread]) -> Line:
    del occasion
    patience = timedelta(days=int(day.office.setting("ack_days")))
    rows = [(u.title, dates.short(dates.today(u.sent_at, day.zone) + patience, day.today)) for u in what]
    choices = (Choice(texts.OPEN_DOCUMENTS, f"doc:{what[0].document_id}"),)
    if len(rows) == 1:
        return Line(day.text(texts.UNREAD_ONE, title=rows[0][0], due_text=rows[0][1]), choices)
    words = [day.text(texts.UNREAD_MANY, n=len(rows))]
    words += [texts.UNREAD_ROW.format(title=title, due_text=due) for title, due in rows[:SHOWN]]
    if len(rows) > SHOWN:
        words.append(texts.UNREAD_MORE.format(n=len(rows) - SHOWN))
    return Line("\n".join(words), choices)


UNREAD = Reminder(
    key="unread", topic="unread", asks=_asks, owed=_unread, say=_say, on=dates.WORKING_DAYS,
    stale_after=PAUSE + timedelta(days=1), rides=True,
)  # fmt: skip
