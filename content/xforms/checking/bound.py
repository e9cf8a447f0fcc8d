"""The session report as a form: the figures of the summary are read from questions of fixed names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from content.texts import forms as texts
from content.xforms.definition import Definition, Field, Section
from content.xforms.faults import Fault, fault

FORM_ID: Final = "session_report"
_WORDS: Final = ("select_one", "select_multiple", "text")
BOUND: Final[dict[str, tuple[str, ...]]] = {
    "session_date": ("date",),
    "place": ("select_one", "text"),
    "form": ("select_one",),
    "topics": ("select_multiple", "select_one"),
    "headcount": ("integer", "range"),
    "duration": ("integer", "range"),
    "audience": ("select_multiple", "select_one"),
    "questions": ("select_one", "integer"),
    "concerns": ("text",),
    "embedded_in": ("select_one",),
    "speaker": ("select_one",),
    "media": ("select_multiple", "select_one"),
    "proposals": _WORDS,
}
"""The columns of a session report that a form may fill, and the types that can fill them."""
REQUIRED: Final = ("session_date", "place", "form", "topics", "headcount")


def bound_paths(items: tuple[Field | Section, ...]) -> dict[str, str]:
    """Return which fields fill the columns of the session report: path by column."""
    return {field.name: field.path for field, _ in _fields(items, in_repeat=False) if field.name in BOUND}


def check_bound(definition: Definition) -> list[Fault]:
    """Return why a session report of this form could not be counted; nothing for any other form."""
    if definition.form_id != FORM_ID:
        return []
    found = {field.name: (field, in_repeat) for field, in_repeat in _fields(definition.items, in_repeat=False)}
    faults = []
    for name, accepted in BOUND.items():
        meaning = texts.BOUND[name]
        if name not in found:
            if name in REQUIRED:
                faults.append(fault("", "bound_missing", name=name, meaning=meaning))
            continue
        field, in_repeat = found[name]
        at = f"survey!A{field.row}"
        if field.kind not in accepted:
            types = ", ".join(accepted)
            faults.append(fault(at, "bound_kind", name=name, meaning=meaning, accepted=types, word=field.kind))
        if in_repeat:
            faults.append(fault(at, "bound_repeat", name=name, meaning=meaning))
        if name in REQUIRED and field.required is None:
            faults.append(fault(at, "bound_required", name=name, meaning=meaning))
    return faults


def _fields(items: tuple[Field | Section, ...], *, in_repeat: bool) -> Iterator[tuple[Field, bool]]:
    for item in items:
        if isinstance(item, Field):
            yield item, in_repeat
        else:
            yield from _fields(item.items, in_repeat=in_repeat or item.repeats)
