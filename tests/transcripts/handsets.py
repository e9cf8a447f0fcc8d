"""Phones of any platform in one story: what is typed and heard is the same, the wire beneath is each one's own."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import aiohttp

from tests.fakes.telegram_api.client import FakeTelegram
from tests.fakes.zalo_bot_api import ZaloBotFake
from tests.fakes.zalo_oa_api.client import ZaloOA

SECONDS = 25.0


@dataclass(frozen=True)
class Line:
    """One message on a screen; *edits* grows when it is changed."""

    key: str
    by_us: bool
    text: str
    edits: int = 0


class Handset(Protocol):
    """One platform with its people."""

    async def add(self, name: str) -> None:
        """Give somebody an account there."""

    async def types(self, name: str, text: str) -> None:
        """Type *text*."""

    async def presses(self, name: str, label: str) -> None:
        """Press a button, or type what stands for it where there are none."""

    async def sees(self, name: str) -> list[Line]:
        """Return the whole chat."""

    def chat(self, name: str) -> str:
        """Return the address of somebody's chat, as the channel names it."""


class OnTelegram:
    """Telegram's phones."""

    def __init__(self, fake: FakeTelegram) -> None:
        self._fake, self._ids = fake, dict[str, int]()

    async def add(self, name: str) -> None:
        """Give somebody an account there."""
        self._ids[name] = 700 + len(self._ids)
        await self._fake.person(self._ids[name], name, started=False)
        await self._fake.says(self._ids[name], "/start")

    def chat(self, name: str) -> str:
        """Return the address of somebody's chat."""
        return str(self._ids[name])

    async def types(self, name: str, text: str) -> None:
        """Type *text*."""
        await self._fake.says(self._ids[name], text)

    async def presses(self, name: str, label: str) -> None:
        """Press a button."""
        await self._fake.presses(self._ids[name], label)

    async def sees(self, name: str) -> list[Line]:
        """Return the whole chat."""
        seen = await self._fake.sees(self._ids[name])
        return [Line(str(one.message_id), one.by_bot, one.text, one.edits) for one in seen]


class OnOA:
    """Phones that follow the Official Account."""

    def __init__(self, fake: ZaloOA) -> None:
        self._fake, self._ids = fake, dict[str, str]()

    async def add(self, name: str) -> None:
        """Give somebody an account there, who follows ours."""
        self._ids[name] = await self._fake.person(f"55510000000000000{len(self._ids):02d}", name)
        await self._fake.follows(self._ids[name])

    def chat(self, name: str) -> str:
        """Return the address of somebody's chat."""
        return self._ids[name]

    async def types(self, name: str, text: str) -> None:
        """Type *text*."""
        await self._fake.says(self._ids[name], text)

    async def presses(self, name: str, label: str) -> None:
        """Press a button."""
        await self._fake.presses(self._ids[name], label)

    async def sees(self, name: str) -> list[Line]:
        """Return the whole chat."""
        seen = await self._fake.sees(self._ids[name])
        return [Line(str(n), one.by_oa, one.text) for n, one in enumerate(seen)]


class OnZaloBot:
    """Phones that write to the Zalo Bot."""

    def __init__(self, fake: ZaloBotFake) -> None:
        self._fake, self._ids = fake, dict[str, str]()

    async def add(self, name: str) -> None:
        """Give somebody an account there."""
        self._ids[name] = await self._fake.person(f"e4ea0011223344556{len(self._ids):03d}", name)

    def chat(self, name: str) -> str:
        """Return the address of somebody's chat."""
        return self._ids[name]

    async def types(self, name: str, text: str) -> None:
        """Type *text*."""
        await self._fake.says(self._ids[name], text)

    async def presses(self, name: str, label: str) -> None:
        """Type the label: it is a word like any other."""
        await self.types(name, label.lower())

    async def sees(self, name: str) -> list[Line]:
        """Return the whole chat."""
        seen = await self._fake.sees(self._ids[name])
        return [Line(str(n), one.by_bot, one.text) for n, one in enumerate(seen)]


class InBrowser:
    """Chat pages without a browser: their HTTP and websocket, spoken by hand."""

    def __init__(self, url: str) -> None:
        self._url, self._tokens, self._said = url, dict[str, str](), 0

    async def add(self, name: str) -> None:
        """Open a new chat, as the start page does."""
        async with aiohttp.ClientSession(headers={"Origin": self._url}) as http:
            page = await (await http.get(f"{self._url}/chat")).text()
            token = re.findall(r'name="token" value="([^"]+)"', page)[0]
            await (await http.post(f"{self._url}/chat", data={"token": token})).read()
        self._tokens[name] = token

    def chat(self, name: str) -> str:
        """Return the secret of somebody's link."""
        return self._tokens[name]

    async def types(self, name: str, text: str) -> None:
        """Type *text*."""
        await self._frame(name, text=text)

    async def presses(self, name: str, label: str) -> None:
        """Type the label."""
        await self._frame(name, text=label.lower())

    async def sees(self, name: str) -> list[Line]:
        """Return the whole chat."""
        async with self._line(name) as line:
            found: list[Line] = []
            while not found:
                news = json.loads(await asyncio.wait_for(line.receive_str(), SECONDS))
                if "lines" not in news:
                    continue
                for one in news["lines"]:
                    text = "\n".join(part for part in (one.get("heading", ""), one["text"]) if part)
                    found.append(Line(str(one["seq"]), one["role"] == "bot", text, one["changed"]))
                break
        return found

    async def _frame(self, name: str, **what: str) -> None:
        self._said += 1
        async with self._line(name) as line:
            await line.send_str(json.dumps({"id": f"{self._said:021d}", **what}))
            async with asyncio.timeout(SECONDS):
                while "ack" not in json.loads(await line.receive_str()):
                    pass

    def _line(self, name: str) -> _Socket:
        return _Socket(self._url, self._tokens[name])


class _Socket:
    def __init__(self, url: str, token: str) -> None:
        self._url, self._token = url, token

    async def __aenter__(self) -> aiohttp.ClientWebSocketResponse:
        self._http = aiohttp.ClientSession(headers={"Origin": self._url})
        return await self._http.ws_connect(f"{self._url}/chat/{self._token}/ws?after=0")

    async def __aexit__(self, *_: object) -> None:
        await self._http.close()


class Cast:
    """People, each on a platform; plays lines as `tests/transcripts/phones.py` does."""

    def __init__(self, database: Path) -> None:
        # looked at, no more
        self._database = sqlite3.connect(f"file:{database}?mode=ro", uri=True, isolation_level=None)
        self._on: dict[str, Handset] = {}
        self._heard: dict[str, tuple[int, dict[str, int]]] = {}

    async def add(self, name: str, handset: Handset) -> None:
        """Bring somebody in."""
        self._on[name] = handset
        self._heard[name] = (-1, {})
        await handset.add(name)

    async def __call__(self, transcript: str) -> None:
        """Play *transcript*."""
        for raw in transcript.strip().splitlines():
            line = raw.strip()
            if not line or line.startswith("#"):
                continue
            match = re.match(r"(\S+)\s+([<>])\s?(.*)$", line)
            assert match is not None, line
            name, sign, words = match.groups()
            if sign == "<":
                await self.hears(name, words)
                continue
            await self._rest()
            if pressed := re.fullmatch(r"\[(.+)\]", words):
                await self._on[name].presses(name, pressed[1])
            else:
                await self._on[name].types(name, words.replace(" / ", "\n"))

    async def _rest(self) -> None:
        """Wait until what is on screens is recorded as delivered: people take longer than that to answer."""
        ends = asyncio.get_running_loop().time() + SECONDS
        while self._database.execute("SELECT count(*) FROM delivery WHERE state = 'sending'").fetchone() != (0,):
            assert asyncio.get_running_loop().time() < ends
            await asyncio.sleep(0.01)

    def close(self) -> None:
        """Put the phones away."""
        self._database.close()

    async def hears(self, name: str, words: str) -> str:
        """Wait for a message with *words* that was not there, or not so, before; return it."""
        pattern = re.compile(".*?".join(re.escape(part.strip()) for part in words.split("…")), re.DOTALL)
        ends = asyncio.get_running_loop().time() + SECONDS
        while True:
            seen = await self._on[name].sees(name)
            last, edits = self._heard[name]
            for one in seen:  # a page may show the newest lines alone: their keys count on
                is_new = int(one.key) > last or one.edits > edits.get(one.key, one.edits)
                if one.by_us and is_new and pattern.search(one.text):
                    self._heard[name] = (max(last, int(one.key)), edits | {one.key: one.edits})
                    return one.text
            if asyncio.get_running_loop().time() > ends:
                chat = "\n".join(f"{'<' if one.by_us else '>'} {one.text}" for one in seen)
                raise AssertionError(f"{name} never heard {words!r}, but:\n{chat}")
            await asyncio.sleep(0.05)
