"""The session report as a form: the figures of the summary are read from questions of fixed names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from content.texts import forms as texts
from content.xforms.definition import Definition, Field, Section
from content.xforms.faults import Fault, fault

FORM_ID: Final = "session_report"
_OWN_WORDS: Final = ("place_other", "topics_other", "proposals_other")
_LISTS: Final = {"place": "units.csv", "topics": "points.csv"}
BOUND: Final[dict[str, tuple[str, ...]]] = {
    "session_date": ("date",),
    "place": ("select_one",),
    "form": ("select_one",),
    "topics": ("select_multiple",),
    "headcount": ("integer",),
    "duration": ("integer",),
    "audience": ("select_multiple", "select_one"),
    "questions": ("select_one", "integer"),
    "concerns": ("text",),
    "embedded_in": ("select_one",),
    "speaker": ("select_one",),
    "media": ("select_multiple", "select_one"),
    "proposals": ("select_one",),
    **dict.fromkeys(_OWN_WORDS, ("text",)),
}
"""The columns of a session report that a form may fill, and the types that can fill them."""
FIRST: Final = ("session_date", "place", "place_other", "form", "topics", "topics_other", "headcount")
"""Stand at the top, in no group: what is looked at across answers (the same session twice) finds them there."""
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
        faults.extend(_misplaced(definition, field, in_repeat=in_repeat))
    return faults


def _misplaced(definition: Definition, field: Field, *, in_repeat: bool) -> Iterator[Fault]:
    """Yield why the answers of *field* could not always be found or counted."""
    name, at, meaning = field.name, f"survey!A{field.row}", texts.BOUND[field.name]
    if in_repeat:
        yield fault(at, "bound_repeat", name=name, meaning=meaning)
    elif name in FIRST and "/" in field.path:
        yield fault(at, "bound_group", name=name, meaning=meaning)
    if name in REQUIRED and field.required is None:
        yield fault(at, "bound_required", name=name, meaning=meaning)
    if name in REQUIRED and _may_be_left_out(definition, field):
        yield fault(at, "bound_relevant", name=name, meaning=meaning)
    if name in _LISTS and field.kind in BOUND[name] and field.list_name != _LISTS[name]:
        yield fault(at, "bound_list", name=name, meaning=meaning, list=_LISTS[name], kind=field.kind)


def _may_be_left_out(definition: Definition, field: Field) -> bool:
    """Say whether the question, or a group around it, has a condition."""
    items, parts = definition.items, field.path.split("/")
    for name in parts[:-1]:
        around = next(item for item in items if isinstance(item, Section) and item.name == name)
        if around.relevant is not None:
            return True
        items = around.items
    return field.relevant is not None


def _fields(items: tuple[Field | Section, ...], *, in_repeat: bool) -> Iterator[tuple[Field, bool]]:
    for item in items:
        if isinstance(item, Field):
            yield item, in_repeat
        else:
            yield from _fields(item.items, in_repeat=in_repeat or item.repeats)
