"""The fake over HTTP: the API, the token endpoint, people's files, and the control of the tests."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import orjson
from aiohttp import BodyPartReader, web

from tests.fakes.zalo_oa_api.control import Control
from tests.fakes.zalo_oa_api.faults import Faults, Rule
from tests.fakes.zalo_oa_api.hook import Hook
from tests.fakes.zalo_oa_api.methods import Methods
from tests.fakes.zalo_oa_api.oauth import OAuth
from tests.fakes.zalo_oa_api.people import People
from tests.fakes.zalo_oa_api.refusal import Refusal
from tests.fakes.zalo_oa_api.world import World

UPLOADS = {"/v2.0/oa/upload/image": "image", "/v2.0/oa/upload/gif": "gif", "/v2.0/oa/upload/file": "file"}
BODY_BYTES = 8 << 20
UNLIMITED = 4000
VIOLATIONS = frozenset({-201, -210, -233})  # what a correct client never asks for
HTML = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


class Server:
    """One fake, its world and its faults. `start()` gives the port."""

    def __init__(self) -> None:
        self.world = World()
        self.oauth = OAuth(now=self.world.now)
        self.hook = Hook(self.oauth.app_id, self.world.secret_key)
        self.faults = Faults()
        self.people = People(self.world, self.hook, self.oauth.app_id, self.oauth.oa_id)
        self._methods = Methods(self.world, self.people, self.oauth.oa_id)
        self._arrival = asyncio.Event()
        self._control = Control(self, self._changed)
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> int:
        """Listen on loopback; return the port."""
        app = web.Application(client_max_size=BODY_BYTES)
        app.add_routes(self.oauth.routes())
        app.router.add_post("/_control/{word}", self._control.serve)
        app.router.add_get("/cdn/{name}", self._file)
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port, backlog=1024).start()
        bound = int(self._runner.addresses[0][1])
        self.people.url = f"http://127.0.0.1:{bound}"
        return bound

    async def stop(self) -> None:
        """Stop posting and listening."""
        await self.hook.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _changed(self) -> None:
        """Return when a chat next changes."""
        await self._arrival.wait()

    async def _file(self, request: web.Request) -> web.Response:
        kept = self.world.cdn.get(request.match_info["name"])
        return web.Response(status=404) if kept is None else web.Response(body=kept[1])

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = request.path
        self.world.calls[path] += 1
        given: Any = None
        refusal: Refusal | None = None
        try:
            given = await _given(request)
        except Refusal as error:
            refusal = error
        wait, fault = self.faults.pick(path, _chat(given), _kind(given))
        if wait:
            await asyncio.sleep(wait)
        answer: dict[str, Any] = {}
        does_nothing = fault is not None and (
            fault.do == "cut_before" or (fault.do in {"http", "hang"} and not fault.how.get("processed", False))
        )
        if not does_nothing:
            answer = self._obey(request, given, refusal, fault)
            self.world.answers[str(answer["error"])] += 1
            self._arrival.set()
            self._arrival.clear()
        return await self._answered(request, answer, fault)

    async def _answered(self, request: web.Request, answer: Any, fault: Rule | None) -> web.StreamResponse:
        if fault is not None and fault.do in {"cut_before", "cut_after", "hang"}:
            if fault.do == "hang":
                await asyncio.sleep(fault.how.get("seconds", 3600.0))
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if fault is not None and fault.do == "http":
            kind = fault.how.get("kind", "text/html")
            return web.Response(
                status=fault.how.get("status", 502), text=fault.how.get("body", HTML), content_type=kind
            )
        used = self.world.minute[1]
        limit = self.world.rules.per_minute or UNLIMITED
        headers = {"X-RateLimit-Limit": str(limit), "X-RateLimit-Remain": str(max(0, limit - used))}
        return web.Response(body=orjson.dumps(answer), content_type="application/json", headers=headers)

    def _obey(self, request: web.Request, given: Any, refusal: Refusal | None, fault: Rule | None) -> dict[str, Any]:
        try:
            self._check_token(request)
            if fault is not None and fault.do == "error":
                raise Refusal(fault.how["code"], fault.how.get("words", ""))
            self._count(request.path)
            if refusal is not None:
                raise refusal
            data = self._data(request, given)
        except Refusal as error:
            if error.code in VIOLATIONS and (fault is None or fault.do != "error"):
                self.world.violations.append(f"{request.path}: {error.words}")
            return {"error": error.code, "message": error.words}
        return {"error": 0, "message": "Success", "data": data}

    def _check_token(self, request: web.Request) -> None:
        """The token is taken from its own header and from nowhere else."""
        if "Authorization" in request.headers or "access_token" in request.query:
            self.world.violations.append(f"{request.path}: the token is in the wrong place")
        if code := self.oauth.check(request.headers.get("access_token", "")):
            raise Refusal(code)

    def _count(self, path: str) -> None:
        """Count a request of this minute; templates have a limit of their own."""
        if path.endswith("/template"):
            return
        minute = int(self.world.now() // 60)
        used = self.world.minute[1] + 1 if self.world.minute[0] == minute else 1
        self.world.minute = (minute, used)
        if self.world.rules.per_minute is not None and used > self.world.rules.per_minute:
            raise Refusal(-32)

    def _data(self, request: web.Request, given: Any) -> dict[str, Any]:
        if request.method == "POST" and (kind := UPLOADS.get(request.path)):
            name, content = given
            return self._methods.upload(kind, name, content)
        known = self._methods.posts if request.method == "POST" else self._methods.gets
        call = known.get(request.path)
        if call is None:
            raise Refusal(-201, f"no such call: {request.method} {request.path}")
        return call(given)

    def measured(self) -> dict[str, Any]:
        """Return what was asked and answered so far."""
        world = self.world
        messages = [one for person in world.people.values() for one in person.messages if one.by_oa]
        return {
            "calls": dict(world.calls),
            "answers": dict(world.answers),
            "uploads": dict(world.uploads),
            "violations": world.violations,
            "sends": sum(n for path, n in world.calls.items() if "message" in path and "quota" not in path),
            "arrived": len(messages),
            "paid": sum(one.paid for one in messages),
            "tracked": world.tracked,
            "posts": [[post.number, post.retry, post.status] for post in self.hook.posts],
            "lost": self.hook.lost,
            "hook": self.hook.is_on,
            "at": time.time(),
        }


async def _given(request: web.Request) -> Any:
    """Return what is asked: the JSON body, the JSON parameter `data`, or the one file of a form."""
    if request.path in UPLOADS and request.method == "POST":
        return await _uploaded(request)
    if request.method == "GET":
        if set(request.query) - {"data"}:
            raise Refusal(-201, "unknown parameter")
        return _json(request.query.get("data", "{}"))
    if request.content_type != "application/json":
        raise Refusal(-201, "content type is not application/json")
    return _json(await request.read())


def _json(body: str | bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Refusal(-201, "body is not JSON") from None


async def _uploaded(request: web.Request) -> tuple[str, bytes]:
    if request.content_type != "multipart/form-data":
        raise Refusal(-201, "not a form")
    found: list[tuple[str, bytes]] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name != "file" or part.filename is None:
            raise Refusal(-201, "only the field file is known")
        found.append((part.filename, bytes(await part.read())))
    if len(found) != 1:
        raise Refusal(-201, "file is missing")
    return found[0]


def _chat(given: Any) -> str:
    match given:
        case {"recipient": {"user_id": str(chat)}} | {"user_id": str(chat)} | {"phone": str(chat)}:
            return chat
    return ""


def _kind(given: Any) -> str:
    match given:
        case {"message": {"text": _}}:
            return "text"
        case {"message": _}:
            return "file"
    return ""
