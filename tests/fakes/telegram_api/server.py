"""The fake Bot API over HTTP: strict, scriptable, and quick enough for thousands of sends a second."""

from __future__ import annotations

import asyncio
import time
from typing import Any
from urllib.parse import parse_qsl

import orjson
from aiohttp import BodyPartReader, web

from tests.fakes.telegram_api.control import Control
from tests.fakes.telegram_api.faults import REFUSALS, Faults, Rule
from tests.fakes.telegram_api.methods import Methods
from tests.fakes.telegram_api.people import People
from tests.fakes.telegram_api.refusal import Refusal
from tests.fakes.telegram_api.rules import BY_NAME, SENDS, read
from tests.fakes.telegram_api.updates import Updates
from tests.fakes.telegram_api.world import TOKEN, World

HTML_502 = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
BODY_BYTES = 60 << 20
FORGIVEN = (
    "not modified",
    "chat not found",
    "to edit not found",
    "query is too old",
)  # refusals a correct client meets


class Server:
    """One fake, its world and its faults. `start()` gives the port."""

    def __init__(self, token: str = TOKEN) -> None:
        self.world = World(token)
        self.updates = Updates()
        self.faults = Faults()
        self._methods = Methods(self.world).by_name
        self._arrival = asyncio.Event()
        self._control = Control(self.world, self.updates, self.faults, People(self.world, self.updates), self._changed)
        self._runner: web.ServerRunner | None = None

    async def start(self, port: int = 0) -> int:
        """Listen on loopback; return the port."""
        self._runner = web.ServerRunner(web.Server(self._serve, access_log=None), access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port, backlog=1024)
        await site.start()
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Stop delivering and listening."""
        await self.updates.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _changed(self) -> None:
        """Return when a chat next changes."""
        await self._arrival.wait()

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        _, _, rest = request.path.partition("/")
        head, _, tail = rest.partition("/")
        if head == "_control":
            return await self._control.serve(request, tail)
        if head == f"bot{self.world.token}":
            return await self._call(request, BY_NAME.get(tail.lower(), ""))
        if head == "file" and tail.startswith(f"bot{self.world.token}/"):
            return self._file(tail.rpartition("/")[2])
        known = head.startswith("bot") and len(head) > 3
        return _answer_json(*((401, _no(401, "Unauthorized")) if known else (404, _no(404, "Not Found"))))

    async def _call(self, request: web.BaseRequest, method: str) -> web.StreamResponse:
        self.world.calls[method or "unknown"] += 1
        asked_at = time.time()
        if self.faults and (unread := self.faults.pick_unread(method)) is not None:
            self._note(method, 0, asked_at, 0)
            return _cut(request, unread)
        chat = 0
        wait, fault = 0.0, None
        try:
            raw = await _parameters(request)
            chat = _chat(raw)
            wait, fault = self.faults.pick(method, chat) if self.faults else (0.0, None)
            if wait:
                await asyncio.sleep(wait / 2)
            status, answer = await self._obey(method, raw, fault)
        except Refusal as refusal:
            status, answer = refusal.status, _no(refusal.status, refusal.description, **refusal.parameters)
            if refusal.status == 400 and fault is None and not any(part in answer["description"] for part in FORGIVEN):
                self.world.violations.append(f"{method}: {refusal.description}")
        if wait:
            await asyncio.sleep(wait / 2)
        silent = fault is not None and fault.do in {"cut_after", "hang"}
        self._note(method, chat, asked_at, 0 if silent else status)
        if fault is not None and silent:
            if fault.do == "hang":
                await asyncio.sleep(fault.how.get("seconds", 3600.0))
            return _cut(request, fault)
        if fault is not None and fault.do == "5xx":
            body = fault.how.get("body", HTML_502)
            return web.Response(status=fault.how.get("status", 502), text=body, content_type="text/html")
        if status == 413:
            return web.Response(status=413, text="<html>413 Request Entity Too Large</html>", content_type="text/html")
        return _answer_json(status, answer)

    async def _obey(self, method: str, raw: dict[str, Any], fault: Rule | None) -> tuple[int, dict[str, Any]]:
        if fault is not None:
            if fault.do in REFUSALS or fault.do == "limit":
                raise _scripted(fault)
            if fault.do in {"5xx", "hang"} and not fault.how.get("processed", False):
                return int(fault.how.get("status", 502)), {}
        if not method:
            raise Refusal(404, "Not Found: method not found")
        given = read(method, raw)
        match method:
            case "getUpdates":
                result: Any = await self.updates.get(given)
            case "setWebhook":
                result = self.updates.set_webhook(given)
            case "deleteWebhook":
                result = self.updates.delete_webhook(given)
            case "getWebhookInfo":
                result = self.updates.webhook_info(given)
            case _:
                if (moved := self.world.moved.get(given.get("chat_id", 0))) is not None:
                    raise Refusal(400, REFUSALS["migrate"][1], migrate_to_chat_id=moved)
                result = self._methods[method](given)
        return 200, {"ok": True, "result": result}

    def _note(self, method: str, chat: int, asked_at: float, status: int) -> None:
        self.world.answers[str(status)] += 1
        if method in SENDS:
            self.world.requests.append((asked_at, chat, status))
        if method != "getUpdates":
            self._arrival.set()
            self._arrival.clear()

    def _file(self, file_id: str) -> web.Response:
        file = self.world.files.get(file_id)
        return web.Response(status=404) if file is None else web.Response(body=file.content)


def _scripted(fault: Rule) -> Refusal:
    if fault.do in {"429", "limit"}:
        seconds = fault.how.get("retry_after", 1)
        if seconds is None:
            return Refusal(429, "Too Many Requests")
        return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
    status, description = REFUSALS[fault.do]
    parameters = {"migrate_to_chat_id": fault.how["to"]} if fault.do == "migrate" else {}
    return Refusal(fault.how.get("status", status), fault.how.get("description", description), **parameters)


async def _parameters(request: web.BaseRequest) -> dict[str, Any]:
    kind = request.content_type
    if kind == "application/json":
        given = orjson.loads(await request.read() or b"{}")
        return {name: value for name, value in given.items() if value is not None}
    if kind != "multipart/form-data":
        body = (await request.read()).decode()
        pairs = parse_qsl(body, keep_blank_values=True, strict_parsing=bool(body)) + list(request.query.items())
        return dict(pairs)
    given = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise Refusal(400, "Bad Request: can't parse multipart body")
        content = bytes(await part.read())
        if len(content) > BODY_BYTES:
            raise Refusal(413, "Request Entity Too Large")
        if part.filename is None:
            given[part.name] = content.decode()
        else:
            given[part.name] = (part.filename, part.headers.get("Content-Type", ""), content)
    return given


def _chat(raw: dict[str, Any]) -> int:
    try:
        return int(raw.get("chat_id", 0))
    except (TypeError, ValueError):
        return 0


def _no(status: int, description: str, **parameters: Any) -> dict[str, Any]:
    answer: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    return answer | ({"parameters": parameters} if parameters else {})


def _answer_json(status: int, answer: Any) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(answer), content_type="application/json")


def _cut(request: web.BaseRequest, fault: Rule) -> web.Response:
    if request.transport is not None:
        if fault.do == "cut_before":
            request.transport.abort()
        else:
            request.transport.close()
    return web.Response()
