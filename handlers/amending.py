"""What was sent, opened again by its person: at its check screen, or at the very question the office asks about."""

from __future__ import annotations

import secrets

from content.dialog import Known, Mode, Progress, spoken_in
from content.dialog.reopening import reopened
from content.dialog.settling import settle_all
from content.dialogs.correction import LATE_REQUEST
from content.message import Outbound
from content.texts import corrections as texts
from content.texts.courtesy import fill
from handlers import dialogs, papers
from handlers.conversation import Conversation
from handlers.office_forms import EDIT
from handlers.own_papers import is_editable, locked, require_open
from handlers.papers import Paper
from handlers.scene import Scene
from handlers.turn import Turn
from storage.tables import Submission


def open_paper(scene: Scene, made: Submission) -> None:
    """Open what the speaker sent to be corrected; what the office asks for first; too late, ask for it in words.

    A correction that was begun goes on. Raises AlreadyDecided for what was withdrawn.
    """
    if made.state == "returned":
        _open(scene, papers.of(scene, made), made.returned_field)
    elif is_editable(scene, made):
        _open(scene, papers.of(scene, made), "")
    elif made.state == "withdrawn":
        require_open(scene, made)
    else:
        scene.send(Outbound(locked(scene, made)))
        dialogs.start(scene, LATE_REQUEST.key, str(made.id))


def note(scene: Scene, paper: Paper) -> str:
    """Return what is to be mended and why: "Người nghe - Xin xem lại số người"."""
    made = paper.made
    name = papers.line_name(scene, paper, made.returned_field)
    return texts.FIELD_NOTE.format(name=name, reason=made.returned_reason)


def _asked(scene: Scene, paper: Paper) -> str:
    by = paper.made.reviewed_by
    reviewer = scene.uow.people.get(by).full_name if by is not None else ""
    said = note(scene, paper)
    return fill(texts.WHAT_TO_DO, scene.office.courtesy, reviewer=reviewer or scene.office.name, note=said)


def _open(scene: Scene, paper: Paper, path: str) -> None:
    made, subject = paper.made, f"{EDIT}{paper.made.id}"
    waiting = scene.uow.progress.get(scene.person_id, paper.key, subject)
    if waiting is not None and not path:
        dialogs.resume(scene, waiting)
        return
    begun = Progress.from_json(waiting.progress["p"]) if waiting is not None else _begun(scene, paper)
    talk = Conversation(paper.dialog, begun, dialogs.facts(scene, paper.outcome, subject))
    languages = paper.dialog.languages
    if languages is not None:
        language = begun.language or languages.known(str(talk.facts.value(Known.LANGUAGE) or ""))
        talk.put(language=language)
        talk.turn_to(spoken_in(paper.dialog, language))
    elif paper.dialog.is_form:
        talk.after_settling(settle_all(talk.walk))
    turn = _at(talk, path, _asked(scene, paper) if made.state == "returned" else "")
    if turn.progress is not None:
        scene.uow.progress.begin(
            scene.person_id, paper.key, begun.run, {"p": turn.progress.to_json()}, chat_id=scene.caller.chat_id,
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


def _begun(scene: Scene, paper: Paper) -> Progress:
    """Return a correction in which all is answered as it was sent."""
    answers = paper.made.answers
    run = secrets.token_hex(dialogs.RUN_BYTES)
    return reopened(paper.dialog, run, paper.by_path(answers), papers.facts(scene, paper, [answers]))
