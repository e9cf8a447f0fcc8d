"""Patterns of `regex()`, matched in time that grows with the text alone, whatever an uploaded form says.

RE2 keeps no way back to what it tried before, so that no pattern can hold a transaction up; it knows no look-around
and no back-references. Loaded when the first pattern is met: most forms have none.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re2

MOST_MEMORY = 1 << 20  # bytes for the automaton of one pattern: hundreds of times what a code or a number needs


def is_pattern(text: str) -> bool:
    """Say whether *text* is a pattern that can be matched."""
    return _compiled(text) is not None


def matches(text: str, pattern: str) -> bool:
    """Say whether the whole of *text* is what *pattern* describes; a pattern that is none describes nothing."""
    found = _compiled(pattern)
    try:
        return found is not None and found.fullmatch(text) is not None
    except UnicodeEncodeError:  # half a letter, which no pattern describes
        return False


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re2._Regexp | None:
    import re2  # noqa: PLC0415 (a process that meets no pattern need not load it)

    options = re2.Options()
    options.log_errors = False
    options.max_mem = MOST_MEMORY
    try:
        return re2.compile(pattern, options)
    except (re2.error, UnicodeEncodeError):
        return None
