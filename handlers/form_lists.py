"""Lists that an office's form may ask from: units, points in force, colleagues; and what it may know of its filler."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from handlers.dialogs import Lazy
from handlers.scene import Scene
from storage.people import People

Row = dict[str, str]
Source = Callable[[Scene, str], list[Row]]
MOST_UNITS, MOST_POINTS, MOST_PEOPLE = 400, 100, 400


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


SOURCES: dict[str, Source] = {"units": _units, "points": _points, "people": _people, "planned_sessions": _planned}


def lists(scene: Scene, subject: str) -> Lazy:
    """Return the lists by instance name, each asked of storage only when a question reads it."""
    return Lazy(SOURCES, scene, subject)


def properties(scene: Scene, subject: str) -> dict[str, Any]:
    """Return what a form may know of who fills it in: the name in the roster, nothing of a device."""
    del subject
    return {"username": scene.caller.full_name}
