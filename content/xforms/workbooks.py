"""Workbooks, old and new, read to text. Only a child process or a command loads this file and its libraries."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import date, datetime, time
from typing import Any, Final

from content.xforms.sheets import MOST_COLUMNS, MOST_ENTRIES, MOST_ROWS, MOST_UNPACKED, SHEETS, Grid, NoForm, Why

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_EMPTY_RUN: Final = 60  # rows without a word, after which a sheet has ended; pyxform stops there too


def read(content: bytes) -> dict[str, Grid]:
    """Return the sheets of an .xlsx, .xlsm or .xls: the bytes say which. Raises NoForm."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise NoForm(Why.PASSWORD)
        return _old(content)
    if not content.startswith(b"PK"):
        raise NoForm(Why.BROKEN)
    _check_packed(content)
    return _new(content)


def _check_packed(content: bytes) -> None:
    """Refuse what would unpack to too much before a reader of XML meets it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise NoForm(Why.BROKEN) from error
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise NoForm(Why.TOO_BIG)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise NoForm(Why.PASSWORD)


def _new(content: bytes) -> dict[str, Grid]:
    import openpyxl  # noqa: PLC0415 (a form of text needs none)

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            names = [name for name in book.sheetnames if _wanted(name)] or book.sheetnames[:1]
            grids = {name: _grid(book[name]) for name in names}
            return grids | {name: [] for name in book.sheetnames if name not in grids}
        finally:
            book.close()
    except NoForm:
        raise
    except Exception as error:  # its parser raises many kinds on a broken file
        raise NoForm(Why.BROKEN) from error


def _wanted(name: str) -> bool:
    return name.strip().casefold() in SHEETS


def _grid(sheet: Any) -> Grid:
    if not hasattr(sheet, "reset_dimensions"):
        return []  # a sheet that is a chart
    sheet.reset_dimensions()  # files of other programs lie about their size
    grid: Grid = []
    empty = 0
    for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True):
        texts = [_written(value) for value in row]
        while texts and not texts[-1].strip():
            texts.pop()
        empty = 0 if texts else empty + 1
        if empty > _EMPTY_RUN:
            break
        grid.append(texts)
        if len(grid) > MOST_ROWS + 1:
            raise NoForm(Why.TOO_BIG, sheet.title)
    return grid


def _old(content: bytes) -> dict[str, Grid]:
    import xlrd  # noqa: PLC0415 (as openpyxl above)

    try:
        with xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), on_demand=True) as book:
            names = [name for name in book.sheet_names() if _wanted(name)] or book.sheet_names()[:1]
            grids = {name: _old_grid(book, book.sheet_by_name(name)) for name in names}
            return grids | {name: [] for name in book.sheet_names() if name not in grids}
    except NoForm:
        raise
    except Exception as error:  # as above
        raise NoForm(Why.BROKEN) from error


def _old_grid(book: Any, sheet: Any) -> Grid:
    from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR  # noqa: PLC0415 (as above)
    from xlrd.xldate import xldate_as_datetime  # noqa: PLC0415 (as above)

    def value(cell: Any) -> Any:
        if cell.ctype == XL_CELL_BOOLEAN:
            return bool(cell.value)
        if cell.ctype == XL_CELL_DATE:
            return xldate_as_datetime(cell.value, book.datemode)
        return None if cell.ctype == XL_CELL_ERROR else cell.value

    return [[_written(value(cell)) for cell in sheet.row(number)] for number in range(sheet.nrows)]


def _written(value: object) -> str:
    """Return a cell's value as a person would have typed it: whole numbers without a point, days as ISO."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return unicodedata.normalize("NFC", str(value).replace("\u00a0", " "))
