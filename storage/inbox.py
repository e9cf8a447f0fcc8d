"""What was heard: each update once, and those that could not be handled."""

from __future__ import annotations

import traceback
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from content.message import Address, Inbound
from storage.prepared import Prepared
from storage.tables import Parked
from storage.tables.base import to_micros

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

RETRY_SECONDS = (1, 5, 25, 125)  # then an update that still fails is kept for a person

_NOTE = Prepared("INSERT INTO heard (channel, update_key, at) VALUES (:channel, :key, :at) ON CONFLICT DO NOTHING")
_OVERTAKE = Prepared(
    "UPDATE parked SET state = 'overtaken' WHERE state = 'waiting' AND created_at < :before"
    " AND ((channel = :channel AND address = :address) OR EXISTS (SELECT 1 FROM chat c"
    " WHERE c.person_id = :person AND c.channel = parked.channel AND c.address = parked.address))"
)
_FORGET = Prepared("DELETE FROM heard WHERE at < :before")
_FORGET_PARKED = Prepared("DELETE FROM parked WHERE created_at < :before AND state <> 'waiting'")
_FORGET_CHAT = Prepared("DELETE FROM parked WHERE channel = :channel AND address = :address")


class Inbox:
    """Dedup rows and parked updates."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def note(self, inbound: Inbound, now: datetime) -> bool:
        """Note that *inbound* takes effect now; False when it did before."""
        return (
            _NOTE.run(self._uow.connection, channel=inbound.address.channel, key=inbound.update_key, at=to_micros(now))
            == 1
        )

    def park(self, inbound: Inbound, fault: BaseException, reference: str, now: datetime) -> Parked | None:
        """Keep an update whose handler raised; None when it is kept already (it was tried again)."""
        found = self.find(inbound)
        trace = "".join(traceback.format_exception(fault))[-8000:]
        if found is None:
            made = Parked(
                channel=inbound.address.channel,
                address=inbound.address.chat,
                update_key=inbound.update_key,
                inbound=inbound.to_json(),
                fault=trace,
                reference=reference,
                next_at=now + timedelta(seconds=RETRY_SECONDS[0]),
                created_at=now,
            )
            self._uow.session.add(made)
            return made
        found.fault = trace
        if found.attempts <= len(RETRY_SECONDS) - 1:
            found.next_at = now + timedelta(seconds=RETRY_SECONDS[found.attempts])
            found.attempts += 1
        else:
            found.attempts += 1
            found.state = "dead"
        return None

    def find(self, inbound: Inbound) -> Parked | None:
        """Return the parked row of this very update."""
        return self._uow.session.scalar(
            select(Parked).where(Parked.channel == inbound.address.channel, Parked.update_key == inbound.update_key)
        )

    def waiting(self, now: datetime, most: int = 50) -> list[Parked]:
        """Return parked updates that are to be tried again now, oldest first."""
        return list(
            self._uow.session.scalars(
                select(Parked).where(Parked.state == "waiting", Parked.next_at <= now).order_by(Parked.id).limit(most)
            )
        )

    def overtake(self, address: Address, person_id: int | None, before: datetime) -> None:
        """A later update takes effect: what its person had parked before, in any chat, is for somebody to replay."""
        _OVERTAKE.run(
            self._uow.connection, channel=address.channel, address=address.chat, person=person_id,
            before=to_micros(before),
        )  # fmt: skip

    def by_reference(self, reference: str) -> Parked | None:
        """Return the parked update that a person names by its reference."""
        return self._uow.session.scalar(select(Parked).where(Parked.reference == reference))

    def parked(self) -> list[Parked]:
        """Return what waits for a person."""
        return list(
            self._uow.session.scalars(select(Parked).where(Parked.state.in_(("dead", "overtaken"))).order_by(Parked.id))
        )

    def close(self, parked: Parked) -> None:
        """It took effect after all: what it said is not kept."""
        parked.state, parked.inbound, parked.fault = "done", {}, ""

    def forget_chat(self, channel: str, address: str) -> None:
        """Forget what was parked of a chat: its person is erased."""
        _FORGET_CHAT.run(self._uow.connection, channel=channel, address=address)

    def forget_parked(self, before: datetime) -> int:
        """Delete parked updates older than *before* that nobody has replayed."""
        return _FORGET_PARKED.run(self._uow.connection, before=to_micros(before))

    def forget(self, before: datetime) -> int:
        """Delete dedup rows older than *before*; platforms do not repeat after a day."""
        return _FORGET.run(self._uow.connection, before=to_micros(before))
