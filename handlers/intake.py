"""A file sent into a chat without being asked for: by its ending, what it is for, and who may bring such a file."""

from __future__ import annotations

from pathlib import PurePath

from content.roles import May
from content.texts import composing as texts
from content.texts import files
from handlers import roster
from handlers.scene import Scene

DOCUMENT = "document"
DOCUMENTS = (".docx", ".pdf", ".txt", ".md", ".doc", ".rtf")  # the last two are refused in words, once read


def take_file(scene: Scene) -> bool:
    """Owe what a file needs, or say kindly why not; False for one that nobody here deals with."""
    file = scene.inbound.file
    if roster.take_file(scene):
        return True
    if file is None or PurePath(file.name).suffix.casefold() not in DOCUMENTS:
        if scene.may(May.DRAFT):
            scene.say(texts.NOT_THIS_KIND)
            return True
        return False
    if not scene.may(May.DRAFT):
        scene.say(texts.NO_RIGHT)
        return True
    fetch(scene, DOCUMENT)
    return True


def fetch(scene: Scene, purpose: str, **more: object) -> None:
    """Owe the bytes of the file in hand; `chore_ends.FETCHED[purpose]` is called when they are here."""
    file = scene.inbound.file
    if file is None:
        return
    request = {"remote": file.remote, "name": file.name, "mime": file.mime, "for": purpose, **more}
    scene.uow.chores.owe("fetch", request, now=scene.now, to=scene.inbound.address)
    scene.say(files.RECEIVED, name=file.name)
