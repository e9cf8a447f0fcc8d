"""Forms of the office: what is asked stands in versions, which never change once they are made."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Key, Table


class Form(Table):
    """A form by the name that its sheets give it; people of its unit and below fill it while it is open."""

    __tablename__ = "form"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)  # form_id of the sheets
    title: Mapped[str]  # of the version in use
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    is_open: Mapped[bool] = mapped_column(default=True)
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]


class FormVersion(Table):
    """What a form asks: draft → published → retired. Published by another person than its author."""

    __tablename__ = "form_version"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"))
    n: Mapped[int]
    state: Mapped[str] = mapped_column(default="draft")
    title: Mapped[str]
    definition: Mapped[dict[str, Any]]  # `content.xforms.keeping`
    preview: Mapped[list[Any]]  # lines: the questions as the phone shows them
    file_name: Mapped[str]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("form_id", "n"),
        Index(
            "uq_form_version_published",
            "form_id",
            unique=True,
            sqlite_where=text("state = 'published'"),
            postgresql_where=text("state = 'published'"),
        ),
        CheckConstraint("published_by IS NULL OR published_by <> author_id", name="four_eyes"),
        CheckConstraint("state = 'draft' OR published_by IS NOT NULL", name="published_by_somebody"),
    )


class FormMedia(Table):
    """A picture, recording or film that a version shows beside a question or a choice, by the name its sheets give."""

    __tablename__ = "form_media"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"))
    name: Mapped[str]
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"))
    file_name: Mapped[str]  # as it is sent: the same bytes may be here under another name, given by somebody else
    mime: Mapped[str]
    __table_args__ = (UniqueConstraint("version_id", "name"), Index(None, "file_id"))
