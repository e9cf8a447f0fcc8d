"""Files on their way in: kept in a folder until the core has fetched them."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from typing import Final

KEEP_SECONDS: Final = 7 * 24 * 3600  # far longer than any fetch is tried again
TOTAL_LIMIT: Final = 2 * 1024**3  # bytes; a stranger may fill this, never the disk
NAME: Final = re.compile(r"[0-9a-f]{32}-[0-9a-f]{24}")


class TooLarge(ValueError):
    """The file is larger than the channel carries."""


class Full(Exception):
    """The spool holds too much at the moment."""


class Spool:
    """A folder of files heard, each under a name that only we make."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self) -> None:
        """Make the folder, for our eyes only."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    @staticmethod
    def name_of(chat: str, said: str) -> str:
        """Return the name of the file that came with what the page calls *said*: the same one at a resend."""
        return f"{chat}-{sha256(said.encode()).hexdigest()[:24]}"

    async def keep(self, name: str, chunks: AsyncIterator[bytes], limit_bytes: int) -> int:
        """Store *chunks* under *name* and return their size. Raises TooLarge or Full; then nothing stays."""
        if await asyncio.to_thread(self._held_bytes) > TOTAL_LIMIT - limit_bytes:
            raise Full
        part = self._folder / f"{name}.{os.urandom(4).hex()}.part"  # two resends at once stay apart
        size = 0
        try:
            with await asyncio.to_thread(part.open, "wb") as out:
                async for chunk in chunks:
                    size += len(chunk)
                    if size > limit_bytes:
                        raise TooLarge(name)
                    await asyncio.to_thread(out.write, chunk)
            await asyncio.to_thread(part.replace, self._folder / name)
        finally:
            part.unlink(missing_ok=True)
        return size

    async def fetch(self, name: str, limit_bytes: int) -> bytes:
        """Return the bytes of *name*. Raises ValueError when too large, FileNotFoundError when not here."""
        if not NAME.fullmatch(name):
            raise FileNotFoundError(name)
        path = self._folder / name
        if (await asyncio.to_thread(path.stat)).st_size > limit_bytes:
            raise TooLarge(name)
        return await asyncio.to_thread(path.read_bytes)

    def forget(self, name: str) -> None:
        """Delete *name*, if it is here."""
        if NAME.fullmatch(name):
            (self._folder / name).unlink(missing_ok=True)

    def sweep(self, now_seconds: float) -> int:
        """Delete what is older than a week and return how many files that were."""
        old = [path for path in self._folder.iterdir() if path.stat().st_mtime < now_seconds - KEEP_SECONDS]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _held_bytes(self) -> int:
        with os.scandir(self._folder) as files:
            return sum(file.stat().st_size for file in files)
