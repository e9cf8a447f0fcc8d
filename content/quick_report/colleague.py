"""For whom a line reports: "hộ Trần Văn Bình 20/11 thôn 3 …", the name being the most words that name anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from content.dialog import Option
from content.texts.report_for import BEFORE_NAMES, FOR_OTHERS
from content.vietnamese import fold

LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class Whom:
    """Who may be meant, the words that name them, and what is left of the line."""

    found: tuple[Option, ...]
    typed: str
    rest: str


def is_for_other(line: str) -> bool:
    """Say whether a line, without its word "bc", reports for somebody else."""
    return fold(" ".join(line.split()[:1])) in {fold(word) for word in FOR_OTHERS}


def named(text: str, people: Sequence[Option]) -> tuple[Option, ...]:
    """Return the people whom *text* may name, diacritics ignored: by code (`also`), whole name, or words of it.

    A label is "name, unit". Words of a name count in their order and with its last one, by which people go: "Bình",
    "Văn Bình", "Trần Bình". A whole name goes before its parts, and one written with its diacritics before others.
    """
    wanted = fold(text)
    if not wanted:
        return ()
    by_code = tuple(one for one in people if one.also and one.also.casefold() == text.strip().casefold())
    names = [(one, one.label.partition(",")[0]) for one in people]
    whole = tuple(one for one, name in names if fold(name) == wanted)
    parts = tuple(one for one, name in names if _is_part(wanted.split(), fold(name).split()))
    found = by_code or whole or parts
    spelled = tuple(one for one, name in names if one in found and text.casefold().strip() in name.casefold())
    return spelled if spelled and wanted != text.casefold().strip() else found


def _is_part(wanted: Sequence[str], name: Sequence[str]) -> bool:
    if not wanted or not name or wanted[-1] != name[-1]:
        return False
    left = iter(name)
    return all(word in left for word in wanted)


def for_whom(line: str, people: Sequence[Option]) -> Whom:
    """Return whom a line that `is_for_other` means. Names end at a comma, a line's end, or where no more is known."""
    first, *others = line.split("\n")
    words = first.split()[1:]
    while words and (size := _courtesy(words)):
        words = words[size:]
    tail = "\n".join(others)
    for length in range(min(LONGEST_NAME, len(words)), 0, -1):
        typed = " ".join(words[:length]).rstrip(",;:.")
        if found := named(typed, people):
            return Whom(found, typed, "\n".join(filter(None, (" ".join(words[length:]).lstrip(",;:- "), tail))))
    cut = next((n for n, word in enumerate(words) if any(sign.isdigit() for sign in word)), len(words))
    cut = next((n + 1 for n, word in enumerate(words[:cut]) if word.endswith((",", ":", ";"))), min(cut, LONGEST_NAME))
    typed = " ".join(words[:cut]).rstrip(",;:.")
    return Whom((), typed, "\n".join(filter(None, (" ".join(words[cut:]), tail))))


def _courtesy(words: Sequence[str]) -> int:
    """Return how many words at the start are a form of address with a name behind it."""
    for before in BEFORE_NAMES:
        size = len(before.split())
        if len(words) > size and fold(" ".join(words[:size])) == fold(before):
            return size
    return 0
