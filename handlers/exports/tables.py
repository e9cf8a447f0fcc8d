"""Tables as files: one .xlsx with a sheet for each, or a .csv for each. No cell becomes a formula."""

from __future__ import annotations

import csv
import re
import zipfile
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from content.exporting.cells import Cell
from content.texts import submissions as words
from content.vietnamese.clean import file_stem
from handlers.exports.book import A4, HEAD, SAFE, fitting

MOST_LINES: Final = 1_048_576  # of a sheet: Excel's own limit
NARROWEST, WIDEST = 14, 40  # letters of a column; it fits its heading in between
LONGEST_TITLE: Final = 31  # of a sheet's name, likewise
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # Excel takes wide signs as well


@dataclass(slots=True)
class _Sheet:
    page: Any
    title: str
    heads: list[str]
    lines: int = 1
    pages: int = 1


class Workbook:
    """One .xlsx; each line goes to disk when the next one begins. A sheet that is full goes on in another."""

    def __init__(self, path: Path, most: int = MOST_LINES) -> None:
        options = {**SAFE, "in_memory": False, "constant_memory": True, "tmpdir": str(path.parent)}
        self._book = xlsxwriter.Workbook(str(path), options)
        self._head = self._book.add_format(HEAD)
        self._text = self._book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self._number = self._book.add_format({"valign": "top"})
        self._most = most
        self._sheets: dict[str, _Sheet] = {}
        self._titles: set[str] = set()

    def begin(self, table: str, title: str, heads: list[str]) -> None:
        """Make a sheet, its columns named in its first line."""
        self._sheets[table] = _Sheet(self._page(title, heads), title, heads)

    def _page(self, title: str, heads: list[str]) -> Any:
        plain = _NOT_IN_TITLES.sub(" ", title).strip("' ")[:LONGEST_TITLE] or words.SHEET
        name, n = plain, 1
        while name.casefold() in self._titles:
            n += 1
            tail = words.SHEET_NEXT.format(name="", n=n)
            name = plain[: LONGEST_TITLE - len(tail)] + tail
        self._titles.add(name.casefold())
        page = self._book.add_worksheet(name)
        page.freeze_panes(1, 1)
        page.set_landscape()
        page.set_paper(A4)
        page.repeat_rows(0)
        for column, head in enumerate(heads):
            page.set_column(column, column, min(max(len(head), NARROWEST), WIDEST))
            page.write_string(0, column, fitting(head), self._head)
        return page

    def add(self, table: str, row: list[Cell]) -> None:
        """Write the next line of a sheet."""
        sheet = self._sheets[table]
        if sheet.lines >= self._most:
            _filter(sheet)
            sheet.pages, sheet.lines = sheet.pages + 1, 1
            sheet.page = self._page(sheet.title, sheet.heads)
        for column, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    sheet.page.write_string(sheet.lines, column, fitting(value), self._text)
            elif value is not None:
                sheet.page.write_number(sheet.lines, column, value, self._number)
        sheet.lines += 1

    def end(self) -> None:
        """Put the file together."""
        for sheet in self._sheets.values():
            _filter(sheet)
        self._book.close()


def _filter(sheet: _Sheet) -> None:
    """Let readers of a sheet that is complete sort and choose by its headings."""
    sheet.page.autofilter(0, 0, max(sheet.lines - 1, 1), max(len(sheet.heads) - 1, 0))


class CsvFiles:
    """A .csv for each table; `path` is a .zip of them when there are several."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._files: dict[str, tuple[Path, TextIOWrapper, Any]] = {}

    def begin(self, table: str, title: str, heads: list[str]) -> None:
        """Make a file. It begins with a mark, since Excel guesses the letters wrongly without one."""
        name = file_stem(title) or words.FILE
        taken = {path.name for path, _, _ in self._files.values()}
        plain, n = name, 1
        while f"{name}.csv" in taken:
            n += 1
            name = f"{plain}_{n}"
        path = self.path.parent / f"{name}.csv"
        file = path.open("w", encoding="utf-8-sig", newline="")
        self._files[table] = path, file, csv.writer(file)
        self.add(table, list(heads))

    def add(self, table: str, row: list[Cell]) -> None:
        """Write a line; what a program of tables might run is text behind an apostrophe."""
        self._files[table][2].writerow([inert(value) if isinstance(value, str) else value for value in row])

    def end(self) -> None:
        """Close the files, and put several into one."""
        for _, file, _ in self._files.values():
            file.close()
        paths = [path for path, _, _ in self._files.values()]
        if len(paths) == 1:
            paths[0].rename(self.path)
            return
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in paths:
                packed.write(path, path.name)


def inert(text: str) -> str:
    """Return *text* so that no program takes it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_ACTIVE) or text.startswith(_ACTIVE) else text
