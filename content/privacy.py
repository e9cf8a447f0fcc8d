"""The privacy gate: words of a report may name what was said, never who said it."""

import re

from content.texts import privacy as texts
from content.vietnamese.clean import nfc_clean

_PHONE = re.compile(r"(?<![\d/])(?:\+?84|0)(?:[\s.\-]?\d){8,10}(?!\d)")
_ID = re.compile(r"(?<![\d.,])\d{12}(?![\d.,]?\d)|(?<![\d.,])\d{9}(?![\d.,]?\d)")
_SPACED_ID = re.compile(r"(?<!\d)\d{3}[ .]\d{3}[ .]\d{3}[ .]\d{3}(?!\d)")
_CARD = re.compile(r"\b[A-Z]{2}\d{13}\b")
_PLATE = re.compile(r"\b\d{2}[A-Z]{1,2}\d?\s?-?\s?\d{3}\.?\d{1,2}\b")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_PROFILE = re.compile(
    r"(?:facebook|fb|tiktok|zalo|instagram|youtube|t|m)\.(?:com|me|vn)/\S+|(?<!\w)@[A-Za-z0-9_.]{4,}", re.IGNORECASE
)
_HOUSE = re.compile(
    r"\b(?:nhà số|số nhà|nhà)\s+\d+|\b(?:số|sn)\s*\d+[A-Za-z]?(?:/\d+)*\s*,?\s+(?:đường|phố|ngõ|ngách|hẻm|kiệt)\b"
    r"|\b(?:ngõ|ngách|hẻm|kiệt)\s+\d+",
    re.IGNORECASE,
)
_UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ-Ỹ"
_LOWER = "a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ"
_NAME = rf"[{_UPPER}][{_LOWER}]+(?!\w)"
_PERSON = re.compile(
    r"(?<!\w)(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Ee]m|[Cc]ụ|[Cc]ậu|[Dd]ì|[Tt]hím|[Hh]ộ|[Nn]hà|"
    r"[Dd]ân tên)"
    rf"\s+(?:ông\s+|bà\s+|anh\s+|chị\s+)?({_NAME}(?:\s+{_NAME}){{0,3}})"
)
_FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Lương|Nông|Hà|Lò|Vàng|Giàng|Sùng"
)
_FULL_NAME = re.compile(rf"(?<!\w)(?:{_FAMILIES})\s+(?:(?:Văn|Thị|Đức|Hữu|Ngọc|Minh|Xuân|Quang|Thanh)\s+){_NAME}")
# Capitalised words after "nhà", "hộ", "bà" … that name no person.
_NO_NAMES = frozenset({"Nước", "Đảng", "Mặt", "Văn", "Trẻ", "Nam", "Việt", "Rịa", "Nhân", "Hội", "Máy", "Quốc"})


def personal_data(text: str) -> str | None:
    """Return what kind of personal data *text* seems to hold, in words for its writer, or None.

    A net with known holes: it catches what is written the usual way, and the office's reviewer sees the rest.
    """
    text = nfc_clean(text)
    for kind, pattern in (
        (texts.EMAIL, _EMAIL), (texts.PROFILE, _PROFILE), (texts.ID_NUMBER, _SPACED_ID), (texts.ID_NUMBER, _ID),
        (texts.PHONE, _PHONE), (texts.CARD, _CARD), (texts.PLATE, _PLATE), (texts.HOUSE, _HOUSE),
        (texts.PERSON, _FULL_NAME),
    ):  # fmt: skip
        if pattern.search(text):
            return kind
    for found in _PERSON.finditer(text):
        if found[1].split()[0] not in _NO_NAMES:
            return texts.PERSON
    return None
