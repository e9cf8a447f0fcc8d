"""A page without a browser: the same HTTP and websocket, spoken by hand."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from bot.access_log import RouteLogger
from tests.browser.echo import Echo


@dataclass
class Phone:
    """One open line; keeps all that it was told."""

    line: aiohttp.ClientWebSocketResponse
    told: list[dict[str, Any]] = field(default_factory=list)

    async def say(self, **what: Any) -> None:
        """Send one frame."""
        await self.line.send_str(json.dumps(what))

    async def until(self, key: str, value: object = None) -> dict[str, Any]:
        """Return the next frame that has *key* (and *value*)."""
        async with asyncio.timeout(10):
            while True:
                news = json.loads(await self.line.receive_str())
                self.told.append(news)
                if key in news and value in {None, news[key] if not isinstance(news[key], list) else None}:
                    return dict(news)

    async def line_with(self, text: str) -> dict[str, Any]:
        """Return the message with that text, once the page is told of it."""
        while True:
            news = await self.until("lines")
            for one in news["lines"]:
                if one["text"] == text:
                    return dict(one)


@dataclass
class Site:
    """The echo served on loopback."""

    echo: Echo
    base: str
    http: aiohttp.ClientSession

    @property
    def own(self) -> dict[str, str]:
        """Headers as the browser sends them from our own page."""
        return {"Origin": self.base}

    @asynccontextmanager
    async def phone(self, token: str, after: int = 0) -> AsyncIterator[Phone]:
        """Open a line to the chat of *token*."""
        async with self.http.ws_connect(f"{self.base}/chat/{token}/ws?after={after}", headers=self.own) as line:
            yield Phone(line)


@asynccontextmanager
async def served(folder: Path, **options: Any) -> AsyncIterator[Site]:
    """Serve an echo from *folder* while the block runs."""
    echo = Echo(folder, **options)
    runner = web.AppRunner(echo.app(), access_log_class=RouteLogger)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    async with aiohttp.ClientSession() as http:
        try:
            yield Site(echo, f"http://127.0.0.1:{port}", http)
        finally:
            await runner.cleanup()
