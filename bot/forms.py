"""`python -m bot form …`: a form looked at before anybody is asked it. Needs no settings and no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from content.texts import form_preview
from content.texts import forms as texts
from content.xforms.definition import Definition
from content.xforms.faults import Faults
from content.xforms.languages import language_of
from content.xforms.named import came_line, lacking_line
from content.xforms.preview import preview
from content.xforms.reading import Examined, examine
from content.xforms.showing import Kept

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
    if came := came_line(kept.mime.partition("/")[0] for kept in found.media):
        print(f"\n{came}")
    lines = [one.line for one in found.warnings if not one.key.startswith("fallback_")]
    _tell_warnings([*([lacking_line(found.lacking)] if found.lacking else []), *lines])
    print(f"\n{form_preview.READY}")
    return GOOD


def read(file: Path) -> tuple[Definition, tuple[Kept, ...]] | None:
    """Return the form *file* and what came packed with it, or print its faults."""
    found = examine(file.name, file.read_bytes())
    if found.definition is None:
        _tell_faults(found)
        return None
    return found.definition, found.media


def _tell_faults(found: Examined) -> None:
    print(Faults(found.faults).text)
    _tell_warnings([one.line for one in found.warnings])


def _tell_warnings(lines: Sequence[str]) -> None:
    if lines:
        print("\n".join(("", texts.WARNINGS_HEAD, *lines)))
