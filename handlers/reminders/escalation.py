"""After the reminders of a month are used up, coordinators are told how many of their units have not reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from content.message import Choice
from content.texts import reminders as texts
from handlers.reminder import Day, Line, Occasion, Reminder
from handlers.reminders.report_due import around_due
from handlers.rollup import sums
from storage.reminders import Span
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Missing:
    """How many of a unit and all below it still owe the report."""

    unit: str
    late: int
    total: int


def _owed(uow: UnitOfWork, day: Day, occasion: Occasion, span: Span) -> Mapping[int, Sequence[Missing]]:
    del day
    watched = uow.reminders.coordinators(span)
    if not watched:
        return {}
    standings, parents = uow.reminders.standings(occasion.about.month), uow.reminders.parents()
    late = sums(parents, {unit: s.late for unit, s in standings.items()})
    total = sums(parents, {unit: s.total for unit, s in standings.items()})
    found: dict[int, list[Missing]] = {}
    for person, unit, name in watched:
        if late.get(unit):
            found.setdefault(person, []).append(Missing(name, late[unit], total[unit]))
    return found


def _say(day: Day, occasion: Occasion, what: Sequence[Missing]) -> Line:
    label = occasion.about.period.label
    words = [day.text(texts.LATE_UNIT, unit_name=m.unit, n=m.late, total=m.total, period=label) for m in what]
    return Line("\n".join(words), (Choice(texts.SEE_LATE, "remind"),))


STILL_MISSING = Reminder(
    key="still_missing", topic="still_missing", asks=around_due(4, working=True), owed=_owed, say=_say,
    stale_after=timedelta(days=7),
)  # fmt: skip
