"""The questions of a form for who looks after it: a short one in the chat, of a long one the beginning and a file."""

from __future__ import annotations

from typing import Any

from content.message import Outbound
from content.texts import office_forms as texts
from content.xforms.preview import first_lines
from handlers.scene import Scene
from storage.tables import FormVersion

KIND = "form_questions"


def show(scene: Scene, version: FormVersion) -> None:
    """Say the questions; what is more than a screenful is owed as a file."""
    shown, rest = first_lines([str(line) for line in version.preview])
    if not rest:
        scene.send(Outbound("\n".join(shown), heading=version.title))
        return
    scene.send(Outbound("\n".join((*shown, scene.text(texts.SEE_REST))), heading=version.title))
    request = {"title": version.title, "code": version.definition["form_id"], "n": version.n, "lines": version.preview}
    scene.uow.chores.owe(KIND, request, now=scene.now, to=scene.inbound.address)


def made(scene: Scene, payload: dict[str, Any]) -> None:
    """The end of the chore: the file."""
    request = payload["request"]
    name = texts.SEE_FILE.format(code=request["code"], version=request["n"])
    file = scene.uow.files.attachment(payload["made"][0], name)
    scene.send(Outbound(scene.text(texts.SEE_READY, title=request["title"], version=request["n"]), file=file))
