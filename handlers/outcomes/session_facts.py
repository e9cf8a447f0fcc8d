"""What the questions of a session report may know: places, points, what was reported before, what is usual."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from content.dialog import OTHER, Known, Lookup, Option, Progress
from content.dialogs.session_report import PointDays, Told, duplicate_key, own_words
from handlers import office_forms
from handlers.office_forms import EDIT
from handlers.outcome import Answers
from handlers.reminders.report_due import asked_now
from handlers.report_subjects import FORM, reporter_of, unit_of
from handlers.scene import Scene
from storage.report_facts import Reportable

PLACES_SHOWN, POINTS_MOST = 80, 60


def _places(scene: Scene, subject: str) -> tuple[Option, ...]:
    """The person's unit and all below it; for the smallest units also those beside it in the same commune."""
    unit_id = unit_of(scene, reporter_of(scene, subject))
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
        told = dict(scene.uow.submissions.get(int(subject.removeprefix(EDIT))).answers)
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


def _last(scene: Scene, subject: str) -> dict[str, Any]:
    return scene.uow.report_facts.latest(reporter_of(scene, subject), FORM)


def _last_points(scene: Scene, subject: str) -> tuple[str, ...]:
    return tuple(value for value in _last(scene, subject).get("topics", ()) if value != OTHER)


def _duplicates(scene: Scene, subject: str) -> dict[str, Told]:
    """What was reported of the days that may still be reported, without the one being corrected.

    For a colleague both are looked at: what counts for the colleague, and for the speaker.
    """
    since = scene.today - timedelta(days=int(scene.office.setting("report_max_age_days")))
    reporter = reporter_of(scene, subject)
    found: dict[str, Told] = {}
    for person in dict.fromkeys((reporter, scene.person_id)):
        name = "" if person == reporter else scene.uow.people.get(person).full_name
        for made in scene.uow.report_facts.sessions(person, since):
            if subject == f"{EDIT}{made.id}":
                continue
            place = _own(made.answers, "place", "place_other")[0]
            told = Told(made.code, name, may_add=scene.person_id in (person, made.submitted_by))
            for point in _own(made.answers, "topics", "topics_other"):
                found.setdefault(duplicate_key(made.answers["session_date"], place, point), told)
    return found


def _own(answers: Answers, key: str, other: str) -> list[str]:
    value = answers[key]
    values = value if isinstance(value, list) else [value]
    return [own_words(answers[other]) if v == OTHER and other in answers else v for v in values]


def _direct_only(scene: Scene, subject: str) -> frozenset[str]:
    del subject
    return frozenset(str(point.id) for point in _reportable(scene) if point.direct_only)


def _typical(scene: Scene, subject: str) -> int | None:
    unit_id = unit_of(scene, reporter_of(scene, subject))
    return scene.uow.report_facts.typical_headcount(unit_id) if unit_id is not None else None


def _asked_since(scene: Scene, subject: str) -> date:
    """The first day of the month that is asked for; a correction is not asked about a month reported in its time."""
    since = asked_now(scene.office, scene.today).period.since
    if not subject.startswith(EDIT):
        return since
    row = scene.uow.submissions.session_of(int(subject.removeprefix(EDIT)))
    return since if row is None else min(since, row.session_date.replace(day=1))


LOOKUPS: Mapping[str, Callable[[Scene, str], tuple[Option, ...]]] = {
    Lookup.MY_PLACES: _places,
    Lookup.POINTS: _points,
}
VALUES: Mapping[str, Callable[[Scene, str], Any]] = {
    Known.LAST_PLACE: lambda scene, subject: _last(scene, subject).get("place"),
    Known.LAST_POINTS: _last_points,
    Known.TYPICAL: _typical,
    Known.MAX_AGE_DAYS: lambda scene, _: int(scene.office.setting("report_max_age_days")),
    Known.ASKED_SINCE: _asked_since,
    Known.DUPLICATES: _duplicates,
    Known.POINT_DAYS: _point_days,
    Known.DIRECT_ONLY: _direct_only,
}
