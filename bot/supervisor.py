"""Starts, names, watches and stops tasks. No task of the product is started anywhere else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

log = structlog.stdlib.get_logger(__name__)


class Supervisor:
    """The long-lived tasks of one process.

    A task that ends or dies unasked ends the process: half a product that looks alive helps nobody, and
    whoever started the process starts it again.
    """

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._over = asyncio.Event()
        self._stopping = False
        self.died: str | None = None  # the first task that ended unasked

    def start(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        """Run the loop *run* until `stop`. Raises ValueError when *name* is running already, or after `stop`."""
        if self._stopping:
            raise ValueError(f"cannot start {name}: stopping")
        if name in self._tasks:
            raise ValueError(f"{name} is running already")
        task = asyncio.create_task(_awaited(run), name=name)
        self._tasks[name] = task
        task.add_done_callback(self._ended)

    def ask_to_stop(self) -> None:
        """Let `wait` return; for signal handlers. Tasks go on until `stop`."""
        self._over.set()

    async def wait(self) -> int:
        """Return the process's exit code once it should stop: 0 when asked to, 1 when a task ended unasked."""
        await self._over.wait()
        return 1 if self.died else 0

    async def stop(self, grace: float) -> tuple[str, ...]:
        """Cancel every task, last started first, and wait at most *grace* seconds for all together.

        A task finishes what it has claimed when it is cancelled. Returns the names of those that did not end.
        """
        self._stopping = True
        self._over.set()
        tasks = list(self._tasks.values())
        for task in reversed(tasks):
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=grace)
        late = tuple(name for name, task in self._tasks.items() if not task.done())
        for name in late:
            log.error("task_did_not_stop", task=name, grace=grace)
        return late

    @property
    def running(self) -> tuple[str, ...]:
        """Names of the tasks that live."""
        return tuple(name for name, task in self._tasks.items() if not task.done())

    def _ended(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is None and self._stopping:
            return
        log.error("task_ended", task=task.get_name(), exc_info=error)
        if not self._stopping:
            self.died = self.died or task.get_name()
            self._over.set()


async def _awaited(run: Callable[[], Awaitable[None]]) -> None:
    await run()
