"""Updates that are posted while something is wrong: none is lost, none takes effect twice."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections import Counter
from pathlib import Path

import psutil
import psycopg
import pytest
from sqlalchemy import func, select, update

from content.message import Outbound
from content.roles import Role
from storage.tables import Delivery, Heard, Parked, Progress
from storage.unit_of_work import UnitOfWork
from tests.crowd import FIRST_CHAT
from tests.faults.hook import WEBHOOK, hook, press, text
from tests.faults.product import Product, installed, populate

REPORT = "bao cao"
MENU = "menu"
BURST = {"sqlite": 20_000, "postgresql": 8_000}  # the same path, and each is a commit of its own there
BURST_CHATS = 300
MEMORY_MB = 250  # the bar of the design is 150; coverage may be measured too


def web(product: Product) -> str:
    """The command that takes webhooks."""
    return "run" if product.is_sqlite else "web"


async def heard(product: Product) -> int:
    """Count the updates that took effect."""
    return int(await product.ask(lambda uow: uow.session.scalar(select(func.count()).select_from(Heard))))


async def replies(product: Product) -> list[tuple[int, str]]:
    """Return every reply owed so far: to whom, and for which update."""

    def look(uow: UnitOfWork) -> list[tuple[int, str]]:
        rows = uow.session.execute(
            select(Delivery.chat_id, Delivery.dedup_key).where(Delivery.klass == 0).order_by(Delivery.id)
        )
        return [(chat or 0, key or "") for chat, key in rows]

    found: list[tuple[int, str]] = await product.ask(look)
    return found


async def drafts(product: Product) -> list[Progress]:
    """Return the open dialogs."""
    found: list[Progress] = await product.ask(
        lambda uow: list(uow.session.scalars(select(Progress).where(Progress.is_open)))
    )
    return found


async def test_while_the_database_is_away_updates_are_refused_and_later_take_effect_once(
    database_url: str, tmp_path: Path
) -> None:
    """A stranger holds SQLite, or PostgreSQL lets nobody in: 503 with Retry-After, never 200; then one effect."""
    async with installed(database_url, tmp_path, more=WEBHOOK) as product:
        await populate(product, 3)
        process = await product.start(web(product))
        async with hook(product.addresses[process.pid], most_retry=0.2) as platform:
            said = [text(FIRST_CHAT + n, REPORT) for n in range(3)]
            async with Away(product):
                statuses = await asyncio.gather(*(platform.once(one) for one in said))
                assert list(statuses) == [503, 503, 503]
                assert all(int(retry or 0) > 0 for _, retry in platform.answers)
            await asyncio.gather(*(platform.deliver(one) for one in said))
            assert await platform.once(said[0]) == 200  # once more, though it was taken
        assert await heard(product) == 3
        assert len(await drafts(product)) == 3
        assert Counter(chat for chat, _ in await replies(product)) == {1: 1, 2: 1, 3: 1}


class Away:
    """The database takes no work while this is entered."""

    def __init__(self, product: Product) -> None:
        self._product = product
        self._stranger: sqlite3.Connection | None = None

    async def __aenter__(self) -> None:
        if self._product.is_sqlite:
            self._stranger = sqlite3.connect(self._product.database_url.removeprefix("sqlite:///"))
            self._stranger.execute("BEGIN EXCLUSIVE")
        else:
            await self._allow(connections=False)

    async def __aexit__(self, *_: object) -> None:
        if self._stranger is not None:
            self._stranger.close()
        else:
            await self._allow(connections=True)

    async def _allow(self, *, connections: bool) -> None:
        server, name = self._admin()
        async with await psycopg.AsyncConnection.connect(server, autocommit=True) as admin:
            await admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {str(connections).lower()}".encode())
            if not connections:
                await admin.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
                )

    def _admin(self) -> tuple[str, str]:
        head, _, tail = self._product.database_url.partition("://")[2].rpartition("/ttv_test_")
        name, mark, query = tail.partition("?")
        return f"postgresql://{head}/postgres{mark}{query}", f"ttv_test_{name}"


async def test_one_update_thrice_at_once_has_one_effect(database_url: str, tmp_path: Path) -> None:
    """Delivered three times at the same moment, to two processes on PostgreSQL: one dialog, one reply."""
    async with installed(database_url, tmp_path, more=WEBHOOK) as product:
        await populate(product, 20)
        processes = await asyncio.gather(*(product.start(web(product)) for _ in range(1 if product.is_sqlite else 2)))
        async with hook(*(product.addresses[one.pid] for one in processes)) as platform:
            said = [text(FIRST_CHAT + n, REPORT) for n in range(20)]
            posts = [platform.deliver(one, to) for one in said for to in range(3)]
            await asyncio.gather(*posts)
        await asyncio.gather(*(product.fake.waits(FIRST_CHAT + n, "1/", seconds=30) for n in range(20)))
        assert await heard(product) == 20
        assert len(await drafts(product)) == 20
        assert Counter(chat for chat, _ in await replies(product)) == dict.fromkeys(range(1, 21), 1)
        assert (await product.fake.stats())["copies"] == {"1": 20}


async def test_updates_out_of_order_leave_one_conversation(database_url: str, tmp_path: Path) -> None:
    """A press that overtakes a text, and one that comes too late: one answer counts, the stale one is told so."""
    async with installed(database_url, tmp_path, more=WEBHOOK) as product:
        await populate(product, 2)
        process = await product.start(web(product))
        async with hook(product.addresses[process.pid]) as platform:
            await platform.deliver(text(FIRST_CHAT, REPORT))
            today = await _token(product, 1, 0)
            earlier = text(FIRST_CHAT, "1")  # typed first: today
            await platform.deliver(press(FIRST_CHAT, today))  # pressed later, arrives before it: today
            await platform.deliver(earlier)  # now it answers the question that is open: the first place
            (draft,) = await drafts(product)
            answers = dict(draft.progress)
            await platform.deliver(press(FIRST_CHAT, today))  # the question of this button is closed
            await platform.deliver(press(FIRST_CHAT, today + "x"))
            (draft,) = await drafts(product)
            assert draft.progress == answers
            second, first = text(FIRST_CHAT + 1, "hom nay"), text(FIRST_CHAT + 1, REPORT)
            await platform.deliver(second)  # an answer before its question: nothing is open, so nothing happens
            await platform.deliver(first)
        assert len(await drafts(product)) == 2
        assert await heard(product) == 7
        told = Counter(chat for chat, _ in await replies(product))
        assert told == {1: 5, 2: 2}


async def _token(product: Product, chat_id: int, choice: int) -> str:
    def look(uow: UnitOfWork) -> str:
        messages = uow.session.scalars(select(Delivery.message).where(Delivery.chat_id == chat_id))
        return Outbound.from_json(messages.one() or {}).choices[choice].token

    found: str = await product.ask(look)
    return found


async def test_a_poison_update_stops_nobody_and_can_be_replayed(database_url: str, tmp_path: Path) -> None:
    """Its handler raises always: one apology, dead after five tries, the chat goes on; mended, an admin replays it."""
    async with installed(database_url, tmp_path, more=WEBHOOK) as product:
        people = await populate(product, 2)
        await product.ask(lambda uow: _grant_admin(uow, people[1]))
        mode = "run"
        process = await product.start(mode, APP_FAILPOINT="handle:raise@thuocdoc")
        async with hook(product.addresses[process.pid]) as platform:
            await platform.deliver(text(FIRST_CHAT, "bao cao thuocdoc"))
            apology = await product.fake.waits(FIRST_CHAT, seconds=30)
            for tries in range(2, 6):
                await _until_tried(product, tries)
            parked = await product.ask(_parked)
            assert (parked.state, parked.attempts) == ("dead", 5)
            assert parked.reference in apology.text
            assert "Poisoned" in parked.fault
            assert await drafts(product) == []  # what the handler did before it raised is undone
            await platform.deliver(text(FIRST_CHAT, MENU))
            await product.fake.waits(FIRST_CHAT, after=apology.message_id, seconds=30)
            process.terminate()
            assert await process.wait() == 0
            process = await product.start(mode)  # mended
            platform.addresses = [product.addresses[process.pid]]
            await platform.deliver(text(FIRST_CHAT + 1, f"xu ly lai {parked.reference}"))
            await _until_state(product, "done")
            await platform.deliver(text(FIRST_CHAT + 1, f"xu ly lai {parked.reference}"))
        per_update = Counter(key.rpartition(":")[0] for _, key in await replies(product))
        assert per_update[f"telegram:{parked.update_key}"] == 2  # what was not understood, and the question
        assert sum("apology" in key for key in per_update) == 1


def _grant_admin(uow: UnitOfWork, person_id: int) -> None:
    person = uow.people.get(person_id)
    uow.people.grant(person_id, Role.ADMIN, person.unit_id, by=None, now=person.created_at)


def _parked(uow: UnitOfWork) -> Parked:
    return uow.session.scalars(select(Parked)).one()


async def _until_tried(product: Product, tries: int) -> None:
    """Let the next try be due now, and wait until it was made."""
    early = update(Parked).values(next_at=(await product.ask(_parked)).created_at)
    await product.ask(lambda uow: uow.session.execute(early.where(Parked.state == "waiting")) and None)
    async with asyncio.timeout(30):
        while (await product.ask(_parked)).attempts < tries:  # noqa: ASYNC110 (a process is watched)
            await asyncio.sleep(0.05)


async def _until_state(product: Product, state: str) -> None:
    async with asyncio.timeout(30):
        while (await product.ask(_parked)).state != state:  # noqa: ASYNC110 (a process is watched)
            await asyncio.sleep(0.05)


@pytest.mark.alone
@pytest.mark.timeout(240)
async def test_a_burst_is_stored_whole_and_in_order(backend: str, database_url: str, tmp_path: Path) -> None:
    """Thousands of updates as fast as they are taken: all stored, each chat in its order, memory bounded."""
    burst = BURST[backend]
    async with installed(database_url, tmp_path, rate=50, more=WEBHOOK) as product:
        await populate(product, BURST_CHATS)
        process = await product.start(web(product))
        watched = psutil.Process(process.pid)
        rss = [watched.memory_info().rss]
        sent: dict[int, list[int]] = {}
        began = time.monotonic()

        async def talk(n: int) -> None:
            for _ in range(n, burst, BURST_CHATS):
                one = text(FIRST_CHAT + n, "xyz")
                sent.setdefault(n + 1, []).append(one["update_id"])
                await platform.deliver(one)
            rss.append(watched.memory_info().rss)

        address = product.addresses[process.pid]
        async with hook(address, connections=BURST_CHATS, most_retry=0.2) as platform:
            await asyncio.gather(*(talk(n) for n in range(BURST_CHATS)))
        took = time.monotonic() - began
        statuses = Counter(status for status, _ in platform.answers)
        print(f"\n{burst} updates in {took:.1f} s, answers {dict(statuses)}, at most {max(rss) >> 20} MB")
        assert statuses.keys() <= {200, 503}
        assert await heard(product) == burst
        owed: dict[int, list[int]] = {}
        for chat, key in await replies(product):
            owed.setdefault(chat, []).append(int(key.split(":")[1]))
        assert owed == sent
        assert max(rss) < MEMORY_MB << 20
