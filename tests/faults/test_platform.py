"""What the platform refuses, and what that costs: this chat, this message, this lane, and nothing else."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.sender import AHEAD, SLOTS
from content.message import Outbound
from content.roles import Role
from storage.outbox import NOTICE
from storage.tables import Chat, Delivery, Person
from storage.unit_of_work import UnitOfWork
from tests.crowd import FIRST_CHAT
from tests.faults.product import Product, broadcast, installed, populate
from tests.processes import Process

LATENCY = {"do": "latency", "low": 0.02, "high": 0.08}
AT_ONCE = SLOTS + AHEAD  # what one process has on the wire or claimed, and may not have given back yet
LATE = 1.0  # what was on the wire, or claimed by another process, may still arrive so long


async def workers(product: Product) -> list[Process]:
    """Start what sends: two processes where the database allows it."""
    return list(await asyncio.gather(*(product.start() for _ in range(1 if product.is_sqlite else 2))))


async def requests(product: Product) -> list[tuple[float, int, int]]:
    """Return every send asked of the platform: when, to whom, with which answer."""
    asked = (await product.fake.stats(times=True))["requests"]
    return sorted((when, chat, status) for when, chat, status in asked)


async def silence(product: Product) -> list[tuple[float, int, int]]:
    """Wait until nothing has been asked for a while, and return all that was."""
    async with asyncio.timeout(30):
        asked: list[tuple[float, int, int]] = []
        while asked != (asked := await requests(product)):  # noqa: ASYNC110 (processes are watched)
            await asyncio.sleep(LATE)
    return asked


def browser_chat(uow: UnitOfWork, person_id: int) -> int:
    """Give a person a chat on another lane, where their notices go from now on."""
    chat = Chat(
        channel="browser", address=f"b{person_id}", person_id=person_id, state="active", code_failures=0,
        seen_at=datetime.now(UTC),
    )  # fmt: skip
    uow.session.add(chat)
    uow.session.flush()
    uow.session.execute(update(Person).where(Person.id == person_id).values(chat_id=chat.id))
    return chat.id


async def test_a_message_that_is_refused_halts_its_broadcast(database_url: str, tmp_path: Path) -> None:
    """Told "can't parse" or "too long", nobody's message is tried again; the broadcast pauses and its author hears."""
    async with installed(database_url, tmp_path, rate=300) as product:
        people = await populate(product, 600)
        others = list(range(FIRST_CHAT + 1, FIRST_CHAT + 600))
        await product.fake.script(
            LATENCY,
            {"do": "400", "description": "Bad Request: can't parse entities: x", "chats": others[::2]},
            {"do": "400", "description": "Bad Request: message is too long", "chats": others[1::2]},
        )
        made = await broadcast(product, people)
        running = await workers(product)
        row = await product.until(made, lambda row: row.state == "paused")
        assert row.reason == "rejected"
        alarm = await product.fake.waits(FIRST_CHAT, str(made), after=1)
        assert alarm.buttons
        refused = {chat for _, chat, status in await silence(product) if status == 400}
        assert 10 < len(refused) <= 10 + AT_ONCE * len(running)
        await product.fake.calm()
        await product.ask(_resume(made))
        await product.until_done(made)
        states = await product.audit(made)
        assert states == {"sent": 600 - len(refused), "failed": len(refused)}
        assert {chat for _, chat, status in await requests(product) if status == 200} == {
            FIRST_CHAT, *others
        } - refused  # fmt: skip
        reasons = await product.ask(_reasons)
        assert set(reasons) == {"bad_content", "too_long"}


def _resume(made: int) -> Any:
    return lambda uow: uow.broadcasts.move(uow.broadcasts.get(made), "running", expected=("paused",), reason="")


def _reasons(uow: UnitOfWork) -> Counter[str | None]:
    return Counter(uow.session.scalars(select(Delivery.reason).where(Delivery.state == "failed")))


@pytest.mark.alone
async def test_a_storm_of_429_closes_the_lane_and_no_other(database_url: str, tmp_path: Path) -> None:
    """All is silent for as long as the platform asks, no attempt is used up, another channel goes on."""
    seconds = 5
    async with installed(database_url, tmp_path, rate=300) as product:
        people = await populate(product, 601)
        await product.fake.script(LATENCY)
        made = await broadcast(product, people[1:])
        other = await product.ask(lambda uow: browser_chat(uow, people[0]))
        await workers(product)
        await product.until(made, lambda row: row.sent >= 150)
        await product.fake.script({"do": "429", "retry_after": seconds, "last": seconds - 1.0})
        began = time.time()
        await asyncio.sleep(LATE)
        await product.ask(lambda uow: uow.outbox.owe(other, "browser", Outbound("a"), now=datetime.now(UTC)) and None)
        async with asyncio.timeout(seconds - LATE):
            while await product.ask(_browser_waits):  # noqa: ASYNC110 (a process is watched)
                await asyncio.sleep(0.05)
        assert time.time() < began + seconds - 1
        await product.until_done(made)
        assert await product.audit(made) == {"sent": 600}
        asked = await requests(product)
        first = min(when for when, _, status in asked if status == 429)
        refused = [chat for _, chat, status in asked if status == 429]
        assert [when for when, _, _ in asked if first + LATE < when < first + seconds] == []
        assert 0 < len(refused) <= 128
        tries = await product.ask(lambda uow: Counter(uow.session.scalars(select(Delivery.attempts))))
        assert set(tries) == {1}


def _browser_waits(uow: UnitOfWork) -> bool:
    return "queued" in uow.session.scalars(select(Delivery.state).where(Delivery.lane == "browser")).all()


async def test_a_429_for_one_chat_lets_all_others_go_on(database_url: str, tmp_path: Path) -> None:
    """Only the chat that was too busy waits; it gets its message when its time is over."""
    seconds = 3
    async with installed(database_url, tmp_path, rate=300) as product:
        people = await populate(product, 300)
        busy = FIRST_CHAT + 20
        await product.fake.script(
            LATENCY, {"do": "429", "retry_after": seconds, "chats": [busy], "last": 60, "times": 1}
        )
        made = await broadcast(product, people)
        await workers(product)
        await product.until_done(made)
        assert await product.audit(made) == {"sent": 300}
        asked = await requests(product)
        (refused, taken) = [(when, status) for when, chat, status in asked if chat == busy]
        assert (refused[1], taken[1]) == (429, 200)
        assert taken[0] - refused[0] >= seconds
        rest = [when for when, chat, _ in asked if chat != busy]
        assert max(b - a for a, b in itertools.pairwise(rest)) < seconds  # nobody else waited
        assert len(rest) == 299


async def test_those_who_blocked_us_fail_once_and_are_left_in_peace(database_url: str, tmp_path: Path) -> None:
    """403 for 5 %: failed with the reason, the chat unreachable, what else waited for it cancelled, no repeat."""
    async with installed(database_url, tmp_path, rate=300) as product:
        people = await populate(product, 400)
        gone = [FIRST_CHAT + n for n in range(0, 400, 20)]
        for chat in gone:
            await product.fake.person(chat, blocked=True)
        later = datetime.now(UTC) + timedelta(hours=1)

        def owe_more(uow: UnitOfWork) -> None:
            for person in people[::10]:
                uow.outbox.owe(person, "telegram", Outbound("Sau"), now=datetime.now(UTC), klass=NOTICE, due_at=later)

        await product.ask(owe_more)
        made = await broadcast(product, people)
        await workers(product)
        await product.until_done(made)
        assert await product.audit(made) == {"sent": 380, "failed": 20}
        counts = Counter(chat for _, chat, _ in await requests(product))
        assert counts == dict.fromkeys(range(FIRST_CHAT, FIRST_CHAT + 400), 1)
        assert await product.ask(_reasons) == {"blocked": 20}
        chats = await product.ask(
            lambda uow: set(uow.session.scalars(select(Chat.address).where(Chat.state == "blocked")))
        )
        assert chats == {str(chat) for chat in gone}
        singles = await product.ask(
            lambda uow: Counter(uow.session.scalars(select(Delivery.state).where(Delivery.broadcast_id.is_(None))))
        )
        assert singles == {"cancelled": 20, "queued": 20}


async def test_a_refused_token_stops_the_lane_and_a_good_one_resumes(database_url: str, tmp_path: Path) -> None:
    """401 in mid-broadcast: silence within a second, nothing lost, the admin hears on another channel."""
    async with installed(database_url, tmp_path, rate=300) as product:
        people = await populate(product, 500)
        await product.fake.script(LATENCY)
        await product.ask(lambda uow: _make_admin(uow, people[0]))
        made = await broadcast(product, people[1:])
        running = await workers(product)
        await product.until(made, lambda row: row.sent >= 100)
        await product.fake.script({"do": "401"})
        async with asyncio.timeout(30):
            while await product.ask(_alarms) != ["sent"]:  # noqa: ASYNC110 (a process is watched)
                await asyncio.sleep(0.05)
        assert await product.ask(lambda uow: uow.lanes.stopped())
        asked = await silence(product)
        refused = [when for when, _, status in asked if status == 401]
        assert 0 < len(refused) <= AT_ONCE * len(running)
        assert refused[-1] - refused[0] <= 1
        row = await product.until(made, lambda row: row.state == "running")
        assert (row.failed, row.uncertain) == (0, 0)
        for process in running:
            process.terminate()
            assert await process.wait() == 0
        await product.fake.calm()
        await workers(product)
        await product.until_done(made)
        assert await product.audit(made) == {"sent": 499}
        assert (await product.fake.stats())["copies"] == {"1": 499}


def _make_admin(uow: UnitOfWork, person_id: int) -> None:
    person = uow.people.get(person_id)
    uow.people.grant(person_id, Role.ADMIN, person.unit_id, by=None, now=person.created_at)
    browser_chat(uow, person_id)


def _alarms(uow: UnitOfWork) -> list[str]:
    return list(uow.session.scalars(select(Delivery.state).where(Delivery.lane == "browser")))
