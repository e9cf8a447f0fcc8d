"""One HTTP client for what channels say to their platforms: each request once, and no address in any error.

Addresses may hold tokens, so errors carry only their kind; whether a request may have arrived decides about a resend.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from yarl import URL

CONNECT_SECONDS = 5.0
CONNECTIONS = 128  # more than any sender has in flight, so nobody waits for the pool
KEEPALIVE_SECONDS = 20.0  # below what servers and middle boxes keep, so that reuse rarely meets a closed connection

_NEVER_LEFT = (
    aiohttp.ClientConnectorError,  # refused, DNS, TLS, certificate
    aiohttp.ConnectionTimeoutError,  # connecting, or waiting for the pool
    aiohttp.ServerFingerprintMismatch,
    aiohttp.InvalidURL,
)


class NeverLeft(Exception):
    """The request certainly did not arrive. The text is the kind of error only."""


class MaybeArrived(Exception):
    """The request may have been carried out. The text is the kind of error only."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. Header names may be asked for in any case."""

    status: int
    body: bytes
    headers: Mapping[str, str]


class Http:
    """One aiohttp session. It never tries twice and follows no redirect. *seconds* is the most one request may take."""

    def __init__(self, seconds: float = 30.0) -> None:
        self.seconds = seconds
        self._timeout = self._limits(seconds)
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Make the session; called once in the running loop."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=CONNECTIONS, keepalive_timeout=KEEPALIVE_SECONDS, ttl_dns_cache=300
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
            )

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def exchange(
        self,
        url: URL,
        body: bytes | aiohttp.FormData | None = None,
        *,
        method: str = "POST",
        headers: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> Answer:
        """Make one request and return the answer, whatever its status.

        Raises NeverLeft when it certainly did not arrive, MaybeArrived when it may have: no answer in time, or the
        connection was cut, also a kept-alive one that turned out closed, since nobody can tell how far it came.
        """
        if self._session is None:
            raise NeverLeft("closed")
        whole = self.seconds if seconds is None else seconds
        limits = self._timeout if seconds is None else self._limits(seconds)
        try:
            # The whole is bounded here: aiohttp's own total swallows a cancellation that comes in the turn it fires in.
            async with (
                asyncio.timeout(whole),
                self._session.request(
                    method, url, data=body, headers=headers, timeout=limits, allow_redirects=False
                ) as answer,
            ):
                return Answer(answer.status, await answer.read(), answer.headers)
        except _NEVER_LEFT as error:
            raise NeverLeft(type(error).__name__) from None  # the text and cause would hold the address
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise MaybeArrived(type(error).__name__) from None

    @asynccontextmanager
    async def download(self, url: URL) -> AsyncIterator[aiohttp.ClientResponse]:
        """Open *url* for reading in pieces. Raises NeverLeft for whatever goes wrong: reading has no effects."""
        if self._session is None:
            raise NeverLeft("closed")
        try:
            async with (
                asyncio.timeout(self.seconds),
                self._session.get(url, timeout=self._timeout, allow_redirects=False) as answer,
            ):
                yield answer
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise NeverLeft(type(error).__name__) from None

    @staticmethod
    def _limits(seconds: float) -> aiohttp.ClientTimeout:
        # Connecting gets less than the whole, so that running out of time while connecting is known as such.
        return aiohttp.ClientTimeout(total=None, connect=min(CONNECT_SECONDS, seconds / 2))
