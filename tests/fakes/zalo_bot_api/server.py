"""The fake over HTTP: `/bot<token>/<method>` for the bot, `/_control/<word>` for the test, `/media/…` for pictures."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import aiohttp
import orjson
from aiohttp import web

from content.vietnamese import utf16_len
from tests.fakes.zalo_bot_api.control import Control
from tests.fakes.zalo_bot_api.world import SECRET_LEAST, SECRET_MOST, TEXT_MOST, TOKEN, World


class Refusal(Exception):
    """A method says no."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code, self.description = code, description


class Server:
    """One fake. `start()` gives the port."""

    def __init__(self, token: str = TOKEN) -> None:
        self.world = World(token)
        self._runner: web.AppRunner | None = None
        self._http: aiohttp.ClientSession | None = None
        self.url = ""

    async def start(self, port: int = 0) -> int:
        """Listen on loopback; return the port."""
        app = web.Application(client_max_size=8_000_000)
        app.add_routes([
            web.route("*", "/bot{token}/{method}", self._method), web.post("/_control/{word}", self._control),
            web.get("/media/{name}", self._media),
        ])  # fmt: skip
        self._http = aiohttp.ClientSession()
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        found = int(self._runner.addresses[0][1])
        self.url = f"http://127.0.0.1:{found}"
        return found

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()
        if self._http is not None:
            await self._http.close()

    async def _control(self, request: web.Request) -> web.Response:
        word, given = request.match_info["word"], await request.json()
        assert self._http is not None
        try:
            result = await Control(self.world, self._http, self.url).do(word, given)
        except (AssertionError, KeyError, TypeError) as error:
            return web.json_response({"error": repr(error)})
        return web.json_response({"result": result})

    async def _media(self, request: web.Request) -> web.Response:
        body, mime = self.world.media[request.match_info["name"]]
        return web.Response(body=body, content_type=mime)

    async def _method(self, request: web.Request) -> web.StreamResponse:
        world, method = self.world, request.match_info["method"]
        world.calls[method] += 1
        if request.match_info["token"] != world.token:
            return self._no(401, "Unauthorized")
        if (fault := self._fault(method)) is not None:
            if fault["do"] == "cut":
                if request.transport is not None:
                    request.transport.close()
                return web.Response()
            if fault["do"] == "html":
                return web.Response(status=502, text="<html>502 Bad Gateway</html>", content_type="text/html")
            return self._no(int(fault["code"]), str(fault.get("description", "refused")))
        try:
            fields = orjson.loads(await request.read() or b"{}")
            known = {
                "getMe": self._me, "getUpdates": self._updates, "setWebhook": self._set, "deleteWebhook": self._unset,
                "getWebhookInfo": self._info, "sendMessage": self._message, "sendPhoto": self._photo,
                "sendChatAction": self._action,
            }  # fmt: skip
            if method not in known:
                raise Refusal(404 if world.rules.unknown_is_404 else 400, "Bad Request: unknown method")
            result = await known[method](fields)
        except Refusal as refusal:
            if refusal.code == 400:
                world.violations.append(f"{method}: {refusal.description}")
            return self._no(refusal.code, refusal.description)
        return web.json_response({"ok": True} | ({} if result is None else {"error_code": 0, "result": result}))

    def _fault(self, method: str) -> dict[str, Any] | None:
        for fault in self.world.faults:
            if method in fault.get("methods", ["sendMessage", "sendPhoto"]) and fault.get("times", 1) > 0:
                fault["times"] = fault.get("times", 1) - 1
                return fault
        return None

    def _no(self, code: int, description: str) -> web.Response:
        body = {"ok": False, "error_code": code, "description": description}
        return web.json_response(body, status=code if self.world.rules.real_status else 200)

    async def _me(self, _: dict[str, Any]) -> dict[str, Any]:
        return {"id": "99", "account_name": "bot.thu", "account_type": "BASIC", "display_name": "Bot Thử"}

    async def _updates(self, fields: dict[str, Any]) -> Any:
        world = self.world
        if world.webhook is not None:
            raise Refusal(400, "Bad Request: a webhook is set")
        world.polls.append(time.monotonic())
        if world.rules.redeliver and world.last is not None and not world.waiting:
            return world.last
        ends = time.monotonic() + min(float(fields.get("timeout", 30)), 30.0)
        while not world.waiting:
            left = ends - time.monotonic()
            if left <= 0:
                raise Refusal(408, "Request timeout")
            try:
                async with asyncio.timeout(left):
                    await world.changed.wait()
            except TimeoutError:
                continue
        world.last = world.waiting.popleft()
        return world.last

    async def _set(self, fields: dict[str, Any]) -> dict[str, Any]:
        url, secret = str(fields.get("url", "")), str(fields.get("secret_token", ""))
        if not url.startswith("https://") and not self.world.rules.http_webhook:
            raise Refusal(400, "The url must start with https://")
        if not SECRET_LEAST <= len(secret) <= SECRET_MOST:
            raise Refusal(400, "The secret_token must be 8-256 characters")
        self.world.webhook = (url, secret)
        return {"url": url, "updated_at": int(time.time() * 1000), "verification": {"outcome": "webhook.ok"}}

    async def _unset(self, _: dict[str, Any]) -> dict[str, Any]:
        self.world.webhook = None
        return {"url": "", "updated_at": int(time.time() * 1000)}

    async def _info(self, _: dict[str, Any]) -> dict[str, Any]:
        if self.world.webhook is None:
            raise Refusal(404, "Not found")
        return {"url": self.world.webhook[0], "updated_at": int(time.time() * 1000)}

    def _chat(self, fields: dict[str, Any]) -> str:
        chat = str(fields.get("chat_id", ""))
        if not chat:
            raise Refusal(400, "The chat_id must not be empty")
        if chat not in self.world.people or list(self.world.people).index(chat) >= self.world.rules.users_most:
            raise Refusal(400, "The chat_id is invalid")
        return chat

    def _count(self) -> None:
        if self.world.sent >= self.world.rules.month_most:
            raise Refusal(429, "Quota exceeded")
        self.world.sent += 1

    async def _message(self, fields: dict[str, Any]) -> dict[str, Any]:
        self._only(fields, "chat_id", "text")
        chat, text = self._chat(fields), str(fields.get("text", ""))
        if not 1 <= utf16_len(text) <= TEXT_MOST:
            raise Refusal(400, "The text length must be 1-2000")
        self._count()
        return self._shown(chat, {"text": text})

    async def _photo(self, fields: dict[str, Any]) -> dict[str, Any]:
        self._only(fields, "chat_id", "photo", "caption")
        chat, photo, caption = self._chat(fields), str(fields.get("photo", "")), str(fields.get("caption", ""))
        if not photo.startswith(("http://", "https://")):
            raise Refusal(400, "The photo must start with http:// or https://")
        if utf16_len(caption) > TEXT_MOST:
            raise Refusal(400, "The caption length must be 1-2000")
        self._count()
        assert self._http is not None
        for _ in "ab":  # Zalo fetches a picture more than once
            async with self._http.get(photo) as answer:
                body = await answer.read()
                if answer.status != 200 or not body:
                    raise Refusal(400, "The photo URL is invalid")
            self.world.fetched[photo] += 1
        return self._shown(chat, {"text": caption, "photo": photo}) | {"message_type": "CHAT_PHOTO"}

    async def _action(self, fields: dict[str, Any]) -> None:
        self._chat(fields)
        if fields.get("action") != "typing":
            raise Refusal(400, "The action is invalid")

    def _only(self, fields: dict[str, Any], *names: str) -> None:
        if extra := fields.keys() - set(names):
            raise Refusal(400, f"unknown parameter {sorted(extra)}")

    def _shown(self, chat: str, message: dict[str, Any]) -> dict[str, Any]:
        key = f"s{self.world.sent:019d}"
        self.world.chats.setdefault(chat, []).append({"by_bot": True, "id": key, "photo": ""} | message)
        self.world.tell()
        return {"message_id": key, "date": int(time.time() * 1000)}
