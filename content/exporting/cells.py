"""What stands in a cell: the value as it is kept, or in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from content import dates
from content.exporting.layout import Column

Said = Mapping[str, str]
"""Words for answers whose lists only the office's database knows, by value."""

Cell = str | int | float | None


def cell(column: Column, value: Any, said: Said, *, labels: bool) -> Cell:
    """Return *value* for a table: a number stays one; several picks stand in one cell.

    With *labels* a choice is its label and a day is as people write it; without, all is as it is kept, several picks
    with spaces between them, as XLSForm has it; *said* are then codes, of what is known by one outside.
    """
    if value is None or isinstance(value, int | float):
        return str(value) if isinstance(value, bool) else value
    if not labels:
        plain = named(column, value, said)
        return " ".join(plain) if isinstance(plain, list) else str(plain)
    if isinstance(value, list):
        return "; ".join(_label(column, str(one), said) for one in value)
    return _label(column, str(value), said)


def named(column: Column, value: Any, codes: Said) -> Any:
    """Return *value* as it is kept, but for what has a code by which it is known outside this database."""
    if isinstance(value, list):
        return [codes.get(f"{column.path}={one}", str(one)) for one in value]
    return codes.get(f"{column.path}={value}", value) if isinstance(value, str) else value


def _label(column: Column, value: str, said: Said) -> str:
    if column.is_day:
        try:
            return dates.written(date.fromisoformat(value))
        except ValueError:
            return value
    return said.get(f"{column.path}={value}") or column.choices.get(value, value)
