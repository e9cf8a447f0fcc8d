"""The roster of people from an .xlsx: rows that can be taken, and for each other row what is wrong with it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, Final, Self

from content.reading.guards import check_zip, is_out_of_memory
from content.reading.roster_cells import Cells, RosterRow, RosterUnit, RowFault, units_of
from content.reading.shape import Refuse
from content.texts import roster as words
from content.vietnamese import fold

__all__ = ["RosterRow", "RosterSheet", "RosterUnit", "RowFault", "read_roster"]

MOST_ROWS: Final = 20_000
_MOST_COLUMNS: Final = 60
_HEADER_WITHIN: Final = 15
_NEEDED: Final = {"full_name", "unit_name"}


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """What a sheet holds. A row with a fault is not in `rows`; a fault of the whole file has row 0."""

    rows: tuple[RosterRow, ...]
    faults: tuple[RowFault, ...]

    @property
    def units(self) -> tuple[RosterUnit, ...]:
        """Every unit named, parents first, each once; may be created when the import is confirmed."""
        return units_of(self.rows)

    def to_json(self) -> dict[str, Any]:
        """Return this as plain JSON."""
        rows = [
            asdict(r) | {"decision_date": r.decision_date.isoformat() if r.decision_date else None} for r in self.rows
        ]
        return {"rows": rows, "faults": [asdict(f) for f in self.faults]}

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(
            tuple(RosterRow.from_json(r) for r in raw["rows"]), tuple(RowFault(**fault) for fault in raw["faults"])
        )


def read_roster(content: bytes) -> RosterSheet:
    """Return the people of an .xlsx. Never raises for what is in the file: its faults say it in words."""
    try:
        table = list(_table(content))
    except Refuse as refused:
        said = words.TOO_BIG.format(most=MOST_ROWS) if refused.reason == "too_big" else words.NOT_XLSX
        return RosterSheet((), (RowFault(0, "", said),))
    if len(table) > MOST_ROWS:
        return RosterSheet((), (RowFault(0, "", words.TOO_BIG.format(most=MOST_ROWS)),))
    header = next(((at, cols) for at, row in enumerate(table[:_HEADER_WITHIN]) if (cols := _columns(row))), None)
    if header is None:
        return RosterSheet((), (RowFault(0, "", words.NO_HEADER),))
    at, columns = header
    cells = Cells()
    for number, row in enumerate(table[at + 1 :], start=at + 2):
        found = {name: row[column] if column < len(row) else None for name, column in columns.items()}
        if any(value not in {None, ""} for value in found.values()):
            cells.take(number, found)
    if not cells.rows and not cells.faults:
        return RosterSheet((), (RowFault(0, "", words.NO_ROWS),))
    return RosterSheet(tuple(cells.rows), tuple(cells.faults))


def _columns(row: Sequence[Any]) -> dict[str, int] | None:
    """Return where each known column stands, when this row is the header."""
    names = {fold(title): key for key, title in words.COLUMNS.items()}
    for key, others in words.OTHER_NAMES.items():
        names |= {fold(other): key for other in others}
    found: dict[str, int] = {}
    for column, value in enumerate(row):
        if isinstance(value, str):
            known = names.get(fold(re.sub(r"\([^)]*\)", "", value)))
            if known and known not in found:
                found[known] = column
    return found if found.keys() >= _NEEDED else None


def _table(content: bytes) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the first sheet that has any. Raises Refuse."""
    if not content.startswith(b"PK\x03\x04"):
        raise Refuse("type")
    check_zip(content, "xl/workbook.xml")
    from openpyxl import load_workbook  # noqa: PLC0415 (stays out of the serving process)

    try:
        # Formulas are seen as formulas, so that a value nobody typed is not taken for one.
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a sheet says of its own size may be wrong
        yield from islice(sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True), MOST_ROWS + 1)
        book.close()
    except MemoryError:
        raise
    except Exception as error:  # a damaged book fails in zipfile, zlib, lxml and openpyxl, in any way
        raise Refuse("too_big" if is_out_of_memory(error) else "broken") from error
