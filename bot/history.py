"""The browser channel's history, kept in the product's own database."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from bot.channel import Busy
from bot.channels.browser.history import Entry, Line
from storage.errors import Unavailable
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")
RETRY_SECONDS = 2


class StoredHistory:
    """Satisfies `bot.channels.browser.history.History`."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def append(self, chat: str, entry: Entry, delivery_id: int | None = None) -> int:
        """Store *entry* at the end of *chat*, once for each delivery."""
        return await self._run(lambda uow: uow.history.append(chat, entry, delivery_id))

    async def replace(self, chat: str, seq: int, entry: Entry) -> bool:
        """Put *entry* in place of the one at *seq*."""
        return await self._run(lambda uow: uow.history.replace(chat, seq, entry))

    async def read(self, chat: str, seq: int) -> Line | None:
        """Return one message."""
        row = await self._read(lambda uow: uow.history.read(chat, seq))
        return Line(*row) if row else None

    async def since(self, chat: str, changed: int, limit: int) -> list[Line]:
        """Return what changed after *changed*."""
        return [Line(*row) for row in await self._read(lambda uow: uow.history.since(chat, changed, limit))]

    async def latest(self, chat: str, limit: int, before: int | None = None) -> list[Line]:
        """Return the last messages."""
        return [Line(*row) for row in await self._read(lambda uow: uow.history.latest(chat, limit, before))]

    async def _run(self, work: Callable[[UnitOfWork], T]) -> T:
        try:
            return await self._storage.run(work)
        except Unavailable as error:
            raise Busy(RETRY_SECONDS) from error

    async def _read(self, work: Callable[[UnitOfWork], T]) -> T:
        try:
            return await self._storage.read(work)
        except Unavailable as error:
            raise Busy(RETRY_SECONDS) from error
