"""Broadcasts: their audience, their fan-out, their course."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import Select, func, insert, select, update

from content.message import Outbound
from storage import broadcasts_sql as sql
from storage.errors import Conflict
from storage.reach import Reached, Times, missed, reached
from storage.tables import (
    Appointment,
    AudienceMember,
    Broadcast,
    Chat,
    Delivery,
    Document,
    Person,
    Rendering,
    Version,
)
from storage.tables.base import to_micros
from storage.units import subtree

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is meant: units with all below, perhaps only some duties, without some units or people."""

    units: tuple[int, ...] = ()
    duties: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    without_units: tuple[int, ...] = ()
    without_people: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return this as plain JSON."""
        return {name: list(getattr(self, name)) for name in self.__slots__}

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Audience:
        """Read what `to_json` wrote; other keys are left alone."""
        return cls(**{name: tuple(raw.get(name, ())) for name in cls.__slots__})


class Broadcasts:
    """Broadcasts."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def add(self, version_id: int, *, author_id: int, now: datetime, **fields: Any) -> Broadcast:
        """Begin a broadcast of a version."""
        made = Broadcast(version_id=version_id, author_id=author_id, created_at=now, **fields)
        self._uow.session.add(made)
        self._uow.flush()
        return made

    def get(self, broadcast_id: int) -> Broadcast:
        """Return one broadcast as it is now. Raises LookupError."""
        found = self._uow.session.get(Broadcast, broadcast_id, populate_existing=True)
        if found is None:
            raise LookupError(broadcast_id)
        return found

    def of_version(self, version_id: int) -> list[Broadcast]:
        """Return the broadcasts of a version, newest first."""
        return list(
            self._uow.session.scalars(
                select(Broadcast).where(Broadcast.version_id == version_id).order_by(Broadcast.id.desc())
            )
        )

    def in_states(self, states: Iterable[str]) -> list[Broadcast]:
        """Return every broadcast in these states, newest first."""
        return list(
            self._uow.session.scalars(
                select(Broadcast).where(Broadcast.state.in_(list(states))).order_by(Broadcast.id.desc())
            )
        )

    def move(self, broadcast: Broadcast, to: str, *, expected: Iterable[str], **changes: Any) -> None:
        """Change the state of a broadcast that is still in one of *expected*. Raises Conflict when it is not."""
        self._uow.flush()
        touched = self._uow.session.execute(
            update(Broadcast)
            .where(Broadcast.id == broadcast.id, Broadcast.state.in_(list(expected)))
            .values(state=to, **changes)
        )
        if touched.rowcount != 1:  # type: ignore[attr-defined]  # a CursorResult, since it updates
            msg = f"broadcast {broadcast.id} is no longer in {list(expected)}"
            raise Conflict(msg)
        self._uow.session.refresh(broadcast)

    def _members(self, audience: Audience) -> Select[int]:
        query = select(Person.id).where(Person.status == "active")
        if audience.people:
            query = query.where(Person.id.in_(audience.people))
        else:
            query = query.where(Person.unit_id.in_(subtree(audience.units)))
        if audience.duties:
            query = query.where(
                Person.id.in_(select(Appointment.person_id).where(Appointment.role.in_(audience.duties)))
            )
        if audience.without_units:
            query = query.where(Person.unit_id.not_in(subtree(audience.without_units)))
        if audience.without_people:
            query = query.where(Person.id.not_in(audience.without_people))
        return query

    def count(self, audience: Audience) -> tuple[int, int]:
        """Return how many people are meant, and how many of them have a chat that can be reached."""
        members = self._members(audience).subquery()
        row = self._uow.session.execute(
            select(func.count(), func.count(Chat.id))
            .select_from(members)
            .join(Person, Person.id == members.c.id)
            .outerjoin(Chat, (Chat.id == Person.chat_id) & (Chat.state == "active"))
        ).one()
        return int(row[0]), int(row[1])

    def reached(self, audience: Audience, times: Times, now: datetime) -> list[Reached]:
        """Return by which channels an audience would be reached now, and within which of their *times*."""
        return reached(self._uow.session, self._members(audience), times, now)

    def missed(self, broadcast: Broadcast, most: int) -> list[int]:
        """Return who of a frozen audience neither has the version, nor said so, nor is about to get it."""
        return missed(self._uow.session, broadcast, most)

    def freeze(self, broadcast: Broadcast, audience: Audience) -> int:
        """Write the audience down as it is now; return its size."""
        self._uow.flush()
        return self._write_down(broadcast, self._members(audience))

    def _who_received(self, versions: Iterable[int]) -> Select[int | None]:
        return (
            select(Delivery.person_id)
            .join(Broadcast, Broadcast.id == Delivery.broadcast_id)
            .where(Broadcast.version_id.in_(list(versions)), Broadcast.kind == "issue")
            # What waits or was stopped before anything went out reached nobody, unless a try is in doubt.
            .where(Delivery.state.in_(("sent", "uncertain", "sending")) | Delivery.uncertain_before)
        )

    def received(self, versions: Iterable[int]) -> int:
        """Return how many people received one of *versions*."""
        people = self._who_received(versions).distinct().subquery()
        return self._uow.session.scalar(select(func.count()).select_from(people)) or 0

    def freeze_recipients_of(self, broadcast: Broadcast, versions: Iterable[int]) -> int:
        """Write down as audience all who received one of *versions*: for the notice that it is withdrawn."""
        self._uow.flush()
        return self._write_down(broadcast, self._who_received(versions))

    def _write_down(self, broadcast: Broadcast, people: Select[Any]) -> int:
        self._uow.session.execute(
            insert(AudienceMember).from_select(
                ["broadcast_id", "person_id"],
                select(select(Broadcast.id).where(Broadcast.id == broadcast.id).scalar_subquery(), Person.id).where(
                    Person.id.in_(people)
                ),
            )
        )
        return (
            self._uow.session.scalar(
                select(func.count()).select_from(AudienceMember).where(AudienceMember.broadcast_id == broadcast.id)
            )
            or 0
        )

    def render(self, broadcast_id: int, channel: str, said: Outbound) -> None:
        """Keep the message as this channel's recipients get it."""
        self._uow.session.merge(Rendering(broadcast_id=broadcast_id, channel=channel, message=said.to_json()))
        self._uow.flush()

    def rendering(self, broadcast_id: int, channel: str) -> Outbound | None:
        """Return the message as this channel's recipients get it."""
        row = sql.RENDERING.row(self._uow.connection, id=broadcast_id, channel=channel)
        return Outbound.from_json(orjson.loads(row[0])) if row else None

    def fan_out(self, broadcast_id: int, most: int, now: datetime) -> bool:
        """Owe the message to the next *most* people of the audience; return whether more are left.

        The cursor moves in the same transaction and rows are unique, so a crash resumes without a double.
        Those without a reachable chat end at once as failed; those who left drop out.
        """
        connection = self._uow.connection
        self._uow.flush()
        row = sql.FAN_STATE.row(connection, id=broadcast_id)
        if row is None or row[1]:
            return False
        cursor, _, klass = row
        last = sql.FAN_LAST.row(connection, id=broadcast_id, cursor=cursor, most=most - 1)
        upper = last[0] if last else sql.FAN_MAX.rows(connection, id=broadcast_id)[0][0]
        values = {"id": broadcast_id, "cursor": cursor, "upper": upper or cursor, "now": to_micros(now)}
        owed = sql.FAN_OWE.run(connection, klass=klass, **values)
        nobody = 0
        if not last or owed < most:  # the common chunk, in which everybody was reached, is not read again
            owed += sql.FAN_OTHER.run(connection, klass=klass, **values)
            nobody = sql.FAN_NOBODY.run(connection, klass=klass, **values)
        sql.FAN_MOVE.run(
            connection, id=broadcast_id, upper=upper or cursor, done=last is None, total=owed + nobody, failed=nobody
        )
        if last is None:
            sql.FAN_FINISH.run(connection, id=broadcast_id, now=to_micros(now))
        return last is not None

    def due(self, now: datetime) -> list[int]:
        """Return approved broadcasts whose time has come."""
        return list(
            self._uow.session.scalars(
                select(Broadcast.id)
                .where(Broadcast.state == "approved", Broadcast.due_at <= now)
                .order_by(Broadcast.id)
            )
        )

    def unswept(self) -> list[int]:
        """Return stopped broadcasts of which messages still wait."""
        ended = Broadcast.sent + Broadcast.failed + Broadcast.uncertain + Broadcast.cancelled + Broadcast.expired
        return list(
            self._uow.session.scalars(
                select(Broadcast.id).where(Broadcast.state == "cancelled", ended < Broadcast.total)
            )
        )

    def outdated(self, on: date) -> list[Broadcast]:
        """Return broadcasts on their way whose document no longer holds on the day."""
        return list(
            self._uow.session.scalars(
                select(Broadcast)
                .join(Version, Version.id == Broadcast.version_id)
                .join(Document, Document.id == Version.document_id)
                .where(Broadcast.state.in_(("approved", "running", "paused")), Broadcast.kind == "issue")
                .where(Document.valid_to < on)
            )
        )

    def unfanned(self) -> list[int]:
        """Return running broadcasts whose audience is not wholly owed yet."""
        return list(
            self._uow.session.scalars(
                select(Broadcast.id).where(Broadcast.state == "running", Broadcast.fan_done.is_(False))
            )
        )
