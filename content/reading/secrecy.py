"""Secrecy marks: a stamp stands alone, a sentence about secrecy does not."""

from __future__ import annotations

import re
from collections.abc import Iterable

from content.vietnamese import fold, nfc_clean

_LEVEL = r"(?:tuyệt\s*mật|tối\s*mật|mật|tuyet\s*mat|toi\s*mat)"
_PAPER = r"(?:(?:đây\s+là\s+)?(?:tài\s*liệu|văn\s*bản|công\s*văn|hồ\s*sơ|bản\s*sao|dấu)\s+)?"
_STAMP = re.compile(rf"{_PAPER}{_LEVEL}(?:\s*[-–:]?\s*(?:bản\s*)?số\s*:?\s*[\w/.…-]*)?", re.IGNORECASE)
_LABEL = re.compile(r"độ\s*mật\s*[:\-–]?\s*(.*)", re.IGNORECASE)
_NOT_SECRET = {"", "khong", "thuong", "khong mat", "binh thuong"}
_FRAME = " \t*_#>|[](){}<>.,:;!~=\"'“”-–—•■□▪★☆│┃║─━┌┐└┘"
_GAP = re.compile(r"\t|\s{3,}|\|")
_LONGEST = 60

# In a file's name only words that cannot be anything else: "mat" is also mặt (trận), mất, mắt.
_NAME = re.compile(r"\b(?:tuyet mat|toi mat|van ban mat|cong van mat|tai lieu mat)\b")
_NAME_MARKED = re.compile(
    r"(?<![^\W_])(?:tuyệt mật|tối mật|độ mật|(?<!bảo )(?<!bí )mật(?! ong| khẩu| độ| thiết| mã))(?![^\W_])"
)
_NAME_BRACKET = re.compile(r"[\[(]\s*(?:mật|mat|tm|tuyệt mật|tối mật)\s*[\])]")


def is_marked(lines: Iterable[str]) -> bool:
    """Say whether one of *lines* is a secrecy stamp, or a "Độ mật:" that names a level or leaves it open."""
    return any(_is_stamp(part) for line in lines for part in _GAP.split(line))


def is_marked_name(name: str) -> bool:
    """Say whether a file's name itself says that its content is secret."""
    shown = nfc_clean(name).casefold()
    spaced = re.sub(r"[\s_.+-]+", " ", shown)
    return bool(_NAME_MARKED.search(spaced) or _NAME_BRACKET.search(shown) or _NAME.search(fold(spaced)))


def _is_stamp(part: str) -> bool:
    bare = nfc_clean(part).strip(_FRAME)
    if not bare or len(bare) > _LONGEST:
        return False
    label = _LABEL.fullmatch(bare)
    if label:
        level = label[1].strip(_FRAME)
        # "Độ mật:" with nothing behind it is a form of secret papers; better asked than sent.
        return ":" in part and not level if not level else fold(level) not in _NOT_SECRET and _names_level(level)
    if _STAMP.fullmatch(bare):
        # One small word "mật" on a line may be honey in a list of goods; a stamp is in capitals.
        return bare.casefold() != "mật" or bare[0].isupper()
    return _spread(bare) in {"MẬT", "TỐIMẬT", "TUYỆTMẬT", "MAT", "TOIMAT", "TUYETMAT"}


def _names_level(level: str) -> bool:
    return re.match(_LEVEL, level, re.IGNORECASE) is not None


def _spread(text: str) -> str:
    """Return "M Ậ T" as "MẬT": letters set apart."""
    return "".join(text.split())
