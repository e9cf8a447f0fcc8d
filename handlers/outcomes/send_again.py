"""A file sent again stands in its answer's place, as if it had come the first time."""

from __future__ import annotations

from content.dialog import Dialog
from content.dialogs.send_again import SEND_AGAIN, send_again
from content.texts import sent_files as texts
from handlers import answer_files
from handlers.errors import NothingOpen
from handlers.outcome import Answers, Outcome
from handlers.scene import Scene


def _shaped(scene: Scene, subject: str) -> Dialog:
    try:
        return send_again(answer_files.failed_of(scene, subject).kind)
    except NothingOpen:  # meanwhile it came after all, or its person was erased: the answer will be told so
        return SEND_AGAIN


def _finished(scene: Scene, subject: str, answers: Answers) -> None:
    old = answer_files.failed_of(scene, subject)
    made, title, kind = scene.uow.submissions.lock(old.submission_id or 0), old.title, old.kind
    new = scene.uow.submission_files.replace(old, person_id=scene.person_id, name=str(answers["file"]))
    if new is None:
        raise NothingOpen(scene.text(texts.NOT_YOURS))
    scene.say(texts.REPLACED, thing=texts.THINGS[kind], name=title, code=made.code)


OUTCOME = Outcome(SEND_AGAIN, _finished, shaped=_shaped)
