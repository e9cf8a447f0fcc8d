"""Chats: who speaks, and where a person can be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import select

from content.message import Address
from storage.prepared import Prepared
from storage.tables import Chat, OfficeRole, Person
from storage.tables.base import to_micros

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

_FIND = (
    "SELECT c.id, c.state, c.pending, p.id, p.full_name, p.given_name, p.position, p.unit_id, p.status, p.chat_id"
    " FROM chat c LEFT JOIN person p ON p.id = c.person_id WHERE c.channel = :channel AND c.address = :address"
)
_FIND_CHAT = Prepared(_FIND)
_LOCK_PERSON = Prepared("SELECT id FROM person WHERE id = :id FOR UPDATE")
_LOCK_CHAT = Prepared("SELECT id FROM chat WHERE id = :id FOR UPDATE")
_HEARD = Prepared("UPDATE chat SET heard_at = :now WHERE id = :id")
_COUNT = Prepared(
    "SELECT channel, count(*) FROM chat WHERE person_id IS NOT NULL AND state = 'active' GROUP BY channel"
)
_MEET = Prepared(
    "INSERT INTO chat (channel, address, state, code_failures, seen_at)"
    " VALUES (:channel, :address, 'active', 0, :now) ON CONFLICT (channel, address) DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is on the other side of an Inbound: a chat, and its person once known."""

    chat_id: int
    channel: str
    chat_state: str
    pending: dict[str, Any] | None
    person_id: int | None
    full_name: str
    given_name: str
    position: str
    unit_id: int | None
    status: str
    main_chat_id: int | None

    @property
    def is_member(self) -> bool:
        """Say whether this is somebody of the roster who may use the product."""
        return self.person_id is not None and self.status == "active"


class Chats:
    """Chats."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def hear(self, address: Address, now: datetime) -> Caller:
        """Return who speaks, locked until the end of this transaction: the person, or the chat while unknown."""
        connection = self._uow.connection
        where = {"channel": address.channel, "address": address.chat}
        row = _FIND_CHAT.row(connection, **where)
        if row is None:
            _MEET.run(connection, now=to_micros(now), **where)
            row = _FIND_CHAT.row(connection, **where)
        if connection.dialect.name != "sqlite" and row is not None:
            if row[3] is None:
                _LOCK_CHAT.rows(connection, id=row[0])
            else:
                _LOCK_PERSON.rows(connection, id=row[3])
            row = _FIND_CHAT.row(connection, **where)  # as it is now that we have waited
        if row is None:
            msg = "a chat vanished"
            raise LookupError(msg)
        chat_id, state, pending, person_id, full, given, position, unit_id, status, main = row
        return Caller(
            chat_id=chat_id, channel=address.channel, chat_state=state,
            pending=orjson.loads(pending) if pending else None, person_id=person_id, full_name=full or "",
            given_name=given or "", position=position or "", unit_id=unit_id, status=status or "",
            main_chat_id=main,
        )  # fmt: skip

    def heard(self, chat_id: int, now: datetime) -> None:
        """Note that the person spoke or pressed here: the window of a channel that has one is open again."""
        _HEARD.run(self._uow.connection, id=chat_id, now=to_micros(now))

    def counts(self) -> dict[str, int]:
        """Return how many chats of members can be reached on each channel."""
        return {channel: int(n) for channel, n in _COUNT.rows(self._uow.connection)}

    def get(self, chat_id: int) -> Chat:
        """Return one chat. Raises LookupError."""
        found = self._uow.session.get(Chat, chat_id)
        if found is None:
            raise LookupError(chat_id)
        return found

    def at(self, address: Address) -> Chat | None:
        """Return the chat at *address*, if it was ever met."""
        return self._uow.session.scalar(
            select(Chat).where(Chat.channel == address.channel, Chat.address == address.chat)
        )

    def of(self, person_id: int) -> list[Chat]:
        """Return all chats of a person, oldest first."""
        return list(self._uow.session.scalars(select(Chat).where(Chat.person_id == person_id).order_by(Chat.id)))

    def link(self, chat_id: int, person_id: int) -> Chat | None:
        """Give the chat to the person; return the same channel's earlier chat, which is let go (a lost phone)."""
        chat = self.get(chat_id)
        former = None
        for other in self.of(person_id):
            if other.channel == chat.channel and other.id != chat.id:
                other.person_id = None
                former = other
        chat.person_id, chat.pending, chat.state = person_id, None, "active"
        chat.code_failures, chat.first_failure_at = 0, None
        person = self._uow.session.get_one(Person, person_id)
        person.chat_id = chat.id
        return former

    def mark(self, chat_id: int, state: str) -> None:
        """Note that a chat became reachable or not, and choose where the person's notices go from now on."""
        chat = self.get(chat_id)
        chat.state = state
        if chat.person_id is None:
            return
        person = self._uow.session.get_one(Person, chat.person_id)
        open_chats = [c for c in self.of(person.id) if c.state == "active"]
        if state == "active" and person.chat_id is None:
            person.chat_id = chat.id
        elif person.chat_id == chat_id and state != "active":
            person.chat_id = open_chats[-1].id if open_chats else None

    def office_chats(self, channel: str) -> list[tuple[int, str]]:
        """Return (person, address) of the chats of people with office roles."""
        rows = self._uow.session.execute(
            select(Chat.person_id, Chat.address)
            .join(OfficeRole, OfficeRole.person_id == Chat.person_id)
            .where(Chat.channel == channel, Chat.state == "active")
            .distinct()
        )
        return [(person_id, address) for person_id, address in rows if person_id is not None]

    def move(self, chat_id: int, address: str) -> None:
        """The channel gave the chat a new id."""
        self.get(chat_id).address = address

    def hush(self, chat_id: int, until: datetime) -> None:
        """Say nothing to this chat before *until*."""
        self.get(chat_id).not_before = until
