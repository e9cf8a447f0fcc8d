"""A history in one SQLite file: what the channel asks of storage, in the fewest statements."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from bot.channels.browser.history import Entry, Line

SCHEMA = """
CREATE TABLE IF NOT EXISTS browser_message (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, chat TEXT NOT NULL, delivery_id INTEGER, entry TEXT NOT NULL,
    changed INTEGER NOT NULL, UNIQUE (chat, delivery_id));
CREATE INDEX IF NOT EXISTS browser_message_changed ON browser_message (chat, changed);
CREATE TABLE IF NOT EXISTS heard (update_key TEXT PRIMARY KEY);
"""
NEXT = "(SELECT coalesce(max(changed), 0) + 1 FROM browser_message)"


class SqliteHistory:
    """Satisfies `History`; several processes may hold the same file."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, timeout=10)
        self._db.executescript("PRAGMA journal_mode=WAL;" + SCHEMA)

    async def append(self, chat: str, entry: Entry, delivery_id: int | None = None) -> int:
        """Store a message once."""
        self._db.execute(
            f"INSERT INTO browser_message (chat, delivery_id, entry, changed) VALUES (?, ?, ?, {NEXT})"  # noqa: S608
            " ON CONFLICT DO NOTHING",
            (chat, delivery_id, json.dumps(entry)),
        )
        where = "delivery_id = ?" if delivery_id is not None else "seq = last_insert_rowid()"
        key = (chat, delivery_id) if delivery_id is not None else (chat,)
        row = self._db.execute(f"SELECT seq FROM browser_message WHERE chat = ? AND {where}", key)  # noqa: S608
        return int(row.fetchone()[0])

    async def replace(self, chat: str, seq: int, entry: Entry) -> bool:
        """Put another entry in place of one."""
        done = self._db.execute(
            f"UPDATE browser_message SET entry = ?, changed = {NEXT} WHERE chat = ? AND seq = ?",  # noqa: S608
            (json.dumps(entry), chat, seq),
        )
        return done.rowcount == 1

    async def read(self, chat: str, seq: int) -> Line | None:
        """Return one message."""
        return next(iter(self._lines("chat = ? AND seq = ?", (chat, seq))), None)

    async def since(self, chat: str, changed: int, limit: int) -> list[Line]:
        """Return what changed."""
        return self._lines("chat = ? AND changed > ? ORDER BY changed LIMIT ?", (chat, changed, limit))

    async def latest(self, chat: str, limit: int, before: int | None = None) -> list[Line]:
        """Return the end, or what stands before a message."""
        bound = before if before is not None else 2**62
        return self._lines("chat = ? AND seq < ? ORDER BY seq DESC LIMIT ?", (chat, bound, limit))[::-1]

    def first_time(self, update_key: str) -> bool:
        """Note an update as the dispatcher does; False when it was noted before."""
        return self._db.execute("INSERT INTO heard VALUES (?) ON CONFLICT DO NOTHING", (update_key,)).rowcount == 1

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _lines(self, where: str, values: tuple[object, ...]) -> list[Line]:
        rows = self._db.execute(f"SELECT seq, changed, entry FROM browser_message WHERE {where}", values)  # noqa: S608
        return [Line(seq, changed, json.loads(entry)) for seq, changed, entry in rows]
