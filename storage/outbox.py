"""The outbox: what is owed to chats, claimed at the lane's pace and settled in small groups.

Every change of state is guarded by the state it leaves, and by the claimer while a row is on the wire.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from content.message import Outbound
from storage import outbox_sql as sql
from storage.outbox_sql import ASIDE as ASIDE  # noqa: PLC0414 (a part of what callers may say)
from storage.outbox_sweeps import OutboxSweeps
from storage.tables.base import from_micros, to_micros

REPLY, ALERT, URGENT, NOTICE = 0, 1, 2, 3
BULK_OF_MONTH = 0.9  # of a monthly allowance goes to broadcasts, the rest is kept for replies


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row on its way. `message` is None for a broadcast's row: its text is the Rendering's."""

    id: int
    klass: int
    chat_id: int
    address: str
    broadcast_id: int | None
    person_id: int | None
    message: dict[str, Any] | None
    attempts: int
    reads_lost: int
    first_try: datetime
    edits: str | None = None
    heard_at: datetime | None = None  # when the person last wrote in this chat
    by_template: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """What a claim brought, and for how many seconds the next one will bring nothing."""

    rows: tuple[Claimed, ...]
    wait: float
    spent: bool = False  # broadcasts wait: the month's allowance is used, but for what is kept for replies


@dataclass(frozen=True, slots=True)
class Settled:
    """The end of one attempt. `state` is the new state; `queued` means again at `due_at`."""

    id: int
    attempt: int  # which claim of the row it ends: the row's `attempts` when it was claimed
    state: str
    provider_id: str = ""
    reason: str = ""
    due_at: datetime | None = None
    counted: bool = True  # False: the attempt does not count (throttled, not now)
    read_lost: bool = False
    rejected: bool = False
    move_to: tuple[int, str] | None = None  # with `queued`: to this chat, on this lane
    by_template: bool = False  # with `queued`: the next attempt says the template of the office


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a group of settlements led to."""

    refused: int  # rows that were no longer ours
    finished: tuple[int, ...] = ()  # broadcasts
    poisoned: tuple[int, ...] = ()  # broadcasts paused because their message is refused


class Outbox(OutboxSweeps):
    """Deliveries."""

    def owe(  # noqa: PLR0913 (a row has these columns)
        self,
        chat_id: int,
        lane: str,
        said: Outbound,
        *,
        now: datetime,
        klass: int = REPLY,
        due_at: datetime | None = None,
        dedup_key: str | None = None,
        person_id: int | None = None,
    ) -> bool:
        """Owe one message to one chat; return False when *dedup_key* was owed before."""
        at = to_micros(now)
        return (
            sql.OWE.run(
                self._connection,
                lane=lane,
                klass=klass,
                due_at=to_micros(due_at) if due_at else at,
                chat_id=chat_id,
                person_id=person_id,
                message=orjson.dumps(said.to_json()).decode(),
                dedup_key=dedup_key,
                key=said.key or said.replaces or None,
                now=at,
            )
            == 1
        )

    def claim(  # noqa: PLR0913 (what a claim needs to know)
        self,
        lane: str,
        me: str,
        *,
        most: int,
        now: datetime,
        lease: float,
        chat_pause: float = 0.0,
        classes: Sequence[int] = (REPLY, ALERT, URGENT, NOTICE),
        turn: int = 0,
        allowance: tuple[str, int] | None = None,
    ) -> Claim:
        """Take up to *most* ripe rows of *lane*, as many as its pace lets out now, replies first.

        *lease* and *chat_pause* are seconds; *turn* rotates the running broadcasts so that none waits behind
        another. *allowance* is this month and how many messages the account may send in it.
        """
        pace = self._uow.lanes.lock(lane)
        if pace.stopped or pace.wait:
            return Claim((), pace.wait or 1.0)
        at = to_micros(now)
        room = min(most, int(pace.tokens))
        bulk_room = room if allowance is None else min(room, self._left(lane, *allowance))
        replies: list[int] = []
        bulk: list[int] = []
        for klass in classes:
            if klass in (REPLY, ALERT) and room > len(replies):
                replies += self._ripe(lane, klass, at, room - len(replies))
            elif klass in (URGENT, NOTICE):
                left = min(room - len(replies), int(pace.bulk_tokens), bulk_room) - len(bulk)
                if left > 0:
                    bulk += self._fair(lane, klass, at, left, int(chat_pause * 1_000_000), turn)
        spent = bulk_room <= 0 < room and sql.BULK_WAITS.row(self._connection, lane=lane) is not None
        if not replies and not bulk:
            return Claim((), pace.seconds_short(bulk=NOTICE in classes and not spent), spent)
        self._uow.lanes.charge(lane, pace, replies=len(replies), bulk=len(bulk))
        rows = self._take(replies + bulk, me, pace.now + lease)
        return Claim(rows, 0.0, spent)

    def _left(self, lane: str, month: str, most: int) -> int:
        """What is on the wire will count, so it counts now. Only accounts of few people have an allowance."""
        taken = sql.TAKEN.row(self._connection, lane=lane)
        return int(most * BULK_OF_MONTH) - self._uow.lanes.use(lane, month).sent - (taken[0] if taken else 0)

    def _ripe(self, lane: str, klass: int, at: int, room: int) -> list[int]:
        return [i for (i,) in sql.RIPE_SINGLE.rows(self._connection, lane=lane, klass=klass, now=at, most=room)]

    def _fair(  # noqa: PLR0913 (what a fair share depends on)
        self, lane: str, klass: int, at: int, room: int, pause: int, turn: int
    ) -> list[int]:
        """Share *room* among the running broadcasts of *klass* and the single notices."""
        running: list[int | None] = [b for (b,) in sql.RUNNING.rows(self._connection, klass=klass)]
        running.append(None)
        start = turn % len(running)
        order = running[start:] + running[:start]
        taken: list[int] = []
        chats: set[int] = set()  # at most one in flight per chat and class, within this claim too
        while order and len(taken) < room:
            share, going_on = max(1, (room - len(taken)) // len(order)), []
            for broadcast in order:
                want = min(share, room - len(taken))
                values = {"lane": lane, "klass": klass, "now": at, "since": at - pause, "most": want + len(taken)}
                found = (
                    sql.RIPE_NOTICE.rows(self._connection, **values)
                    if broadcast is None
                    else sql.RIPE_BROADCAST.rows(self._connection, broadcast=broadcast, **values)
                )
                fresh = [(i, chat) for i, chat in found if i not in taken and chat not in chats][:want]
                taken += [i for i, _ in fresh]
                chats.update(chat for _, chat in fresh)
                if want and len(fresh) == want:
                    going_on.append(broadcast)  # it may have more, and takes part in the next round
            order = going_on
        return taken

    def _take(self, ids: list[int], me: str, leased_until: float) -> tuple[Claimed, ...]:
        listed = self._list(ids)
        rows = sql.TAKE.rows(self._connection, ids=listed, me=me, until=leased_until)
        found = sql.ADDRESSES.rows(self._connection, ids=self._list([r[2] for r in rows]))
        chats = {id_: (address, None if heard is None else from_micros(heard)) for id_, address, heard in found}
        taken = []
        for id_, klass, chat_id, broadcast_id, person_id, message, attempts, lost, created, by_template in rows:
            said = orjson.loads(message) if message else None
            address, heard_at = chats[chat_id]
            taken.append(
                Claimed(
                    id_, klass, chat_id, address, broadcast_id, person_id, said, attempts, lost,
                    from_micros(created), self._edits(chat_id, said), heard_at, bool(by_template),
                )
            )  # fmt: skip
        return tuple(sorted(taken, key=lambda row: (row.klass, row.id)))

    def _edits(self, chat_id: int, said: dict[str, Any] | None) -> str | None:
        """Return the channel's id of the message that *said* replaces, if it is known."""
        replaces = str(said.get("replaces", "")) if said else ""
        if replaces.startswith("@"):
            return replaces[1:]
        if not replaces:
            return None
        row = sql.LAST_WITH_KEY.row(self._connection, chat_id=chat_id, key=replaces)
        return row[0] if row else None

    def _list(self, ids: Iterable[int]) -> object:
        """Return *ids* as the database wants a list: JSON on SQLite, an array on PostgreSQL."""
        found = list(ids)
        return orjson.dumps(found).decode() if self._connection.dialect.name == "sqlite" else found

    def settle(self, me: str, results: Sequence[Settled], now: datetime) -> Recorded:
        """Record the ends of attempts claimed by *me*.

        A row that was taken from us meanwhile is left alone, also when we have claimed it anew since: the end of the
        attempt that froze says nothing about the one that is on the wire.
        """
        counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
        refused = 0
        sent = [r for r in results if r.state == "sent"]
        if sent:
            pairs = orjson.dumps([[r.id, r.provider_id, r.attempt] for r in sent]).decode()
            rows = sql.SENT.rows(self._connection, pairs=pairs, me=me, now=to_micros(now), spent=sql.SPENT)
            refused += len(sent) - len(rows)
            for (broadcast,) in rows:
                if broadcast is not None:
                    counts[broadcast]["sent"] += 1
        for result in results:
            if result.state == "sent":
                continue
            row = sql.END.row(
                self._connection,
                id=result.id,
                me=me,
                attempt=result.attempt,
                state=result.state,
                reason=result.reason or None,
                due_at=to_micros(result.due_at or now),
                back=0 if result.counted else 1,
                lost=1 if result.read_lost else 0,
                doubtful=result.read_lost,
                spent=sql.SPENT,
            )
            if row is None:
                refused += 1
            elif result.move_to is not None:
                chat_id, lane = result.move_to
                sql.MOVE.run(self._connection, id=result.id, chat_id=chat_id, lane=lane)
            elif result.by_template:
                sql.BY_TEMPLATE.run(self._connection, id=result.id)
            elif row[0] is not None and result.state != "queued":
                counts[row[0]][result.state] += 1
                counts[row[0]]["rejected"] += result.rejected
        return Recorded(refused, *self.count(counts, now))

    def last_offer(self, chat_id: int) -> Outbound | None:
        """Return the last list with choices that was delivered to this chat."""
        row = sql.LAST_OFFER.row(self._connection, chat_id=chat_id)
        return Outbound.from_json(orjson.loads(row[0])) if row else None

    def backlog_seconds(self, now: datetime) -> float:
        """Return for how long the oldest ripe reply or alert has been waiting."""
        row = sql.OLDEST.row(self._connection, now=to_micros(now))
        return 0.0 if not row or row[0] is None else (to_micros(now) - row[0]) / 1_000_000


def retry_at(failures: int, first_try: datetime, now: datetime) -> datetime | None:
    """Return when a message that was not sent is tried again, or None to give up.

    Waits 5, 25, 125, 625 seconds, then an hour each time; gives up 24 hours after *first_try*: a day-old notice
    is noise. *failures* counts from 1.
    """
    if now - first_try > timedelta(hours=24):
        return None
    return now + timedelta(seconds=min(5**failures, 3600))
