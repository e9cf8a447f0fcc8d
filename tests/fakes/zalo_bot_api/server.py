"""The fake over HTTP: `/bot<token>/<method>` for the bot, `/_control/<word>` for the test, `/media/…` for pictures."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import orjson
from aiohttp import web

from tests.fakes.zalo_bot_api.control import Control
from tests.fakes.zalo_bot_api.faults import Faults, Rule
from tests.fakes.zalo_bot_api.methods import NOTHING, Methods
from tests.fakes.zalo_bot_api.refusal import Refusal
from tests.fakes.zalo_bot_api.world import TOKEN, World

HTML = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
FORM = "application/x-www-form-urlencoded"


class Server:
    """One fake. `start()` gives the port."""

    def __init__(self, token: str = TOKEN) -> None:
        self.world, self.faults = World(token), Faults()
        self.methods = Methods(self.world, self.http)
        self.url = ""
        self._runner: web.AppRunner | None = None
        self._http: aiohttp.ClientSession | None = None
        self._control = Control(self.world, self.faults, self.methods, self)

    async def start(self, port: int = 0) -> int:
        """Listen on loopback; return the port."""
        app = web.Application(client_max_size=8_000_000)
        app.add_routes([
            web.route("*", "/bot{token}/{method}", self._method), web.post("/_control/{word}", self._controlled),
            web.get("/media/{name}", self._media),
        ])  # fmt: skip
        self._http = aiohttp.ClientSession()
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port, backlog=1024).start()
        found = int(self._runner.addresses[0][1])
        self.url = f"http://127.0.0.1:{found}"
        return found

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()
        if self._http is not None:
            await self._http.close()

    def http(self) -> aiohttp.ClientSession:
        """Return what the platform itself asks others with."""
        assert self._http is not None
        return self._http

    async def _controlled(self, request: web.Request) -> web.Response:
        word, given = request.match_info["word"], await request.json()
        try:
            result = await self._control.do(word, given)
        except (AssertionError, KeyError, TypeError) as error:
            return web.json_response({"error": repr(error)})
        return web.json_response({"result": result})

    async def _media(self, request: web.Request) -> web.Response:
        kept = self.world.media.get(request.match_info["name"])
        return web.Response(status=404) if kept is None else web.Response(body=kept[0], content_type=kept[1])

    async def _method(self, request: web.Request) -> web.StreamResponse:
        world, method = self.world, request.match_info["method"]
        world.calls[method] += 1
        if request.match_info["token"] != world.token:
            return self._no(401, "Unauthorized")
        fields = await _fields(request)
        wait, fault = self.faults.pick(method, str(fields.get("chat_id", "")))
        if wait:
            await asyncio.sleep(wait)
        if fault is None:
            return await self._obey(method, fields)
        if fault.does_work:
            await self._obey(method, fields)
        return await self._go_wrong(request, fault)

    async def _obey(self, method: str, fields: dict[str, Any]) -> web.Response:
        try:
            result = await self.methods.do(method, fields)
        except Refusal as refusal:
            if refusal.code == 400:
                self.world.violations.append(f"{method}: {refusal.description}")
            return self._no(refusal.code, refusal.description)
        answer: dict[str, Any] = {"ok": True}
        if self.world.rules.error_code_on_success and result is not NOTHING:
            answer["error_code"] = 0
        return web.json_response(answer | ({} if result is NOTHING else {"result": result}))

    async def _go_wrong(self, request: web.Request, fault: Rule) -> web.StreamResponse:
        match fault.do:
            case "error":
                return self._no(int(fault.how["code"]), str(fault.how.get("description", "refused")))
            case "html":
                return web.Response(status=int(fault.how.get("status", 502)), text=HTML, content_type="text/html")
            case "hang":
                await asyncio.sleep(fault.how.get("seconds", 3600.0))
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _no(self, code: int, description: str) -> web.Response:
        body = {"ok": False, "error_code": code, "description": description}
        return web.json_response(body, status=code if self.world.rules.real_status else 200)


async def _fields(request: web.Request) -> dict[str, Any]:
    """Return what is asked: by the address, as a form or as JSON. Parts (multipart) are not read, as measured."""
    fields: dict[str, Any] = dict(request.query)
    if request.content_type == FORM:
        return fields | {name: str(value) for name, value in (await request.post()).items()}
    if request.content_type == "application/json":
        try:
            told = orjson.loads(await request.read() or b"{}")
        except orjson.JSONDecodeError:
            told = {}
        return fields | (told if isinstance(told, dict) else {})
    return fields
