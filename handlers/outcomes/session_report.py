"""What a session report makes: a numbered Submission and its counted columns; sent once, amended afterwards."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Any

from content import dates
from content.dialog import OTHER, Dialog
from content.dialogs.report_for import for_colleague
from content.dialogs.session_report import SESSION_REPORT
from content.periods import month_of
from content.texts import my_reports as texts
from content.texts import report as words
from content.texts import report_for as for_others
from handlers import form_lists, on_behalf, papers, reminder, reviewing
from handlers.errors import NothingOpen
from handlers.office_forms import EDIT
from handlers.outcome import Answers, Outcome
from handlers.outcomes.session_facts import LOOKUPS, VALUES
from handlers.own_papers import drop_corrections_of_others, drop_drafts, editable_until, own, require_open, until
from handlers.report_subjects import FOR, FORM, reporter_of, unit_of
from handlers.scene import Scene
from storage.submissions import Session
from storage.tables import Submission

PREFIX = "BC"
FIRST = frozenset(slot.step.key for slot in SESSION_REPORT.slots if not slot.after)
NONE: form_lists.Rows = MappingProxyType({})


# ---- what it makes


def keep(scene: Scene, subject: str, answers: Answers, version: int | None = None, rows: form_lists.Rows = NONE) -> str:
    """Keep the report, or correct the one it is about; say the receipt.

    *answers* are by the columns they fill, *version* is that of the office's own form which asked them, and *rows*
    are those of its lists that they name.
    """
    kept = dict(answers)
    same_as = kept.pop("same_as", None)
    if subject.startswith(EDIT):
        made = own(scene, int(subject.removeprefix(EDIT)), lock=True)
        require_open(scene, made)
        besides = papers.of(scene, made).besides(made.answers)
        _correct(scene, made, {**besides, **kept}, rows)  # what its questions do not ask stays as it was
    elif same_as:
        known = scene.uow.submissions.by_code(str(same_as))
        if known is None:
            raise NothingOpen(scene.text(texts.NOT_YOURS))
        made = own(scene, known.id, lock=True)
        require_open(scene, made)
        drop_drafts(scene, made)  # a correction of what it said before
        if version is not None:
            made.form_version_id = max(version, made.form_version_id or 0)
        _correct(scene, made, _joined(made.answers, kept), form_lists.joined(made.rows_chosen, rows))
        scene.say(texts.ADDED, **papers.names(made))
    else:
        made = _sent(scene, reporter_of(scene, subject), kept, version, rows)
    return str(made.id)


def _finished(scene: Scene, subject: str, answers: Answers) -> str:
    return keep(scene, subject, answers)


def _sent(
    scene: Scene, reporter: int, answers: dict[str, Any], version: int | None, rows: form_lists.Rows
) -> Submission:
    by = None if reporter == scene.person_id else scene.person_id
    if by is not None:
        on_behalf.require(scene, reporter)  # what was allowed when it was begun
    made = scene.uow.submissions.add(
        FORM, reporter, answers, scene.now, PREFIX, by=by, version_id=version, rows=rows
    )  # fmt: skip
    scene.uow.submissions.put_session(made, session(scene, answers, reporter))
    reminder.done(scene.uow, scene.world, scene.now, reporter)
    receipt = _receipt(scene, made)
    first = words.SENT if by is None else for_others.SENT
    scene.say(f"{first}\n{texts.RECORDED}\n{texts.NEXT}\n{texts.CALL}", **receipt)
    if by is not None:
        on_behalf.sent(scene, made, str(receipt["topics"]))
    return made


def _correct(scene: Scene, made: Submission, answers: dict[str, Any], rows: form_lists.Rows) -> None:
    before = made.answers
    scene.uow.submissions.amend(made, answers, by=scene.person_id, now=scene.now, rows=rows)
    scene.uow.submissions.put_session(made, session(scene, answers, made.person_id))
    scene.say(f"{words.EDITED}\n{texts.RECORDED}", **_receipt(scene, made))
    if made.submitted_by is not None:
        on_behalf.note(scene, "correct_report", made)
        on_behalf.tell_other(scene, made, for_others.OTHER_SIDE_MENDED, reviewing.change_lines(scene, before, made))
    drop_corrections_of_others(scene, made)
    reviewing.corrected(scene, made, before)


def _joined(before: Answers, now: dict[str, Any]) -> dict[str, Any]:
    """Return what both say of one session: the newer answer, and the topics of both."""
    topics = list(dict.fromkeys([*before["topics"], *now["topics"]]))
    topics.sort(key=lambda value: value == OTHER)  # own words stand last, as in the list
    return {**before, **now, "topics": topics}


def _amended(scene: Scene, subject: str, answers: Answers) -> None:
    """Keep details added after sending; only what takes an answer's place leaves a revision."""
    made = own(scene, int(subject), lock=True)
    require_open(scene, made)
    joined = {**made.answers, **{key: value for key, value in answers.items() if key not in FIRST}}
    if any(joined.get(key) != value for key, value in made.answers.items()):
        scene.uow.submissions.amend(made, joined, by=scene.person_id, now=scene.now)
    else:
        made.answers, made.amended_at = joined, scene.now
        scene.uow.flush()
    scene.uow.submissions.put_session(made, session(scene, joined, made.person_id))


def _shaped(scene: Scene, subject: str) -> Dialog:
    if subject.startswith(FOR):
        return for_colleague(on_behalf.name_of(scene, reporter_of(scene, subject)))
    if not subject.startswith(EDIT):
        return SESSION_REPORT
    return papers.of(scene, own(scene, int(subject.removeprefix(EDIT)))).dialog


def session(scene: Scene, answers: Answers, reporter: int) -> Session:
    """Return what is counted of a report of the person *reporter*."""
    place = answers["place"]
    if place == OTHER:
        unit_id, name = unit_of(scene, reporter) or 0, str(answers["place_other"])
    else:
        unit_id = int(place)
        name = scene.uow.units.get(unit_id).name
    points: list[tuple[int | None, str]] = []
    for value in answers["topics"]:
        if value == OTHER:
            points.append((None, str(answers.get("topics_other", texts.OTHER_TOPIC))))
        else:
            points.append((int(value), scene.uow.documents.get(int(value)).title))
    minutes = answers.get("duration")
    return Session(
        on=date.fromisoformat(str(answers["session_date"])), unit_id=unit_id, place=name, form=str(answers["form"]),
        headcount=int(answers["headcount"]), minutes=int(minutes) if minutes is not None else None,
        points=tuple(points),
    )  # fmt: skip


def _receipt(scene: Scene, made: Submission) -> dict[str, object]:
    row = scene.uow.submissions.session_of(made.id)
    if row is None:
        raise LookupError(made.id)
    month, zone = month_of(scene.today), scene.world.zone
    points = scene.uow.submissions.points_of(made.id)
    return {
        **papers.names(made),
        "time": dates.time_written(scene.now, zone),
        "date": dates.written(scene.today),
        "count": row.headcount,
        "edit_until": until(scene, editable_until(scene, made)),
        "date_text": dates.short(row.session_date, scene.today),
        "place": row.place,
        "form": words.FORMS.get(row.form, row.form),
        "topics": "; ".join(point.title for point in points),
        "person": on_behalf.name_of(scene, made.person_id),
        "n": scene.uow.submissions.count_of(made.person_id, month.since, month.until),
    }


SESSION_REPORT_OUTCOME = Outcome(
    dialog=SESSION_REPORT,
    finished=_finished,
    amended=_amended,
    lookups=LOOKUPS,
    values=VALUES,
    shaped=_shaped,
)
