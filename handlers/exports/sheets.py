""".xlsx for the office. What people typed stays text: no cell becomes a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from content.texts import exports as words
from content.texts import reasons
from handlers.exports.rows import InviteRow, RecipientRow

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MOST_CELL = 32_767  # Excel's own limit of characters in a cell
_ELLIPSIS = "…"


def invites_sheet(rows: Sequence[InviteRow]) -> bytes:
    """Return an .xlsx of person, unit, code and link, one line each."""
    lines = (
        (n, row.person, row.position, row.unit, row.code, row.link, row.until) for n, row in enumerate(rows, start=1)
    )
    return _book(words.INVITES_SHEET, words.INVITES_COLUMNS, (5, 28, 20, 26, 15, 48, 14), lines, words.INVITES_NOTE)


def recipients_sheet(rows: Iterable[RecipientRow]) -> bytes:
    """Return an .xlsx of who got a broadcast and who has read it; for the others why not, and what to do."""
    return _book(
        words.RECIPIENTS_SHEET,
        words.RECIPIENTS_COLUMNS,
        (5, 28, 26, 12, 22, 17, 17, 44, 44),
        (_recipient(n, row) for n, row in enumerate(rows, start=1)),
    )


def my_data(rows: Sequence[tuple[str, str]]) -> bytes:
    """Return an .xlsx of all that is stored about one person, one line each."""
    return _book(words.MY_DATA_SHEET, words.MY_DATA_COLUMNS, (32, 90), rows)


def my_data_text(rows: Sequence[tuple[str, str]]) -> bytes:
    """Return the same as a plain text file, for phones without a spreadsheet."""
    lines = (f"{_one_line(label)}: {value}" for label, value in rows)
    # With a mark in front, since old Windows programs guess wrongly without it.
    return ("\r\n".join((words.MY_DATA_SHEET, "", *lines)) + "\r\n").encode("utf-8-sig")


def fitting(text: str) -> str:
    """Return *text* cut to what a cell holds."""
    return text if len(text) <= _MOST_CELL else text[: _MOST_CELL - 1] + _ELLIPSIS


def _recipient(n: int, row: RecipientRow) -> tuple[Any, ...]:
    state = "read" if row.read_at else row.state
    reason = reasons.REASONS.get(row.reason, reasons.UNKNOWN) if row.reason else None
    return (
        n,
        row.person,
        row.unit,
        row.channel,
        words.DELIVERY_STATES.get(state, state),
        row.sent_at,
        row.read_at,
        reason.what if reason else "",
        reason.do if reason else "",
    )


def _book(
    title: str, columns: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Any]], note: str = ""
) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, SAFE)
    head = book.add_format({"bold": True, "bg_color": "#DDE7F3", "border": 1, "text_wrap": True, "valign": "top"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
    number = book.add_format({"border": 1, "valign": "top"})
    sheet = book.add_worksheet(title)
    for column, (name, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(last, column, value, number)
            else:
                sheet.write_string(last, column, fitting(str(value)), cell)
    if note:
        sheet.write_string(last + 2, 0, note)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return made.getvalue()


def _one_line(text: str) -> str:
    return " ".join(text.split())
