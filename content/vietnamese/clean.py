"""One spelling for what was typed, and the keys it is found and compared by."""

import re
import unicodedata

# Look-alikes of đ that neither NFC nor NFKC unifies, invisible characters, quotes a phone makes "smart".
_LOOK_ALIKES = str.maketrans(
    {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f", "")
    | dict.fromkeys("\u00a0\u2007\u202f\u2009\u3000\t\v\f", " ")
    | dict.fromkeys("“”„‟«»＂", '"')
    | dict.fromkeys("‘’‚‛＇`´", "'")
    | {chr(0xFF10 + n): str(n) for n in range(10)}
)
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029|\u0085")
_SPACES = re.compile(r" {2,}")
_EDGES = re.compile(r" *\n *")
_OTHERS = re.compile(r"[^a-z0-9]+")
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")  # all of category Cc but the newline
_MARKS = re.compile(r"[\u0300-\u034e\u0350-\u036f]+")  # Vietnamese ones among them; others are looked up one by one


def nfc_clean(text: str) -> str:
    """Return *text* as all the rest expects it: NFC, one đ, plain quotes and digits, single spaces.

    Newlines are kept; spaces around them and at both ends go. Nothing readable is removed.
    """
    text = _NEWLINES.sub("\n", text).translate(_LOOK_ALIKES)
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", text))
    return _EDGES.sub("\n", _SPACES.sub(" ", text)).strip()


def strip_marks(text: str) -> str:
    """Return *text* case-folded, without diacritics, all other characters kept."""
    text = unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES).casefold().replace("đ", "d")
    text = _MARKS.sub("", unicodedata.normalize("NFD", text))
    return text if text.isascii() else "".join(c for c in text if not unicodedata.combining(c))


def in_ascii(text: str) -> str:
    """Return *text* in ASCII, its case kept: letters lose their diacritics, all other signs go."""
    text = unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES).replace("đ", "d").replace("Đ", "D")
    return unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode("ascii")


def fold(text: str) -> str:
    """Return the search key: lower case, no diacritics, letters and digits and single spaces only.

    >>> fold("Ðặng Thị Hoà")
    'dang thi hoa'
    """
    return _OTHERS.sub(" ", strip_marks(text)).strip()


_TONES = "\u0300\u0301\u0303\u0309\u0323"
# Open oa, oe, uy carry the tone on the second letter in the new style; uy after q (quý) is another thing.
_NEW_STYLE = re.compile(rf"(?<![qQ])([oO](?=[aeAE])|[uU](?=[yY]))([aeyAEY])([{_TONES}])(?![\w\u0300-\u036f])")


def same_spelling(text: str) -> str:
    """Return *text* with the old tone placement: hoà → hòa, khoẻ → khỏe, thuỷ → thủy. Case stays.

    For equality and order; i and y (kỹ, kĩ) are left alone, names differ by them.
    """
    return unicodedata.normalize("NFC", _NEW_STYLE.sub(r"\1\3\2", unicodedata.normalize("NFD", text)))


def file_stem(title: str) -> str:
    """Return the name of a file for *title*, in plain small letters: "Báo cáo" is `bao_cao`; "" without words."""
    return re.sub(r"\W+", "_", in_ascii(title).lower(), flags=re.ASCII).strip("_")
