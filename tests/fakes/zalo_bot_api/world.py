"""What the fake platform knows: people, what each was sent, events that wait, and its rules."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

TOKEN = "1234567890123456789:AbCdEfGhIjKlMn"
TEXT_MOST, SECRET_LEAST, SECRET_MOST = 2000, 8, 256


@dataclass
class Rules:
    """Where the sources disagree, and limits; changed by tests."""

    real_status: bool = False  # errors with a real HTTP status, else 200
    error_code_on_success: bool = True  # "error_code": 0 beside a result
    redeliver: bool = False  # what was read comes again with every poll, at once, else once and never again
    listed: bool = False  # getUpdates gives an array of one, else the one object
    empty: str = "408"  # an empty poll ends so, or as `null`, `missing` or `list`
    most_wait: float = 30.0  # seconds a poll is held, whatever it asks
    wrapped: bool = False  # posts as {"ok": true, "result": …}
    unknown_is_404: bool = False
    http_webhook: bool = False  # accept one without TLS and on this machine, and look whether it answers
    outcome: str | None = "webhook.ok"  # of looking at any other webhook; None: nothing is told
    users_most: int = 50
    month_most: int = 3000
    photo_field: str = "photo_url"
    name_field: str = "display_name"
    photo_hosts_refused: tuple[str, ...] = ()


@dataclass
class World:
    """One bot and everybody who can write to it."""

    token: str = TOKEN
    rules: Rules = field(default_factory=Rules)
    people: dict[str, str] = field(default_factory=dict)  # id → name
    chats: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    waiting: deque[dict[str, Any]] = field(default_factory=deque)
    read: deque[dict[str, Any]] = field(default_factory=deque)
    webhook: tuple[str, str] | None = None
    media: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    sent: int = 0
    polls: list[float] = field(default_factory=list)
    polling: int = 0
    posts: list[int] = field(default_factory=list)
    fetched: Counter[str] = field(default_factory=Counter)
    typed: list[str] = field(default_factory=list)  # chats that were shown somebody at work
    events: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self) -> None:
        """Wake whoever waits for something to happen."""
        self.changed.set()
        self.changed = asyncio.Event()

    def event(self, person: str, kind: str, **fields: Any) -> dict[str, Any]:
        """Return a new event of *person*, as captured from the live service."""
        self.events += 1
        shapes = {"image": "CHAT_PHOTO", "voice": "CHAT_VOICE"}
        return {
            "event_name": f"message.{kind}.received",
            "message": {
                "message_id": f"{self.events:020x}", "message_type": shapes.get(kind, "CHAT_MESSAGE"),
                "date": int(time.time() * 1000),
                "from": {"id": person, self.rules.name_field: self.people[person], "is_bot": False},
                "chat": {"id": person, "chat_type": "PRIVATE"},
            } | fields,
        }  # fmt: skip
