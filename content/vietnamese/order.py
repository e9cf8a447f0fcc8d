"""How Vietnamese words and names are sorted."""

import re
import unicodedata

from content.vietnamese.clean import nfc_clean, same_spelling

_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_QUALITY = {_BREVE: "1", _HAT: "2", _HORN: "3"}  # a < ă < â, e < ê, o < ô < ơ, u < ư
_TONE = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_TOKEN = re.compile(r"\d+|[^\W\d_]|[\u0300-\u036f]|.", re.DOTALL)


def sort_key(text: str) -> str:
    """Return a key whose plain order is the order of a Vietnamese dictionary, numbers by their size.

    Only a-z and 0-9 come out, so SQLite, PostgreSQL in any locale, and Python agree. Letters decide
    first (a < ă < â, d < đ), then tones (ngang < huyền < hỏi < ngã < sắc < nặng). Source: CLDR vi.
    """
    letters: list[str] = []
    tones: list[str] = []
    tone = "0"
    spaced = True
    for mark in _TOKEN.findall(unicodedata.normalize("NFD", same_spelling(nfc_clean(text)).casefold())):
        if mark in _TONE:
            tone = _TONE[mark]
        elif mark in _QUALITY:
            if letters and letters[-1][0].isalpha():
                letters[-1] = letters[-1][0] + _QUALITY[mark]
        elif mark == "đ":
            letters.append("d1")
            spaced = False
        elif mark.isdigit() and mark.isascii():
            number = mark.lstrip("0") or "0"
            letters.append(f"2{len(number):02d}{number}")
            spaced = False
        elif mark.isascii() and mark.isalpha():
            letters.append(mark + "0")
            spaced = False
        elif not spaced:
            letters.append("1")
            tones.append(tone)
            tone, spaced = "0", True
    if spaced and letters:
        letters.pop()
    else:
        tones.append(tone)
    return "".join(letters) + "0" + "".join(tones)


def given_name(full_name: str) -> str:
    """Return the word a person is greeted by: the last one.

    Names whose clan comes last (Y … Êban) need the office to say so; nothing is guessed.
    """
    words = nfc_clean(full_name).split()
    return words[-1] if words else ""


def name_key(full_name: str, given: str | None = None) -> tuple[str, str, str]:
    """Return (given, family, middle), the order in which names are listed.

    *given* is the office's word for it where it is not simply the last one.
    """
    words = same_spelling(nfc_clean(full_name)).split()
    if not words:
        return ("", "", "")
    if given is None or not given.strip():
        return (words[-1], words[0] if len(words) > 1 else "", " ".join(words[1:-1]))
    own = same_spelling(nfc_clean(given)).split()
    rest = list(words)
    for at in range(len(words) - len(own), -1, -1):
        if [w.casefold() for w in words[at : at + len(own)]] == [w.casefold() for w in own]:
            rest = words[:at] + words[at + len(own) :]
            break
    return (" ".join(own), rest[0] if rest else "", " ".join(rest[1:]))
