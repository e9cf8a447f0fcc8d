"""What the office issues, and the files that go with it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Key, Table


class File(Table):
    """Bytes kept under a random name in the file store; equal bytes are kept once."""

    __tablename__ = "file"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    stored_as: Mapped[str]
    name: Mapped[str]
    mime: Mapped[str]
    size: Mapped[int]
    made_at: Mapped[datetime]
    picture_id: Mapped[int | None] = mapped_column(Key)  # of the first page, for light pages


class FileRemote(Table):
    """What a lane calls a file that was uploaded there once."""

    __tablename__ = "file_remote"
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"), primary_key=True)
    lane: Mapped[str] = mapped_column(primary_key=True)
    remote: Mapped[str]
    expires_at: Mapped[datetime | None]  # none: as long as the account lives


class Document(Table):
    """What the office issues; its text is in its versions."""

    __tablename__ = "document"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str]
    title: Mapped[str]
    issuer: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]
    doc_kind: Mapped[str] = mapped_column(default="")  # "Kế hoạch", "Công văn": as the source names itself
    scope: Mapped[str] = mapped_column(default="cong_khai")
    topic: Mapped[str] = mapped_column(default="")
    period: Mapped[str] = mapped_column(default="")  # "2026-11", free of the other dates
    direct_only: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    bases: Mapped[list[Any]] = mapped_column(default=list)  # numbers named in the text
    check_code: Mapped[str] = mapped_column(unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]


class Version(Table):
    """One wording of a document. Once it is no draft it never changes; nobody approves what they wrote."""

    __tablename__ = "version"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    n: Mapped[int]
    state: Mapped[str] = mapped_column(default="draft", index=True)
    summary: Mapped[str] = mapped_column(default="")
    points: Mapped[list[Any]] = mapped_column(default=list)  # [{"title", "text"}] in order
    short_message: Mapped[str] = mapped_column(default="")
    faq: Mapped[list[Any]] = mapped_column(default=list)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    submitted_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("document_id", "n"),
        CheckConstraint("decided_by IS NULL OR decided_by <> author_id", name="four_eyes"),
    )
