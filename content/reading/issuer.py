"""Who issued a paper whose letterhead is missing: said by its own sentences, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from content.reading.shape import Head, Sure

_BODIES = (
    "Ủy ban nhân dân", "Uỷ ban nhân dân", "UBND", "Hội đồng nhân dân", "HĐND", "Sở", "Ban", "Phòng", "Cục", "Chi cục",
    "Văn phòng", "Đảng ủy", "Tỉnh ủy", "Thành ủy", "Hội", "Liên đoàn", "Trung tâm", "Công an", "Bộ",
)  # fmt: skip
_DOES = ("xây dựng", "ban hành", "yêu cầu", "đề nghị", "hướng dẫn", "thông báo", "báo cáo")
_SAYS = re.compile(rf"(?:^|[,;]\s+)(?P<name>(?:{'|'.join(_BODIES)})\b[^,;:.]{{0,90}}?)\s+(?:{'|'.join(_DOES)})\b")
_SHORT = re.compile(r"\s*\((?:UBND|HĐND|Sở|sau đây[^)]*)\)")
_LEVEL = re.compile(r"(?:.*\s)?(?:tỉnh|huyện|xã|phường|thị trấn|thành phố|thị xã|quận|đặc khu)")
_MOST_LOOKED_AT = 12


def with_issuer(head: Head, body: Sequence[str]) -> Head:
    """Return *head* with the issuer that the text names, when the letterhead has none: marked as a guess.

    A name that the letterhead prints in capitals is given as the text writes it, where the text has it.
    """
    if head.issuer:
        return replace(head, issuer=_as_written(head.issuer, body))
    name = issuer_said_in(body[:_MOST_LOOKED_AT])
    if name is None:
        return head
    if head.place and _LEVEL.fullmatch(name):
        name = f"{name} {head.place}"
    return replace(head, issuer=name, sure=head.sure | {"issuer": Sure.GUESSED})


def _as_written(name: str, body: Sequence[str]) -> str:
    pattern = re.compile(re.escape(name), re.IGNORECASE)
    found = next((m[0] for text in body if (m := pattern.search(text)) and not m[0].isupper()), None)
    return found[0].upper() + found[1:] if found else name


def issuer_said_in(paragraphs: Sequence[str]) -> str | None:
    """Return the body that "xây dựng" or "ban hành" is said of first."""
    for paragraph in paragraphs:
        found = _SAYS.search(_SHORT.sub("", paragraph))
        if found:
            return found["name"].strip()
    return None
