"""The outbox: claimed at the lane's pace, settled once, in order, and nothing lost when a sender dies."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from content.message import Outbound
from storage.outbox import ALERT, NOTICE, REPLY, URGENT, Claimed, Settled
from storage.storage import Storage
from storage.tables import Broadcast, Chat, Delivery
from storage.unit_of_work import UnitOfWork
from tests.storage.conftest import NOW, broadcast, people


def claim(uow: UnitOfWork, most: int = 50, me: str = "a") -> tuple[Claimed, ...]:
    """Claim from the Telegram lane."""
    return uow.outbox.claim("telegram", me, most=most, now=NOW + timedelta(seconds=1), lease=60).rows


def fast_lane(uow: UnitOfWork) -> None:
    """A lane whose pace is no matter."""
    uow.lanes.ensure("telegram", 1_000_000)


async def settle(storage: Storage, rows: tuple[Claimed, ...], state: str = "sent", me: str = "a") -> int:
    """Settle rows alike and return how many were refused."""
    ends = [Settled(row.id, row.attempts, state, provider_id=f"m{row.id}") for row in rows]
    return (await storage.run(lambda uow: uow.outbox.settle(me, ends, NOW))).refused


async def test_a_reply_is_owed_once_for_each_key(storage: Storage) -> None:
    """The same dedup key is the same message."""

    def work(uow: UnitOfWork) -> list[bool]:
        ((_, chat),) = people(uow, 1)
        return [uow.outbox.owe(chat, "telegram", Outbound("a"), now=NOW, dedup_key="telegram:1:1") for _ in "ab"]

    assert await storage.run(work) == [True, False]


async def test_replies_go_first_and_in_order(storage: Storage) -> None:
    """Classes overtake each other; within a chat and class one message is on the wire at a time, in order."""

    def work(uow: UnitOfWork) -> None:
        fast_lane(uow)
        ((_, a), (_, b)) = people(uow, 2)
        for n, (chat, klass) in enumerate([(a, NOTICE), (a, REPLY), (a, REPLY), (b, ALERT), (b, REPLY)]):
            uow.outbox.owe(chat, "telegram", Outbound(str(n)), now=NOW, klass=klass)

    await storage.run(work)
    first = await storage.run(claim)
    assert [r.message["text"] for r in first if r.message] == ["1", "4", "3", "0"]
    assert await storage.run(claim) == ()
    assert await settle(storage, first) == 0
    assert [r.message["text"] for r in await storage.run(claim) if r.message] == ["2"]


async def test_the_pace_is_shared_by_all_claimers(storage: Storage) -> None:
    """However many claim at once, the lane lets out its burst and no more."""

    def work(uow: UnitOfWork) -> None:
        uow.lanes.ensure("telegram", 30)
        for _, chat in people(uow, 40):
            uow.outbox.owe(chat, "telegram", Outbound("a"), now=NOW)

    await storage.run(work)
    await asyncio.sleep(0.3)  # the bucket fills to its burst of two and no further
    claims = await asyncio.gather(*(storage.run(lambda uow: claim(uow, me=f"w{n}")) for n in range(8)))
    taken = [row.id for rows in claims for row in rows]
    assert len(taken) == len(set(taken))
    assert 2 <= len(taken) <= 6


async def test_broadcasts_share_a_claim_fairly(storage: Storage) -> None:
    """A small broadcast does not wait behind a large one."""

    def work(uow: UnitOfWork) -> tuple[int, int]:
        fast_lane(uow)
        members = people(uow, 60)
        return broadcast(uow, members[:40]), broadcast(uow, members[40:])

    large, small = await storage.run(work)
    rows = await storage.run(lambda uow: claim(uow, most=20))
    assert Counter(r.broadcast_id for r in rows) == {large: 10, small: 10}


async def test_counters_follow_what_was_settled_and_the_sums_equal_the_audience(storage: Storage) -> None:
    """Every recipient ends in exactly one state, and the broadcast's own counters say so."""

    def work(uow: UnitOfWork) -> int:
        fast_lane(uow)
        members = people(uow, 30)
        uow.chats.mark(members[29][1], "blocked")
        return broadcast(uow, members)

    made = await storage.run(work)
    rows = await storage.run(claim)
    assert len(rows) == 29
    assert await settle(storage, rows[:20]) == 0
    assert await settle(storage, rows[20:25], "failed") == 0
    assert await settle(storage, rows[25:], "uncertain") == 0

    def read(uow: UnitOfWork) -> tuple[Broadcast, Counter[str]]:
        states = uow.session.scalars(select(Delivery.state).where(Delivery.broadcast_id == made))
        return uow.broadcasts.get(made), Counter(states)

    seen, states = await storage.run(read)
    assert (seen.total, seen.sent, seen.failed, seen.uncertain, seen.state) == (30, 20, 6, 4, "done")
    assert states == {"sent": 20, "failed": 6, "uncertain": 4}


async def test_a_late_end_of_a_dead_sender_is_refused(storage: Storage) -> None:
    """Once a lease was over and the row was queued again, the old claimer's end changes nothing."""

    def work(uow: UnitOfWork) -> None:
        fast_lane(uow)
        ((_, chat),) = people(uow, 1)
        uow.outbox.owe(chat, "telegram", Outbound("a"), now=NOW)

    await storage.run(work)
    mine = await storage.run(claim)
    assert await storage.run(lambda uow: uow.outbox.recover(all_of_them=True, now=NOW)) == 1
    theirs = await storage.run(lambda uow: claim(uow, me="b"))
    assert [r.id for r in theirs] == [r.id for r in mine]
    assert await settle(storage, mine, me="a") == 1
    assert await settle(storage, theirs, me="b") == 0
    row = await storage.run(lambda uow: uow.session.get_one(Delivery, mine[0].id))
    assert (row.state, row.attempts, row.uncertain_before) == ("sent", 2, True)


async def test_a_late_end_of_ones_own_earlier_claim_is_refused(storage: Storage) -> None:
    """A sender that froze, lost a row and claimed it anew: the end of its first attempt does not end the second."""

    def work(uow: UnitOfWork) -> None:
        fast_lane(uow)
        for _, chat in people(uow, 2):
            uow.outbox.owe(chat, "telegram", Outbound("a"), now=NOW)

    await storage.run(work)
    first = await storage.run(claim)
    await storage.run(lambda uow: uow.outbox.recover(all_of_them=True, now=NOW))
    second = await storage.run(claim)
    assert [r.id for r in second] == [r.id for r in first]
    assert await settle(storage, first[:1]) == 1
    assert await settle(storage, first[1:], state="queued") == 1
    assert await storage.run(claim) == ()
    assert await settle(storage, second) == 0


async def test_a_one_time_code_is_never_sent_twice_after_a_crash(storage: Storage) -> None:
    """What may have been on the wire and must not be doubled is parked."""

    def work(uow: UnitOfWork) -> None:
        fast_lane(uow)
        ((_, chat),) = people(uow, 1)
        uow.outbox.owe(chat, "telegram", Outbound("mã", one_time=True), now=NOW)

    await storage.run(work)
    (row,) = await storage.run(claim)
    await storage.run(lambda uow: uow.outbox.recover(all_of_them=True, now=NOW))
    assert await storage.run(claim) == ()
    assert (await storage.run(lambda uow: uow.session.get_one(Delivery, row.id))).state == "uncertain"


async def test_a_gone_chat_loses_its_other_rows(storage: Storage) -> None:
    """What waits for a chat that is gone is cancelled and counted."""

    def work(uow: UnitOfWork) -> tuple[int, int]:
        fast_lane(uow)
        members = people(uow, 3)
        made = broadcast(uow, members)
        uow.outbox.drop_chat(members[0][1], "blocked", NOW)
        return made, len(claim(uow))

    made, left = await storage.run(work)
    assert left == 2
    assert (await storage.run(lambda uow: uow.broadcasts.get(made))).cancelled == 1


async def test_pause_stops_claims_and_resume_goes_on(storage: Storage) -> None:
    """A paused broadcast lets nothing out; nobody gets a second copy after it is resumed."""

    def work(uow: UnitOfWork) -> int:
        fast_lane(uow)
        return broadcast(uow, people(uow, 10))

    made = await storage.run(work)
    first = await storage.run(lambda uow: claim(uow, most=4))
    await settle(storage, first)

    def move(uow: UnitOfWork, to: str, expected: str) -> None:
        uow.broadcasts.move(uow.broadcasts.get(made), to, expected=[expected])

    await storage.run(lambda uow: move(uow, "paused", "running"))
    assert await storage.run(claim) == ()
    await storage.run(lambda uow: move(uow, "running", "paused"))
    rest = await storage.run(claim)
    assert len({r.id for r in first} | {r.id for r in rest}) == 10


async def test_a_refused_message_pauses_its_broadcast(storage: Storage) -> None:
    """More than one in twenty of the first rows refused: the broadcast stops by itself."""

    def work(uow: UnitOfWork) -> int:
        fast_lane(uow)
        return broadcast(uow, people(uow, 60))

    made = await storage.run(work)
    rows = await storage.run(lambda uow: claim(uow, most=10))
    ends = [Settled(row.id, row.attempts, "failed", reason="bad_content", rejected=True) for row in rows]
    recorded = await storage.run(lambda uow: uow.outbox.settle("a", ends, NOW))
    assert recorded.poisoned == (made,)
    assert (await storage.run(lambda uow: uow.broadcasts.get(made))).state == "paused"


async def test_fan_out_resumes_without_a_double(storage: Storage) -> None:
    """Chunks may be repeated after a crash; each person has one row."""

    def work(uow: UnitOfWork) -> int:
        fast_lane(uow)
        members = people(uow, 25)
        made = broadcast(uow, members)
        row = uow.broadcasts.get(made)
        assert (row.total, row.fan_done) == (25, True)
        uow.people.get(members[3][0]).status = "left"
        second = uow.broadcasts.add(row.version_id, author_id=row.author_id, now=NOW, state="running", klass=URGENT)
        from storage.broadcasts import Audience  # noqa: PLC0415 (only here)

        uow.broadcasts.freeze(second, Audience(people=tuple(p for p, _ in members)))
        uow.people.get(members[4][0]).status = "left"
        return second.id

    made = await storage.run(work)
    chunks = 1
    while await storage.run(lambda uow: uow.broadcasts.fan_out(made, 7, NOW)):
        chunks += 1
    assert chunks == 4
    row = await storage.run(lambda uow: uow.broadcasts.get(made))
    assert (row.total, row.fan_done) == (23, True)  # one had left before it was frozen, one after


async def test_a_closed_gate_lets_nothing_out(storage: Storage) -> None:
    """After a 429 the whole lane waits, other lanes do not."""

    def work(uow: UnitOfWork) -> tuple[int, float, int]:
        fast_lane(uow)
        uow.lanes.ensure("browser", 1000)
        ((_, chat),) = people(uow, 1)
        uow.outbox.owe(chat, "telegram", Outbound("a"), now=NOW)
        uow.lanes.close("telegram", 20)
        got = uow.outbox.claim("telegram", "a", most=5, now=NOW + timedelta(seconds=1), lease=60)
        return len(got.rows), got.wait, chat

    rows, wait, _ = await storage.run(work)
    assert rows == 0
    assert wait == pytest.approx(20, abs=1)


async def test_the_last_delivered_list_is_found(storage: Storage) -> None:
    """A bare number means the last list that was delivered, not one that still waits."""
    from content.message import Choice  # noqa: PLC0415 (only here)

    def work(uow: UnitOfWork) -> int:
        fast_lane(uow)
        ((_, chat),) = people(uow, 1)
        for n in "12":
            said = Outbound(f"list {n}", choices=(Choice("Một", f"x:{n}"),))
            uow.outbox.owe(chat, "telegram", said, now=NOW)
        return chat

    chat = await storage.run(work)
    await settle(storage, await storage.run(claim))
    offer = await storage.run(lambda uow: uow.outbox.last_offer(chat))
    assert offer is not None
    assert offer.text == "list 1"
    assert (await storage.run(lambda uow: uow.session.get_one(Chat, chat))).state == "active"
