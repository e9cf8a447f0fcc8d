"""Events that Zalo posts to us: the secret first, then parse, accept, and only then 200."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable, Mapping
from typing import Any

import orjson
import structlog
from aiohttp import web

from bot.channel import Accept, Busy
from bot.channels.zalo_bot.parse import events
from content.message import Inbound

PATH = "/webhooks/zalo-bot"
HEADER = "X-Bot-Api-Secret-Token"
BODY_BYTES = 1_000_000
READ_SECONDS = 10.0

_log = structlog.get_logger(__name__)


class Webhook:
    """The route of the webhook. Without a *secret* it refuses everybody."""

    def __init__(self, secret: str, read: Callable[[Mapping[str, Any]], Inbound | None]) -> None:
        self._secret, self._read = secret, read

    def route(self, accept: Accept) -> web.RouteDef:
        """Return the route that hands what it hears to *accept*."""

        async def receive(request: web.Request) -> web.Response:
            return await self._receive(request, accept)

        return web.post(PATH, receive)

    async def _receive(self, request: web.Request, accept: Accept) -> web.Response:
        shown = request.headers.get(HEADER)
        if not self._is_genuine(shown):
            # An empty body is how Zalo asks whether somebody is there; it has no effect, whoever sends it.
            is_probe = shown is None and not request.can_read_body
            return web.Response(status=200 if is_probe else 403)
        body = await _body(request)
        if isinstance(body, web.Response):
            return body
        if not body.strip():
            return web.Response()
        try:
            told = orjson.loads(body)
        except orjson.JSONDecodeError:
            return web.Response(status=400)
        try:
            for event in events(told):
                if (inbound := self._read(event)) is not None:
                    await accept(inbound)
        except Busy as busy:
            _log.info("zalo_bot.busy", retry_after=busy.retry_after)
            return web.Response(status=503, headers={"Retry-After": str(max(1, int(busy.retry_after)))})
        return web.Response()

    def _is_genuine(self, shown: str | None) -> bool:
        told = (shown or "").encode(errors="surrogateescape")
        return bool(self._secret) and hmac.compare_digest(told, self._secret.encode())


async def _body(request: web.Request) -> bytes | web.Response:
    """Return the body, or the refusal of one that is too large or too slow."""
    if (request.content_length or 0) > BODY_BYTES:
        return web.Response(status=413)
    taken = bytearray()
    try:
        async with asyncio.timeout(READ_SECONDS):
            async for piece in request.content.iter_any():
                taken += piece
                if len(taken) > BODY_BYTES:
                    return web.Response(status=413)
    except TimeoutError:
        return web.Response(status=408)
    return bytes(taken)
