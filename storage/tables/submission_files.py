"""Pictures, recordings, films and files that stand as answers: which of them is here, and whose it is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Key, Table


class SubmissionFile(Table):
    """One file of one answer: waiting → kept | failed. Without a submission while its form is being filled."""

    __tablename__ = "submission_file"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    run: Mapped[str]  # of the dialog in which it was sent
    path: Mapped[str]  # of the question, rounds included
    name: Mapped[str]  # the answer that stands for it
    kind: Mapped[str]  # what was wanted: image, audio, video, file
    title: Mapped[str]  # what the question is called where answers are listed
    state: Mapped[str] = mapped_column(default="waiting")
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    created_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("run", "path", "name"),
        Index(None, "submission_id"),
        Index(None, "file_id"),
        Index(None, "person_id"),
    )
