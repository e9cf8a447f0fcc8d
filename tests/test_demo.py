"""The demo office: whole in its files, seeded once on both databases, and shown by a real process without settings."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from sqlalchemy import func, select

from bot import demo
from bot.channels.browser.channel import BrowserChannel
from bot.history import StoredHistory
from content.demo import load
from content.document import State
from content.message import Address
from content.roles import Role
from content.texts import demo_page
from handlers import demo as seeding
from handlers.world import ChannelFacts, World
from storage.storage import Storage
from storage.tables import Chat, Delivery, Document, Person, Receipt, SessionReport, Unit
from storage.unit_of_work import UnitOfWork

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
KEY = "k" * 32
ROOT = Path(__file__).parents[1]
START_SECONDS = 60
WORLD = World(
    secret_key=KEY, zone=ZoneInfo("Asia/Ho_Chi_Minh"), is_demo=True, channels={"browser": ChannelFacts("Trang chat")}
)


@pytest.fixture
def storage(database_url: str) -> Iterator[Storage]:
    """A storage on a migrated, empty database."""
    opened = Storage(database_url)
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def browser(storage: Storage, tmp_path: Path) -> BrowserChannel:
    """The channel whose links the phones have."""
    return BrowserChannel(KEY, StoredHistory(storage), tmp_path / "spool", "", clock=lambda: NOW, is_demo=True)


def counts(uow: UnitOfWork) -> dict[str, int]:
    """Return how many rows each kind of thing has."""
    tables = (Unit, Person, Chat, Document, SessionReport, Receipt, Delivery)
    return {t.__tablename__: uow.session.scalar(select(func.count()).select_from(t)) or 0 for t in tables}


def test_everything_named_in_the_files_exists() -> None:
    """No unit, person or point is named that has no entry, and parents stand before their children."""
    data = load()
    codes = [unit.code for unit in data.units]
    people = {person.id for person in data.people}
    assert all(not unit.parent or unit.parent in codes[: codes.index(unit.code)] for unit in data.units)
    assert {unit.merged_into for unit in data.units} <= {"", *codes}
    assert {person.unit for person in data.people} | {grant.unit for grant in data.grants} <= set(codes)
    assert {grant.person for grant in data.grants} | {session.person for session in data.sessions} <= people
    named = [row.points for row in data.documents] + [row.points for row in data.sessions]
    assert {point for points in named for point in points} <= set(data.points)
    assert {code for document in data.documents for code in document.read_by} <= people
    assert {point.topic for point in data.points.values()} == set(data.topics)


def test_phone_numbers_belong_to_no_operator() -> None:
    """Nobody real can be called by a demo number."""
    numbers = [person.phone for person in load().people]
    assert len(set(numbers)) == len(numbers)
    assert all(re.fullmatch(r"0950 000 0\d\d", number) for number in numbers)


def test_some_communicators_have_not_reported() -> None:
    """Reminders have something to do: 10 to 20 % of those who speak to people have no report."""
    appointed = {person.id for person in load().people if person.is_appointed}
    silent = appointed - {session.person for session in load().sessions}
    assert 0.10 <= len(silent) / len(appointed) <= 0.20


async def test_the_office_is_seeded_once(storage: Storage, browser: BrowserChannel) -> None:
    """A second start adds nothing and gives the same links."""
    first = await demo.phones(storage, browser, WORLD, NOW)
    before = await storage.run(counts)
    again = await demo.phones(storage, browser, WORLD, NOW)
    assert again == first
    assert await storage.run(counts) == before
    assert before | {"chat": 16, "person": 16, "unit": 18, "document": 2, "receipt": 8, "delivery": 16} == before
    assert [phone.role for phone in first[:3]] == ["Biên tập", "Người duyệt", "Tuyên truyền viên"]


async def test_what_is_seeded_is_a_working_office(storage: Storage) -> None:
    """The database is marked as demo; documents are in force by four eyes, and found; reports are counted."""
    await storage.run(lambda uow: seeding.seed(uow, WORLD, NOW))

    def look(uow: UnitOfWork) -> None:
        assert uow.office.meta("demo") == "1"
        office = uow.office.facts()
        assert office.is_set
        assert "(MINH HỌA)" in office.name
        in_force = uow.documents.in_force(WORLD.today(NOW))
        assert {d.number for d, _ in in_force} == {"11-HD/BTGDVTU", "08/TB-BTGDVTU"}
        assert all(v.state == State.APPROVED and v.decided_by != v.author_id for _, v in in_force)
        (orientation,) = (d.id for d, _ in in_force if d.kind == "orientation")
        assert uow.library.search("chay no chua chay") == []
        assert uow.library.search("phong chay") == [orientation]
        old, new = uow.units.by_code("X99"), uow.units.by_code("X01")
        assert old is not None
        assert new is not None
        assert old.merged_into_id == new.id
        coordinator = uow.people.by_code("N04")
        assert coordinator is not None
        assert uow.people.rights(coordinator.id) == {Role.COORDINATOR: {new.id}}
        province = uow.units.by_code("T01")
        assert province is not None
        tally = uow.submissions.totals([province.id], WORLD.today(NOW).replace(day=1), WORLD.today(NOW))
        assert tally.sessions > 0
        assert uow.audit.broken_at() is None

    await storage.run(look)


async def test_the_communicators_get_the_orientation(storage: Storage, browser: BrowserChannel) -> None:
    """On the first day the month's orientation is on its way to those who speak to people, read by some already."""
    await demo.phones(storage, browser, WORLD, NOW)

    def look(uow: UnitOfWork) -> None:
        (broadcast,) = uow.broadcasts.in_states(("running",))
        assert not uow.broadcasts.fan_out(broadcast.id, 100, NOW)
        broadcast = uow.broadcasts.get(broadcast.id)
        assert (broadcast.total, broadcast.failed, broadcast.acked) == (11, 0, 5)
        said = uow.broadcasts.rendering(broadcast.id, "browser")
        assert said is not None
        assert "MINH HỌA" in said.text

    await storage.run(look)


async def test_who_withdraws_stays_away(storage: Storage, browser: BrowserChannel) -> None:
    """A demo person who took their data back is not brought back by the next start."""
    first = await demo.phones(storage, browser, WORLD, NOW)

    def leave(uow: UnitOfWork) -> None:
        person = uow.people.by_code("N05")
        assert person is not None
        uow.people.erase(person.id)

    await storage.run(leave)
    again = await demo.phones(storage, browser, WORLD, NOW)
    assert len(again) == len(first) - 1
    token = browser.tokens.derive("demo:N05")
    chat = await storage.run(lambda uow: uow.chats.at(Address("browser", browser.tokens.chat(token))))
    assert chat is None or chat.person_id is None


async def test_run_without_settings_shows_the_demo(tmp_path: Path) -> None:
    """`python -m bot run` in an empty folder serves three phones and answers that it is alive; SIGTERM ends it."""
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PORT": "0",
        "COVERAGE_PROCESS_START": os.environ.get("COVERAGE_PROCESS_START", ""),
    }  # fmt: skip
    with (tmp_path / "log.txt").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            cwd=tmp_path,
            env=environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
    assert process.stdout is not None
    try:
        url = ""
        async with asyncio.timeout(START_SECONDS):
            while not url:
                line = (await process.stdout.readline()).decode()
                assert line, (tmp_path / "log.txt").read_text()
                found = re.search(r"http://127\.0\.0\.1:\d+", line)
                url = found[0] if found else ""
        async with aiohttp.ClientSession(url) as session:
            page = await _page(session, "/")
            frames = re.findall(r'<iframe src="(/chat/[^"]+)"', page)
            assert demo_page.MARK in page
            assert len(frames) == 3
            await _page(session, "/healthz")
            name = load().office.name
            assert [f"<h1>{name}</h1>" in await _page(session, path) for path in frames] == [True] * 3
            admin = re.search(r'href="(/chat/[^"]+)"[^>]*>[^<]*\(Quản trị\)', page)
            assert admin is not None
            await _finds_a_good_link(session, url, admin[1])
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 30) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert (tmp_path / "data" / "demo" / "demo.db").is_file()


async def _page(session: aiohttp.ClientSession, path: str) -> str:
    async with session.get(path) as answer:
        assert answer.status == 200
        return await answer.text()


async def _finds_a_good_link(session: aiohttp.ClientSession, url: str, phone: str) -> None:
    """Invite somebody on a demo phone: the link in the answer can be opened as it stands."""
    origin = {"Origin": url}
    async with session.ws_connect(f"{phone}/ws?after=0", headers=origin) as line, asyncio.timeout(START_SECONDS):
        await line.send_json({"id": "a" * 24, "text": "mời Bùi Thị Ấn"})
        while not (found := re.search(r"http://127\.0\.0\.1:\d+(/chat\?ma=\w+)", await line.receive_str())):
            pass
    assert found[0].startswith(f"{url}/")
    assert "Mở trò chuyện" in await _page(session, found[1])
