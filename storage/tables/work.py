"""Slow work owed, and the record of who did what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Key, Table


class Chore(Table):
    """Slow work, done outside any transaction: queued → running → done | failed. Its end is an Inbound."""

    __tablename__ = "chore"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str]
    request: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(default="queued")
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None]
    leased_until: Mapped[float | None]  # seconds of the pace clock
    channel: Mapped[str | None]  # whose chat waits for the end of it
    address: Mapped[str | None]
    fault: Mapped[str | None]
    dedup_key: Mapped[str | None] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    __table_args__ = (Index(None, "state", "due_at"),)


class Audit(Table):
    """Who did what to which object, in a chain of hashes; rows are only ever added."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(Key)
    action: Mapped[str]
    subject: Mapped[str]  # "version:17"
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    origin: Mapped[str] = mapped_column(default="")  # the channel it came by
    previous: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)
