"""What the browser channel asks of storage: the history that is a chat's truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

Entry = dict[str, Any]
"""One message as `render.py` wrote it, plain JSON. Storage keeps it and never looks inside."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a chat. `seq` is its place and its name; `changed` grows when it is replaced."""

    seq: int
    changed: int
    entry: Entry


class History(Protocol):
    """The messages of all browser chats, seen alike by every process.

    `changed` grows with each append and each replace, and within one chat the changes become visible
    in that order: a page remembers the last it saw and would never ask for one that came late.
    Every method raises Busy (`bot/channel.py`) when storage cannot answer now, and nothing else.
    """

    async def append(self, chat: str, entry: Entry, delivery_id: int | None = None) -> int:
        """Store *entry* at the end of *chat* and return its seq.

        The same *delivery_id* in the same chat again stores nothing and returns the first seq.
        Positive ids are outbox rows; negative ones name what the person said.
        """
        ...

    async def replace(self, chat: str, seq: int, entry: Entry) -> bool:
        """Put *entry* in place of the one at *seq*; False when this chat has no such message."""
        ...

    async def read(self, chat: str, seq: int) -> Line | None:
        """Return one message of *chat*."""
        ...

    async def since(self, chat: str, changed: int, limit: int) -> list[Line]:
        """Return at most *limit* messages whose `changed` is greater, in the order of `changed`."""
        ...

    async def latest(self, chat: str, limit: int, before: int | None = None) -> list[Line]:
        """Return the last *limit* messages (those with a smaller seq than *before*), in the order of seq."""
        ...
