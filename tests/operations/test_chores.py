"""Slow work in a real process: files by HTTP, children that fail, workers that die."""

from __future__ import annotations

import asyncio
import re
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import psutil
import pytest
from sqlalchemy import func, select, update

from content.message import Address
from content.roles import Role
from storage.storage import Storage
from storage.tables import Chore, Delivery
from storage.unit_of_work import UnitOfWork
from tests.channels.browser_phone import Phone
from tests.operations.shell import SECONDS, Serving, Shell

pytestmark = pytest.mark.both


DOCUMENT = Path(__file__).parents[1] / "documents" / "004_071a809c52a9b3d4.docx"
LAN = Address("browser", "c" * 32)
CRASHED = "Không xử lý được tệp này."


@asynccontextmanager
async def line(run: Serving, token: str) -> AsyncIterator[tuple[Phone, aiohttp.ClientSession]]:
    """Open a phone's line."""
    async with (
        aiohttp.ClientSession(headers={"Origin": run.url}) as http,
        http.ws_connect(f"{run.url}/chat/{token}/ws?after=0") as socket,
    ):
        yield Phone(socket), http


async def hears(phone: Phone, part: str) -> str:
    """Return the first message with *part* that the phone is told of."""
    async with asyncio.timeout(SECONDS):
        while True:
            for one in (await phone.until("lines"))["lines"]:
                if part in one["text"]:
                    return str(one["text"])


async def upload(http: aiohttp.ClientSession, run: Serving, token: str, name: str, content: bytes) -> None:
    """Post a file as the page does."""
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("id", f"0123456789abcdef{len(content):08}")
    form.add_field("file", content, filename=name, content_type="application/octet-stream")
    async with http.post(f"{run.url}/chat/{token}/file", data=form) as answer:
        assert answer.status < 300, await answer.text()


async def test_a_document_by_http_becomes_a_draft(shell: Shell) -> None:
    """A .docx goes through spool, fetch and child process, and what it is comes back; so does a refusal."""
    content = await asyncio.to_thread(DOCUMENT.read_bytes)
    async with shell.serving() as run:
        (editor, *_) = re.findall(r'<iframe src="/chat/([^"]+)"', (await run.get("/"))[1])
        async with line(run, editor) as (phone, http):
            await upload(http, run, editor, "kế hoạch.docx", content)
            await hears(phone, "Đã nhận tệp kế hoạch.docx.")
            await hears(phone, "Đã đọc tệp kế hoạch.docx: ")
            await upload(http, run, editor, "hỏng.docx", content[:5000])
            await hears(phone, "Tệp bị hỏng hoặc chưa tải đủ.")
        assert await run.end() == 0


class Office:
    """A coordinator with a browser chat, and chores whose end that chat is told."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.storage = Storage(shell.settings["DATABASE_URL"])

    async def open(self) -> None:
        """Make the coordinator."""
        self.storage.open()

        def make(uow: UnitOfWork) -> None:
            now = datetime.now(UTC)
            unit = uow.units.put("X01", "xã Đồng Mẫu", "xa", None)
            person = uow.people.put(full_name="Đỗ Thị Lan", unit_id=unit.id, now=now)
            person.consented_at = now
            uow.people.grant(person.id, Role.COORDINATOR, unit.id, by=None, now=now)
            uow.lanes.ensure("browser", 1000)
            uow.chats.link(uow.chats.hear(LAN, now).chat_id, person.id)

        await self.storage.run(make)

    async def owe(self, kind: str = "roster_template", **request: Any) -> int:
        """Owe slow work."""

        def work(uow: UnitOfWork) -> int:
            uow.chores.owe(kind, request, now=datetime.now(UTC), to=LAN)
            return int(uow.session.scalar(select(func.max(Chore.id))) or 0)

        return await self.storage.run(work)

    async def change(self, chore: int, **columns: Any) -> None:
        """Change a chore's row, as time or a death would."""
        await self.storage.run(lambda uow: uow.session.execute(update(Chore).where(Chore.id == chore).values(columns)))

    async def until(self, chore: int, holds: Callable[[Chore], bool]) -> Chore:
        """Wait until *holds* of the chore's row."""
        async with asyncio.timeout(SECONDS):
            while True:
                row = await self.storage.run(lambda uow: uow.session.get_one(Chore, chore))
                if holds(row):
                    return row
                await asyncio.sleep(0.01)

    async def told(self) -> list[str]:
        """Return what the chat was told."""

        def look(uow: UnitOfWork) -> list[str]:
            return [str(m["text"]) for m in uow.session.scalars(select(Delivery.message).order_by(Delivery.id)) if m]

        return await self.storage.run(look)


@asynccontextmanager
async def office(shell: Shell) -> AsyncIterator[Office]:
    """An office on the shell's database."""
    made = Office(shell)
    await made.open()
    try:
        yield made
    finally:
        made.storage.close()


def is_done(row: Chore) -> bool:
    """Say whether the chore has come to its end."""
    return row.state in {"done", "failed"}


def is_running(row: Chore) -> bool:
    """Say whether somebody is at it."""
    return row.state == "running"


async def test_a_chore_whose_worker_died_is_done_by_the_next_and_told_once(office_shell: Shell) -> None:
    """On SQLite at the start, on PostgreSQL after the lease; death between telling and recording tells once."""
    async with office(office_shell) as made:
        chore = await made.owe()
        async with office_shell.serving() as run:
            await made.until(chore, is_running)
            await run.end(signal.SIGKILL)
        assert (await made.until(chore, is_running)).attempts == 1
        async with office_shell.serving():
            if not made.storage.is_sqlite:
                await made.until(await made.owe(), is_done)  # the one after it is done, so it was looked at and left
                assert (await made.until(chore, is_running)).attempts == 1
                await made.change(chore, leased_until=0.0)
            row = await made.until(chore, is_done)
            assert (row.state, row.attempts) == ("done", 2)
            before = await made.told()
            assert all(text.startswith("Tệp danh sách mẫu.") for text in before)
            assert len(before) == (1 if made.storage.is_sqlite else 2)
            await made.change(chore, state="queued", attempts=2)
            assert (await made.until(chore, lambda row: row.attempts == 3 and is_done(row))).state == "done"
            assert await made.told() == before


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_a_stop_gives_unfinished_work_back(office_shell: Shell) -> None:
    """SIGTERM in the middle: the child is gone, the chore waits for whoever comes next as if nobody had begun."""
    async with office(office_shell) as made:
        chore = await made.owe()
        async with office_shell.serving() as run:
            await made.until(chore, is_running)
            children = psutil.Process(run.process.pid).children()
            assert await run.end() == 0
            assert not [child for child in children if child.is_running()]
        row = await made.until(chore, lambda _: True)
        assert (row.state, row.attempts, row.claimed_by) == ("queued", 0, None)
        async with office_shell.serving():
            assert (await made.until(chore, is_done)).state == "done"
        assert len(await made.told()) == 1


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_work_that_fails_gives_words_and_stops_nothing(office_shell: Shell) -> None:
    """A child that crashes, a kind that nobody knows, a file that is gone, a chore that ended five processes."""
    async with office(office_shell) as made:

        def lost(uow: UnitOfWork) -> int:
            return uow.files.put(stored_as="0" * 32, content=b"x", name="a.xlsx", mime="", now=datetime.now(UTC)).id

        file = await made.storage.run(lost)
        chores = [
            await made.owe("read_roster", files={"roster": file}, name="a.xlsx"),
            await made.owe("read_roster", files={"roster": file + 1000}, name="b.xlsx"),
            await made.owe("no_such_kind"),
            await made.owe("fetch", remote="../../etc/passwd", name="c.docx", **{"for": "document"}),
            await made.owe(),
        ]
        await made.change(chores[4], attempts=5)
        chores.append(await made.owe())
        async with office_shell.serving() as run:
            ends = [(await made.until(chore, is_done)).state for chore in chores]
            assert ends == ["failed"] * 5 + ["done"]
            assert (await run.get("/healthz"))[0] == 200
            assert await run.end() == 0
        told = await made.told()
        assert sorted(text[:10] for text in told) == sorted(
            [CRASHED[:10]] * 4 + ["Chưa tải được tệp"[:10], "Tệp danh sách"[:10]]
        )
        assert "no_such_kind" in run.logged
