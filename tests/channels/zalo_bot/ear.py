"""What tests of the Zalo Bot channel share: an ear for what it hears, and a channel that runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from bot.channel import Busy, Parcel
from bot.channels.zalo_bot import ZaloBotChannel
from bot.channels.zalo_bot.webhook import PATH
from content.message import Address, Inbound, Outbound
from tests.fakes.zalo_bot_api import ZaloBotFake

HOA, MINH = "e4ea00112233445566aa", "e4ea00112233445566bb"
SECRET = "mot-bi-mat-dai-hon-ba-muoi-hai-ky-tu"
NOW = datetime(2026, 11, 15, 2, 30, tzinfo=UTC)


class Ear:
    """Stands where the dispatcher stands: keeps what it accepts, the same key once, and may be busy."""

    def __init__(self) -> None:
        self.heard: list[Inbound] = []
        self.tries: list[str] = []
        self.busy = 0
        self.retry_after = 0
        self._changed = asyncio.Condition()

    async def accept(self, inbound: Inbound) -> None:
        """Keep *inbound*, or be Busy for the next *busy* tries."""
        async with self._changed:
            self.tries.append(inbound.update_key)
            self._changed.notify_all()
            if self.busy:
                self.busy -= 1
                raise Busy(self.retry_after)
            if inbound.update_key not in {one.update_key for one in self.heard}:
                self.heard.append(inbound)

    async def until(self, count: int, seconds: float = 15.0) -> list[Inbound]:
        """Return what was heard once it is *count* things."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(lambda: len(self.heard) >= count)
        return self.heard

    async def tried(self, count: int, seconds: float = 15.0) -> list[str]:
        """Return the keys that were brought, also again, once they are *count*."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(lambda: len(self.tries) >= count)
        return self.tries


@asynccontextmanager
async def opened(fake: ZaloBotFake, **settings: Any) -> AsyncIterator[ZaloBotChannel]:
    """A channel that talks to *fake*, open but with no jobs running."""
    how: dict[str, Any] = {
        "token": fake.token, "clock": lambda: NOW, "api_url": fake.url, "timeout": 5.0, "file_hosts": ("127.0.0.1",),
    }  # fmt: skip
    channel = ZaloBotChannel(**how | settings)
    await channel.open()
    try:
        yield channel
    finally:
        await channel.close()


@asynccontextmanager
async def running(fake: ZaloBotFake, ear: Ear, **settings: Any) -> AsyncIterator[ZaloBotChannel]:
    """A channel with its jobs running, which must run until they are cancelled."""
    async with opened(fake, **settings) as channel:
        tasks = [asyncio.ensure_future(job.run()) for job in channel.jobs(ear.accept)]
        try:
            yield channel
        finally:
            left = set(tasks)
            while left:  # once is not enough: a cancellation that meets a timeout of the HTTP client may be lost
                for task in left:
                    task.cancel()
                _, left = await asyncio.wait(left, timeout=1.0)
            ended = await asyncio.gather(*tasks, return_exceptions=True)
            assert all(isinstance(end, asyncio.CancelledError) for end in ended), ended


@asynccontextmanager
async def served(channel: ZaloBotChannel, ear: Ear) -> AsyncIterator[str]:
    """The address of the channel's webhook, on loopback."""
    app = web.Application(client_max_size=64_000_000)
    app.add_routes(channel.routes(ear.accept))
    async with listening(app) as url:
        yield url + PATH


@asynccontextmanager
async def hooked(fake: ZaloBotFake, ear: Ear) -> AsyncIterator[tuple[ZaloBotChannel, str]]:
    """A channel in webhook mode and the address of its webhook; the fake does not know of it yet."""
    how = {"mode": "webhook", "webhook_secret": SECRET, "public_url": "https://ttv.example.vn"}
    async with opened(fake, **how) as channel, served(channel, ear) as url:
        yield channel, url


@asynccontextmanager
async def listening(app: web.Application) -> AsyncIterator[str]:
    """Serve *app* on loopback; gives its address."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


class Hush:
    """Stands where `asyncio.sleep` stands: notes each pause, ends soon, and after *most* of them ends the loop."""

    def __init__(self, most: int = 1_000_000) -> None:
        self.pauses: list[float] = []
        self._most = most

    async def __call__(self, seconds: float) -> None:
        self.pauses.append(seconds)
        if len(self.pauses) >= self._most:
            raise asyncio.CancelledError
        await asyncio.sleep(0.005)  # a loop that spun would use up the ports of this machine


def parcel(said: Outbound | str, to: str = HOA, **more: Any) -> Parcel:
    """Return a message to somebody."""
    whole = Outbound(said) if isinstance(said, str) else said
    return Parcel(Address("zalo_bot", to), whole, delivery_id=7, **more)
