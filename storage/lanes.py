"""Lanes: the shared pace of one account, its gate, and who polls it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.prepared import Prepared

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

BULK_SHARE = 25 / 30  # of the rate goes to broadcasts, the rest is kept for replies
BURST_SECONDS = 0.05  # how much of a second's worth may leave at once; with jitter on the way, below a tenth
SMALL_BURST = 2.0  # messages, of a lane that may send ten times as many a second

_GET = Prepared(
    "SELECT rate, tokens, bulk_tokens, refilled_at, closed_until, stopped FROM lane WHERE name = :name",
    "SELECT rate, tokens, bulk_tokens, refilled_at, closed_until, stopped FROM lane WHERE name = :name FOR UPDATE",
)
_PUT = Prepared("UPDATE lane SET tokens = :tokens, bulk_tokens = :bulk, refilled_at = :at WHERE name = :name")
_OPEN = Prepared(
    "INSERT INTO lane (name, rate, tokens, bulk_tokens, refilled_at, closed_until, stopped, poller, poller_until,"
    " \"offset\") VALUES (:name, :rate, 0, 0, :at, 0, '', '', 0, 0) ON CONFLICT (name) DO UPDATE SET rate = :rate"
)
_CLOSE = Prepared("UPDATE lane SET closed_until = :until WHERE name = :name AND closed_until < :until")
_SHUT = Prepared("UPDATE lane SET closed_until = :until WHERE name = :name")
_STOP = Prepared("UPDATE lane SET stopped = :why WHERE name = :name AND stopped <> :why")
_STOPPED = Prepared("SELECT name, stopped FROM lane WHERE stopped <> '' ORDER BY name")
_TURN = Prepared("UPDATE lane SET is_off = :off WHERE name = :name AND is_off <> :off")
_OFF = Prepared("SELECT name FROM lane WHERE is_off")
_USE = Prepared("SELECT sent, paid, templates FROM lane_use WHERE lane = :lane AND month = :month")
_COUNT_USE = Prepared(
    "INSERT INTO lane_use (lane, month, sent, paid, templates) VALUES (:lane, :month, :sent, :paid, :templates)"
    " ON CONFLICT (lane, month) DO UPDATE SET sent = lane_use.sent + excluded.sent,"
    " paid = lane_use.paid + excluded.paid, templates = lane_use.templates + excluded.templates"
)
_HOLD = "UPDATE lane SET poller = :me, poller_until = :until WHERE name = :name"
_POLL = Prepared(
    _HOLD,  # one process holds the file, so whoever else polled is dead
    f"{_HOLD} AND (poller = :me OR poller = '' OR poller_until < :now OR poller_until > :far)",
)
_RELEASE = Prepared("UPDATE lane SET poller = '' WHERE poller = :me")


@dataclass(frozen=True, slots=True)
class Use:
    """What an account used of its monthly allowance: all messages, those outside the free time, templates."""

    sent: int = 0
    paid: int = 0
    templates: int = 0


@dataclass(slots=True)
class Pace:
    """What a lane lets out at this moment; `wait` says for how many seconds it lets out nothing."""

    now: float
    rate: float
    tokens: float
    bulk_tokens: float
    wait: float = 0.0
    stopped: str = ""

    def seconds_short(self, *, bulk: bool) -> float:
        """Return for how many seconds nothing (or, with *bulk*, no broadcast) may leave; 0 when all may."""
        short = (1.0 - self.tokens) / self.rate
        return max(0.0, short, (1.0 - self.bulk_tokens) / (self.rate * BULK_SHARE) if bulk else 0.0)


class Lanes:
    """Pace rows. Times are seconds of the pace clock; refills are never negative."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._connection = uow.connection

    def ensure(self, name: str, rate: float) -> None:
        """Make the lane's row, or set its rate."""
        _OPEN.run(self._connection, name=name, rate=rate, at=self._uow.pace_now())

    def lock(self, name: str) -> Pace:
        """Lock the lane's row, refill it, and say what it lets out now. Raises KeyError for an unknown lane."""
        row = _GET.row(self._connection, name=name)
        if row is None:
            raise KeyError(name)
        rate, tokens, bulk, refilled_at, closed_until, stopped = row
        now = self._uow.pace_now()
        passed = min(max(now - refilled_at, 0.0), 3600.0)
        burst = max(1.0, min(SMALL_BURST, rate / 10), rate * BURST_SECONDS)
        pace = Pace(
            now=now,
            rate=rate,
            tokens=min(burst, tokens + passed * rate),
            bulk_tokens=min(max(1.0, burst * BULK_SHARE), bulk + passed * rate * BULK_SHARE),
            stopped=stopped,
        )
        # A gate that is further away than any platform asks for belongs to a clock that began anew.
        if now < closed_until <= now + 7200:
            pace.wait = closed_until - now
        return pace

    def charge(self, name: str, pace: Pace, *, replies: int, bulk: int) -> None:
        """Take what was claimed from the lane."""
        _PUT.run(
            self._connection,
            name=name,
            tokens=pace.tokens - replies - bulk,
            bulk=pace.bulk_tokens - bulk,
            at=pace.now,
        )

    def close(self, name: str, seconds: float) -> None:
        """Let nothing out for *seconds*; a gate that is already longer stays."""
        _CLOSE.run(self._connection, name=name, until=self._uow.pace_now() + seconds)

    def reopen(self, name: str) -> None:
        """Open the gate now: the throttling turned out to concern one chat only."""
        _SHUT.run(self._connection, name=name, until=0.0)

    def stop(self, name: str, why: str) -> bool:
        """Stop the lane until `start`; return whether it was running."""
        return _STOP.run(self._connection, name=name, why=why) == 1

    def start(self, name: str) -> None:
        """Let a stopped lane try again: a process began, perhaps with a new token."""
        _STOP.run(self._connection, name=name, why="")

    def stopped(self) -> list[tuple[str, str]]:
        """Return (lane, why) of the lanes whose account is refused."""
        return [(name, why) for name, why in _STOPPED.rows(self._connection)]

    def turn(self, name: str, *, off: bool) -> bool:
        """Let nothing new be owed on the lane, or let it again; return whether that changed anything."""
        return _TURN.run(self._connection, name=name, off=off) == 1

    def off(self) -> frozenset[str]:
        """Return the lanes on which the office owes nothing new."""
        return frozenset(name for (name,) in _OFF.rows(self._connection))

    def use(self, name: str, month: str) -> Use:
        """Return what the lane used in *month* (`YYYY-MM`)."""
        row = _USE.row(self._connection, lane=name, month=month)
        return Use(*row) if row else Use()

    def count_use(self, name: str, month: str, used: Use) -> None:
        """Add to what the lane used in *month*."""
        _COUNT_USE.run(
            self._connection, lane=name, month=month, sent=used.sent, paid=used.paid, templates=used.templates
        )

    def hold_poll(self, name: str, me: str, seconds: float) -> bool:
        """Take or keep the right to poll for *seconds*; False while another process has it."""
        now = self._uow.pace_now()
        return _POLL.run(self._connection, name=name, me=me, now=now, until=now + seconds, far=now + 3600) == 1

    def release_polls(self, me: str) -> None:
        """Let another process poll at once: this one ends."""
        _RELEASE.run(self._connection, me=me)
