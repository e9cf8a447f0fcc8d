"""One person's own ledger of a year as an .xlsx."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from content.texts import ledger as words
from handlers.exports.sheets import SAFE, fitting


def ledger_sheets(
    sessions: Sequence[Sequence[Any]], months: Sequence[Sequence[Any]], points: Sequence[Sequence[Any]]
) -> bytes:
    """Return an .xlsx of three sheets: each session, the months with their sum, and what was spoken about."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, SAFE)
    numbered = ((n, *row) for n, row in enumerate(sessions, start=1))
    _sheet(book, words.SESSIONS_SHEET, words.SESSIONS_COLUMNS, (5, 12, 12, 28, 14, 12, 9, 60), numbered)
    total = (words.TOTAL, sum(row[1] for row in months), sum(row[2] for row in months))
    _sheet(book, words.MONTHS_SHEET, words.MONTHS_COLUMNS, (12, 10, 16), [*months, total])
    _sheet(book, words.POINTS_SHEET, words.POINTS_COLUMNS, (60, 10, 16), points)
    book.close()
    return made.getvalue()


def _sheet(
    book: xlsxwriter.Workbook, title: str, columns: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Any]]
) -> None:
    head = book.add_format({"bold": True, "bg_color": "#DDE7F3", "border": 1, "text_wrap": True, "valign": "top"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
    number = book.add_format({"border": 1, "valign": "top"})
    sheet = book.add_worksheet(title)
    for column, (name, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, column, value, number)
            else:
                sheet.write_string(line, column, fitting(str(value or "")), cell)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
