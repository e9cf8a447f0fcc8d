"""What a test may do with the fake: let people speak, look at screens, put faults in force."""

from __future__ import annotations

import asyncio
import base64
from typing import Any

import aiohttp

from tests.fakes.zalo_bot_api.world import World

HEADER = "X-Bot-Api-Secret-Token"


class Control:
    """The words of `/_control/`."""

    def __init__(self, world: World, http: aiohttp.ClientSession, url: str) -> None:
        self._world, self._http, self._url = world, http, url

    async def do(self, word: str, given: dict[str, Any]) -> Any:
        """Do *word*. Raises KeyError for an unknown one."""
        known: dict[str, Any] = {
            "person": self._person, "says": self._says, "sends_photo": self._sends_photo, "sends": self._sends,
            "posts": self._posts, "sees": self._sees, "waits": self._waits, "rules": self._rules,
            "script": self._script, "stats": self._stats, "hook": self._hook,
        }  # fmt: skip
        return await known[word](**given)

    async def _person(self, id: str, name: str) -> None:  # noqa: A002 (the name in the test's call)
        self._world.people[id] = name
        self._world.chats.setdefault(id, [])

    async def _says(self, id: str, text: str) -> int:  # noqa: A002
        self._world.chats[id].append({"by_bot": False, "id": "", "text": text, "photo": ""})
        return await self._bring(self._world.event(id, "text", text=text))

    async def _sends_photo(self, id: str, name: str, content: str, caption: str) -> int:  # noqa: A002
        self._world.media[name] = (base64.b64decode(content), "image/jpeg")
        fields: dict[str, Any] = {self._world.rules.photo_field: f"{self._url}/media/{name}"}
        if caption:
            fields["caption"] = caption
        return await self._bring(self._world.event(id, "image", **fields))

    async def _sends(self, id: str, kind: str, fields: dict[str, Any]) -> int:  # noqa: A002
        return await self._bring(self._world.event(id, kind, **fields))

    async def _posts(self, event: dict[str, Any], times: int = 1) -> list[int]:
        return list(await asyncio.gather(*(self._bring(event) for _ in range(times))))

    async def _bring(self, event: dict[str, Any]) -> int:
        """Post *event* where a webhook is set, else let it wait for a poll; return the HTTP status, 0 for a poll."""
        world = self._world
        if world.webhook is None:
            world.waiting.append(event)
            world.tell()
            return 0
        url, secret = world.webhook
        body = {"ok": True, "result": event} if world.rules.wrapped else event
        async with self._http.post(url, json=body, headers={HEADER: secret}) as answer:
            await answer.read()
        world.posts.append(answer.status)
        return int(answer.status)

    async def _hook(self, url: str, secret: str) -> int:
        """Set the webhook as the console would, and probe it as Zalo does: an empty body, no secret."""
        self._world.webhook = (url, secret)
        async with self._http.post(url) as answer:
            return int(answer.status)

    async def _sees(self, id: str) -> list[dict[str, Any]]:  # noqa: A002
        return self._world.chats.get(id, [])

    async def _waits(self, id: str, part: str, after: int, seconds: float) -> dict[str, Any] | None:  # noqa: A002
        try:
            async with asyncio.timeout(seconds):
                while True:
                    changed = self._world.changed
                    heard = [one for one in self._world.chats.get(id, []) if one["by_bot"]][after:]
                    if found := next((one for one in heard if part in one["text"]), None):
                        return found
                    await changed.wait()
        except TimeoutError:
            return None

    async def _rules(self, **rules: Any) -> None:
        for name, value in rules.items():
            assert hasattr(self._world.rules, name), name
            setattr(self._world.rules, name, value)

    async def _script(self, rules: list[dict[str, Any]]) -> None:
        self._world.faults[:] = rules

    async def _stats(self) -> dict[str, Any]:
        world = self._world
        return {
            "calls": dict(world.calls), "sent": world.sent, "violations": world.violations, "polls": world.polls,
            "posts": world.posts, "fetched": dict(world.fetched),
        }  # fmt: skip
