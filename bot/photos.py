"""Photos on their way in: what a phone wrote beside the picture is gone before anything is stored."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Final

from bot import workshop
from bot.workshop import Made
from content.texts.privacy import PHOTO_REFUSED

KIND: Final = "bare_photo"
SECONDS: Final = 30.0


class PhotoRefused(Exception):
    """No photo that can be kept; *words* say so to who sent it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


async def bare(content: bytes) -> Made:
    """Return the photo of *content* without its metadata, made in a child process.

    Raises PhotoRefused for what is broken, huge or no photo, and WorkFailed when the child could not do it. The bytes
    as they came lie in a folder of the moment, which is gone when this returns.
    """
    with tempfile.TemporaryDirectory(prefix="photo-") as folder:
        path = Path(folder) / "photo"
        await asyncio.to_thread(path.write_bytes, content)
        done = await workshop.work(KIND, {}, {"photo": path}, SECONDS)
    if reason := done.result.get("refused"):
        raise PhotoRefused(PHOTO_REFUSED[reason])
    (made,) = done.files
    return made
