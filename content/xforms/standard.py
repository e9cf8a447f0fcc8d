"""The last word of pyxform, the standard's own tool: what it does not take, other tools would not take either.

Only a child process or a command loads this file.
"""

from __future__ import annotations

import re
from typing import Any, Final

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from content.xforms.columns import SETTINGS, SURVEY
from content.xforms.draft import Draft
from content.xforms.faults import Fault, fault
from content.xforms.sheets import Sheet

_ROW: Final = re.compile(r"\[row : (\d+)\]")
_SHEET: Final = re.compile(r"'(choices|settings)' sheet|(choices|settings) sheet")
_MEANT: Final = ("survey", "choices", "settings")
_LONGEST: Final = 400  # characters of its sentence


def objections(draft: Draft) -> list[Fault]:
    """Return the one fault that pyxform names, none when it takes the form."""
    try:
        convert(_workbook(draft), form_name="data", validate=False)
    except PyXFormError as error:
        said = " ".join(str(error).split())
        return [fault(_address(draft, said), "pyxform", said=_ROW.sub("", said).strip()[:_LONGEST])]
    except Exception as error:  # noqa: BLE001 (it trips over some sheets instead of refusing them)
        return [fault("", "pyxform", said=f"{type(error).__name__}: {error}"[:_LONGEST])]
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
    """Return the sheets in the shape that pyxform's own readers give, without what means nothing to us."""
    found: dict[str, Any] = {"sheet_names": list(_MEANT), "fallback_form_name": _plain(draft.book.stem)}
    for name, (table, known) in {
        "survey": (draft.survey, SURVEY), "choices": (draft.choices, None), "settings": (draft.settings, SETTINGS)
    }.items():  # fmt: skip
        sheet = draft.book.sheet(name)
        kept = {index for index, column in table.columns.items() if known is None or column.key in known}
        headers = {index: cell.text for index, cell in sheet.headers.items() if index in kept}
        if headers:
            found[name] = _rows(sheet, headers)
            found[f"{name}_header"] = [dict.fromkeys(headers.values())]
    return found


def _rows(sheet: Sheet, headers: dict[int, str]) -> list[dict[str, str]]:
    """Empty rows are filled in, so that the rows pyxform names are those of the sheet."""
    by_number = {row.number: row for row in sheet.rows}
    last = max(by_number, default=1)
    return [
        {headers[i]: cell.text for i, cell in by_number[number].cells.items() if i in headers}
        for number in range(2, last + 1)
    ]


def _plain(stem: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "_", stem) or "form"
