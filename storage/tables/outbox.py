"""All that goes out: broadcasts, their audience, deliveries, lanes and receipts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Json, Key, Table


class Broadcast(Table):
    """One version to one audience, approved together.

    draft → submitted → approved → running ⇄ paused → done | cancelled; submitted → returned | rejected.
    The counters are kept by the statements that settle deliveries; nobody counts rows for a page.
    """

    __tablename__ = "broadcast"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), index=True)
    state: Mapped[str] = mapped_column(default="draft", index=True)
    klass: Mapped[int] = mapped_column(default=3)
    kind: Mapped[str] = mapped_column(default="issue")  # or "withdrawal": the notice of one
    audience: Mapped[dict[str, Any]] = mapped_column(default=dict)  # {"units": [], "roles": [], "without": []}
    due_at: Mapped[datetime | None]
    any_hour: Mapped[bool] = mapped_column(default=False)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    fan_cursor: Mapped[int] = mapped_column(default=0)
    fan_done: Mapped[bool] = mapped_column(default=False)
    watch_chat_id: Mapped[int | None] = mapped_column(ForeignKey("chat.id"))  # where progress is shown
    watched: Mapped[str] = mapped_column(default="")  # the progress last shown there
    total: Mapped[int] = mapped_column(default=0)
    sent: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    uncertain: Mapped[int] = mapped_column(default=0)
    cancelled: Mapped[int] = mapped_column(default=0)
    expired: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)  # part of failed: the message itself was refused
    acked: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    __table_args__ = (CheckConstraint("approved_by IS NULL OR approved_by <> author_id", name="four_eyes"),)


class AudienceMember(Table):
    """Who is meant, frozen when the broadcast was approved."""

    __tablename__ = "audience_member"
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)


class Rendering(Table):
    """A broadcast's message, rendered once per channel from the pinned version."""

    __tablename__ = "rendering"
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    message: Mapped[dict[str, Any]]


class Delivery(Table):
    """One message owed to one chat.

    queued → sending → sent | failed | uncertain | queued again; queued → cancelled | expired.
    Replies carry their message; a broadcast's row has none, its text is the Rendering's.
    """

    __tablename__ = "delivery"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    lane: Mapped[str]
    klass: Mapped[int]  # 0 reply, 1 alert, 2 urgent, 3 notice
    state: Mapped[str] = mapped_column(default="queued")
    due_at: Mapped[datetime]
    chat_id: Mapped[int | None] = mapped_column(ForeignKey("chat.id"))  # none: nobody to send to, failed at once
    broadcast_id: Mapped[int | None] = mapped_column(ForeignKey("broadcast.id"))
    person_id: Mapped[int | None] = mapped_column(Key)
    message: Mapped[dict[str, Any] | None] = mapped_column(Json)
    dedup_key: Mapped[str | None] = mapped_column(unique=True)
    key: Mapped[str | None]  # the message's name within its chat, for later edits
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    reads_lost: Mapped[int] = mapped_column(default=0, server_default="0")
    uncertain_before: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    claimed_by: Mapped[str | None]
    leased_until: Mapped[float | None]  # seconds of the pace clock, not of the wall
    provider_id: Mapped[str | None]
    reason: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]  # the platform says it is on the phone
    seen_at: Mapped[datetime | None]  # the platform says it was on the screen; "read" is the person's own "Đã nắm"
    moved_from: Mapped[str | None]  # the lane on which it failed for good before it went to this one
    by_template: Mapped[bool] = mapped_column(default=False, server_default=text("false"))  # paid, outside the window
    created_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("broadcast_id", "person_id"),
        Index(
            "ix_delivery_ripe",
            "lane", "klass", "broadcast_id", "id",
            sqlite_where=text("state = 'queued'"),
            postgresql_where=text("state = 'queued'"),
        ),
        Index(
            "ix_delivery_open",
            "chat_id", "klass", "id",
            sqlite_where=text("state IN ('queued', 'sending')"),
            postgresql_where=text("state IN ('queued', 'sending')"),
        ),
        Index("ix_delivery_said", "chat_id", "sent_at"),
        Index(
            "ix_delivery_provider", "lane", "provider_id",
            sqlite_where=text("lane = 'zalo_oa' AND provider_id IS NOT NULL"),
            postgresql_where=text("lane = 'zalo_oa' AND provider_id IS NOT NULL"),
        ),
    )  # fmt: skip


class Lane(Table):
    """One account on one channel: its shared pace, its gate, and who polls it.

    Times here are seconds of the pace clock: `clock_timestamp()` on PostgreSQL, monotonic on SQLite.
    """

    __tablename__ = "lane"
    name: Mapped[str] = mapped_column(primary_key=True)
    rate: Mapped[float]
    tokens: Mapped[float]
    bulk_tokens: Mapped[float]  # broadcasts take 25/30 of the rate, the rest is kept for replies
    refilled_at: Mapped[float]
    closed_until: Mapped[float] = mapped_column(default=0.0)
    stopped: Mapped[str] = mapped_column(default="")  # why the account is refused; empty while it works
    is_off: Mapped[bool] = mapped_column(
        default=False, server_default=text("false")
    )  # the office sends nothing new on it
    poller: Mapped[str] = mapped_column(default="")
    poller_until: Mapped[float] = mapped_column(default=0.0)
    offset: Mapped[int] = mapped_column(Key, default=0)


class LaneUse(Table):
    """How much of a lane's monthly allowance is used. `month` is `YYYY-MM` in the office's zone."""

    __tablename__ = "lane_use"
    lane: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    sent: Mapped[int] = mapped_column(default=0)
    paid: Mapped[int] = mapped_column(default=0)  # outside the free time
    templates: Mapped[int] = mapped_column(default=0)


class Credential(Table):
    """Tokens of an account that change while it runs, sealed with SECRET_KEY; written before they are used.

    One process refreshes at a time: it holds `refresher` until `refreshing_until`.
    """

    __tablename__ = "credential"
    lane: Mapped[str] = mapped_column(primary_key=True)
    access: Mapped[str]  # sealed
    refresh: Mapped[str]  # sealed
    access_until: Mapped[datetime]
    refresh_until: Mapped[datetime]
    refresher: Mapped[str] = mapped_column(default="")
    refreshing_until: Mapped[datetime | None]
    fault: Mapped[str] = mapped_column(default="")  # why the last refresh failed for good
    changed_at: Mapped[datetime]


class Receipt(Table):
    """A person says "Đã nắm": pressed by the person, never inferred."""

    __tablename__ = "receipt"
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    broadcast_id: Mapped[int | None] = mapped_column(ForeignKey("broadcast.id"))
    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id"))
    at: Mapped[datetime]


class Nudge(Table):
    """A person to be reminded on or after a day beside the calendar: they said "later", or the office asks.

    At most one for each person; the reminder that looks at it takes it away.
    """

    __tablename__ = "nudge"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
