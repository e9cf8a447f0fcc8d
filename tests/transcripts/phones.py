"""Plays transcripts on the fake platform over real HTTP, the product being a process of its own.

`>` is said, `[Label]` presses one, `<` waits for a message that is new or changed and holds the words; "…"
stands for anything. What else comes meanwhile is passed over: this is a story, not a check of wording.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from pathlib import Path

from tests.fakes.telegram_api.client import FakeTelegram, Shown

SECONDS = 20.0


class Phones:
    """The phones of a few people."""

    def __init__(self, fake: FakeTelegram, database: Path) -> None:
        self._fake = fake
        self._database = sqlite3.connect(
            f"file:{database}?mode=ro", uri=True, isolation_level=None
        )  # looked at, no more
        self.ids: dict[str, int] = {}
        self._heard: dict[str, tuple[int, dict[int, int]]] = {}  # the last message heard, and the edits seen

    async def add(self, name: str) -> None:
        """Give somebody a phone."""
        self.ids[name] = 500 + len(self.ids)
        self._heard[name] = (0, {})
        await self._fake.person(self.ids[name], name, started=False)

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
                await self._fake.presses(self.ids[name], pressed[1])
            else:
                await self._fake.says(self.ids[name], words.replace(" / ", "\n"))

    async def _rest(self) -> None:
        """Wait until what is on screens is recorded as delivered: people take longer than that to answer."""
        ends = asyncio.get_running_loop().time() + SECONDS
        while self._database.execute("SELECT count(*) FROM delivery WHERE state = 'sending'").fetchone() != (0,):
            assert asyncio.get_running_loop().time() < ends
            await asyncio.sleep(0.01)

    def close(self) -> None:
        """Put the phones away."""
        self._database.close()

    async def hears(self, name: str, words: str) -> Shown:
        """Wait for a message with *words* that was not there, or not so, before."""
        pattern = re.compile(".*?".join(re.escape(part.strip()) for part in words.split("…")), re.DOTALL)
        ends = asyncio.get_running_loop().time() + SECONDS
        while True:
            for one in await self._fake.sees(self.ids[name]):
                last, edits = self._heard[name]
                is_new = one.message_id > last or one.edits > edits.get(one.message_id, 0)
                if one.by_bot and is_new and pattern.search(one.text):
                    edits[one.message_id] = one.edits
                    self._heard[name] = (max(last, one.message_id), edits)
                    return one
            if asyncio.get_running_loop().time() > ends:
                raise AssertionError(f"{name} never heard {words!r}, but:\n{await self.chat(name)}")
            await asyncio.sleep(0.05)

    async def sends(self, name: str, file: str, content: bytes, mime: str = "application/octet-stream") -> None:
        """Send a document."""
        await self._fake.sends_file(self.ids[name], file, mime, content)

    async def screen(self, name: str) -> list[Shown]:
        """Return the whole chat."""
        return await self._fake.sees(self.ids[name])

    async def last(self, name: str) -> Shown:
        """Return the newest message on the screen."""
        return (await self._fake.sees(self.ids[name]))[-1]

    async def chat(self, name: str) -> str:
        """Return the whole chat, as it would be read aloud."""
        lines = []
        for one in await self._fake.sees(self.ids[name]):
            buttons = f"  {one.buttons}" if one.buttons else ""
            file = f"  <{one.file}>" if one.file else ""
            lines.append(f"{'<' if one.by_bot else '>'} {one.text}{file}{buttons}")
        return "\n".join(lines)
