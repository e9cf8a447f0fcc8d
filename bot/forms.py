"""`python -m bot form …`: a form looked at before anybody is asked it. Needs no settings and no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from content.texts import form_preview
from content.texts import forms as texts
from content.xforms.definition import Definition
from content.xforms.faults import Fault, Faults
from content.xforms.languages import language_of
from content.xforms.preview import preview
from content.xforms.reading import Examined, examine

GOOD, FAULTY = 0, 1


def check(file: Path, language: str = "") -> int:
    """Print the questions of *file* (in one *language* alone) or all its faults, and return the exit code."""
    found = examine(file.name, file.read_bytes())
    if found.definition is None:
        _tell_faults(found)
        return FAULTY
    shown = found.definition
    if language:
        name = language_of(shown, language)
        if not name:
            print(texts.NO_LANGUAGE.format(name=language, languages=", ".join(shown.languages)))
            return FAULTY
        shown = replace(shown, languages=(name,), default_language=name)
    print("\n".join(preview(shown, found.warnings)))
    _tell_warnings(one for one in found.warnings if not one.key.startswith("fallback_"))
    print(f"\n{form_preview.READY}")
    return GOOD


def read(file: Path) -> Definition | None:
    """Return the form *file*, or print its faults."""
    found = examine(file.name, file.read_bytes())
    if found.definition is None:
        _tell_faults(found)
    return found.definition


def _tell_faults(found: Examined) -> None:
    print(Faults(found.faults).text)
    _tell_warnings(found.warnings)


def _tell_warnings(warnings: Iterable[Fault]) -> None:
    listed = list(warnings)
    if listed:
        print("\n".join(("", texts.WARNINGS_HEAD, *(one.line for one in listed))))
