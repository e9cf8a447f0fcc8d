"""What a line left open between several meanings, as questions that offer these meanings and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from content.dialog import Dialog, Doubt, Facts, PickMany, Step, Unreadable, Value, Way
from content.quick_report.sentence import InDoubt, Parsed
from content.texts import quick_report as texts
from content.texts.courtesy import fill


def choices_of(parsed: Parsed, dialog: Dialog, facts: Facts) -> dict[str, Doubt]:
    """Return by key the question that chooses among what was found; nothing for what no answer was found for.

    What of several topics is sure stays chosen whichever is taken for the unsure one.
    """
    found: dict[str, Doubt] = {}
    for key in dict.fromkeys(doubt.key for doubt in parsed.doubts):
        slot = dialog.by_key.get(key)
        if slot is None:
            continue
        mine = [doubt for doubt in parsed.doubts if doubt.key == key]
        ways = _ways(slot.step, mine, parsed.partly.get(key), facts)
        if ways:
            text = ", ".join(doubt.text for doubt in mine)
            ask = fill(texts.WHICH_OF, facts.courtesy, name=slot.step.name.lower(), text=text)
            found[key] = Doubt(f"{key}:{text}", ask, (*ways, Way(texts.NONE_OF_THESE, again=key)))
    return found


def _ways(step: Step, doubts: Iterable[InDoubt], sure: Value | None, facts: Facts) -> list[Way]:
    """Return a way for each value that may be kept at all: a day that has not come is none."""
    ways: dict[str, Way] = {}
    for guess in (guess for doubt in doubts for guess in doubt.guesses):
        value: Value = [str(guess)] if isinstance(step, PickMany) else guess
        try:
            step.admit(value, facts)
        except Unreadable:
            continue
        label = step.say(value, facts)
        if isinstance(value, list) and isinstance(sure, list):
            value = [*sure, *value]
        ways.setdefault(label, Way(label, {step.key: value}))
    return list(ways.values())
