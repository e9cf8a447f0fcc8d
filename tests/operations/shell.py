"""What an operator does at a keyboard: commands that end, and processes that serve, in a folder of their own."""

from __future__ import annotations

import asyncio
import re
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import aiohttp

from storage.storage import Storage
from storage.unit_of_work import UnitOfWork
from tests.environment import environment
from tests.processes import PIPE, Process, start

T = TypeVar("T")
KEY = "k" * 32
SECONDS = 30


@dataclass(frozen=True, slots=True)
class Done:
    """A command that came to its end."""

    code: int
    out: str
    err: str


@dataclass(slots=True)
class Serving:
    """A process that serves at *url*; `said` is what it printed until then."""

    process: Process
    url: str
    said: str
    log: Path

    async def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end, and return its exit code."""
        if self.process.returncode is None:
            self.process.send_signal(how)
        return await asyncio.wait_for(self.process.wait(), SECONDS)

    @property
    def logged(self) -> str:
        """All that it logged so far."""
        return self.log.read_text()

    async def says_more(self) -> str:
        """Return what it prints next."""
        assert self.process.stdout is not None
        return (await asyncio.wait_for(self.process.stdout.read(4096), SECONDS)).decode()

    async def get(self, path: str) -> tuple[int, str]:
        """Return status and body of a page."""
        async with aiohttp.ClientSession() as http, http.get(self.url + path) as answer:
            return answer.status, await answer.text()


@dataclass
class Shell:
    """A folder and the settings that every command in it has."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    logs: int = 0
    fresh: bool = False  # serve in a fresh interpreter, where the start itself is measured

    def environment(self, more: dict[str, str]) -> dict[str, str]:
        """The whole environment: what is not a setting of ours, and these settings."""
        return environment({"COLUMNS": "200"} | self.settings | more)

    async def run(self, *words: str, **settings: str) -> Done:
        """Run a command to its end."""
        process = await start("bot", *words, cwd=self.folder, env=self.environment(settings), stdout=PIPE, stderr=PIPE)
        try:
            out, err = await asyncio.wait_for(process.communicate(), SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()
            raise
        return Done(process.returncode or 0, out.decode(), err.decode())

    async def refused(self, *words: str, **settings: str) -> str:
        """Run a command that must be refused with one sentence on stderr and exit code 1; return the sentence."""
        return self._sentence(1, await self.run(*words, **settings))

    async def mistaken(self, *words: str, **settings: str) -> str:
        """Run a command that is itself wrong: as `refused`, but with exit code 2."""
        return self._sentence(2, await self.run(*words, **settings))

    def _sentence(self, code: int, done: Done) -> str:
        assert (done.code, len(done.err.splitlines())) == (code, 1), done
        return done.err.strip()

    @asynccontextmanager
    async def serving(self, mode: str = "run", **settings: str) -> AsyncIterator[Serving]:
        """Start a process and wait until it says where it serves; it is ended with the block."""
        self.logs += 1
        log = self.folder / f"log{self.logs}.txt"
        with log.open("wb") as file:
            process = await start(
                "bot", mode, cwd=self.folder, env=self.environment(settings), stdout=PIPE, stderr=file, fresh=self.fresh
            )
        try:
            yield await self._until_served(process, log)
        finally:
            if process.returncode is None:
                process.terminate()
                try:
                    await asyncio.wait_for(process.wait(), SECONDS)
                except TimeoutError:
                    process.kill()
                    await process.wait()

    async def _until_served(self, process: Process, log: Path) -> Serving:
        assert process.stdout is not None
        said = ""
        async with asyncio.timeout(SECONDS):
            while not (found := re.search(r"http://[\d.]+:\d+", said)):
                line = await process.stdout.readline()
                said += line.decode()
                if not line:
                    raise AssertionError(said + self.logged())
        return Serving(process, found[0].replace("0.0.0.0", "127.0.0.1"), said, log)  # noqa: S104

    def logged(self) -> str:
        """Return all that the processes logged."""
        return "\n".join(path.read_text() for path in sorted(self.folder.glob("log*.txt")))

    async def ask(self, work: Callable[[UnitOfWork], T], url: str = "") -> T:
        """Run *work* on the database, beside whatever serves."""
        storage = Storage(url or self.settings["DATABASE_URL"])
        storage.open()
        try:
            return await storage.run(work)
        finally:
            storage.close()
