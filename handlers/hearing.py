"""What was heard in a guided conversation: a press, a number, a control, or an answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.dialog import OFFER, Doubtful, File, Mode, Option, PickMany, Unreadable, Way, mark_of
from content.dialog.controls import Control, heard_control, is_control
from content.dialog.picks import match
from content.dialog.questions import ask_command_or_answer, reference
from content.dialog.reviewing import lines
from content.message import Heard, Inbound
from content.texts import common
from content.vietnamese import fold, is_no, is_yes, nfc_clean
from handlers.answering import Answering, miss
from handlers.speaking import Speaking
from handlers.turn import Turn

if TYPE_CHECKING:
    from content.dialog import Doubt, Place
    from handlers.conversation import Conversation

_LINE = re.compile(r"(?:(?:sua|doi)(?: dong)? |dong )?(\d{1,4})", re.ASCII)
_EDIT = re.compile(r"^(?:sua|doi) ")


class Hearing:
    """Reads one thing heard and makes the move it stands for."""

    def __init__(self, talk: Conversation) -> None:
        self.talk = talk

    def take(self, heard: Inbound) -> Turn:
        """Make the move."""
        talk, place = self.talk, self.talk.place
        match heard.kind:
            case Heard.PRESS:
                return self._press(heard.token)
            case Heard.TEXT if text := nfc_clean(heard.text):
                return self._text(text)
            case _ if talk.progress.asks_language:
                return talk.again(talk.text(common.CHOOSE))
            case Heard.FILE if place is not None:
                return Answering(talk, place).file(heard)
            case Heard.OTHER if heard.file is not None and place is not None and isinstance(place.slot.step, File):
                return Answering(talk, place).file(heard)
            case Heard.OTHER if place is not None and "lat" in heard.payload:
                return Answering(talk, place).location(heard)
            case _:
                wants_file = place is not None and isinstance(place.slot.step, File)
                return talk.again(talk.text(common.NEED_FILE if wants_file else common.NEED_TEXT))

    def _press(self, token: str) -> Turn:
        """Take a button of what is being asked now; any other has no effect, for ever."""
        talk, parts = self.talk, token.split(":")
        if len(parts) == 4 and parts[1] == talk.progress.run:  # noqa: PLR2004 (a:<run>:<question>:<answer>)
            _, _, question, answer = parts
            if question == reference(talk.progress):
                if talk.progress.command is not None:
                    return self._command(answer == mark_of(Control.OPEN))
                if talk.progress.asks_language:
                    return Speaking(talk).press(answer)
                option = next((o for o in talk.progress.shown if o.mark == answer), None)
                if option is not None:
                    return self._chosen(option)
            place = talk.place
            if place is not None and question == reference(
                talk.progress.but(doubt=None, command=None, asks_language=False)
            ):
                # The question itself, while a doubt about it is pending, or with a list that has changed since.
                option = next((o for o in talk.walk.step(place).options(talk.facts) if o.mark == answer), None)
                if option is not None:
                    talk.put(doubt=None, command=None, asks_language=False)
                    return Answering(talk, place).option(option)
        talk.edits = False
        return talk.again(common.BUTTON_OLD)

    def _text(self, text: str) -> Turn:
        talk, shown = self.talk, self.talk.progress.shown
        if talk.progress.command is not None:
            asked = ask_command_or_answer(talk.progress).shown
            option = next((o for n, o in enumerate(asked, 1) if text == str(n)), None) or match(text, asked)
            if option is not None:
                return self._command(option.value == Control.OPEN)
            talk.put(command=None)  # neither: it is another answer
        if (turn := Speaking(talk).text(text)) is not None:
            return turn
        control = heard_control(text, frozenset(o.value for o in shown))
        if control is None and talk.progress.mode is Mode.CHECKING and fold(text) == fold(talk.dialog.send_word):
            control = Control.SEND
        if control is not None:
            return self.control(control)
        return self._answer(text)

    def _chosen(self, option: Option) -> Turn:
        """Take a choice of the list that was shown, whatever the list was of."""
        talk = self.talk
        if talk.progress.doubt is not None:
            return self._way(talk.progress.doubt, talk.progress.doubt.ways[int(option.value) - 1])
        if is_control(option.value):
            return self.control(Control(option.value))
        if talk.progress.mode is Mode.CHOOSING:
            return talk.change_at(option.value) or talk.again("")
        place = talk.place
        return Answering(talk, place).option(option) if place is not None else talk.again("")

    def _command(self, opens: bool) -> Turn:  # noqa: FBT001 (the two ways out)
        """Open what a command word names, or take the word as the answer."""
        talk = self.talk
        word = talk.progress.command[0] if talk.progress.command else ""
        if opens:
            return talk.open_instead(word)
        talk.put(command=None)
        return self._answer(word)

    def _answer(self, text: str) -> Turn:
        """Take *text* as an answer to what is being asked, not as a control."""
        talk = self.talk
        place = talk.place
        if talk.progress.doubt is not None:
            return self._doubtful(place, talk.progress.doubt, text)
        if talk.progress.mode is Mode.CHECKING:
            return self._at_check(text)
        if talk.progress.mode is Mode.CHOOSING or talk.progress.current == OFFER:
            return self._at_list(text)
        if place is None:
            return talk.move_on(None, "")
        option = talk.by_number(text) if talk.is_numbered else None
        if option is not None and is_control(option.value):
            return self.control(Control(option.value))
        return Answering(talk, place).text(text)

    def _at_check(self, text: str) -> Turn:
        """Numbers are lines of the check screen; only a word sends."""
        talk, key = self.talk, fold(text)
        if found := _LINE.fullmatch(key):
            count = len(lines(talk.walk, talk.progress))
            return talk.change(int(found[1])) or talk.again(talk.text(common.WHICH_LINE_BAD, n=count))
        if is_yes(text):
            return self.control(Control.SEND)
        bare = _EDIT.sub("", key)
        named = [path for path, name, _ in lines(talk.walk, talk.progress) if fold(name) == bare]
        if len(named) == 1:
            return talk.change_at(named[0]) or talk.again("")
        return miss(talk, talk.text(common.CHECK_BAD))

    def _at_list(self, text: str) -> Turn:
        talk = self.talk
        if talk.progress.mode is Mode.CHOOSING and len(talk.progress.shown) == 1 and (n := _LINE.fullmatch(fold(text))):
            count = len(lines(talk.walk, talk.progress))
            return talk.change(int(n[1])) or talk.again(talk.text(common.WHICH_LINE_BAD, n=count))
        option = talk.by_number(text) or match(text, talk.progress.shown)
        if option is None and talk.progress.current == OFFER and (is_yes(text) or is_no(text)):
            option = talk.progress.shown[0 if is_yes(text) else 1]
        return self._chosen(option) if option is not None else miss(talk, talk.text(common.CHOOSE))

    def _doubtful(self, place: Place | None, doubt: Doubt, text: str) -> Turn:
        """Take a way out of a doubt, or another answer instead."""
        talk = self.talk
        option = talk.by_number(text) or match(text, talk.progress.shown)
        if option is None and len(doubt.ways) == 2 and (is_yes(text) or is_no(text)):  # noqa: PLR2004 (yes and no)
            option = talk.progress.shown[0 if is_yes(text) else 1]
        if option is not None:
            return self._chosen(option)
        if place is None or isinstance(place.slot.step, PickMany) or not self._is_answer(place, doubt, text):
            return miss(talk, talk.text(common.CHOOSE))
        talk.put(doubt=None, shown=())
        return Answering(talk, place).text(text)

    def _is_answer(self, place: Place, doubt: Doubt, text: str) -> bool:
        """Say whether *text* may answer the question again; where a check doubts, only what is clearly an answer."""
        if not self._is_check(doubt):
            return True
        try:
            self.talk.walk.step(place).read(text, self.talk.facts)
        except (Unreadable, Doubtful):
            return False
        return True

    def _is_check(self, doubt: Doubt) -> bool:
        return any(doubt.key.startswith(f"{check.name}|") for check in self.talk.dialog.checks)

    def _way(self, doubt: Doubt, way: Way) -> Turn:
        talk, place = self.talk, self.talk.place
        if place is None:
            return talk.move_on(None, "")
        talk.put(doubt=None)
        if way.again:
            return talk.ask(talk.walk.beside(place, way.again) or place)
        if self._is_check(doubt):
            talk.put(settled=(*talk.progress.settled, doubt.key))
        return talk.apply(place, way)

    def control(self, control: Control) -> Turn:
        """Do what a control stands for."""
        talk = self.talk
        place = talk.place
        match control:
            case Control.HELP:
                return talk.help()
            case Control.SEND if talk.progress.mode is Mode.CHECKING:
                return talk.send()
            case Control.DRAFT if talk.progress.mode is Mode.CHECKING and talk.dialog.saves:
                return talk.send()
            case Control.EDIT if talk.progress.mode is Mode.CHECKING:
                return talk.which_line()
            case Control.DONE if place is not None:
                return Answering(talk, place).done()
            case Control.KEEP if place is not None and place.path in talk.answers:
                return Answering(talk, place).stays()
            case Control.ADD if talk.progress.current == OFFER:
                return talk.add_details()
        plain = {
            Control.BACK: talk.back, Control.SKIP: talk.skip, Control.CANCEL: talk.cancel,
            Control.DRAFT: talk.set_aside, Control.ENOUGH: talk.enough,
            Control.LANGUAGE: Speaking(talk).ask,
        }  # fmt: skip
        return plain[control]() if control in plain else talk.again("")
