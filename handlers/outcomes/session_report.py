"""What a session report makes: a numbered Submission and its counted columns; sent once, amended afterwards."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from content import dates
from content.dialog import OTHER, Dialog, Known, Lookup, Option, Progress
from content.dialogs.session_report import SESSION_REPORT, PointDays, duplicate_key, own_words
from content.periods import month_of
from content.texts import my_reports as texts
from content.texts import report as words
from handlers import form_lists, office_forms, papers, reminder, reviewing
from handlers.errors import NothingOpen
from handlers.office_forms import EDIT
from handlers.outcome import Answers, Outcome
from handlers.own_papers import drop_drafts, editable_until, own, require_open, until
from handlers.scene import Scene
from storage.report_facts import Reportable
from storage.submissions import Session
from storage.tables import Submission

FORM = "session_report"
PREFIX = "BC"
FIRST = frozenset(slot.step.key for slot in SESSION_REPORT.slots if not slot.after)
PLACES_SHOWN, POINTS_MOST = 80, 60
NONE: form_lists.Rows = MappingProxyType({})


# ---- what the dialog asks


def _places(scene: Scene, subject: str) -> tuple[Option, ...]:
    """The person's unit and all below it; for the smallest units also those beside it in the same commune."""
    del subject
    unit_id = scene.caller.unit_id
    if unit_id is None:
        return ()
    facts, old = scene.uow.report_facts, scene.today - timedelta(days=int(scene.office.setting("report_max_age_days")))
    units = facts.places(unit_id, old, PLACES_SHOWN)
    own_unit = next((u for u in units if u[0] == unit_id), None)
    if own_unit is None:
        return ()
    rest = [u for u in units if u[0] != unit_id]
    _, _, parent = own_unit
    if not rest and parent is not None and parent != scene.office.unit_id:
        beside = facts.places(parent, old, PLACES_SHOWN)
        rest = [u for u in beside if u[0] not in (unit_id, parent) and u[2] == parent]
    return tuple(Option(str(id_), name) for id_, name, _ in (own_unit, *rest)[:PLACES_SHOWN])


def _reportable(scene: Scene) -> list[Reportable]:
    """All that a session of the days that may still be reported can have been about."""
    since = scene.today - timedelta(days=int(scene.office.setting("report_max_age_days")))
    return scene.uow.report_facts.points(
        since, scene.today, datetime.combine(since, time(), scene.world.zone), POINTS_MOST
    )


def _days(scene: Scene, point: Reportable) -> PointDays:
    gone = scene.world.today(point.withdrawn_at) if point.withdrawn_at is not None else None
    return PointDays(point.title, point.valid_from, point.valid_to, gone)


def _point_days(scene: Scene, subject: str) -> dict[str, PointDays]:
    del subject
    return {str(point.id): _days(scene, point) for point in _reportable(scene)}


def _points(scene: Scene, subject: str) -> tuple[Option, ...]:
    """The titles of what is, or was, in force on the day of the session, newest first; and what is answered already."""
    told: dict[str, Any] = {}
    if subject.startswith(EDIT):
        told = dict(own(scene, int(subject.removeprefix(EDIT))).answers)
    begun = (one for one in scene.uow.progress.of(scene.person_id) if one.subject == subject)
    draft = next((one for one in begun if office_forms.is_session(scene, one.dialog)), None)  # the latest goes first
    picked: set[str] = set(told.get("topics", ()))
    if draft is not None:
        progress = Progress.from_json(draft.progress["p"])
        told |= progress.answers
        picked |= {*told.get("topics", ()), *progress.picks.get("topics", ())}
    day = date.fromisoformat(str(told["session_date"])) if "session_date" in told else scene.today
    return tuple(
        Option(str(point.id), point.title)
        for point in _reportable(scene)
        if str(point.id) in picked or _days(scene, point).holds_on(day)
    )


def _last(scene: Scene) -> dict[str, Any]:
    return scene.uow.report_facts.latest(scene.person_id, FORM)


def _last_points(scene: Scene, subject: str) -> tuple[str, ...]:
    del subject
    return tuple(value for value in _last(scene).get("topics", ()) if value != OTHER)


def _duplicates(scene: Scene, subject: str) -> dict[str, str]:
    """What this person has reported of the days that may still be reported, without the one being corrected."""
    since = scene.today - timedelta(days=int(scene.office.setting("report_max_age_days")))
    found: dict[str, str] = {}
    for made in scene.uow.report_facts.sessions(scene.person_id, since):
        if subject == f"{EDIT}{made.id}":
            continue
        place = _own(made.answers, "place", "place_other")[0]
        for point in _own(made.answers, "topics", "topics_other"):
            found.setdefault(duplicate_key(made.answers["session_date"], place, point), made.code)
    return found


def _own(answers: Answers, key: str, other: str) -> list[str]:
    value = answers[key]
    values = value if isinstance(value, list) else [value]
    return [own_words(answers[other]) if v == OTHER and other in answers else v for v in values]


def _direct_only(scene: Scene, subject: str) -> frozenset[str]:
    del subject
    return frozenset(str(point.id) for point in _reportable(scene) if point.direct_only)


def _typical(scene: Scene, subject: str) -> int | None:
    del subject
    unit_id = scene.caller.unit_id
    return scene.uow.report_facts.typical_headcount(unit_id) if unit_id is not None else None


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
        made = scene.uow.submissions.add(
            FORM, scene.person_id, kept, scene.now, PREFIX, version_id=version, rows=rows
        )  # fmt: skip
        scene.uow.submissions.put_session(made, session(scene, kept))
        reminder.done(scene.uow, scene.world, scene.now, scene.person_id)
        scene.say(f"{words.SENT}\n{texts.RECORDED}\n{texts.NEXT}\n{texts.CALL}", **_receipt(scene, made))
    return str(made.id)


def _finished(scene: Scene, subject: str, answers: Answers) -> str:
    return keep(scene, subject, answers)


def _correct(scene: Scene, made: Submission, answers: dict[str, Any], rows: form_lists.Rows) -> None:
    before = made.answers
    scene.uow.submissions.amend(made, answers, by=scene.person_id, now=scene.now, rows=rows)
    scene.uow.submissions.put_session(made, session(scene, answers))
    scene.say(f"{words.EDITED}\n{texts.RECORDED}", **_receipt(scene, made))
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
    scene.uow.submissions.put_session(made, session(scene, joined))


def _shaped(scene: Scene, subject: str) -> Dialog:
    if not subject.startswith(EDIT):
        return SESSION_REPORT
    return papers.of(scene, own(scene, int(subject.removeprefix(EDIT)))).dialog


def session(scene: Scene, answers: Answers) -> Session:
    """Return what is counted of a report."""
    place = answers["place"]
    if place == OTHER:
        unit_id, name = scene.caller.unit_id or 0, str(answers["place_other"])
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
        "n": scene.uow.submissions.count_of(scene.person_id, month.since, month.until),
    }


SESSION_REPORT_OUTCOME = Outcome(
    dialog=SESSION_REPORT,
    finished=_finished,
    amended=_amended,
    lookups={Lookup.MY_PLACES: _places, Lookup.POINTS: _points},
    values={
        Known.LAST_PLACE: lambda scene, _: _last(scene).get("place"),
        Known.LAST_POINTS: _last_points,
        Known.TYPICAL: _typical,
        Known.MAX_AGE_DAYS: lambda scene, _: int(scene.office.setting("report_max_age_days")),
        Known.DUPLICATES: _duplicates,
        Known.POINT_DAYS: _point_days,
        Known.DIRECT_ONLY: _direct_only,
    },
    shaped=_shaped,
)
