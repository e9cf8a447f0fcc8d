"""The body of a paper as points that a phone can hold. Every word stays; nothing is written that was not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from content.document import POINT_LIMIT, TITLE_LIMIT, Point, clip
from content.reading.marker import Marked, Rank, is_capitals, read_mark
from content.reading.shape import Line
from content.texts.reading import numbered_part
from content.vietnamese import split_text, utf16_len

MOST_POINTS = 60
"""More than these nobody opens on a phone; the file has the rest."""
SUMMARY_LIMIT = 300

_RECIPIENTS = re.compile(r"Nơi nhận\b.*", re.IGNORECASE)
_ANNEX = re.compile(r"PHỤ LỤC\b.*|Phụ lục(?:\s+[IVX\d]+)?[.:]?")
_SIGNED = re.compile(r"(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q|T\.M|K\.T)\b[./ ].*")
_AS_FOLLOWS = re.compile(r",?\s*(?:với (?:những|các) nội dung\s+)?(?:cụ thể\s+)?như sau\s*:$")
_CLOSING = re.compile(r"Trên đây là\b.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Outline:
    """Points in order, the lead that stands before them, and what was left out."""

    points: tuple[Point, ...]
    summary: str
    warnings: tuple[str, ...]


@dataclass(slots=True)
class _Part:
    """One point being gathered: its heading line, the section that opens with it, what follows."""

    head: Marked
    section: str = ""
    lines: list[str] = field(default_factory=list)


def outline(body: Sequence[Line]) -> Outline:
    """Return the points of *body*: its items 1. 2. 3., else its sections, else its paragraphs."""
    kept, has_annex = _without_end(body)
    lead, rest = _lead(kept)
    every = (Point(0, title, text) for part in _parts(rest) for title, text in _split(part))
    points = list(islice(every, MOST_POINTS + 1))
    warnings = ["annex"] if has_annex else []
    if len(points) > MOST_POINTS:
        points, warnings = points[:MOST_POINTS], [*warnings, "too_many_points"]
    numbered = tuple(Point(n, p.title, p.text) for n, p in enumerate(points, start=1))
    summary = _AS_FOLLOWS.sub(".", lead[0]) if lead else ""
    return Outline(numbered, clip(summary, SUMMARY_LIMIT), tuple(warnings))


def _without_end(body: Sequence[Line]) -> tuple[list[Line], bool]:
    """Drop closing sentence, signature, distribution list and annexes."""
    has_annex = any(_ANNEX.fullmatch(line.text) for line in body)
    kept: list[Line] = []
    for line in body:
        text = line.text
        if _RECIPIENTS.fullmatch(text) or _ANNEX.fullmatch(text) or (_SIGNED.match(text) and is_capitals(text)):
            break
        if not _CLOSING.fullmatch(text):
            kept.append(line)
    return kept, has_annex


def _lead(body: Sequence[Line]) -> tuple[list[str], Sequence[Line]]:
    """Return the paragraphs before the first numbered part; all of a text without numbers is no lead but points."""
    first = next((at for at, line in enumerate(body) if line.heading or read_mark(line.text).rank < Rank.LETTER), None)
    if first is None:
        lead = [body[0].text] if len(body) > 1 and read_mark(body[0].text).rank is Rank.NONE else []
        return lead, body[len(lead) :]
    return [line.text for line in body[:first]], body[first:]


def _parts(body: Sequence[Line]) -> Iterator[_Part]:
    """Gather lines under their items; a section without items is a point itself."""
    ranked = [(_heading(line), line) for line in body]
    opener = _opening_rank([mark.rank for mark, _ in ranked])
    section = ""
    part: _Part | None = None
    for mark, line in ranked:
        if mark.rank is Rank.SECTION and opener is not Rank.SECTION:
            if part:
                yield part
            part, section = None, f"{section}\n{line.text}" if section else line.text
        elif mark.rank <= opener or opener is Rank.NONE:
            if part:
                yield part
            part, section = _Part(mark, section), ""
        elif part is None:
            # Text right under a section's heading: the heading is its title.
            title = read_mark(section.rsplit("\n", 1)[-1]) if section else mark
            part, section = _Part(title, "", [line.text] if section else []), ""
        else:
            part.lines.append(line.text)
    if part:
        yield part
    if section:
        yield _Part(read_mark(section))


def _heading(line: Line) -> Marked:
    """A heading by style counts as the mark it lacks: level 1 a section, deeper ones items."""
    mark = read_mark(line.text)
    if line.heading and mark.rank > Rank.ITEM:
        return Marked(Rank.SECTION if line.heading == 1 else Rank.ITEM, mark.mark, mark.rest)
    return mark


def _opening_rank(ranks: Sequence[Rank]) -> Rank:
    """Return the rank whose lines open points."""
    for rank in (Rank.ITEM, Rank.SECTION, Rank.SUB_ITEM, Rank.LETTER, Rank.BULLET):
        if ranks.count(rank) >= (1 if rank is Rank.SECTION else 2):
            return rank
    return Rank.NONE


def _split(part: _Part) -> Iterator[tuple[str, str]]:
    """Yield (title, text) of one point, in several parts when it is too long for one message."""
    title, whole = _title(part.head.rest or part.head.mark, has_more=bool(part.lines))
    paragraphs = [*([part.section] if part.section else []), *([whole] if whole else []), *part.lines]
    texts = list(_packed(paragraphs)) or [part.head.rest]
    if len(texts) == 1:
        yield title, texts[0]
        return
    short = clip(title, TITLE_LIMIT - 8)
    for n, text in enumerate(texts, start=1):
        yield numbered_part(short, n, len(texts)), text


def _title(line: str, *, has_more: bool) -> tuple[str, str]:
    """Return (title, the text that the title does not say): a heading is a title; a sentence is clipped to one."""
    is_heading = len(line) <= TITLE_LIMIT and not line.endswith((".", ";"))
    if is_heading and (has_more or ":" not in line[:-1]):
        return line.rstrip(" :"), ""
    before, colon, after = line.partition(":")
    if colon and after.strip() and 3 <= len(before) <= TITLE_LIMIT * 3 // 4:  # noqa: PLR2004 (a word at least)
        return before.strip(), line
    if utf16_len(line) <= TITLE_LIMIT:
        return line.rstrip(" .;:"), line
    return clip(line, TITLE_LIMIT * 3 // 4), line


def _packed(paragraphs: Sequence[str]) -> Iterator[str]:
    """Yield texts of at most POINT_LIMIT units, cut between paragraphs where that is possible."""
    text = ""
    for paragraph in paragraphs:
        # More than all points together is never shown, and cutting it would only take time.
        for piece in split_text(paragraph[: POINT_LIMIT * (MOST_POINTS + 2)], POINT_LIMIT):
            longer = f"{text}\n{piece}" if text else piece
            if utf16_len(longer) <= POINT_LIMIT:
                text = longer
            else:
                yield text
                text = piece
    if text:
        yield text
