"""In which language a form is asked: the question about it, which may come at any moment and loses no answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.dialog import Option, label_of, spoken_in
from content.dialog.controls import Control, heard_control
from content.dialog.questions import ask_language
from content.texts import common
from content.vietnamese import fold
from handlers.answering import miss
from handlers.turn import Turn

if TYPE_CHECKING:
    from handlers.conversation import Conversation

_CHANGE = re.compile(r"^(?:doi|chon) (?:sang )?(?:tieng|ngon ngu) ")
_BACK_TO_IT = (Control.BACK, Control.SKIP, Control.KEEP)
_STILL_MEANT = (Control.HELP, Control.CANCEL, Control.DRAFT)


class Speaking:
    """Asks for the language of *talk* and takes the answer."""

    def __init__(self, talk: Conversation) -> None:
        self.talk = talk

    @property
    def shown(self) -> tuple[Option, ...]:
        """The languages as they are offered."""
        return ask_language(self.talk.walk, self.talk.progress, "").shown

    def ask(self, head: str = "") -> Turn:
        """Ask in which language to go on; what is being asked waits."""
        talk = self.talk
        if talk.dialog.languages is None:
            return talk.again("")
        talk.put(asks_language=True, command=None)
        return Turn(talk.progress, (ask_language(talk.walk, talk.progress, head).said,), amended=talk.amended())

    def press(self, mark: str) -> Turn:
        """Take a button of the question."""
        language = next((option.value for option in self.shown if option.mark == mark), "")
        return self._go_on_in(language) if language else self.talk.again(common.BUTTON_OLD)

    def text(self, text: str) -> Turn | None:
        """Take what was typed; None when it is about something else: "đổi tiếng" and its like work at all times."""
        talk, languages, key = self.talk, self.talk.dialog.languages, fold(text)
        if languages is None:
            return talk.again(talk.text(common.ONE_LANGUAGE)) if key in common.LANGUAGE_WORDS else None
        asks = talk.progress.asks_language
        wanted = languages.known(_CHANGE.sub("", key)) if asks or _CHANGE.match(key) else ""
        if wanted:
            return self._go_on_in(wanted)
        control = heard_control(text, frozenset({Control.LANGUAGE}))
        if control is Control.LANGUAGE:
            return self.ask()
        if not asks:
            return None
        number = next((option.value for n, option in enumerate(self.shown, 1) if key == str(n)), "")
        if number:
            return self._go_on_in(number)
        if control in _BACK_TO_IT:
            talk.put(asks_language=False)
            talk.resumes = True
            return talk.again("")
        return None if control in _STILL_MEANT else miss(talk, talk.text(common.CHOOSE))

    def _go_on_in(self, language: str) -> Turn:
        """Go on with what was being asked."""
        talk = self.talk
        talk.edits = False
        talk.turn_to(spoken_in(talk.dialog, language))
        talk.put(language=language, asks_language=False, command=None, misses=0)
        talk.resumes = True  # what stands above the question is said once more, in its words
        return talk.again(talk.text(common.IN_LANGUAGE, language=label_of(language)))
