"""What tests of the Telegram channel share: an ear for what it hears, and a channel that runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from bot.channel import Busy, Parcel
from bot.channels.telegram import TelegramChannel
from content.message import Address, Inbound, Outbound
from tests.fakes.telegram_api import FakeTelegram

HOA, MINH = 5001, 5002
SECRET = "mot-bi-mat-dai-hon-ba-muoi-hai-ky-tu"
NOW = datetime(2026, 11, 15, 2, 30, tzinfo=UTC)


class Ear:
    """Stands where the dispatcher stands: keeps what it accepts, and may be busy for the next *busy* tries."""

    def __init__(self) -> None:
        self.heard: list[Inbound] = []
        self.tries = 0
        self.busy = 0
        self.retry_after = 0
        self.at_once = self.most_at_once = 0
        self._changed = asyncio.Condition()

    async def accept(self, inbound: Inbound) -> None:
        """Keep *inbound*, or be Busy."""
        self.tries += 1
        if self.busy:
            self.busy -= 1
            raise Busy(self.retry_after)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        async with self._changed:
            self.heard.append(inbound)
            self._changed.notify_all()

    async def until(self, enough: Callable[[list[Inbound]], bool], seconds: float = 10.0) -> list[Inbound]:
        """Return what was heard once it is *enough*. Raises TimeoutError when it never is."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(lambda: enough(self.heard))
        return self.heard

    async def texts(self, count: int) -> list[str]:
        """Return the first *count* texts heard."""
        return [one.text for one in await self.until(lambda heard: len(heard) >= count)]


@asynccontextmanager
async def opened(fake: FakeTelegram, **settings: Any) -> AsyncIterator[TelegramChannel]:
    """A channel that talks to *fake*, open but with no jobs running."""
    channel = TelegramChannel(fake.token, api_url=fake.url, clock=lambda: NOW, **{"timeout": 5.0} | settings)
    await channel.open()
    try:
        yield channel
    finally:
        await channel.close()


@asynccontextmanager
async def running(fake: FakeTelegram, ear: Ear, **settings: Any) -> AsyncIterator[TelegramChannel]:
    """A channel with its jobs running, which must run until they are cancelled."""
    async with opened(fake, **settings) as channel:
        tasks = [asyncio.ensure_future(job.run()) for job in channel.jobs(ear.accept)]
        try:
            yield channel
        finally:
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
            assert all(isinstance(end, asyncio.CancelledError) for end in ended), ended


@asynccontextmanager
async def hooked(fake: FakeTelegram, ear: Ear) -> AsyncIterator[tuple[TelegramChannel, str]]:
    """A channel in webhook mode, served on loopback; gives its public address too."""
    app = web.Application()
    runner = web.AppRunner(app, access_log=None)
    channel: TelegramChannel | None = None

    async def receive(request: web.Request) -> web.StreamResponse:
        assert channel is not None
        route = channel.routes(ear.accept)[0]
        assert isinstance(route, web.RouteDef)
        handler: Any = route.handler
        assert request.path == route.path
        answer: web.StreamResponse = await handler(request)
        return answer

    app.router.add_post("/{path:.*}", receive)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        async with running(fake, ear, mode="webhook", webhook_secret=SECRET, public_url=url) as channel:
            yield channel, url
    finally:
        await runner.cleanup()


def parcel(said: Outbound | str, chat: int = HOA, **more: Any) -> Parcel:
    """*said* to the chat of a person."""
    return Parcel(Address("telegram", str(chat)), Outbound(said) if isinstance(said, str) else said, **more)
