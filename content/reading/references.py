"""Numbers, symbols and dates of papers, as they are written in Vietnam."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from content.reading.shape import Reference

# Source of the kinds and of the form of symbols: Nghị định 30/2020/NĐ-CP, phụ lục I and III; Hướng dẫn 36-HD/VPTW.
KINDS: Final = (
    "Nghị quyết", "Quyết định", "Chỉ thị", "Quy chế", "Quy định", "Quy trình", "Thông cáo", "Thông báo", "Thông tri",
    "Hướng dẫn", "Chương trình", "Kế hoạch", "Phương án", "Đề án", "Dự án", "Báo cáo", "Biên bản", "Tờ trình",
    "Hợp đồng", "Công văn", "Công điện", "Bản ghi nhớ", "Bản thỏa thuận", "Giấy ủy quyền", "Giấy mời",
    "Giấy giới thiệu", "Phiếu gửi", "Phiếu chuyển", "Phiếu báo", "Thư công", "Kết luận", "Đề cương tuyên truyền",
    "Đề cương", "Định hướng tuyên truyền", "Định hướng", "Luật", "Pháp lệnh", "Nghị định", "Thông tư", "Văn bản",
    "Tài liệu",
)  # fmt: skip

_PART = r"[A-ZĐƯÔ][A-Za-zĐđƯưôÔ0-9&.]*"
SERIES: Final = rf"{_PART}(?:\s?[-/]\s?{_PART})*"
_NUMBER = r"\d{1,5}[a-z]?"
_CITED = re.compile(
    r"(?:(?P<kind>" + "|".join(sorted(KINDS, key=len, reverse=True)) + r")\s+)?(?:số\s*:?\s*)?"
    rf"(?<![\d/-])(?P<symbol>{_NUMBER}\s?(?:/\d{{4}}/{_PART}(?:-{_PART})*|[-/]\s?{_PART}(?:\s?[-/]\s?{_PART})+))"
    r"(?=(?P<after>[^.;\n]{0,60}))",  # looked at, not taken: the next citation may be in it
    re.IGNORECASE,
)
_DAY = re.compile(
    r"ngày\s*(?P<d>\d{1,2})\s*(?:tháng\s*(?P<m>\d{1,2})\s*năm\s*(?P<y>\d{4})|[/.-](?P<m2>\d{1,2})[/.-](?P<y2>\d{4}))",
    re.IGNORECASE,
)
_BEFORE_DAY = re.compile(r"\s*(?:của\s[^,;()]{1,50}\s)?", re.IGNORECASE)


# How the kind stands in a symbol, where it can mean nothing else; an official letter has none.
_ABBREVIATED: Final = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế", "TB": "Thông báo", "HD": "Hướng dẫn",
    "CTR": "Chương trình", "KH": "Kế hoạch", "PA": "Phương án", "ĐA": "Đề án", "BC": "Báo cáo", "TTR": "Tờ trình",
    "CĐ": "Công điện", "KL": "Kết luận", "NĐ": "Nghị định",
}  # fmt: skip
_KIND_MARK = re.compile(rf"{_NUMBER}\s?[-/]\s?(?:\d{{4}}\s?/\s?)?([A-ZĐ]+)\s?[-/]")


def kind_of(symbol: str) -> str:
    """Return what kind of paper a symbol such as "15/KH-UBND" names; "" where it names none."""
    found = _KIND_MARK.match(symbol.strip().upper())
    return _ABBREVIATED.get(found[1], "") if found else ""


def normal_symbol(symbol: str) -> str:
    """Return a symbol without the spaces that typing and scanning leave in it: "262- KH/TU" → "262-KH/TU"."""
    return re.sub(r"\s+", "", symbol).rstrip(".")


def day_in(text: str, start: int = 0) -> date | None:
    """Return the first full date after "ngày" in *text*, or None; an impossible day is none."""
    found = _DAY.search(text, start)
    return _to_date(found) if found else None


def cited(paragraphs: Iterable[str], *, but: str | None = None) -> tuple[Reference, ...]:
    """Return the papers named in the text, each once, in order; *but* is the paper's own symbol."""
    seen: dict[str, Reference] = {}
    for paragraph in paragraphs:
        for found in _CITED.finditer(paragraph):
            symbol = normal_symbol(found["symbol"])
            if symbol == but or not _has_capitals(symbol):
                continue
            reference = Reference(symbol, _kind(found["kind"]), _following_day(found["after"]))
            known = seen.get(symbol)
            if known is None:
                seen[symbol] = reference
            else:
                seen[symbol] = Reference(symbol, known.kind or reference.kind, known.issued_on or reference.issued_on)
    return tuple(seen.values())


def _has_capitals(symbol: str) -> bool:
    """The search ignores case for the kinds; a symbol itself is in capitals: not "3-5/người"."""
    return all(part[0].isupper() for part in re.split(r"[-/]", symbol)[1:] if part and not part[0].isdigit())


def _kind(text: str | None) -> str:
    known = text.capitalize() if text else ""
    return "" if known == "Văn bản" else known


def _following_day(after: str) -> date | None:
    found = _DAY.search(after)
    if found is None or _BEFORE_DAY.fullmatch(after[: found.start()]) is None:
        return None
    return _to_date(found)


def _to_date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["y"] or found["y2"]), int(found["m"] or found["m2"]), int(found["d"]))
    except ValueError:
        return None
