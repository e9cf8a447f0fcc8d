"""A file from the page: a multipart post, read as a stream, never whole in memory."""

from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator
from typing import Final

from aiohttp import BodyPartReader, MultipartReader, web

from bot.channels.browser.hearing import NAME, Spoken
from bot.channels.browser.spool import Spool
from content.message import FileRef, Heard
from content.texts.browser import UNNAMED_FILE

CHUNK_BYTES: Final = 256 * 1024
NAME_LIMIT: Final = 120  # characters


async def receive(request: web.Request, chat: str, spool: Spool, limit_bytes: int) -> Spoken:
    """Store the posted file and return it as something said: the field `id`, then the field `file`.

    Raises ValueError for any other form (TooLarge among them), Full when the spool is full.
    """
    if request.content_type != "multipart/form-data":
        raise ValueError(request.content_type)
    form = await request.multipart()
    name = await _short(await _part(form, "id"))
    if not NAME.fullmatch(name):
        raise ValueError(name)
    file = await _part(form, "file")
    kept = spool.name_of(chat, name)
    size = await spool.keep(kept, _chunks(file), limit_bytes)
    shown = clean(file.filename or "")
    mime = file.headers.get("Content-Type", "")[:NAME_LIMIT]
    return Spoken(name, Heard.FILE, file=FileRef(remote=kept, name=shown, mime=mime, size=size))


def clean(name: str) -> str:
    """Return a file name without folders and control characters, NFC, its ending kept when it is cut."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .") or UNNAMED_FILE
    if len(plain) <= NAME_LIMIT:
        return plain
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: NAME_LIMIT - 12]}{dot}{ending[:10]}" if dot else plain[:NAME_LIMIT]


async def _part(form: MultipartReader, name: str) -> BodyPartReader:
    part = await form.next()
    if not isinstance(part, BodyPartReader) or part.name != name:
        raise ValueError(name)
    return part


async def _short(part: BodyPartReader) -> str:
    text = b""
    async for chunk in _chunks(part):
        text += chunk
        if len(text) > NAME_LIMIT:
            raise ValueError(text)
    return text.decode("ascii")


async def _chunks(part: BodyPartReader) -> AsyncIterator[bytes]:
    while chunk := await part.read_chunk(CHUNK_BYTES):
        yield bytes(chunk)
