"""The privacy gate: words of a report may name what was said, never who said it.

A net with known holes: it catches what is written the usual way, and the office's reviewer sees the rest. How well
it does is measured in `tests/privacy`.
"""

from __future__ import annotations

from content.privacy.found import Found
from content.privacy.names import names
from content.privacy.numbers import numbers
from content.texts import privacy as texts
from content.vietnamese.clean import nfc_clean

__all__ = ["Found", "personal_data", "rewritten", "what_is_personal"]

_ROUNDS = 3  # what is put in place of one thing may stand beside another that was hidden by it


def what_is_personal(text: str) -> list[Found]:
    """Return all that seems to be personal data, in the order of *text*, which is as `nfc_clean` gives it."""
    found: list[Found] = []
    for one in (*numbers(text), *names(text)):  # a number goes before a name that overlaps it
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def personal_data(text: str) -> str | None:
    """Return what kind of personal data *text* seems to hold, in words for its writer, or None."""
    text = nfc_clean(text)
    kind = next((one.kind for one in numbers(text)), None)
    return kind or next((one.kind for one in names(text)), None)


def rewritten(text: str) -> str | None:
    """Return *text* with general words in place of what is personal: "một người dân hỏi về đất".

    None when it holds nothing personal, or when nothing but that: then there is no matter to be kept.
    """
    text = before = nfc_clean(text)
    for _ in range(_ROUNDS):
        found = what_is_personal(text)
        if not found:
            break
        text = _replaced(text, found)
    return text if text != before and personal_data(text) is None and _says_something(text) else None


def _replaced(text: str, found: list[Found]) -> str:
    for one in reversed(found):
        instead = one.instead
        if not text[: one.start].strip() or text[: one.start].rstrip().endswith((".", "!", "?", "\n")):
            instead = instead[:1].upper() + instead[1:]
        text = text[: one.start] + instead + text[one.end :]
    return nfc_clean(text)


def _says_something(text: str) -> bool:
    """Say whether something is left beside the general words."""
    rest = text.casefold()
    for words in sorted(texts.INSTEAD, key=len, reverse=True):
        rest = rest.replace(words.casefold(), "")
    return any(sign.isalpha() for sign in rest)
