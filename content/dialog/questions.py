"""How a question looks: one message, its list kept as the person will see it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from content.dialog.controls import UNPICK, WORDS, Control, is_control
from content.dialog.dialog import Dialog
from content.dialog.languages import label_of
from content.dialog.media import Beside, named
from content.dialog.moments import Clock, Moment
from content.dialog.picks import Pick, PickMany, Rank
from content.dialog.places import Place
from content.dialog.progress import Mode, Progress
from content.dialog.sent_file import File
from content.dialog.spots import Spot
from content.dialog.steps import Day, Number, Step, Text
from content.dialog.values import Facts, Option, mark_of, quoted
from content.dialog.walk import Walk
from content.message import Choice, Outbound
from content.texts import common
from content.texts.courtesy import fill

ANSWER = "a:"
"""Begins the token of a button under a question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question ready to go, and what its numbers mean."""

    said: Outbound
    shown: tuple[Option, ...]
    before: tuple[Outbound, ...] = ()  # pages that go ahead of it


def reference(progress: Progress) -> str:
    """Return the short name of what is being asked now; tokens of anything else are stale.

    The check screen is named by what it shows: an old one cannot send what its reader did not see.
    """
    if progress.command is not None:
        return mark_of(f"{progress.current}!{progress.command[0]}")
    if progress.asks_language:
        return mark_of(progress.current + Control.LANGUAGE)
    if progress.doubt is not None:
        return mark_of(progress.current + json.dumps(progress.doubt.to_json()))
    if progress.mode in (Mode.CHECKING, Mode.CHOOSING):
        return mark_of(progress.mode + json.dumps(progress.said, sort_keys=True))
    return mark_of(progress.current)


def button_choices(progress: Progress, shown: Iterable[Option], *, numbered: bool) -> tuple[Choice, ...]:
    """Return the buttons; a token is `a:<run>:<question>:<answer>`, at most 64 bytes of ASCII."""
    start = f"{ANSWER}{progress.run}:{reference(progress)}:"
    made = []
    for option in shown:
        control = Control(option.value) if is_control(option.value) else None
        word = WORDS.get(control, "") if control else ("" if numbered else option.label)
        made.append(Choice(option.label, start + option.mark, word))
    return tuple(made)


def ask_question(  # noqa: PLR0913 (where, how far, what goes with it)
    walk: Walk, place: Place, progress: Progress, head: str, beside: Beside, *, edits: bool = False
) -> Asked:
    """Return the question of *place*, below *head* (what was noted, what was wrong); *beside* gathers its files."""
    step, facts = walk.step(place), walk.facts
    text = [head] if head else []
    text.append(fill(step.ask, facts.courtesy))
    has_answer = place.path in walk.answers
    picked = picked_at(progress, place.path) if isinstance(step, PickMany) else []
    if picked:
        text.append(fill(common.PICKED_SO_FAR, facts.courtesy, said=step.say(list(picked), facts)))
    elif has_answer:
        text.append(fill(common.NOW, facts.courtesy, said=progress.said.get(place.path, "").rstrip(".")))
    text.extend(_hints(step, facts))
    listed = _listed(step, picked, facts)
    text.extend(filter(None, (named([*beside.take(step.media), *beside.take_of(listed)]),)))
    shown = (*listed, *_controls(walk, place, progress, has_answer=has_answer))
    numbered = is_numbered(step)
    choices = button_choices(progress, shown, numbered=numbered)
    key = f"{progress.run}.{reference(progress)}"
    said = Outbound(
        "\n".join(text), heading=heading(walk, place, progress.mode), choices=choices, numbered=numbered, key=key,
        replaces=key if edits else "",
    )  # fmt: skip
    return Asked(said, shown)


def said_notes(walk: Walk, notes: list[Place], beside: Beside) -> list[str]:
    """Return the words of *notes*; *beside* gathers their files."""
    said: list[str] = []
    for step in map(walk.step, notes):
        said += filter(None, (fill(step.ask, walk.facts.courtesy), named(beside.take(step.media))))
    return said


def is_numbered(step: Step) -> bool:
    """Say whether a question's choices are answered by 1, 2, 3; where numbers are answers, they are not."""
    return not isinstance(step, Number | File | Text | Clock | Moment | Spot) or (
        isinstance(step, Text) and bool(step.quick)
    )


def picked_at(progress: Progress, path: str) -> list[str]:
    """Return what is picked so far at a PickMany: since it was asked, or when it was answered."""
    if path in progress.picks:
        return list(progress.picks[path])
    answer = progress.answers.get(path)
    return list(answer) if isinstance(answer, list) else []


def _listed(step: Step, picked: list[str], facts: Facts) -> tuple[Option, ...]:
    if isinstance(step, PickMany):
        return tuple(
            replace(o, value=UNPICK + o.value, label=common.PICKED.format(label=o.label)) if o.value in picked else o
            for o in step.listed(facts)
        )
    if isinstance(step, Pick):
        listed = step.listed(facts)
        if step.first is not None and listed and listed[0].value == facts.value(step.first):
            return (replace(listed[0], label=common.LAST_TIME.format(label=listed[0].label)), *listed[1:])
        return listed
    options = step.options(facts)
    if isinstance(step, Day) and step.guard is not None:  # a day that the form would refuse is not offered
        return tuple(option for option in options if not option.value or not step.guard(option.value))
    return options


def _hints(step: Step, facts: Facts) -> list[str]:
    hints = [fill(step.hint, facts.courtesy)] if step.hint else []
    if isinstance(step, PickMany) and not step.hint:
        hints.append(common.HINT_RANK if isinstance(step, Rank) else common.HINT_MANY)
    if isinstance(step, Pick) and step.show and (left := len(step.options(facts)) - len(step.listed(facts))):
        hints.append(common.HINT_MORE_OPTIONS.format(n=left))
    return hints


def _controls(walk: Walk, place: Place, progress: Progress, *, has_answer: bool) -> list[Option]:
    step = walk.step(place)
    controls = []
    if isinstance(step, PickMany) and (step.show or picked_at(progress, place.path)):
        controls.append(Option(Control.DONE, common.DONE))
    elif has_answer:
        controls.append(Option(Control.KEEP, common.KEEP))
    if step.optional:
        controls.append(Option(Control.SKIP, common.SKIP))
    if progress.mode is Mode.AFTER:
        controls.append(Option(Control.ENOUGH, common.ENOUGH))
    elif progress.mode is Mode.CHANGING or walk.previous(place) is not None:
        controls.append(Option(Control.BACK, common.BACK))
    elif walk.dialog.languages is not None and progress.mode is Mode.ASKING:  # the first question, with room for it
        controls.append(Option(Control.LANGUAGE, common.LANGUAGE))
    return controls


def heading(walk: Walk, place: Place | None, mode: Mode) -> str:
    """Return "Báo cáo buổi · 3/7"."""
    title = walk.dialog.title
    if mode in (Mode.CHECKING, Mode.CHOOSING):
        n, total = walk.number(None, after=False)
        return common.HEADING.format(title=title, n=n, total=total)
    if place is None:
        return title
    n, total = walk.number(place, after=place.slot.after)
    line = (common.HEADING_AFTER if place.slot.after else common.HEADING).format(title=title, n=n, total=total)
    for repeat, turn in zip(place.slot.repeats, place.turns, strict=True):
        line = common.HEADING_PART.format(heading=line, part=repeat.title or common.ROUND, i=turn)
    return line


def ask_offer(walk: Walk, progress: Progress, head: str) -> Asked:
    """Return the question whether to add details to what was sent."""
    shown = (Option(Control.ADD, common.ADD_DETAILS), Option(Control.ENOUGH, common.LATER))
    ask = fill(common.OFFER_MORE, walk.facts.courtesy, title=in_sentence(walk.dialog))
    text = "\n".join(filter(None, (head, ask)))
    return Asked(Outbound(text, walk.dialog.title, button_choices(progress, shown, numbered=True)), shown)


def ask_doubt(walk: Walk, place: Place | None, progress: Progress, head: str) -> Asked:
    """Return the pending Doubt as a question."""
    doubt = progress.doubt
    if doubt is None:
        raise ValueError("nothing is in doubt")
    shown = tuple(Option(str(n), way.label) for n, way in enumerate(doubt.ways, 1))
    text = "\n".join(filter(None, (head, doubt.ask)))
    choices = button_choices(progress, shown, numbered=True)
    return Asked(Outbound(text, heading(walk, place, progress.mode), choices), shown)


def ask_command_or_answer(progress: Progress) -> Asked:
    """Return the question whether a command word, or (without a title) a whole report, was meant as an answer."""
    word, title = progress.command or ("", "")
    if not title:
        shown = (Option(Control.OPEN, common.REPORT_FIRST), Option(Control.ANSWER, common.IS_ANSWER))
        text = common.ASK_REPORT.format(word=quoted(word))
        return Asked(Outbound(text, choices=button_choices(progress, shown, numbered=True)), shown)
    text = common.ASK_COMMAND.format(word=word, title=title)
    opens = common.OPEN_COMMAND.format(title=title[:1].lower() + title[1:])
    shown = (Option(Control.ANSWER, common.AS_ANSWER), Option(Control.OPEN, opens))
    return Asked(Outbound(text, choices=button_choices(progress, shown, numbered=True)), shown)


def ask_language(walk: Walk, progress: Progress, head: str) -> Asked:
    """Return the question in which language a form is to be asked; the question beneath keeps its own list."""
    languages = walk.dialog.languages
    names = languages.names if languages is not None else ()
    shown = tuple(Option(name, label_of(name)) for name in names)
    now = fill(common.LANGUAGE_NOW, walk.facts.courtesy, language=label_of(progress.language))
    lines = (head, fill(common.ASK_LANGUAGE, walk.facts.courtesy), now if progress.language else "")
    choices = button_choices(progress, shown, numbered=True)
    return Asked(Outbound("\n".join(filter(None, lines)), walk.dialog.title, choices), shown)


def in_sentence(dialog: Dialog) -> str:
    """Return the dialog's title as it stands inside a sentence."""
    return dialog.title[:1].lower() + dialog.title[1:]
