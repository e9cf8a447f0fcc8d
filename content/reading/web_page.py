"""A news item saved from a web page: what the page put around it, and the paper it reports on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from content.reading.issuer import issuer_said_in
from content.reading.references import cited, day_in
from content.reading.shape import Head, Sure

_POSTED = re.compile(
    r"(?:Ngày đăng|Ngày cập nhật|Cập nhật lúc|Đăng lúc|Đăng ngày)\s*:?\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}.*", re.IGNORECASE
)
_STAMP = re.compile(r"(?:Thứ\s+\w+|Chủ nhật)\s*,\s*(?:ngày\s*)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}.*", re.IGNORECASE)
_FURNITURE = re.compile(
    r"(?:Mặc định)?\s*Cỡ chữ|Mặc định|(?:EMC\s*)?Đã kết nối\s*(?:EMC)?|EMC|icon|Xin chào!.*|"
    r"In trang|In bài viết|Gửi email|Chia sẻ.{0,20}|Facebook|Zalo|Twitter|Lượt xem.*|Trang chủ.*|"
    r"Tin liên quan.*|Các tin khác.*|Bình luận.*|Đọc bài viết|(?:A\s*[-+]?\s*){1,3}|"
    r"Lượt truy cập.*|Quay lại.*|Về đầu trang.*|Nguồn tin.*",
    re.IGNORECASE,
)
_PORTAL = re.compile(r"(?:CỔNG|TRANG) THÔNG TIN ĐIỆN TỬ\s*(?P<where>.*)", re.IGNORECASE)
_BYLINE = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+){1,3}(?:\s[-–,]\s[^\W\d_]+(?:\s[^\W\d_]+){1,3})*")
_LEVEL = re.compile(r"(?:tỉnh|huyện|xã|phường|thị trấn|thành phố|thị xã)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """A news item: its title, its paragraphs, and a head for the paper it talks about, all of it to be confirmed."""

    title: str
    paragraphs: tuple[str, ...]
    about: Head | None


def read_item(paragraphs: Sequence[str]) -> Item | None:
    """Return the news item, or None when nothing shows that *paragraphs* came from a web page."""
    signs = sum(bool(_POSTED.fullmatch(p) or _STAMP.fullmatch(p)) for p in paragraphs)
    signs += any(re.fullmatch(r"(?:Mặc định\s*)?Cỡ chữ", p, re.IGNORECASE) for p in paragraphs)
    if signs < 2:  # noqa: PLR2004 (one could be a line of any paper)
        return None
    place = next((m["where"] for p in paragraphs if (m := _PORTAL.fullmatch(p))), "")
    kept = [p for p in paragraphs if not _is_furniture(p)]
    while len(kept) > 1 and _BYLINE.fullmatch(kept[-1]):
        kept.pop()
    if not kept:
        return None
    return Item(kept[0], tuple(kept[1:]), _about(kept[1:], place))


def _is_furniture(text: str) -> bool:
    return any(mark.fullmatch(text) for mark in (_POSTED, _STAMP, _FURNITURE, _PORTAL))


def _about(paragraphs: Sequence[str], place: str) -> Head | None:
    """Return the first paper that the item names as its subject: number, date, issuer as the sentence has them."""
    for paragraph in paragraphs[:3]:
        named = cited([paragraph])
        if named:
            first = named[0]
            break
    else:
        return None
    issuer = issuer_said_in([paragraph])
    if issuer and _LEVEL.fullmatch(issuer.split()[-1]) and place:
        level, _, name = place.partition(" ")
        if level.casefold() == issuer.split()[-1].casefold():
            issuer = f"{issuer} {_capitalised(name)}"
    after = re.search(r"về việc\s+(.+?)\.?$", paragraph)
    number, series = re.split(r"[-/]", first.symbol, maxsplit=1)
    head = Head(
        number=number,
        symbol=first.symbol,
        series=series,
        issued_on=first.issued_on or day_in(paragraph),
        issuer=issuer,
        kind=first.kind.upper() or None,
        subject=after[1] if after else None,
    )
    found = {name for name in ("symbol", "issued_on", "issuer", "kind", "subject") if getattr(head, name)}
    return replace(head, sure=dict.fromkeys(sorted(found), Sure.GUESSED))


def _capitalised(name: str) -> str:
    """Return "KON TUM" as "Kon Tum"."""
    return " ".join(word.capitalize() for word in name.split())
