"""Where it was: a unit of the person's area, by its whole name, without its kind, or with a number in words."""

from __future__ import annotations

from collections import defaultdict

from content.quick_report.sentence import Facts, Sentence
from content.vietnamese import similar, unit_key

_KINDS = (
    "to dan pho",
    "khu dan cu",
    "khu pho",
    "thon",
    "ban",
    "buon",
    "ap",
    "khom",
    "xom",
    "to",
    "xa",
    "phuong",
    "khu",
)
_ABBREVIATED = ("tdp", "kp", "kdc")
_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_BEFORE = ("nha van hoa", "hoi truong", "nha sinh hoat", "nha cong dong", "san dinh", "dia diem", "nvh", "shcd", "noi",
           "tai", "o")  # fmt: skip
LONGEST = 6
_LEAST_BARE = 4  # letters of a name without its kind


def _names(facts: Facts) -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for place in facts.places:
        whole = unit_key(place.label)
        names[whole].append(place.value)
        for kind in _KINDS:
            bare = whole.removeprefix(f"{kind} ")
            if bare != whole:
                if len(bare) >= _LEAST_BARE and not bare.isdigit():
                    names[bare].append(place.value)
                break
    return {name: list(dict.fromkeys(values)) for name, values in names.items()}


def _with_digits(key: str) -> str:
    head, _, last = key.rpartition(" ")
    return f"{head} {_NUMBERS[last]}" if head in _KINDS and last in _NUMBERS else key


def read_place(sentence: Sentence, facts: Facts) -> None:
    """Take the place; a name that two units have, or one like it, is asked with the choice."""
    names = _names(facts)
    for start, end, key in sentence.windows(LONGEST):
        if any(sentence.taken[start:end]):
            continue
        wanted = unit_key(key)
        values = names.get(wanted) or names.get(_with_digits(wanted)) or []
        if not values:
            continue
        start = sentence.widened(start, _BEFORE)  # noqa: PLW2901 (the words before belong to it)
        if len(values) == 1:
            sentence.answer("place", values[0], start, end)
        else:
            sentence.doubt("place", start, end, *values)
    if "place" not in sentence.found and not any(doubt.key == "place" for doubt in sentence.doubts):
        _like(sentence, facts)


def _like(sentence: Sentence, facts: Facts) -> None:
    labels = {place.label: place.value for place in facts.places}
    for start, end, key in sentence.windows(5, 2):
        if not any(unit_key(key).startswith(f"{kind} ") for kind in _KINDS):
            continue
        near = similar(_with_digits(unit_key(key)), labels, 3)
        if near:
            sentence.doubt("place", sentence.widened(start, _BEFORE), end, *(labels[label] for label in near))
            return
    for start, end, key in sentence.windows(2, 2):
        first = key.split()[0]
        if first in _KINDS or first in _ABBREVIATED:
            sentence.doubt("place", sentence.widened(start, _BEFORE), end)  # a place that is not of her area
            return
