"""The fake's own HTTP API for tests: `/_control/…`, JSON in and out. `client.py` speaks it."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import orjson
from aiohttp import web

from tests.fakes.zalo_oa_api.people import NoSuchButton, shown
from tests.fakes.zalo_oa_api.world import DAY, Person, Template

if TYPE_CHECKING:
    from tests.fakes.zalo_oa_api.server import Server

Given = dict[str, Any]
LOOK_SECONDS = 0.2


class Control:
    """Each public word of a test: people act, screens are read, rules and faults are set, counts are taken."""

    def __init__(self, server: Server, changed: Callable[[], Awaitable[None]]) -> None:
        self._server = server
        self._changed = changed
        people, hook, oauth = server.people, server.hook, server.oauth
        self._words: dict[str, Callable[[Given], Any]] = {
            "person": self._person,
            "says": lambda given: people.says(self._who(given), given["text"]),
            "presses": lambda given: people.presses(self._who(given), given["label"], given.get("message_id", "")),
            "sends_file": self._sends_file,
            "sends": lambda given: people.sends(self._who(given), given["what"], given["text"], given["payload"]),
            "follows": lambda given: people.follows(self._who(given), follows=given["follows"]),
            "acts": lambda given: people.acts(self._who(given), given["event_name"], given["more"]),
            "posts": lambda given: people.posts(self._who(given), given["event"]),
            "again": lambda given: hook.again(given["number"], given.get("times", 1)),
            "template": self._template,
            "rules": self._rules,
            "later": self._later,
            "script": lambda given: server.faults.add(given["rules"]),
            "calm": lambda _: server.faults.clear(),
            "sees": lambda given: [shown(one) for one in self._who(given).messages],
            "stats": lambda _: server.measured(),
            "grant": lambda _: oauth.grant(),
            "revoke": lambda _: oauth.revoke(),
            "oauth": self._oauth,
        }

    async def serve(self, request: web.Request) -> web.Response:
        """Do the word of the address with the JSON body as its arguments."""
        given = orjson.loads(await request.read() or b"{}")
        word = request.match_info["word"]
        result: Any = None
        try:
            match word:
                case "waits":
                    result = await self._waits(given)
                case "hook":
                    result = await self._hook(given)
                case "settled":
                    await self._server.hook.settled()
                case _:
                    result = self._words[word](given)
        except KeyError as error:
            return _json(400, {"error": f"unknown: {error}"})
        except NoSuchButton as error:
            return _json(400, {"error": f"no such button: {error}"})
        return _json(200, {"result": result})

    def _who(self, given: Given) -> Person:
        return self._server.world.people[given["id"]]

    def _person(self, given: Given) -> None:
        world = self._server.world
        person = world.people.setdefault(given["id"], Person(given["id"], wrote_at=world.now()))
        for name in ("name", "phone", "follows", "blocked", "inactive", "reads"):
            if name in given:
                setattr(person, name, given[name])
        if "wrote_days_ago" in given:
            days = given["wrote_days_ago"]
            person.wrote_at = None if days is None else world.now() - days * DAY

    def _template(self, given: Given) -> None:
        name = given.pop("id")
        self._server.world.templates[name] = Template(**given)

    def _rules(self, given: Given) -> None:
        for name, value in given.items():
            setattr(self._server.world.rules, name, value)

    def _later(self, given: Given) -> None:
        self._server.world.late += given["seconds"]

    def _oauth(self, given: Given) -> Given:
        oauth = self._server.oauth
        oauth.script.extend(given.get("script", ()))
        if "access_seconds" in given:
            oauth.access_seconds = given["access_seconds"]
        return {"asked": oauth.asked, "refreshes": oauth.refreshes, "refused": oauth.refused}

    def _sends_file(self, given: Given) -> int:
        content = base64.b64decode(given["content"])
        return self._server.people.sends_file(
            self._who(given), given["name"], content, given.get("text", ""), given.get("kind", "file")
        )

    async def _hook(self, given: Given) -> int:
        hook = self._server.hook
        for name in ("scale", "stamp_in_header", "bare_mac"):
            if name in given:
                setattr(hook, name, given[name])
        return await hook.save(given["url"]) if "url" in given else 0

    async def _waits(self, given: Given) -> dict[str, Any] | None:
        """Return the first message of the account with *part*, behind *after* others; None when time is up."""
        ends = time.monotonic() + given.get("seconds", 10.0)
        while True:
            for message in self._who(given).messages[given.get("after", 0) :]:
                if message.by_oa and given.get("part", "") in message.text:
                    return shown(message)
            left = ends - time.monotonic()
            if left <= 0:
                return None
            with contextlib.suppress(TimeoutError):  # a look now and then: a change may fall between look and wait
                await asyncio.wait_for(self._changed(), min(left, LOOK_SECONDS))


def _json(status: int, body: Any) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(body), content_type="application/json")
