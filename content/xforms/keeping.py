"""A Definition as plain JSON and back: how form versions are stored. Loads no library."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, Final

from content.xforms.definition import Choice, Definition, Field, Section

_SECTION: Final = "items"  # what only a section has


def to_json(definition: Definition) -> dict[str, Any]:
    """Return *definition* as plain JSON; what is empty is left out."""
    return {
        **_plain(definition),
        "items": [_item(item) for item in definition.items],
        "choices": {name: [_plain(choice) for choice in choices] for name, choices in definition.choices.items()},
    }


def from_json(raw: dict[str, Any]) -> Definition:
    """Return the Definition that `to_json` made *raw* of. Raises KeyError or TypeError when it is none."""
    known = dict(raw)
    known["items"] = tuple(_read_item(item) for item in raw["items"])
    choices = raw.get("choices", {})
    known["choices"] = {name: tuple(Choice(**row) for row in rows) for name, rows in choices.items()}
    for key in ("languages", "files"):
        if key in known:
            known[key] = tuple(known[key])
    return Definition(**known)


def _item(item: Field | Section) -> dict[str, Any]:
    if isinstance(item, Field):
        return _plain(item)
    return {**_plain(item), _SECTION: [_item(inner) for inner in item.items]}


def _read_item(raw: dict[str, Any]) -> Field | Section:
    if _SECTION in raw:
        return Section(**{**raw, _SECTION: tuple(_read_item(inner) for inner in raw[_SECTION])})
    if "trigger" in raw:
        return Field(**{**raw, "trigger": tuple(raw["trigger"])})
    return Field(**raw)


def _plain(one: Definition | Field | Section | Choice) -> dict[str, Any]:
    """Return the values that differ from their defaults; inner objects are the caller's to turn."""
    found = {}
    for slot in fields(one):
        value = getattr(one, slot.name)
        usual = slot.default_factory() if slot.default_factory is not MISSING else slot.default
        if value != usual and slot.name not in {"items", "choices"}:
            found[slot.name] = list(value) if isinstance(value, tuple) else value
    return found
