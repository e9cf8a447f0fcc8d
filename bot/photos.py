"""Photos and films on their way in: what a phone wrote beside the picture is gone before anything is stored."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Final

from bot import workshop
from bot.work_result import Made, WorkResult
from content.texts.privacy import PHOTO_REFUSED

KIND: Final = "bare_photo"
FILM: Final = "bare_film"
SECONDS: Final = 30.0


class PhotoRefused(Exception):
    """No photo that can be kept; *words* say so to who sent it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


async def bare(content: bytes) -> Made:
    """Return the photo of *content* without its metadata, made in a child process.

    Raises PhotoRefused for what is broken, huge or no photo, and WorkFailed when the child could not do it.
    """
    done = await _worked(KIND, "photo", content)
    if reason := done.result.get("refused"):
        raise PhotoRefused(PHOTO_REFUSED[reason])
    (made,) = done.files
    return made


async def bare_film(content: bytes) -> bytes:
    """Return a film or recording without the places written in it. Raises WorkFailed.

    A child looks through its megabytes: in this process all else would stand still meanwhile.
    """
    (made,) = (await _worked(FILM, "film", content)).files
    return made.content


async def _worked(kind: str, name: str, content: bytes) -> WorkResult:
    """Do one piece of work. The bytes as they came lie in a folder of the moment, which is gone when this returns."""
    with tempfile.TemporaryDirectory(prefix=f"{name}-") as folder:
        path = Path(folder) / name
        await asyncio.to_thread(path.write_bytes, content)
        return await workshop.work(kind, {}, {name: path}, SECONDS)
