"""Files that the cells of a form name, in words: those that nobody has brought, those that came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from content.texts import form_media as texts
from content.vietnamese import nfc_clean

MOST_NAMED: Final = 10  # files of one line
MOST_LETTERS: Final = 80  # of a name: what is packed may call itself anything


@dataclass(frozen=True, slots=True)
class Named:
    """A file that a cell names: image, audio or video."""

    name: str
    family: str
    at: str


def lacking_line(lacking: Sequence[Named]) -> str:
    """Return what to say of files that cells name and nobody has brought."""
    return texts.LACKING.format(
        files=listed(texts.LACKING_FILE.format(name=told(one.name), at=one.at) for one in lacking)
    )


def came_line(families: Iterable[str]) -> str:
    """Return "Kèm theo: 2 ảnh, 1 bản ghi âm." of the *families* of files, "" of none."""
    found = list(families)
    counted = [words.format(n=found.count(family)) for family, words in texts.COUNTED.items() if family in found]
    return texts.CAME.format(things=", ".join(counted)) if counted else ""


def listed(names: Iterable[str]) -> str:
    """Return *names* in one line, of many only the first."""
    found = list(names)
    more = [texts.MORE.format(n=len(found) - MOST_NAMED)] if len(found) > MOST_NAMED else []
    return ", ".join((*found[:MOST_NAMED], *more))


def told(name: str) -> str:
    """Return the name of a file as it is said: on one line, of a long one the end.

    >>> told("media/" + "a" * 90 + ".jpg")[:4]
    '…aaa'
    """
    plain = nfc_clean(name).replace("\n", " ")
    return plain if len(plain) <= MOST_LETTERS else f"…{plain[1 - MOST_LETTERS :]}"
