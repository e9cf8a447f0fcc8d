"""What was sent, opened again: all answers as they are, each in its place, nothing asked that was left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from content.dialog.dialog import Dialog
from content.dialog.places import Place, Turns, parted
from content.dialog.progress import Progress
from content.dialog.reviewing import lines as check_lines
from content.dialog.reviewing import name_of
from content.dialog.values import NO, YES, Facts
from content.dialog.walk import Walk

Line = tuple[str, str, str]  # path, name, answer


def reopened(dialog: Dialog, run: str, answers: Mapping[str, Any], facts: Facts) -> Progress:
    """Return a run of *dialog* in which all is answered as it was sent.

    Answers are taken as they are: what was right when it was sent is not refused today. What the dialog does not
    ask is left to the caller. A question that was left out is not asked again; one that opens anew is.
    """
    bare = Walk(dialog, {}, facts)
    kept = {path: value for path, value in answers.items() if bare.place(path) is not None}
    kept |= _rounds(dialog, kept)
    walk = Walk(dialog, kept, facts, run=run)
    said = {}
    for path, value in kept.items():
        place = walk.place(path)
        if place is not None and place.slot.step.asks:
            said[path] = walk.step(place).say(value, facts)
    empty = (place for place in walk.places(after=False) if place.slot.step.asks and place.path not in kept)
    left_out = tuple(place.path for place in empty if walk.step(place).optional)
    return Progress(run, dialog.key, dialog.version, answers=kept, said=said, skipped=left_out)


def lines_of(dialog: Dialog, answers: Mapping[str, Any], facts: Facts) -> list[Line]:
    """Return every line of the check screen of *answers*, then each answer that no line has room for any more."""
    progress = reopened(dialog, "", answers, facts)
    walk = Walk(dialog, progress.answers, facts)
    listed = check_lines(walk, progress)
    shown = {path for path, _, _ in listed}
    for path, words in progress.said.items():
        place = walk.place(path)
        is_listed = place is None or place.slot.more or place.slot.step.key in dialog.follow_ups
        if place is not None and not is_listed and path not in shown:
            listed.append((path, name_of(walk, place) or place.slot.step.ask, words))
    return listed


def line_name(dialog: Dialog, path: str, answers: Mapping[str, Any], facts: Facts) -> str:
    """Return what the answer of *path* is called among *answers*; empty for a question that is no more."""
    return next((name for at, name, _ in lines_of(dialog, answers, facts) if at == path), "")


def _rounds(dialog: Dialog, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return what was said to "one more?", which is not kept with what was sent: the answers tell."""
    most: dict[tuple[str, Turns], int] = {}
    for path in answers:
        plain, turns = parted(path)
        for depth, repeat in enumerate(dialog.by_path[plain].repeats):
            around = (repeat.key, turns[:depth])
            most[around] = max(most.get(around, 1), turns[depth])
    said = {}
    for slot in dialog.slots:
        if not slot.more or slot.repeats[-1].count is not None:
            continue
        outer: list[Turns] = [()]
        for repeat in slot.repeats[:-1]:
            outer = [(*turns, n) for turns in outer for n in range(1, most.get((repeat.key, turns), 1) + 1)]
        for turns in outer:
            last = most.get((slot.repeats[-1].key, turns), 1)
            for n in range(1, last + 1):
                said[Place(slot, (*turns, n)).path] = (YES if n < last else NO).value
    return said
