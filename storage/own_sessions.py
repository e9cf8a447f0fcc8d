"""The sessions that one person reported, for that person's own ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from storage.submissions import Tally
from storage.tables import SessionPoint, SessionReport, Submission

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One counted session, with all that was spoken about."""

    code: str
    on: date
    place: str
    form: str
    headcount: int
    minutes: int | None
    points: tuple[str, ...]


class OwnSessions:
    """What a person's own sessions say; withdrawn ones take no part."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def by_month(self, person_id: int, since: date, until: date) -> dict[tuple[int, int], tuple[int, int]]:
        """Return (sessions, attendances) by (year, month), months in order; those without a session are left out."""
        rows = self._uow.session.execute(
            select(SessionReport.session_date, func.count(), func.sum(SessionReport.headcount))
            .where(*_mine(person_id, since, until))
            .group_by(SessionReport.session_date)
            .order_by(SessionReport.session_date)
        )
        months: dict[tuple[int, int], tuple[int, int]] = {}
        for on, sessions, listeners in rows:  # by day: each database names months in its own way
            so_far = months.get((on.year, on.month), (0, 0))
            months[on.year, on.month] = (so_far[0] + int(sessions), so_far[1] + int(listeners))
        return months

    def by_point(self, person_id: int, since: date, until: date) -> list[Tally]:
        """Return sessions and attendances by what was spoken about, the most sessions first."""
        rows = self._uow.session.execute(
            select(SessionPoint.title, func.count(), func.sum(SessionReport.headcount))
            .join(SessionReport, SessionReport.submission_id == SessionPoint.submission_id)
            .where(*_mine(person_id, since, until))
            .group_by(SessionPoint.title)
            .order_by(func.count().desc(), SessionPoint.title)
        )
        return [Tally(title, int(sessions), int(listeners)) for title, sessions, listeners in rows]

    def listed(self, person_id: int, since: date, until: date, most: int) -> list[OwnSession]:
        """Return at most *most* sessions in the order of their days."""
        rows = self._uow.session.execute(
            select(Submission.code, SessionReport)
            .join(SessionReport, SessionReport.submission_id == Submission.id)
            .where(*_mine(person_id, since, until))
            .order_by(SessionReport.session_date, SessionReport.submission_id)
            .limit(most)
        ).all()
        titles: dict[int, list[str]] = {}
        points = select(SessionPoint.submission_id, SessionPoint.title).join(
            SessionReport, SessionReport.submission_id == SessionPoint.submission_id
        )
        for submission_id, title in self._uow.session.execute(
            points.where(*_mine(person_id, since, until)).order_by(SessionPoint.submission_id, SessionPoint.n)
        ):
            titles.setdefault(submission_id, []).append(title)
        return [
            OwnSession(
                code, row.session_date, row.place, row.form, row.headcount, row.minutes,
                tuple(titles.get(row.submission_id, ())),
            )
            for code, row in rows
        ]  # fmt: skip


def _mine(person_id: int, since: date, until: date) -> tuple[Any, ...]:
    return (
        SessionReport.is_counted,
        SessionReport.person_id == person_id,
        SessionReport.session_date.between(since, until),
    )
