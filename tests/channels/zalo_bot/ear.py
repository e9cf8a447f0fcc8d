"""Stands where the dispatcher stands: keeps what it accepts, once for each key, and may be busy."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from bot.channel import Busy, Parcel
from content.message import Address, Inbound, Outbound

HOA, MINH = "e4ea00112233445566aa", "e4ea00112233445566bb"
SECRET = "mot-bi-mat-dai-hon-ba-muoi-hai-ky-tu"
NOW = datetime(2026, 11, 15, 2, 30, tzinfo=UTC)


class Ear:
    """What was heard, the same key once: as the dispatcher takes it."""

    def __init__(self) -> None:
        self.heard: list[Inbound] = []
        self.tries: list[str] = []
        self.busy = 0
        self._changed = asyncio.Condition()

    async def accept(self, inbound: Inbound) -> None:
        """Keep *inbound*, or be Busy for the next *busy* tries."""
        self.tries.append(inbound.update_key)
        if self.busy:
            self.busy -= 1
            raise Busy(0)
        async with self._changed:
            if inbound.update_key not in {one.update_key for one in self.heard}:
                self.heard.append(inbound)
            self._changed.notify_all()

    async def until(self, count: int, seconds: float = 15.0) -> list[Inbound]:
        """Return what was heard once it is *count* things."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(lambda: len(self.heard) >= count)
        return self.heard


def parcel(said: Outbound | str, to: str = HOA, link: str = "") -> Parcel:
    """Return a message to somebody."""
    return Parcel(Address("zalo_bot", to), Outbound(said) if isinstance(said, str) else said, delivery_id=7, link=link)
