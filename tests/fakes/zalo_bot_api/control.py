"""What a test may do with the fake: let people speak, look at screens, put faults in force."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from typing import Any, Protocol

import aiohttp

from tests.fakes.zalo_bot_api.faults import Faults
from tests.fakes.zalo_bot_api.methods import Methods
from tests.fakes.zalo_bot_api.world import World

HEADER = "X-Bot-Api-Secret-Token"


class Platform(Protocol):
    """What serves: where it is, and what it asks others with."""

    url: str

    def http(self) -> aiohttp.ClientSession:
        """Return the session."""
        ...


class Control:
    """The words of `/_control/`."""

    def __init__(self, world: World, faults: Faults, methods: Methods, platform: Platform) -> None:
        self._world, self._faults, self._methods, self._platform = world, faults, methods, platform
        self._known: dict[str, Callable[..., Any]] = {
            "person": self._person, "says": self._says, "sends_photo": self._sends_photo, "sends": self._sends,
            "posts": self._posts, "sees": self._sees, "waits": self._waits, "waits_typing": self._waits_typing,
            "rules": self._rules, "script": self._script, "stats": self._stats, "hook": self._hook,
        }  # fmt: skip

    async def do(self, word: str, given: dict[str, Any]) -> Any:
        """Do *word*. Raises KeyError for an unknown one."""
        return await self._known[word](**given)

    async def _person(self, id: str, name: str) -> None:  # noqa: A002 (the name in the test's call)
        self._world.people[id] = name
        self._world.chats.setdefault(id, [])

    async def _says(self, id: str, text: str) -> int:  # noqa: A002
        self._world.chats[id].append({"by_bot": False, "id": "", "text": text, "photo": ""})
        return await self._bring(self._world.event(id, "text", text=text))

    async def _sends_photo(self, id: str, name: str, content: str, caption: str) -> int:  # noqa: A002
        self._world.media[name] = (base64.b64decode(content), "image/jpeg")
        fields: dict[str, Any] = {self._world.rules.photo_field: f"{self._platform.url}/media/{name}"}
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
        async with self._platform.http().post(url, json=body, headers={HEADER: secret}) as answer:
            await answer.read()
        world.posts.append(answer.status)
        return int(answer.status)

    async def _hook(self, url: str, secret: str) -> str:
        """Set the webhook as the console would, and look whether somebody is there, as Zalo does."""
        self._world.webhook = (url, secret)
        return await self._methods.probe(url)

    async def _sees(self, id: str) -> list[dict[str, Any]]:  # noqa: A002
        return self._world.chats.get(id, [])

    async def _waits(self, id: str, part: str, after: int, seconds: float) -> Any:  # noqa: A002
        def found() -> dict[str, Any] | None:
            heard = [one for one in self._world.chats.get(id, []) if one["by_bot"]][after:]
            return next((one for one in heard if part in one["text"]), None)

        return await self._until(found, seconds)

    async def _waits_typing(self, id: str, seconds: float) -> bool:  # noqa: A002
        return bool(await self._until(lambda: id in self._world.typed or None, seconds))

    async def _until(self, found: Callable[[], Any], seconds: float) -> Any:
        """Return what is *found* once it is not None; None when it is not in time."""
        try:
            async with asyncio.timeout(seconds):
                while (known := found()) is None:
                    await self._world.changed.wait()
        except TimeoutError:
            return None
        return known

    async def _rules(self, **rules: Any) -> None:
        for name, value in rules.items():
            assert hasattr(self._world.rules, name), name
            setattr(self._world.rules, name, value)

    async def _script(self, rules: list[dict[str, Any]]) -> None:
        self._faults.put(rules)

    async def _stats(self) -> dict[str, Any]:
        world = self._world
        return {
            "calls": dict(world.calls), "sent": world.sent, "violations": world.violations, "polls": world.polls,
            "posts": world.posts, "fetched": dict(world.fetched), "typed": world.typed,
            "waiting": len(world.waiting), "webhook": world.webhook,
        }  # fmt: skip
