"""A paper with a secrecy mark leaves no bytes behind: not in the store, not in the spool, not as a row."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.channels.browser.channel import BrowserChannel
from bot.channels.browser.spool import Spool
from bot.chores import Chores
from bot.history import StoredHistory
from content.message import Address, FileRef, Heard, Inbound
from content.roles import Role
from content.texts import reading
from handlers.dispatcher import Dispatcher
from handlers.world import World
from storage.files import FileStore
from storage.storage import Storage
from storage.tables import Delivery, File
from storage.unit_of_work import UnitOfWork

MADE = Path(__file__).parents[1] / "documents" / "made"
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
KEY = "k" * 32


@dataclass
class Office:
    """One editor with a browser phone, and everything between the phone and the files."""

    storage: Storage
    folder: Path
    browser: BrowserChannel
    dispatcher: Dispatcher
    chores: Chores
    phone: Address

    async def sends(self, name: str, said: str = "a" * 24) -> None:
        """Upload a file as the page does, and let all slow work be done."""
        spool = Spool(self.folder / "spool")
        spool.open()
        remote = spool.name_of(self.phone.chat, said)

        async def chunks() -> AsyncIterator[bytes]:
            yield (MADE / name).read_bytes()

        size = await spool.keep(remote, chunks(), 10**7)
        file = FileRef(remote, name, "", size)
        await self.dispatcher.accept(Inbound(self.phone, said, Heard.FILE, NOW, file=file))
        while await self.chores.one():
            pass

    def left(self) -> list[str]:
        """Return the names of all files that are kept anywhere."""
        return sorted(path.name for kept in ("files", "spool") for path in (self.folder / kept).glob("*"))

    async def told(self) -> list[str]:
        """Return what the phone is told, in order."""
        rows = await self.storage.run(
            lambda uow: list(uow.session.scalars(select(Delivery.message).order_by(Delivery.id)))
        )
        return [str((row or {})["text"]) for row in rows]

    async def rows(self) -> int:
        """Return how many files are noted."""
        return await self.storage.run(lambda uow: uow.session.scalar(select(func.count()).select_from(File)) or 0)


@pytest.fixture
async def office(database_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    """An office on each database."""
    storage = Storage(database_url)
    storage.open()
    browser = BrowserChannel(KEY, StoredHistory(storage), tmp_path / "spool", "", clock=lambda: NOW)
    phone = Address("browser", browser.tokens.chat(browser.tokens.issue()))

    def make(uow: UnitOfWork) -> None:
        root = uow.units.put("T01", "tỉnh Minh Họa", "tinh", None)
        uow.office.put(name="Cơ quan Mẫu", courtesy="dong_chi", staff_contact="", unit_id=root.id, settings={})
        uow.lanes.ensure("browser", 1000)
        person = uow.people.put(full_name="Trần Văn Minh", unit_id=root.id, now=NOW)
        uow.people.grant(person.id, Role.EDITOR, root.id, by=None, now=NOW)
        uow.chats.link(uow.chats.hear(phone, NOW).chat_id, person.id)

    await storage.run(make)
    world = World(secret_key=KEY, zone=ZoneInfo("Asia/Ho_Chi_Minh"))
    dispatcher = Dispatcher(storage, world, lambda: NOW)
    store = FileStore(tmp_path / "files")
    chores = Chores(storage, {"browser": browser}, store, dispatcher.accept, lambda: NOW, "me")
    yield Office(storage, tmp_path, browser, dispatcher, chores, phone)
    storage.close()


@pytest.mark.parametrize("name", ["secret_box.docx", "secret_header.docx"])
async def test_a_marked_paper_is_removed_at_once(office: Office, name: str) -> None:
    """It is refused in words, and afterwards nothing of it is left; sent again, it is refused again."""
    for n, said in enumerate(("a" * 24, "b" * 24), 1):
        await office.sends(name, said)
        assert (await office.told()).count(reading.REFUSED["secret"]) == n
        assert office.left() == []
        assert await office.rows() == 0


async def test_other_papers_stay(office: Office) -> None:
    """What bears no mark is kept once, and its draft can bring it."""
    await office.sends("letterhead.docx")
    await office.sends("letterhead.docx", "c" * 24)
    assert reading.REFUSED["secret"] not in await office.told()
    assert await office.rows() == 1
    assert len([name for name in office.left() if "-" not in name]) == 1
