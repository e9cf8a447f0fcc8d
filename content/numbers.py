"""Numbers as people type them."""

import re
from dataclasses import dataclass

from content.vietnamese.clean import nfc_clean, strip_marks


@dataclass(frozen=True, slots=True)
class NotANumber:
    """Why a text gave no whole number. `guess` is what it probably means, when one may ask."""

    kind: str  # nothing | about | range | decimal
    guess: int | None = None


_WORDS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9,
}  # fmt: skip
_ABOUT = re.compile(r"\b(?:khoang|tam|hon|gan|chung|it nhat|toi thieu|tren|duoi|vai|may|xap xi|uoc)\b|~|\+$")
_RANGE = re.compile(r"\d[\d.]* ?(?:-|–|den|toi) ?\d")
_GROUPED = re.compile(r"\d{1,3}(?:[. ]\d{3})+", re.ASCII)
_DECIMAL = re.compile(r"(\d+)([.,])(\d+)", re.ASCII)
_LEADING = re.compile(r"^(?:co|duoc|la|tong|tong so|so nguoi|tong cong)\s*:?\s+(?=\d)")


def read_whole(text: str, unit: str = "") -> int | NotANumber:
    """Return the whole number that *text* is: 45, "45 người", "1.200", "bốn mươi lăm".

    "." groups thousands only before exactly three digits. What is about, a range, or a decimal is not taken.
    """
    key = " ".join(strip_marks(nfc_clean(text)).split()).rstrip(".!")
    key = _LEADING.sub("", key)
    for word in (strip_marks(unit), "nguoi nghe", "luot nguoi", "luot", "nguoi", "phut", "ng", "p", "'"):
        if word and re.search(rf"[\d\s]{re.escape(word)}$", key):
            key = key[: -len(word)].strip()
    if key.isdigit() and key.isascii():
        return int(key) if len(key) <= 12 else NotANumber("nothing")  # noqa: PLR2004 (no count is longer)
    if _GROUPED.fullmatch(key):
        return int(re.sub(r"[. ]", "", key))
    if _RANGE.search(key):
        return NotANumber("range")
    if found := _DECIMAL.fullmatch(key):
        whole, mark, rest = found.groups()
        thousands = mark == "," and len(rest) == 3  # noqa: PLR2004 (written the other way round)
        return NotANumber("decimal", int(whole + rest) if thousands else None)
    spelled = _spelled(key)
    if spelled is not None:
        return spelled
    if _ABOUT.search(key):
        digits = re.findall(r"\d+", key)
        return NotANumber("about", int(digits[0]) if len(digits) == 1 and len(digits[0]) < 9 else None)  # noqa: PLR2004
    return NotANumber("nothing")


def written(value: int) -> str:
    """Return *value* as Vietnamese papers write it: 1.234.567."""
    return f"{value:,}".replace(",", ".")


def _spelled(key: str) -> int | None:
    """Read a number below ten thousand written in words; None when a word is not of one."""
    total, last, empty = 0, 0, True
    for word in key.split():
        if word in _WORDS:
            if last and not empty and last < 10:  # noqa: PLR2004 (two digits in a row say no number)
                return None
            last, empty = _WORDS[word], False
        elif word in ("le", "linh"):
            continue
        elif word in ("muoi", "chuc"):
            total, last = total + (last or 1) * 10, 0
        elif word == "tram":
            total, last = total + (last or 1) * 100, 0
        elif word in ("nghin", "ngan"):
            total, last = (total + last or 1) * 1000, 0
        else:
            return None
        empty = False
    return None if empty else total + last
