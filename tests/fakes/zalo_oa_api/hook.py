"""How events reach the product: posted, signed, two seconds to answer, tried again on a schedule, then no more."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import json
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

import aiohttp

SECONDS = 2.0
SCHEDULE = (30.0, 300.0, 900.0, 1800.0, 3600.0)
Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Post:
    """One try: which event, the how-manieth retry, what was answered (0: nothing in time)."""

    number: int
    retry: int
    status: int


class Hook:
    """The webhook of the app's console. *scale* shortens the pauses of the schedule, never the two seconds."""

    def __init__(self, app_id: str, secret: str) -> None:
        self.url = ""
        self.is_on = False
        self.scale = 0.001
        self.stamp_in_header = False  # the variant that some code expects
        self.bare_mac = False  # without "mac="
        self.bodies: dict[int, tuple[Event, bytes]] = {}
        self.posts: list[Post] = []
        self.lost: list[int] = []  # events that nobody was told of
        self._app_id, self._secret = app_id, secret
        self._numbers = itertools.count(1)
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    async def save(self, url: str) -> int:
        """Set the address, as the console does: an unsigned `{}` must get 200. Return what it got."""
        status = await self._send(url, b"{}", {})
        if status == 200:
            self.url, self.is_on = url, True
        return status

    def push(self, event: Event) -> int:
        """Have *event* posted; return its number."""
        number = next(self._numbers)
        body = json.dumps(event, ensure_ascii=False, separators=(", ", ":")).encode()  # bytes unlike anybody's own
        self.bodies[number] = (event, body)
        if self.is_on:
            self._spawn(self._until_taken(number))
        else:
            self.lost.append(number)
        return number

    def again(self, number: int, times: int = 1) -> None:
        """Post an event again, *times* at once."""
        for _ in range(times):
            self._spawn(self._until_taken(number))

    def headers(self, event: Event, body: bytes) -> dict[str, str]:
        """Return the headers that sign *body*."""
        stamp = str(event.get("timestamp", ""))
        signed = hashlib.sha256(self._app_id.encode() + body + stamp.encode() + self._secret.encode()).hexdigest()
        headers = {
            "Content-Type": "application/json",
            "X-ZEvent-Signature": signed if self.bare_mac else f"mac={signed}",
        }
        if "tracking_id" in event.get("message", {}):
            headers["X-ZEvent-Server"] = "ZNS"
        return headers | ({"X-ZEvent-Timestamp": stamp} if self.stamp_in_header else {})

    async def settled(self) -> None:
        """Return once nothing is on its way."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def close(self) -> None:
        """Stop posting."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    async def _until_taken(self, number: int) -> None:
        event, body = self.bodies[number]
        headers = self.headers(event, body)
        for retry in range(len(SCHEDULE) + 1):
            if not self.is_on:
                return
            if retry:
                await asyncio.sleep(SCHEDULE[retry - 1] * self.scale)
                headers["num_retry"] = str(retry)
            status = await self._send(self.url, body, headers)
            self.posts.append(Post(number, retry, status))
            if status == 200:
                return
        self.is_on = False  # until a human turns it on again
        self.lost.append(number)

    async def _send(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=SECONDS), connector=aiohttp.TCPConnector(limit=0)
            )
        try:
            async with self._session.post(url, data=body, headers=headers, allow_redirects=False) as answer:
                await answer.read()
                return answer.status
        except (aiohttp.ClientError, TimeoutError, OSError):
            return 0

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
