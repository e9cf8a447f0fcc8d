"""Which cells of a form are expressions, and how they are written before they are parsed."""

from __future__ import annotations

import re
from typing import Final

from content.xforms.kinds import Kind
from content.xforms.xpath import FUNCTIONS

CONDITIONS: Final = ("relevant", "constraint", "required", "read_only", "calculation")
"""Columns in which yes and no stand for true() and false(), as in pyxform."""
EXPRESSIONS: Final = (*CONDITIONS, "choice_filter", "repeat_count")

REFERENCE: Final = re.compile(r"\$\{\s*(last-saved#)?([^{}#]*?)\s*\}")
NAMED: Final = re.compile(r"\$\{\s*(?:last-saved#)?[^\W\d][\w.\-]*\s*\}")
_OPENED: Final = re.compile(r"\$\s*\{")
_WORDS: Final = {"yes": "true()", "true": "true()", "no": "false()", "false": "false()"}
_QUOTES: Final = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})
_CALL: Final = re.compile(r"(?<![\w.\-:])([A-Za-z][\w:\-]*)\s*\(")
_SUM: Final = re.compile(r"-?[\d.]+(?:\s*[-+*]\s*[\d.]+)+")
_NUMBERS: Final = frozenset({"integer", "decimal", "range", "calculate"})


def written(key: str, text: str) -> str:
    """Return the expression that stands in the column *key*: plain quotes, yes and no as functions."""
    plain = text.translate(_QUOTES)
    return _WORDS.get(plain.casefold(), plain) if key in CONDITIONS else plain


def is_dynamic(text: str, kind: Kind) -> bool:
    """Say whether a default is worked out; otherwise it is the answer itself."""
    plain = text.translate(_QUOTES)
    if _OPENED.search(plain) or any(name in FUNCTIONS for name in _CALL.findall(plain)):
        return True
    return kind.word in _NUMBERS and bool(_SUM.fullmatch(plain.strip()))


def has_broken_reference(text: str) -> bool:
    """Say whether a `${` begins that names nothing."""
    return len(_OPENED.findall(text)) != len(NAMED.findall(text))
