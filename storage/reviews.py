"""What was sent, as the office reads it: which wait, what was said before, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from storage.tables import FormVersion, Person, Revision, SessionReport, Submission
from storage.units import subtree

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

_Sender = aliased(Person)
WAITING = ("submitted", "resubmitted")
_IS_OBJECTED = and_(  # and not decided on since
    Submission.objected_at.is_not(None),
    or_(Submission.reviewed_at.is_(None), Submission.reviewed_at <= Submission.objected_at),
)


@dataclass(frozen=True, slots=True)
class Short:
    """What was sent, in one line: a session report tells its day, place and heads, any other form has a title."""

    id: int
    code: str
    is_again: bool  # sent again after it was returned, or after it was accepted
    sent_at: datetime
    person: str
    title: str
    on: date | None
    place: str
    headcount: int | None
    by: str  # the colleague who sent it instead
    is_objected: bool  # the person said that it is none of theirs


class Reviews:
    """Review of what was sent. Whoever decides holds `Submissions.lock`, so of two at once the later sees it."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def waiting(self, units: Iterable[int], reader: int, most: int, before: int | None = None) -> list[Short]:
        """Return what was sent from *units* and below and waits, newest first, older than *before*.

        None of it is the *reader*'s own.
        """
        query = (
            select(
                Submission.id, Submission.code, Submission.state == "resubmitted", Submission.submitted_at,
                Person.full_name, func.coalesce(FormVersion.title, ""), SessionReport.session_date,
                func.coalesce(SessionReport.place, ""), SessionReport.headcount,
                func.coalesce(_Sender.full_name, ""), _IS_OBJECTED,
            )
            .outerjoin(SessionReport, SessionReport.submission_id == Submission.id)
            .outerjoin(FormVersion, FormVersion.id == Submission.form_version_id)
            .join(Person, Person.id == Submission.person_id)
            .outerjoin(_Sender, _Sender.id == Submission.submitted_by)
            .where(*_waits(units, reader))
        )  # fmt: skip
        if before is not None:
            query = query.where(Submission.id < before)
        rows = self._uow.session.execute(query.order_by(Submission.id.desc()).limit(most))
        return [Short(*row) for row in rows]

    def count_waiting(self, units: Iterable[int], reader: int, before: int | None = None) -> int:
        """Return how many such wait in all."""
        query = (
            select(func.count())
            .select_from(Submission)
            .outerjoin(SessionReport, SessionReport.submission_id == Submission.id)
            .join(Person, Person.id == Submission.person_id)
            .where(*_waits(units, reader))
        )
        if before is not None:
            query = query.where(Submission.id < before)
        return self._uow.session.scalar(query) or 0

    def count_returned(self, units: Iterable[int], since: date, until: date) -> int:
        """Return how many counted sessions of the days are with their people to be mended."""
        return (
            self._uow.session.scalar(
                select(func.count())
                .select_from(Submission)
                .join(SessionReport, SessionReport.submission_id == Submission.id)
                .where(Submission.state == "returned", SessionReport.is_counted)
                .where(SessionReport.session_date.between(since, until), SessionReport.unit_id.in_(subtree(units)))
            )
            or 0
        )

    def accept(self, submission: Submission, *, by: int, now: datetime) -> None:
        """Mark as accepted; what was asked for is done."""
        submission.state, submission.reviewed_by, submission.reviewed_at = "accepted", by, now
        submission.returned_field = submission.returned_reason = ""
        self._uow.flush()

    def give_back(self, submission: Submission, field: str, reason: str, *, by: int, now: datetime) -> None:
        """Mark as returned: the answer of *field* is to be mended, and why. It counts as before."""
        submission.state, submission.reviewed_by, submission.reviewed_at = "returned", by, now
        submission.returned_field, submission.returned_reason = field, reason
        self._uow.flush()

    def restore(self, submission: Submission) -> None:
        """Let what was withdrawn count again; it waits to be read like a new one."""
        submission.state = "submitted"
        report = self._uow.session.get(SessionReport, submission.id)
        if report is not None:
            report.is_counted = True
        self._uow.flush()

    def object(self, submission: Submission, now: datetime) -> None:
        """Note that its person says it is none of theirs; whoever accepted it reads it again. It counts as before."""
        submission.objected_at = now
        if submission.state == "accepted":
            submission.state = "resubmitted"
        self._uow.flush()

    def said_before(self, submission: Submission) -> dict[str, Any]:
        """Return the answers as they were when the office last decided on them, or when they were first sent."""
        query = select(Revision.answers).where(Revision.submission_id == submission.id)
        if submission.reviewed_at is not None:
            query = query.where(Revision.at >= submission.reviewed_at)
        found = self._uow.session.scalar(query.order_by(Revision.n).limit(1))
        return submission.answers if found is None else found

    def correctors(self, submission: Submission) -> set[int]:
        """Return who ever changed the answers."""
        return set(
            self._uow.session.scalars(select(Revision.by).where(Revision.submission_id == submission.id).distinct())
        )


def _waits(units: Iterable[int], reader: int) -> tuple[Any, ...]:
    within = subtree(units)
    return (
        Submission.state.in_(WAITING),
        Submission.person_id != reader,
        func.coalesce(Submission.submitted_by, 0) != reader,
        ~Submission.is_test,
        or_(
            SessionReport.unit_id.in_(within),
            and_(
                SessionReport.submission_id.is_(None),
                Submission.form_version_id.is_not(None),
                Person.unit_id.in_(within),
            ),
        ),
    )
