"""Dates and times as people type them, with or without diacritics."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from content.vietnamese.clean import nfc_clean, strip_marks


class Unread(StrEnum):
    """Why a text gave no date."""

    NOTHING = "nothing"  # no date that we know how to read
    LUNAR = "lunar"  # a lunar day: the solar one must be asked for
    IMPOSSIBLE = "impossible"  # 31/2, month 25


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Solar dates that were perhaps meant, the likeliest first: to be confirmed, never assumed."""

    dates: tuple[date, ...]


Reading = date | Ambiguous | Unread

_NUMBERS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "muoi mot": 11, "muoi hai": 12,
}  # fmt: skip
_MONTH = r"(?P<m>\d{1,2}|muoi mot|muoi hai|mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi)"
_RELATIVE = {
    "nay": 0, "hom nay": 0, "bua nay": 0, "ngay hom nay": 0, "today": 0, "vua xong": 0, "moi xong": 0, "hnay": 0,
    "qua": -1, "hom qua": -1, "bua qua": -1, "ngay hom qua": -1, "ngay qua": -1, "hqua": -1,
    "kia": -2, "hom kia": -2, "bua kia": -2, "hom truoc nua": -2, "hom kia kia": -3, "hom kia nua": -3,
    "mai": 1, "ngay mai": 1, "mot": 2, "ngay mot": 2, "ngay kia": 2,
}  # fmt: skip
_DAY = {"2": 0, "hai": 0, "3": 1, "ba": 1, "4": 2, "tu": 2, "5": 3, "nam": 3, "6": 4, "sau": 4, "7": 5, "bay": 5}
_HALF_DAYS = re.compile(r"\b(?:buoi\s+)?(?:sang som|sang|trua|chieu toi|chieu|toi|dem)\b")
_CLOCK = re.compile(r"\b(?:luc\s+)?\d{1,2}(?:h\d{0,2}|:\d{2}| gio(?: \d{1,2}| ruoi)?)(?!\w)")
_LEADING = re.compile(r"^(?:(?:vao|luc|trong|hoi|buoi|hom)\s+)+(?=\S*\d|thu|t\d|ngay|chu|cn|mung)")
_DAY_BEFORE = re.compile(r"\bkìa\b", re.IGNORECASE)
_LUNAR = re.compile(r"\b(?:ram|am lich|al|thang gieng|thang chap|30 tet|mung \S+ tet|giao thua)\b")


def read_date(text: str, today: date, *, ahead: bool = False) -> Reading:
    """Return the day that *text* means, seen from *today*.

    Reads hôm nay, qua, hôm kia; 5/11, 05-11, 5.11.26, 5/11/2026, 20261105, 2026-11-05; "ngày 5 tháng 11";
    thứ hai, thứ 2, t2 … chủ nhật, cn, with "tuần trước" or "tuần này"; sáng, chiều, tối beside them.
    Day always before month. Without a year it is the nearest such day not after today, or not before it
    when *ahead*; a bare weekday likewise. "Mùng 5" and a bare "ngày 5" are Ambiguous; lunar words are refused.
    A day in the future that was named outright is returned: the caller knows whether that is allowed.
    """
    said = _DAY_BEFORE.sub("kia kia", nfc_clean(text))  # "hôm kìa" is a day before "hôm kia": marks tell them apart
    key = " ".join(strip_marks(said).replace(",", " ").split()).rstrip(".!?")
    if _LUNAR.search(key):
        return Unread.LUNAR
    key = " ".join(_HALF_DAYS.sub(" ", _CLOCK.sub(" ", key)).split())
    key = _LEADING.sub("", key)
    if key in _RELATIVE:
        return today + timedelta(days=_RELATIVE[key])
    for pattern, read in _FORMS:
        if found := pattern.fullmatch(key):
            try:
                return read(found, today, ahead)
            except (ValueError, OverflowError):
                return Unread.IMPOSSIBLE
    return Unread.NOTHING


def _year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)  # noqa: PLR2004 (5.11.26)


def _named(found: re.Match[str], today: date, ahead: bool) -> Reading:  # noqa: FBT001 (one shape for all forms)
    day, month = int(found["d"]), found["m"]
    number = int(month) if month.isdigit() else _NUMBERS[month]
    if year := found["y"]:
        return date(_year(year), number, day)
    return _nearest(day, number, today, ahead=ahead)


def _nearest(day: int, month: int, today: date, *, ahead: bool) -> date:
    date(2024, month, day)  # a leap year: refuses 31/2 but knows 29/2
    step = 1 if ahead else -1
    for year in range(today.year, today.year + 9 * step, step):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if (found >= today) if ahead else (found <= today):
            return found
    raise ValueError(day)


def _digits(found: re.Match[str], today: date, ahead: bool) -> Reading:  # noqa: FBT001
    text = found[0]
    if text.startswith(("19", "20")):
        try:
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
        except ValueError:
            pass  # 20112026 is the 20th of November
    return date(int(text[4:]), int(text[2:4]), int(text[:2]))


def _iso(found: re.Match[str], today: date, ahead: bool) -> Reading:  # noqa: FBT001
    return date(int(found["y"]), int(found["m"]), int(found["d"]))


def _weekday(found: re.Match[str], today: date, ahead: bool) -> Reading:  # noqa: FBT001
    wanted = 6 if found["w"] is None else _DAY[found["w"]]
    monday = today - timedelta(days=today.weekday())
    match found["week"]:
        case "tuan truoc" | "tuan roi" | "tuan qua" | "tuan vua roi" | "tuan vua qua":
            return monday + timedelta(days=wanted - 7)
        case "tuan nay":
            return monday + timedelta(days=wanted)
        case "tuan sau" | "tuan toi":
            return monday + timedelta(days=wanted + 7)
        case _ if ahead:
            return today + timedelta(days=(wanted - today.weekday()) % 7)
        case _:
            return today - timedelta(days=(today.weekday() - wanted) % 7)


def _bare_day(found: re.Match[str], today: date, ahead: bool) -> Reading:  # noqa: FBT001
    said = found["d"]
    day = int(said) if said.isdigit() else _NUMBERS[said]
    if month := found["m"]:
        number = int(month) if month.isdigit() else _NUMBERS[month]
        return Ambiguous((_nearest(day, number, today, ahead=ahead),))
    first = today.replace(day=1)
    for _ in range(3):
        try:
            found_day = first.replace(day=day)
        except ValueError:
            found_day = None
        if found_day is not None and ((found_day >= today) if ahead else (found_day <= today)):
            return Ambiguous((found_day,))
        first = (first + timedelta(days=32)).replace(day=1) if ahead else (first - timedelta(days=1)).replace(day=1)
    raise ValueError(day)


_SMALL = r"(?P<d>\d{1,2}|mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi)"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, bool], Reading]], ...] = (
    (re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})", re.ASCII), _iso),
    (re.compile(r"\d{8}", re.ASCII), _digits),
    (
        re.compile(
            r"(?:(?:thu \S+|t\d|cn|chu nhat) )?(?:ngay )?"
            r"(?P<d>\d{1,2}) ?[-/.] ?(?P<m>\d{1,2})(?: ?[-/.] ?(?P<y>\d{4}|\d{2}))?",
            re.ASCII,
        ),
        _named,
    ),
    (
        re.compile(
            rf"(?:(?:thu \S+|t\d|cn|chu nhat) )?(?:ngay )?(?P<d>\d{{1,2}}) thang {_MONTH}(?: (?:nam )?(?P<y>\d{{4}}))?",
            re.ASCII,
        ),
        _named,
    ),
    (
        re.compile(
            r"(?:(?:thu|t) ?(?P<w>[2-7]|hai|ba|tu|nam|sau|bay)|cn|ch[uu]a? ?nhat)"
            r"(?: (?P<week>tuan truoc|tuan roi|tuan qua|tuan vua roi|tuan vua qua|tuan nay|tuan sau|tuan toi"
            r"|vua roi|vua qua|roi|truoc|nay))?",
            re.ASCII,
        ),
        _weekday,
    ),
    (re.compile(rf"(?:ngay )?(?:mung|mong) {_SMALL}(?: thang {_MONTH})?", re.ASCII), _bare_day),
    (re.compile(r"ngay (?P<d>\d{1,2})(?P<m>)", re.ASCII), _bare_day),
)

_TIME = re.compile(
    r"(?:luc )?(?P<h>\d{1,2}) ?(?:h|:|gio|g) ?(?P<min>\d{1,2}|ruoi)?(?: phut)?(?: (?P<part>sang|trua|chieu|toi|dem))?"
    r"|(?P<h2>\d{1,2}) (?P<half>ruoi)(?: (?P<part2>sang|trua|chieu|toi|dem))?",
    re.ASCII,
)


def read_time(text: str) -> time | None:
    """Return the time of day that *text* means: 19h30, 19 giờ 30, 19:30, 7h tối, 7 rưỡi tối."""
    found = _TIME.fullmatch(" ".join(strip_marks(nfc_clean(text)).split()))
    if found is None:
        return None
    hour = int(found["h"] or found["h2"])
    minutes = found["min"] or found["half"] or "0"
    minute = 30 if minutes == "ruoi" else int(minutes)
    part = found["part"] or found["part2"]
    if (part in ("chieu", "toi") and hour < 12) or (part == "trua" and hour < 10):  # noqa: PLR2004 (noon)
        hour += 12
    try:
        return time(hour % 24 if part == "dem" else hour, minute)
    except ValueError:
        return None
