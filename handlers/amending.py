"""A report opened again by its person: at its check screen, or at the very question that the office asks about."""

from __future__ import annotations

import secrets

from content.dialog import Mode, Progress
from content.dialogs.correction import LATE_REQUEST, correction
from content.message import Outbound
from content.texts import corrections as texts
from content.texts.courtesy import fill
from handlers import dialogs, report_words
from handlers.conversation import Conversation
from handlers.outcomes.session_report import SESSION_REPORT_OUTCOME, is_editable, locked, require_open
from handlers.report_subjects import EDIT, FORM
from handlers.scene import Scene
from handlers.turn import Turn
from storage.tables import Submission


def open_report(scene: Scene, made: Submission) -> None:
    """Open the speaker's own report to be corrected; what the office asks for first; too late, ask for it in words.

    A correction that was begun goes on. Raises AlreadyDecided for a report that was withdrawn.
    """
    if made.state == "returned":
        _open(scene, made, made.returned_field, _asked(scene, made))
    elif is_editable(scene, made):
        _open(scene, made, "", "")
    elif made.state == "withdrawn":
        require_open(scene, made)
    else:
        scene.send(Outbound(locked(scene, made)))
        dialogs.start(scene, LATE_REQUEST.key, str(made.id))


def note(scene: Scene, made: Submission) -> str:
    """Return what is to be mended and why: "Người nghe (450 người) - Xin xem lại"."""
    return texts.FIELD_NOTE.format(name=report_words.line_name(made.returned_field), reason=made.returned_reason)


def _asked(scene: Scene, made: Submission) -> str:
    reviewer = scene.uow.people.get(made.reviewed_by).full_name if made.reviewed_by is not None else ""
    return fill(texts.WHAT_TO_DO, scene.office.courtesy, reviewer=reviewer or scene.office.name, note=note(scene, made))


def _open(scene: Scene, made: Submission, path: str, head: str) -> None:
    subject = f"{EDIT}{made.id}"
    waiting = scene.uow.progress.get(scene.person_id, FORM, subject)
    if waiting is not None and not path:
        dialogs.resume(scene, waiting)
        return
    known = dialogs.facts(scene, SESSION_REPORT_OUTCOME, subject)
    begun = Progress.from_json(waiting.progress["p"]) if waiting is not None else _begun(scene, made)
    talk = Conversation(correction(made.code), begun, known)
    turn = _at(talk, path, head)
    if turn.progress is not None:
        scene.uow.progress.begin(
            scene.person_id, FORM, begun.run, {"p": turn.progress.to_json()}, chat_id=scene.caller.chat_id,
            now=scene.now, subject=subject,
        )  # fmt: skip
    for said in turn.says:
        scene.send(said)


def _at(talk: Conversation, path: str, head: str) -> Turn:
    """Ask the question of *path* under *head*; the check screen when there is no such question."""
    talk.put(misses=0, doubt=None, command=None)
    place = talk.walk.place(path) if path else None
    if place is None or not talk.walk.applies(place):
        return talk.check(head)
    talk.put(mode=Mode.CHANGING, current="")
    return talk.ask(place, head)


def _begun(scene: Scene, made: Submission) -> Progress:
    """Return a correction in which all is answered as it was sent; details left out are not asked for.

    Answers are taken as they are: what was reported in time is not refused today for being old.
    """
    dialog = correction(made.code)
    answers = {key: value for key, value in made.answers.items() if key in dialog.by_key}
    said = report_words.said(dialog, answers, report_words.facts(scene, [answers]))
    left_out = tuple(s.step.key for s in dialog.slots if s.step.optional and s.step.key not in answers)
    return Progress(
        secrets.token_hex(dialogs.RUN_BYTES), dialog.key, dialog.version, answers=answers, said=said, skipped=left_out
    )
