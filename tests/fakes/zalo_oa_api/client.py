"""The strict fake of Zalo's Official Account API as tests use it: in the test's own loop, or as a process."""

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
from tests.fakes.zalo_oa_api.oauth import OAuth
from tests.fakes.zalo_oa_api.server import Server
from tests.fakes.zalo_oa_api.world import SECRET
from tests.processes import PIPE, start

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as a screen shows it."""

    id: str
    by_oa: bool
    text: str
    buttons: list[str]
    file: str
    kind: str
    paid: bool


class ZaloOA:
    """Speaks to a running fake at *url*. Make one with `here()` or `process()`."""

    def __init__(self, url: str, session: aiohttp.ClientSession, server: Server | None = None) -> None:
        self.url = url
        self.business_url = f"{url}/business"
        self.app_id, self.app_secret, self.oa_id = OAuth.app_id, OAuth.app_secret, OAuth.oa_id
        self.secret_key = SECRET
        self.server = server  # only when it runs in this process
        self._session = session

    @classmethod
    @asynccontextmanager
    async def here(cls) -> AsyncIterator[ZaloOA]:
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
    async def process(cls, port: int = 0) -> AsyncIterator[ZaloOA]:
        """Run the fake as a process of its own."""
        process = await start(
            "tests.fakes.zalo_oa_api", "--port", str(port), cwd=ROOT, env=environment({}), stdout=PIPE
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

    async def person(self, person: str, name: str = "Hoa", **state: Any) -> str:
        """Make or change a person who has just written to the account, or *wrote_days_ago* (None: never).

        Also `phone`, `follows`, `blocked`, `inactive`, `reads`. Returns the id.
        """
        await self._do("person", id=person, name=name, **state)
        return person

    async def says(self, person: str, text: str) -> int:
        """Type *text*; return the event's number."""
        return int(await self._do("says", id=person, text=text))

    async def presses(self, person: str, label: str, message_id: str = "") -> int:
        """Press a button by its label, with or without its number; the newest one unless *message_id* says which."""
        return int(await self._do("presses", id=person, label=label, message_id=message_id))

    async def sends_file(self, person: str, name: str, content: bytes, *, text: str = "", kind: str = "file") -> int:
        """Send a `file`, `image` or `gif`."""
        given = {"name": name, "content": base64.b64encode(content).decode(), "text": text, "kind": kind}
        return int(await self._do("sends_file", id=person, **given))

    async def sends(self, person: str, what: str, text: str = "", **payload: Any) -> int:
        """Send a location, sticker, audio, video, link or business_card."""
        return int(await self._do("sends", id=person, what=what, text=text, payload=payload))

    async def follows(self, person: str, *, follows: bool = True) -> int:
        """Follow the account, or no more."""
        return int(await self._do("follows", id=person, follows=follows))

    async def acts(self, person: str, event_name: str, **more: Any) -> int:
        """Do anything else of which Zalo posts an event."""
        return int(await self._do("acts", id=person, event_name=event_name, more=more))

    async def posts(self, person: str, event: dict[str, Any]) -> int:
        """Have any *event* posted."""
        return int(await self._do("posts", id=person, event=event))

    async def again(self, number: int, times: int = 1) -> None:
        """Post an event again, *times* at once."""
        await self._do("again", number=number, times=times)

    async def template(self, template: str, params: list[str], **how: bool) -> None:
        """Have a template approved: `by_uid`, `promotion`."""
        await self._do("template", id=template, params=params, **how)

    async def rules(self, **rules: Any) -> None:
        """Turn what `world.Rules` lists."""
        await self._do("rules", **rules)

    async def later(self, seconds: float) -> None:
        """Move the fake's clock on."""
        await self._do("later", seconds=seconds)

    async def hook(self, url: str = "", **how: Any) -> int:
        """Set where events are posted, and how: `scale`, `stamp_in_header`, `bare_mac`. Return what the probe got."""
        return int(await self._do("hook", **({"url": url} if url else {}), **how))

    async def settled(self) -> None:
        """Return once no event is on its way."""
        await self._do("settled")

    async def grant(self) -> tuple[str, str]:
        """Return a new pair of tokens, as the console's API Explorer hands it out."""
        access, refresh = await self._do("grant")
        return access, refresh

    async def revoke(self) -> None:
        """Take the right to speak away."""
        await self._do("revoke")

    async def oauth(self, **how: Any) -> dict[str, Any]:
        """Tell the token endpoint what to do wrong (`script`) or how long tokens live; return its counts."""
        return dict(await self._do("oauth", **how))

    async def sees(self, person: str) -> list[Shown]:
        """Return the whole chat as the person sees it."""
        return [Shown(**one) for one in await self._do("sees", id=person)]

    async def waits(self, person: str, part: str = "", *, after: int = 0, seconds: float = 10.0) -> Shown:
        """Return the first message of the account with *part*, behind *after* others. Fails when none comes in time."""
        found = await self._do("waits", id=person, part=part, after=after, seconds=seconds)
        if found is None:
            chat = "\n".join(f"{'<' if one.by_oa else '>'} {one.text}" for one in await self.sees(person))
            raise AssertionError(f"nothing with {part!r} came within {seconds} s; the chat:\n{chat}")
        return Shown(**found)

    async def script(self, *rules: dict[str, Any]) -> None:
        """Put faults in force; `faults.py` lists them."""
        await self._do("script", rules=list(rules))

    async def calm(self) -> None:
        """Forget all faults."""
        await self._do("calm")

    async def stats(self) -> dict[str, Any]:
        """Return the counts of `Server.measured`."""
        return dict(await self._do("stats"))

    async def _do(self, word: str, /, **given: Any) -> Any:
        async with self._session.post(f"{self.url}/_control/{word}", json=given) as answer:
            told = await answer.json()
        if "error" in told:
            raise AssertionError(f"{word}: {told['error']}")
        return told["result"]
