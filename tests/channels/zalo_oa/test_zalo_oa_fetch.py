"""Files that people send: read from Zalo's hosts alone, from public addresses alone, and no more than asked."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.channel import NotSent, Rejected, SendError
from bot.channels.zalo_oa.fetch import Downloads, is_public


class Names(AbstractResolver):
    """A name service that says what a test says."""

    def __init__(self, known: dict[str, list[str]]) -> None:
        self.known = known
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of *host*."""
        self.asked.append(host)
        return [
            {"hostname": host, "host": one, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
            for one in self.known[host]
        ]

    async def close(self) -> None:
        """Nothing to give back."""


@pytest.fixture
async def site() -> AsyncIterator[str]:
    """A host of files, on loopback."""

    async def answer(request: web.Request) -> web.StreamResponse:
        match request.match_info["what"]:
            case "file":
                return web.Response(body=b"x" * 1000)
            case "to":
                raise web.HTTPFound(request.query["to"])
            case "loop":
                raise web.HTTPFound("/loop")
            case "endless":
                stream = web.StreamResponse()
                await stream.prepare(request)
                for _ in range(100):
                    await stream.write(b"x" * 50_000)
                return stream
            case status:
                return web.Response(status=int(status))

    app = web.Application()
    app.router.add_get("/{what}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture
def names() -> Names:
    """Names of Zalo's that somebody points at this machine, or at its network."""
    return Names(
        {
            "evil.zdn.vn": ["127.0.0.1"],
            "inner.zadn.vn": ["10.0.0.5", "192.168.1.1", "169.254.169.254"],
        }
    )


@pytest.fixture
async def downloads(names: Names) -> AsyncIterator[Downloads]:
    """A reader to which this machine is a host of tests."""
    one = Downloads(5.0, ["127.0.0.1"], names)
    await one.open()
    yield one
    await one.close()


async def test_file_is_read_within_its_limit(downloads: Downloads, site: str) -> None:
    """A file as large as allowed comes whole; one byte more and it is refused."""
    assert await downloads.fetch(f"{site}/file", 1000) == b"x" * 1000
    with pytest.raises(ValueError, match="larger"):
        await downloads.fetch(f"{site}/file", 999)


async def test_size_is_watched_while_reading(downloads: Downloads, site: str) -> None:
    """A file that does not say how large it is gets cut off."""
    with pytest.raises(ValueError, match="larger"):
        await downloads.fetch(f"{site}/endless", 100_000)


@pytest.mark.parametrize(
    "address",
    [
        "http://photo.zdn.vn/a",
        "https://zdn.vn.evil.com/a",
        "https://evilzdn.vn/a",
        "https://example.com/a",
        "https://127.0.0.2/a",
        "https://[::1]/a",
        "https://10.0.0.1/a",
        "https://localhost/a",
        "https://user@photo.zdn.vn/a",
        "https://photo.zdn.vn:8443/a",
        "file:///etc/passwd",
        "ftp://photo.zdn.vn/a",
        "/a",
        "",
        "https://",
        "http://[",
    ],
)
async def test_address_is_refused_unread(downloads: Downloads, names: Names, address: str) -> None:
    """Only Zalo's hosts, by name, over TLS: nothing else is even looked up."""
    with pytest.raises(Rejected):
        await downloads.fetch(address, 1000)
    assert names.asked == []


@pytest.mark.parametrize("host", ["evil.zdn.vn", "inner.zadn.vn"])
async def test_name_of_zalo_that_leads_inside_is_not_followed(downloads: Downloads, names: Names, host: str) -> None:
    """A good name that resolves to this machine or its network leads nowhere."""
    with pytest.raises(NotSent) as caught:
        await downloads.fetch(f"https://{host}/a", 1000)
    assert (names.asked, host in str(caught.value)) == ([host], False)


async def test_redirects_are_checked_like_addresses(downloads: Downloads, site: str, names: Names) -> None:
    """A redirect within what is allowed is followed; one beyond is refused; endless ones end."""
    assert await downloads.fetch(f"{site}/to?to=/file", 1000) == b"x" * 1000
    for target in ("https://example.com/a", "http://photo.zdn.vn/a", "http://localhost/file", "//example.com/a"):
        with pytest.raises(Rejected):
            await downloads.fetch(f"{site}/to?to={target}", 1000)
    with pytest.raises(NotSent):
        await downloads.fetch(f"{site}/to?to=https://evil.zdn.vn/a", 1000)
    with pytest.raises(Rejected, match="file_missing"):
        await downloads.fetch(f"{site}/loop", 1000)
    assert names.asked == ["evil.zdn.vn"]


@pytest.mark.parametrize(
    ("status", "problem"),
    [(404, Rejected), (403, Rejected), (410, Rejected), (500, NotSent), (429, NotSent), (304, Rejected)],
)
async def test_status_means(downloads: Downloads, site: str, status: int, problem: type[SendError]) -> None:
    """A file that is gone is gone; a host in trouble is asked again later."""
    with pytest.raises(problem):
        await downloads.fetch(f"{site}/{status}", 1000)


async def test_host_that_is_away_is_asked_later(downloads: Downloads) -> None:
    """A refused connection is tried again, and names no address."""
    with pytest.raises(NotSent) as caught:
        await downloads.fetch("http://127.0.0.1:9/bi-mat", 1000)
    assert "bi-mat" not in str(caught.value)


async def test_closed_reader_reads_nothing() -> None:
    """Before it is open and after it is closed nothing is read."""
    with pytest.raises(NotSent):
        await Downloads(1.0).fetch("https://photo.zdn.vn/a", 10)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 (refused here, bound nowhere)
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("nonsense", False),
    ],
)
def test_address_is_public(address: str, public: bool) -> None:
    """Whatever is not of the open internet is recognised, however it is written."""
    assert is_public(address) == public
