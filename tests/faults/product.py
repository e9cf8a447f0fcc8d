"""The product as real processes beside a fake platform: started, killed, frozen, counted at the far end."""

from __future__ import annotations

import asyncio
import itertools
import re
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from content.message import Outbound
from storage.broadcasts import Audience
from storage.errors import Unavailable
from storage.storage import Storage
from storage.tables import Broadcast, Delivery
from storage.unit_of_work import UnitOfWork
from tests.crowd import FIRST_CHAT, crowd
from tests.environment import environment
from tests.fakes.telegram_api.client import FakeTelegram
from tests.processes import PIPE, Process, start

KEY = "k" * 32
START_SECONDS = 60  # beside others
_logs = itertools.count()


@dataclass
class Product:
    """One installation: a database, a folder, and any number of processes on them."""

    database_url: str
    folder: Path
    fake: FakeTelegram
    rate: float = 300
    timeout: float = 5
    more: dict[str, str] = field(default_factory=dict)
    processes: list[Process] = field(default_factory=list)
    addresses: dict[int, str] = field(default_factory=dict)  # of processes that serve, by pid
    log_of: dict[int, Path] = field(default_factory=dict)  # by pid

    @property
    def is_sqlite(self) -> bool:
        """Say which database this is."""
        return self.database_url.startswith("sqlite")

    @property
    def mode(self) -> str:
        """The command that sends: `run` owns a SQLite file, any number of `worker`s share a PostgreSQL."""
        return "run" if self.is_sqlite else "worker"

    def environment(self, **more: str) -> dict[str, str]:
        """The whole environment of a process."""
        settings = {
            "DATABASE_URL": self.database_url, "SECRET_KEY": KEY, "HOST": "127.0.0.1",
            "TELEGRAM_TOKEN": self.fake.token, "TELEGRAM_API_URL": self.fake.url,
            "SEND_RATE": str(self.rate), "SEND_TIMEOUT": str(self.timeout),
        }  # fmt: skip
        return environment(settings | self.more | more, measured=False)

    async def start(self, mode: str = "", **more: str) -> Process:
        """Start a process and wait until it serves."""
        path = self.folder / f"log{next(_logs)}.txt"
        log = path.open("wb")
        process = await start(
            "bot", mode or self.mode, cwd=self.folder, env=self.environment(**more), stdout=PIPE, stderr=log
        )
        log.close()
        self.processes.append(process)
        self.log_of[process.pid] = path
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), START_SECONDS)
        if not line and "APP_FAILPOINT" not in more:
            raise AssertionError(self.logs())
        if found := re.search(r"http://[\w.]+:\d+", line.decode()):
            self.addresses[process.pid] = found[0]
        return process

    async def kill(self, process: Process) -> None:
        """Kill a process as a power cut would."""
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()

    async def end(self) -> None:
        """Stop what still runs."""
        for process in self.processes:
            if process.returncode is None:
                process.send_signal(signal.SIGCONT)
                process.send_signal(signal.SIGTERM)
                try:
                    await asyncio.wait_for(process.wait(), 30)
                except TimeoutError:
                    await self.kill(process)

    def logs(self) -> str:
        """Return all that the processes logged."""
        return "\n".join(p.read_text(errors="replace") for p in sorted(self.folder.glob("log*.txt")))

    async def ask(self, work: Any) -> Any:
        """Run *work* on the database, beside the processes."""
        storage = Storage(self.database_url)
        storage.open()
        try:
            return await storage.run(work)
        finally:
            storage.close()

    async def audit(self, broadcast_id: int) -> dict[str, int]:
        """Check what every fault must leave whole, and return the broadcast's rows by state."""

        def look(uow: UnitOfWork) -> tuple[Broadcast, list[str]]:
            rows = uow.session.scalars(select(Delivery.state).where(Delivery.broadcast_id == broadcast_id))
            return uow.broadcasts.get(broadcast_id), list(rows)

        row, states = await self.ask(look)
        by_state = {state: states.count(state) for state in set(states)}
        assert by_state.get("sending", 0) == 0, by_state
        for state in ("sent", "failed", "uncertain", "cancelled", "expired"):
            assert by_state.get(state, 0) == getattr(row, state), (state, by_state)
        assert row.total == len(states)
        secret = self.fake.token.partition(":")[2]
        assert secret not in self.logs()
        assert not (await self.fake.stats())["violations"]
        return by_state

    async def until_done(self, broadcast_id: int, seconds: float = 120) -> Broadcast:
        """Wait until the broadcast is done."""
        return await self.until(broadcast_id, lambda row: row.state in ("done", "cancelled"), seconds)

    async def until(self, broadcast_id: int, is_so: Callable[[Broadcast], bool], seconds: float = 30) -> Broadcast:
        """Wait until the broadcast is as said."""
        storage = Storage(self.database_url)
        storage.open()
        ends = asyncio.get_running_loop().time() + seconds
        try:
            while True:
                try:
                    row: Broadcast = await storage.run(lambda uow: uow.broadcasts.get(broadcast_id))
                except Unavailable:  # SQLite gives nobody a turn: who looks beside a busy writer may have to look again
                    assert asyncio.get_running_loop().time() < ends
                    continue
                if is_so(row):
                    return row
                if asyncio.get_running_loop().time() > ends:
                    raise AssertionError(f"{row.state} {row.total} {row.sent} {row.failed}\n{self.logs()[-3000:]}")
                await asyncio.sleep(0.1)
        finally:
            storage.close()


async def populate(product: Product, people: int) -> list[int]:
    """Make an office with *people*, each with a Telegram chat, in the product and at the platform."""
    now = datetime.now(UTC)

    def make(uow: UnitOfWork) -> list[int]:
        unit = uow.units.put("X01", "xã Đồng Mẫu", "xa", None)
        uow.office.put(
            name="UBND xã Đồng Mẫu", superior="", system="nha_nuoc", courtesy="dong_chi", unit_id=unit.id,
            staff_contact="0950 000 001", public_contact="0950 000 002", privacy_contact="0950 000 003", settings={},
        )  # fmt: skip
        uow.lanes.ensure("telegram", product.rate)
        return crowd(uow, unit.id, people, now)

    members: list[int] = await product.ask(make)
    await product.fake.bulk(FIRST_CHAT, people)
    return members


async def broadcast(product: Product, people: list[int], *, klass: int = 2, state: str = "running") -> int:
    """Make a broadcast to *people*, as an approval leaves it: frozen, rendered, not yet owed."""
    now = datetime.now(UTC)

    def make(uow: UnitOfWork) -> int:
        unit = uow.people.get(people[0]).unit_id
        document = uow.documents.add(
            now=now, author_id=people[0], unit_id=unit, kind="talking_point", title="Phòng cháy", number="01/KH-UBND"
        )
        version = uow.documents.draft(document, author_id=people[0], now=now)
        made = uow.broadcasts.add(
            version.id, author_id=people[0], now=now, state=state, klass=klass, due_at=now, any_hour=True
        )
        uow.broadcasts.freeze(made, Audience(people=tuple(people) if len(people) < 900 else (), units=(unit,)))
        uow.broadcasts.render(made.id, "telegram", Outbound("Nội dung tuyên truyền", heading="Phòng cháy"))
        return made.id

    return int(await product.ask(make))


@asynccontextmanager
async def installed(database_url: str, folder: Path, **settings: Any) -> AsyncIterator[Product]:
    """An installation beside a fake platform; whatever still runs at the end is stopped."""
    async with FakeTelegram.process() as fake:
        product = Product(database_url, folder, fake, **settings)
        try:
            yield product
        finally:
            await product.end()
