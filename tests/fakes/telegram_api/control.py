"""The fake's own HTTP API for tests: `/_control/…`, JSON in and out. `client.py` speaks it."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import time
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from aiohttp import web

from tests.fakes.telegram_api.faults import Faults
from tests.fakes.telegram_api.people import NoSuchButton, People, shown
from tests.fakes.telegram_api.stats import stats
from tests.fakes.telegram_api.updates import Updates
from tests.fakes.telegram_api.world import Person, World

Given = dict[str, Any]
LOOK_SECONDS = 0.2


class Control:
    """Each public word of a test: people act, screens are read, faults are set, counts are taken."""

    def __init__(
        self,
        world: World,
        updates: Updates,
        faults: Faults,
        people: People,
        changed: Callable[[], Awaitable[None]],
    ) -> None:
        self._world = world
        self._updates = updates
        self._faults = faults
        self._people = people
        self._changed = changed
        self._words: dict[str, Callable[[Given], Any]] = {
            "person": self._person,
            "bulk": self._bulk,
            "says": lambda given: people.says(self._who(given), given["text"]),
            "presses": lambda given: people.presses(self._who(given), given["label"], given.get("message_id")),
            "presses_token": lambda given: people.presses_token(self._who(given), given["message_id"], given["token"]),
            "shares": lambda given: people.shares(self._who(given), given["phone"], given.get("user_id")),
            "sends_file": self._sends_file,
            "blocks": lambda given: people.blocks(self._who(given), blocked=given.get("blocked", True)),
            "pushes": lambda given: people.pushes(given["raw"]),
            "again": lambda given: updates.again(given["update_id"]),
            "moves": lambda given: world.moved.update({int(given["id"]): int(given["to"])}),
            "script": lambda given: faults.add(given["rules"]),
            "calm": lambda _: faults.clear(),
            "sees": self._sees,
            "stats": lambda given: stats(world, updates, times=given.get("times", False)),
            "commands": lambda _: world.commands,
            "webhook": lambda _: updates.webhook,
            "presses_answered": lambda _: {key: press.answers for key, press in world.presses.items()},
        }

    async def serve(self, request: web.BaseRequest, word: str) -> web.Response:
        """Do *word* with the JSON body as its arguments."""
        given = orjson.loads(await request.read() or b"{}")
        try:
            result = await self._waits(given) if word == "waits" else self._words[word](given)
        except KeyError as error:
            return _json(400, {"error": f"unknown: {error}"})
        except NoSuchButton as error:
            return _json(400, {"error": f"no such button: {error}"})
        return _json(200, {"result": result})

    def _who(self, given: Given) -> Person:
        return self._world.people[int(given["id"])]

    def _person(self, given: Given) -> None:
        person = self._world.people.setdefault(int(given["id"]), Person(int(given["id"])))
        for name in ("name", "started", "blocked", "deactivated"):
            if name in given:
                setattr(person, name, given[name])

    def _bulk(self, given: Given) -> None:
        """Make people quickly: *count* from id *first*, all started."""
        for number in range(given["first"], given["first"] + given["count"]):
            self._world.people.setdefault(number, Person(number, name=f"Người {number}"))

    def _sends_file(self, given: Given) -> dict[str, Any]:
        content = base64.b64decode(given["content"])
        caption, kind = given.get("caption", ""), given.get("kind", "document")
        return self._people.sends_file(self._who(given), given["name"], given["mime"], content, caption, kind)

    def _sees(self, given: Given) -> dict[str, Any]:
        person = self._who(given)
        keyboard = [button["text"] for row in person.keyboard or () for button in row]
        return {"messages": [shown(one) for one in person.messages.values()], "keyboard": keyboard}

    async def _waits(self, given: Given) -> dict[str, Any] | None:
        """Return the first message of the bot that shows *part*, above id *after*; None when time is up."""
        ends = time.monotonic() + given.get("seconds", 10.0)
        while True:
            for message in self._who(given).messages.values():
                seen = shown(message)
                if (
                    seen["by_bot"]
                    and seen["message_id"] > given.get("after", 0)
                    and given.get("part", "") in seen["text"]
                ):
                    return seen
            left = ends - time.monotonic()
            if left <= 0:
                return None
            with contextlib.suppress(TimeoutError):  # a look now and then: a change may fall between look and wait
                await asyncio.wait_for(self._changed(), min(left, LOOK_SECONDS))


def _json(status: int, body: Any) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(body), content_type="application/json")
