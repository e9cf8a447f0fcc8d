"""The strict fake Bot API as tests use it: in the test's own loop, or as a process that outlives the product."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.environment import ROOT, environment
from tests.fakes.telegram_api.server import Server
from tests.fakes.telegram_api.world import TOKEN
from tests.processes import PIPE, start


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as a screen shows it."""

    message_id: int
    by_bot: bool
    text: str
    buttons: list[str]
    file: str
    edits: int
    protected: bool
    silent: bool


class FakeTelegram:
    """Speaks to a running fake at *url*. Make one with `here()` or `process()`."""

    def __init__(self, url: str, session: aiohttp.ClientSession, server: Server | None = None) -> None:
        self.url = url
        self.token = TOKEN
        self.server = server  # only when it runs in this process
        self._session = session

    @classmethod
    @asynccontextmanager
    async def here(cls) -> AsyncIterator[FakeTelegram]:
        """Run the fake in this loop."""
        server = Server()
        port = await server.start()
        async with aiohttp.ClientSession() as session:
            try:
                yield cls(f"http://127.0.0.1:{port}", session, server)
            finally:
                await server.stop()

    @classmethod
    @asynccontextmanager
    async def process(cls, port: int = 0) -> AsyncIterator[FakeTelegram]:
        """Run the fake as a process of its own."""
        process = await start(
            "tests.fakes.telegram_api", "--port", str(port), cwd=ROOT, env=environment({}), stdout=PIPE
        )
        try:
            assert process.stdout is not None
            line = await asyncio.wait_for(process.stdout.readline(), 20)
            async with aiohttp.ClientSession() as session:
                yield cls(line.decode().strip(), session)
        finally:
            if process.returncode is None:
                process.terminate()
            await asyncio.wait_for(process.wait(), 10)

    async def person(self, person: int, name: str = "Hoa", **state: bool) -> int:
        """Make or change a person: `started`, `blocked`, `deactivated`. Returns the id."""
        await self._do("person", id=person, name=name, **state)
        return person

    async def bulk(self, first: int, count: int) -> None:
        """Make *count* people from id *first*."""
        await self._do("bulk", first=first, count=count)

    async def says(self, person: int, text: str) -> int:
        """Type *text*; return the update's number."""
        return int((await self._do("says", id=person, text=text))["update_id"])

    async def presses(self, person: int, label: str, message_id: int | None = None) -> int:
        """Press a button by its label, with or without its number; the newest one unless *message_id* says which."""
        return int((await self._do("presses", id=person, label=label, message_id=message_id))["update_id"])

    async def presses_token(self, person: int, message_id: int, token: str) -> int:
        """Press with a forged *token*."""
        return int((await self._do("presses_token", id=person, message_id=message_id, token=token))["update_id"])

    async def shares(self, person: int, phone: str, user_id: int | None) -> int:
        """Share a contact card."""
        return int((await self._do("shares", id=person, phone=phone, user_id=user_id))["update_id"])

    async def sends_file(
        self, person: int, name: str, mime: str, content: bytes, *, caption: str = "", kind: str = "document"
    ) -> int:
        """Send a `document` or `photo`."""
        given = {"name": name, "mime": mime, "caption": caption, "kind": kind}
        done = await self._do("sends_file", id=person, content=base64.b64encode(content).decode(), **given)
        return int(done["update_id"])

    async def blocks(self, person: int, *, blocked: bool = True) -> int:
        """Block the bot, or unblock it."""
        return int((await self._do("blocks", id=person, blocked=blocked))["update_id"])

    async def pushes(self, raw: dict[str, Any]) -> int:
        """Deliver any raw update."""
        return int((await self._do("pushes", raw=raw))["update_id"])

    async def again(self, update_id: int) -> None:
        """Deliver an update once more."""
        await self._do("again", update_id=update_id)

    async def moves(self, chat: int, to: int) -> None:
        """Have *chat* answer with `migrate_to_chat_id`."""
        await self._do("moves", id=chat, to=to)

    async def sees(self, person: int) -> list[Shown]:
        """Return the whole chat as the person sees it."""
        return [Shown(**one) for one in (await self._do("sees", id=person))["messages"]]

    async def keyboard(self, person: int) -> list[str]:
        """Return the labels of the reply keyboard now open."""
        return list((await self._do("sees", id=person))["keyboard"])

    async def waits(self, person: int, part: str = "", *, after: int = 0, seconds: float = 10.0) -> Shown:
        """Return the first message of the bot with *part* and an id above *after*. Fails when none comes in time."""
        found = await self._do("waits", id=person, part=part, after=after, seconds=seconds)
        if found is None:
            chat = "\n".join(f"{'<' if one.by_bot else '>'} {one.text}" for one in await self.sees(person))
            raise AssertionError(f"nothing with {part!r} came within {seconds} s; the chat:\n{chat}")
        return Shown(**found)

    async def script(self, *rules: dict[str, Any]) -> None:
        """Put faults in force; `faults.py` lists them."""
        await self._do("script", rules=list(rules))

    async def calm(self) -> None:
        """Forget all faults."""
        await self._do("calm")

    async def stats(self, *, times: bool = False) -> dict[str, Any]:
        """Return the counts of `stats.py`."""
        return dict(await self._do("stats", times=times))

    async def commands(self) -> dict[str, Any]:
        """Return the published commands by scope."""
        return dict(await self._do("commands"))

    async def webhook(self) -> dict[str, Any]:
        """Return how the webhook was set; empty: not at all."""
        return dict(await self._do("webhook"))

    async def answered(self) -> dict[str, list[str]]:
        """Return the answers given to each press."""
        return dict(await self._do("presses_answered"))

    async def _do(self, word: str, **given: Any) -> Any:
        async with self._session.post(f"{self.url}/_control/{word}", json=given) as answer:
            told = await answer.json()
        if "error" in told:
            raise AssertionError(f"{word}: {told['error']}")
        return told["result"]
