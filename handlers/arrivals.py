"""What platforms tell about the way of our messages: kept as facts, never answered."""

from __future__ import annotations

import secrets
from datetime import datetime

from content.message import Heard, Inbound
from storage.unit_of_work import UnitOfWork


def note(uow: UnitOfWork, inbound: Inbound, now: datetime) -> bool:
    """Keep that our message `message_key` arrived or was seen; return whether it is one of ours."""
    return uow.outbox.note_arrival(inbound.address.channel, inbound.message_key, now, seen=inbound.kind is Heard.SEEN)


def take(uow: UnitOfWork, inbound: Inbound, now: datetime) -> None:
    """Keep the fact now, or soon: the platform may be quicker than the record of what it answered."""
    address = inbound.address
    if note(uow, inbound, now) or not uow.outbox.is_in_flight(address.channel, address.chat):
        return
    if uow.inbox.note(inbound, now):
        uow.inbox.park(inbound, LookupError("not recorded yet"), secrets.token_hex(4).upper(), now)
