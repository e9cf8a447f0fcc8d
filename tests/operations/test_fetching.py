"""Fetching from a platform that is slow, away or strict; the platform's clock is not waited for."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.accounts import make_telegram
from bot.channel import Busy
from bot.chores import Chores
from bot.config import load
from content.message import Address, Inbound
from content.texts import files as texts
from storage.files import FileStore
from storage.storage import Storage
from storage.tables import Chore
from tests.fakes.telegram_api.client import FakeTelegram

HOA = Address("telegram", "501")
MEGABYTE = 1024 * 1024


@dataclass
class Desk:
    """Chores on a real database and a real API; what they tell is kept here."""

    storage: Storage
    fake: FakeTelegram
    folder: Path
    now: datetime = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    busy: int = 0
    told: list[Inbound] = field(default_factory=list)
    chores: Chores = field(init=False)

    async def accept(self, inbound: Inbound) -> None:
        """The seam to the core: keep it, or say that there is no room."""
        if self.busy:
            self.busy -= 1
            raise Busy(retry_after=0)
        self.told.append(inbound)

    def sent(self, content: bytes) -> str:
        """Let the platform have a file that somebody sent; return its id."""
        assert self.fake.server is not None
        return self.fake.server.world.keep("document", "a.docx", "application/octet-stream", content).file_id

    async def owe(self, remote: str) -> None:
        """Owe the fetch of a file."""
        request = {"remote": remote, "name": "a.docx", "for": "document"}
        await self.storage.run(lambda uow: uow.chores.owe("fetch", request, now=self.now, to=HOA))

    async def rows(self) -> list[tuple[str, int, datetime]]:
        """Return state, attempts and due time of all chores."""
        found = await self.storage.run(lambda uow: list(uow.session.scalars(select(Chore).order_by(Chore.id))))
        return [(row.state, row.attempts, row.due_at) for row in found]


@pytest.fixture
async def desk(database_url: str, tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk for each database."""
    storage = Storage(database_url)
    storage.open()
    async with FakeTelegram.here() as fake:
        made = Desk(storage, fake, tmp_path)
        env = {"TELEGRAM_TOKEN": fake.token, "TELEGRAM_API_URL": fake.url, "SEND_TIMEOUT": "2"}
        telegram = make_telegram(load(env, None), lambda: made.now)
        assert telegram is not None
        made.chores = Chores(
            storage, {"telegram": telegram}, FileStore(tmp_path / "files"), made.accept, lambda: made.now, "me"
        )
        await telegram.open()
        yield made
        await telegram.close()
    storage.close()


async def test_a_file_is_kept_once(desk: Desk) -> None:
    """What is fetched is stored and told by its id; the same bytes again are the same file."""
    for content in (b"one", b"two", b"one"):
        await desk.owe(desk.sent(content))
        assert await desk.chores.one()
    assert not await desk.chores.one()
    ids = [told.payload["file_id"] for told in desk.told]
    assert ids[0] == ids[2] != ids[1]
    assert [told.update_key for told in desk.told] == ["chore:1", "chore:2", "chore:3"]
    stored = await desk.storage.run(lambda uow: uow.files.get(ids[1]).stored_as)
    assert (desk.folder / "files" / stored).read_bytes() == b"two"


async def test_a_platform_that_is_away_is_asked_again(desk: Desk) -> None:
    """Three tries, 5 and 25 seconds apart; only the last failure is told."""
    remote = desk.sent(b"one")
    await desk.fake.script({"do": "5xx", "status": 502, "methods": ["getFile"]})
    await desk.owe(remote)
    began = desk.now
    assert await desk.chores.one()
    assert await desk.rows() == [("queued", 1, began + timedelta(seconds=5))]
    assert not await desk.chores.one()
    desk.now = began + timedelta(seconds=5)
    assert await desk.chores.one()
    assert await desk.rows() == [("queued", 2, began + timedelta(seconds=30))]
    assert desk.told == []
    desk.now = began + timedelta(seconds=30)
    assert await desk.chores.one()
    assert [told.payload["fault"] for told in desk.told] == [texts.NOT_FETCHED]
    assert (await desk.rows())[0][:2] == ("failed", 3)


async def test_what_will_never_come_is_told_at_once(desk: Desk) -> None:
    """A file that is too large, and one that the platform does not know: no second try."""
    await desk.owe(desk.sent(b"x" * (20 * MEGABYTE + 1)))
    assert await desk.chores.one()
    assert [told.payload["fault"] for told in desk.told] == [texts.TOO_LARGE]
    assert (await desk.rows())[0][0] == "failed"


async def test_a_core_that_has_no_room_is_told_again(desk: Desk) -> None:
    """The end of the work waits until the core takes it, and is then recorded."""
    desk.busy = 3
    await desk.owe(desk.sent(b"one"))
    assert await desk.chores.one()
    assert (desk.busy, len(desk.told)) == (0, 1)
    assert (await desk.rows())[0][0] == "done"


async def test_the_loop_outlives_the_database(desk: Desk) -> None:
    """While the database is away the loop waits; when it is back the work is done."""
    await desk.owe(desk.sent(b"one"))
    desk.storage.close()
    loop = asyncio.create_task(desk.chores.loop())
    await asyncio.sleep(0.2)
    assert not loop.done()
    desk.storage.open()
    async with asyncio.timeout(20):
        while not desk.told:  # noqa: ASYNC110 (the loop is watched)
            await asyncio.sleep(0.05)
    await desk.owe(desk.sent(b"two"))
    desk.chores.wake()
    async with asyncio.timeout(20):
        while len(desk.told) < 2:  # noqa: ASYNC110 (as above)
            await asyncio.sleep(0.05)
    loop.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await loop


async def test_work_without_a_chat_is_told_to_nobody(desk: Desk) -> None:
    """A chore nobody waits for is done and recorded."""
    remote = desk.sent(b"one")
    await desk.owe(remote)

    def forget(uow: Any) -> None:
        uow.session.execute(update(Chore).values(address=None))

    await desk.storage.run(forget)
    assert await desk.chores.one()
    assert desk.told == []
    assert (await desk.rows())[0][0] == "done"
