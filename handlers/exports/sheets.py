""".xlsx for the office. What people typed stays text: no cell becomes a formula or a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from content.texts import exports as words
from content.texts import reasons
from handlers.exports.book import Sheet, book
from handlers.exports.rows import InviteRow, RecipientRow


def invites_sheet(rows: Sequence[InviteRow]) -> bytes:
    """Return an .xlsx of person, unit, code and link, one line each."""
    lines = (
        (n, row.person, row.position, row.unit, row.code, row.link, row.until) for n, row in enumerate(rows, start=1)
    )
    widths = (5, 28, 20, 26, 15, 48, 14)
    return book(Sheet(words.INVITES_SHEET, words.INVITES_COLUMNS, widths, lines, words.INVITES_NOTE))


def recipients_sheet(rows: Iterable[RecipientRow]) -> bytes:
    """Return an .xlsx of who got a broadcast and who has read it; for the others why not, and what to do."""
    lines = (_recipient(n, row) for n, row in enumerate(rows, start=1))
    widths = (5, 28, 26, 12, 22, 17, 17, 44, 44)
    return book(Sheet(words.RECIPIENTS_SHEET, words.RECIPIENTS_COLUMNS, widths, lines))


def my_data(rows: Sequence[tuple[str, str]]) -> bytes:
    """Return an .xlsx of all that is stored about one person, one line each."""
    return book(Sheet(words.MY_DATA_SHEET, words.MY_DATA_COLUMNS, (32, 90), rows))


def my_data_text(rows: Sequence[tuple[str, str]]) -> bytes:
    """Return the same as a plain text file, for phones without a spreadsheet."""
    lines = (f"{_one_line(label)}: {value}" for label, value in rows)
    # With a mark in front, since old Windows programs guess wrongly without it.
    return ("\r\n".join((words.MY_DATA_SHEET, "", *lines)) + "\r\n").encode("utf-8-sig")


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


def _one_line(text: str) -> str:
    return " ".join(text.split())
