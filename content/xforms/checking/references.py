"""`${name}` in any cell: broken, to nothing, to several; and triggers."""

from __future__ import annotations

from collections.abc import Iterator

from content.texts.forms import CELLS, THIS_CELL
from content.xforms.columns import SETTINGS, SURVEY, Entry
from content.xforms.draft import Draft
from content.xforms.expressions import REFERENCE, has_broken_reference
from content.xforms.faults import Fault, fault, near, warning
from content.xforms.sheets import Cell


def check_references(draft: Draft) -> Iterator[Fault]:
    """Find references that do not name exactly one place of the form."""
    for entry in draft.survey.entries:
        for column, cell in entry.cells.items():
            if column.key in SURVEY:
                yield from _references(draft, column.key, cell)
        yield from _trigger(entry)
    for entry in draft.choices.entries:
        for column, cell in entry.cells.items():
            yield from _references(draft, column.key, cell)
    for entry in draft.settings.entries[:1]:
        for column, cell in entry.cells.items():
            if column.key in SETTINGS:
                yield from _references(draft, column.key, cell)


def _references(draft: Draft, key: str, cell: Cell) -> Iterator[Fault]:
    words = CELLS.get(key, THIS_CELL)
    if has_broken_reference(cell.text):
        yield fault(cell.at, "bad_ref", cell=words)
        return
    for name in dict.fromkeys(found[2] for found in REFERENCE.finditer(cell.text)):
        paths = draft.paths.get(name)
        if not paths:
            yield fault(cell.at, "unknown_ref", cell=words, name=name, near=near(name, draft.paths))
        elif len(paths) > 1:
            yield fault(cell.at, "ambiguous_ref", cell=words, name=name)


def _trigger(entry: Entry) -> Iterator[Fault]:
    text = entry.text("trigger")
    if not text:
        return
    if REFERENCE.sub("", text).replace(",", "").strip():
        yield fault(entry.at("trigger"), "trigger")
    elif not entry.text("calculation") and entry.text("type") != "background-geopoint":
        yield warning(entry.at("trigger"), "trigger_alone")
