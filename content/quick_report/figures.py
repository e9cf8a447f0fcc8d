"""How long it was and how many listened: numbers with their unit; a bare number is never believed."""

from __future__ import annotations

import re

from content.numbers import NotANumber, read_whole
from content.quick_report.sentence import Sentence

_HEADS = (
    r"(?:luot ?)?(?:nguoi nghe|nguoi dan|nguoi tham (?:gia|du)|nguoi du|nguoi|ngoi|nguoif|ngwoi|nguoj"
    r"|ng|ba con|nhan dan|hoi vien|doan vien|hoc sinh|dai bieu)|luot nguoi|luot"
)
_NUMBER = r"\d{1,3}(?:[.,]\d{3})+|\d+"
_ABOUT = r"~|khoang|tam|hon|gan|chung|tren|duoi|uoc|uoc chung|xap xi|it nhat|khoang chung"
_COUNT = re.compile(rf"(?:(?:co|duoc|tong|tong so) )?(?P<n>{_NUMBER}) ?(?:{_HEADS})", re.ASCII)
_LABELLED = re.compile(
    r"(?:so nguoi nghe|so nguoi du|so nguoi|nguoi nghe|so luong|sl|tong so|so luot|luot)(?: la)? ?[:=]? ?"
    rf"(?P<n>{_NUMBER})"
    rf"(?: ?(?:{_HEADS}))?",
    re.ASCII,
)
_ROUGH = re.compile(
    rf"(?:{_ABOUT}) ?(?P<n>{_NUMBER})(?: ?(?:{_HEADS}))?|(?P<m>{_NUMBER}) ?(?:hon|\+)(?: ?(?:{_HEADS}))?", re.ASCII
)
_RANGE = re.compile(rf"(?P<n>\d+) ?(?:-|den|toi) ?\d+ ?(?:{_HEADS})", re.ASCII)
_SPELLED = re.compile(rf"(?P<words>(?:[a-z]+ ){{1,5}})(?:{_HEADS})")
_MINUTES = re.compile(r"(?:trong |keo dai |thoi luong |tgian |tg )?(?P<n>\d{1,3}) ?(?:phut|phuts|ph|p|')", re.ASCII)
_HOURS = re.compile(
    r"(?:trong |keo dai |thoi luong |tgian |tg )?"
    r"(?:(?P<h>\d{1,2}) ?(?:h|gio|g|tieng)(?: ?(?P<min>\d{1,2}) ?(?:phut|ph|p|')?| (?P<half>ruoi))?"
    r"|(?P<dec>\d[.,]5) ?(?:h|gio|tieng))",
    re.ASCII,
)
_HALF = frozenset({"nua tieng", "nua gio", "trong nua tieng"})
_DAYPARTS = frozenset({"sang", "trua", "chieu", "toi", "dem", "ngay", "hom"})
_CLOCK_WORDS = frozenset({"luc", "hoi", "vao", "tu", "bat"})
_HEAD_WORDS = frozenset({"nguoi", "ng", "luot", "ngoi", "ba", "hoi", "doan", "dai", "hoc", "nhan"})
_NUMBER_WORDS = frozenset({"mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"})
LONGEST_HOURS = 4  # "5h" and later is the hour of the day


def read_duration(sentence: Sentence) -> None:
    """Take "40p", "1h30", "1 tieng ruoi"; an hour of the day is no duration and stays."""
    for start, end, key in sentence.windows(6):
        if any(sentence.taken[start:end]):
            continue
        if found := _MINUTES.fullmatch(key):
            sentence.answer("duration", int(found["n"]), start, end)
        elif key in _HALF:
            sentence.answer("duration", 30, start, end)
        elif (found := _HOURS.fullmatch(key)) and not (_is_clock(sentence, start, end) or _counts(sentence, key, end)):
            _take_hours(sentence, found, start, end)


def _take_hours(sentence: Sentence, found: re.Match[str], start: int, end: int) -> None:
    if found["dec"]:
        sentence.answer("duration", int(found["dec"][0]) * 60 + 30, start, end)
        return
    hours = int(found["h"])
    minutes = 30 if found["half"] else int(found["min"] or 0)
    if hours <= LONGEST_HOURS and minutes < 60:  # noqa: PLR2004 (an hour)
        sentence.answer("duration", hours * 60 + minutes, start, end)


def _counts(sentence: Sentence, key: str, end: int) -> bool:
    """Say whether the last number is of listeners: "1h 45 ng"."""
    return " " in key and key[-1].isdigit() and end < len(sentence.keys) and sentence.keys[end] in _HEAD_WORDS


def _is_clock(sentence: Sentence, start: int, end: int) -> bool:
    before = sentence.keys[start - 1] if start else ""
    after = sentence.keys[end] if end < len(sentence.keys) else ""
    return before in _CLOCK_WORDS or after in _DAYPARTS


def read_headcount(sentence: Sentence) -> None:
    """Take "45 nguoi", "sl 45", "bon muoi nguoi"; about, a range and words that say no number are asked."""
    for start, end, key in sentence.windows(8, 1):
        if any(sentence.taken[start:end]):
            continue
        if found := _RANGE.fullmatch(key):
            sentence.doubt("headcount", start, end)
        elif found := _ROUGH.fullmatch(key):
            sentence.doubt("headcount", start, end, _whole(found["n"] or found["m"]))
        elif found := _COUNT.fullmatch(key) or _LABELLED.fullmatch(key):
            if start and sentence.keys[start - 1] in ("-", "den", "hoac", "hay"):
                sentence.doubt("headcount", start - 1, end)
            else:
                sentence.answer("headcount", _whole(found["n"]), start, end)
        elif found := _SPELLED.fullmatch(key):
            number = read_whole(found["words"])
            if not isinstance(number, NotANumber):
                _spelled(sentence, number, start, end)


def _spelled(sentence: Sentence, number: int, start: int, end: int) -> None:
    before = sentence.keys[start - 1] if start else ""
    if before in (
        "thon",
        "to",
        "ap",
        "xom",
        "ban",
        "khu",
        "thu",
        "thang",
        "khoang",
        "hon",
        "gan",
        "tam",
        "va",
        *_NUMBER_WORDS,
    ):
        sentence.doubt("headcount", start, end)  # "thon ba muoi nguoi": three and ten, or thirty?
    else:
        sentence.answer("headcount", number, start, end)


def _whole(text: str) -> int:
    return int(text.replace(".", "").replace(",", ""))


def bare_number(sentence: Sentence) -> None:
    """A number without a unit is perhaps the head-count: it is asked, never believed."""
    for start, end, key in list(sentence.windows(1)):
        if re.fullmatch(_NUMBER, key, re.ASCII) and len(key) <= 6:  # noqa: PLR2004 (no head-count is longer)
            sentence.doubt("headcount", start, end, _whole(key))
