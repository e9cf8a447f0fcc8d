"""How long a text is where it is sent, and where it may be cut."""

import re
import unicodedata

_ENDS = (
    re.compile(r"\n[ \t]*\n\s*"),  # a paragraph
    re.compile(r"\n\s*"),  # a line
    re.compile(r"(?<=[.!?…;:])[\"')\]]*\s+"),  # a sentence
    re.compile(r"\s+"),  # a word
)
_FIRST_ASTRAL = 0x10000


def utf16_len(text: str) -> int:
    """Return the length of *text* as phones and Telegram count it; most emoji count 2."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split_text(text: str, limit: int) -> list[str]:
    """Cut *text* into parts of at most *limit* UTF-16 units, at the ends of paragraphs, lines, sentences, words.

    Adds nothing and drops only the blanks around a cut. An empty text has no parts. Raises ValueError
    for a limit below 8, where a letter with its marks may not fit.
    """
    if limit < 8:  # noqa: PLR2004 (said in the promise)
        raise ValueError(limit)
    parts: list[str] = []
    rest = text.strip()
    while rest:
        if utf16_len(rest) <= limit:
            parts.append(rest)
            break
        fits = _fitting(rest, limit)
        cut, resume = _cut(rest, fits)
        parts.append(rest[:cut].rstrip())
        rest = rest[resume:].lstrip()
    return parts


def _fitting(text: str, limit: int) -> int:
    """Return how many characters of *text* fit into *limit* units."""
    used = 0
    for at, c in enumerate(text):
        used += 2 if ord(c) >= _FIRST_ASTRAL else 1
        if used > limit:
            return at
    return len(text)


def _cut(text: str, fits: int) -> tuple[int, int]:
    for rank, end in enumerate(_ENDS):
        # A cut that leaves a part nearly empty is worse than one at a lesser end; a word is the last resort.
        least = fits // 3 if rank < len(_ENDS) - 1 else 1
        best = None
        for found in end.finditer(text, 0, min(len(text), fits + 200)):
            if found.start() > fits:
                break
            if found.start() >= least:
                best = found
        if best is not None:
            return best.start() if rank != 2 else _kept_end(text, best, fits), best.end()  # noqa: PLR2004 (sentence)
    at = fits
    while at > 1 and (unicodedata.combining(text[at]) or text[at] in "\u200d\ufe0f" or text[at - 1] == "\u200d"):
        at -= 1
    return at, at


def _kept_end(text: str, found: re.Match[str], fits: int) -> int:
    """Return the end of a sentence, its closing quotes included, when they fit."""
    end = found.start() + len(found[0].rstrip())
    return end if end <= fits else found.start()
