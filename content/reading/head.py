"""What a paper says about itself, in the letterhead of state bodies (NĐ 30/2020) and of the Party (HD 36)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from content.reading.marker import Rank, is_capitals, read_mark
from content.reading.references import KINDS, SERIES, normal_symbol
from content.reading.shape import Head, Sure

_MOST_HEAD_LINES: Final = 40
_BLANK = r"[.…_\s]*"
_NUMBER = re.compile(
    rf"Số\s*:?{_BLANK}(?P<number>\d{{1,5}}[a-z]?)?{_BLANK}(?P<rest>(?:/\d{{4}})?\s?[-/]\s?(?P<series>{SERIES}))\s*",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"(?P<place>[^,:]{{2,40}}),\s*ngày{_BLANK}(?P<day>\d{{1,2}})?{_BLANK}tháng{_BLANK}(?P<month>\d{{1,2}})?{_BLANK}"
    rf"năm{_BLANK}(?P<year>\d{{4}})?{_BLANK}",
    re.IGNORECASE,
)
_NATION = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|ĐỘC\s+LẬP\s*[-–]|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|^VIỆT\s+NAM$", re.IGNORECASE
)
_ABOUT = re.compile(r"(?:V\s*/\s*v|Về\s+việc)\s*:?\s*(.+)", re.IGNORECASE | re.DOTALL)
_KIND_LINE = re.compile(
    "(" + "|".join(sorted((k.upper() for k in KINDS), key=len, reverse=True)) + r")\b[\s:]*(.*)", re.DOTALL
)
_RULE = re.compile(r"[\s*_=.\-–—]*")
_BODY = re.compile(r"(?:Căn cứ|Thực hiện|Kính gửi|Theo|Nhằm|Để|Triển khai thực hiện|Xét|Trên cơ sở)\b")
_TOP = re.compile(r"(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|UBND|HĐND)", re.IGNORECASE)
_PLACE_LINE = re.compile(r"(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|THỊ TRẤN|XÃ|PHƯỜNG|ĐẶC KHU)\s", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:VÀ|CỦA|TRUYỀN|TỈNH|HUYỆN|XÃ)\s")


@dataclass(slots=True)
class Found:
    """The head, and the index of the first paragraph of the body."""

    head: Head
    body: int


@dataclass(slots=True)
class _Parts:
    number: str | None = None
    symbol: str | None = None
    series: str | None = None
    has_number_line: bool = False
    issued_on: date | None = None
    has_date_line: bool = False
    place: str | None = None
    issuers: list[str] = field(default_factory=list)
    kind: str | None = None
    subject: str | None = None
    about: str | None = None
    last: int = -1  # the last paragraph that belongs to the head


def read_head(paragraphs: Sequence[str]) -> Found:
    """Return what the first paragraphs say of the paper itself; where the body begins."""
    parts = _Parts()
    for at, text in enumerate(paragraphs[:_MOST_HEAD_LINES]):
        if parts.kind is None and (kind := _KIND_LINE.fullmatch(text)) and _is_title(kind[2]):
            parts.kind, parts.last = kind[1], at
            _take_subject(parts, paragraphs, kind[2])
            break
        if at > 0 and (_BODY.match(text) or read_mark(text).rank < Rank.BULLET):
            break
        if not _take(parts, text) and parts.has_number_line and parts.has_date_line and len(text) > 160:  # noqa: PLR2004
            break
        if _belongs(parts, text):
            parts.last = at
    return Found(_head(parts), parts.last + 1)


def stands_alone(text: str) -> bool:
    """Say whether *text* is a line of a letterhead that no other line belongs to: nation, number, date, kind."""
    return bool(_NATION.search(text) or _NUMBER.match(text) or _DATE.fullmatch(text) or _KIND_LINE.fullmatch(text))


def _take(parts: _Parts, text: str) -> bool:
    """Take one line of the letterhead; False when it is nothing we know."""
    if number := _NUMBER.match(text):
        _take_number(parts, number)
        rest = text[number.end() :].strip()
        return _take(parts, rest) if rest else True
    if (dated := _DATE.fullmatch(text)) and not parts.has_date_line:
        parts.has_date_line, parts.place = True, dated["place"].strip()
        parts.issued_on = _date(dated)
        return True
    if about := _ABOUT.fullmatch(text):
        parts.about = parts.about or about[1].strip(" .")
        return True
    if _NATION.search(text) or _RULE.fullmatch(text):
        return True
    if is_capitals(text) and not parts.has_number_line and len(text) <= 120:  # noqa: PLR2004 (a name, no sentence)
        parts.issuers.append(text.strip(" *-_"))
        return True
    return False


def _belongs(parts: _Parts, text: str) -> bool:
    known = _NUMBER.match(text) or _DATE.fullmatch(text) or _ABOUT.fullmatch(text) or _NATION.search(text)
    return bool(known or _RULE.fullmatch(text) or text.strip(" *-_") in parts.issuers)


def _take_number(parts: _Parts, found: re.Match[str]) -> None:
    if parts.has_number_line:
        return
    parts.has_number_line = True
    parts.series = normal_symbol(found["series"])
    if found["number"]:
        parts.number = found["number"]
        parts.symbol = normal_symbol(found["number"] + found["rest"])


def _take_subject(parts: _Parts, paragraphs: Sequence[str], same_line: str) -> None:
    """Take the lines under the kind up to where the body begins."""
    taken = [same_line] if same_line else []
    for at in range(parts.last + 1, min(parts.last + 6, len(paragraphs))):
        text = paragraphs[at]
        if _RULE.fullmatch(text):
            parts.last = at
            continue
        ended = text.endswith((".", ":", ";")) or len(text) > 260  # noqa: PLR2004 (a subject is one sentence)
        if ended or _BODY.match(text) or read_mark(text).rank is not Rank.NONE or _DATE.fullmatch(text):
            break
        taken.append(text)
        parts.last = at
    subject = " ".join(taken).strip()
    about = _ABOUT.fullmatch(subject)
    parts.subject = (about[1] if about and subject[:1] in "Vv" and "/" in subject[:4] else subject) or None


def _is_title(rest: str) -> bool:
    """Say whether what follows the kind leaves it a title: nothing, or a subject in capitals; not a sentence."""
    return not rest or is_capitals(rest)


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"] or 0), int(found["month"] or 0), int(found["day"] or 0))
    except ValueError:
        return None


def _head(parts: _Parts) -> Head:
    superior, issuer = _issuers(parts.issuers)
    kind = parts.kind or ("CÔNG VĂN" if parts.about and parts.has_number_line else None)
    subject = parts.subject or parts.about
    values = {
        "symbol": parts.symbol, "issued_on": parts.issued_on, "issuer": issuer, "superior": superior,
        "place": parts.place, "kind": kind, "subject": subject,
    }  # fmt: skip
    sure = {name: Sure.READ for name, value in values.items() if value}
    if kind and not parts.kind:
        sure["kind"] = Sure.GUESSED
    is_paper = bool(parts.kind or parts.has_number_line or parts.has_date_line)
    marks = []
    if is_paper and not parts.number:
        marks.append("no_number")
    if is_paper and not parts.issued_on:
        marks.append("no_day")
    return Head(
        number=parts.number, symbol=parts.symbol, series=parts.series, issued_on=parts.issued_on, issuer=issuer,
        superior=superior, place=parts.place, kind=kind, subject=subject, sure=sure, draft_marks=tuple(marks),
    )  # fmt: skip


def _issuers(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """Return (superior, issuer) from the left side of a letterhead, where names break over lines."""
    names: list[str] = []
    for line in lines:
        if names and (_GOES_ON.match(line) or (_TOP.fullmatch(names[-1]) and _PLACE_LINE.match(line))):
            names[-1] = f"{names[-1]} {line}"
        elif line:
            names.append(line)
    if not names:
        return None, None
    return (" ".join(names[:-1]) or None), names[-1]
