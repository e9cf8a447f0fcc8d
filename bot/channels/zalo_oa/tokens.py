"""The access token of an Official Account: always a living one, or a clear reason why there is none."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.channel import NotSent, SendError
from bot.channels.zalo_oa.oauth import Pair, TokenEndpoint
from bot.channels.zalo_oa.refresher import Kept, Refresher, TokenStore
from bot.http import Http

LOOK_SECONDS = 60.0
UNSAVED_SECONDS = 2.0  # between looks while a new pair waits to be stored
CLOSE_SECONDS = 4.0  # for a refresh that is on its way when the process ends

log = structlog.get_logger()


class Tokens:
    """Gives out the access token and has it refreshed in time. Any number of processes may share one account.

    *first_refresh_token* is the one from the settings, or empty: it is used when there is no pair that works, at most
    once in the life of this object. *me* names this process for the claim. *http* is this object's own.
    """

    def __init__(  # noqa: PLR0913 (one account's whole configuration, all by name)
        self,
        *,
        store: TokenStore,
        app_id: str,
        app_secret: str,
        oauth_url: str,
        first_refresh_token: str,
        clock: Callable[[], datetime],
        me: str,
        http: Http,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._clock, self._sleep, self._http = clock, sleep, http
        endpoint = TokenEndpoint(http, oauth_url, app_id, app_secret)
        self._refresher = Refresher(store, endpoint, me, clock, sleep, first_refresh_token)
        self._pair: Pair | None = None
        self._worn = ""  # the access token that the API refused last
        self._lock = asyncio.Lock()  # one in this process asks; the others wait and take what it got
        self._is_closed = False
        self._said = ""

    async def open(self) -> None:
        """Make the session; called once in the running loop. Zalo is not asked anything yet."""
        await self._http.open()

    async def current(self) -> str:
        """Return the access token to use now.

        Raises Misconfigured when an admin must authorise again, NotSent when there is none at this moment.
        """
        if self._pair is None or not self._pair.lives(self._clock()):
            async with self._lock:
                return (await self._usable()).access
        return self._pair.access

    async def refused(self, token: str) -> None:
        """The API refused *token* (-216, -220): see that `current` gives another one. Raises as `current`.

        Where another process has refreshed meanwhile, its token is taken and nothing is asked of Zalo.
        """
        async with self._lock:
            if self._pair is not None and self._pair.access != token:
                return  # another task has seen to it
            self._worn, self._pair = token, None
            await self._usable()

    async def run(self) -> None:
        """Look each minute whether it is time to refresh. Ends when cancelled."""
        while True:
            await self.look()
            await self._sleep(UNSAVED_SECONDS if self._refresher.has_unsaved else LOOK_SECONDS)

    async def look(self) -> None:
        """Take what another process or an admin has stored, and refresh if it is time. Raises no SendError."""
        async with self._lock:
            try:
                await self._look()
            except SendError as error:
                if str(error) != self._said:
                    self._said = str(error)
                    log.warning("token_not_refreshed", lane="zalo_oa", why=self._said)
            else:
                self._said = ""

    async def close(self) -> None:
        """Let a refresh that is on its way come home, for a few seconds, begin no other, and close the session."""
        self._is_closed = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS), self._lock:
                pass
        await self._http.close()

    async def _look(self) -> None:
        kept, now = await self._refresher.kept(), self._clock()
        pair = kept.pair
        if pair is not None and pair.access != self._worn and pair.lives(now):
            self._take(pair)
        if self._is_wanting(kept, now):
            self._take(await self._renew(pair))

    def _is_wanting(self, kept: Kept, now: datetime) -> bool:
        """Say whether a new pair is wanted of which there is hope, or a loss that nobody was told of."""
        if self._refresher.has_unsaved:
            return True
        if kept.pair is None:
            return self._refresher.has_first or bool(kept.fault)
        is_over = kept.pair.access == self._worn or kept.pair.is_due(now)
        return is_over and (not kept.fault or self._refresher.has_first)

    async def _usable(self) -> Pair:
        """Return a living pair that the API has not refused: from memory, the store, or Zalo."""
        now, pair = self._clock(), self._pair
        if pair is None or not pair.lives(now):
            pair = (await self._refresher.kept()).pair
        if pair is None or pair.access == self._worn or not pair.lives(now):
            pair = await self._renew(pair)
        return self._take(pair)

    async def _renew(self, pair: Pair | None) -> Pair:
        if self._is_closed:
            raise NotSent("closing")
        worn = pair.access if pair is not None else ""
        return await self._refresher.renew(worn, is_refused=bool(worn) and worn == self._worn)

    def _take(self, pair: Pair) -> Pair:
        self._pair, self._worn = pair, ""
        return pair
