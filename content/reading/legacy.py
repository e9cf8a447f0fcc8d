"""Text typed in the fonts of the years before Unicode, TCVN3 (.VnTime) and VNI, and how certain we are of it.

Both show one character of a western code page as a Vietnamese letter, so the words look like "tuyªn truyÒn"
or "tuyeân truyeàn". Conversion is kept only when its words can be Vietnamese syllables.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Source: TCVN 5712:1993, third set. The capitals with tones are the same codes in a font of capitals.
_TCVN3_FROM: Final = (
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢§£¤¥¦"
)  # fmt: skip
_TCVN3_TO: Final = (
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ"
)  # fmt: skip
TCVN3: Final = dict(zip(_TCVN3_FROM, _TCVN3_TO, strict=True))

_ROWS: Final = (  # each row: the plain letter, then grave, acute, hook, tilde, dot
    ("a", "à á ả ã ạ", "aø aù aû aõ aï"),
    ("", "â ầ ấ ẩ ẫ ậ", "aâ aà aá aå aã aä"),
    ("", "ă ằ ắ ẳ ẵ ặ", "aê aè aé aú aü aë"),
    ("e", "è é ẻ ẽ ẹ", "eø eù eû eõ eï"),
    ("", "ê ề ế ể ễ ệ", "eâ eà eá eå eã eä"),
    ("i", "ì í ỉ ĩ ị", "ì í æ ó ò"),
    ("o", "ò ó ỏ õ ọ", "oø où oû oõ oï"),
    ("", "ô ồ ố ổ ỗ ộ", "oâ oà oá oå oã oä"),
    ("", "ơ ờ ớ ở ỡ ợ", "ô ôø ôù ôû ôõ ôï"),
    ("u", "ù ú ủ ũ ụ", "uø uù uû uõ uï"),
    ("", "ư ừ ứ ử ữ ự", "ö öø öù öû öõ öï"),
    ("y", "ỳ ý ỷ ỹ ỵ", "yø yù yû yõ î"),
    ("", "đ", "ñ"),
)
_SMALL: Final = {old: new for _, news, olds in _ROWS for new, old in zip(news.split(), olds.split(), strict=True)}
VNI: Final = (
    _SMALL
    | {old.upper(): new.upper() for old, new in _SMALL.items()}
    # A capital with a small mark after it: typed so at the head of a word in mixed case.
    | {old[0].upper() + old[1]: new.upper() for old, new in _SMALL.items() if len(old) == 2}  # noqa: PLR2004 (pair)
)
_VNI_TOKENS = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """Return *text* in Unicode; *capitals*: it was set in a font of capitals (.VnTimeH)."""
    done = "".join(TCVN3.get(c, c) for c in text)
    return done.upper() if capitals else _LINE.sub(_level, done)


def from_vni(text: str) -> str:
    """Return *text* in Unicode."""
    return _VNI_TOKENS.sub(lambda m: VNI[m[0]], text)


def by_font(text: str, font: str) -> str | None:
    """Return *text* in Unicode when the name of its font says how it was typed, else None."""
    name = font.strip().casefold()
    if name.startswith((".vn", "vntime", "vnarial")):
        return from_tcvn3(text, capitals=name.endswith("h"))
    return from_vni(text) if name.startswith("vni-") else None


_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_]+")
_ONSET = r"(?:ngh|ng|nh|gh|gi|g|kh|k|ph|p|th|tr|t|ch|c|qu|b|d|đ|h|l|m|n|r|s|v|x)?"
_NUCLEUS = (
    r"(?:iê|yê|uyê|uya|uyu|uy|uâ|uê|uơ|uô|oa|oă|oe|oo|ươ|ưa|ưu|ưi|ua|ui|ia|iu|ai|ao|au|ay|âu|ây|eo|êu|oi|ôi|ơi|oai|oay|oeo|"
    r"uây|uôi|ươi|ươu|iêu|yêu|oao|uao|ue|uo|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y)"
)
_SYLLABLE = re.compile(rf"{_ONSET}{_NUCLEUS}(?:ch|c|k|m|ng|nh|n|p|t)?")
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def is_syllable(word: str) -> bool:
    """Say whether *word* is built as a Vietnamese syllable: one onset, vowel and coda, at most one tone."""
    parts = unicodedata.normalize("NFD", word.casefold())
    bare = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
    return sum(c in _TONES for c in parts) <= 1 and _SYLLABLE.fullmatch(bare) is not None


def plausible(text: str) -> float:
    """Return how much of *text* beyond plain ASCII can be Vietnamese, from 0 to 1; 1 when it is too little."""
    text = unicodedata.normalize("NFC", text)
    strange = [w for w in _MARKED.findall(text) if not w.isascii() and not _ABBREVIATION.fullmatch(w)]
    return sum(map(is_syllable, strange)) / len(strange) if len(strange) >= _ENOUGH else 1.0


_ENOUGH = 3
_ABBREVIATION = re.compile("[A-ZĐƯ]{2,7}")  # QĐ, HĐND, TTĐT


# A word and whatever a wrong table made of its letters: "truyÒn", "®ång", "t¹o", "cö".
_MARKED = re.compile("[^\\W\\d_" + re.escape("".join(c for c in _TCVN3_FROM if not c.isalpha())) + "]+")
CERTAIN: Final = 0.93
DOUBTFUL: Final = 0.75


def to_unicode(text: str) -> tuple[str, bool] | None:
    """Return (text in Unicode, whether it was converted), or None when no table makes it certain."""
    own = plausible(text)
    if own >= CERTAIN:
        return text, False
    tries = sorted(((plausible(done), done) for done in (from_tcvn3(text), from_vni(text))), reverse=True)
    (best, done), (second, _) = tries
    if best >= CERTAIN and best - max(own, second) >= 0.2:  # noqa: PLR2004 (clearly better than the others)
        return done, True
    return (text, False) if own >= DOUBTFUL else None


def _level(line: re.Match[str]) -> str:
    """Raise the toned letters of a line, or of a word, whose plain letters are all capitals.

    They came from a font of capitals, whose codes are those of the small letters.
    """
    return line[0].upper() if _all_capitals(line[0], 3) else _WORD.sub(_level_word, line[0])


def _level_word(word: re.Match[str]) -> str:
    # One capital alone is the head of a word: "Tự"; a word such as "TỰ" is left to its line.
    return word[0].upper() if _all_capitals(word[0], 2) else word[0]


def _all_capitals(text: str, least: int) -> bool:
    plain = [c for c in text if c.isascii() and c.isalpha()]
    return len(plain) >= least and all(c.isupper() for c in plain)
