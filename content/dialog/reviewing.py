"""The check-answers screen: every answer in a numbered line, in pages a phone can hold when a form is long."""

from __future__ import annotations

from dataclasses import replace

from content.dialog.controls import Control
from content.dialog.media import Beside
from content.dialog.picks import Pick
from content.dialog.places import Place
from content.dialog.progress import Mode, Progress
from content.dialog.questions import Asked, button_choices, heading, said_notes
from content.dialog.values import Option
from content.dialog.walk import Walk
from content.message import Outbound
from content.texts import common
from content.texts.courtesy import fill
from content.vietnamese import split_text

PAGE = 1_600  # characters of a page of lines: with its heading and choices it stays below 1,900
MOST_LISTED = 20  # lines that are offered as a list; of more, the number is typed


def lines(walk: Walk, progress: Progress) -> list[tuple[str, str, str]]:
    """Return (path, name, answer) of every line of the check screen. What "something else" is stands in its list's."""
    return [(path, " - ".join((*rounds, name)), said) for path, rounds, name, said in _lines(walk, progress)]


def _lines(walk: Walk, progress: Progress) -> list[tuple[str, tuple[str, ...], str, str]]:
    """Return the lines with the rounds in which they stand, the outermost first: "hoạt động 1", "câu hỏi 2"."""
    listed = []
    for place in walk.places(after=False):
        step, path = place.slot.step, place.path
        if place.slot.more or not step.asks or (step.key in walk.dialog.follow_ups):
            continue
        said = progress.said.get(path) or common.NOT_FILLED
        other = walk.beside(place, step.other) if isinstance(step, Pick) and step.other else None
        if isinstance(step, Pick) and other and walk.applies(other) and (words := progress.said.get(other.path)):
            said = words if said == step.other_label else said.replace(step.other_label, f"{step.other_label}: {words}")
        listed.append((path, _rounds(place), name_of(walk, place) or step.ask, said))
    return listed


def listed_name(walk: Walk, place: Place) -> str:
    """Return what stands before the answer of *place* in a list: its rounds, the outermost first, and its name."""
    return " - ".join((*_rounds(place), name_of(walk, place) or place.slot.step.ask))


def _rounds(place: Place) -> tuple[str, ...]:
    rounds = zip(place.slot.repeats, place.turns, strict=True)
    return tuple(f"{repeat.title or common.ROUND} {turn}" for repeat, turn in rounds)


def name_of(walk: Walk, place: Place) -> str:
    """Return what stands before the answer of *place* where answers are listed."""
    name = walk.step(place).name
    return fill(name, walk.facts.courtesy) if walk.dialog.is_form else name


def ask_check(walk: Walk, progress: Progress, head: str, beside: Beside) -> Asked:
    """Return the check-answers screen: numbers are its lines, sending takes its word; *beside* gathers its files."""
    facts, dialog = walk.facts, walk.dialog
    text = [head] if head else []
    text.extend(said_notes(walk, walk.notes_before(None), beside))
    text.append(fill(common.CHECK, facts.courtesy))
    above: tuple[str, ...] = ()
    for n, (_, rounds, name, said) in enumerate(_lines(walk, progress), 1):
        if rounds and rounds != above:
            text.append(common.CHECK_ROUND.format(rounds=" · ".join(rounds)))
        elif above and not rounds:
            text.append("")  # what follows belongs to none of them
        above = rounds
        text.append(common.CHECK_LINE.format(n=n, name=name, said=said))
    pages = _pages(text) if dialog.is_form else [text]
    deed = dialog.send[:1].lower() + dialog.send[1:]
    pages[-1].append(common.CHECK_HOW.format(word=dialog.send_word, deed=deed))
    shown = (
        Option(Control.SEND, dialog.send),
        Option(Control.EDIT, common.EDIT),
        *(() if dialog.saves else (Option(Control.DRAFT, common.SAVE_DRAFT),)),
        Option(Control.CANCEL, common.CANCEL),
    )
    send, *others = button_choices(progress, shown, numbered=False)
    choices = (replace(send, word=dialog.send_word, decisive=True), *others)
    head_line = heading(walk, None, Mode.CHECKING)
    *before, last = ["\n".join(page) for page in pages]
    sent = Outbound(last, "" if before else head_line, choices, numbered=False)
    return Asked(sent, shown, tuple(Outbound(page, "" if n else head_line) for n, page in enumerate(before)))


def _pages(text: list[str]) -> list[list[str]]:
    """Return the lines of *text* in pages; one that is longer than a page is cut where its sentences end."""
    pages: list[list[str]] = [[]]
    size = 0
    for line in text:
        for piece in [line] if len(line) <= PAGE else split_text(line, PAGE):
            if size + len(piece) > PAGE and pages[-1]:
                pages.append([])
                size = 0
            pages[-1].append(piece)
            size += len(piece) + 1
    return pages


def ask_which_line(walk: Walk, progress: Progress, head: str) -> Asked:
    """Return the question which line is to be changed."""
    listed = lines(walk, progress)
    back = Option(Control.BACK, common.BACK)
    text = [head] if head else []
    text.append(fill(common.WHICH_LINE, walk.facts.courtesy))
    above = heading(walk, None, Mode.CHOOSING)
    if walk.dialog.is_form and len(listed) > MOST_LISTED:
        text.append(common.WHICH_LINE_HOW.format(n=len(listed)))
        return Asked(
            Outbound("\n".join(text), above, button_choices(progress, (back,), numbered=False), numbered=False), (back,)
        )
    shown = (*(Option(path, f"{name}: {said}"[:60]) for path, name, said in listed), back)
    return Asked(Outbound("\n".join(text), above, button_choices(progress, shown, numbered=True)), shown)
