"""Languages: texts that one of them lacks, and a default that is none of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from content.dialog import code_of
from content.xforms.columns import SPOKEN, Entry, Table
from content.xforms.draft import Draft
from content.xforms.faults import Fault, near, warning
from content.xforms.kinds import UNSAID
from content.xforms.languages import DEFAULT, languages_of
from content.xforms.sheets import column_letters

_NAMED: Final = 8  # cells that a warning names; of more it gives the number
_COMPARED: Final = tuple(sorted(SPOKEN - {"media::big-image"}))


def check_languages(draft: Draft) -> Iterator[Fault]:
    """Find what is not said in all languages of the form: it is shown in another, so none of it is a fault."""
    languages, default = languages_of(draft)
    named = draft.setting("default_language")
    if named and named != default:
        at = draft.settings.entries[0].at("default_language")
        yield warning(at, "unknown_language", name=named, near=near(named, languages))
    if len(languages) == 1:
        return
    yield from _spelled_twice(draft, languages)
    survey = [node.entry for node in draft.outline.nodes if node.kind.word not in UNSAID]
    for language in languages:
        missing = [*_missing(survey, language, default), *_missing(draft.choices.entries, language, default)]
        if missing:
            other = default if language != default else next(name for name in languages if name != default)
            shown = ", ".join(missing[:_NAMED]) + (", …" if len(missing) > _NAMED else "")
            fields = {"language": language, "n": len(missing), "cells": shown, "other": other}
            yield warning(missing[0], "untranslated", **fields)


def _spelled_twice(draft: Draft, languages: tuple[str, ...]) -> Iterator[Fault]:
    """Find a language that two columns spell in two ways: to every tool these are two languages."""
    first: dict[str, str] = {}
    for name in languages:
        other = first.setdefault(code_of(name), name)
        if other != name:
            yield warning(_header(draft, name), "language_twice", name=name, other=other)


def _header(draft: Draft, language: str) -> str:
    for table in (draft.survey, draft.choices):
        for index, column in table.columns.items():
            if column.language == language:
                return f"{table.title}!{column_letters(index)}1"
    return ""


def _missing(entries: Iterable[Entry], language: str, default: str) -> Iterator[str]:
    """Yield the cells in which *language* says nothing where another says something."""
    own = ("", DEFAULT) if language == default else ()
    for entry in entries:
        for key in _COMPARED:
            spoken = entry.spoken(key)
            if spoken and not any(name in spoken for name in (language, *own)):
                yield _cell(entry, entry.table, key, language)


def _cell(entry: Entry, table: Table, key: str, language: str) -> str:
    for index, column in table.columns.items():
        if (column.key, column.language) == (key, language):
            return f"{table.title}!{column_letters(index)}{entry.row}"
    return entry.at(key)
