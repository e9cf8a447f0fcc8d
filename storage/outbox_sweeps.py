"""The outbox beyond one claim: what a dead sender left, what is stopped, dropped or forgotten, and the counters."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from typing import TYPE_CHECKING

import orjson

from storage import outbox_sql as sql
from storage.tables.base import to_micros

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

MOST_CRASHES = 5  # a row whose senders died so often is parked
POISON_SAMPLE = 200  # the first rows of a broadcast that are watched
POISON_SHARE = 0.05


class OutboxSweeps:
    """Changes of many rows at once. `Outbox` is what everybody uses."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._connection = uow.connection

    def count(self, counts: dict[int, Counter[str]], now: datetime) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Add ends to the broadcasts' counters; return those that are finished, and those paused as poisoned."""
        finished, poisoned = [], []
        for broadcast, by_state in sorted(counts.items()):  # one order for all: no deadlock between workers
            names = ("sent", "failed", "uncertain", "cancelled", "expired", "rejected")
            sql.COUNT.run(self._connection, id=broadcast, **{name: by_state[name] for name in names})
            if sql.FINISH.run(self._connection, id=broadcast, now=to_micros(now)):
                finished.append(broadcast)
            if by_state["rejected"] and sql.POISONED.run(
                self._connection, id=broadcast, sample=POISON_SAMPLE, share=POISON_SHARE
            ):
                poisoned.append(broadcast)
        return tuple(finished), tuple(poisoned)

    def readdress(self, from_chat: int, to_chat: int, lane: str) -> None:
        """Send to another chat, on *lane*, what waits for one; replies stay, they answer that chat."""
        sql.READDRESS.run(self._connection, old=from_chat, new=to_chat, lane=lane)

    def release(self, chat_id: int, now: datetime) -> None:
        """Let out what waited until the person of this chat writes again."""
        sql.RELEASE.run(self._connection, chat_id=chat_id, now=to_micros(now))

    def note_arrival(self, lane: str, provider_id: str, now: datetime, *, seen: bool) -> bool:
        """Keep what the platform tells of a message of ours; return whether we know the message.

        A fact about the way of the message. That it was read, only the person says.
        """
        told = sql.SEEN if seen else sql.ARRIVED
        return told.run(self._connection, lane=lane, key=provider_id, now=to_micros(now)) > 0

    def is_in_flight(self, lane: str, address: str) -> bool:
        """Say whether a message to this chat is on the wire, or answered and not recorded yet."""
        return sql.IN_FLIGHT.row(self._connection, lane=lane, address=address) is not None

    def forget_texts(self, chat_id: int) -> None:
        """Forget what replies and alerts to this chat said; that they were sent stays."""
        sql.FORGET_TEXTS.run(self._connection, chat_id=chat_id)

    def drop_chat(self, chat_id: int, reason: str, now: datetime) -> None:
        """Cancel all that waits for a chat that is gone."""
        rows = sql.DROP_CHAT.rows(self._connection, chat_id=chat_id, reason=reason, spent=sql.SPENT)
        counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for (broadcast,) in rows:
            if broadcast is not None:
                counts[broadcast]["cancelled"] += 1
        self.count(counts, now)

    def drop_loose(self, reason: str) -> int:
        """Drop all that waits and belongs to no broadcast; return how many. Only while nobody sends."""
        return sql.DROP_LOOSE.run(self._connection, reason=reason)

    def sweep(self, broadcast: int, state: str, reason: str, most: int, now: datetime) -> int:
        """Move up to *most* waiting rows of *broadcast* to `cancelled` or `expired`; return how many."""
        touched = sql.SWEEP.run(self._connection, id=broadcast, state=state, reason=reason, most=most)
        if touched:
            self.count({broadcast: Counter({state: touched})}, now)
        return touched

    def recover(self, *, all_of_them: bool, now: datetime) -> int:
        """Queue again the rows whose sender died; return how many.

        *all_of_them*: on SQLite at start, when no other process can be sending. Otherwise those whose lease is
        over. One-time codes and rows whose senders died too often are parked as uncertain.
        """
        until = float("inf") if all_of_them else self._uow.pace_now()
        counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
        rows = sql.DEAD.rows(self._connection, now=until)
        for id_, broadcast, attempts, message in rows:
            once = bool(message) and orjson.loads(message).get("one_time", False)
            state = "uncertain" if once or attempts >= MOST_CRASHES else "queued"
            changed = sql.REVIVE.run(self._connection, id=id_, state=state, now=until, spent=sql.SPENT)
            if changed and state == "uncertain" and broadcast is not None:
                counts[broadcast]["uncertain"] += 1
        self.count(counts, now)
        return len(rows)

    def forget(self, before: datetime, most: int) -> int:
        """Delete up to *most* finished replies older than *before*, and what as many alerts said; return how many.

        An alert's row stays: its key keeps it from being owed twice.
        """
        at = to_micros(before)
        blanked = sql.FORGET_ALERTS.run(self._connection, before=at, most=most)
        return blanked + sql.FORGET.run(self._connection, before=at, most=most)
