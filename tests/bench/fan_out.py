"""Owing a broadcast to a million people, beside a bare INSERT … SELECT of the same rows."""

from __future__ import annotations

import asyncio
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from bot.ticker import FAN_FIRST, next_chunk
from content.message import Outbound
from storage.broadcasts_sql import FAN_OWE
from storage.engine import migrate
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork
from tests.bench.seed import audience, running_broadcast


@dataclass(frozen=True, slots=True)
class FanOut:
    """Rows a second of both ways, and the longest that one write was held (ms)."""

    bare: float
    ours: float
    longest_ms: float


async def _bare(url: str, count: int) -> float:
    """Return the seconds of one INSERT … SELECT of all rows."""
    storage, made = await _prepared(url, count)

    def whole(uow: UnitOfWork) -> int:
        return FAN_OWE.run(uow.connection, klass=2, id=made, cursor=0, upper=count, now=0)

    began = time.perf_counter()
    assert await storage.run(whole) == count
    took = time.perf_counter() - began
    storage.close()
    return took


async def _ours(url: str, count: int) -> tuple[float, float]:
    """Return the seconds of the whole fan-out in chunks, and of its longest chunk."""
    storage, made = await _prepared(url, count)
    more, chunk, longest = True, FAN_FIRST, 0.0
    now = datetime.now(UTC)
    began = time.perf_counter()
    while more:
        start = time.perf_counter()
        more = await storage.run(partial(_chunk, made=made, size=chunk, now=now))
        took = time.perf_counter() - start
        longest, chunk = max(longest, took), next_chunk(chunk, took)
    whole = time.perf_counter() - began
    row = await storage.run(lambda uow: uow.broadcasts.get(made))
    assert (row.total, row.fan_done) == (count, True)
    storage.close()
    return whole, longest


def _chunk(uow: UnitOfWork, made: int, size: int, now: datetime) -> bool:
    return uow.broadcasts.fan_out(made, size, now)


async def _prepared(url: str, count: int) -> tuple[Storage, int]:
    migrate(url)
    storage = Storage(url)
    storage.open()
    await storage.run(lambda uow: audience(uow, count, "telegram"))
    return storage, await storage.run(lambda uow: running_broadcast(uow, Outbound("Nội dung"), datetime.now(UTC)))


def on_sqlite(count: int) -> FanOut:
    """Measure each way on a fresh SQLite file, so that both fill empty tables."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        bare = asyncio.run(_bare(f"sqlite:///{folder}/bare.db", count))
        ours, longest = asyncio.run(_ours(f"sqlite:///{folder}/ours.db", count))
        return FanOut(count / bare, count / ours, longest * 1000)
