"""The languages of a form, as its columns name them."""

from __future__ import annotations

from typing import Final

from content.dialog import called
from content.vietnamese import fold
from content.xforms.columns import SPOKEN, Table
from content.xforms.definition import Definition
from content.xforms.draft import Draft
from content.xforms.sheets import Cell

DEFAULT: Final = "default"


def languages_of(draft: Draft) -> tuple[tuple[str, ...], str]:
    """Return the languages in the order of the sheets, and the one that is shown first.

    A text without a language is in the default one. Without `default_language` that is the language named
    "default" where texts without a language stand, else the first.
    """
    found = [*_found(draft.survey), *_found(draft.choices)]
    named = [language for language in dict.fromkeys(found) if language]
    wanted = draft.setting("default_language")
    if not named:
        return (DEFAULT,), DEFAULT
    if wanted in named:
        return tuple(named), wanted
    if "" in found and wanted:
        return (wanted, *named), wanted  # the texts without a language are in it
    if "" in found and DEFAULT not in named:
        return (DEFAULT, *named), DEFAULT
    return tuple(named), named[0]


def language_of(definition: Definition, wanted: str) -> str:
    """Return the language of *definition* that *wanted* means: its name, with or without the code, or its code."""
    key = fold(wanted)
    known = definition.languages
    return next((name for name in known if key in called(name)), "")


def _found(table: Table) -> list[str]:
    """Return the languages of the columns in which anything stands."""
    columns = {column for entry in table.entries for column in entry.cells}
    return [c.language for c in table.columns.values() if c.key in SPOKEN and (c in columns or c.language)]


def by_language(cells: dict[str, Cell], default: str) -> dict[str, Cell]:
    """Return *cells* with the text without a language under *default*, unless that has its own."""
    plain = cells.get("")
    named = {language: cell for language, cell in cells.items() if language}
    return ({default: plain} if plain and default not in named else {}) | named
