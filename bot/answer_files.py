"""What is kept of a file that somebody sent as an answer: looked at, without places, or refused in words."""

from __future__ import annotations

import asyncio

from bot import photos
from bot.work_result import Made
from content.sent_files import Look, look
from content.sent_files.looks import NotTaken
from content.texts.sent_files import REFUSED

STEM = "tep"  # of the name of a file: equal bytes are kept once, so the name is nobody's own


class FileRefused(Exception):
    """No file that can be kept; *words* say so to who sent it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


async def kept(content: bytes, name: str, wanted: str) -> Made:
    """Return what is kept of *content*, sent to a question that wants *wanted*: image, audio, video or file.

    In a child process a picture is made anew without metadata, and a film loses the place where it was taken. Raises
    FileRefused, or WorkFailed when the child could not do it.
    """
    found = await asyncio.to_thread(_looked_at, content, name, wanted)
    if found.family == "image":
        try:
            return await photos.bare(content)
        except photos.PhotoRefused as error:
            raise FileRefused(error.words) from None
    if found.family in ("audio", "video"):
        content = await photos.bare_film(content)
    return Made(f"{STEM}.{found.ending}", found.mime, content)


def _looked_at(content: bytes, name: str, wanted: str) -> Look:
    try:
        found = look(content, name)
    except NotTaken as error:
        is_other = wanted != "file" and error.reason == "unknown"
        raise FileRefused(REFUSED[wanted if is_other else error.reason]) from None
    if wanted not in ("file", found.family):
        raise FileRefused(REFUSED[wanted])
    return found
