"""Rows of a list as they read in one language: `label::English` stands for `label` where it is filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from content.dialog import code_of

_SIGN: Final = "::"


def in_words_of(row: Mapping[str, str], language: str) -> Mapping[str, str]:
    """Return *row* with its columns in *language* in place of those without one; all others stay."""
    own = {}
    for column, text in row.items():
        name, _, spoken = column.partition(_SIGN)
        if spoken and text and spoken.strip() and code_of(spoken) == code_of(language):
            own[name.strip()] = text
    return {**row, **own} if own else row


def rows_in(rows: Sequence[Mapping[str, str]], language: str) -> Sequence[Mapping[str, str]]:
    """Return all *rows* so; those of a list without languages are the very same."""
    if not rows or not any(_SIGN in column for column in rows[0]):
        return rows
    return [in_words_of(row, language) for row in rows]
