"""The open line to a page: a hint that there is news. The truth is the history."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from aiohttp import WSMsgType, web

from bot.channel import Accept, Busy
from bot.channels.browser.hearing import TEXT_LIMIT, Ear, Older, Ping, Spoken, read
from bot.channels.browser.history import History, Line
from bot.channels.browser.render import shown

PAGE: Final = 50  # messages shown at first, and at each step back
POLL_SECONDS: Final = 2.0  # how soon a page learns of what another process stored
HEARTBEAT_SECONDS: Final = 25.0  # below the minute after which mobile networks forget a silent line
FRAME_LIMIT: Final = 8 * TEXT_LIMIT  # bytes: every character may come as an escape of six


class Lines:
    """All open lines of this process."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._open: dict[web.WebSocketResponse, tuple[str, asyncio.Event]] = {}

    def tell(self, chat: str) -> None:
        """Wake the pages of *chat*: its history has changed."""
        for listening, news in self._open.values():
            if listening == chat:
                news.set()

    async def close(self) -> None:
        """Hang up on every page; each calls again by itself."""
        await asyncio.gather(*(line.close(code=1012) for line in list(self._open)))

    async def serve(self, request: web.Request, chat: str, ear: Ear, accept: Accept) -> web.WebSocketResponse:
        """Talk with one page until either side hangs up."""
        asked = request.query.get("after", "0")
        after = int(asked) if asked.isdecimal() and len(asked) < 16 else 0  # noqa: PLR2004 (fits any database)
        line = web.WebSocketResponse(
            heartbeat=HEARTBEAT_SECONDS, timeout=2.0, max_msg_size=FRAME_LIMIT, compress=False,
        )  # fmt: skip
        await line.prepare(request)
        with self._registered(line, chat) as news:
            async with asyncio.TaskGroup() as both:
                speaking = both.create_task(self._speak(line, chat, after, news))
                try:
                    await self._listen(line, chat, ear, accept)
                finally:
                    speaking.cancel()
        return line

    @contextmanager
    def _registered(self, line: web.WebSocketResponse, chat: str) -> Iterator[asyncio.Event]:
        news = asyncio.Event()
        self._open[line] = (chat, news)
        try:
            yield news
        finally:
            del self._open[line]

    async def _speak(self, line: web.WebSocketResponse, chat: str, after: int, news: asyncio.Event) -> None:
        seen: int | None = None  # not known before the history answered once
        while not line.closed:
            news.clear()
            try:
                if seen is None:
                    seen = await self._begin(line, chat, after)
                fresh = await self._history.since(chat, seen, PAGE)
            except Busy:
                fresh = []
            if fresh:
                seen = fresh[-1].changed
                await _say(line, lines=[shown(one) for one in fresh])
            if len(fresh) < PAGE:
                await _heard(news)

    async def _begin(self, line: web.WebSocketResponse, chat: str, after: int) -> int:
        # A page may know more than a history that was restored from a backup: then it begins anew.
        if after and await self._history.since(chat, after - 1, 1):
            await _say(line, lines=[])
            return after
        last = await self._history.latest(chat, PAGE)
        await _say(line, fresh=True, **_page_of(last))
        return max((one.changed for one in last), default=0)

    async def _listen(self, line: web.WebSocketResponse, chat: str, ear: Ear, accept: Accept) -> None:
        async for frame in line:
            if frame.type is not WSMsgType.TEXT:
                break
            try:
                said = read(frame.data)
            except (ValueError, TypeError, KeyError):
                await line.close(code=1003)
                break
            await _say(line, **await self._answer(said, chat, ear, accept))

    async def _answer(self, said: Spoken | Older | Ping, chat: str, ear: Ear, accept: Accept) -> dict[str, Any]:
        try:
            match said:
                case Ping():
                    return {"pong": 1}
                case Older(before):
                    return {"older": True, **_page_of(await self._history.latest(chat, PAGE, before))}
                case Spoken(name):
                    await ear.take(chat, said, accept)
                    return {"ack": name}
        except Busy as busy:
            return {"busy": max(1, busy.retry_after)}


def _page_of(lines: list[Line]) -> dict[str, Any]:
    return {"lines": [shown(one) for one in lines], "more": len(lines) == PAGE}


async def _say(line: web.WebSocketResponse, **what: Any) -> None:
    try:
        await line.send_str(json.dumps(what, ensure_ascii=False))
    except ConnectionError:
        await line.close()  # the page is gone; it asks again from what it has


async def _heard(news: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(POLL_SECONDS):
            await news.wait()
    except TimeoutError:
        return
