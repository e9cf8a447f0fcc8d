"""Sending through the durable outbox, beside what a user would pick instead, at 64 messages in flight."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
from aiogram import Bot as AiogramBot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram import Bot as PtbBot
from telegram.request import HTTPXRequest

from bot.channels.telegram.channel import TelegramChannel
from bot.sender import Sender
from bot.supervisor import Supervisor
from content.message import Outbound
from storage.engine import migrate
from storage.storage import Storage
from tests.bench.seed import BENCH, audience, running_broadcast

TOKEN = "123456:" + "b" * 35
IN_FLIGHT = 64
ROUNDS = 3  # in turns: what else the machine does meets all alike
TEXT = "Nội dung tuyên truyền: tắt điện, khóa gas khi không dùng. Nguồn: Kế hoạch số 01/KH-UBND."


@dataclass(frozen=True, slots=True)
class Rate:
    """Messages a second, and milliseconds of CPU a message."""

    name: str
    rate: float
    cpu_ms: float


async def _timed(name: str, count: int, one: Callable[[int], Awaitable[object]]) -> Rate:
    turns = iter(range(count))

    async def slot() -> None:
        for n in turns:
            await one(n)

    wall, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(slot() for _ in range(IN_FLIGHT)))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Rate(name, count / wall, cpu / count * 1000)


async def bare(url: str, count: int) -> Rate:
    """A bare aiohttp client that keeps nothing."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=IN_FLIGHT)) as session:

        async def one(n: int) -> None:
            form = {"chat_id": str(10_000 + n), "text": TEXT}
            async with session.post(f"{url}/bot{TOKEN}/sendMessage", data=form) as answer:
                await answer.json()

        return await _timed("bare aiohttp", count, one)


async def aiogram(url: str, count: int) -> Rate:
    """Aiogram's own Bot, which keeps nothing."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(url), limit=IN_FLIGHT)
    async with AiogramBot(TOKEN, session=session) as bot:
        return await _timed("aiogram Bot.send_message", count, lambda n: bot.send_message(10_000 + n, TEXT))


async def ptb(url: str, count: int) -> Rate:
    """python-telegram-bot with its default transport, which keeps nothing."""
    bot = PtbBot(TOKEN, base_url=f"{url}/bot", request=HTTPXRequest(connection_pool_size=IN_FLIGHT, pool_timeout=60))
    await bot._request[1].initialize()  # noqa: SLF001 (initialize() of the bot would ask getMe of a far end without one)
    try:
        return await _timed("python-telegram-bot, own transport", count, lambda n: bot.send_message(10_000 + n, TEXT))
    finally:
        await bot._request[1].shutdown()  # noqa: SLF001 (as above)


async def ours(url: str, count: int) -> Rate:
    """The product: claimed, sent and recorded on SQLite FULL."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        address = f"sqlite:///{folder}/bench.db"
        migrate(address)
        storage = Storage(address)
        storage.open()

        def clock() -> datetime:
            return datetime.now(UTC)

        await storage.run(lambda uow: audience(uow, count, "telegram"))
        made = await storage.run(lambda uow: running_broadcast(uow, Outbound(TEXT), clock()))
        while await storage.run(lambda uow: uow.broadcasts.fan_out(made, 20_000, clock())):
            pass
        await storage.run(lambda uow: uow.lanes.ensure("telegram", 1_000_000))
        channel = TelegramChannel(TOKEN, clock=clock, api_url=url, rate=1_000_000)
        await channel._transport.initialize()  # noqa: SLF001 (open() would ask getMe)
        sender = Sender(storage, channel, BENCH, clock, Path(folder), "bench", slots=IN_FLIGHT)
        supervisor = Supervisor()
        wall, cpu = time.perf_counter(), time.process_time()
        for job in sender.jobs():
            supervisor.start(job.name, job.run)
        while sender.sent < count:  # noqa: ASYNC110 (it counts; nobody tells)
            await asyncio.sleep(0.01)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        await supervisor.stop(1)
        await channel.close()
        row = await storage.run(lambda uow: uow.broadcasts.get(made))
        assert (row.sent, row.state) == (count, "done")
        storage.close()
        return Rate("the product, through its outbox", count / wall, cpu / count * 1000)


def _middle(rates: Sequence[Rate]) -> Rate:
    return sorted(rates, key=lambda rate: rate.rate)[len(rates) // 2]


async def measure(count: int = 4_000) -> list[Rate]:
    """Return the rates, all in one run against one far end: in turns, and of each the middle one."""
    process = subprocess.Popen(  # noqa: ASYNC220 (started once, before anything is measured)
        [sys.executable, "-m", "tests.bench.far_end"], stdout=subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        url = f"http://127.0.0.1:{int(process.stdout.readline())}"
        rounds = [[await way(url, count) for way in (bare, aiogram, ours)] for _ in range(ROUNDS)]
        return [*map(_middle, zip(*rounds, strict=True)), await ptb(url, count // 4)]
    finally:
        process.kill()
        process.wait()
