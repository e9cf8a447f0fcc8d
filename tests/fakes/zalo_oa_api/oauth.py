"""Zalo's OAuth v4 for one app and one Official Account, strict about what the real one is strict about.

Codes last ten minutes and work once, refresh tokens work once, every refresh ends the access token before it, and a
refused one changes nothing. Refusals come with HTTP 200. Mount `routes()` in the API's own server, or use `serving`.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import itertools
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web
from yarl import URL

CODE_SECONDS = 600.0
REFRESH_SECONDS = 90 * 86_400.0
OK, UNKNOWN, EXPIRED = 0, -216, -220
NOT_ACTIVE, BAD_REDIRECT_OR_VERIFIER, BAD_CODE, BAD_REFRESH, BAD_FORM, BAD_SECRET, RATE = (
    -14002, -14003, -14011, -14014, -14020, -14004, -32,
)  # fmt: skip


class Refusal(Exception):
    """What the endpoint answers instead of tokens."""

    def __init__(self, code: int, name: str) -> None:
        super().__init__(name)
        self.code, self.name = code, name


@dataclass
class OAuth:
    """The authorisation server. `script` says what goes wrong with the next requests; counters say what happened.

    Deeds of `script`: `5xx`, `html`, `cut_before` (closed, nothing done), `cut_after` (done, then closed), `refuse`
    (no number in it), or a number: that refusal, `-32` among them.
    """

    app_id: str = "1000000000000000001"
    app_secret: str = "app-secret-of-the-fake"
    oa_id: str = "2000000000000000002"
    redirect: str = ""  # the one of the app's console; empty: any, as far as this fake minds
    access_seconds: float = 90_000  # short-life mode: make it small
    is_active: bool = True
    delay: float = 0.0  # seconds between the deed and the answer
    gate: asyncio.Event | None = None  # no answer before it is set
    now: Callable[[], float] = time.time
    script: deque[str] = field(default_factory=deque)
    refreshes: int = 0  # that gave a new pair
    refused: int = 0
    asked: int = 0  # requests of the token endpoint, whatever became of them
    redeemed: int = 0
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _codes: dict[str, tuple[str, str, float]] = field(default_factory=dict)  # challenge, redirect, until
    _refresh: dict[str, float] = field(default_factory=dict)
    _access: str = ""
    _access_until: float = 0.0

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of `oauth.zaloapp.com`."""
        return [
            web.get("/v4/oa/permission", self._permission),
            web.post("/v4/oa/access_token", self._access_token),
        ]

    def check(self, access_token: str) -> int:
        """Return what the API answers to a call with this token: 0, -216 (not, or no longer, valid), -220 (expired)."""
        if not access_token or access_token != self._access:
            return UNKNOWN
        return OK if self.now() < self._access_until else EXPIRED

    def grant(self) -> tuple[str, str]:
        """Return a pair as the console's API Explorer hands it out: access and refresh token."""
        told = self._pair()
        return str(told["access_token"]), str(told["refresh_token"])

    def revoke(self) -> None:
        """The admin takes the right away: neither token works any more."""
        self._access = ""
        self._refresh.clear()

    def agree(self, challenge: str, redirect: str) -> str:
        """The admin agrees; return the code."""
        code = f"code-{next(self._numbers)}"
        self._codes[code] = (challenge, redirect, self.now() + CODE_SECONDS)
        return code

    async def _permission(self, request: web.Request) -> web.Response:
        """The consent page; whoever opens it agrees at once."""
        given = request.query
        redirect = given.get("redirect_uri", "")
        if given.get("app_id") != self.app_id or not redirect or len(given.get("code_challenge", "")) != 43:
            return web.Response(status=400, text="bad permission request")
        if self.redirect and redirect != self.redirect:
            return _json(_error(Refusal(BAD_REDIRECT_OR_VERIFIER, "Invalid redirect uri")))
        back = {"code": self.agree(given["code_challenge"], redirect), "oa_id": self.oa_id}
        back |= {"state": given["state"]} if "state" in given else {}
        raise web.HTTPFound(URL(redirect).update_query(back))

    async def _access_token(self, request: web.Request) -> web.StreamResponse:
        self.asked += 1
        deed = self.script.popleft() if self.script else ""
        form = dict(await request.post())
        if deed == "5xx":
            return web.Response(status=503, text="<html>Service Unavailable</html>", content_type="text/html")
        if deed == "html":
            return web.Response(text="<html>Bảo trì</html>", content_type="text/html")
        if deed == "cut_before":
            return await _cut(request)
        if deed == "refuse":
            return _json({"error": "invalid_grant"})
        try:
            if deed.startswith("-"):
                raise Refusal(int(deed), "scripted")
            told = self._granted(request, {name: str(value) for name, value in form.items()})
        except Refusal as refusal:
            self.refused += 1
            return _json(_error(refusal))
        if deed == "cut_after":
            return await _cut(request)
        await asyncio.sleep(self.delay)
        if self.gate is not None:
            await self.gate.wait()
        return _json(told)

    def _granted(self, request: web.Request, form: dict[str, str]) -> dict[str, str]:
        if request.query or request.content_type != "application/x-www-form-urlencoded":
            raise Refusal(BAD_FORM, "Invalid request")
        if request.headers.get("secret_key") != self.app_secret or form.pop("app_id", "") != self.app_id:
            raise Refusal(BAD_SECRET, "Invalid app id or secret key")
        if not self.is_active:
            raise Refusal(NOT_ACTIVE, "App is not active")
        match form.pop("grant_type", ""), sorted(form):
            case "authorization_code", ["code", "code_verifier"]:
                self._redeem(form["code"], form["code_verifier"])
                self.redeemed += 1
            case "refresh_token", ["refresh_token"]:
                if self.now() >= self._refresh.pop(form["refresh_token"], 0.0):
                    raise Refusal(BAD_REFRESH, "Invalid refresh token")
                self.refreshes += 1
            case _:
                raise Refusal(BAD_FORM, "Invalid grant type or parameters")
        return self._pair()

    def _redeem(self, code: str, verifier: str) -> None:
        challenge, _, until = self._codes.get(code, ("", "", 0.0))
        if self.now() >= until:
            raise Refusal(BAD_CODE, "Invalid authorization code")
        made = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        if not 43 <= len(verifier) <= 128 or made != challenge:
            raise Refusal(BAD_REDIRECT_OR_VERIFIER, "Invalid code verifier")
        del self._codes[code]

    def _pair(self) -> dict[str, str]:
        number = next(self._numbers)
        self._access, self._access_until = f"AT_{number}_of_the_fake", self.now() + self.access_seconds
        refresh = f"RT_{number}_of_the_fake"
        self._refresh[refresh] = self.now() + REFRESH_SECONDS
        return {"access_token": self._access, "refresh_token": refresh, "expires_in": str(int(self.access_seconds))}


def _error(refusal: Refusal) -> dict[str, Any]:
    return {"error": refusal.code, "error_name": refusal.name, "error_description": refusal.name, "error_reason": ""}


def _json(told: dict[str, Any]) -> web.Response:
    return web.Response(body=orjson.dumps(told), content_type="application/json")


async def _cut(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


@asynccontextmanager
async def serving(oauth: OAuth) -> AsyncIterator[str]:
    """Serve *oauth* alone on a port of its own; the address."""
    app = web.Application()
    app.add_routes(oauth.routes())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
