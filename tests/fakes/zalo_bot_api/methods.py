"""The methods of the fake: what each takes, gives, and refuses."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from content.vietnamese import utf16_len
from tests.fakes.zalo_bot_api.refusal import Refusal
from tests.fakes.zalo_bot_api.world import SECRET_LEAST, SECRET_MOST, TEXT_MOST, World

NOTHING: Any = object()  # a result that the answer does not even name


class Methods:
    """What a bot may ask."""

    def __init__(self, world: World, http: Callable[[], aiohttp.ClientSession]) -> None:
        self._world, self._http = world, http
        self._known: dict[str, Callable[[dict[str, Any]], Awaitable[Any]]] = {
            "getMe": self._me, "getUpdates": self._updates, "setWebhook": self._set, "deleteWebhook": self._unset,
            "getWebhookInfo": self._info, "sendMessage": self._message, "sendPhoto": self._photo,
            "sendChatAction": self._action,
        }  # fmt: skip

    async def do(self, method: str, fields: dict[str, Any]) -> Any:
        """Return the result of *method*, or NOTHING. Raises Refusal."""
        if method not in self._known:
            raise Refusal(404 if self._world.rules.unknown_is_404 else 400, "Bad Request: unknown method")
        return await self._known[method](fields)

    async def probe(self, url: str) -> str:
        """Ask *url* with an empty body and no secret whether somebody is there; return the outcome."""
        try:
            async with self._http().post(url, timeout=aiohttp.ClientTimeout(total=5)) as answer:
                status = answer.status
        except TimeoutError:
            return "err.timeout"
        except aiohttp.ClientError:
            return "err.blocked"
        if status == 200:
            return "webhook.ok"
        return "http.5xx" if status >= 500 else f"http.{status}"

    async def _me(self, _: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": "1234567890123456789", "account_name": "bot.thu", "account_type": "BASIC", "can_join_groups": False,
            "display_name": "Bot Thử",
        }  # fmt: skip

    async def _updates(self, fields: dict[str, Any]) -> Any:
        world = self._world
        self._only(fields, "timeout")
        if world.webhook is not None:
            raise Refusal(400, "Bad Request: a webhook is set")
        world.polls.append(time.monotonic())
        world.polling += 1
        if world.polling > 1:
            world.violations.append("getUpdates: two at once")
        try:
            event = await self._next(float(fields.get("timeout", 30)))
        finally:
            world.polling -= 1
        if event is not None:
            return [event] if world.rules.listed else event
        match world.rules.empty:
            case "null":
                return None
            case "missing":
                return NOTHING
            case "list":
                return []
        raise Refusal(408, "Request timeout")

    async def _next(self, seconds: float) -> dict[str, Any] | None:
        """Return what waits, or what was read before, or in the end nothing."""
        world = self._world
        if world.rules.redeliver and world.read and not world.waiting:
            world.read.rotate(-1)
            return world.read[-1]
        ends = time.monotonic() + min(seconds, world.rules.most_wait)
        while not world.waiting:
            try:
                async with asyncio.timeout(max(0.0, ends - time.monotonic())):
                    await world.changed.wait()
            except TimeoutError:
                return None
        world.read.append(world.waiting.popleft())
        return world.read[-1]

    async def _set(self, fields: dict[str, Any]) -> dict[str, Any]:
        self._only(fields, "url", "secret_token")
        url, secret, rules = str(fields.get("url", "")), str(fields.get("secret_token", "")), self._world.rules
        if not rules.http_webhook and (not url.startswith("https://") or _is_inside(url)):
            raise Refusal(400, "The url must be public and start with https://")
        if not SECRET_LEAST <= len(secret) <= SECRET_MOST:
            raise Refusal(400, "The secret_token must be 8-256 characters")
        self._world.webhook = (url, secret)  # kept, whatever comes of looking at it
        told = {"url": url, "updated_at": int(time.time() * 1000)}
        outcome = await self.probe(url) if rules.http_webhook else rules.outcome
        return told if outcome is None else told | {"verification": {"outcome": outcome}}

    async def _unset(self, _: dict[str, Any]) -> dict[str, Any]:
        self._world.webhook = None
        return {"url": "", "updated_at": int(time.time() * 1000)}

    async def _info(self, _: dict[str, Any]) -> dict[str, Any]:
        if self._world.webhook is None:
            raise Refusal(404, "Not found")
        return {"url": self._world.webhook[0], "updated_at": int(time.time() * 1000)}

    async def _message(self, fields: dict[str, Any]) -> dict[str, Any]:
        self._only(fields, "chat_id", "text")
        chat, text = self._chat(fields), str(fields.get("text", ""))
        if not text.strip():
            raise Refusal(400, "The text must not be empty")
        if utf16_len(text) > TEXT_MOST:
            raise Refusal(400, "The text length must be 1-2000")
        self._count()
        return self._shown(chat, {"text": text})

    async def _photo(self, fields: dict[str, Any]) -> dict[str, Any]:
        self._only(fields, "chat_id", "photo", "caption")
        chat, photo, caption = self._chat(fields), str(fields.get("photo", "")), str(fields.get("caption", ""))
        if not photo:
            raise Refusal(400, "The photo must not be empty")
        if not photo.startswith(("http://", "https://")):
            raise Refusal(400, "The photo must start with http:// or https://")
        if urlsplit(photo).hostname in self._world.rules.photo_hosts_refused:
            raise Refusal(400, "The photo URL is invalid")
        if utf16_len(caption) > TEXT_MOST or ("caption" in fields and not caption):
            raise Refusal(400, "The caption length must be 1-2000")
        self._count()
        for _ in "ab":  # Zalo fetches a picture more than once
            async with self._http().get(photo) as answer:
                body = await answer.read()
                if answer.status != 200 or not body:
                    raise Refusal(400, "The photo URL is invalid")
            self._world.fetched[photo] += 1
        return self._shown(chat, {"text": caption, "photo": photo}) | {"message_type": "CHAT_PHOTO"}

    async def _action(self, fields: dict[str, Any]) -> Any:
        self._only(fields, "chat_id", "action")
        chat = self._chat(fields)
        if fields.get("action") != "typing":
            raise Refusal(400, "The action is invalid")
        self._world.typed.append(chat)
        self._world.tell()
        return NOTHING

    def _chat(self, fields: dict[str, Any]) -> str:
        chat = str(fields.get("chat_id", ""))
        if not chat:
            raise Refusal(400, "The chat_id must not be empty")
        if chat not in list(self._world.people)[: self._world.rules.users_most]:
            raise Refusal(400, "The chat_id is invalid")
        return chat

    def _count(self) -> None:
        if self._world.sent >= self._world.rules.month_most:
            raise Refusal(429, "Quota exceeded")
        self._world.sent += 1

    def _only(self, fields: dict[str, Any], *names: str) -> None:
        if extra := fields.keys() - set(names):
            raise Refusal(400, f"unknown parameter {sorted(extra)}")

    def _shown(self, chat: str, message: dict[str, Any]) -> dict[str, Any]:
        key = f"s{self._world.sent:019d}"
        self._world.chats.setdefault(chat, []).append({"by_bot": True, "id": key, "photo": ""} | message)
        self._world.tell()
        return {"message_id": key, "date": int(time.time() * 1000)}


def _is_inside(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost"
