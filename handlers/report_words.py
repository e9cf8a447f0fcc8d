"""A session report in words, whoever reads it: the lines of its check screen, and what a correction changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from content.dialog import OTHER, Dialog, Facts, Lookup, Option, Progress, Walk
from content.dialog.reviewing import lines as check_lines
from content.dialogs.correction import correction
from content.texts import common
from handlers.scene import Scene

Answers = Mapping[str, Any]
Line = tuple[str, str, str]  # path, name, answer


def facts(scene: Scene, told: Iterable[Answers]) -> Facts:
    """Return what it takes to say *told*: names of the very places and points in them, of today or long past."""
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


def said(dialog: Dialog, answers: Answers, known: Facts) -> dict[str, str]:
    """Return each answer of *dialog* as it reads, by path."""
    return {key: dialog.by_key[key].step.say(value, known) for key, value in answers.items() if key in dialog.by_key}


def lines(answers: Answers, known: Facts) -> list[Line]:
    """Return every line of a report as its check screen numbers them; what was not answered is said so."""
    dialog = correction("")
    kept = {key: value for key, value in answers.items() if key in dialog.by_key}
    progress = Progress("", dialog.key, dialog.version, answers=kept, said=said(dialog, kept, known))
    return check_lines(Walk(dialog, kept, known), progress)


def filled(answers: Answers, known: Facts) -> list[Line]:
    """Return the lines that have an answer."""
    return [line for line in lines(answers, known) if line[2] != common.NOT_FILLED]


def changes(scene: Scene, before: Answers, after: Answers) -> list[tuple[str, str, str]]:
    """Return (name, before, after) of every line that reads otherwise now."""
    known = facts(scene, (before, after))
    was = {path: said for path, _, said in lines(before, known)}
    return [
        (name, was.get(path, common.NOT_FILLED), said)
        for path, name, said in lines(after, known)
        if was.get(path, common.NOT_FILLED) != said
    ]


def line_name(path: str) -> str:
    """Return what the answer of *path* is called; empty for a question that is no more."""
    slot = correction("").by_key.get(path)
    return slot.step.name if slot is not None else ""
