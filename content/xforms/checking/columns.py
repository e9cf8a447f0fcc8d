"""Columns that mean nothing, come twice or are missing, and settings that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from content.xforms.columns import CHOICES, IGNORED, SETTINGS, SETTINGS_IGNORED, SPOKEN, SURVEY, Table
from content.xforms.draft import Draft
from content.xforms.faults import Fault, fault, near, warning
from content.xforms.kinds import ANSWERLESS, SELECTS
from content.xforms.sheets import SHEETS

_FORM_ID: Final = re.compile(r"[A-Za-z0-9_.\-]+")


def check_columns(draft: Draft) -> Iterator[Fault]:
    """Find faults of header rows, and what the sheets as wholes lack."""
    tables = ((draft.survey, SURVEY, IGNORED), (draft.settings, SETTINGS, SETTINGS_IGNORED))
    for table, known, ignored in tables:
        for header in table.unknown:
            yield warning(header.at, "unknown_column", name=header.text, near=_near_header(header.text, known))
        yield from _ignored(table, ignored)
    for table in (draft.survey, draft.choices, draft.settings):
        for header in table.twice:
            yield fault(header.at, "column_twice", name=header.text)
    yield from _missing(draft)
    yield from _sheets(draft)
    form_id = draft.setting("form_id")
    if form_id and not _FORM_ID.fullmatch(form_id):
        yield fault(draft.settings.entries[0].at("form_id"), "bad_form_id", name=form_id)


def _ignored(table: Table, ignored: frozenset[str]) -> Iterator[Fault]:
    told = set()
    for entry in table.entries:
        for column, cell in entry.cells.items():
            if column.key in ignored and column not in told:
                told.add(column)
                name = f"{column.key}::{column.language}" if column.language else column.key
                yield warning(cell.at, "ignored_column", name=name)


def _missing(draft: Draft) -> Iterator[Fault]:
    keys = {column.key for column in draft.survey.columns.values()}
    for name in ("type", "name"):
        if name not in keys:
            yield fault(f"{draft.survey.title}!A1", "no_column", sheet=draft.survey.title, name=name)
    if not draft.survey.entries:
        yield fault(f"{draft.survey.title}!A2", "no_rows")
    elif "type" in keys and draft.outline.nodes and not any(_asks(draft)):
        yield fault(f"{draft.survey.title}!A2", "nothing_asked")
    if draft.choices.entries:
        own = {column.key for column in draft.choices.columns.values()}
        for name in ("list_name", "name"):
            if name not in own:
                yield fault(f"{draft.choices.title}!A1", "no_column", sheet=draft.choices.title, name=name)


def _sheets(draft: Draft) -> Iterator[Fault]:
    for name in draft.book.others:
        if not name.startswith("_"):
            yield warning(f"{name}!A1", "unknown_sheet", name=name, near=near(name, SHEETS))
    for name in ("external_choices", "entities", "osm"):
        if draft.book.sheet(name).rows:
            yield warning(f"{name}!A1", "ignored_sheet", name=name)


def _asks(draft: Draft) -> Iterator[bool]:
    return (node.kind.word not in ANSWERLESS and not node.is_computed for node in draft.outline.questions())


def _near_header(header: str, known: frozenset[str]) -> str:
    return near(header.partition("::")[0], {key.removeprefix("media::") for key in known | SPOKEN | CHOICES | SELECTS})
