"""The office, its units and its people."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Key, Table


class Meta(Table):
    """Facts about this database itself, such as `demo`."""

    __tablename__ = "meta"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Office(Table):
    """The one office this installation serves; asked of the first admin."""

    __tablename__ = "office"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str]
    superior: Mapped[str] = mapped_column(default="")
    system: Mapped[str] = mapped_column(default="nha_nuoc")  # or "dang": decides the letterhead
    courtesy: Mapped[str] = mapped_column(default="dong_chi")
    staff_contact: Mapped[str] = mapped_column(default="")
    public_contact: Mapped[str] = mapped_column(default="")
    privacy_contact: Mapped[str] = mapped_column(default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)


class Unit(Table):
    """A place in the tree of free depth. Communes merge: the old one keeps its name and points to the new."""

    __tablename__ = "unit"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    search_key: Mapped[str]
    sort_key: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))


class Person(Table):
    """Someone of the roster. `chat_id` is where notices go now: a reachable chat, or nothing."""

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str | None] = mapped_column(unique=True)  # the office's own number in its roster
    full_name: Mapped[str]
    given_name: Mapped[str]
    sort_key: Mapped[str]
    search_key: Mapped[str]
    phone: Mapped[str | None]  # +84…
    position: Mapped[str] = mapped_column(default="")
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    status: Mapped[str] = mapped_column(default="active")  # active | suspended | left | withdrawn
    chat_id: Mapped[int | None] = mapped_column(Key)
    consented_at: Mapped[datetime | None]
    form_language: Mapped[str] = mapped_column(default="")  # the code of the one last chosen, where a form has several
    links_void_at: Mapped[datetime | None]  # personal page links made before this moment open nothing
    created_at: Mapped[datetime]


class Appointment(Table):
    """A recognised duty: BCV, TTV, head of a unit, focal point. One person may hold several."""

    __tablename__ = "appointment"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str]
    decision_number: Mapped[str] = mapped_column(default="")
    decision_date: Mapped[date | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    __table_args__ = (UniqueConstraint("person_id", "role"),)


class OfficeRole(Table):
    """What a person may do in the office, within a unit and all below it."""

    __tablename__ = "office_role"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    granted_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("person_id", "role", "unit_id"),)


class Chat(Table):
    """An address on a channel, perhaps a known person's. `state` says why it cannot be reached."""

    __tablename__ = "chat"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    channel: Mapped[str]
    address: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str] = mapped_column(default="active")  # active, or a key of texts.reasons
    pending: Mapped[dict[str, Any] | None]  # sign-up in progress, before the chat has a person
    code_failures: Mapped[int] = mapped_column(default=0)
    first_failure_at: Mapped[datetime | None]
    not_before: Mapped[datetime | None]  # the channel asked for silence in this chat
    seen_at: Mapped[datetime]
    heard_at: Mapped[
        datetime | None
    ]  # when the person last spoke or pressed: opens the window of channels that have one
    __table_args__ = (UniqueConstraint("channel", "address"), Index(None, "person_id"))


class Invite(Table):
    """A one-time code for one person, kept as a keyed hash."""

    __tablename__ = "invite"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_chat_id: Mapped[int | None] = mapped_column(ForeignKey("chat.id"))
    revoked_at: Mapped[datetime | None]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # nobody: the command line
    made_at: Mapped[datetime]


class Proposal(Table):
    """What one admin may not do alone: open → agreed | refused by another. It changes nothing by itself."""

    __tablename__ = "proposal"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str]  # "invite" or "grant"
    request: Mapped[dict[str, Any]]  # ids only
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))  # over which one must be an admin to answer
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    is_agreed: Mapped[bool | None]
    __table_args__ = (CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="four_eyes"),)
