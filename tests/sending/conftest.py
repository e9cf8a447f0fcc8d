"""Real senders of two channels over a real database, at a clock moved by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.sender import Sender
from bot.supervisor import Supervisor
from content.message import Address, Outbound
from content.roles import Role
from handlers.world import ChannelFacts, World
from storage.broadcasts import Audience
from storage.storage import Storage
from storage.tables import Delivery
from storage.unit_of_work import UnitOfWork
from tests.fakes.scripted import LIMITS, ScriptedChannel

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WINDOW, FREE = 7 * DAY, 2 * DAY


class Ways:
    """An office with Zalo (a window, an allowance where a test asks for one) and Telegram."""

    def __init__(self, storage: Storage, folder: Path, month_most: int | None = None) -> None:
        self.storage, self.folder, self.now = storage, folder, NOW
        limits = replace(LIMITS, window_seconds=int(WINDOW.total_seconds()), month_most=month_most)
        self.zalo, self.telegram = ScriptedChannel("zalo_oa", limits), ScriptedChannel("telegram")
        self.world = World(
            "k" * 32, ZoneInfo("Asia/Ho_Chi_Minh"), public_url="https://ttv.example.vn",
            channels={
                "zalo_oa": ChannelFacts(
                    "Zalo OA", text=1900, window=WINDOW, free=FREE, month_most=month_most, pages=True
                ),
                "telegram": ChannelFacts("Telegram"),
            },
        )  # fmt: skip

    async def person(self, name: str, **heard: datetime | None) -> int:
        """Make a person with a chat on each channel of *heard*, whose notices go to the first."""

        def make(uow: UnitOfWork) -> int:
            unit = uow.units.put("X01", "xã Đồng Mẫu", "xa", None)
            uow.office.put(
                name="UBND xã Đồng Mẫu", superior="", system="nha_nuoc", courtesy="dong_chi", staff_contact="1",
                public_contact="2", privacy_contact="3", unit_id=unit.id, settings=uow.office.facts().settings,
            )  # fmt: skip
            for lane in ("zalo_oa", "telegram"):
                uow.lanes.ensure(lane, 1_000_000)
            person = uow.people.put(full_name=name, unit_id=unit.id, now=NOW)
            for channel, at in heard.items():
                caller = uow.chats.hear(Address(channel, name), NOW)
                uow.chats.link(caller.chat_id, person.id)
                if at is not None:
                    uow.chats.heard(caller.chat_id, at)
            first = uow.chats.of(person.id)
            person.chat_id = first[0].id if first else None
            return person.id

        return await self.storage.run(make)

    async def admin(self) -> int:
        """Make an admin on Telegram."""
        made = await self.person("Quản trị", telegram=NOW)
        await self.storage.run(
            lambda uow: uow.people.grant(made, Role.ADMIN, uow.people.get(made).unit_id, by=None, now=NOW)
        )
        return made

    async def broadcast(self, *people: int) -> int:
        """Owe a broadcast to *people*."""

        def make(uow: UnitOfWork) -> int:
            unit = uow.people.get(people[0]).unit_id
            document = uow.documents.add(
                now=NOW, author_id=people[0], unit_id=unit, kind="talking_point", title="Phòng cháy",
                number="01/KH-UBND", issuer="UBND xã Đồng Mẫu", issued_on=NOW.date(),
            )  # fmt: skip
            version = uow.documents.draft(document, author_id=people[0], now=NOW)
            made = uow.broadcasts.add(version.id, author_id=people[0], now=NOW, state="running", klass=3)
            uow.broadcasts.freeze(made, Audience(people=people))
            for channel in self.world.channels:
                uow.broadcasts.render(made.id, channel, Outbound("Nội dung", page=channel == "zalo_oa"))
            while uow.broadcasts.fan_out(made.id, 1000, NOW):
                pass
            return made.id

        return await self.storage.run(make)

    async def rows(self, broadcast: int) -> dict[str, Delivery]:
        """Return the broadcast's rows by the name of the person."""

        def read(uow: UnitOfWork) -> dict[str, Delivery]:
            found = uow.session.scalars(select(Delivery).where(Delivery.broadcast_id == broadcast))
            return {uow.people.get(row.person_id or 0).full_name: row for row in found}

        return await self.storage.run(read)

    @asynccontextmanager
    async def sending(self) -> AsyncIterator[None]:
        """Let the senders of both channels work."""
        supervisor = Supervisor()
        for channel in (self.zalo, self.telegram):
            sender = Sender(self.storage, channel, self.world, lambda: self.now, self.folder, "test", timeout=5)
            for job in sender.jobs():
                supervisor.start(job.name, job.run)
        try:
            yield
        finally:
            await supervisor.stop(1.0)

    async def until(self, true: Callable[[UnitOfWork], bool]) -> None:
        """Return once *true* of the database."""
        async with asyncio.timeout(20):
            while not await self.storage.run(true):  # noqa: ASYNC110 (rows are watched)
                await asyncio.sleep(0.02)

    async def done(self, broadcast: int) -> None:
        """Return once the broadcast is done."""
        async with self.sending():
            await self.until(lambda uow: uow.broadcasts.get(broadcast).state == "done")


@pytest.fixture
async def storage(database_url: str) -> AsyncIterator[Storage]:
    """An open store on a fresh database."""
    opened = Storage(database_url)
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def ways(storage: Storage, tmp_path: Path) -> Ways:
    """The office, without people."""
    return Ways(storage, tmp_path)
