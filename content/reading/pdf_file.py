""".pdf with text: lines joined to paragraphs by where they end on the page; running heads and page numbers dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles
from typing import Any, Final

import pypdfium2

from content.reading.head import stands_alone
from content.reading.marker import starts_item
from content.reading.shape import Line, Refuse, Sheets

MOST_PAGES: Final = 300
_FEWEST_LETTERS = 25  # a page; below, what there is came from a stamp or a signature over a picture
_COLUMN_GAP = 3.0  # heights of a letter: no justified line has such a hole between two words
_LEAST_INDENT = 8.0  # points
_FAR = 1.15  # times the distance of two lines of one paragraph
_REPEATS = 3  # pages that show the same first or last line
_PAGE_NUMBER = re.compile(r"[-–\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–\s]*", re.IGNORECASE)


@dataclass(slots=True)
class _Word:
    text: str
    left: float
    right: float


@dataclass(slots=True)
class _Row:
    """One printed line, or one column of it; *alone*: of a letterhead or a signature, joined to nothing."""

    words: list[_Word]
    bottom: float
    height: float
    page: int
    alone: bool = False

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right


def lines_of(content: bytes) -> Sheets:
    """Return the paragraphs of a .pdf. Raises Refuse, also for one that holds only pictures of pages."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Refuse("password" if "password" in str(error).casefold() else "broken") from error
    try:
        if len(document) > MOST_PAGES:
            raise Refuse("too_big")
        pages = [_rows(document[number], number) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise Refuse("broken") from error
    finally:
        document.close()
    letters = sum(len(row.text) for page in pages for row in page)
    if letters < _FEWEST_LETTERS * max(len(pages), 1):
        raise Refuse("scan")
    margins = tuple(row.text for page in pages for row in page)
    return Sheets(tuple(Line(text) for text in _paragraphs(_without_running_heads(pages))), margins)


def _rows(page: Any, number: int) -> list[_Row]:
    """Return the printed lines of one page, letterhead columns one after the other."""
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    if len(text) != text_page.count_chars():
        # Characters beyond the first plane shift the index: without positions, lines are still lines.
        return [_Row([_Word(t, 0, 0)], 0, 0, number) for t in text.splitlines() if t.strip()]
    split: list[list[_Row]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        row = _row(text_page, line, at, number)
        at += len(line)
        if row is not None:
            split.append(_columns(row))
    return list(_column_by_column(split, page.get_width() / 2))


def _row(text_page: Any, line: str, start: int, number: int) -> _Row | None:
    words, bottom, height = [], 0.0, 0.0
    for found in re.finditer(r"\S+", line):
        left, low, _, high = text_page.get_charbox(start + found.start(), loose=True)
        _, _, right, _ = text_page.get_charbox(start + found.end() - 1, loose=True)
        bottom, height = low, max(height, high - low)
        words.append(_Word(_soft(found[0]), left, right))
    return _Row(words, bottom, height, number) if words else None


def _soft(word: str) -> str:
    """Pdfium marks a hyphen at the end of a line with U+0002 or U+FFFE."""
    return word.replace("\x02", "-").replace("\ufffe", "-")


def _columns(row: _Row) -> list[_Row]:
    parts = [[row.words[0]]]
    for before, word in pairwise(row.words):
        if word.left - before.right > _COLUMN_GAP * row.height > 0:
            parts.append([])
        parts[-1].append(word)
    return [_Row(part, row.bottom, row.height, row.page, alone=len(parts) > 1) for part in parts]


def _column_by_column(split: list[list[_Row]], middle: float) -> Iterator[_Row]:
    """Within each run of two-column lines give the left column first, then the right one."""
    left: list[_Row] = []
    right: list[_Row] = []
    for parts in split:
        only = parts[0]
        if len(parts) > 1:
            left.append(parts[0])
            right.extend(parts[1:])
        elif left and (only.left >= middle * 0.9 or only.right <= middle):
            only.alone = True
            (right if only.left >= middle * 0.9 else left).append(only)
        else:
            yield from (*left, *right)
            left, right = [], []
            yield only
    yield from (*left, *right)


def _without_running_heads(pages: list[list[_Row]]) -> list[_Row]:
    def key(row: _Row) -> str:
        return re.sub(r"\d+", "#", row.text)

    ends = Counter(key(row) for page in pages if page for row in {id(r): r for r in (page[0], page[-1])}.values())
    kept = []
    for page in pages:
        for at, row in enumerate(page):
            is_edge = at in {0, len(page) - 1}
            is_number = _PAGE_NUMBER.fullmatch(row.text) is not None
            if is_edge and len(pages) > 1 and (is_number or ends[key(row)] >= _REPEATS):
                continue
            kept.append(row)
    return kept


def _paragraphs(rows: list[_Row]) -> Iterator[str]:
    edge = {row.page: 0.0 for row in rows}
    for row in rows:
        if not row.alone:
            edge[row.page] = max(edge[row.page], row.right)
    widest = max(edge.values(), default=0.0)
    margin = min((row.left for row in rows if not row.alone), default=0.0)
    steps = [a.bottom - b.bottom for a, b in pairwise(rows) if a.page == b.page and a.bottom > b.bottom]
    step = quantiles(steps, n=4)[0] if len(steps) > 1 else 0.0
    text = ""
    before: _Row | None = None
    for row in rows:
        if before is not None and _continues(before, row, max(edge[before.page], widest * 0.9), margin, step):
            text = f"{text} {row.text}"
        else:
            if text:
                yield text
            text = row.text
        before = row
    if text:
        yield text


def _continues(before: _Row, row: _Row, edge: float, margin: float, step: float) -> bool:
    """Say whether *row* goes on with the sentence of *before*: its first word had no room there."""
    if before.alone or row.alone or not before.height or starts_item(row.text):
        return False
    if stands_alone(before.text) or stands_alone(row.text):
        return False
    if step and before.page == row.page and before.bottom - row.bottom > _FAR * step:
        return False
    starts = [margin, before.left]
    if len(before.words) > 1 and starts_item(before.text):
        starts.append(before.words[1].left)  # a hanging indent: the text goes on under the text, not under its mark
    if all(abs(row.left - start) > _LEAST_INDENT for start in starts):
        return False
    first = row.words[0]
    blank = row.height / 4
    return before.right + blank + (first.right - first.left) > edge
