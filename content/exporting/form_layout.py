"""The columns of an office's form: its questions and what it works out, in the order of its sheet."""

from __future__ import annotations

from content.exporting.layout import Column, Layout
from content.xforms.definition import Definition, Field, Section, Words

_NOTHING_KEPT = ("note", "audit", "start-geopoint", "background-audio", "xml-external", "csv-external")


def layout_of_form(definition: Definition) -> Layout:
    """Return the columns of one version of a form; labels are those of its default language."""
    columns: list[Column] = []
    repeats: dict[str, str] = {}
    _lay(definition, definition.items, columns, repeats)
    return Layout(tuple(columns), repeats)


def _lay(
    definition: Definition, items: tuple[Field | Section, ...], columns: list[Column], repeats: dict[str, str]
) -> None:
    for item in items:
        if isinstance(item, Section):
            if item.repeats:
                repeats[item.path] = _said(definition, item.label) or item.name
            _lay(definition, item.items, columns, repeats)
        elif item.kind not in _NOTHING_KEPT:
            columns.extend(_columns(definition, item))


def _columns(definition: Definition, field: Field) -> list[Column]:
    label = _said(definition, field.label) or field.name
    choices = {
        choice.name: _said(definition, choice.label) or choice.name
        for choice in definition.choices.get(field.list_name, ())
    }
    made = [Column(field.path, label, choices, is_day=field.kind in ("date", "today"))]
    if field.or_other:  # own words beside the list
        made.append(Column(f"{field.path}_other", f"{label} *"))
    return made


def _said(definition: Definition, words: Words) -> str:
    """Return the words of the default language, or of any; what an answer would fill in is left out."""
    pieces = words.get(definition.default_language) or next(iter(words.values()), [])
    return " ".join("".join(piece if isinstance(piece, str) else "…" for piece in pieces).split())
