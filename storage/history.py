"""What browser chats show: the channel's own store, the same for every process."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson

from storage.prepared import Prepared

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

_NEXT = "(SELECT coalesce(max(changed), 0) + 1 FROM browser_message WHERE chat = CAST(:chat AS varchar))"
_APPEND = Prepared(
    f"INSERT INTO browser_message (chat, delivery_id, entry, changed) VALUES (:chat, :delivery, :entry, {_NEXT})"
    " ON CONFLICT (chat, delivery_id) DO NOTHING RETURNING seq"
)
_FIND = Prepared("SELECT seq FROM browser_message WHERE chat = :chat AND delivery_id = :delivery")
_REPLACE = Prepared(f"UPDATE browser_message SET entry = :entry, changed = {_NEXT} WHERE chat = :chat AND seq = :seq")
_SINCE = Prepared(
    "SELECT seq, changed, entry FROM browser_message WHERE chat = :chat AND changed > :since"
    " ORDER BY changed LIMIT :most"
)
_FORGET = Prepared(
    "DELETE FROM browser_message WHERE chat = :chat"
    " AND changed < (SELECT max(changed) FROM browser_message WHERE chat = CAST(:chat AS varchar))"
)
_BLANK = Prepared("UPDATE browser_message SET entry = :entry WHERE chat = :chat")
_LOCK = Prepared("SELECT 1", "SELECT pg_advisory_xact_lock(hashtext(:chat))")
_ONE = Prepared("SELECT seq, changed, entry FROM browser_message WHERE chat = :chat AND seq = :seq")
_LATEST = Prepared(
    "SELECT seq, changed, entry FROM browser_message WHERE chat = :chat AND seq < :before ORDER BY seq DESC LIMIT :most"
)

# The first rows only, so that an hourly look costs the same however long the history is.
_OLD = (
    "DELETE FROM browser_message WHERE seq IN (SELECT b.seq FROM"
    " (SELECT seq, entry FROM browser_message ORDER BY seq LIMIT :most) b WHERE {at} < :before)"
)
_FORGET_OLD = Prepared(_OLD.format(at="json_extract(b.entry, '$.at')"), _OLD.format(at="CAST(b.entry AS json)->>'at'"))
_ONCE = "SELECT chat, seq FROM browser_message WHERE entry LIKE '%\"one_time\"_true%' AND {at} < :before LIMIT :most"
_FIND_ONCE = Prepared(_ONCE.format(at="json_extract(entry, '$.at')"), _ONCE.format(at="CAST(entry AS json)->>'at'"))

Row = tuple[int, int, dict[str, Any]]  # number, change, entry


class History:
    """The messages of browser chats. `changed` grows with each append or replace within a chat."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection

    def _in_order(self, chat: str) -> None:
        # One writer of a chat at a time, or a page could skip a number that is committed later.
        _LOCK.rows(self._connection, chat=chat)

    def append(self, chat: str, entry: dict[str, Any], delivery_id: int | None) -> int:
        """Add an entry and return its number; the same delivery again gives the number it has."""
        self._in_order(chat)
        row = _APPEND.row(
            self._connection, chat=chat, delivery=delivery_id, entry=orjson.dumps(entry).decode()
        ) or _FIND.row(self._connection, chat=chat, delivery=delivery_id)
        if row is None:
            raise LookupError(chat)
        return int(row[0])

    def replace(self, chat: str, seq: int, entry: dict[str, Any]) -> bool:
        """Replace an entry; False when the chat has none of this number."""
        self._in_order(chat)
        return _REPLACE.run(self._connection, chat=chat, seq=seq, entry=orjson.dumps(entry).decode()) == 1

    def since(self, chat: str, changed: int, most: int) -> list[Row]:
        """Return what changed after *changed*, in order of change."""
        return _rows(_SINCE.rows(self._connection, chat=chat, since=changed, most=most))

    def read(self, chat: str, seq: int) -> Row | None:
        """Return one message of a chat."""
        return next(iter(_rows(_ONE.rows(self._connection, chat=chat, seq=seq))), None)

    def latest(self, chat: str, most: int, before: int | None) -> list[Row]:
        """Return the last messages of a chat (those before number *before*), in order."""
        return _rows(_LATEST.rows(self._connection, chat=chat, most=most, before=before or 2**62))[::-1]

    def once_before(self, before: datetime, most: int) -> list[tuple[str, int]]:
        """Return (chat, number) of messages older than *before* that carried a code."""
        return [(c, s) for c, s in _FIND_ONCE.rows(self._connection, before=_written(before), most=most)]

    def forget_old(self, before: datetime, most: int) -> int:
        """Forget what was said before, among the *most* oldest messages; return how many."""
        return _FORGET_OLD.run(self._connection, before=_written(before), most=most)

    def forget(self, chat: str, blank: dict[str, Any]) -> None:
        """Forget what was said in a chat. The last row stays, as *blank*, so that its numbers go on."""
        self._in_order(chat)
        _FORGET.run(self._connection, chat=chat)
        _BLANK.run(self._connection, chat=chat, entry=orjson.dumps(blank).decode())


def _written(moment: datetime) -> str:
    """Return a time as entries have it; all are UTC, so their order is that of their letters."""
    return moment.astimezone(UTC).isoformat()


def _rows(rows: list[tuple[Any, ...]]) -> list[Row]:
    return [(seq, changed, orjson.loads(entry)) for seq, changed, entry in rows]
