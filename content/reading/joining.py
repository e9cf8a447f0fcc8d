"""Lines that one sentence was broken into are made one paragraph again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from content.reading.marker import is_capitals, starts_item
from content.reading.shape import Line

_SPACES = re.compile(r"[ \t\v\f\u00a0\u2000-\u200a\u202f\u3000]+")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
_LOOK_ALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"})
_SPACE_BEFORE = re.compile(r"(?<=\w) (?=[;,.:](?:\s|$))|(?<=\)) (?=[;,.](?:\s|$))")
_ENDED = re.compile(r"[.;:!?…][\"'”’)\]]*$|/$")
_OPENING = "\"“'(["
_NUMBER_LINE = re.compile(r"\s*Số\s*:", re.IGNORECASE)


def clean(text: str) -> str:
    """Return one line as it is kept: NFC, one đ, single spaces, no character that nobody sees. Quotes stay."""
    text = unicodedata.normalize("NFC", text.translate(_UNSEEN).translate(_LOOK_ALIKES))
    text = "".join(c for c in _SPACES.sub(" ", text) if unicodedata.category(c) != "Cc")
    return _SPACE_BEFORE.sub("", text).strip()


def joined(lines: Iterable[Line]) -> list[Line]:
    """Return cleaned paragraphs; a line that begins in lower case goes on with one that has not ended."""
    parts: list[list[str]] = []
    headings: list[int] = []
    for line in lines:
        text = clean(line.text)
        if not text:
            continue
        if parts and not line.heading and not headings[-1] and _goes_on(parts[-1][-1], text):
            parts[-1].append(text)
        else:
            parts.append([text])
            headings.append(line.heading)
    return [Line(" ".join(part), heading) for part, heading in zip(parts, headings, strict=True)]


def _goes_on(before: str, text: str) -> bool:
    if is_capitals(before) or _NUMBER_LINE.match(before):
        return False
    return text.lstrip(_OPENING)[:1].islower() and _ENDED.search(before) is None and not starts_item(text)
