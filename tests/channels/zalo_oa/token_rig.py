"""Tokens on a real database, beside Zalo's OAuth as a fake, with a clock that the test moves for both."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, text

from bot.channels.zalo_oa.oauth import Pair
from bot.channels.zalo_oa.tokens import Tokens
from bot.credentials import StoredTokens, put
from bot.http import Http
from bot.sealing import Sealer
from content.message import Address
from content.roles import Role
from handlers.world import ChannelFacts, World
from storage.storage import Storage
from storage.tables import Delivery
from storage.unit_of_work import UnitOfWork
from tests.fakes.zalo_oa_api.oauth import OAuth, serving

KEY = "k" * 32
START = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
LANE = "zalo_oa"
OFFICE = {
    "name": "UBND xã Đồng Mẫu", "superior": "", "system": "nha_nuoc", "courtesy": "dong_chi",
    "staff_contact": "0950 000 001", "public_contact": "0950 000 002", "privacy_contact": "0950 000 003",
    "settings": {},
}  # fmt: skip


@dataclass
class Rig:
    """One account: what Zalo knows, what we store, and any number of processes' `Tokens` on it."""

    storage: Storage
    oauth: OAuth
    url: str
    http: Http
    now: datetime = START
    slept: list[float] = field(default_factory=list)
    world: World = field(
        default_factory=lambda: World(
            KEY, ZoneInfo("Asia/Ho_Chi_Minh"),
            channels={"telegram": ChannelFacts("Telegram"), LANE: ChannelFacts("Zalo OA")},
        )
    )  # fmt: skip

    def clock(self) -> datetime:
        """The Clock of both sides."""
        return self.now

    def seconds(self) -> float:
        """The same, as the fake counts it."""
        return self.now.timestamp()

    def later(self, **much: float) -> None:
        """Let time pass."""
        self.now += timedelta(**much)

    async def sleep(self, seconds: float) -> None:
        """Time passes for whoever sleeps; everybody else gets a turn."""
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)

    def store(self, key: str = KEY) -> StoredTokens:
        """The store as a process with this key has it."""
        return StoredTokens(self.storage, Sealer(key), self.world, lane=LANE)

    def tokens(
        self,
        me: str = "a",
        *,
        first: str = "",
        key: str = KEY,
        url: str = "",
        store: StoredTokens | None = None,
        sleep: Callable[[float], Awaitable[object]] | None = None,
    ) -> Tokens:
        """Begin a process."""
        return Tokens(
            store=store or self.store(key), app_id=self.oauth.app_id, app_secret=self.oauth.app_secret,
            oauth_url=url or self.url, first_refresh_token=first, clock=self.clock, me=me, http=self.http,
            sleep=sleep or self.sleep,
        )  # fmt: skip

    async def works(self, tokens: Tokens) -> bool:
        """Say whether Zalo takes the token that a process gives out."""
        return self.oauth.check(await tokens.current()) == 0

    async def authorise(self) -> str:
        """An admin authorises, as `zalo login` leaves it; return the access token."""
        access, refresh = self.oauth.grant()
        ends = self.now + timedelta(seconds=self.oauth.access_seconds)
        pair = Pair(access, refresh, ends, self.now + timedelta(days=90), self.now)
        await self.storage.run(lambda uow: put(uow, Sealer(KEY), LANE, pair, None))
        return access

    async def fault(self) -> str:
        """Return the fault that is stored."""
        row = await self.storage.run(lambda uow: uow.credentials.get(LANE))
        return row.fault if row else ""

    async def stopped(self) -> list[tuple[str, str]]:
        """Return the lanes that stand still, and why."""
        return await self.storage.run(lambda uow: uow.lanes.stopped())

    async def alarms(self) -> list[tuple[str, str]]:
        """Return what the admins are owed: lane and words."""

        def look(uow: UnitOfWork) -> list[tuple[str, str]]:
            rows = uow.session.scalars(select(Delivery).order_by(Delivery.id))
            return [(row.lane, (row.message or {})["text"]) for row in rows]

        return await self.storage.run(look)

    async def everything_stored(self) -> str:
        """Return the whole of what the database has about it."""
        rows = await self.storage.run(lambda uow: list(uow.session.execute(text("SELECT * FROM credential"))))
        return str(rows)


def _office(uow: UnitOfWork) -> None:
    """An office with an admin who uses Zalo first and Telegram too, and one who has only Zalo."""
    unit = uow.units.put("X01", "xã Đồng Mẫu", "xa", None)
    uow.office.put(unit_id=unit.id, **OFFICE)
    for n, channels in enumerate((("telegram", LANE), (LANE,))):
        admin = uow.people.put(full_name=f"Nguyễn Văn Mẫu {n}", unit_id=unit.id, now=START)
        uow.people.grant(admin.id, Role.ADMIN, unit.id, by=None, now=START)
        for channel in channels:
            uow.chats.link(uow.chats.hear(Address(channel, str(n)), START).chat_id, admin.id)
    uow.lanes.ensure(LANE, 30)


@asynccontextmanager
async def rigged(database_url: str) -> AsyncIterator[Rig]:
    """A rig on this database, with an office and nothing authorised yet."""
    storage, http = Storage(database_url), Http(5.0)
    storage.open()
    await http.open()
    oauth = OAuth()
    try:
        async with serving(oauth) as url:
            rig = Rig(storage, oauth, url, http)
            oauth.now = rig.seconds
            await storage.run(_office)
            yield rig
    finally:
        await http.close()
        storage.close()
