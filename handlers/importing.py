"""A file that was brought becomes a draft: fetched, read, confirmed by a person."""

from __future__ import annotations

from typing import Any

from content.document import clip
from content.message import Choice, Outbound
from content.reading import Head, Reading
from content.roles import May
from content.texts import composing as texts
from content.texts import reading as words
from handlers import dialogs, drafting, first_page
from handlers.outcomes.talking_point import source, source_dialog
from handlers.scene import Scene


def fetched(scene: Scene, payload: dict[str, Any]) -> None:
    """The bytes are here: owe the reading of them, which is done outside this process."""
    scene.require(May.DRAFT)
    came = payload["request"]
    request = {"name": came["name"], "remote": came["remote"], "files": {"document": payload["file_id"]}}
    scene.uow.chores.owe("read_document", request, now=scene.now, to=scene.inbound.address)


def was_read(scene: Scene, payload: dict[str, Any]) -> None:
    """The file is read: make a draft of it and have its source confirmed, or say why it cannot be used."""
    scene.require(May.DRAFT)
    result, request = payload["result"], payload["request"]
    if reason := result.get("unreadable"):
        scene.say(words.REFUSED[reason])
        return
    reading = Reading.from_json(result["reading"])
    dossier = drafting.from_reading(scene, reading, request["files"]["document"])
    first_page.owe(scene, request["files"]["document"])
    lines = [
        scene.text(
            texts.READ_DONE, name=request["name"], points=len(reading.points), n=dossier.n, title=dossier.document.title
        )
    ]
    if reading.warnings:
        lines.append(scene.text(texts.WARNED, lines="\n".join(f"- {words.WARNINGS[w]}" for w in reading.warnings)))
    key, subject = source_dialog(dossier.document), str(dossier.n)
    if scene.uow.progress.open_of(scene.person_id) is None:
        scene.send(Outbound("\n".join(lines)))
        dialogs.start(scene, key, subject, _found(reading))
        return
    dialogs.prepare(scene, key, subject, _found(reading))  # the form that is open is not taken away
    confirm = Choice(texts.CONFIRM_SOURCE, f"de:{dossier.n}", texts.CONFIRM_WORD.format(n=dossier.n))
    scene.send(Outbound("\n".join(lines), choices=(confirm,), numbered=False))


def _found(reading: Reading) -> dict[str, Any]:
    """Return what the reading found, as answers to be confirmed; nothing is made up for what it did not find."""
    head: Head = reading.about or reading.head
    kind = head.kind.capitalize() if head.kind else None
    found = {"title": clip(reading.title, 200) or None}
    found |= source(head.symbol, kind, head.issued_on, head.issuer)
    return {name: value for name, value in found.items() if value}
