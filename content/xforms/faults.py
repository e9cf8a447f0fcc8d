"""What is wrong in a form's sheets: each fault at its cell, in words that say what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from content.texts import forms as texts
from content.vietnamese import fold
from content.xforms.sheets import NoForm, Why

_PLACE: Final = re.compile(r"(?:(.*)!)?([A-Z]+)(\d+)")
_SHEETS: Final = ("survey", "choices", "settings")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `at` is a cell ("survey!C7") or "" for the whole file; a warning stands in nobody's way."""

    at: str
    key: str
    words: str
    is_warning: bool = False

    @property
    def line(self) -> str:
        """The fault as one line with its address."""
        return f"{self.at}: {self.words}" if self.at else self.words


@dataclass(frozen=True, slots=True)
class Faults:
    """All faults of a form, in the order of its sheets; no warnings among them."""

    items: tuple[Fault, ...]

    @property
    def text(self) -> str:
        """All of them, a line each under a heading."""
        return "\n".join((texts.FAULTS_HEAD.format(n=len(self.items)), *(item.line for item in self.items)))


def fault(at: str, key: str, /, **fields: object) -> Fault:
    """Return the fault *key* of `texts.FAULTS` at the cell *at*."""
    return Fault(at, key, texts.FAULTS[key].format(**fields))


def warning(at: str, key: str, /, **fields: object) -> Fault:
    """Return what is odd but stands in nobody's way."""
    return Fault(at, key, texts.FAULTS[key].format(**fields), is_warning=True)


def no_form(error: NoForm) -> Fault:
    """Return why a file is no form at all."""
    detail = ""
    if error.detail:
        detail = f" ({error.detail})"
    template = texts.NO_FORM[error.why]
    return Fault("", f"file_{Why(error.why)}", template.format(detail=detail))


def near(word: str, known: Iterable[str]) -> str:
    """Return the words that propose the name most like *word*, "" when none is."""
    by_key: dict[str, str] = {}
    for name in known:
        by_key.setdefault(_key(name), name)
    found = get_close_matches(_key(word), by_key, n=1, cutoff=0.6)
    return texts.NEAR.format(name=by_key[found[0]]) if found else ""


def _key(name: str) -> str:
    return fold(name).replace("_", " ").replace("-", " ")


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Return *faults* in the order of sheets, rows and columns, each once."""
    return sorted(dict.fromkeys(faults), key=_place)


def row_of(at: str) -> int:
    """Return the row of an address, 0 of the whole file."""
    found = _PLACE.fullmatch(at)
    return int(found[3]) if found else 0


def _place(one: Fault) -> tuple[int, int, int, str]:
    found = _PLACE.fullmatch(one.at)
    if found is None:
        return (-1, 0, 0, "")
    sheet = (found[1] or "").strip().casefold()
    rank = _SHEETS.index(sheet) if sheet in _SHEETS else len(_SHEETS)
    return (rank, int(found[3]), len(found[2]), found[2])
