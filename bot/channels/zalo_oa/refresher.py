"""One refresh at a time, whoever asks: claim, look again, ask Zalo, store the new pair, and only then use it.

A refresh token is good for one use, and every use makes the pair before it worthless (zalo.md B2). So whatever is not a
clear yes or no is tried again with growing pauses: a token that was used after all is then refused, which is a clear
answer. A clear no, and a yes that never arrives, need an admin: the fault is stored, told once, and nothing is asked
again until somebody authorises.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.channel import Misconfigured, NotSent
from bot.channels.zalo_oa.oauth import SECONDS, Declined, Pair, TokenEndpoint, Unanswered
from content.texts import zalo_login as texts

CLAIM_SECONDS = 3 * SECONDS  # longer than a request and what is done with its answer
WAITS, WAIT_SECONDS = 20, 0.5  # for the process that has the claim
PAUSES = (5.0, 30.0, 120.0, 600.0)  # after the first, second, … answer in a row that was none
LOST_MOST = 5  # answers in a row that never arrived, once there is no token left to work with
FORCED_MOST, FORCED_WITHIN = 3, timedelta(hours=1)  # pairs that the API refused although they were new

NEVER = "never authorised"
LOST = "answer lost"
UNWANTED = "new tokens refused"
OTHER_KEY = "sealed with another key"
DECLINED = "declined"  # followed by Zalo's number

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Kept:
    """What is stored: the pair, if there is one that we can read; its version; why it can be refreshed no more."""

    pair: Pair | None = None
    version: str = ""
    fault: str = ""


class TokenStore(Protocol):
    """Where the pair of an account is kept, for all processes. Each method is one committed transaction.

    All raise NotSent when that is not possible now.
    """

    async def load(self) -> Kept:
        """Return what is stored."""
        ...

    async def save(self, pair: Pair, used: str) -> bool:
        """Store *pair* in the place of the *used* version, which ends fault and claim. False: another took it."""
        ...

    async def claim(self, me: str, now: datetime, seconds: float) -> bool:
        """Take the right to refresh; False while another process has it."""
        ...

    async def release(self, me: str) -> None:
        """Give the right back."""
        ...

    async def fail(self, why: str, used: str, now: datetime, until: datetime | None) -> bool:
        """Store why the *used* version can be refreshed no more, and tell the admins; return whether that was news.

        What is faulty already stays so. Until *until* its access token may still do; None: it does not.
        """
        ...


class Refresher:
    """Replaces the stored pair. Not for two tasks at once: `Tokens` sees to that."""

    def __init__(  # noqa: PLR0913 (what it stands between)
        self,
        store: TokenStore,
        endpoint: TokenEndpoint,
        me: str,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[object]],
        first: str,
    ) -> None:
        self._store, self._endpoint, self._me = store, endpoint, me
        self._clock, self._sleep, self._first = clock, sleep, first
        self._unsaved: tuple[Pair, str] | None = None
        self._rest_until: datetime | None = None
        self._misses = self._lost = 0
        self._forced: deque[datetime] = deque(maxlen=FORCED_MOST)

    @property
    def has_first(self) -> bool:
        """Say whether the token from the settings is still unused."""
        return bool(self._first)

    @property
    def has_unsaved(self) -> bool:
        """Say whether a new pair waits to be stored before it may be used."""
        return self._unsaved is not None

    async def kept(self) -> Kept:
        """Return what is stored. Raises NotSent."""
        return await self._store.load()

    async def renew(self, worn: str, *, is_refused: bool = False) -> Pair:
        """Return a living pair whose access token is not *worn*: another process's, or a new one from Zalo.

        *is_refused*: the API itself refused *worn*. Raises Misconfigured or NotSent.
        """
        if self._unsaved is not None:
            return await self._save()
        kept = await self.kept()
        if pair := self._other(kept, worn):
            return pair
        if kept.fault == OTHER_KEY and not self._first:
            return await self._give_up(kept, OTHER_KEY, is_over=True)
        self._presented(kept)
        if self._rest_until is not None and self._clock() < self._rest_until:
            raise NotSent("resting between two tries to refresh the token")
        if is_refused and self._is_hopeless():
            return await self._give_up(kept, UNWANTED, is_over=True)
        if not await self._store.claim(self._me, self._clock(), CLAIM_SECONDS):
            return await self._await_other(worn, kept.fault)
        try:
            kept = await self.kept()  # somebody may just have been at it
            pair = self._other(kept, worn) or await self._ask(kept, is_refused=is_refused)
        finally:
            with contextlib.suppress(NotSent):  # the claim runs out by itself
                await self._store.release(self._me)
        return pair

    def _other(self, kept: Kept, worn: str) -> Pair | None:
        is_other = kept.pair is not None and kept.pair.access != worn and kept.pair.lives(self._clock())
        return kept.pair if is_other else None

    def _presented(self, kept: Kept) -> str:
        """Return the refresh token to present. Raises Misconfigured when none is left."""
        if kept.pair is not None and not kept.fault:
            return kept.pair.refresh
        if self._first:
            return self._first
        raise Misconfigured(texts.needs_admin(kept.fault or NEVER))

    def _is_hopeless(self) -> bool:
        return len(self._forced) == FORCED_MOST and self._clock() - self._forced[0] < FORCED_WITHIN

    async def _await_other(self, worn: str, known: str) -> Pair:
        for _ in range(WAITS):
            await self._sleep(WAIT_SECONDS)
            kept = await self.kept()
            if pair := self._other(kept, worn):
                return pair
            if kept.fault not in ("", known):
                raise Misconfigured(texts.needs_admin(kept.fault))
        self._rest_until = self._clock() + timedelta(seconds=PAUSES[0])
        raise NotSent("another process is refreshing the token")

    async def _ask(self, kept: Kept, *, is_refused: bool) -> Pair:
        token, now = self._presented(kept), self._clock()
        try:
            pair = await self._endpoint.refresh(token, now)
        except Declined as error:
            self._forget(token)
            return await self._give_up(kept, f"{DECLINED} {error.code}", is_over=is_refused)
        except Unanswered as error:
            self._rest(error)
            is_over = is_refused or kept.pair is None or not kept.pair.lives(now)
            if error.lost and self._lost >= LOST_MOST and is_over:
                self._forget(token)
                return await self._give_up(kept, LOST, is_over=True)
            raise NotSent(f"no answer about the token: {error}") from None
        self._forget(token)
        self._misses = self._lost = 0
        if is_refused:
            self._forced.append(now)
        self._unsaved = (pair, kept.version)
        return await self._save()

    def _forget(self, token: str) -> None:
        if token == self._first:
            self._first = ""

    def _rest(self, error: Unanswered) -> None:
        self._misses += 1
        self._lost += error.lost
        seconds = max(error.seconds, PAUSES[min(self._misses, len(PAUSES)) - 1])
        self._rest_until = self._clock() + timedelta(seconds=seconds)
        log.warning("token_unanswered", lane="zalo_oa", why=str(error), lost=error.lost, rest=seconds)

    async def _save(self) -> Pair:
        """Store the new pair. While that fails it is kept here, and not used."""
        if self._unsaved is None:
            raise NotSent("nothing to store")
        pair, used = self._unsaved
        is_ours = await self._store.save(pair, used)
        self._unsaved = None
        log.info("token_refreshed", lane="zalo_oa", until=pair.access_until.isoformat())
        if is_ours:
            return pair
        other = (await self.kept()).pair  # an admin has authorised meanwhile, or our first try was stored after all
        if other is None:
            raise NotSent("the stored pair cannot be read")
        return other

    async def _give_up(self, kept: Kept, why: str, *, is_over: bool) -> Pair:
        """Have the fault stored and told. Another pair that has taken the place meanwhile is returned instead."""
        now = self._clock()
        until = kept.pair.access_until if kept.pair is not None and kept.pair.lives(now) and not is_over else None
        if await self._store.fail(why, kept.version, now, until):
            log.error("token_lost", lane="zalo_oa", why=why)
        latest = await self.kept()
        if latest.version != kept.version and latest.pair is not None:
            return latest.pair
        raise Misconfigured(texts.needs_admin(why))
