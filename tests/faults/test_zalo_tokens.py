"""One account's tokens shared by real processes: raced for, killed between Zalo's answer and the commit, frozen there.

PostgreSQL only: on SQLite one process owns the file.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from storage.tables import Credential
from storage.unit_of_work import UnitOfWork
from tests import processes
from tests.channels.zalo_oa.token_rig import KEY, LANE, Rig, rigged
from tests.processes import PIPE, start

ROOT = Path(__file__).parents[2]
SECONDS = 30
REFUSED = "Misconfigured Zalo từ chối, mã -14014"


@dataclass
class Process:
    """A process that was told about the account."""

    process: processes.Process

    async def ask(self, words: str) -> str:
        """Say something to it, and return the line that it answers; empty when it died over it."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{words}\n".encode())
        return await self.hear()

    async def hear(self) -> str:
        """Return the next line that it prints."""
        assert self.process.stdout is not None
        return (await asyncio.wait_for(self.process.stdout.readline(), SECONDS)).decode().strip()


@asynccontextmanager
async def started(rig: Rig, me: str, *, failpoint: str = "", ahead: float = 0.0) -> AsyncIterator[Process]:
    """Start a process; its clock may be *ahead* by some seconds, so that nobody need wait for a claim to run out."""
    given = {
        "me": me, "failpoint": failpoint, "ahead": ahead, "database": rig.storage.url, "key": KEY, "url": rig.url,
        "app_id": rig.oauth.app_id, "app_secret": rig.oauth.app_secret,
    }  # fmt: skip
    process = await start(
        "tests.faults.token_process", orjson.dumps(given).decode(), cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=PIPE, stdout=PIPE,
    )  # fmt: skip
    one = Process(process)
    try:
        assert await one.hear() == "ready"
        yield one
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGCONT)
            process.kill()
        await process.wait()


@pytest.fixture
async def rig(postgres_database_url: str) -> AsyncIterator[Rig]:
    """An account whose pair was authorised a day ago, so that its access token is over."""
    async with rigged(postgres_database_url) as made:
        made.now = datetime.now(UTC) - timedelta(hours=26)
        await made.authorise()
        made.now = datetime.now(UTC)
        yield made


async def expire(rig: Rig) -> None:
    """Let the stored access token be over, here and at Zalo."""

    def work(uow: UnitOfWork) -> None:
        row = uow.session.get_one(Credential, LANE)
        row.access_until = row.changed_at = datetime.now(UTC) - timedelta(hours=1)

    await rig.storage.run(work)


async def test_two_processes_at_the_end_of_a_token(rig: Rig) -> None:
    """Whoever asks first, and however close: one refresh each time, and both go on with the same living token."""
    rig.oauth.delay = 0.1
    async with started(rig, "a") as a, started(rig, "b") as b:

        async def both(words: str) -> list[str]:
            return list(await asyncio.gather(a.ask(words), b.ask(words)))

        got = await both("current")
        for n in range(1, 6):
            assert got[0] == got[1]
            assert rig.oauth.check(got[0]) == 0
            assert (rig.oauth.asked, rig.oauth.refreshes) == (n, n)
            await expire(rig)
            assert await both("look") == ["ok", "ok"]
            got = await both("current")
        assert await both(f"refused {got[0]}") == ["ok", "ok"]
        one, other = await both("current")
        assert one == other != got[0]
        assert rig.oauth.check(one) == 0
        assert (rig.oauth.asked, rig.oauth.refreshes) == (7, 7)
    assert await rig.alarms() == []


async def test_killed_between_the_answer_and_the_commit(rig: Rig) -> None:
    """The pair that Zalo gave is gone with the process: the next one asks once, tells the admins, and asks no more."""
    async with started(rig, "a", failpoint="before_token_save:kill") as a:
        assert await a.ask("current") == ""
        assert await a.process.wait() == -signal.SIGKILL
    assert (rig.oauth.refreshes, await rig.fault()) == (1, "")
    async with started(rig, "b", ahead=61) as b:
        for _ in range(3):
            assert (await b.ask("current")).startswith(REFUSED)
            assert await b.ask("look") == "ok"
        async with started(rig, "c", ahead=61) as c:
            assert (await c.ask("current")).startswith(REFUSED)
        assert (rig.oauth.asked, rig.oauth.refreshes) == (2, 1)
        assert [lane for lane, _ in await rig.alarms()] == ["telegram", LANE]
        assert [lane for lane, _ in await rig.stopped()] == [LANE]
        access = await rig.authorise()
        assert await b.ask("current") == access
        assert (await rig.stopped(), await rig.fault()) == ([], "")


@pytest.mark.alone
async def test_frozen_between_the_answer_and_the_commit(rig: Rig) -> None:
    """Another takes over and is refused; when the frozen one wakes, the pair it holds is stored, and all goes on."""
    rig.oauth.gate = asyncio.Event()
    async with started(rig, "a") as a, started(rig, "b", ahead=61) as b:
        asked = asyncio.create_task(a.ask("current"))
        while not rig.oauth.refreshes:  # noqa: ASYNC110 (a process is watched)
            await asyncio.sleep(0.01)
        a.process.send_signal(signal.SIGSTOP)
        rig.oauth.gate.set()
        assert (await b.ask("current")).startswith(REFUSED)
        a.process.send_signal(signal.SIGCONT)
        access = await asked
        assert rig.oauth.check(access) == 0
        assert await b.ask("current") == access
        assert (await rig.fault(), await rig.stopped()) == ("", [])
