"""A message too long for its channel, in parts: "(1/3)", cut where sentences end."""

from __future__ import annotations

from content.message import Outbound
from content.plain import as_text
from content.texts.plain import PART
from content.vietnamese import split_text, utf16_len

MARK = 10  # units that "(12/34)" and the blank before it may take
LINK = 120  # and a link to a light page


def in_parts(said: Outbound, limit: int) -> tuple[Outbound, ...]:
    """Return *said* as messages of at most *limit* UTF-16 units each, its choices and file with the last.

    The heading stands over the first, and each part of several ends with its number.
    """
    whole = as_text(said)
    if len(whole) <= limit // 2 or utf16_len(whole) + LINK <= limit:
        return (said,)
    room = limit - MARK - utf16_len(said.heading)
    texts = split_text(said.text, max(room, limit // 2))
    tail = utf16_len(as_text(said.but(text="", heading=""))) + LINK
    if not texts or utf16_len(texts[-1]) + MARK + tail > limit:
        texts = [*texts[:-1], *(split_text(texts[-1], max(limit - MARK - tail, limit // 3)) if texts else [])]
    if len(texts) < 2:  # noqa: PLR2004 (nothing to cut: the choices alone are long, and the channel says so)
        return (said,)
    parts = [
        Outbound(f"{text}\n{PART.format(n=n, all=len(texts))}", protect=said.protect, silent=said.silent)
        for n, text in enumerate(texts, 1)
    ]
    parts[0] = parts[0].but(heading=said.heading)
    return (*parts[:-1], said.but(text=parts[-1].text, heading="", replaces=""))
