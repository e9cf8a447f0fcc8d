"""Who owes a report or a receipt, asked of the database in sets; and who asked to be reminded later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import orjson

from content.message import Outbound
from storage import reminders_sql as sql
from storage.outbox import NOTICE
from storage.outbox_sql import OWE
from storage.prepared import Prepared
from storage.tables.base import from_micros, to_micros

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

NEVER_MIND = 2**62  # an id above all ids


@dataclass(frozen=True, slots=True)
class Addressee:
    """A person who can be reached, the chat for notices, and when the last digest reached it."""

    person_id: int
    chat_id: int
    channel: str
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Span:
    """People whose id is above *low* and at most *high*."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Month:
    """The days that reports are asked for, and the key of the period."""

    key: str
    since: date
    until: date

    def values(self) -> dict[str, object]:
        """Return the parameters that the statements share."""
        return {
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "period": f'%"period":"{self.key}"%',
        }


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that reached a person who has not yet said to have read it."""

    document_id: int
    title: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """How many appointed people a unit has (itself, not below), who owe the report, and who reported a session."""

    total: int = 0
    late: int = 0
    reported: int = 0


@dataclass(frozen=True, slots=True)
class Ripe:
    """Which deliveries are old enough to ask about, and young enough to matter."""

    oldest: datetime
    before: datetime
    day: date

    def values(self) -> dict[str, object]:
        """Return the parameters that the statements share."""
        return {"oldest": to_micros(self.oldest), "ripe": to_micros(self.before), "day": self.day.isoformat()}


class Reminders:
    """What is owed, by whom."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._connection = uow.connection

    # ---- the walk

    def addressees(self, low: int, most: int, day: date, recent: datetime) -> list[Addressee]:
        """Return the next people after *low*, without those who asked to be left alone on *day*.

        Digests sent before *recent* are not looked at.
        """
        return self._people(sql.ADDRESSEES, low=low, most=most, day=day.isoformat(), recent=to_micros(recent))

    def nudged(self, most: int, day: date, recent: datetime) -> list[Addressee]:
        """Return people who are to be reminded on *day* whatever the calendar says."""
        return self._people(sql.NUDGED, most=most, day=day.isoformat(), recent=to_micros(recent))

    def _people(self, statement: Prepared, **values: object) -> list[Addressee]:
        self._uow.flush()
        return [
            Addressee(person, chat, channel, None if last is None else from_micros(last))
            for person, chat, channel, last in statement.rows(self._connection, **values)
        ]

    def done_nudging(self, day: date, people: Iterable[Addressee]) -> None:
        """Take away the nudges that were looked at; with nobody, all that nobody can be reached for."""
        high = max((p.person_id for p in people), default=NEVER_MIND)
        sql.NUDGED_NOW.run(self._connection, day=day.isoformat(), high=high)

    def walked(self, walk: str) -> int | None:
        """Return up to which person *walk* has come, or None when it is over."""
        row = sql.WALKED.row(self._connection)
        name, _, low = row[0].rpartition("|") if row else ("", "", "")
        if name != walk:
            return 0
        return int(low) if low != "end" else None

    def walk(self, walk: str, low: int | None) -> None:
        """Note up to which person *walk* has come; None: it is over."""
        sql.WALK.run(self._connection, value=f"{walk}|{'end' if low is None else low}")

    def owe(self, day: date, digests: Iterable[tuple[Addressee, Outbound]], now: datetime) -> int:
        """Owe each person the digest of *day*; return how many did not have it yet."""
        at = to_micros(now)
        rows = [
            {
                "lane": to.channel, "klass": NOTICE, "due_at": at, "chat_id": to.chat_id, "person_id": to.person_id,
                "message": orjson.dumps(said.to_json()).decode(), "key": None, "now": at,
                "dedup_key": f"{sql.DIGEST}{to.person_id}:{day.isoformat()}",
            }
            for to, said in digests
        ]  # fmt: skip
        return OWE.many(self._connection, rows)

    # ---- what people owe

    def late(self, span: Span, month: Month) -> set[int]:
        """Return the appointed people of *span* with neither a session report nor a zero report for *month*."""
        self._uow.flush()
        rows = sql.OWE_REPORT.rows(self._connection, low=span.low, high=span.high, **month.values())
        return {person for (person,) in rows}

    def unread(self, span: Span, ripe: Ripe) -> dict[int, list[Unread]]:
        """Return what people of *span* received and have not said to have read, newest first."""
        self._uow.flush()
        found: dict[int, list[Unread]] = {}
        rows = sql.OWE_RECEIPT.rows(self._connection, low=span.low, high=span.high, **ripe.values())
        for person, document, title, sent in rows:
            found.setdefault(person, []).append(Unread(document, title, from_micros(sent)))
        return found

    # ---- what the office sees

    def standings(self, month: Month, units: Iterable[int] | None = None) -> dict[int, Standing]:
        """Return how units stand, each for itself; *units*: only these and all below. Without anybody: left out."""
        self._uow.flush()
        rows = (
            sql.STANDING.rows(self._connection, **month.values())
            if units is None
            else sql.STANDING_OF.rows(self._connection, units=self._list(units), **month.values())
        )
        return {unit: Standing(int(total), int(late), int(reported)) for unit, total, late, reported in rows}

    def coordinators(self, span: Span) -> list[tuple[int, int, str]]:
        """Return (person, unit, its name) of the coordinators among *span*."""
        self._uow.flush()
        return [(p, u, n) for p, u, n in sql.COORDINATORS.rows(self._connection, low=span.low, high=span.high)]

    def parents(self) -> dict[int, int | None]:
        """Return the tree of units as child and parent."""
        self._uow.flush()
        return dict(sql.PARENTS.rows(self._connection))

    def late_names(self, units: Iterable[int], month: Month, most: int) -> list[tuple[str, str]]:
        """Return (name, unit) of the first *most* who owe the report, in Vietnamese order."""
        self._uow.flush()
        rows = sql.LATE.rows(self._connection, units=self._list(units), most=most, **month.values())
        return [(name, unit) for name, unit in rows]

    def unread_counts(self, units: Iterable[int], ripe: Ripe) -> list[tuple[str, int]]:
        """Return (title, how many have not said to have read it), the most first."""
        self._uow.flush()
        rows = sql.UNREAD_OF.rows(self._connection, units=self._list(units), **ripe.values())
        return [(title, int(count)) for title, count in rows]

    # ---- beside the calendar

    def waiting(self, person_id: int) -> tuple[int, Outbound] | None:
        """Return (delivery, message) of the newest digest of the person that waits to be sent."""
        self._uow.flush()
        row = sql.WAITING.row(self._connection, person=person_id)
        return (row[0], Outbound.from_json(orjson.loads(row[1]))) if row else None

    def restate(self, person_id: int, delivery_id: int, said: Outbound) -> None:
        """Let a digest that waits say *said*, unless it has gone out meanwhile; older ones are called off."""
        message = orjson.dumps(said.to_json()).decode()
        sql.RESTATE.run(self._connection, id=delivery_id, message=message)
        sql.CALL_OFF_OLDER.run(self._connection, person=person_id, id=delivery_id)

    def call_off(self, person_id: int) -> bool:
        """Cancel a digest that waits to be sent: the person has just done something of it."""
        return sql.CALL_OFF.run(self._connection, person=person_id) > 0

    def nudge(self, person_id: int, day: date) -> None:
        """Remind the person on *day*, and not before."""
        self._uow.flush()
        sql.NUDGE.run(self._connection, person=person_id, day=day.isoformat())

    def nudge_all(self, units: Iterable[int], month: Month, ripe: Ripe) -> int:
        """Remind on `ripe.day` all of *units* and below who owe something; return how many.

        Those who have had that day's digest, or asked for a later day, are left alone.
        """
        self._uow.flush()
        values = {"units": self._list(units), "written": ripe.day.isoformat()} | month.values() | ripe.values()
        return sql.NUDGE_ALL.run(self._connection, **values)

    def _list(self, units: Iterable[int]) -> Any:
        found = sorted(units)
        return orjson.dumps(found).decode() if self._connection.dialect.name == "sqlite" else found
