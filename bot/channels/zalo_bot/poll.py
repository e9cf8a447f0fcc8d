"""Asks Zalo for events, one request at a time and at most one a second.

Some sources see an event again with every poll, others once and never again (zalo.md A4). So each is accepted before
the next poll, and one that comes again is known by its key.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog

from bot.channel import Accept, Busy
from bot.channels.zalo_bot.api import ApiError, MaybeArrived, NeverLeft, ZaloBotApi
from bot.channels.zalo_bot.errors import BAD_TOKEN, is_empty_poll
from bot.channels.zalo_bot.parse import events
from content.message import Inbound

POLL_SECONDS = 30  # how long Zalo waits for something to tell; a lease must last longer
LEAST_SECONDS = 1.0  # between two polls, whatever comes
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
BUSY_PAUSE = 0.05
LEASE_PAUSE = 2.0

_log = structlog.get_logger(__name__)

Sleep = Callable[[float], Awaitable[None]]
HoldsLease = Callable[[], Awaitable[bool]]
Read = Callable[[Mapping[str, Any]], Inbound | None]


class Poller:
    """Polls until cancelled. *holds_lease* is asked before each request: two pollers of one bot hinder each other."""

    def __init__(
        self,
        api: ZaloBotApi,
        read: Read,
        holds_lease: HoldsLease | None = None,
        sleep: Sleep = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._api, self._read, self._holds_lease = api, read, holds_lease
        self._sleep, self._monotonic = sleep, monotonic

    async def run(self, accept: Accept) -> None:
        """Poll until cancelled."""
        pause, webhook_gone = 0.0, False
        while True:
            if pause:
                await self._sleep(pause)
            if self._holds_lease is not None and not await self._holds_lease():
                pause, webhook_gone = LEASE_PAUSE, False
                continue
            try:
                if not webhook_gone:  # with one set, polling is refused
                    await self._api.call("deleteWebhook", {})
                    webhook_gone = True
                asked_at = self._monotonic()
                found = await self._ask()
            except (ApiError, NeverLeft, MaybeArrived) as error:
                pause = _pause_after(error, pause)
                _log.warning("zalo_bot.poll_failed", error=str(error), pause_seconds=pause)
                webhook_gone = webhook_gone and not isinstance(error, ApiError)
                continue
            for event in events(found):
                await self._take(event, accept)
            # Some are told the same again at once: without a pause that is a dozen requests a second, for ever.
            pause = max(0.0, LEAST_SECONDS - (self._monotonic() - asked_at))

    async def _ask(self) -> Any:
        try:
            return await self._api.call("getUpdates", {"timeout": POLL_SECONDS}, seconds=POLL_SECONDS + 10.0)
        except ApiError as error:
            if is_empty_poll(error):
                return None
            raise

    async def _take(self, event: Mapping[str, Any], accept: Accept) -> None:
        inbound = self._read(event)
        while inbound is not None:
            try:
                await accept(inbound)
            except Busy as busy:
                await self._sleep(max(BUSY_PAUSE, busy.retry_after))
            else:
                return


def _pause_after(error: Exception, pause: float) -> float:
    """Return seconds until the next try: longer each time, and long at once when the token is refused."""
    if isinstance(error, ApiError) and error.code == BAD_TOKEN:
        return LONGEST_PAUSE
    return min(LONGEST_PAUSE, max(FIRST_PAUSE, pause * 2))
