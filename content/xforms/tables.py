"""Forms written as text: Markdown tables, and the one-file CSV form in which the first column names the sheet.

Both dialects are those that pyxform reads (https://xlsform.org/en/): a cell in the first column begins a sheet.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from content.xforms.sheets import Grid, NoForm, Why

_LINE: Final = re.compile(r"\s*\|(.*)\|\s*(?:#[^|]*)?")  # what follows a "#" after the last bar is a remark
_SEPARATOR: Final = re.compile(r"[\s|:-]+")
_BAR: Final = re.compile(r"(?<!\\)\|")


def read_markdown(content: bytes) -> dict[str, Grid]:
    """Return the sheets of a Markdown form; lines that are no row of a table are remarks. Raises NoForm."""
    return _sheets(_markdown_rows(_text(content)))


def read_csv(content: bytes) -> dict[str, Grid]:
    """Return the sheets of a CSV form. Raises NoForm."""
    text = _text(content)
    first = text.partition("\n")[0]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise NoForm(Why.BROKEN) from error
    if rows and "type" in {cell.strip().casefold() for cell in rows[0]} and first.strip():
        return {"survey": rows}  # a plain table: the survey alone
    return _sheets(rows)


def _delimiter(text: str) -> str:
    """Excel in Vietnamese writes semicolons, since the comma is its decimal sign."""
    head = text[:5000]
    return ";" if head.count(";") > head.count(",") else ","


def _text(content: bytes) -> str:
    try:
        return unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise NoForm(Why.NOT_UTF8) from error


def _markdown_rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        found = _LINE.fullmatch(line)
        if line.lstrip().startswith("#") or found is None or _SEPARATOR.fullmatch(found[1]):
            continue
        yield [cell.strip().replace(r"\|", "|") for cell in _BAR.split(found[1])]


def _sheets(rows: Iterable[list[str]]) -> dict[str, Grid]:
    sheets: dict[str, Grid] = {}
    grid: Grid | None = None
    for row in rows:
        if row and row[0].strip():
            grid = sheets.setdefault(row[0].strip(), [])
        if grid is not None and any(cell.strip() for cell in row[1:]):
            grid.append(row[1:])
    return sheets
