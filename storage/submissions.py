"""Finished dialogs, and the columns of session reports that are counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Text, delete, func, or_, select, type_coerce

from content.exporting import general
from storage.tables import Person, Revision, SessionPoint, SessionReport, Submission, Unit
from storage.units import subtree

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Session:
    """What is counted of one session report."""

    on: date
    unit_id: int
    place: str
    form: str
    headcount: int
    minutes: int | None
    points: tuple[tuple[int | None, str], ...]  # (document, title); free topics have no document


@dataclass(frozen=True, slots=True)
class Tally:
    """Sessions and attendances of one row of a summary."""

    label: str
    sessions: int
    listeners: int


class Submissions:
    """Submissions."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def add(  # noqa: PLR0913 (a row has these columns)
        self, form: str, person_id: int, answers: dict[str, Any], now: datetime, prefix: str, *,
        version_id: int | None = None, name: str = "", is_test: bool = False, by: int | None = None,
        rows: Mapping[str, Any] | None = None,
    ) -> Submission:  # fmt: skip
        """Keep a finished dialog; its code is *prefix* and a number that nobody else has. *by*: who sent it instead."""
        made = Submission(
            code=f"?{person_id}:{now.timestamp()}", form=form, person_id=person_id, answers=answers, submitted_at=now,
            form_version_id=version_id, name=name, is_test=is_test, submitted_by=by, rows_chosen=dict(rows or {}),
        )  # fmt: skip
        self._uow.session.add(made)
        self._uow.flush()
        made.code = f"{prefix}{made.id:04d}"
        self._uow.flush()
        return made

    def get(self, submission_id: int) -> Submission:
        """Return one submission. Raises LookupError."""
        found = self._uow.session.get(Submission, submission_id)
        if found is None:
            raise LookupError(submission_id)
        return found

    def lock(self, submission_id: int) -> Submission:
        """Return the submission as it is now, and let no other transaction change it until this one ends."""
        found = self._uow.session.get(Submission, submission_id, with_for_update=True, populate_existing=True)
        if found is None:
            raise LookupError(submission_id)
        return found

    def by_code(self, code: str) -> Submission | None:
        """Return the submission of this code."""
        return self._uow.session.scalar(select(Submission).where(Submission.code == code.strip().upper()))

    def amend(
        self, submission: Submission, answers: dict[str, Any], *, by: int, now: datetime,
        rows: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Replace the answers; what was said before is kept as a revision. *rows* are those chosen then and now."""
        last = self._uow.session.scalar(select(func.max(Revision.n)).where(Revision.submission_id == submission.id))
        self._uow.session.add(
            Revision(submission_id=submission.id, n=(last or 0) + 1, answers=submission.answers, at=now, by=by)
        )
        submission.answers, submission.amended_at = answers, now
        if rows:
            submission.rows_chosen = dict(rows)
        self._uow.flush()

    def withdraw(self, submission: Submission, *, by: int, now: datetime) -> None:
        """Take a report back: kept, no longer counted."""
        self.amend(submission, submission.answers, by=by, now=now)
        submission.state = "withdrawn"
        report = self._uow.session.get(SessionReport, submission.id)
        if report is not None:
            report.is_counted = False
        self._uow.flush()

    def put_session(self, submission: Submission, session: Session) -> None:
        """Write or replace the counted columns of a session report."""
        row = self._uow.session.get(SessionReport, submission.id)
        if row is None:
            row = SessionReport(submission_id=submission.id, person_id=submission.person_id)
            self._uow.session.add(row)
        row.unit_id, row.place, row.session_date = session.unit_id, session.place, session.on
        row.form, row.headcount, row.minutes = session.form, session.headcount, session.minutes
        self._uow.session.execute(delete(SessionPoint).where(SessionPoint.submission_id == submission.id))
        self._uow.flush()
        for n, (document_id, title) in enumerate(session.points, 1):
            self._uow.session.add(SessionPoint(submission_id=submission.id, n=n, document_id=document_id, title=title))
        self._uow.flush()

    def of_person(self, person_id: int, most: int = 10, form: str | None = None) -> list[Submission]:
        """Return a person's submissions, newest first, whoever sent them."""
        return self._latest(Submission.person_id == person_id, most, form)

    def of_both(self, person_id: int, most: int = 10, form: str | None = None) -> list[Submission]:
        """Return a person's submissions and those they sent for colleagues, newest first."""
        return self._latest(of_both(person_id), most, form)

    def _latest(self, whose: ColumnElement[bool], most: int, form: str | None) -> list[Submission]:
        query = select(Submission).where(whose)
        if form:
            query = query.where(Submission.form == form)
        return list(self._uow.session.scalars(query.order_by(Submission.id.desc()).limit(most)))

    def papers_of(self, person_id: int, most: int) -> list[Submission]:
        """Return what a person sent last with forms of the office other than session reports, newest first."""
        query = (
            select(Submission)
            .outerjoin(SessionReport, SessionReport.submission_id == Submission.id)
            .where(Submission.person_id == person_id, Submission.form_version_id.is_not(None), ~Submission.is_test)
            .where(SessionReport.submission_id.is_(None))
        )
        return list(self._uow.session.scalars(query.order_by(Submission.id.desc()).limit(most)))

    def forget_words(self, person_id: int, keys: Mapping[str, Collection[str]]) -> None:
        """Take the answers named in *keys*, by form, out of all that the person sent, or said before.

        So are those of reports that they sent for others, or others for them: both may have worded them.
        A name stands for the answers of all rounds of a repeat.
        """
        sent = list(self._uow.session.scalars(select(Submission).where(of_both(person_id))))
        query = select(Revision, Submission.form).join(Submission, Submission.id == Revision.submission_id)
        said = self._uow.session.execute(query.where(of_both(person_id)))
        for row, form in (*((one, one.form) for one in sent), *said):
            free = keys.get(form, ())
            row.answers = {path: value for path, value in row.answers.items() if general(path)[0] not in free}
        for made in sent:
            made.returned_reason = ""  # it may quote them
            made.name = ""  # made of them
        self._uow.flush()

    def rename_chosen(self, listed: str, name: str, label: str, forms: Collection[str]) -> None:
        """Call the row *name* of a list *label* wherever somebody chose it in one of these *forms*; its code goes.

        So do answers and names that were made of what it was called.
        """
        text = type_coerce(Submission.rows_chosen, Text)
        query = select(Submission).where(Submission.form.in_(forms), text.contains(f'"name":"{name}"', autoescape=True))
        for made in list(self._uow.session.scalars(query)):
            rows = made.rows_chosen.get(listed, [])
            was = [str(row["label"]) for row in rows if row["name"] == name and row.get("label")]
            said = self._uow.session.scalars(select(Revision).where(Revision.submission_id == made.id))
            for one in (made, *said):
                one.answers = {path: value for path, value in one.answers.items() if not _names(value, was)}
            if _names(made.name, was):
                made.name = ""
            named = [{"name": name, "label": label} if row["name"] == name else row for row in rows]
            made.rows_chosen = {**made.rows_chosen, listed: named}
        self._uow.flush()

    def session_of(self, submission_id: int) -> SessionReport | None:
        """Return the counted columns of a submission."""
        return self._uow.session.get(SessionReport, submission_id)

    def points_of(self, submission_id: int) -> list[SessionPoint]:
        """Return what was spoken about at a session."""
        return list(
            self._uow.session.scalars(
                select(SessionPoint).where(SessionPoint.submission_id == submission_id).order_by(SessionPoint.n)
            )
        )

    def count_of(self, person_id: int, since: date, until: date) -> int:
        """Return how many sessions a person reported for the days."""
        return (
            self._uow.session.scalar(
                select(func.count())
                .select_from(SessionReport)
                .where(SessionReport.person_id == person_id, SessionReport.is_counted)
                .where(SessionReport.session_date.between(since, until))
            )
            or 0
        )

    def of_days(self, person_id: int, since: date, until: date) -> Tally:
        """Return a person's sessions and attendances of the days, labelled with what was spoken about most."""
        mine = (
            SessionReport.is_counted,
            SessionReport.person_id == person_id,
            SessionReport.session_date.between(since, until),
        )
        row = self._uow.session.execute(
            select(func.count(), func.coalesce(func.sum(SessionReport.headcount), 0)).where(*mine)
        ).one()
        top = self._uow.session.scalar(
            select(SessionPoint.title)
            .join(SessionReport, SessionReport.submission_id == SessionPoint.submission_id)
            .where(*mine)
            .group_by(SessionPoint.title)
            .order_by(func.count().desc(), SessionPoint.title)
            .limit(1)
        )
        return Tally(top or "", int(row[0]), int(row[1]))

    def totals(self, units: Iterable[int], since: date, until: date) -> Tally:
        """Return sessions and attendances of *units* and below."""
        row = self._uow.session.execute(
            select(func.count(), func.coalesce(func.sum(SessionReport.headcount), 0)).where(
                *self._counted(units, since, until)
            )
        ).one()
        return Tally("", int(row[0]), int(row[1]))

    def by_unit(self, units: Iterable[int], since: date, until: date) -> Sequence[tuple[Unit, int, int]]:
        """Return (unit, sessions, attendances) for each unit that reported."""
        rows = self._uow.session.execute(
            select(Unit, func.count(), func.sum(SessionReport.headcount))
            .join(Unit, Unit.id == SessionReport.unit_id)
            .where(*self._counted(units, since, until))
            .group_by(Unit.id)
            .order_by(func.count().desc(), Unit.sort_key)
        )
        return [(unit, int(sessions), int(listeners)) for unit, sessions, listeners in rows]

    def by_point(self, units: Iterable[int], since: date, until: date) -> list[Tally]:
        """Return sessions and attendances by what was spoken about."""
        rows = self._uow.session.execute(
            select(SessionPoint.title, func.count(), func.sum(SessionReport.headcount))
            .join(SessionReport, SessionReport.submission_id == SessionPoint.submission_id)
            .where(*self._counted(units, since, until))
            .group_by(SessionPoint.title)
            .order_by(func.count().desc(), SessionPoint.title)
        )
        return [Tally(title, int(sessions), int(listeners)) for title, sessions, listeners in rows]

    def by_form(self, units: Iterable[int], since: date, until: date) -> list[Tally]:
        """Return sessions and attendances by form (in person, online …)."""
        rows = self._uow.session.execute(
            select(SessionReport.form, func.count(), func.sum(SessionReport.headcount))
            .where(*self._counted(units, since, until))
            .group_by(SessionReport.form)
            .order_by(func.count().desc())
        )
        return [Tally(form, int(sessions), int(listeners)) for form, sessions, listeners in rows]

    def reporters(self, units: Iterable[int], since: date, until: date) -> set[int]:
        """Return the people of *units* and below who reported a session of these days."""
        return set(
            self._uow.session.scalars(
                select(SessionReport.person_id)
                .join(Person, Person.id == SessionReport.person_id)
                .where(SessionReport.is_counted, SessionReport.session_date.between(since, until))
                .where(Person.unit_id.in_(subtree(units)))
                .distinct()
            )
        )

    @staticmethod
    def _counted(units: Iterable[int], since: date, until: date) -> tuple[Any, ...]:
        return (
            SessionReport.is_counted,
            SessionReport.session_date.between(since, until),
            SessionReport.unit_id.in_(subtree(units)),
        )


def _names(value: object, labels: Iterable[str]) -> bool:
    return isinstance(value, str) and any(label in value for label in labels)


def of_both(person_id: int) -> ColumnElement[bool]:
    """Return the condition of a submission of the person's, or one that they sent for a colleague."""
    return or_(Submission.person_id == person_id, Submission.submitted_by == person_id)
