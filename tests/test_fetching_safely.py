"""Files that people send: read from the platform's hosts alone, from public addresses alone, no more than asked."""

from __future__ import annotations

import gzip
import socket
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.channel import NotSent, Rejected, SendError
from bot.fetching import Downloads, is_public

HOSTS = (".zdn.vn", ".zadn.vn")
BOMB = gzip.compress(b"\0" * 10_000_000)


class Names(AbstractResolver):
    """A name service that says what a test says."""

    def __init__(self, known: dict[str, list[str]]) -> None:
        self._known = known
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of *host*."""
        self.asked.append(host)
        return [
            {"hostname": host, "host": one, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
            for one in self._known[host.lower()]
        ]

    async def close(self) -> None:
        """Give nothing back."""


@pytest.fixture
def asked() -> list[str]:
    """The lines that the host was asked with."""
    return []


@pytest.fixture
async def site(asked: list[str]) -> AsyncIterator[str]:
    """A host of files, on loopback."""

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.append(request.raw_path)
        match request.match_info["what"]:
            case "to":
                raise web.HTTPFound(request.query["to"])
            case "chain":
                left = int(request.query["left"])
                raise web.HTTPFound(f"/chain?left={left - 1}" if left > 1 else "/file")
            case "endless":
                stream = web.StreamResponse()
                await stream.prepare(request)
                for _ in range(100):
                    await stream.write(b"x" * 50_000)
                return stream
            case "packed":
                return web.Response(body=BOMB, headers={"Content-Encoding": "gzip"})
            case status if status.isdecimal():
                return web.Response(status=int(status))
        return web.Response(body=b"x" * 1000)

    app = web.Application()
    app.router.add_get("/{what}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture
def names() -> Names:
    """Names of the platform that somebody points at this machine, or at its network."""
    return Names({"evil.zdn.vn": ["127.0.0.1"], "inner.zadn.vn": ["10.0.0.5", "192.168.1.1", "169.254.169.254"]})


@pytest.fixture
async def downloads(names: Names) -> AsyncIterator[Downloads]:
    """A reader to which this machine is a host of tests."""
    one = Downloads(5.0, HOSTS, ["127.0.0.1"], names)
    await one.open()
    yield one
    await one.close()


async def test_a_file_is_read_within_its_limit(downloads: Downloads, site: str) -> None:
    """A file as large as allowed comes whole; one byte more and it is refused."""
    assert await downloads.fetch(f"{site}/file", 1000) == b"x" * 1000
    with pytest.raises(ValueError, match="larger"):
        await downloads.fetch(f"{site}/file", 999)


async def test_the_size_is_watched_while_reading(downloads: Downloads, site: str) -> None:
    """A file that does not say how large it is gets cut off."""
    with pytest.raises(ValueError, match="larger"):
        await downloads.fetch(f"{site}/endless", 100_000)


async def test_nothing_is_unpacked(downloads: Downloads, site: str) -> None:
    """What is small on the line and huge in memory is refused as it is."""
    assert len(BOMB) < 100_000
    with pytest.raises(Rejected):
        await downloads.fetch(f"{site}/packed", 100_000)


@pytest.mark.parametrize(
    "address",
    [
        "http://photo.zdn.vn/a", "https://zdn.vn.evil.com/a", "https://evilzdn.vn/a", "https://example.com/a",
        "https://127.0.0.2/a", "https://[::1]/a", "https://10.0.0.1/a", "https://localhost/a", "https://2130706433/a",
        "https://user@photo.zdn.vn/a", "https://photo.zdn.vn@evil.com/a", "https://evil.com\\@photo.zdn.vn/a",
        "https://photo.zdn.vn:8443/a", "https://photo.zdn.vn:99999/a", "https://photo.zdn.vn./a", "file:///etc/passwd",
        "ftp://photo.zdn.vn/a", "//photo.zdn.vn/a", "/a", "", "https://", "http://[", "https://[::1", "x" * 5000,
    ],
)  # fmt: skip
async def test_an_address_is_refused_unread(downloads: Downloads, names: Names, address: str) -> None:
    """Only the platform's hosts, by name, over TLS: nothing else is even looked up."""
    with pytest.raises(Rejected):
        await downloads.fetch(address, 1000)
    assert names.asked == []


@pytest.mark.parametrize("host", ["evil.zdn.vn", "EVIL.zdn.vn", "inner.zadn.vn"])
async def test_a_good_name_that_leads_inside_is_not_followed(downloads: Downloads, names: Names, host: str) -> None:
    """A good name that resolves to this machine or its network leads nowhere, and the error does not name it."""
    with pytest.raises(NotSent) as caught:
        await downloads.fetch(f"https://{host}/a", 1000)
    assert names.asked == [host]
    assert "zdn" not in f"{caught.value!r}{caught.value.__cause__!r}"


@pytest.mark.parametrize(
    ("tail", "seen"),
    [
        ("a?sign=%2Fx%3D%3D&n=%C3%A1", "/a?sign=%2Fx%3D%3D&n=%C3%A1"), ("a b", "/a%20b"), ("ảnh", "/%E1%BA%A3nh"),
        ("a\r\nX-Y: z", "/a%0D%0AX-Y:%20z"), ("a#part", "/a"),
    ],
)  # fmt: skip
async def test_an_address_is_asked_as_it_is_written(
    downloads: Downloads, site: str, asked: list[str], tail: str, seen: str
) -> None:
    """Signed addresses keep every sign, and no sign breaks the line of the request."""
    assert await downloads.fetch(f"{site}/{tail}", 1000) == b"x" * 1000
    assert asked == [seen]


async def test_redirects_are_checked_like_addresses(downloads: Downloads, site: str, names: Names) -> None:
    """Three within what is allowed are followed, not four; one beyond is refused."""
    assert await downloads.fetch(f"{site}/to?to=/file", 1000) == b"x" * 1000
    assert await downloads.fetch(f"{site}/chain?left=3", 1000) == b"x" * 1000
    with pytest.raises(Rejected, match="file_missing"):
        await downloads.fetch(f"{site}/chain?left=4", 1000)
    for target in ("https://example.com/a", "http://photo.zdn.vn/a", "http://localhost/file", "//example.com/a"):
        with pytest.raises(Rejected):
            await downloads.fetch(f"{site}/to?to={target}", 1000)
    with pytest.raises(NotSent):
        await downloads.fetch(f"{site}/to?to=https://evil.zdn.vn/a", 1000)
    assert names.asked == ["evil.zdn.vn"]


@pytest.mark.parametrize(
    ("status", "problem"),
    [(404, Rejected), (403, Rejected), (410, Rejected), (500, NotSent), (429, NotSent), (304, Rejected)],
)
async def test_a_status_means(downloads: Downloads, site: str, status: int, problem: type[SendError]) -> None:
    """A file that is gone is gone; a host in trouble is asked again later."""
    with pytest.raises(problem):
        await downloads.fetch(f"{site}/{status}", 1000)


async def test_a_host_that_is_away_is_asked_later(downloads: Downloads) -> None:
    """A refused connection is tried again, and names no address."""
    with pytest.raises(NotSent) as caught:
        await downloads.fetch("http://127.0.0.1:9/bi-mat", 1000)
    assert "bi-mat" not in f"{caught.value!r}{caught.value.__cause__!r}"


async def test_a_closed_reader_reads_nothing() -> None:
    """Before it is open and after it is closed nothing is read."""
    one = Downloads(1.0, HOSTS)
    with pytest.raises(NotSent):
        await one.fetch("https://photo.zdn.vn/a", 10)
    await one.open()
    await one.close()
    with pytest.raises(NotSent):
        await one.fetch("https://photo.zdn.vn/a", 10)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "2002:808:808::1"],
)
def test_an_address_is_public(address: str) -> None:
    """What is of the open internet is read from."""
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "198.18.0.1",
        "0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "fe80::1%eth0", "fd00::1",  # noqa: S104 (refused here, bound nowhere)
        "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1", "2001:0:7f00:1::", "nonsense", "",
    ],
)  # fmt: skip
def test_an_address_is_not_public(address: str) -> None:
    """Whatever is not of the open internet is recognised, however it is written."""
    assert not is_public(address)
