"""Events that Zalo posts to us: the secret first, then parse, accept, and only then 200."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from typing import Any

import orjson
from aiohttp import web

from bot.channel import Accept, Busy
from bot.channels.zalo_bot.parse import events
from content.message import Inbound

PATH = "/webhooks/zalo-bot"
HEADER = "X-Bot-Api-Secret-Token"
BODY_BYTES = 1_000_000


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
        shown = request.headers.get(HEADER, "").encode(errors="surrogateescape")
        is_genuine = bool(self._secret) and hmac.compare_digest(shown, self._secret.encode())
        if (request.content_length or 0) > BODY_BYTES:
            return web.Response(status=413)
        if not is_genuine:
            # An empty body is how Zalo asks whether somebody is there; it has no effect, whoever sends it.
            return web.Response(status=403 if request.can_read_body else 200)
        body = await request.read()
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
            return web.Response(status=503, headers={"Retry-After": str(max(1, int(busy.retry_after)))})
        return web.Response()
