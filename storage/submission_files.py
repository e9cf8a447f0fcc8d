"""Files that stand as answers: expected, here or not to be had, and gone with the submission that they belong to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, delete, or_, select, update

from content.sent_files import is_kept_name
from storage.submissions import of_both
from storage.tables import File, Progress, Submission, SubmissionFile
from storage.tables.base import EPOCH

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

WAITING, KEPT, FAILED = "waiting", "kept", "failed"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file of a submission as the office sees it; `stored_as` and `file_name` are empty until it is here."""

    path: str
    name: str
    kind: str
    title: str
    state: str
    file_id: int | None
    stored_as: str
    file_name: str
    size: int


class SubmissionFiles:
    """Files of answers."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def expect(  # noqa: PLR0913 (a row has these columns)
        self, person_id: int, run: str, path: str, name: str, *, kind: str, title: str, now: datetime
    ) -> SubmissionFile | None:
        """Note a file that is to be fetched; None when the very same one is on its way or here already."""
        found = self._uow.session.scalar(
            select(SubmissionFile).where(
                SubmissionFile.run == run, SubmissionFile.path == path, SubmissionFile.name == name
            )
        )
        if found is not None:
            if found.state != FAILED:
                return None
            found.state = WAITING
        else:
            found = SubmissionFile(
                person_id=person_id, run=run, path=path, name=name, kind=kind, title=title, created_at=now
            )
            self._uow.session.add(found)
        self._uow.flush()
        return found

    def get(self, row_id: int) -> SubmissionFile | None:
        """Return one row; None when it is gone: its person changed their mind, or was erased."""
        return self._uow.session.get(SubmissionFile, row_id)

    def arrived(self, row: SubmissionFile, file_id: int) -> None:
        """The bytes are stored."""
        row.state, row.file_id = KEPT, file_id
        self._uow.flush()

    def failed(self, row: SubmissionFile) -> None:
        """The bytes cannot be had."""
        row.state, row.file_id = FAILED, None
        self._uow.flush()

    def fail_waiting(self) -> None:
        """Nothing that was waited for will come: this database was brought back from a backup."""
        session = self._uow.session
        session.execute(update(SubmissionFile).where(SubmissionFile.state == WAITING).values(state=FAILED))

    def settle(self, run: str, submission_id: int, answers: Mapping[str, Any]) -> None:
        """Let what was sent belong to the submission where it is still an answer; what was replaced goes."""
        session = self._uow.session
        made = session.get_one(Submission, submission_id)
        held = {value for value in made.answers.values() if is_kept_name(value)}  # also what applies no more
        for row in list(session.scalars(select(SubmissionFile).where(SubmissionFile.run == run))):
            if answers.get(row.path, row.name) == row.name and row.name in held:
                row.submission_id = submission_id
            else:
                session.delete(row)
        self._uow.flush()
        rows = session.scalars(select(SubmissionFile).where(SubmissionFile.submission_id == submission_id))
        linked = {(row.path, row.name): row for row in rows}
        for path, value in answers.items():
            if is_kept_name(value) and (path, value) not in linked:
                self._link_again(run, made, path, value)
        for row in linked.values():
            if row.name not in held:
                session.delete(row)  # a correction put another in its place
        self._uow.flush()

    def _link_again(self, run: str, made: Submission, path: str, name: str) -> None:
        """Link a file that its person sent with an earlier form, and let stand as the answer of this one."""
        session = self._uow.session
        known = session.scalar(
            select(SubmissionFile)
            .where(SubmissionFile.person_id.in_([made.person_id, made.submitted_by or made.person_id]))
            .where(SubmissionFile.name == name, SubmissionFile.state == KEPT)
            .order_by(SubmissionFile.id.desc())
            .limit(1)
        )
        if known is not None:
            session.add(
                SubmissionFile(
                    person_id=known.person_id, run=run, path=path, name=name, kind=known.kind, title=known.title,
                    state=KEPT, submission_id=made.id, file_id=known.file_id, created_at=known.created_at,
                )
            )  # fmt: skip
            self._uow.flush()

    def replace(self, old: SubmissionFile, *, person_id: int, name: str) -> SubmissionFile | None:
        """Let the file called *name*, which the person has just sent, stand where *old* failed to; None without it."""
        new = self._uow.session.scalar(
            select(SubmissionFile)
            .where(SubmissionFile.person_id == person_id, SubmissionFile.name == name)
            .where(SubmissionFile.submission_id.is_(None))
            .order_by(SubmissionFile.id.desc())
            .limit(1)
        )
        if new is None:
            return None
        new.submission_id, new.path, new.name, new.title = old.submission_id, old.path, old.name, old.title
        self._uow.session.delete(old)  # its answer stays as it is: it stands for the new file from now on
        self._uow.flush()
        return new

    def of(self, submission_ids: Collection[int]) -> dict[int, list[Sent]]:
        """Return the files of submissions, in the order in which they were sent."""
        wanted = SubmissionFile.submission_id.in_(submission_ids)
        rows = list(self._uow.session.scalars(select(SubmissionFile).where(wanted).order_by(SubmissionFile.id)))
        ids = [row.file_id for row in rows if row.file_id is not None]
        here = {file.id: file for file in self._uow.session.scalars(select(File).where(File.id.in_(ids)))}
        found: dict[int, list[Sent]] = {}
        for row in rows:
            if row.submission_id is not None:
                file = here.get(row.file_id or 0)
                stored, name, size = (file.stored_as, file.name, file.size) if file is not None else ("", "", 0)
                sent = Sent(row.path, row.name, row.kind, row.title, row.state, row.file_id, stored, name, size)
                found.setdefault(row.submission_id, []).append(sent)
        return found

    def forget_run(self, run: str) -> None:
        """Forget what was sent in a dialog that came to nothing."""
        self._forget(SubmissionFile.run == run)

    def forget_person(self, person_id: int) -> None:
        """Forget all that a person sent, or others for them; the bytes go with the next sweep."""
        theirs = select(Submission.id).where(of_both(person_id))
        self._forget(or_(SubmissionFile.person_id == person_id, SubmissionFile.submission_id.in_(theirs)))

    def sweep(self, tried_before: datetime, withdrawn_before: datetime) -> None:
        """Forget files of drafts that are gone, of forms only tried out, of reports withdrawn for good."""
        begun = select(Progress.id).where(Progress.run == SubmissionFile.run).exists()
        over = select(Submission.id).where(
            Submission.id == SubmissionFile.submission_id,
            or_(
                Submission.is_test & (Submission.submitted_at < tried_before),
                (Submission.state == "withdrawn") & (Submission.amended_at < withdrawn_before),
            ),
        )
        self._forget(or_(SubmissionFile.submission_id.is_(None) & ~begun, over.exists()))

    def _forget(self, which: ColumnElement[bool]) -> None:
        session = self._uow.session
        rows = list(session.scalars(select(SubmissionFile).where(which)))
        files = {row.file_id for row in rows if row.file_id is not None}
        session.execute(delete(SubmissionFile).where(SubmissionFile.id.in_([row.id for row in rows])))
        session.expire_all()
        self.outdate(files)

    def outdate(self, file_ids: Collection[int]) -> None:
        """Let files be swept next time, unless something else needs them: nobody is to wait for their week to end."""
        self._uow.session.execute(update(File).where(File.id.in_(file_ids)).values(made_at=EPOCH))
        self._uow.flush()
