"""How requests reach the Bot API: aiohttp behind python-telegram-bot's own `BaseRequest` seam.

python-telegram-bot's default transport costs about ten times the CPU at 64 requests in flight, and hides whether a
request may have arrived. This one tells the two apart, and puts no address (it holds the token) in any error.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import orjson
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot import http
from bot.http import Http

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class NeverLeft(http.NeverLeft, NetworkError):
    """The request certainly did not reach the API. The text is the kind of error only."""


class MaybeArrived(http.MaybeArrived, NetworkError):
    """The request may have been carried out. The text is the kind of error only."""


class Flooded(TelegramError):
    """429 to a call of `telegram.Bot`; *seconds* is None when the answer does not say how long."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__("too many requests")
        self.seconds = seconds


class AiohttpTransport(BaseRequest):
    """One aiohttp session for everything said to the Bot API. It never tries a POST twice.

    *timeout* is the most seconds one request may take.
    Raises NeverLeft or MaybeArrived; through `telegram.Bot` also Flooded.
    """

    def __init__(self, timeout: float = 30.0) -> None:
        self._http = Http(timeout)

    @property
    def read_timeout(self) -> float:
        """Seconds one request may take."""
        return self._http.seconds

    async def initialize(self) -> None:
        """Make the session; called once in the running loop."""
        await self._http.open()

    async def shutdown(self) -> None:
        """Close all connections."""
        await self._http.close()

    async def exchange(
        self, url: URL, body: bytes | aiohttp.FormData, *, seconds: float | None = None
    ) -> tuple[int, bytes, str | None]:
        """POST *body* once; return status, body and the header `Retry-After`. Raises NeverLeft, MaybeArrived."""
        headers = FORM if isinstance(body, bytes) else None
        try:
            answer = await self._http.exchange(url, body, headers=headers, seconds=seconds)
        except (http.NeverLeft, http.MaybeArrived) as error:
            raise _as_network_error(error) from None
        return answer.status, answer.body, answer.headers.get("Retry-After")

    @asynccontextmanager
    async def download(self, url: URL) -> AsyncIterator[aiohttp.ClientResponse]:
        """Open *url* for reading in pieces. Raises NeverLeft for whatever goes wrong: reading has no effects."""
        try:
            async with self._http.download(url) as answer:
                yield answer
        except http.NeverLeft as error:
            raise _as_network_error(error) from None

    async def do_request(  # noqa: PLR0913 (the signature of the seam)
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Serve python-telegram-bot's Bot, which we use for what is rare: who am I, menus, the webhook."""
        form = request_data.url_encoded_parameters() if request_data else ""
        seconds = read_timeout if isinstance(read_timeout, int | float) else None
        status, body, retry_after = await self.exchange(URL(url), form.encode(), seconds=seconds)
        if status == 429:  # noqa: PLR2004 (HTTP; the library's own reading of it is about to change its type)
            raise Flooded(retry_seconds(_parsed(body), retry_after))
        return status, body


def _as_network_error(error: http.NeverLeft | http.MaybeArrived) -> NetworkError:
    """Errors of the seam must be the library's own kind, or it words them anew."""
    return NeverLeft(str(error)) if isinstance(error, http.NeverLeft) else MaybeArrived(str(error))


def retry_seconds(answer: object, header: str | None) -> float | None:
    """Return how long a 429 asks us to wait: from the answer's `parameters`, else the header, else None."""
    parameters = answer.get("parameters") if isinstance(answer, dict) else None
    told = parameters.get("retry_after") if isinstance(parameters, dict) else None
    try:
        return max(0.0, float(str(header if told is None else told)))
    except ValueError:  # nothing, or a date: the caller has a default
        return None


def _parsed(body: bytes) -> object:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
