"""The supervisor: no task dies unseen, and stopping is orderly."""

from __future__ import annotations

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.supervisor import Supervisor

PATIENCE = 10  # seconds until a test that hangs is told so


async def forever() -> None:
    """Wait for nothing."""
    await asyncio.Event().wait()


async def die() -> None:
    """Fail as a bug would."""
    await asyncio.sleep(0)
    raise LookupError("a bug")


async def test_it_runs_until_asked_to_stop() -> None:
    """A stop that was asked for is a success, and every task is gone after it."""
    supervisor = Supervisor()
    supervisor.start("poll", forever)
    supervisor.start("send", forever)
    before = supervisor.running
    assert before == ("poll", "send")
    supervisor.ask_to_stop()
    assert await asyncio.wait_for(supervisor.wait(), PATIENCE) == 0
    assert await supervisor.stop(grace=PATIENCE) == ()
    assert supervisor.running == ()


async def test_a_task_that_dies_ends_the_process() -> None:
    """The exit code says failure, and the log says which task and why."""
    supervisor = Supervisor()
    with capture_logs() as logged:
        supervisor.start("poll", forever)
        supervisor.start("send", die)
        assert await asyncio.wait_for(supervisor.wait(), PATIENCE) == 1
    assert supervisor.died == "send"
    (line,) = logged
    assert (line["event"], line["task"]) == ("task_ended", "send")
    assert isinstance(line["exc_info"], LookupError)
    await supervisor.stop(grace=PATIENCE)


async def test_a_task_that_returns_ends_the_process_too() -> None:
    """A loop that is over although nobody asked is as bad as one that failed."""

    async def short() -> None:
        await asyncio.sleep(0)

    supervisor = Supervisor()
    supervisor.start("poll", short)
    assert await asyncio.wait_for(supervisor.wait(), PATIENCE) == 1
    assert supervisor.died == "poll"


async def test_what_is_claimed_is_finished_while_stopping() -> None:
    """A cancelled task has time to finish its work in hand, in the order last started, first told."""
    told: list[str] = []
    finished: list[str] = []

    def worker(name: str) -> None:
        async def run() -> None:
            try:
                await forever()
            except asyncio.CancelledError:
                told.append(name)
                await asyncio.sleep(0)
                finished.append(name)
                raise

        supervisor.start(name, run)

    supervisor = Supervisor()
    worker("web")
    worker("send")
    await asyncio.sleep(0)
    assert await supervisor.stop(grace=PATIENCE) == ()
    assert told == ["send", "web"]
    assert finished == ["send", "web"]


async def test_a_task_that_will_not_end_is_named() -> None:
    """Stopping takes no longer than its grace, whatever a task does."""
    release = asyncio.Event()

    async def stubborn() -> None:
        try:
            await forever()
        except asyncio.CancelledError:
            await release.wait()

    supervisor = Supervisor()
    supervisor.start("export", stubborn)
    await asyncio.sleep(0)
    with capture_logs() as logged:
        assert await supervisor.stop(grace=0.01) == ("export",)
    assert [(line["event"], line["task"]) for line in logged] == [("task_did_not_stop", "export")]
    release.set()
    assert await supervisor.stop(grace=PATIENCE) == ()


async def test_a_task_that_fails_while_stopping_is_logged() -> None:
    """A bug in tidying up is not silent, and does not spoil the exit code."""

    async def messy() -> None:
        try:
            await forever()
        finally:
            raise LookupError("a bug in tidying up")

    supervisor = Supervisor()
    supervisor.start("export", messy)
    await asyncio.sleep(0)
    supervisor.ask_to_stop()
    with capture_logs() as logged:
        await supervisor.stop(grace=PATIENCE)
    assert [line["task"] for line in logged] == ["export"]
    assert await supervisor.wait() == 0


async def test_names_are_unique_and_nothing_starts_while_stopping() -> None:
    """Two tasks of one name, or one started too late, are bugs that must show."""
    supervisor = Supervisor()
    supervisor.start("poll", forever)
    with pytest.raises(ValueError, match="running already"):
        supervisor.start("poll", forever)
    await supervisor.stop(grace=PATIENCE)
    with pytest.raises(ValueError, match="stopping"):
        supervisor.start("send", forever)
