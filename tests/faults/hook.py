"""The platform's side of the webhook, played by the test: posts updates, and posts them again until they are taken."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

SECRET = "w" * 40
WEBHOOK = {
    "TELEGRAM_MODE": "webhook", "PUBLIC_URL": "https://vidu.example", "TELEGRAM_WEBHOOK_SECRET": SECRET,
}  # fmt: skip
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
_numbers = itertools.count(900_000_001)


def text(chat: int, said: str) -> dict[str, Any]:
    """Somebody types *said*."""
    number = next(_numbers)
    return {
        "update_id": number,
        "message": {
            "message_id": number, "from": {"id": chat, "is_bot": False, "first_name": "Hoa"},
            "chat": {"id": chat, "type": "private", "first_name": "Hoa"}, "date": int(time.time()), "text": said,
        },
    }  # fmt: skip


def press(chat: int, token: str, message_id: int = 1) -> dict[str, Any]:
    """Somebody presses a button that carries *token*."""
    number = next(_numbers)
    return {
        "update_id": number,
        "callback_query": {
            "id": str(number), "from": {"id": chat, "is_bot": False, "first_name": "Hoa"}, "chat_instance": "1",
            "message": {
                "message_id": message_id, "chat": {"id": chat, "type": "private"}, "date": int(time.time()),
                "text": "?",
            },
            "data": token,
        },
    }  # fmt: skip


@dataclass
class Hook:
    """Posts to the processes at *addresses*, in turn."""

    session: aiohttp.ClientSession
    addresses: list[str]
    answers: list[tuple[int, str | None]] = field(default_factory=list)  # status and Retry-After of every post
    most_retry: float = 60.0  # seconds; the platform obeys Retry-After, a test may be in a hurry

    async def once(self, update: dict[str, Any], to: int = 0) -> int:
        """Post once; return the status, 0 when nobody answered."""
        url = f"{self.addresses[to % len(self.addresses)]}/webhooks/telegram"
        try:
            async with self.session.post(url, json=update, headers=HEADERS) as answer:
                self.answers.append((answer.status, answer.headers.get("Retry-After")))
                return answer.status
        except (aiohttp.ClientError, OSError, TimeoutError):
            self.answers.append((0, None))
            return 0

    async def deliver(self, update: dict[str, Any], to: int = 0) -> None:
        """Post until it is taken, as the platform does."""
        for _ in range(600):
            status = await self.once(update, to)
            if 200 <= status < 300:
                return
            wait = float(self.answers[-1][1] or 0.1)
            await asyncio.sleep(min(wait, self.most_retry))
        raise AssertionError(self.answers[-5:])


@asynccontextmanager
async def hook(*addresses: str, connections: int = 100, most_retry: float = 60.0) -> AsyncIterator[Hook]:
    """A platform that knows these addresses."""
    connector = aiohttp.TCPConnector(limit=connections)
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=30)) as session:
        yield Hook(session, list(addresses), most_retry=most_retry)
