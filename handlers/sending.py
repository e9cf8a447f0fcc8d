"""What the ends of sends lead to: recorded together, in one short transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from content.message import Choice, Outbound
from content.texts import sending as texts
from content.texts.courtesy import fill
from handlers import rerouting
from handlers.alarms import tell_admins
from handlers.scene import tell
from handlers.world import ChannelFacts, World
from storage.lanes import Use
from storage.outbox import Claimed, Recorded, Settled
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of one attempt, and what it says about the chat or the lane."""

    settled: Settled
    row: Claimed
    gone: str = ""  # the chat cannot be reached any more: why
    shut: bool = False  # the chat may not be spoken to before its person writes
    moved_to: str = ""
    hush_until: datetime | None = None
    spent: bool = False  # what our account may send at a price is used up
    stop_lane: str = ""  # our account is refused: why


def record(  # noqa: PLR0913 (whose ends, of which lane, when)
    uow: UnitOfWork, world: World, lane: str, me: str, ends: Sequence[Ended], now: datetime
) -> Recorded:
    """Record *ends*: rows, counters, chats and lanes; owe alerts for what people must look after."""
    recorded = uow.outbox.settle(me, [_settled(uow, world, end, now) for end in ends], now)
    _count_use(uow, world, lane, ends, now)
    for end in ends:
        if end.gone:
            rerouting.leave(uow, world, end.row.chat_id, end.gone, now)
        if end.moved_to:
            uow.chats.move(end.row.chat_id, end.moved_to)
        if end.hush_until:
            uow.chats.hush(end.row.chat_id, end.hush_until)
        if end.spent:
            key = f"unpaid:{lane}:{world.today(now).isoformat()}"
            tell_admins(uow, world, texts.PAID_SPENT, key, now, lane=world.channels[lane].label)
        if end.stop_lane and uow.lanes.stop(lane, end.stop_lane):
            tell_admins(uow, world, texts.LANE_STOPPED, f"lane:{lane}:{now.isoformat()}", now, silent=lane, lane=lane)
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


def _settled(uow: UnitOfWork, world: World, end: Ended, now: datetime) -> Settled:
    if not (end.gone or end.shut):
        return end.settled
    return rerouting.otherwise(uow, world, end.row, end.settled, now, shut=end.shut)


def _count_use(uow: UnitOfWork, world: World, lane: str, ends: Sequence[Ended], now: datetime) -> None:
    """Keep how much of a month's allowance is used, where the account has one."""
    facts = world.channels.get(lane)
    sent = [end.row for end in ends if end.settled.state == "sent"]
    if facts is None or not sent or (facts.month_most is None and facts.window is None):
        return
    templates = sum(row.by_template for row in sent)
    paid = sum(not row.by_template and is_paid(facts, row.heard_at, now) for row in sent)
    uow.lanes.count_use(lane, world.month(now), Use(len(sent), paid, templates))


def is_paid(facts: ChannelFacts, heard_at: datetime | None, now: datetime) -> bool:
    """Say whether a message to a chat last heard at *heard_at* is outside what the platform gives for nothing."""
    return facts.free is not None and (heard_at is None or now - heard_at >= facts.free)


def tell_spent(uow: UnitOfWork, world: World, lane: str, now: datetime) -> None:
    """Tell the admins, once a month, that broadcasts of this lane wait: the allowance of the month is used."""
    facts = world.channels[lane]
    key = f"spent:{lane}:{world.month(now)}"
    tell_admins(uow, world, texts.ALLOWANCE_SPENT, key, now, lane=facts.label, most=facts.month_most)
