"""What the ends of sends lead to: recorded together, in one short transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from content.message import Choice, Outbound
from content.roles import Role
from content.texts import sending as texts
from content.texts.courtesy import fill
from handlers.scene import tell
from storage.outbox import Recorded, Settled
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of one attempt, and what it says about the chat or the lane."""

    settled: Settled
    chat_id: int
    gone: str = ""  # the chat cannot be reached any more: why
    moved_to: str = ""
    hush_until: datetime | None = None
    stop_lane: str = ""  # our account is refused: why


def record(uow: UnitOfWork, lane: str, me: str, ends: Sequence[Ended], now: datetime) -> Recorded:
    """Record *ends*: rows, counters, chats and lanes; owe alerts for what people must look after."""
    recorded = uow.outbox.settle(me, [end.settled for end in ends], now)
    for end in ends:
        if end.gone:
            uow.chats.mark(end.chat_id, end.gone)
            uow.flush()
            uow.outbox.drop_chat(end.chat_id, end.gone, now)
        if end.moved_to:
            uow.chats.move(end.chat_id, end.moved_to)
        if end.hush_until:
            uow.chats.hush(end.chat_id, end.hush_until)
        if end.stop_lane and uow.lanes.stop(lane, end.stop_lane):
            _alarm(uow, texts.LANE_STOPPED, f"lane:{lane}:{now.isoformat()}", now, lane=lane)
    uow.flush()
    for broadcast_id in recorded.poisoned:
        broadcast = uow.broadcasts.get(broadcast_id)
        office = uow.office.facts()
        said = Outbound(
            fill(texts.POISONED, office.courtesy, id=broadcast_id),
            choices=(Choice(texts.SEE_PROGRESS, f"prog:{broadcast_id}"),),
        )
        tell(uow, broadcast.author_id, said, now=now, dedup_key=f"poisoned:{broadcast_id}:{now.isoformat()}")
    return recorded


def _alarm(uow: UnitOfWork, template: str, key: str, now: datetime, **fields: object) -> None:
    office = uow.office.facts()
    for admin in uow.people.holders(Role.ADMIN, office.unit_id) if office.unit_id else ():
        words = fill(template, office.courtesy, **fields)
        tell(uow, admin.id, Outbound(words), now=now, dedup_key=f"{key}:{admin.id}")
