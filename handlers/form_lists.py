"""Lists that an office's form may ask from: units, points in force, colleagues; and what it may know of its filler.

Names change. So the rows that somebody chose are kept with what they sent, as they were then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, time
from typing import Any

from content.dialog import Lookup
from content.exporting import general
from content.xforms.keeping import from_json
from content.xforms.listing import from_outside
from handlers.dialogs import Lazy
from handlers.office_forms import EDIT, TEST
from handlers.scene import Scene
from storage.people import People
from storage.unit_of_work import UnitOfWork

Row = dict[str, str]
Rows = Mapping[str, list[Row]]  # by list
Asked = Mapping[str, tuple[str, str, str]]  # by path of the question: the list, its columns of value and label
Source = Callable[[Scene, str], list[Row]]
MOST_UNITS, MOST_POINTS, MOST_PEOPLE = 400, 100, 400
UNITS, POINTS, PEOPLE = "units", "points", "people"
SESSION_LISTS = {UNITS: Lookup.MY_PLACES, POINTS: Lookup.POINTS}
"""What the session report's own questions ask from, by list."""


def _units(scene: Scene, subject: str) -> list[Row]:
    """The filler's unit and all below it: name (its number), label, code of the unit above."""
    del subject
    if scene.caller.unit_id is None:
        return []
    places = scene.uow.report_facts.places(scene.caller.unit_id, scene.today, MOST_UNITS)
    return [{"name": str(id_), "label": name, "parent": str(parent or "")} for id_, name, parent in places]


def _points(scene: Scene, subject: str) -> list[Row]:
    """The talking points in force today, newest first."""
    del subject
    moment = datetime.combine(scene.today, time(), scene.world.zone)
    points = scene.uow.report_facts.points(scene.today, scene.today, moment, MOST_POINTS)
    return [{"name": str(point.id), "label": point.title} for point in points if point.withdrawn_at is None]


def _people(scene: Scene, subject: str) -> list[Row]:
    """The colleagues of the filler's unit and below: the office's own staff, never an audience."""
    del subject
    if scene.caller.unit_id is None:
        return []
    people: People = scene.uow.people
    labels = people.labels([scene.caller.unit_id])[:MOST_PEOPLE]
    return [{"name": str(id_), "label": label} for id_, label in labels]


def _planned(scene: Scene, subject: str) -> list[Row]:
    """Sessions that are planned: none are kept yet, so a form that asks for one offers no choice."""
    del scene, subject
    return []


SOURCES: dict[str, Source] = {UNITS: _units, POINTS: _points, PEOPLE: _people, "planned_sessions": _planned}


def lists(scene: Scene, subject: str, sources: Mapping[str, Source] = SOURCES) -> Lazy:
    """Return the lists by instance name, each asked of storage only when a question reads it.

    Whoever corrects what they sent finds in them what they chose then, too.
    """
    return Lazy({name: _with_chosen(name, source) for name, source in sources.items()}, scene, subject)


def _with_chosen(name: str, source: Source) -> Source:
    def rows(scene: Scene, subject: str) -> list[Row]:
        now = source(scene, subject)
        if not subject.startswith(EDIT):
            return now
        there = {row["name"] for row in now}
        return [*now, *(row for row in kept(scene, subject).get(name, ()) if row["name"] not in there)]

    return rows


def kept(scene: Scene, subject: str) -> Rows:
    """Return the rows that were chosen in what *subject* corrects; none for what is new."""
    if not subject.startswith(EDIT):
        return {}
    rows: Rows = scene.uow.submissions.get(int(subject.removeprefix(EDIT))).rows_chosen
    return rows


def properties(scene: Scene, subject: str) -> dict[str, Any]:
    """Return what a form may know of who fills it in: the name in the roster, nothing of a device."""
    del subject
    return {"username": scene.caller.full_name}


# ---- what was chosen


def chosen(scene: Scene, asked: Asked, offered: Mapping[str, Any], answers: Mapping[str, Any], before: Rows) -> Rows:
    """Return *before* with the rows that *answers* name, as they are *offered* now, each with its code."""
    found: dict[str, dict[str, Row]] = {name: {row["name"]: row for row in rows} for name, rows in before.items()}
    fresh: dict[str, dict[str, Row]] = {}
    for name, column, _, value in _picked(asked, answers):
        known = found.setdefault(name, {})
        if any(row.get(column) == value for row in known.values()):
            continue
        for row in offered.get(name) or ():
            if row.get(column) == value:
                known[row["name"]] = fresh.setdefault(name, {})[row["name"]] = dict(row)
    for name, rows in fresh.items():
        codes = _codes(scene, name, [int(number) for number in rows if number.isascii() and number.isdigit()])
        for number, row in rows.items():
            if codes.get(number):
                row["code"] = codes[number]
    return {name: list(rows.values()) for name, rows in found.items() if rows}


def joined(before: Rows, now: Rows) -> Rows:
    """Return the rows of both; of one that is in both the older words hold."""
    names = dict.fromkeys((*before, *now))
    rows = {name: {row["name"]: row for row in (*now.get(name, ()), *before.get(name, ()))} for name in names}
    return {name: list(known.values()) for name, known in rows.items()}


def _codes(scene: Scene, name: str, ids: list[int]) -> dict[str, str]:
    uow = scene.uow
    if name == UNITS:
        return {str(id_): code for id_, code in uow.units.codes(ids).items()}
    if name == PEOPLE:
        return {str(id_): code for id_, code in uow.people.codes(ids).items()}
    if name == POINTS:
        return {str(id_): uow.documents.get(id_).number for id_ in ids}
    return {}


def asked_of(uow: UnitOfWork, code: str) -> dict[str, tuple[str, str, str]]:
    """Return what all versions of the form called *code* ask from lists; of two that differ the newer one holds."""
    found: dict[str, tuple[str, str, str]] = {}
    for version in uow.forms.versions(code):
        found = {**from_outside(from_json(version.definition)), **found}
    return found


def forms_that_ask(uow: UnitOfWork, listed: str) -> set[str]:
    """Return the codes under which answers from a list are kept."""
    found = set()
    for definition in map(from_json, uow.forms.definitions()):
        if any(name == listed for name, _, _ in from_outside(definition).values()):
            found |= {definition.form_id, f"{definition.form_id}:{TEST}"}
    return found


def called(asked: Asked, rows: Rows, answers: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Return what chosen values were called, and their codes, each by "path=value" without rounds."""
    labels, codes = {}, {}
    for name, column, path, value in _picked(asked, answers):
        row = next((one for one in rows.get(name, ()) if one.get(column) == value), None)
        if row is None:
            continue
        labels[f"{path}={value}"] = row.get(asked[path][2]) or value
        codes[f"{path}={value}"] = row.get("code") or value
    return labels, codes


def _picked(asked: Asked, answers: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Yield list, column, path without rounds, and value of all that was picked from lists."""
    for path, answer in answers.items():
        plain = general(path)[0]
        if plain in asked:
            values: Iterable[Any] = answer if isinstance(answer, list) else [answer]
            for value in values:
                yield asked[plain][0], asked[plain][1], plain, str(value)
