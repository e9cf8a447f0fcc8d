"""Names of what session reports are about: places and points, of today or long past."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from content.dialog import OTHER, Facts, Lookup, Option
from handlers.scene import Scene

Answers = Mapping[str, Any]


def facts(scene: Scene, told: Iterable[Answers]) -> Facts:
    """Return what it takes to say *told*: names of the very places and points in them."""
    places: set[int] = set()
    points: set[int] = set()
    for answers in told:
        places |= _ids([answers.get("place")])
        topics = answers.get("topics")
        points |= _ids(topics if isinstance(topics, list) else [])
    named = scene.uow.units.names(places)
    return Facts(
        today=scene.today, now=scene.local_now, courtesy=scene.office.courtesy,
        lookups={
            Lookup.MY_PLACES: tuple(Option(str(unit), name) for unit, name in named.items()),
            Lookup.POINTS: tuple(Option(str(id_), title) for id_, title in _titles(scene, points)),
        },
    )  # fmt: skip


def _ids(values: Iterable[object]) -> set[int]:
    return {int(value) for value in map(str, values) if value != OTHER and value.isascii() and value.isdigit()}


def _titles(scene: Scene, points: set[int]) -> Iterable[tuple[int, str]]:
    for point in sorted(points):
        try:
            yield point, scene.uow.documents.get(point).title
        except LookupError:
            continue
