"""One person's own ledger of a year as an .xlsx."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from content.texts import ledger as words
from handlers.exports.book import Sheet, book


def ledger_sheets(
    sessions: Sequence[Sequence[Any]], months: Sequence[Sequence[Any]], points: Sequence[Sequence[Any]]
) -> bytes:
    """Return an .xlsx of three sheets: each session, the months with their sum, and what was spoken about."""
    numbered = [(n, *row) for n, row in enumerate(sessions, start=1)]
    total = (words.TOTAL, sum(row[1] for row in months), sum(row[2] for row in months))
    return book(
        Sheet(words.SESSIONS_SHEET, words.SESSIONS_COLUMNS, (5, 12, 12, 28, 14, 12, 9, 60), numbered),
        Sheet(words.MONTHS_SHEET, words.MONTHS_COLUMNS, (12, 10, 16), [*months, total]),
        Sheet(words.POINTS_SHEET, words.POINTS_COLUMNS, (60, 10, 16), points),
    )
