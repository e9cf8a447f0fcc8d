"""What certainly never left is told from what may have arrived, on real sockets."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from yarl import URL

from bot.channel import NotSent, Uncertain
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.transport import AiohttpTransport, MaybeArrived, NeverLeft
from tests.channels.telegram.ear import NOW, opened, parcel
from tests.fakes.telegram_api import FakeTelegram

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
OK = b'HTTP/1.1 200 OK\r\nContent-Length: 37\r\n\r\n{"ok":true,"result":{"message_id":1}}'


@asynccontextmanager
async def server(talk: Talk, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """A raw server on loopback that does what *talk* says with each connection; its address."""
    listening = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=tls)
    port = listening.sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        listening.close()


async def exchange(url: str, seconds: float = 5.0) -> None:
    """POST once."""
    transport = AiohttpTransport(seconds)
    await transport.initialize()
    try:
        await transport.exchange(URL(url), b"a=1")
    finally:
        await transport.shutdown()


async def request(reader: asyncio.StreamReader) -> bytes:
    """Read one whole request."""
    head = await reader.readuntil(b"\r\n\r\n")
    return head + await reader.readexactly(3)


def unused_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def test_refused_never_left() -> None:
    """Nobody listens: certainly not sent."""
    with pytest.raises(NeverLeft):
        await exchange(f"http://127.0.0.1:{unused_port()}/x")


async def test_unknown_host_never_left() -> None:
    """A name without an address: certainly not sent."""
    with pytest.raises(NeverLeft):
        await exchange("http://name.invalid/x")


async def test_failed_tls_never_left() -> None:
    """A handshake that fails: certainly not sent."""

    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"this is no TLS\r\n\r\n")
        writer.close()

    async with server(plain) as url:
        with pytest.raises(NeverLeft):
            await exchange(url.replace("http:", "https:"))


async def test_slow_connect_never_left() -> None:
    """Running out of time while connecting is known as such: the server's queue is full and it never accepts."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(address)
        with pytest.raises(NeverLeft):
            await exchange(f"http://127.0.0.1:{address[1]}/x", seconds=1.0)
        for filler in fillers:
            filler.close()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b'HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"ok":tr',
        b"nonsense\r\n\r\n",
    ],
)
async def test_cut_after_the_request_is_uncertain(answer: bytes) -> None:
    """Whatever part of an answer came before the cut, the request may have been carried out."""

    async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await request(reader)
        writer.write(answer)
        writer.close()

    async with server(cut) as url:
        with pytest.raises(MaybeArrived):
            await exchange(url)


async def test_no_answer_in_time_is_uncertain() -> None:
    """A read timeout says nothing about delivery."""
    release = asyncio.Event()

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await request(reader)
        await release.wait()
        writer.close()

    async with server(hang) as url:
        with pytest.raises(MaybeArrived):
            await exchange(url, seconds=0.3)
        release.set()


async def test_kept_connection_closed_unanswered_is_uncertain_and_not_tried_again() -> None:
    """A kept-alive connection that closes on the second request: one request seen, and nothing tried silently."""
    seen: list[bytes] = []

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await request(reader))
        writer.write(OK)
        seen.append(await request(reader))
        writer.close()

    async with server(once) as url:
        transport = AiohttpTransport(5.0)
        await transport.initialize()
        assert (await transport.exchange(URL(url), b"a=1"))[0] == 200
        with pytest.raises(MaybeArrived):
            await transport.exchange(URL(url), b"a=2")
        await transport.shutdown()
    assert [one[-3:] for one in seen] == [b"a=1", b"a=2"]


async def test_connection_closed_while_idle_is_not_reused() -> None:
    """A connection that the server closed between two requests costs nothing: the next one opens anew."""
    connections = 0
    closed = asyncio.Event()

    async def one_each(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await request(reader)
        writer.write(OK)
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        closed.set()

    async with server(one_each) as url:
        transport = AiohttpTransport(5.0)
        await transport.initialize()
        for _ in range(3):
            closed.clear()
            assert (await transport.exchange(URL(url), b"a=1"))[0] == 200
            await closed.wait()
            for _ in range(10):  # turns of the loop in which it hears of the close
                await asyncio.sleep(0)
        await transport.shutdown()
    assert connections == 3


async def test_closed_transport_never_leaves() -> None:
    """After close nothing is sent, and it says so in our words."""
    with pytest.raises(NeverLeft):
        await AiohttpTransport().exchange(URL("http://127.0.0.1:9/x"), b"")


async def test_channel_says_not_sent_and_uncertain(fake: FakeTelegram) -> None:
    """The two words of the transport become the two words of the contract."""
    away = TelegramChannel("1:x", api_url=f"http://127.0.0.1:{unused_port()}", clock=lambda: NOW)
    await away.open()  # an API that is away stops no start
    with pytest.raises(NotSent):
        await away.send(parcel("x"))
    await away.close()
    async with opened(fake, timeout=0.3) as channel:
        await fake.script({"do": "hang", "seconds": 2, "processed": True})
        with pytest.raises(Uncertain):
            await channel.send(parcel("x"))
    assert (await fake.stats())["arrived"] == 1
