"""The day of the session: one day, said once; a weekday that contradicts it is asked."""

from __future__ import annotations

import re
from datetime import date

from content.dates import Ambiguous, Unread, read_date
from content.quick_report.sentence import Facts, Sentence
from content.vietnamese import unit_key

_ALONE = frozenset({"mai", "mot", "qua", "kia", "al"})  # names and numbers too
_SHORT_WEEKDAY = re.compile(r"t([2-7])", re.ASCII)
_WEEKDAYS = {"2": 0, "hai": 0, "3": 1, "ba": 1, "4": 2, "tu": 2, "5": 3, "nam": 3, "6": 4, "sau": 4, "7": 5, "bay": 5}
_WEEKDAY = re.compile(r"(?:thu |t)(?P<w>[2-7]|hai|ba|tu|nam|sau|bay)\b|(?P<sunday>\bcn\b|\bchu nhat\b)")
_THU = re.compile(r"\bthu (?![2-7]\b|hai\b|ba\b|tu\b|nam\b|sau\b|bay\b)")
_NUMBERED = ("thon", "to", "to dan pho", "khu pho", "ap", "xom", "ban", "khu", "doi")


def read_day(sentence: Sentence, facts: Facts) -> None:
    """Take the day; what may be another day, another year's or two different days is asked."""
    for start, end, key in sentence.windows(6):
        if any(sentence.taken[start:end]) or key in _ALONE or _THU.search(key):
            continue
        said = sentence.typed(start, end).strip(".,!?:") if "kia" in key else key
        found = read_date(said, facts.today)
        if found is Unread.NOTHING:
            continue
        if found is Unread.LUNAR and any(
            read_date(less, facts.today) is Unread.LUNAR for less in (key.partition(" ")[2], key.rpartition(" ")[0])
        ):
            continue  # only the words that say it, not those around
        if isinstance(found, date):
            _take(sentence, facts, found, (start, end, key))
        elif isinstance(found, Ambiguous):
            sentence.doubt("session_date", start, end, *(day.isoformat() for day in found.dates))
        elif found is Unread.LUNAR or "/" in key or "thang" in key:
            sentence.doubt("session_date", start, end)


def _take(sentence: Sentence, facts: Facts, day: date, window: tuple[int, int, str]) -> None:
    start, end, key = window
    if short := _SHORT_WEEKDAY.fullmatch(key):
        days = [value for value, _ in sentence.found.get("session_date", ())]
        if days and days != [day.isoformat()]:
            return  # "20/11 t3": a day is said already, so this is no weekday
        if not days and _is_place(short[1], facts):
            sentence.doubt("session_date", start, end, day.isoformat())
            return
    named = _WEEKDAY.search(key)
    if named is not None and (6 if named["sunday"] else _WEEKDAYS[named["w"]]) != day.weekday():
        sentence.doubt("session_date", start, end, day.isoformat())
        return
    sentence.answer("session_date", day.isoformat(), start, end)


def _is_place(number: str, facts: Facts) -> bool:
    keys = {unit_key(place.label) for place in facts.places}
    return any(f"{kind} {number}" in keys for kind in _NUMBERED)
