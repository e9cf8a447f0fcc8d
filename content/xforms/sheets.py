"""The sheets of a form's file: rows of cells, each with its address, whatever kind of file they came in.

A Markdown or CSV form is addressed as the workbook would be that has the same rows: headers in row 1, first column A.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath
from typing import Final

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_UNPACKED: Final = 50 * 1024 * 1024
MOST_ENTRIES: Final = 500  # of a packed workbook
MOST_ROWS: Final = 20_000  # of a sheet
MOST_COLUMNS: Final = 200
MOST_CELLS: Final = 400_000
MOST_LETTERS: Final = 20_000  # of a cell; Excel itself stops at 32,767
SUFFIXES: Final = (".xlsx", ".xlsm", ".xls", ".csv", ".md")
SHEETS: Final = ("survey", "choices", "settings", "external_choices", "entities", "osm")


class Why(StrEnum):
    """Why a file is not looked into as a form."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    TYPE = "type"
    BROKEN = "broken"
    PASSWORD = "password"  # noqa: S105 (a reason, not a secret)
    NO_SURVEY = "no_survey"
    NOT_UTF8 = "not_utf8"


class NoForm(Exception):
    """The file is no form at all; *detail* is a name to show."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(why, detail)
        self.why, self.detail = why, detail


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, cleaned, and where: "survey!C7"."""

    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number as Excel counts it, and its cells by column index; empty ones are left out."""

    number: int
    cells: dict[int, Cell]


@dataclass(slots=True)
class Sheet:
    """A sheet: its headers by column index, and the rows below them."""

    name: str
    headers: dict[int, Cell] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Book:
    """All sheets of a form by their lower-case names; `others` are those that XLSForm has no use for."""

    stem: str
    sheets: dict[str, Sheet] = field(default_factory=dict)
    others: tuple[str, ...] = ()

    def sheet(self, name: str) -> Sheet:
        """Return the sheet *name*, an empty one when the file has none."""
        return self.sheets.get(name) or Sheet(name)


Grid = list[list[str]]
"""The cells of a sheet as text, row by row from row 1."""


def column_letters(index: int) -> str:
    """Return how Excel names the column *index*, which counts from 0.

    >>> column_letters(27)
    'AB'
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_book(name: str, content: bytes) -> Book:
    """Return the sheets of the file *name*. Raises NoForm when it is none that we read, or too big to look into."""
    suffix = PurePath(name).suffix.casefold()
    if not content.strip(b"\0 \r\n\t"):
        raise NoForm(Why.EMPTY)
    if len(content) > MOST_BYTES:
        raise NoForm(Why.TOO_BIG)
    if suffix not in SUFFIXES:
        raise NoForm(Why.TYPE, suffix)
    return _named(PurePath(name).stem, _grids(suffix, content))


def _grids(suffix: str, content: bytes) -> dict[str, Grid]:
    if suffix in {".csv", ".md"}:
        from content.xforms import tables  # noqa: PLC0415 (with the workbooks' reader: one or the other)

        return tables.read_csv(content) if suffix == ".csv" else tables.read_markdown(content)
    from content.xforms import workbooks  # noqa: PLC0415 (reads with libraries that no serving process loads)

    return workbooks.read(content)


def _named(stem: str, grids: dict[str, Grid]) -> Book:
    if sum(len(row) for grid in grids.values() for row in grid) > MOST_CELLS:
        raise NoForm(Why.TOO_BIG)
    names = {given: given.strip().casefold() for given in grids}
    if len(grids) == 1 and "survey" not in names.values():
        names = dict.fromkeys(grids, "survey")  # as pyxform: the only sheet is the survey
    book = Book(stem, others=tuple(given for given, known in names.items() if known not in SHEETS))
    for given, known in names.items():
        if known in SHEETS:
            book.sheets[known] = _sheet(known, given, grids[given])
    survey = book.sheets.get("survey")
    if survey is None or not survey.headers:
        raise NoForm(Why.NO_SURVEY, ", ".join(book.others))
    return book


def _sheet(name: str, given: str, grid: Grid) -> Sheet:
    if len(grid) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in grid):
        raise NoForm(Why.TOO_BIG, given)
    if any(len(text) > MOST_LETTERS for row in grid for text in row):
        raise NoForm(Why.TOO_BIG, given)
    sheet = Sheet(name, _cells(given, 1, grid[0] if grid else ()))
    for number, row in enumerate(grid[1:], 2):
        sheet.rows.append(Row(number, _cells(given, number, row)))
    return sheet


def _cells(given: str, number: int, texts: Sequence[str]) -> dict[int, Cell]:
    found = ((index, text.strip()) for index, text in enumerate(texts))
    return {index: Cell(text, f"{given}!{column_letters(index)}{number}") for index, text in found if text}
