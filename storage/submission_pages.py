"""Submissions of units and days, page by page: an export may have more of them than memory holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from storage.tables import FormVersion, Person, Revision, SessionPoint, SessionReport, Submission, Unit
from storage.units import subtree

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

_Sender = aliased(Person)
SESSIONS = "session_report"  # the form whose days and units are those of the session, as in all figures


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which submissions: of a form, of units and below, of days, and of moments where the form tells no day."""

    form: str
    units: tuple[int, ...]
    since: date
    until: date
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """One submission as the office takes it out. `place` and `points` are those of a session report."""

    id: int
    code: str
    person: str
    person_code: str
    unit: str
    entered_by: str
    state: str
    revisions: int
    submitted_at: datetime
    amended_at: datetime | None
    version: str
    answers: dict[str, Any]
    place: str
    points: tuple[tuple[int | None, str], ...]
    rows_chosen: dict[str, Any]


class SubmissionPages:
    """Submissions, for exports."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def count(self, wanted: Wanted) -> int:
        """Return how many there are."""
        return self._uow.session.scalar(_of(select(func.count()).select_from(Submission), wanted)) or 0

    def page(self, wanted: Wanted, most: int, after: int) -> list[Kept]:
        """Return the next *most* with ids above *after*, in the order in which they were sent."""
        revisions = (
            select(func.count())
            .select_from(Revision)
            .where(Revision.submission_id == Submission.id)
            .correlate(Submission)
            .scalar_subquery()
        )
        columns = select(
            Submission.id, Submission.code, Person.full_name, Person.code, Unit.name, Submission.state, revisions,
            Submission.submitted_at, Submission.amended_at, Submission.answers, SessionReport.place,
            FormVersion.n, Submission.rows_chosen, _Sender.full_name,
        )  # fmt: skip
        query = _of(columns.select_from(Submission), wanted).where(Submission.id > after)
        query = query.outerjoin(_Sender, _Sender.id == Submission.submitted_by)
        rows = self._uow.session.execute(query.order_by(Submission.id).limit(most)).all()
        points = self._points([row[0] for row in rows])
        return [
            Kept(
                id_, code, person, person_code or "", unit, sender or "", state, int(changed), sent, amended,
                str(version or ""), answers, place or "", tuple(points.get(id_, ())), chosen,
            )
            for (
                id_, code, person, person_code, unit, state, changed, sent, amended, answers, place, version, chosen,
                sender,
            ) in rows
        ]  # fmt: skip

    def _points(self, ids: Sequence[int]) -> dict[int, list[tuple[int | None, str]]]:
        found: dict[int, list[tuple[int | None, str]]] = {}
        query = select(SessionPoint.submission_id, SessionPoint.document_id, SessionPoint.title)
        for submission_id, document_id, title in self._uow.session.execute(
            query.where(SessionPoint.submission_id.in_(ids)).order_by(SessionPoint.submission_id, SessionPoint.n)
        ):
            found.setdefault(submission_id, []).append((document_id, title))
        return found


def _of(query: Select[Any], wanted: Wanted) -> Select[Any]:
    query = (
        query.join(Person, Person.id == Submission.person_id)
        .join(Unit, Unit.id == Person.unit_id)
        .outerjoin(SessionReport, SessionReport.submission_id == Submission.id)
        .outerjoin(FormVersion, FormVersion.id == Submission.form_version_id)
        .where(Submission.form == wanted.form, ~Submission.is_test)
    )
    units: Iterable[int] = wanted.units
    if wanted.form == SESSIONS:
        return query.where(
            SessionReport.unit_id.in_(subtree(units)), SessionReport.session_date.between(wanted.since, wanted.until)
        )
    return query.where(
        Person.unit_id.in_(subtree(units)),
        Submission.submitted_at >= wanted.begins,
        Submission.submitted_at < wanted.ends,
    )
