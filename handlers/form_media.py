"""Pictures, recordings and films of a form: kept with the version they came with, else taken over from the last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from content.message import Attachment
from content.xforms.named import Named, came_line, lacking_line
from handlers.scene import Scene
from storage.tables import FormVersion


def keep(scene: Scene, version: FormVersion, read: dict[str, Any], made: Sequence[int]) -> str:
    """Keep what came with *version*, and what the version before it has of what lacks; say what lacks still, or ""."""
    files = {
        name: Attachment(made[one["made"]], one["name"], one["mime"], 0) for name, one in read.get("media", {}).items()
    }
    lacking = [Named(**one) for one in read.get("lacking", ())]
    before = _before(scene, version) if lacking else None
    known = scene.uow.forms.media_of(before.id) if before is not None else {}
    still = []
    for named in lacking:
        file = known.get(named.name)
        if file is not None and file.mime.partition("/")[0] == named.family:
            files[named.name] = file
        else:
            still.append(named)
    scene.uow.forms.keep_media(version.id, files)
    return lacking_line(still) if still else ""


def came(scene: Scene, version: FormVersion) -> str:
    """Return the line that counts what a version shows, each file once, "" when it shows nothing."""
    shown = {file.file_id: file.mime for file in scene.uow.forms.media_of(version.id).values()}
    return came_line(mime.partition("/")[0] for mime in shown.values())


def _before(scene: Scene, version: FormVersion) -> FormVersion | None:
    code = scene.uow.forms.get(version.form_id).code
    return next((one for one in scene.uow.forms.versions(code) if one.n < version.n), None)
