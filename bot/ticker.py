"""The metronome. APScheduler only beats; what is due is always asked of the database."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import failpoints
from content.texts.browser import CODE_HIDDEN
from handlers import answer_files, broadcasting, my_data, progress_screen, reminder
from handlers.dispatcher import Dispatcher
from handlers.world import World
from storage.errors import Unavailable
from storage.files import FileStore
from storage.storage import Storage

FAN_SECONDS = 0.05  # what one chunk of a fan-out should take; the chunk grows or shrinks towards it
FAN_FIRST, FAN_LEAST, FAN_MOST = 5_000, 500, 50_000
HEARD_DAYS, REPLY_DAYS, DRAFT_DAYS, PARKED_DAYS = 7, 30, 30, 30
FILE_DAYS, PAGE_DAYS = 7, 180  # of sheets and pictures that belong to no document; of what a browser page shows

log = structlog.get_logger()


class Ticker:
    """Beats for everything that waits for time. Any number of processes may run one."""

    def __init__(  # noqa: PLR0913 (the seams it stands between)
        self,
        storage: Storage,
        dispatcher: Dispatcher,
        world: World,
        clock: Callable[[], datetime],
        owed: Callable[[], None],
        files: FileStore,
    ) -> None:
        self._storage, self._dispatcher, self._world, self._clock, self._owed = (
            storage, dispatcher, world, clock, owed,
        )  # fmt: skip
        self._files = files
        self._chunk = FAN_FIRST
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self) -> None:
        """Begin to beat."""
        beats: tuple[tuple[Callable[[], Awaitable[None]], float], ...] = (
            (self.broadcasts, 0.5),
            (self.parked, 1.0),
            (self.screens, 3.0),
            (self.leases, 5.0),
            (self.reminders, 60.0),
            (self.forget, 3600.0),
        )
        for beat, seconds in beats:
            self._scheduler.add_job(
                _steady(beat), "interval", seconds=seconds, id=beat.__name__, coalesce=True, max_instances=1,
                misfire_grace_time=None,
            )  # fmt: skip
        self._scheduler.start()

    def stop(self) -> None:
        """Beat no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def broadcasts(self) -> None:
        """Start what is due, owe its messages in chunks, and clear what was cancelled or has expired."""
        now = self._clock()
        await self._storage.run(lambda uow: broadcasting.start_due(uow, self._world, now))
        for broadcast_id in await self._storage.run(lambda uow: uow.broadcasts.unfanned()):
            more = True
            while more:
                began = asyncio.get_running_loop().time()
                size = self._chunk
                more = await self._storage.run(lambda uow: uow.broadcasts.fan_out(broadcast_id, size, now))
                failpoints.reached("after_fan_out_chunk")
                took = asyncio.get_running_loop().time() - began
                self._chunk = next_chunk(size, took)
                self._owed()
        while await self._storage.run(lambda uow: broadcasting.clear(uow, self._world, now)):
            pass

    async def parked(self) -> None:
        """Try updates again whose handler raised."""
        await self._dispatcher.retry_parked()

    async def screens(self) -> None:
        """Show the progress of broadcasts where somebody watches."""
        now = self._clock()
        if await self._storage.run(lambda uow: progress_screen.refresh(uow, self._world, now)):
            self._owed()

    async def leases(self) -> None:
        """Queue again what a dead sender left; on SQLite that was done at start."""
        if not self._storage.is_sqlite:
            now = self._clock()
            await self._storage.run(lambda uow: uow.outbox.recover(all_of_them=False, now=now))

    async def reminders(self) -> None:
        """Owe the reminders that are due."""
        now = self._clock()
        if await self._storage.run(lambda uow: reminder.tick(uow, self._world, now)):
            self._owed()

    async def forget(self) -> None:
        """Delete what is kept for a time only."""
        now = self._clock()
        await self._storage.run(lambda uow: uow.inbox.forget(now - timedelta(days=HEARD_DAYS)))
        await self._storage.run(lambda uow: uow.inbox.forget_parked(now - timedelta(days=PARKED_DAYS)))
        await self._storage.run(lambda uow: uow.progress.forget(now - timedelta(days=DRAFT_DAYS)))
        while await self._storage.run(lambda uow: my_data.erase_leavers(uow, now)):
            pass
        await self._storage.run(lambda uow: answer_files.sweep(uow, now, now - timedelta(days=FILE_DAYS)))
        for name in await self._storage.run(lambda uow: uow.files.forget(now - timedelta(days=FILE_DAYS), 500)):
            await asyncio.to_thread(self._files.remove, name)
        await self._storage.run(lambda uow: uow.history.forget_old(now - timedelta(days=PAGE_DAYS), 5_000))
        blank = {"role": "bot", "at": now.isoformat(), "text": CODE_HIDDEN}
        for chat, seq in await self._storage.read(lambda uow: uow.history.once_before(now - timedelta(days=1), 500)):
            await self._storage.run(lambda uow: uow.history.replace(chat, seq, blank))
        while await self._storage.run(lambda uow: uow.outbox.forget(now - timedelta(days=REPLY_DAYS), 2_000)):
            pass


def next_chunk(size: int, took: float) -> int:
    """Return how many rows the next chunk of a fan-out has, after *size* rows *took* so many seconds."""
    factor = min(2.0, max(0.5, FAN_SECONDS / max(took, 0.001)))
    return int(min(FAN_MOST, max(FAN_LEAST, size * factor)))


def _steady(beat: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    """Return *beat* so that a database that is away costs one beat, and a bug is logged and not silent."""

    async def run() -> None:
        try:
            await beat()
        except Unavailable as error:
            log.warning("beat_missed", action=beat.__name__, why=str(error)[:200])
        except Exception:
            log.exception("beat_failed", action=beat.__name__)

    return run
