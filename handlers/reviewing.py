"""The office's review of what was sent: opened, accepted, returned, restored. Rights are checked here, every time."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from content import dates
from content.dialog import mark_of
from content.message import Choice, Outbound
from content.roles import May
from content.texts import corrections as texts
from content.texts import report as words
from content.texts import report_for as on_behalf_texts
from content.vietnamese import nfc_clean
from handlers import papers
from handlers.errors import AlreadyDecided, NothingOpen, Refused
from handlers.scene import Scene
from storage.reviews import WAITING
from storage.tables import Submission
from storage.tables.base import to_micros

RETURNABLE = (*WAITING, "accepted")


def named(scene: Scene, code: str) -> Submission:
    """Return the report of a typed code that the speaker may review. Raises NothingOpen, NotAllowed."""
    return _reviewable(scene, scene.uow.submissions.by_code("".join(code.split())))


def of_button(scene: Scene, number: str) -> Submission:
    """Return the report of a button's token, which is untrusted, as `named` does."""
    if not number.isdecimal():
        return _reviewable(scene, None)
    try:
        return _reviewable(scene, scene.uow.submissions.get(int(number)))
    except LookupError:
        return _reviewable(scene, None)


def _reviewable(scene: Scene, made: Submission | None) -> Submission:
    scene.require(May.REVIEW)
    if made is None or not papers.is_paper(made):
        raise NothingOpen(scene.text(texts.NO_SUCH))
    scene.require(May.REVIEW, unit_of(scene, made))
    return made


def unit_of(scene: Scene, made: Submission) -> int:
    """Return the unit for which a report counts, or whose person sent a form."""
    row = scene.uow.submissions.session_of(made.id)
    return row.unit_id if row is not None else scene.uow.people.get(made.person_id).unit_id


def writers(scene: Scene, made: Submission) -> set[int]:
    """Return whose report it is: none of them reviews it."""
    return set(owners(made)) | scene.uow.reviews.correctors(made)


def owners(made: Submission) -> tuple[int, ...]:
    """Return whom a report counts for, and who sent it instead: both correct it, and hear what is decided."""
    return (made.person_id,) if made.submitted_by is None else (made.person_id, made.submitted_by)


def _tell_owners(scene: Scene, made: Submission, said: Outbound, key: str) -> bool:
    heard = [scene.tell(one, said, dedup_key=f"{key}:{one}:{to_micros(scene.now)}") for one in owners(made)]
    return any(heard)


def objection(scene: Scene, made: Submission) -> list[str]:
    """Return the line that says whose the session is not, while the office has not decided on the report since."""
    if made.objected_at is None or (made.reviewed_at is not None and made.reviewed_at > made.objected_at):
        return []
    return [on_behalf_texts.LINE_OBJECTED.format(person=scene.uow.people.get(made.person_id).full_name)]


def state_of(made: Submission) -> str:
    """Return how it stands, in words."""
    if made.state == "withdrawn" and not papers.is_session(made):
        return texts.PAPER_WITHDRAWN
    return texts.STATES[made.state]


def seen(made: Submission) -> str:
    """Return a short name of a report as it is now: a decision on anything else is not taken."""
    at = to_micros(made.reviewed_at) if made.reviewed_at is not None else 0
    return mark_of(json.dumps([made.state, at, made.objected_at is not None, made.answers], sort_keys=True))


def accept(scene: Scene, number: str, mark: str) -> Submission:
    """Accept the report as it was seen, and tell its person if it had been returned.

    Raises NothingOpen, NotAllowed; Refused for an own report; AlreadyDecided when somebody was faster.
    """
    made = _to_decide(scene, number, WAITING, mark)
    before, is_asked = made.state, bool(objection(scene, made))
    scene.uow.reviews.accept(made, by=scene.person_id, now=scene.now)
    scene.note("accept_report", f"submission:{made.id}", {"state": before}, {"state": made.state})
    if before == "resubmitted" or is_asked:
        template = on_behalf_texts.ACCEPTED_ALL_THE_SAME if is_asked else texts.ACCEPTED_TO_OWNER
        told = Outbound(scene.text(template, **papers.names(made)))
        _tell_owners(scene, made, told, f"accepted:{made.id}")
    return made


def require_returnable(scene: Scene, number: str, mark: str) -> Submission:
    """Return the report, if the speaker may return it as they saw it. Raises as `accept` does."""
    return _to_decide(scene, number, RETURNABLE, mark)


def give_back(scene: Scene, number: str, mark: str, field: str, reason: str) -> tuple[Submission, bool]:
    """Return the report to its person, naming the answer and why; say whether they could be told.

    Raises as `accept` does. *reason* has passed the privacy gate.
    """
    made = _to_decide(scene, number, RETURNABLE, mark)
    before = made.state
    scene.uow.reviews.give_back(made, field, nfc_clean(reason), by=scene.person_id, now=scene.now)
    after = {"state": made.state, "field": field}  # the reason may quote words that their writer can have erased
    scene.note("return_report", f"submission:{made.id}", {"state": before}, after)
    due = scene.today + timedelta(days=int(scene.office.setting("correction_days")))
    name = papers.line_name(scene, papers.of(scene, made), field)
    note = texts.FIELD_NOTE.format(name=name, reason=made.returned_reason)
    told = Outbound(
        scene.text(words.RETURNED, note=note.rstrip("."), due=dates.written(due), **papers.names(made)),
        choices=(Choice(texts.FIX_NOW, f"repe:{made.id}", texts.FIX_WORD.format(code=made.code)),),
    )
    return made, _tell_owners(scene, made, told, f"returned:{made.id}")


def restore_until(scene: Scene, made: Submission) -> datetime:
    """Return until when a withdrawn report may be restored."""
    return (made.amended_at or made.submitted_at) + timedelta(days=int(scene.office.setting("correction_days")))


def restore(scene: Scene, made: Submission) -> Submission:
    """Let a withdrawn report count again, within the window from its withdrawal.

    *made* comes from `named` or `of_button`, which have checked the right. Raises Refused, AlreadyDecided.
    """
    made = scene.uow.submissions.lock(made.id)
    if made.state != "withdrawn":
        raise AlreadyDecided(scene.text(texts.NOT_WITHDRAWN, **papers.names(made)))
    _refuse_own(scene, made)
    if scene.now >= restore_until(scene, made):
        days = scene.office.setting("correction_days")
        raise AlreadyDecided(scene.text(texts.TOO_LATE, days=days, **papers.names(made)))
    scene.uow.reviews.restore(made)
    scene.note("restore_report", f"submission:{made.id}", {"state": "withdrawn"}, {"state": made.state})
    words_to_owner = texts.RESTORED_TO_OWNER if papers.is_session(made) else texts.PAPER_RESTORED_TO_OWNER
    told = Outbound(scene.text(words_to_owner, **papers.names(made)))
    _tell_owners(scene, made, told, f"restored:{made.id}")
    return made


def corrected(scene: Scene, made: Submission, before: papers.Answers) -> None:
    """A report that the office had decided on was sent again: it waits anew, and who decided is shown what changed."""
    if made.state not in ("returned", "accepted") or made.reviewed_by is None:
        return
    scene.note("resubmit_report", f"submission:{made.id}", {"state": made.state}, {"state": "resubmitted"})
    made.state, made.returned_field, made.returned_reason = "resubmitted", "", ""
    scene.uow.flush()
    person = scene.uow.people.get(made.person_id).full_name
    told = [
        scene.text(texts.AGAIN_TO_REVIEWER, person=person, **papers.names(made)),
        *change_lines(scene, before, made),
    ]
    choices = (opening(made),)
    key = f"resubmitted:{made.id}:{to_micros(scene.now)}"
    scene.tell(made.reviewed_by, Outbound("\n".join(told), choices=choices, numbered=False), dedup_key=key)
    scene.say(texts.SENT_AGAIN, **papers.names(made))


def opening(made: Submission) -> Choice:
    """Return the choice that opens it for the office."""
    label = texts.OPEN if papers.is_session(made) else texts.OPEN_PAPER
    return Choice(label, f"rv:{made.id}", texts.OPEN_WORD.format(code=made.code))


def change_lines(scene: Scene, before: papers.Answers, made: Submission) -> list[str]:
    """Return what a correction changed, side by side."""
    found = papers.changes(scene, papers.of(scene, made), before, made.answers)
    lines = [texts.CHANGE.format(name=name, before=was, after=now) for name, was, now in found]
    return lines or [texts.NO_CHANGES]


def _to_decide(scene: Scene, number: str, expected: tuple[str, ...], mark: str) -> Submission:
    made = scene.uow.submissions.lock(of_button(scene, number).id)
    _refuse_own(scene, made)
    if made.state not in expected:
        raise AlreadyDecided(_already(scene, made))
    if seen(made) != mark:
        raise AlreadyDecided(scene.text(texts.MEANWHILE, **papers.names(made)))
    return made


def _already(scene: Scene, made: Submission) -> str:
    by = ""
    if made.state in ("accepted", "returned") and made.reviewed_by is not None and made.reviewed_at is not None:
        zone = scene.world.zone
        by = texts.ALREADY_BY.format(
            person=scene.uow.people.get(made.reviewed_by).full_name, time=dates.time_written(made.reviewed_at, zone),
            date=dates.written(dates.today(made.reviewed_at, zone)),
        )  # fmt: skip
    return scene.text(texts.ALREADY, state=state_of(made), by=by, **papers.names(made))


def _refuse_own(scene: Scene, made: Submission) -> None:
    if scene.person_id in writers(scene, made):
        raise Refused(scene.text(texts.OWN, **papers.names(made)))
