"""How an answer is taken: an option chosen, words typed, several picks, a file; and what is said when it cannot be."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from content.dialog import (
    OTHER,
    Day,
    Doubt,
    Doubtful,
    File,
    Number,
    Option,
    Pick,
    PickMany,
    Place,
    Rank,
    Text,
    Unreadable,
)
from content.dialog.controls import UNPICK, Control, is_control
from content.dialog.picks import match
from content.dialog.questions import is_numbered, picked_at
from content.dialog.reviewing import listed_name
from content.dialog.spots import Spot
from content.message import Inbound
from content.texts import common, sent_files
from content.vietnamese import fold, strip_marks
from handlers.turn import Taken, Turn

if TYPE_CHECKING:
    from handlers.conversation import Conversation

_NUMBERS = re.compile(r"\d{1,3}(?:[\s,;.+&]+(?:va\s+)?\d{1,3})*", re.ASCII)
_DONE = re.compile(r"[\s,;.]+(?:xong|du|het)(?:\s+roi)?[\s.!]*$")
_PIECES = re.compile(r"\s*[,;\n]\s*")
_MISSES_BEFORE_HELP = 2


class Answering:
    """Takes an answer to the question of *place*."""

    def __init__(self, talk: Conversation, place: Place) -> None:
        self.talk, self.place, self.step = talk, place, talk.walk.step(place)

    def option(self, option: Option) -> Turn:
        """Take an option that was pressed, or named by its number or label."""
        if isinstance(self.step, PickMany):
            return self.toggle([option])
        talk = self.talk
        try:
            if isinstance(self.step, Day) and not option.value:
                self.step.read("", talk.facts)
            said = talk.keep(self.place, int(option.value) if isinstance(self.step, Number) else option.value)
        except Unreadable as wrong:  # "another day", or an option that is no more: nobody's mistake
            talk.put(doubt=None)
            talk.edits = False
            return talk.ask(self.place, wrong.reason)
        is_other = isinstance(self.step, Pick) and bool(self.step.other) and option.value == OTHER
        return self._ask_words() if is_other else talk.answered(self.place, said)

    def _ask_words(self) -> Turn:
        """Go on to the words of "something else"; those given before are shown and may stay."""
        beside = self._words()
        if beside is not None and beside.path in self.talk.answers and self.talk.walk.applies(beside):
            return self.talk.ask(beside)
        return self.talk.answered(self.place, "")

    def _words(self) -> Place | None:
        other = self.step.other if isinstance(self.step, Pick) else ""
        return self.talk.walk.beside(self.place, other) if other else None

    def toggle(self, options: list[Option]) -> Turn:
        """Add picks, or take back those marked so, and ask on; nothing is kept as the answer before "xong"."""
        talk = self.talk
        if not isinstance(self.step, PickMany):
            return talk.again("")
        picked = picked_at(talk.progress, self.place.path)
        for option in options:
            if option.value.startswith(UNPICK):
                picked = [v for v in picked if v != option.value.removeprefix(UNPICK)]
            else:
                picked = self.step.with_one_more(picked, option.value)
        talk.put(picks=talk.progress.picks | {self.place.path: picked}, misses=0, doubt=None)
        is_whole = self.step.is_whole(picked, talk.facts) and (len(options) == 1 or isinstance(self.step, Rank))
        return self.done() if is_whole else talk.ask(self.place)  # what stands alone needs no "xong"

    def done(self) -> Turn:
        """Keep what is picked as the answer."""
        talk = self.talk
        if not isinstance(self.step, PickMany):
            return talk.again("")
        talk.edits = False
        picked = picked_at(talk.progress, self.place.path)
        if not picked and self.step.optional:
            return talk.skip()
        try:
            said = talk.keep(self.place, picked)
        except Unreadable as wrong:
            return self.miss(wrong.reason)
        return talk.answered(self.place, said)

    def stays(self) -> Turn:
        """Keep the answer there is; a default becomes an answer by this."""
        talk, path = self.talk, self.place.path
        if path not in talk.walk.proposed:
            return talk.answered(self.place, "")
        try:
            return talk.answered(self.place, talk.keep(self.place, talk.answers[path]))
        except Unreadable as wrong:
            return self.miss(wrong.reason)

    def text(self, text: str) -> Turn:
        """Take what was typed."""
        talk, step = self.talk, self.step
        if isinstance(step, PickMany):
            return self._many(text)
        shown = tuple(o for o in talk.progress.shown if not is_control(o.value))
        option = talk.by_number(text) if is_numbered(step) else None
        option = option or match(text, shown)
        if option is not None and not isinstance(step, Number):
            return self.option(option)
        if self._is_wrong_number(text):
            return self._no_such(text[:9])
        return self._read(text)

    def _no_such(self, number: str) -> Turn:
        talk = self.talk
        most = len(talk.progress.shown) or len(self.step.options(talk.facts))  # none is shown below a doubt
        return self.miss(talk.text(common.no_such_number(most), n=number, most=most))

    def _is_wrong_number(self, text: str) -> bool:
        """Say whether a bare number names nothing on the list."""
        is_number = text.isascii() and text.isdigit()
        return is_number and isinstance(self.step, Pick) and match(text, self.step.options(self.talk.facts)) is None

    def _read(self, text: str) -> Turn:
        talk = self.talk
        try:
            return talk.answered(self.place, talk.keep(self.place, self.step.read(text, talk.facts)))
        except Unreadable as wrong:
            return self.miss(wrong.reason)
        except Doubtful as unsure:
            return self._unsure(unsure, text)

    def _unsure(self, unsure: Doubtful, text: str) -> Turn:
        """Ask what was meant, unless the words could not be kept in any case."""
        beside = self._words()
        if beside is not None:
            try:
                beside.slot.step.admit(text, self.talk.facts)
            except Unreadable as wrong:
                offered = self._offered(beside, text)
                return self.talk.doubt(offered) if offered is not None else self.miss(wrong.reason)
        return self.talk.doubt(unsure.doubt)

    def _offered(self, beside: Place, text: str) -> Doubt | None:
        """Return the general words that own words of a list may be replaced by; writing anew asks the list again."""
        if not isinstance(self.step, Pick) or not isinstance(beside.slot.step, Text):
            return None
        offered = beside.slot.step.offer(text, self.talk.facts, self.step.sets(OTHER))
        if offered is None:
            return None
        return replace(offered, ways=(offered.ways[0], replace(offered.ways[1], again=self.step.key)))

    def _many(self, text: str) -> Turn:
        talk = self.talk
        if fold(text) in common.DONE_WORDS:
            return self.done()
        whole = match(text, self.step.options(talk.facts))
        bare = text if whole else _DONE.sub("", strip_marks(text))
        is_done = not whole and bare != strip_marks(text)
        named = [whole] if whole else self._numbered(bare) or self._labelled(bare)
        if named is None:
            if _NUMBERS.fullmatch(bare):
                return self._no_such(bare)
            return self._read(text)
        controls = {o.value for o in named if is_control(o.value)}
        picks = [o for o in named if not is_control(o.value)]
        if controls - {Control.DONE} and (picks or len(controls) > 1):
            return self.miss(talk.text(common.CHOOSE))
        if not picks:
            return talk.control(Control(controls.pop()))
        turn = self.toggle(picks)
        return self.done() if is_done or controls else turn

    def _numbered(self, text: str) -> list[Option] | None:
        """Return the options that a row of numbers names: "1 3 4", "1, 3 và 4"; None when it is no such row."""
        if not _NUMBERS.fullmatch(text):
            return None
        found = [self.talk.by_number(number) for number in re.findall(r"\d+", text)]
        options = [option for option in found if option is not None]
        if len(options) < len(found):
            return None
        if len(options) == 1:
            return options
        return [Option(o.value.removeprefix(UNPICK), o.label) for o in options]  # a row adds, it takes nothing back

    def _labelled(self, text: str) -> list[Option] | None:
        """Return the options that labels with commas between them name; None when one of them is not known."""
        options = self.step.options(self.talk.facts)
        found = [match(piece, options) for piece in _PIECES.split(text) if fold(piece)]
        known = [option for option in found if option is not None]
        return known if known and len(known) == len(found) else None

    def file(self, heard: Inbound) -> Turn:
        """Take a file, where one was asked for."""
        talk = self.talk
        if heard.file is None or not isinstance(self.step, File):
            return talk.again(talk.text(common.NEED_TEXT))
        try:
            value = self.step.take(heard.file, talk.facts)
            talk.keep(self.place, value)
        except Unreadable as wrong:
            return self.miss(wrong.reason)
        if self.step.kept:
            name = listed_name(talk.walk, self.place)
            talk.taken.append(Taken(self.place.path, str(value), self.step.kept, name, heard.file))
            return talk.move_on(self.place, talk.text(sent_files.TAKEN, thing=sent_files.THINGS[self.step.kept]))
        talk.notes[self.place.path] = heard.file.name or heard.file.remote
        return talk.answered(self.place, talk.notes[self.place.path])

    def location(self, heard: Inbound) -> Turn:
        """Take a place on the map, where one was asked for."""
        talk = self.talk
        if not isinstance(self.step, Spot):
            return talk.again(talk.text(common.NEED_TEXT))
        try:
            value = self.step.kept(float(heard.payload["lat"]), float(heard.payload["lon"]), talk.facts)
            return talk.answered(self.place, talk.keep(self.place, value))
        except Unreadable as wrong:
            return self.miss(wrong.reason)

    def miss(self, reason: str) -> Turn:
        """Say what is wrong and ask again."""
        return miss(self.talk, reason)


def miss(talk: Conversation, reason: str) -> Turn:
    """Say what is wrong and ask again; the second time, offer to skip, or a person to call."""
    misses = talk.progress.misses + 1
    talk.put(misses=misses)
    talk.edits = False
    if misses < _MISSES_BEFORE_HELP:
        return talk.again(reason)
    place, contact = talk.place, talk.facts.contact
    ways = [common.NEXT_WAYS] if place is not None and talk.walk.step(place).optional else []
    ways.append(talk.text(common.HELP_CALL, contact=contact) if contact else talk.text(common.HELP_NO_CONTACT))
    return talk.again("\n".join((reason, *ways)))
