"""The strict fake of the Zalo Bot Platform as tests use it: in the test's own loop, or as a process."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from tests.environment import environment
from tests.fakes.zalo_bot_api.server import Server
from tests.fakes.zalo_bot_api.world import TOKEN
from tests.processes import PIPE, start

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as a screen shows it."""

    id: str
    by_bot: bool
    text: str
    photo: str


class ZaloBotFake:
    """Speaks to a running fake at *url*. Make one with `here()` or `process()`."""

    token = TOKEN

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self._session = session

    @classmethod
    @asynccontextmanager
    async def here(cls) -> AsyncIterator[ZaloBotFake]:
        """Run the fake in this loop."""
        server = Server()
        port = await server.start()
        async with aiohttp.ClientSession() as session:
            try:
                yield cls(f"http://127.0.0.1:{port}", session)
            finally:
                await server.stop()

    @classmethod
    @asynccontextmanager
    async def process(cls, port: int = 0) -> AsyncIterator[ZaloBotFake]:
        """Run the fake as a process of its own."""
        process = await start(
            "tests.fakes.zalo_bot_api", "--port", str(port), cwd=ROOT, env=environment({}), stdout=PIPE
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

    async def person(self, person: str, name: str = "Hoa") -> str:
        """Make a person; return the id."""
        await self._do("person", id=person, name=name)
        return person

    async def says(self, person: str, text: str) -> int:
        """Type *text*; return what the webhook answered, 0 when it waits for a poll."""
        return int(await self._do("says", id=person, text=text))

    async def sends_photo(self, person: str, name: str, content: bytes, caption: str = "") -> int:
        """Send a picture."""
        body = base64.b64encode(content).decode()
        return int(await self._do("sends_photo", id=person, name=name, content=body, caption=caption))

    async def sends(self, person: str, kind: str, **fields: Any) -> int:
        """Send a sticker, voice, or something unsupported."""
        return int(await self._do("sends", id=person, kind=kind, fields=fields))

    async def posts(self, event: dict[str, Any], times: int = 1) -> list[int]:
        """Bring any *event*, *times* at once."""
        return list(await self._do("posts", event=event, times=times))

    async def hook(self, url: str, secret: str) -> str:
        """Set the webhook as the console would; return the outcome of looking at it: `webhook.ok` when it answers."""
        return str(await self._do("hook", url=url, secret=secret))

    async def sees(self, person: str) -> list[Shown]:
        """Return the whole chat as the person sees it."""
        return [Shown(**one) for one in await self._do("sees", id=person)]

    async def waits(self, person: str, part: str = "", *, after: int = 0, seconds: float = 10.0) -> Shown:
        """Return the first message of the bot with *part*, behind *after* others. Fails when none comes in time."""
        found = await self._do("waits", id=person, part=part, after=after, seconds=seconds)
        if found is None:
            chat = "\n".join(f"{'<' if one.by_bot else '>'} {one.text}" for one in await self.sees(person))
            raise AssertionError(f"nothing with {part!r} came within {seconds} s; the chat:\n{chat}")
        return Shown(**found)

    async def waits_typing(self, person: str, *, seconds: float = 10.0) -> bool:
        """Say whether the person was shown somebody at work, within *seconds*."""
        return bool(await self._do("waits_typing", id=person, seconds=seconds))

    async def rules(self, **rules: Any) -> None:
        """Turn what `world.Rules` lists."""
        await self._do("rules", **rules)

    async def script(self, *rules: dict[str, Any]) -> None:
        """Put faults in force, as `faults.py` lists them, and no others."""
        await self._do("script", rules=list(rules))

    async def stats(self) -> dict[str, Any]:
        """Return what is counted."""
        return dict(await self._do("stats"))

    async def _do(self, word: str, /, **given: Any) -> Any:
        async with self._session.post(f"{self.url}/_control/{word}", json=given) as answer:
            told = await answer.json()
        if "error" in told:
            raise AssertionError(f"{word}: {told['error']}")
        return told["result"]
