"""What may follow a command's word, so that a sentence which only begins like a command is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.document import read_check_code
from content.periods import read_period
from content.roles import May
from content.texts import common
from content.texts.inviting import WHOLE_WORDS
from content.vietnamese import fold, nfc_clean
from handlers import people

if TYPE_CHECKING:
    from handlers.scene import Scene

_NUMBER = re.compile(rf"(?:(?:{'|'.join(common.NUMBER_NOUNS)}) )*\d+", re.ASCII)
_NUMBER_WHEN = re.compile(rf"{_NUMBER.pattern}(?: .*\d.*)?", re.ASCII)
CODE_WORDS = 2  # "BC 0001"
NAME_WORDS = (2, 6)


def anything(_scene: Scene, _rest: str) -> bool:
    """Take all: the word alone says clearly enough what is meant."""
    return True


def nothing(_scene: Scene, _rest: str) -> bool:
    """Take no words at all."""
    return False


def number(_scene: Scene, rest: str) -> bool:
    """Take "17", "số 17", "văn bản 17"."""
    return _NUMBER.fullmatch(fold(rest)) is not None


def number_and_time(_scene: Scene, rest: str) -> bool:
    """Take a number, perhaps with a day and a time behind it."""
    return _NUMBER_WHEN.fullmatch(fold(rest)) is not None


def code(_scene: Scene, rest: str) -> bool:
    """Take a code of ours, such as "BC0001": one or two words, with a digit."""
    return len(rest.split()) <= CODE_WORDS and any(sign.isdigit() for sign in rest)


def check_code(_scene: Scene, rest: str) -> bool:
    """Take what is a check code, or was meant as one."""
    return read_check_code(rest) is not None or len(rest.split()) <= CODE_WORDS


def period(scene: Scene, rest: str) -> bool:
    """Take "tháng 10", "quý 3", "tuần"."""
    return read_period(rest, scene.today) is not None


def channel(scene: Scene, rest: str) -> bool:
    """Take the name of a channel that there is, or a single word that was meant as one."""
    named = {fold(name) for key, facts in scene.world.channels.items() for name in (facts.label, key)}
    return fold(rest) in named or " " not in rest


def whom(scene: Scene, rest: str) -> bool:
    """Take a whole unit, somebody of the roster, or what is written as a name is."""
    if any(f"{fold(rest)} ".startswith(f"{whole} ") for whole in WHOLE_WORDS):
        return True
    words = nfc_clean(rest).split()
    least, most = NAME_WORDS
    is_name = least <= len(words) <= most and all(word[:1].isupper() for word in words)
    return is_name or bool(people.find(scene, rest, May.INVITE))
