"""`/v/<code>`: whether a text is the office's own, for anyone who was shown it; as little as a chat tells a guest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from aiohttp import web

from bot.pages.light import Light
from content.document import State
from content.texts import pages as texts
from handlers import checking
from handlers.world import World
from storage.errors import Unavailable
from storage.storage import Storage

CODE: Final = "ma"
CODE_SIGNS: Final = 40  # what is longer is no code


class VerifyPages:
    """The pages under `/v`."""

    def __init__(self, storage: Storage, world: World, clock: Callable[[], datetime], light: Light) -> None:
        self._storage, self._world, self._clock, self._light = storage, world, clock, light

    def routes(self) -> Sequence[web.RouteDef]:
        """Return the form and the answer."""
        return [web.get("/v", self._form), web.get("/v/{code}", self._answer)]

    async def _form(self, request: web.Request) -> web.Response:
        return await self._check(request, request.query.get(CODE))

    async def _answer(self, request: web.Request) -> web.Response:
        return await self._check(request, request.match_info["code"])

    async def _check(self, request: web.Request, typed: str | None) -> web.Response:
        now = self._clock()
        text = (typed or "")[:CODE_SIGNS]
        try:
            office, verdict = await self._storage.read(
                lambda uow: (uow.office.facts(), checking.check(uow, self._world, text, now, is_member=False))
            )
        except Unavailable:
            return self._light.busy(request)
        holds = verdict is not None and verdict.stands is State.APPROVED
        return self._light.page(
            request, "verify.html", office=office.name or texts.OFFICIAL, title=texts.CHECK_TITLE, verdict=verdict,
            tone="good" if holds else "stop", is_bad=bool(text.strip()) and verdict is None, param=CODE,
        )  # fmt: skip
