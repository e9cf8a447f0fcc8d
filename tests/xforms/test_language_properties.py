"""Whenever the language of a form is changed, nothing but words changes."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from content.dialog import Progress
from content.xforms.compiling import compile_form
from content.xforms.definition import Definition, Field, Section, Words
from tests.handlers.talking import Talk
from tests.xforms.test_engine_properties import Maker, judge, move, moves

LANGUAGES = ("default", "English (en)", "Tày (tyz)")


def translated(definition: Definition, chance: random.Random) -> Definition:
    """Return the form in three languages, each of which lacks some texts."""

    def words(said: Words) -> Words:
        more = {name: [f"{name}: ", *said["default"]] for name in LANGUAGES[1:] if said and chance.random() < 0.7}
        return {**said, **more}

    def item(one: Field | Section) -> Field | Section:
        if isinstance(one, Section):
            return replace(one, label=words(one.label), items=tuple(map(item, one.items)))
        return replace(one, label=words(one.label))

    choices = {
        name: tuple(replace(choice, label=words(choice.label)) for choice in listed)
        for name, listed in definition.choices.items()
    }
    return replace(definition, items=tuple(map(item, definition.items)), choices=choices, languages=LANGUAGES)


def bare(progress: Progress) -> dict[str, Any]:
    """Return what is kept but for words."""
    kept = progress.to_json()
    for name in ("said", "shown", "doubt", "known", "language", "misses"):
        kept.pop(name, None)
    return {**kept, "doubts": progress.doubt.key if progress.doubt else "", "shown": [o.value for o in progress.shown]}


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9), st.lists(st.tuples(moves, st.integers(0, 6)), max_size=35))
def test_a_change_of_language_changes_words_alone(seed: int, sequence: list[tuple[tuple[str, Any], int]]) -> None:
    """Of two who answer alike, one changes the language again and again: both keep, and are asked, the same, always."""
    definition = translated(Maker(random.Random(seed)).whole(), random.Random(seed))
    dialog = compile_form(definition)
    steady, restless = Talk(dialog), Talk(dialog)
    steady.say("1")
    restless.say("2")
    for step, turn in sequence:
        if restless.turn.set_aside:
            pass  # what is put aside hears nothing until it is opened again
        elif turn < len(LANGUAGES):
            restless.say("đổi tiếng", str(turn + 1))
        elif turn == len(LANGUAGES):
            restless.say("đổi tiếng", "quay lại")
        move(steady, step)
        move(restless, step)
        for talk in (steady, restless):  # its button is one of those that are pressed by chance
            if talk.turn.progress is not None and talk.progress.asks_language:
                talk.say("quay lại")
        assert [one.answers for one in restless.finished] == [one.answers for one in steady.finished]
        if steady.turn.progress is None:
            assert restless.turn.progress is None
            return
        assert bare(restless.progress) == bare(steady.progress)
        judge(definition, restless.dialog, restless.progress)
