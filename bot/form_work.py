"""Work of a child process that is about forms of the office. Imports what is heavy only there."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import Any

from bot.work_result import Made, WorkResult

SHEET_STEM = "bieu_mau"  # of the file of a packed form's sheets


def read_form(request: dict[str, Any], files: Mapping[str, Path]) -> WorkResult:
    """Ask: name, and one file. Result: {"faults": lines} or {"form": Definition as JSON, "preview": lines, …}.

    Makes the files that came packed with it. "media" has number, name and mime of each by the name in the sheets,
    "sheet" the name and number of the sheets' own file (None when they came alone), "lacking" the files that are named
    and did not come.
    """
    from content.xforms.keeping import to_json  # noqa: PLC0415 (only in the child, as all below)
    from content.xforms.preview import is_asked, preview  # noqa: PLC0415
    from content.xforms.reading import examine  # noqa: PLC0415

    (path,) = files.values()
    found = examine(str(request["name"]), path.read_bytes())
    if found.definition is None:
        return WorkResult({"faults": [fault.line for fault in found.faults]})
    made = [Made(kept.file_name, kept.mime, kept.content) for kept in found.media]
    sheet = None
    if found.sheet is not None:
        name, content = found.sheet
        sheet = {"name": name, "made": len(made)}
        made.append(Made(f"{SHEET_STEM}{PurePath(name).suffix}", mimetypes.guess_type(name)[0] or "", content))
    return WorkResult(
        {
            "form": to_json(found.definition),
            "preview": preview(found.definition, found.warnings),
            "questions": sum(1 for one in found.definition.fields() if is_asked(one)),
            "warnings": [fault.line for fault in found.warnings],
            "sheet": sheet,
            "media": {
                name: {"made": n, "name": kept.file_name, "mime": kept.mime}
                for n, kept in enumerate(found.media)
                for name in kept.names
            },
            "lacking": [asdict(named) for named in found.lacking],
        },
        tuple(made),
    )
