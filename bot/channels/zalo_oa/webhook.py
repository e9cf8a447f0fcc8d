"""Events that Zalo posts to us: check, parse, accept, and only then 200.

Zalo waits two seconds, then counts the post as failed and comes again; after the fifth time it comes no more. So what
takes longer is told to come again while it goes on, and is found done by then. Source: zalo.md B9.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson
import structlog
from aiohttp import web

from bot.channel import Accept, Busy
from bot.channels.zalo_oa.parse import mapping, number, parse, string, time_of
from content.message import Inbound

PATH = "/webhooks/zalo-oa"
SIGNATURE, STAMP = "X-ZEvent-Signature", "X-ZEvent-Timestamp"
BODY_BYTES = 1_000_000
ANSWER_SECONDS = 1.8
LATE_SECONDS = 5  # Zalo keeps to a schedule of its own; this is for whoever reads it
OLDEST, FURTHEST = timedelta(hours=26), timedelta(minutes=10)

_log = structlog.get_logger(__name__)


class Webhook:
    """The route of the webhook. Without a *secret* it refuses everybody; *seconds* is within what it answers."""

    def __init__(
        self, app_id: str, secret: str, clock: Callable[[], datetime], seconds: float = ANSWER_SECONDS
    ) -> None:
        self._app_id, self._secret = app_id, secret
        self._clock = clock
        self._seconds = seconds

    def route(self, accept: Accept) -> web.RouteDef:
        """Return the route that hands what it hears to *accept*."""

        async def receive(request: web.Request) -> web.StreamResponse:
            return await self._receive(request, accept)

        return web.post(PATH, receive)

    async def _receive(self, request: web.Request, accept: Accept) -> web.StreamResponse:
        ends = asyncio.get_running_loop().time() + self._seconds
        body = await _body(request, self._seconds)
        if isinstance(body, web.Response):
            return body
        event = _event(body)
        if event == {}:
            return web.Response()  # how Zalo asks, when the address is saved, whether somebody is there
        if event is None or not self._is_genuine(request, body, event):
            return web.Response(status=403)
        heard = parse(event, self._clock())
        if not heard:
            _log.debug("zalo_oa.passed_over", event_name=string(event.get("event_name"))[:40])
            return web.Response()
        return await _answered(request, accept, heard, ends)

    def _is_genuine(self, request: web.Request, body: bytes, event: dict[str, Any]) -> bool:
        """Say whether Zalo signed exactly this body, for our app, lately."""
        if not self._secret or string(event.get("app_id")) not in ("", self._app_id):
            return False
        shown = request.headers.get(SIGNATURE, "").removeprefix("mac=").encode(errors="surrogateescape")
        stamps = (string(event.get("timestamp")), request.headers.get(STAMP, ""))
        now = self._clock()
        for stamp in stamps:
            if number(stamp) is None:
                continue
            if hmac.compare_digest(shown, mac(self._app_id, body, stamp, self._secret).encode()):
                age = now - time_of({"timestamp": stamp}, now)
                return -FURTHEST <= age <= OLDEST
        return False


def mac(app_id: str, body: bytes, stamp: str, secret: str) -> str:
    """Return what Zalo signs a post with: a plain digest, the secret at its end, over the bytes as they came."""
    return hashlib.sha256(app_id.encode() + body + stamp.encode() + secret.encode()).hexdigest()


async def _answered(request: web.Request, accept: Accept, heard: Sequence[Inbound], ends: float) -> web.StreamResponse:
    """Answer 200 once all of *heard* is committed, 503 when it cannot be yet, or is not by *ends*.

    The work is part of this request and never outlives it unseen: a late answer leaves first, the work ends after.
    """

    async def take() -> int:
        try:
            for inbound in heard:
                await accept(inbound)
        except Busy as busy:
            return max(1, busy.retry_after)
        return 0

    async with asyncio.TaskGroup() as group:
        work = group.create_task(take())
        await asyncio.wait((work,), timeout=ends - asyncio.get_running_loop().time())
        if work.done():
            wait_seconds = await work
            return web.Response() if not wait_seconds else _busy(wait_seconds)
        _log.warning("zalo_oa.answered_late", events=len(heard))
        late = _busy(LATE_SECONDS)
        await _send_now(request, late)
    return late


async def _send_now(request: web.Request, answer: web.Response) -> None:
    """Let *answer* leave before the handler ends."""
    try:
        await answer.prepare(request)
        await answer.write_eof()
    except ConnectionError:  # nobody waits for it any more
        pass


def _busy(seconds: int) -> web.Response:
    return web.Response(status=503, headers={"Retry-After": str(seconds)})


def _event(body: bytes) -> dict[str, Any] | None:
    """Return the JSON object that *body* is; an empty body is an empty one, and anything else None."""
    if not body.strip():
        return {}
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return dict(mapping(told)) if isinstance(told, dict) else None


async def _body(request: web.Request, seconds: float) -> bytes | web.Response:
    """Return the body, or the refusal of one that is too large or too slow."""
    if (request.content_length or 0) > BODY_BYTES:
        return web.Response(status=413)
    taken = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for piece in request.content.iter_any():
                taken += piece
                if len(taken) > BODY_BYTES:
                    return web.Response(status=413)
    except TimeoutError:
        return web.Response(status=408)
    return bytes(taken)
