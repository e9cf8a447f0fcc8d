"""One call of a Bot API method: fields in, result out, or one of three errors."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, BinaryIO
from urllib.parse import quote, quote_plus

import aiohttp
import orjson
from yarl import URL

from bot.channel import Upload
from bot.channels.telegram.transport import AiohttpTransport, MaybeArrived, NeverLeft, retry_seconds

UPLOAD_BYTES_PER_SECOND = 100_000  # the slowest line on which an upload is still waited for
_quoted_once = lru_cache(maxsize=256)(quote_plus)  # a broadcast says the same text and options thousands of times


class ApiError(Exception):
    """The API answered no. *description* is its own, in lower case; it never holds the token."""

    def __init__(
        self, status: int, description: str, *, retry_after: float | None = None, migrate_to: str | None = None
    ) -> None:
        super().__init__(f"{status} {description}")
        self.status = status
        self.description = description
        self.retry_after = retry_after
        self.migrate_to = migrate_to


class TelegramApi:
    """The methods of one bot at one API address.

    The hot path stays out of `telegram.Bot`: it builds and parses objects that nobody reads here, at twice the CPU.
    Both go through the same transport.
    """

    def __init__(self, transport: AiohttpTransport, token: str, api_url: str) -> None:
        self._transport = transport
        self._base = f"{api_url.rstrip('/')}/bot{token}/"
        self._files = f"{api_url.rstrip('/')}/file/bot{token}/"
        self._urls: dict[str, URL] = {}

    async def call(self, method: str, fields: Mapping[str, str], *, seconds: float | None = None) -> Any:
        """Return the `result` of *method*. Raises ApiError, NeverLeft or MaybeArrived."""
        body = "&".join(f"{name}={_quoted(value)}" for name, value in fields.items())
        return _result(*await self._transport.exchange(self._url(method), body.encode("ascii"), seconds=seconds))

    async def upload(self, method: str, fields: Mapping[str, str], part: str, file: BinaryIO, about: Upload) -> Any:
        """As `call`, with *file* sent as the field *part*; it gets more time the larger it is."""
        form = aiohttp.FormData(quote_fields=False)
        for key, value in fields.items():
            form.add_field(key, value)
        form.add_field(part, file, filename=about.name or "file", content_type=about.mime or "application/octet-stream")
        seconds = self._transport.read_timeout + os.fstat(file.fileno()).st_size / UPLOAD_BYTES_PER_SECOND
        return _result(*await self._transport.exchange(self._url(method), form, seconds=seconds))

    async def download(self, path: str, limit_bytes: int) -> bytes:
        """Return the bytes of a file by the *path* that getFile gave.

        Raises ValueError past *limit_bytes*, before the rest is read; ApiError or NeverLeft when it does not come.
        """
        async with self._transport.download(URL(self._files + quote(path), encoded=True)) as answer:
            if answer.status != 200:  # noqa: PLR2004 (the plain HTTP success)
                raise ApiError(answer.status, "file not available")
            taken = bytearray()
            async for piece in answer.content.iter_chunked(1 << 16):
                taken += piece
                if len(taken) > limit_bytes:
                    raise ValueError(f"larger than {limit_bytes} bytes")
            return bytes(taken)

    def _url(self, method: str) -> URL:
        if (url := self._urls.get(method)) is None:
            url = self._urls[method] = URL(self._base + method, encoded=True)
        return url


def _quoted(value: str) -> str:
    return value if value.isascii() and value.isalnum() else _quoted_once(value)


def _result(status: int, body: bytes, retry_after: str | None) -> Any:
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        answer = None
    if not isinstance(answer, dict):
        if status == 200:  # noqa: PLR2004 (it was taken, but what it became is lost)
            raise MaybeArrived("unreadable answer")
        raise ApiError(status, "", retry_after=retry_seconds(answer, retry_after))
    if answer.get("ok") is True and "result" in answer:
        return answer["result"]
    parameters = answer.get("parameters") or {}
    moved = parameters.get("migrate_to_chat_id")
    raise ApiError(
        status if status != 200 else int(answer.get("error_code") or 500),  # noqa: PLR2004 (as above)
        str(answer.get("description", "")).lower(),
        retry_after=retry_seconds(answer, retry_after),
        migrate_to=None if moved is None else str(moved),
    )


__all__ = ["ApiError", "MaybeArrived", "NeverLeft", "TelegramApi"]
