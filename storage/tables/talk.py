"""What is heard and half said: the inbox, open dialogs, submissions, the browser's history."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Key, Table


class Heard(Table):
    """An update that took effect: the same key again is the same thing again."""

    __tablename__ = "heard"
    channel: Mapped[str] = mapped_column(primary_key=True)
    update_key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    __table_args__ = (Index(None, "at"),)


class Parked(Table):
    """An update whose handler raised: tried again by the ticker, then kept for a person.

    waiting → done | overtaken | dead; dead → waiting when a person replays it.
    """

    __tablename__ = "parked"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    channel: Mapped[str]
    address: Mapped[str]
    update_key: Mapped[str]
    inbound: Mapped[dict[str, Any]]
    fault: Mapped[str]
    reference: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(default="waiting")
    attempts: Mapped[int] = mapped_column(default=1)
    next_at: Mapped[datetime]
    created_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("channel", "update_key"), Index(None, "state", "next_at"))


class Progress(Table):
    """How far one person is in one dialog. At most one is open; others wait to be resumed."""

    __tablename__ = "progress"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    dialog: Mapped[str]
    subject: Mapped[str] = mapped_column(default="")  # what it is about: "version:17"
    run: Mapped[str] = mapped_column(unique=True)
    is_open: Mapped[bool]
    progress: Mapped[dict[str, Any]]
    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id"))
    started_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("person_id", "dialog", "subject"),)


class Submission(Table):
    """A finished dialog, numbered. Amended within a window; withdrawn is not deleted.

    submitted → returned → resubmitted → accepted; each → withdrawn → submitted when the office restores it.
    """

    __tablename__ = "submission"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    form: Mapped[str]
    form_version_id: Mapped[int | None] = mapped_column(Key)  # none: a dialog of the product's own
    name: Mapped[str] = mapped_column(default="")  # as the form's instance_name works it out
    is_test: Mapped[bool] = mapped_column(default=False)  # tried out: never counted, never exported
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))  # whom it counts for
    submitted_by: Mapped[int | None] = mapped_column(Key)  # the colleague who sent it instead
    objected_at: Mapped[datetime | None]  # when the person said that it is none of theirs
    state: Mapped[str] = mapped_column(default="submitted")
    answers: Mapped[dict[str, Any]]
    rows_chosen: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")  # "units" → rows as chosen
    submitted_at: Mapped[datetime]
    amended_at: Mapped[datetime | None]
    reviewed_by: Mapped[int | None] = mapped_column(Key)  # who accepted or returned it last
    reviewed_at: Mapped[datetime | None]
    returned_field: Mapped[str] = mapped_column(default="", server_default="")  # the path of the answer to be mended
    returned_reason: Mapped[str] = mapped_column(default="", server_default="")
    __table_args__ = (
        Index(None, "person_id", "submitted_at"),
        Index(None, "state", "id"),
        Index(None, "submitted_by"),
    )


class Revision(Table):
    """What a submission said before it was amended."""

    __tablename__ = "revision"
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    answers: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(ForeignKey("person.id"))


class SessionReport(Table):
    """The columns of a session report that are counted."""

    __tablename__ = "session_report"
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    place: Mapped[str]
    session_date: Mapped[date]
    form: Mapped[str]
    headcount: Mapped[int]
    minutes: Mapped[int | None]
    is_counted: Mapped[bool] = mapped_column(default=True)  # not when withdrawn
    __table_args__ = (Index(None, "session_date", "unit_id"), Index(None, "person_id", "session_date"))


class SessionPoint(Table):
    """A talking point spoken about at a session; free topics have no document."""

    __tablename__ = "session_point"
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    title: Mapped[str]


class BrowserMessage(Table):
    """The history of a browser chat: what its page shows."""

    __tablename__ = "browser_message"
    seq: Mapped[int] = mapped_column(Key, primary_key=True)
    chat: Mapped[str]
    delivery_id: Mapped[int | None] = mapped_column(Key)
    entry: Mapped[dict[str, Any]]
    changed: Mapped[int] = mapped_column(Key)  # grows with each append or replace: what a page has yet to see
    __table_args__ = (UniqueConstraint("chat", "delivery_id"), Index(None, "chat", "changed"))
