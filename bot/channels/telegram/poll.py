"""Updates that we ask for: the offset, which tells the API to forget, moves only past what is committed."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import orjson
import structlog

from bot.channel import Accept, Busy
from bot.channels.telegram.api import ApiError, MaybeArrived, NeverLeft, TelegramApi
from bot.channels.telegram.callbacks import Callbacks
from bot.channels.telegram.parse import ALLOWED_UPDATES, Parsed

POLL_SECONDS = 20  # how long the API waits for something to tell; a lease must last longer
BATCH = 100
AT_ONCE = 40  # people handled side by side, so that their commits can be shared
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
QUICK_SECONDS = 0.25  # an empty answer sooner than this is no long poll
BUSY_PAUSE = 0.05  # least, whatever Busy says
LEASE_PAUSE = 2.0  # between two looks at a lease that another process holds
ALLOWED = orjson.dumps(ALLOWED_UPDATES).decode()

_log = structlog.get_logger(__name__)

HoldsLease = Callable[[], Awaitable[bool]]
Sleep = Callable[[float], Awaitable[None]]


class Poller:
    """Asks for updates and hands them on: each person's in order, up to 40 people at once.

    A batch is confirmed only after every update of it was accepted; killed before that, the same updates come again
    and are known by their keys. *holds_lease* is asked before each request: two pollers of one bot hinder each other.
    """

    def __init__(  # noqa: PLR0913 (the last three have defaults and are given by name)
        self,
        api: TelegramApi,
        read: Callable[[dict[str, Any]], Parsed],
        callbacks: Callbacks,
        holds_lease: HoldsLease | None = None,
        sleep: Sleep = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._api = api
        self._read = read
        self._callbacks = callbacks
        self._holds_lease = holds_lease
        self._sleep = sleep
        self._monotonic = monotonic
        self._offset: int | None = None
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def run(self, accept: Accept) -> None:
        """Poll until cancelled."""
        pause = 0.0
        webhook_gone = False
        while True:
            if pause:
                await self._sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311 (jitter, not a secret)
            if self._holds_lease is not None and not await self._holds_lease():
                pause, webhook_gone = LEASE_PAUSE, False
                continue
            try:
                if not webhook_gone:
                    await self._api.call("deleteWebhook", {})  # what people sent meanwhile is kept
                    webhook_gone = True
                asked_at = self._monotonic()
                updates = await self._ask()
            except (ApiError, NeverLeft, MaybeArrived) as error:
                pause = _pause_after(error, pause)
                _log.warning("telegram.poll_failed", error=str(error), pause_seconds=round(pause, 1))
                webhook_gone = webhook_gone and not (isinstance(error, ApiError) and error.status == 409)  # noqa: PLR2004
                continue
            await self._take(updates, accept)
            # A server that does not wait as asked, or repeats what nobody can read, must not make this loop spin.
            pause = 0.0 if updates and self._offset is not None else self._rest(asked_at)

    def _rest(self, asked_at: float) -> float:
        return 0.0 if self._monotonic() - asked_at > QUICK_SECONDS else QUICK_SECONDS

    async def _ask(self) -> list[dict[str, Any]]:
        fields = {"timeout": str(POLL_SECONDS), "limit": str(BATCH), "allowed_updates": ALLOWED}
        if self._offset is not None:
            fields["offset"] = str(self._offset)
        result = await self._api.call("getUpdates", fields, seconds=POLL_SECONDS + 10.0)
        return [raw for raw in result if isinstance(raw, dict)] if isinstance(result, list) else []

    async def _take(self, updates: Sequence[dict[str, Any]], accept: Accept) -> None:
        lanes: dict[str, list[Parsed]] = {}
        last = None
        for raw in updates:
            try:
                parsed = self._read(raw)
            except ValueError:
                _log.warning("telegram.not_an_update")
                continue
            lanes.setdefault(parsed.lane, []).append(parsed)
            last = max(last or 0, parsed.update_id)
        async with asyncio.TaskGroup() as group:
            for parsed_of_one in lanes.values():
                group.create_task(self._take_in_order(parsed_of_one, accept))
        if last is not None:
            self._offset = last + 1

    async def _take_in_order(self, of_one: list[Parsed], accept: Accept) -> None:
        async with self._slots:
            for parsed in of_one:
                if parsed.inbound is not None:
                    await self._accepted(parsed, accept)
                self._callbacks.answer(parsed.callback_id)

    async def _accepted(self, parsed: Parsed, accept: Accept) -> None:
        assert parsed.inbound is not None  # noqa: S101 (the caller looked)
        while True:
            try:
                await accept(parsed.inbound)
            except Busy as busy:
                _log.info("telegram.busy", update_id=parsed.update_id, retry_after=busy.retry_after)
                await self._sleep(max(BUSY_PAUSE, busy.retry_after))
            else:
                return


def _pause_after(error: ApiError | NeverLeft | MaybeArrived, pause: float) -> float:
    if isinstance(error, ApiError) and error.retry_after is not None:
        return max(FIRST_PAUSE, error.retry_after)
    return min(LONGEST_PAUSE, max(FIRST_PAUSE, pause * 2))
