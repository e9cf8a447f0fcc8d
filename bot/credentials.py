"""Where the tokens of an account are kept: in the database, sealed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from bot import failpoints
from bot.channel import NotSent
from bot.channels.zalo_oa.oauth import Pair
from bot.channels.zalo_oa.refresher import OTHER_KEY, Kept
from bot.sealing import Sealer, WrongKey
from handlers import alarms
from handlers.world import World
from storage.credentials import Sealed
from storage.errors import Unavailable
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")


class StoredTokens:
    """Keeps `TokenStore` for the account of *lane*. *owed* is called when something was owed to the admins."""

    def __init__(
        self, storage: Storage, sealer: Sealer, world: World, *, lane: str, owed: Callable[[], None] = lambda: None
    ) -> None:
        self._storage, self._sealer, self._world, self._lane, self._owed = storage, sealer, world, lane, owed

    async def load(self) -> Kept:
        """Return what is stored; what another key has sealed is no pair. Raises NotSent."""
        row = await self._run(lambda uow: uow.credentials.get(self._lane), is_reading=True)
        return Kept() if row is None else opened(row, self._sealer)

    async def save(self, pair: Pair, used: str) -> bool:
        """Store *pair* in the place of the *used* version; a lane that stood still for it goes on. Raises NotSent."""
        failpoints.reached("before_token_save")
        return await self._run(lambda uow: put(uow, self._sealer, self._lane, pair, used))

    async def claim(self, me: str, now: datetime, seconds: float) -> bool:
        """Take the right to refresh; False while another process has it. Raises NotSent."""
        return await self._run(lambda uow: uow.credentials.claim_refresh(self._lane, me, now, seconds))

    async def release(self, me: str) -> None:
        """Give the right back. Raises NotSent."""
        await self._run(lambda uow: uow.credentials.release(self._lane, me))

    async def fail(self, why: str, used: str, now: datetime, until: datetime | None) -> bool:
        """Store why the *used* version can be refreshed no more, and tell the admins, together; say if it was news."""

        def note(uow: UnitOfWork) -> bool:
            is_news = uow.credentials.fail(self._lane, why, used=used)
            if is_news:
                alarms.token_lost(uow, self._world, self._lane, why, now, until)
            return is_news

        is_news = await self._run(note)
        if is_news:
            self._owed()
        return is_news

    async def _run(self, work: Callable[[UnitOfWork], T], *, is_reading: bool = False) -> T:
        try:
            return await (self._storage.read(work) if is_reading else self._storage.run(work))
        except Unavailable as error:
            raise NotSent("the database is away") from error


def opened(row: Sealed, sealer: Sealer) -> Kept:
    """Return what *row* holds; without a pair when it holds none, or none that this key opens."""
    if not row.refresh:
        return Kept(None, row.refresh, row.fault)
    try:
        access, refresh = sealer.unseal(row.access), sealer.unseal(row.refresh)
    except WrongKey:
        return Kept(None, row.refresh, OTHER_KEY)
    fault = "" if row.fault == OTHER_KEY else row.fault  # the old key came back
    return Kept(Pair(access, refresh, row.access_until, row.refresh_until, row.changed_at), row.refresh, fault)


def put(uow: UnitOfWork, sealer: Sealer, lane: str, pair: Pair, used: str | None) -> bool:
    """Store *pair*, sealed, in the place of the *used* version (None: of any). False when another took that place."""
    before = uow.credentials.get(lane)
    access, refresh = sealer.seal(pair.access), sealer.seal(pair.refresh)
    is_ours = uow.credentials.save(
        lane, access, refresh, pair.access_until, pair.refresh_until, pair.since, used=used
    )  # fmt: skip
    if is_ours and (used is None or (before is not None and before.fault)):
        uow.lanes.start(lane)
    return is_ours
