"""Functions of texts, and of the answers of select questions, which are texts with spaces between the choices."""

from __future__ import annotations

from itertools import chain
from typing import Final

from content.xforms.xpath.functions.table import Function
from content.xforms.xpath.patterns import matches
from content.xforms.xpath.values import NAN, Atom, text_of


def _substr(text: str, start: float, end: float = NAN) -> str:
    """Count from 0, negative places from the end, as JavaRosa does."""
    first = _place(start, len(text))
    last = len(text) if end != end else _place(end, len(text))  # noqa: PLR0124 (NaN: not given)
    return text[first:last] if last > first else ""


def _place(number: float, length: int) -> int:
    if number != number:  # noqa: PLR0124 (NaN)
        return 0
    place = int(max(-length, min(length, number)))
    return place + length if place < 0 else place


def _substring(text: str, start: float, length: float = float("inf")) -> str:
    """Count from 1, as XPath 1.0 does: the characters whose place p has start ≤ p < start + length, both rounded."""
    first = _rounded(start)
    after = first + _rounded(length)
    return "".join(sign for place, sign in enumerate(text, 1) if first <= place < after)


def _rounded(number: float) -> float:
    return float((number + 0.5) // 1) if abs(number) != float("inf") else number


def _translate(text: str, signs: str, others: str) -> str:
    table: dict[int, str | None] = {}
    for n, sign in enumerate(signs):
        table.setdefault(ord(sign), others[n] if n < len(others) else None)
    return text.translate(table)


def _concat(*parts: list[Atom]) -> str:
    return "".join(text_of(value) for value in chain.from_iterable(parts))


def _join(between: str, *parts: list[Atom]) -> str:
    return between.join(text_of(value) for value in chain.from_iterable(parts))


def _selected_at(chosen: str, place: float) -> str:
    names = chosen.split()
    return names[int(place)] if 0 <= place < len(names) else ""


def _substring_before(text: str, target: str) -> str:
    before, found, _ = text.partition(target) if target else ("", "", "")
    return before if found else ""


def _substring_after(text: str, target: str) -> str:
    return text.partition(target)[2] if target else text


FUNCTIONS: Final[dict[str, Function]] = {
    "string": ("s", lambda text: text),
    "regex": ("ss", matches),
    "contains": ("ss", lambda text, part: part in text),
    "starts-with": ("ss", lambda text, part: text.startswith(part)),
    "ends-with": ("ss", lambda text, part: text.endswith(part)),
    "substr": ("snn", _substr),
    "substring": ("snn", _substring),
    "substring-before": ("ss", _substring_before),
    "substring-after": ("ss", _substring_after),
    "translate": ("sss", _translate),
    "string-length": ("s", lambda text: float(len(text))),
    "normalize-space": ("s", lambda text: " ".join(text.split())),
    "concat": ("v*", _concat),
    "join": ("sv*", _join),
    "selected": ("ss", lambda chosen, name: name.strip() in chosen.split()),
    "selected-at": ("sn", _selected_at),
    "count-selected": ("s", lambda chosen: float(len(chosen.split()))),
}
