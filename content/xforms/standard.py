"""The last word of pyxform, the standard's own tool: what it does not take, other tools would not take either.

Only a child process or a command loads this file.
"""

from __future__ import annotations

import re
from typing import Any, Final

from pyxform.errors import PyXFormError  # type: ignore[import-untyped]  # it has no types
from pyxform.xls2xform import convert  # type: ignore[import-untyped]  # as above

from content.xforms.draft import Draft
from content.xforms.faults import Fault, fault
from content.xforms.sheets import Sheet

_ROW: Final = re.compile(r"\[row : (\d+)\]")
_SHEET: Final = re.compile(r"'(choices|settings)' sheet|(choices|settings) sheet")
_LONGEST: Final = 400  # characters of its sentence


def objections(draft: Draft) -> list[Fault]:
    """Return the one fault that pyxform names, none when it takes the form."""
    try:
        convert(_workbook(draft), form_name="data", validate=False)
    except PyXFormError as error:
        said = " ".join(str(error).split())
        return [fault(_address(draft, said), "pyxform", said=_ROW.sub("", said).strip()[:_LONGEST])]
    return []


def _address(draft: Draft, said: str) -> str:
    row, sheet = _ROW.search(said), _SHEET.search(said)
    if row is None:
        return ""
    title = draft.survey.title
    if sheet is not None:
        title = draft.choices.title if "choices" in sheet[0] else draft.settings.title
    return f"{title}!A{row[1]}"


def _workbook(draft: Draft) -> dict[str, Any]:
    """Return the sheets in the shape that pyxform's own readers give."""
    found: dict[str, Any] = {"sheet_names": list(draft.book.sheets), "fallback_form_name": _plain(draft.book.stem)}
    for name, sheet in draft.book.sheets.items():
        found[name] = _rows(sheet)
        found[f"{name}_header"] = [{cell.text: None for cell in sheet.headers.values()}]
    return found


def _rows(sheet: Sheet) -> list[dict[str, str]]:
    rows = []
    for row in sheet.rows:
        known = {sheet.headers[i].text: cell.text for i, cell in row.cells.items() if i in sheet.headers}
        rows.append(known)
    return rows


def _plain(stem: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "_", stem) or "form"
