"""Small .xlsx files for the office: every sheet alike. What people typed stays text, never a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter

SAFE: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
HEAD: Final = {"bold": True, "bg_color": "#DDE7F3", "border": 1, "text_wrap": True, "valign": "top"}
_CELL: Final = {"border": 1, "text_wrap": True, "valign": "top"}
A4: Final = 9  # as Excel counts papers
_MOST_CELL: Final = 32_767  # Excel's own limit of characters in a cell
_ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its columns with their widths in letters, its lines, and what is written below them."""

    title: str
    columns: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Any]]
    note: str = ""


def book(*sheets: Sheet) -> bytes:
    """Return an .xlsx of *sheets*, each with its heading in sight and ready to be printed."""
    made = io.BytesIO()
    out = xlsxwriter.Workbook(made, SAFE)
    for sheet in sheets:
        _write(out, sheet)
    out.close()
    return made.getvalue()


def fitting(text: str) -> str:
    """Return *text* cut to what a cell holds."""
    return text if len(text) <= _MOST_CELL else text[: _MOST_CELL - 1] + _ELLIPSIS


def _write(out: xlsxwriter.Workbook, sheet: Sheet) -> None:
    head, cell, number = (out.add_format(one) for one in (HEAD, {**_CELL, "num_format": "@"}, _CELL))
    page = out.add_worksheet(sheet.title)
    for column, (name, width) in enumerate(zip(sheet.columns, sheet.widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, name, head)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(last, column, value, number)
            else:
                page.write_string(last, column, fitting("" if value is None else str(value)), cell)
    if sheet.note:
        page.write_string(last + 2, 0, sheet.note)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(last, 1), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
