"""Tokens of accounts that change while the product runs, as sealed texts; who may change them now; why they ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from storage.prepared import Prepared
from storage.tables.base import from_micros, to_micros

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

LONGEST_CLAIM = timedelta(hours=1)  # what is further away was written by a clock that was wrong

_GET = Prepared(
    "SELECT access, refresh, access_until, refresh_until, changed_at, fault FROM credential WHERE lane = :lane"
)
_ROW = (
    "INSERT INTO credential (lane, access, refresh, access_until, refresh_until, refresher, fault, changed_at)"
    " VALUES (:lane, :access, :refresh, :access_until, :refresh_until, '', '', :now) ON CONFLICT (lane) DO "
)
_MEET = Prepared(f"{_ROW} NOTHING")
_SAVE = (
    f"{_ROW} UPDATE SET access = excluded.access, refresh = excluded.refresh, access_until = excluded.access_until,"
    " refresh_until = excluded.refresh_until, changed_at = excluded.changed_at, refresher = '',"
    " refreshing_until = NULL, fault = ''"
)
_PUT = Prepared(_SAVE)
_REPLACE = Prepared(f"{_SAVE} WHERE credential.refresh = :used")
_CLAIM = Prepared(
    "UPDATE credential SET refresher = :me, refreshing_until = :until WHERE lane = :lane AND (refresher IN ('', :me)"
    " OR refreshing_until IS NULL OR refreshing_until <= :now OR refreshing_until > :far)"
)
_FREE = "UPDATE credential SET refresher = '', refreshing_until = NULL WHERE lane = :lane"
_RELEASE = Prepared(f"{_FREE} AND refresher = :me")
_END = Prepared(f"{_FREE} AND refresh = :used")
_FAIL = Prepared("UPDATE credential SET fault = :why WHERE lane = :lane AND refresh = :used AND fault = ''")


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is kept of one account. Both texts are sealed, or empty before the first authorisation."""

    access: str
    refresh: str
    access_until: datetime
    refresh_until: datetime
    changed_at: datetime
    fault: str  # why the last refresh failed for good; empty while all is well


class Credentials:
    """One row for each account. It knows nothing of what the texts hold."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection

    def get(self, lane: str) -> Sealed | None:
        """Return what is kept of the account; None when nothing ever was."""
        row = _GET.row(self._connection, lane=lane)
        if row is None:
            return None
        access, refresh, *moments, fault = row
        access_until, refresh_until, changed_at = map(from_micros, moments)
        return Sealed(access, refresh, access_until, refresh_until, changed_at, fault)

    def save(  # noqa: PLR0913 (the row)
        self, lane: str, access: str, refresh: str, access_until: datetime, refresh_until: datetime, now: datetime,
        *, used: str | None = None,
    ) -> bool:  # fmt: skip
        """Keep a new pair; it ends any fault and any claim.

        With *used*, the sealed refresh token that brought the pair: only in its place. False when another pair has
        taken that place meanwhile, which is then the one to use.
        """
        row = {
            "lane": lane, "access": access, "refresh": refresh, "access_until": to_micros(access_until),
            "refresh_until": to_micros(refresh_until), "now": to_micros(now),
        }  # fmt: skip
        if used is None:
            return _PUT.run(self._connection, **row) == 1
        return _REPLACE.run(self._connection, **row, used=used) == 1

    def claim_refresh(self, lane: str, me: str, now: datetime, seconds: float) -> bool:
        """Take the right to refresh for *seconds*; False while another process has it."""
        blank = {"access": "", "refresh": "", "access_until": 0, "refresh_until": 0, "now": 0}
        _MEET.run(self._connection, lane=lane, **blank)
        until, far = now + timedelta(seconds=seconds), now + LONGEST_CLAIM
        claim = {"me": me, "now": to_micros(now), "until": to_micros(until), "far": to_micros(far)}
        return _CLAIM.run(self._connection, lane=lane, **claim) == 1

    def release(self, lane: str, me: str) -> None:
        """Let another process refresh at once."""
        _RELEASE.run(self._connection, lane=lane, me=me)

    def fail(self, lane: str, why: str, *, used: str) -> bool:
        """Note that the sealed refresh token *used* is worth nothing more, and why; it ends the claim.

        False when it had a fault already, which stays, or when another pair has taken its place.
        """
        _END.run(self._connection, lane=lane, used=used)
        return _FAIL.run(self._connection, lane=lane, why=why, used=used) == 1
