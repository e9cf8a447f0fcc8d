"""What may be said at every question besides an answer to it."""

from enum import StrEnum

from content.texts import common
from content.vietnamese import fold


class Control(StrEnum):
    """A word about the conversation itself. The value names it in lists and tokens; no option begins with "!"."""

    BACK = "!back"
    SKIP = "!skip"
    CANCEL = "!cancel"
    HELP = "!help"
    DRAFT = "!draft"
    DONE = "!done"
    KEEP = "!keep"
    SEND = "!send"
    EDIT = "!edit"
    ENOUGH = "!enough"
    ADD = "!add"
    ANSWER = "!answer"
    OPEN = "!open"
    LANGUAGE = "!language"


UNPICK = "!-"
"""Before the value of an option that is picked already: choosing it takes it back."""

_EVERYWHERE = {
    Control.BACK: common.BACK_WORDS,
    Control.SKIP: common.SKIP_WORDS,
    Control.CANCEL: common.CANCEL_WORDS,
    Control.HELP: common.HELP_WORDS,
    Control.DRAFT: common.DRAFT_WORDS,
}
_SOMETIMES = {
    Control.DONE: common.DONE_WORDS,
    Control.KEEP: common.KEEP_WORDS,
    Control.SEND: common.SEND_WORDS,
    Control.EDIT: common.EDIT_WORDS,
    Control.ENOUGH: common.ENOUGH_WORDS,
    Control.ADD: common.ADD_WORDS,
    Control.LANGUAGE: common.LANGUAGE_WORDS,
}
_BY_WORD = {word: control for control, words in _EVERYWHERE.items() for word in words}

WORDS = {
    Control.BACK: common.BACK_WORD,
    Control.SKIP: common.SKIP_WORD,
    Control.DONE: common.DONE_WORD,
    Control.KEEP: common.KEEP_WORD,
    Control.SEND: common.SEND_WORD,
    Control.EDIT: common.EDIT_WORD,
    Control.CANCEL: common.CANCEL_WORD,
    Control.DRAFT: common.DRAFT_WORD,
    Control.ENOUGH: common.ENOUGH_WORD,
    Control.LANGUAGE: common.LANGUAGE_WORD,
}
"""The word shown beside a control, with its diacritics."""


def is_control(value: str) -> bool:
    """Say whether a choice is about the conversation and not an answer."""
    return value.startswith("!") and not value.startswith(UNPICK)


def slash_word(text: str) -> str:
    """Return the word of the control that a slash command ("/huy", "/boqua") stands for, or "" when it is none."""
    name = fold(text.removeprefix("/")).replace(" ", "") if text.startswith("/") else ""
    return next((word for word in _BY_WORD if name and word.replace(" ", "") == name), "")


def heard_control(text: str, offered: frozenset[str]) -> Control | None:
    """Return the control that the whole *text* names: one that works everywhere, or one of those *offered*."""
    key = fold(text)
    for control in offered:
        if control in _SOMETIMES and key in _SOMETIMES[Control(control)]:
            return Control(control)
    return _BY_WORD.get(key)
