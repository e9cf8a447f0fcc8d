"""How an audience would be reached now, by which channel and within which of its times; and whom it missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from storage.tables import AudienceMember, Broadcast, Chat, Delivery, Lane, Person, Receipt

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Times = Mapping[str, tuple[timedelta, timedelta]]
"""Channel → how long it is free, and how long it may speak at all, after a person wrote."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How many people's notices go to one channel; of them: outside the free time, and outside the window."""

    channel: str
    people: int
    paid: int = 0
    shut: int = 0


def reached(session: Session, members: Select[Any], times: Times, now: datetime) -> list[Reached]:
    """Return the channels of *members*, the most used first. Who has no chat that can be reached is in none."""
    people = members.subquery()
    paid, shut = _before(times, now, 0), _before(times, now, 1)
    rows = session.execute(
        select(
            Chat.channel, func.count(),
            func.coalesce(func.sum(case((and_(paid, ~shut), 1), else_=0)), 0),
            func.coalesce(func.sum(case((shut, 1), else_=0)), 0),
        )
        .select_from(people)
        .join(Person, Person.id == people.c.id)
        .join(Chat, (Chat.id == Person.chat_id) & (Chat.state == "active"))
        .where(Chat.channel.not_in(select(Lane.name).where(Lane.is_off)))
        .group_by(Chat.channel)
        .order_by(func.count().desc(), Chat.channel)
    )  # fmt: skip
    return [Reached(channel, int(n), int(late), int(closed)) for channel, n, late, closed in rows]


def _before(times: Times, now: datetime, which: int) -> ColumnElement[bool]:
    """Return whether a chat was last heard before the end of its channel's time."""
    late = [
        and_(Chat.channel == channel, or_(Chat.heard_at.is_(None), Chat.heard_at <= now - spans[which]))
        for channel, spans in sorted(times.items())
    ]
    return or_(*late) if late else Chat.id.is_(None)


def missed(session: Session, broadcast: Broadcast, most: int) -> list[int]:
    """Return who of a frozen audience neither has the version, nor said so, nor is about to get it."""
    version_id, sent = broadcast.version_id, ("queued", "sending", "sent")
    has_it = (
        select(Delivery.person_id)
        .join(Broadcast, Broadcast.id == Delivery.broadcast_id)
        .where(Broadcast.version_id == version_id, Broadcast.kind == "issue", Delivery.state.in_(sent))
        .where(Delivery.person_id.is_not(None))
    )
    said_so = select(Receipt.person_id).where(Receipt.version_id == version_id)
    return list(
        session.scalars(
            select(Person.id)
            .join(AudienceMember, AudienceMember.person_id == Person.id)
            .where(AudienceMember.broadcast_id == broadcast.id, Person.status == "active")
            .where(Person.id.not_in(has_it), Person.id.not_in(said_so))
            .order_by(Person.id)
            .limit(most)
        )
    )
