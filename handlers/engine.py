"""The engine of guided conversations: begins, resumes and advances a Dialog. Pure: no clock, chance or I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from content.dialog import (
    CHECK,
    Dialog,
    Doubt,
    Facts,
    File,
    Known,
    Mode,
    Pick,
    Progress,
    Text,
    Unreadable,
    Value,
    label_of,
    place_in,
    spoken_in,
)
from content.dialog.picks import match
from content.dialog.questions import ask_command_or_answer
from content.dialog.settling import settle_all, settle_moving
from content.dialog.spots import Spot
from content.message import Inbound
from content.texts import common
from content.texts.courtesy import fill
from handlers.conversation import Conversation
from handlers.speaking import Speaking
from handlers.turn import Amended, Finished, Turn

__all__ = [
    "Amended",
    "Finished",
    "Turn",
    "advance",
    "ask_command",
    "begin",
    "resume",
    "stays_aside",
    "take_back",
    "wants_file",
    "wants_place",
]


def begin(
    dialog: Dialog, run: str, facts: Facts, prefill: Mapping[str, Value] | None = None,
    unsure: Mapping[str, Doubt] | None = None,
) -> Turn:  # fmt: skip
    """Begin a run of *dialog* and ask its first open question.

    *run* names it in button tokens: short, base36, never used before. *prefill* are answers known already, by
    path; they are read back, and those that may not be kept are left out and asked. *unsure* are questions, by path,
    that are asked in place of the plain ones.
    """
    languages = dialog.languages
    language = languages.known(str(facts.value(Known.LANGUAGE) or "")) if languages is not None else ""
    dialog = spoken_in(dialog, language)
    begun = Progress(run, dialog.key, dialog.version, language=language, unsure=dict(unsure or {}))
    talk = Conversation(dialog, begun, facts)
    talk.after_settling(settle_all(talk.walk))
    head = [fill(dialog.intro, facts.courtesy)] if dialog.intro else []
    if languages is not None and language not in ("", languages.names[0]):  # the usual one needs no words
        head.append(fill(common.IN_LANGUAGE, facts.courtesy, language=label_of(language)))
    noted = []
    for path, value in (prefill or {}).items():
        place = talk.walk.place(path)
        if place is None:
            continue
        try:
            noted.append(talk.keep(place, value))
        except Unreadable as wrong:
            head.append(wrong.reason)
    if noted:
        head.append(common.NOTED.format(said="; ".join(noted)))
    elif dialog.intro:
        head.append(common.HINT_CONTROLS)
    turn = talk.move_on(None, "\n".join(head))
    if languages is None or language or prefill:  # what is half done already is not held up
        return turn
    return Speaking(talk).ask()


def resume(dialog: Dialog, progress: Progress, facts: Facts) -> Turn:
    """Say where a run stands and ask the same question again, with lists as they are now."""
    talk = Conversation(spoken_in(dialog, progress.language), progress.but(command=None, misses=0), facts)
    talk.after_settling(settle_all(talk.walk))
    talk.resumes = True
    title = dialog.title[:1].lower() + dialog.title[1:]
    if progress.is_sent:
        return talk.again(fill(common.STANDS_AFTER, facts.courtesy, title=dialog.title))
    if progress.current == CHECK:
        return talk.again(fill(common.STANDS_AT_CHECK, facts.courtesy, title=title))
    n, total = talk.walk.number(talk.place, after=False)
    return talk.again(fill(common.STANDS_AT, facts.courtesy, title=title, n=n, total=total))


def advance(dialog: Dialog, progress: Progress, heard: Inbound, facts: Facts) -> Turn:
    """Take one thing heard and return what follows. Whatever cannot be understood changes nothing but `misses`."""
    talk = Conversation(spoken_in(dialog, progress.language), progress, facts)
    talk.after_settling(settle_all(talk.walk) if talk.is_strange else settle_moving(talk.walk))
    talk.changed.clear()  # what the clock changed is nobody's amendment
    turn = talk.hear(heard)
    return replace(turn, taken=tuple(talk.taken)) if talk.taken else turn


def take_back(dialog: Dialog, progress: Progress, path: str, why: str, facts: Facts) -> Turn:
    """Drop the answer of *path*, which turned out to be none. It is asked again before sending.

    Nobody is interrupted: only at the check screen, where nothing else is asked, it comes at once, below *why*.
    """
    talk = Conversation(spoken_in(dialog, progress.language), progress, facts)
    place = talk.walk.place(path)
    if place is None or path not in talk.answers:
        return Turn(progress)
    talk.after_settling(settle_all(talk.walk))
    talk.take_back(place)
    return talk.move_on(None, why) if talk.progress.mode is Mode.CHECKING else Turn(talk.progress)


def ask_command(progress: Progress, word: str, title: str) -> Turn:
    """A command word was the whole message: ask whether it is the answer, or is to be opened (chat rule 6).

    *word* is as it was typed; a *title* of "" says that it is a whole report. Where no such word can be
    an answer (after sending, at the check screen, at the choice of a language) it opens at once.
    """
    if progress.is_sent or progress.asks_language or progress.mode in (Mode.CHECKING, Mode.CHOOSING):
        return Turn(progress, open_command=word, set_aside=True)
    pending = progress.but(command=(word, title))
    return Turn(pending, (ask_command_or_answer(pending).said,))  # the question's own list stays what it was


def wants_file(dialog: Dialog, progress: Progress) -> bool:
    """Say whether the open question is answered by a file."""
    place = place_in(dialog, progress.current)
    return place is not None and isinstance(place.slot.step, File) and progress.mode is not Mode.CHOOSING


def wants_place(dialog: Dialog, progress: Progress) -> bool:
    """Say whether the open question is answered by a place on the map."""
    place = place_in(dialog, progress.current)
    return place is not None and isinstance(place.slot.step, Spot) and progress.mode is not Mode.CHOOSING


def stays_aside(dialog: Dialog, progress: Progress, text: str) -> bool:
    """Say whether *text* cannot be meant for the open question: it came after sending and asks no words."""
    place = place_in(dialog, progress.current)
    step = place.slot.step if place is not None else None
    wants_words = isinstance(step, Text) or (isinstance(step, Pick) and bool(step.other))
    return progress.is_sent and progress.doubt is None and not wants_words and match(text, progress.shown) is None
