"""The words of a line, each taken by one reader at most, so that none is counted twice or lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from content.dialog import Option, Value
from content.vietnamese import nfc_clean, strip_marks

_WORD = re.compile(r"(?:(?<=\d),(?=\d)|[^\s,;|])+")
_ENDS = ".!?:()\"'"
_NO_END = "~"
MINUTES = re.compile(r"\d+'")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a line may speak of: the day it is, places of the person's area, points that may be reported."""

    today: date
    places: tuple[Option, ...] = ()
    points: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Which words of the line gave the answer to *key*."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class InDoubt:
    """Words that may answer *key*, but must be asked about; *guesses* are values they perhaps mean."""

    key: str
    text: str
    guesses: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a line says. A key is in `answers` or in `doubts`, never in both; `leftovers` are words as typed.

    `partly` has what is sure of an answer of which another part is in doubt.
    """

    answers: Mapping[str, Value]
    understood: tuple[Span, ...] = ()
    doubts: tuple[InDoubt, ...] = ()
    leftovers: tuple[str, ...] = ()
    partly: Mapping[str, Value] = field(default_factory=dict)


def _bare(word: str) -> str:
    key = strip_marks(word)
    return key.strip('()"') if MINUTES.fullmatch(key) else key.strip(_ENDS)


@dataclass(slots=True)
class Sentence:
    """A line while it is read: its words as typed and as compared, which are taken, and what they gave."""

    words: list[str]
    keys: list[str]
    taken: list[bool]
    found: dict[str, list[tuple[Value, str]]] = field(default_factory=dict)
    doubts: list[InDoubt] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> Sentence:
        """Split *text* into words."""
        words = [word for word in _WORD.findall(nfc_clean(text)) if _bare(word)]
        return cls(words, [_bare(word) for word in words], [False] * len(words))

    def windows(self, most: int, least: int = 1) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, words as compared) of free words, the longest first, then from the left."""
        for size in range(min(most, len(self.words)), least - 1, -1):
            for start in range(len(self.words) - size + 1):
                if not any(self.taken[start : start + size]):
                    yield start, start + size, " ".join(self.keys[start : start + size])

    def widened(self, start: int, before: Sequence[str]) -> int:
        """Return where an answer at *start* begins with the free words of *before* that lead up to it ("về", "tại")."""
        for words in before:
            size = len(words.split())
            places = range(start - size, start)
            is_free = start >= size and not any(self.taken[at] for at in places)
            if is_free and " ".join(self.keys[at] for at in places) == words:
                return self.widened(start - size, before)
        return start

    def typed(self, start: int, end: int) -> str:
        """Return words as they were typed."""
        return " ".join(self.words[start:end])

    def take(self, start: int, end: int) -> str:
        """Let no other reader have these words; return them as typed."""
        self.taken[start:end] = [True] * (end - start)
        return self.typed(start, end)

    def answer(self, key: str, value: Value, start: int, end: int) -> None:
        """Note that these words say *value* for *key*."""
        self.found.setdefault(key, []).append((value, self.take(start, end)))

    def doubt(self, key: str, start: int, end: int, *guesses: Value) -> None:
        """Note that these words are about *key*, but not surely."""
        self.doubts.append(InDoubt(key, self.take(start, end), guesses))
