"""Updates that the API posts to us: check, parse, accept, and only then 200."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable
from typing import Any

import orjson
import structlog
from aiohttp import web

from bot.channel import Accept, Busy
from bot.channels.telegram.callbacks import Callbacks
from bot.channels.telegram.parse import Parsed
from content.texts import telegram as texts

PATH = "/webhooks/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the name of a header)
BODY_BYTES = 1_000_000
READ_SECONDS = 10.0

_log = structlog.get_logger(__name__)


class Webhook:
    """The route of the webhook. Without a *secret* it refuses everybody."""

    def __init__(self, secret: str, read: Callable[[dict[str, Any]], Parsed], callbacks: Callbacks) -> None:
        self._secret = secret.encode()
        self._read = read
        self._callbacks = callbacks

    def route(self, accept: Accept) -> web.RouteDef:
        """Return the route that hands what it hears to *accept*."""

        async def receive(request: web.Request) -> web.Response:
            return await self._receive(request, accept)

        return web.post(PATH, receive)

    async def _receive(self, request: web.Request, accept: Accept) -> web.Response:
        shown = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not self._secret or not hmac.compare_digest(shown, self._secret):
            return web.Response(status=403)
        body = await _body(request)
        if isinstance(body, web.Response):
            return body
        try:
            raw = orjson.loads(body)
            parsed = self._read(raw if isinstance(raw, dict) else {})
        except ValueError:  # not JSON, or no update
            return web.Response(status=400)
        try:
            if parsed.inbound is not None:
                await accept(parsed.inbound)
        except Busy as busy:
            _log.info("telegram.busy", update_id=parsed.update_id, retry_after=busy.retry_after)
            self._callbacks.answer(parsed.callback_id, texts.PRESS_BUSY)
            return web.Response(status=503, headers={"Retry-After": str(busy.retry_after)})
        self._callbacks.answer(parsed.callback_id)
        return web.Response()


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
