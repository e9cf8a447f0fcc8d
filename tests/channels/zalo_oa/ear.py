"""What tests of the Zalo OA channel share: an ear for what it hears, tokens, and a channel that runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from bot.channel import Busy, Parcel
from bot.channels.zalo_oa import ZaloOAChannel
from bot.channels.zalo_oa.webhook import PATH
from content.message import Address, Inbound, Outbound
from tests.fakes.zalo_oa_api import ZaloOA

HOA, MINH = "5551000000000000001", "5551000000000000002"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100
PDF = b"%PDF-1.7 " + "Định hướng".encode() * 50


class Ear:
    """Stands where the dispatcher stands: notes each key once, as it does, and may be busy or slow."""

    def __init__(self) -> None:
        self.heard: list[Inbound] = []
        self.tries = 0
        self.busy = 0
        self.gate: asyncio.Event | None = None  # nothing is taken before it is set
        self._changed = asyncio.Condition()

    async def accept(self, inbound: Inbound) -> None:
        """Keep *inbound* unless it was kept before; or be Busy."""
        self.tries += 1
        if self.busy:
            self.busy -= 1
            raise Busy(7)
        if self.gate is not None:
            await self.gate.wait()
        await asyncio.sleep(0)
        async with self._changed:
            if all(one.update_key != inbound.update_key for one in self.heard):
                self.heard.append(inbound)
            self._changed.notify_all()

    async def until(self, enough: Callable[[list[Inbound]], bool], seconds: float = 10.0) -> list[Inbound]:
        """Return what was heard once it is *enough*. Raises TimeoutError when it never is."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(lambda: enough(self.heard))
        return self.heard


class Granted:
    """Gives out tokens that the fake grants; a new one whenever one is refused."""

    def __init__(self, fake: ZaloOA) -> None:
        self._fake = fake
        self._token = ""
        self.refusals = 0

    async def current(self) -> str:
        """Return the token of now."""
        if not self._token:
            self._token, _ = await self._fake.grant()
        return self._token

    async def refused(self, token: str) -> None:
        """Get another one in the place of *token*."""
        assert token == self._token
        self.refusals += 1
        self._token, _ = await self._fake.grant()


def now() -> datetime:
    """The clock of the tests: the fake's events are dated by the real one."""
    return datetime.now(UTC)


@asynccontextmanager
async def opened(fake: ZaloOA, **settings: Any) -> AsyncIterator[ZaloOAChannel]:
    """A channel that talks to *fake*."""
    how: dict[str, Any] = {
        "app_id": fake.app_id, "secret_key": fake.secret_key, "tokens": Granted(fake), "clock": now,
        "api_url": fake.url, "business_url": fake.business_url, "timeout": 5.0, "file_hosts": ("127.0.0.1",),
    }  # fmt: skip
    channel = ZaloOAChannel(**how | settings)
    await channel.open()
    try:
        yield channel
    finally:
        await channel.close()


@asynccontextmanager
async def served(channel: ZaloOAChannel, ear: Ear) -> AsyncIterator[str]:
    """The address of the channel's webhook, on loopback."""
    app = web.Application()
    app.add_routes(channel.routes(ear.accept))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def hooked(fake: ZaloOA, ear: Ear, **settings: Any) -> AsyncIterator[ZaloOAChannel]:
    """A channel whose webhook the fake posts to."""
    async with opened(fake, **settings) as channel, served(channel, ear) as url:
        assert await fake.hook(url) == 200
        yield channel


def parcel(said: Outbound | str, chat: str = HOA, **more: Any) -> Parcel:
    """*said* to the chat of a person."""
    return Parcel(Address("zalo_oa", chat), Outbound(said) if isinstance(said, str) else said, **more)
