"""How long a reply takes while a broadcast drains at the free rate, and what the queue costs in memory."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

from bot.channels.telegram.channel import TelegramChannel
from bot.sender import Sender
from bot.supervisor import Supervisor
from content.message import Outbound
from storage.engine import migrate
from storage.prepared import Prepared
from storage.storage import Storage
from tests.bench.seed import BENCH, audience, running_broadcast
from tests.bench.sending import TOKEN

RATE = 30.0
REPLIES = 60
PAUSE = 0.2

_WAITS = Prepared("SELECT sent_at - created_at FROM delivery WHERE klass = 0 AND state = 'sent' ORDER BY 1")


@dataclass(frozen=True, slots=True)
class Replies:
    """Seconds from owing a reply to its record, and resident megabytes with a short and a long queue behind it."""

    median: float
    p95: float
    megabytes_before: float
    megabytes_after: float


async def measure(queued: int = 1_000_000) -> Replies:
    """Owe a reply every 0.2 s while *queued* notices wait at 30 a second."""
    process = subprocess.Popen(  # noqa: ASYNC220 (started once, before anything is measured)
        [sys.executable, "-m", "tests.bench.far_end"], stdout=subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        url = f"http://127.0.0.1:{int(process.stdout.readline())}"
        with tempfile.TemporaryDirectory(dir=".") as folder:
            return await _drained(url, Path(folder), queued)
    finally:
        process.kill()
        process.wait()


async def _drained(url: str, folder: Path, queued: int) -> Replies:
    address = f"sqlite:///{folder}/bench.db"
    migrate(address)
    storage = Storage(address)
    storage.open()

    def clock() -> datetime:
        return datetime.now(UTC)

    await storage.run(lambda uow: audience(uow, queued, "telegram"))
    await storage.run(lambda uow: uow.lanes.ensure("telegram", RATE))
    before = psutil.Process().memory_info().rss / 1e6
    made = await storage.run(lambda uow: running_broadcast(uow, Outbound("Nội dung"), clock()))
    while await storage.run(lambda uow: uow.broadcasts.fan_out(made, 20_000, clock())):
        pass
    channel = TelegramChannel(TOKEN, clock=clock, api_url=url, rate=RATE)
    await channel._transport.initialize()  # noqa: SLF001 (open() would ask getMe)
    sender, supervisor = Sender(storage, channel, BENCH, clock, folder, "bench"), Supervisor()
    for job in sender.jobs():
        supervisor.start(job.name, job.run)
    for n in range(REPLIES):
        await storage.run(lambda uow: uow.outbox.owe(queued - n, "telegram", Outbound("Đã nhận"), now=clock()))
        sender.wake()
        await asyncio.sleep(PAUSE)
    await sender.drain()
    after = psutil.Process().memory_info().rss / 1e6
    waits = [wait / 1e6 for (wait,) in await storage.run(lambda uow: _WAITS.rows(uow.connection))]
    assert len(waits) == REPLIES
    await supervisor.stop(1)
    await channel.close()
    storage.close()
    return Replies(waits[len(waits) // 2], waits[int(len(waits) * 0.95)], before, after)
