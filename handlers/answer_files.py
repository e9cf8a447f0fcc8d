"""Files that stand as answers: owed when the answer is taken, linked when they are here, told of when they are not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from content.message import Choice, Outbound
from content.sent_files import exported_name
from content.texts import sent_files as texts
from content.texts.files import NOT_FETCHED
from handlers.errors import NothingOpen
from storage.submission_files import FAILED, WAITING
from storage.tables import SubmissionFile
from storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from handlers.scene import Scene
    from handlers.turn import Taken

KIND = "fetch_answer"
"""The chore that brings a file, and keeps of it what may be kept."""

LONGEST_ID = 9  # digits of an id of ours
VERB = "sf"
"""Begins the token of the button under a file that could not be had."""


def owe(scene: Scene, run: str, taken: Taken) -> None:
    """Owe the bytes of an answer; nobody waits for them. The same file again is fetched once."""
    row = scene.uow.submission_files.expect(
        scene.person_id, run, taken.path, taken.value, kind=taken.kind, title=taken.name, now=scene.now
    )
    if row is None:
        return
    request = {"remote": taken.file.remote, "name": taken.file.name, "wanted": taken.kind, "row": row.id}
    scene.uow.chores.owe(KIND, request, now=scene.now, to=scene.inbound.address)


def ended(scene: Scene, payload: dict[str, Any]) -> None:
    """The end of the chore: link what was stored, or tell the person what to do.

    It takes effect whoever holds the chat by now; only its own person is told. What nobody waits for any more is
    left to the next sweep.
    """
    files = scene.uow.submission_files
    row = files.get(int(payload["request"].get("row", 0)))
    file_id = payload.get("file_id")
    if row is None or row.state != WAITING:
        files.outdate([file_id] if file_id is not None else [])
    elif file_id is not None:
        files.arrived(row, file_id)
    else:
        files.failed(row)
        if scene.caller.is_member and scene.caller.person_id == row.person_id:
            _tell(scene, row, str(payload.get("fault") or NOT_FETCHED))


def _tell(scene: Scene, row: SubmissionFile, fault: str) -> None:
    from handlers import dialogs  # noqa: PLC0415 (dialogs owe files: they import this one)

    if row.submission_id is not None:
        code = scene.uow.submissions.get(row.submission_id).code
        words = scene.text(texts.AGAIN_AFTER_SENDING, code=code, name=row.title, fault=fault)
        label = texts.SEND_AGAIN.format(thing=texts.THINGS[row.kind])
        again = Choice(label, f"{VERB}:{row.id}", texts.SEND_AGAIN_WORD.format(n=row.id))
        scene.send(Outbound(words, choices=(again,)))
        return
    for draft in scene.uow.progress.of(row.person_id):
        if draft.run == row.run:
            is_asked = dialogs.take_back(scene, draft, row.path, texts.AGAIN_NOW, name=row.title, fault=fault)
            if not is_asked:
                scene.say(texts.AGAIN_BEFORE_SENDING, name=row.title, fault=fault)


def failed_of(scene: Scene, number: str) -> SubmissionFile:
    """Return the speaker's own file that could not be had after sending. Raises NothingOpen for any other."""
    row = scene.uow.submission_files.get(int(number)) if number.isdecimal() and len(number) <= LONGEST_ID else None
    if row is None or row.person_id != scene.person_id or row.state != FAILED or row.submission_id is None:
        raise NothingOpen(scene.text(texts.NOT_YOURS))
    return row


def sweep(uow: UnitOfWork, now: datetime, tried_before: datetime) -> None:
    """Forget files of drafts, tries and withdrawn reports that are over."""
    days = int(uow.office.facts().setting("correction_days"))
    uow.submission_files.sweep(tried_before, now - timedelta(days=days))


def lines(scene: Scene, submission_id: int) -> list[tuple[str, str]]:
    """Return the files of a submission in words: the question, and whether it is here."""
    words = {"kept": texts.KEPT, WAITING: texts.WAITING, FAILED: texts.FAILED}
    found = scene.uow.submission_files.of([submission_id]).get(submission_id, [])
    return [(sent.title, words[sent.state].format(thing=texts.THINGS[sent.kind])) for sent in found]


def show(scene: Scene, submission_id: int, code: str) -> None:
    """Send the files of a submission that are here; whoever calls this has checked the right to it."""
    found = scene.uow.submission_files.of([submission_id]).get(submission_id, [])
    here = [sent for sent in found if sent.file_id is not None]
    if not here:
        scene.say(texts.NOTHING_TO_SEE, code=code)
    for sent in here:
        words = scene.text(texts.CAPTION, code=code, name=sent.title)
        ending = sent.file_name.rpartition(".")[2]
        name = exported_name(code, sent.path, ending)
        scene.send(Outbound(words, file=scene.uow.files.attachment(sent.file_id or 0, name), protect=True))
