"""The bytes of files that people sent: from the platform's hosts alone, over TLS, and no more than asked.

The address comes with an event, so it is treated as somebody's wish to make this server read something.
"""

from __future__ import annotations

import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Network, ip_address
from urllib.parse import quote

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.channel import NotSent, Rejected

REDIRECTS = 3
PIECE = 1 << 16
KEPT_SIGNS = "!#$%&'()*+,/:;=?@[]~"  # an address may be signed, so what is written in it stays as it is
UNICAST = IPv6Network("2000::/3")  # all that is given out; what lies beside it leads to other networks, or nowhere
PLAIN = {"Accept-Encoding": "identity"}  # nothing small on the line may grow past the limit in memory


class PublicOnly(AbstractResolver):
    """Resolves names, and hides every address that is not of the public internet; *own* names may be anywhere."""

    def __init__(self, resolver: AbstractResolver, own: Collection[str] = ()) -> None:
        self._resolver = resolver
        self._own = own

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of *host* that may be read from. Raises OSError when there is none."""
        found = await self._resolver.resolve(host, port, family)
        good = [one for one in found if host in self._own or is_public(one["host"])]
        if not good:
            raise OSError("no public address")
        return good

    async def close(self) -> None:
        """Give everything back."""
        await self._resolver.close()


def is_public(address: str) -> bool:
    """Say whether *address* is on the public internet, also when an IPv4 one is written as IPv6."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv4Address):
        return ip.is_global and not ip.is_multicast
    if ip.ipv4_mapped is not None:
        return is_public(str(ip.ipv4_mapped))
    return ip in UNICAST and ip.is_global and (ip.sixtofour is None or ip.sixtofour.is_global)


class Downloads:
    """Reads files of *hosts*, which are endings of names such as `.zdn.vn`.

    *own_hosts* (a test's, or a gateway's) may be anywhere and without TLS; *resolver* is how names are resolved.
    """

    def __init__(
        self,
        seconds: float,
        hosts: tuple[str, ...],
        own_hosts: Collection[str] = (),
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._hosts = hosts
        self._timeout = aiohttp.ClientTimeout(total=seconds, connect=seconds / 2)
        self._own = frozenset(own_hosts)
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Make the session; called once in the running loop."""
        resolver = PublicOnly(self._resolver or aiohttp.ThreadedResolver(), self._own)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=resolver, limit=16, ttl_dns_cache=60),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=self._timeout,
            headers=PLAIN,
            auto_decompress=False,
        )

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def fetch(self, address: str, limit_bytes: int) -> bytes:
        """Return the bytes at *address*.

        Raises ValueError past *limit_bytes*, Rejected for an address that may not be read or has nothing, NotSent
        when it may come later.
        """
        if self._session is None:
            raise NotSent("closed")
        url = self._allowed(address)
        for _ in range(REDIRECTS + 1):
            try:
                async with self._session.get(url, allow_redirects=False) as answer:
                    if 300 <= answer.status < 400 and "Location" in answer.headers:  # noqa: PLR2004 (HTTP)
                        url = self._allowed(answer.headers["Location"], url)
                        continue
                    return await _bytes(answer, limit_bytes)
            except aiohttp.InvalidURL:
                raise Rejected("file_rejected") from None
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                raise NotSent(type(error).__name__) from None  # the text would hold the address
        raise Rejected("file_missing")

    def _allowed(self, address: str, base: URL | None = None) -> URL:
        try:
            url = URL(quote(address, safe=KEPT_SIGNS), encoded=True)
            url = url if base is None else base.join(url)
            host, port = (url.host or "").lower(), url.port
        except ValueError:
            raise Rejected("file_missing") from None
        if host in self._own and url.scheme in {"http", "https"}:
            return url
        is_known = host.endswith(self._hosts) and url.user is None and port == 443  # noqa: PLR2004 (TLS)
        if url.scheme != "https" or not is_known:
            raise Rejected("file_rejected")
        return url


async def _bytes(answer: aiohttp.ClientResponse, limit_bytes: int) -> bytes:
    if answer.status >= 500 or answer.status == 429:  # noqa: PLR2004 (HTTP)
        raise NotSent(f"HTTP {answer.status}")
    if answer.status != 200:  # noqa: PLR2004 (HTTP)
        raise Rejected("file_missing")
    if answer.headers.get("Content-Encoding", "identity") != "identity":  # we asked for the bytes as they are
        raise Rejected("file_rejected")
    if (answer.content_length or 0) > limit_bytes:
        raise ValueError(f"larger than {limit_bytes} bytes")
    taken = bytearray()
    async for piece in answer.content.iter_chunked(PIECE):
        taken += piece
        if len(taken) > limit_bytes:
            raise ValueError(f"larger than {limit_bytes} bytes")
    return bytes(taken)
