"""What a few typed words mean: yes or no, a phone number, one of the names on a list."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from content.vietnamese.clean import fold, nfc_clean, strip_marks

_YES = frozenset({
    "co", "ok", "oke", "okay", "dong y", "da", "vang", "duoc", "dung", "roi", "u", "uh", "um", "yes", "y", "1",
    "co a", "da co", "da vang", "da dung", "dung roi", "dung vay", "nhat tri", "ok a", "vang a", "duoc roi",
})  # fmt: skip
_NO = frozenset({
    "khong", "ko", "k", "khg", "hong", "chua", "no", "n", "0", "2", "khong co", "khong phai", "khong dung",
    "khong dong y", "khong a", "chua co", "chua a", "thoi", "thoi khong", "sai", "sai roi", "da khong",
})  # fmt: skip


def is_yes(text: str) -> bool:
    """Say whether the whole *text* means yes. "1" counts, so ask only where 1 is the yes."""
    return fold(text) in _YES


def is_no(text: str) -> bool:
    """Say whether the whole *text* means no. "0" and "2" count, so ask only where 2 is the no."""
    return fold(text) in _NO


_PHONE_NOISE = re.compile(r"\(0\)|[\s.\-()]")
_MOBILE = re.compile(r"(?:\+?84|0)([35789]\d{8})", re.ASCII)
_LANDLINE = re.compile(r"(?:\+?84|0)(2\d{9})", re.ASCII)


def phone(text: str) -> str | None:
    """Return *text* as +84…, or None when it is no Vietnamese phone number of today."""
    bare = _PHONE_NOISE.sub("", nfc_clean(text))
    found = _MOBILE.fullmatch(bare) or _LANDLINE.fullmatch(bare)
    return f"+84{found[1]}" if found else None


_LONG = {
    "tdp": "to dan pho", "kp": "khu pho", "kdc": "khu dan cu", "tp": "thanh pho", "dk": "dac khu",
    "tx": "thi xa", "tt": "thi tran", "ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan",
}  # fmt: skip
_SHORT = {"t": "tinh", "x": "xa", "p": "phuong", "h": "huyen", "q": "quan"}
_DOTTED = re.compile(r"\b([txphq])\s*\.\s*(?=\w)")
_NUMBERED = re.compile(r"\b([pqx])\s*(?=\d)")
_JOINT = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")


def unit_key(text: str) -> str:
    """Return the search key of a unit's name, its abbreviations written out.

    >>> unit_key("TDP 3, P.1")
    'to dan pho 3 phuong 1'
    """
    bare = _DOTTED.sub(lambda m: _SHORT[m[1]] + " ", strip_marks(text))
    bare = _NUMBERED.sub(lambda m: _SHORT[m[1]] + " ", bare)
    words = _JOINT.sub(" ", fold(bare)).split()
    return " ".join(str(int(w)) if w.isdigit() else _LONG.get(w, w) for w in words)


def similar(text: str, candidates: Iterable[str], limit: int) -> list[str]:
    """Return at most *limit* of *candidates* that *text* may stand for, the likeliest first.

    A number in *text* must be in the candidate: "thôn 3" is never offered as "Thôn 13".
    """
    wanted = unit_key(text)
    if not wanted:
        return []
    numbers = {w for w in wanted.split() if w.isdigit()}
    scored: list[tuple[float, int, str]] = []
    for at, candidate in enumerate(candidates):
        words = unit_key(candidate).split()
        if numbers - set(words):
            continue
        score = _score(wanted, words)
        if score >= _LEAST:
            scored.append((-score, at, candidate))
    return [candidate for _, _, candidate in sorted(scored)[:limit]]


_KIND = re.compile(r"^(?:to dan pho|khu dan cu|khu pho|thon|ban|buon|ap|khom|xom|to|xa|phuong)\s+(?=\w)")
_LEAST = 0.68  # by trial on names of hamlets: one or two wrong letters pass, another hamlet does not


def _score(wanted: str, words: list[str]) -> float:
    key = " ".join(words)
    if key == wanted:
        return 2.0
    if set(wanted.split()) <= set(words):
        return 1.0 + len(wanted) / max(len(key), 1) / 2
    return max(_ratio(wanted, key), _ratio(_KIND.sub("", wanted), _KIND.sub("", key)) * 0.98)


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _LEAST or matcher.quick_ratio() < _LEAST:
        return 0.0
    return matcher.ratio()
