"""The rules of what one sent oneself: how long it may be corrected, and what is in the way."""

from __future__ import annotations

from datetime import datetime, timedelta

from content import dates
from content.periods import month_of
from content.texts import my_reports as texts
from content.texts import report as words
from handlers import papers, reviewing
from handlers.errors import AlreadyDecided, NothingOpen
from handlers.office_forms import EDIT
from handlers.scene import Scene
from storage.tables import Submission


def editable_until(scene: Scene, made: Submission) -> datetime:
    """Return until when it may be corrected."""
    return made.submitted_at + timedelta(days=int(scene.office.setting("correction_days")))


def until(scene: Scene, at: datetime) -> str:
    """Return the end of a time in words: "09:00 ngày 23/11/2026"."""
    zone = scene.world.zone
    return texts.UNTIL.format(time=dates.time_written(at, zone), date=dates.written(dates.today(at, zone)))


def own(scene: Scene, submission_id: int, *, lock: bool = False) -> Submission:
    """Return what is the speaker's, or was sent by them for a colleague. Raises NothingOpen.

    *lock*: nobody decides on it meanwhile.
    """
    try:
        found = scene.uow.submissions.lock(submission_id) if lock else scene.uow.submissions.get(submission_id)
    except LookupError:
        found = None
    if found is None or scene.person_id not in reviewing.owners(found) or not papers.is_paper(found):
        raise NothingOpen(scene.text(texts.NOT_YOURS))
    return found


def is_editable(scene: Scene, made: Submission) -> bool:
    """Say whether it may be changed now: within the window, or while the office waits for it."""
    is_in_time = scene.now < editable_until(scene, made)
    return made.state == "returned" or (made.state != "withdrawn" and is_in_time)


def require_open(scene: Scene, made: Submission) -> None:
    """Raise AlreadyDecided when it was withdrawn, or is too old to be changed."""
    if made.state == "withdrawn":
        raise AlreadyDecided(withdrawn(scene, made))
    if not is_editable(scene, made):
        raise AlreadyDecided(locked(scene, made))


def withdrawn(scene: Scene, made: Submission) -> str:
    """Return that it was withdrawn, in words."""
    return scene.text(texts.WITHDRAWN if papers.is_session(made) else texts.PAPER_WITHDRAWN, **papers.names(made))


def locked(scene: Scene, made: Submission) -> str:
    """Return that the time for corrections is over, in words."""
    if not papers.is_session(made):
        days = scene.office.setting("correction_days")
        return scene.text(texts.PAPER_LOCKED, days=days, **papers.names(made))
    row = scene.uow.submissions.session_of(made.id)
    period = month_of(row.session_date if row else scene.today)
    return scene.text(words.LOCKED, period=period.label, **papers.names(made))


def drop_drafts(scene: Scene, made: Submission) -> None:
    """Forget what the speaker has begun to add to it or to correct of it."""
    for draft in scene.uow.progress.of(scene.person_id):
        if draft.subject == f"{EDIT}{made.id}" or draft.progress.get("made") == str(made.id):
            scene.uow.progress.drop(draft)


def drop_corrections_of_others(scene: Scene, made: Submission) -> None:
    """Forget what the other of two has begun to correct: sent later, it would bring back what was so before."""
    for person in {made.person_id, made.submitted_by} - {scene.person_id, None}:
        for draft in scene.uow.progress.of(int(person or 0)):
            if draft.subject == f"{EDIT}{made.id}":
                scene.uow.progress.drop(draft)
