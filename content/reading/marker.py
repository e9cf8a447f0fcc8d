"""The marks that begin a numbered part of a paper: I. / 1. / 1.1. / a) / -."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Rank(IntEnum):
    """How high a mark stands in the outline; smaller is higher."""

    SECTION = 1  # I.  Phần I  Chương II  A.
    ITEM = 2  # 1.  Điều 1.
    SUB_ITEM = 3  # 1.1.
    LETTER = 4  # a)
    BULLET = 5  # -
    NONE = 9


@dataclass(frozen=True, slots=True)
class Marked:
    """A line with its mark taken off."""

    rank: Rank
    mark: str
    rest: str


_MARKS = (
    (
        Rank.SECTION,
        re.compile(
            r"((?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục)\s+(?:(?:thứ|THỨ)\s+\w+|[IVXLC]+|\d{1,2})[.:]?)(?:\s+|$)(.*)",
            re.DOTALL,
        ),
    ),
    (Rank.SECTION, re.compile(r"([IVX]{1,5}\s?[.)])\s*(?=[^\W\d_])(.*)", re.DOTALL)),
    (Rank.ITEM, re.compile(r"((?:Điều|ĐIỀU)\s+\d{1,3}[.:]?)\s*(.*)", re.DOTALL)),
    (Rank.SUB_ITEM, re.compile(r"(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?[.)]?)\s+(?=[^\W\d_])(.*)", re.DOTALL)),
    (Rank.ITEM, re.compile(r"(\d{1,2}\s?[.)/])\s*(?=[^\W\d_\"“(]|[\"“(])(.*)", re.DOTALL)),
    (Rank.LETTER, re.compile(r"([a-zđ]\s?[.)])\s+(?=\S)(.*)", re.DOTALL)),
    (Rank.BULLET, re.compile(r"((?:[-–—+•●▪■*]\s*)+)(?=[^\s\d]|\d+\s)(.*)", re.DOTALL)),
)
_LETTERED = re.compile(r"([A-EGHK][.)])\s*(.{6,})")  # only before capitals: "A. PHẦN CHUNG", not "C. Mác"


def read_mark(line: str) -> Marked:
    """Return the mark of *line* and what follows it; Rank.NONE with the whole line when it has none."""
    text = line.strip()
    for rank, pattern in _MARKS:
        found = pattern.fullmatch(text)
        if found:
            return Marked(rank, found[1].strip(), found[2].strip())
    if (found := _LETTERED.fullmatch(text)) and is_capitals(found[2]):
        return Marked(Rank.SECTION, found[1], found[2])
    return Marked(Rank.NONE, "", text)


def starts_item(line: str) -> bool:
    """Say whether *line* begins a new part, so that it never goes on with the line before."""
    return read_mark(line).rank is not Rank.NONE


def is_capitals(text: str) -> bool:
    """Say whether all letters of *text* are capitals, and there are some."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and all(c.isupper() for c in letters)
