"""The cheapest possible Bot API: every POST is answered with the same message. A process of its own, on loopback."""

from __future__ import annotations

import asyncio
import sys

import uvloop

BODY = (
    b'{"ok":true,"result":{"message_id":7,"date":1790000000,"chat":{"id":10000,"type":"private","first_name":"Hoa"},'
    b'"from":{"id":1,"is_bot":true,"first_name":"b","username":"b_bot"},"text":"Noi dung"}}'
)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY


class FarEnd(asyncio.Protocol):
    """One connection: counts whole requests by their declared length."""

    def __init__(self) -> None:
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = transport  # type: ignore[assignment]  # a stream's is a Transport

    def data_received(self, data: bytes) -> None:
        """Answer each request that is complete."""
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end].lower()
            begin = head.find(b"content-length:")
            length = int(head[begin + 15 :].split(b"\r\n", 1)[0]) if begin >= 0 else 0
            if begin < 0 and b"chunked" in head:
                done = self._buffer.find(b"0\r\n\r\n", end + 4)
                if done < 0:
                    return
                length = done + 5 - end - 4
            if len(self._buffer) < end + 4 + length:
                return
            self._buffer = self._buffer[end + 4 + length :]
            if self._transport is not None:
                self._transport.write(ANSWER)


async def main() -> None:
    """Serve until killed; print the port."""
    server = await asyncio.get_running_loop().create_server(FarEnd, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    sys.exit(uvloop.run(main()))
