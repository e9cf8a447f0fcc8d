"""Statements of the hot paths: written once as Core text, compiled once, run on the bare cursor.

The ORM costs more than the database work itself in a transaction of six small statements (decision 4).
Parameters are plain values: moments as microseconds, JSON as text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text


class Prepared:
    """One SQL statement with `:named` parameters, the same for both databases, or one for each."""

    __slots__ = ("_compiled", "_texts")

    def __init__(self, sqlite: str, postgresql: str | None = None) -> None:
        self._texts = {"sqlite": sqlite, "postgresql": postgresql or sqlite}
        self._compiled: dict[str, tuple[str, tuple[str, ...] | None]] = {}

    def _ready(self, connection: Connection) -> tuple[str, tuple[str, ...] | None]:
        name = connection.dialect.name
        found = self._compiled.get(name)
        if found is None:
            compiled = text(self._texts[name]).compile(dialect=connection.dialect)
            positions = compiled.positiontup
            found = self._compiled[name] = (str(compiled), None if positions is None else tuple(positions))
        return found

    def rows(self, connection: Connection, **values: object) -> list[tuple[Any, ...]]:
        """Run and return all rows as plain tuples."""
        cursor = self._execute(connection, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.close()
        return found

    def row(self, connection: Connection, **values: object) -> tuple[Any, ...] | None:
        """Run and return the first row, or None."""
        found = self.rows(connection, **values)
        return found[0] if found else None

    def run(self, connection: Connection, **values: object) -> int:
        """Run and return how many rows it touched."""
        cursor = self._execute(connection, values)
        touched: int = cursor.rowcount
        cursor.close()
        return touched

    def many(self, connection: Connection, rows: Sequence[Mapping[str, object]]) -> int:
        """Run once for each of *rows*, in one round where the driver can; return how many rows were touched."""
        if not rows:
            return 0
        sql, positions = self._ready(connection)
        cursor = connection.connection.cursor()
        sets: Sequence[Any] = rows if positions is None else [tuple(r[p] for p in positions) for r in rows]
        cursor.executemany(sql, sets)
        touched: int = cursor.rowcount
        cursor.close()
        return touched

    def _execute(self, connection: Connection, values: Mapping[str, object]) -> Any:
        sql, positions = self._ready(connection)
        cursor = connection.connection.cursor()
        cursor.execute(sql, values if positions is None else tuple(values[p] for p in positions))
        return cursor
