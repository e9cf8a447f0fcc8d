"""The privacy gate: words of a report may name what was said, never who said it."""

import re
from collections.abc import Iterator

from content.texts import privacy as texts
from content.vietnamese.clean import nfc_clean, strip_marks

_PHONE = re.compile(r"(?<![\d/])(?:\+?84|0)(?:[\s.\-]?\d){8,10}(?!\d)")
_ID = re.compile(r"(?<![\d.,])\d{12}(?![\d.,]?\d)|(?<![\d.,])\d{9}(?![\d.,]?\d)")
_SPACED_ID = re.compile(r"(?<!\d)(?:\d{3}[ .]\d{3}[ .]\d{3}[ .]\d{3}|\d{4}[ .]\d{4}[ .]\d{4})(?!\d)")
_ACCOUNT = re.compile(r"(?<!\w)(?:stk|(?:số )?tài khoản|(?:so )?tai khoan)\D{0,15}\d[\d ]{5,}", re.IGNORECASE)
_CARD = re.compile(r"\b[A-Z]{2}\d{13}\b")
_PLATE = re.compile(r"\b\d{2}[A-Z]{1,2}\d?\s?-?\s?\d{3}\.?\d{1,2}\b")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_PROFILE = re.compile(
    r"(?:facebook|fb|tiktok|zalo|instagram|youtube|t|m)\.(?:com|me|vn)/\S+|(?<!\w)@[A-Za-z0-9_.]{4,}"
    r"|(?<!\w)(?:facebook|fb|tiktok|zalo)\s*:\s*\w{3,}",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(?:nhà số|số nhà|nhà)\s+\d+|\b(?:số|sn)\s*\d+[A-Za-z]?(?:/\d+)*\s*,?\s+(?:đường|phố|ngõ|ngách|hẻm|kiệt)\b"
    r"|\b(?:ngõ|ngách|hẻm|kiệt)\s+\d+",
    re.IGNORECASE,
)
_UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ-Ỹ"
_LOWER = "a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ"
_NAME = rf"(?:[{_UPPER}]['’]?[{_UPPER}]?[{_LOWER}]+|[{_UPPER}]\s+[{_UPPER}][{_LOWER}]+)(?!\w)"  # Mẫu, H'Mai, Y Bhăm
_PERSON = re.compile(
    r"(?<!\w)(?:[Ôô]ng|[Ôô]\.|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Ee]m|[Cc]ụ|[Cc]ậu|[Mm]ợ|[Dd]ì|[Tt]hím|[Tt]hầy|"
    r"[Cc]háu|[Vv]ợ chồng|[Hh]ộ|[Nn]hà|[Dd]ân tên|[Đđ]/c|[Đđ]ồng chí)"
    rf"\s+(?:ông\s+|bà\s+|anh\s+|chị\s+)?({_NAME}(?:\s+{_NAME}){{0,3}})"
)
# Shouted, and only after words that are said of nobody but people.
_SHOUTED = re.compile(rf"(?<!\w)(?:[ÔôÔ]ng|ÔNG|[Bb]à|BÀ|[Aa]nh|ANH|[Cc]hị|CHỊ)\s+([{_UPPER}]{{2,}})(?!\w)")
# Typed without diacritics: there "ba" may be three and "chi" a branch, so what follows must look like a name.
_BARE_PERSON = re.compile(
    r"(?<!\w)(?:[Oo]ng|[Bb]a|[Aa]nh|[Cc]hi|[Cc]o|[Cc]hu|[Bb]ac|[Cc]u|[Tt]hay|[Cc]hau|[Dd]/c|[Dd]ong chi)"
    r"\s+([A-Z][a-z]+)(?!\w)"
)
_FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Lương|Nông|Hà|Lò|Vàng|Giàng|Sùng"
)
_MIDDLES = "Văn|Thị|Đức|Hữu|Ngọc|Minh|Xuân|Quang|Thanh|A"
_FULL_NAME = re.compile(rf"(?<!\w)(?:{_FAMILIES})\s+(?:{_MIDDLES})\s+{_NAME}")
_LOW_NAME = re.compile(rf"(?<!\w)(?:{_FAMILIES})\s+(?:văn|thị)\s+(\w+)".lower())
_BARE_NAME = re.compile(
    r"(?<!\w)(?:nguyen|tran|pham|hoang|huynh|phan|vo|bui|le|do|dang|vu|ngo|dinh)\s+(?:van|thi)\s+(\w+)"
)
_PLACE = re.compile(
    r"(?:đường|phố|cầu|trường|xã|phường|chợ|công viên|dự án|quảng trường|bệnh viện|quỹ|"
    r"duong|pho|cau|truong|xa|phuong|cho)"
    r"(?:\s+(?:tiểu học|trung học|thpt|thcs|mầm non))?\s+$",
    re.IGNORECASE,
)
# Capitalised words after "nhà", "hộ", "bà" … that name no person; and after them typed without diacritics.
_NO_NAMES = frozenset(
    {
        "Nước",
        "Đảng",
        "Mặt",
        "Văn",
        "Trẻ",
        "Nam",
        "Việt",
        "Rịa",
        "Nhân",
        "Hội",
        "Máy",
        "Quốc",
        "Hồ",
        "Bí",
        "Chủ",
        "Trưởng",
    }
    | {"Phó", "Giám", "Thường", "Tổng", "Ủy"}
)
_NO_BARE_NAMES = frozenset(
    {
        "Bo",
        "Doan",
        "Cuc",
        "Hoi",
        "Nhanh",
        "Tieu",
        "Tra",
        "Ria",
        "Vi",
        "Dinh",
        "Be",
        "To",
        "Quan",
        "Nghi",
        "Luat",
        "Ho",
        "Bi",
    }
    | {"Chu", "Truong", "Pho", "Giam", "Thuong", "Tong", "Uy", "Nuoc", "Dang", "Hung"}
)
_NO_THIRD = frozenset({"dong", "hanh", "hoa", "minh", "ban", "phong", "chuyen", "de", "truong", "xa", "tran", "hien"})
_SHORT_FORMS = frozenset({"TP", "UBND", "HĐND", "TTV", "BCV", "THCS", "THPT", "EM"})


def personal_data(text: str) -> str | None:
    """Return what kind of personal data *text* seems to hold, in words for its writer, or None.

    A net with known holes: it catches what is written the usual way, and the office's reviewer sees the rest.
    """
    text = nfc_clean(text)
    for kind, pattern in (
        (texts.EMAIL, _EMAIL), (texts.PROFILE, _PROFILE), (texts.ID_NUMBER, _SPACED_ID), (texts.ID_NUMBER, _ID),
        (texts.PHONE, _PHONE), (texts.ACCOUNT, _ACCOUNT), (texts.CARD, _CARD), (texts.PLATE, _PLATE),
        (texts.HOUSE, _HOUSE),
    ):  # fmt: skip
        if pattern.search(text):
            return kind
    return texts.PERSON if any(_named(text)) else None


def _named(text: str) -> Iterator[bool]:
    """Yield whether each thing that looks like a person's name is one."""
    low, bare = text.lower(), strip_marks(text)
    yield from (found[1].split()[0] not in _NO_NAMES for found in _PERSON.finditer(text))
    yield from (found[1] not in _SHORT_FORMS for found in _SHOUTED.finditer(text))
    yield from (not _PLACE.search(text[: found.start()]) for found in _FULL_NAME.finditer(text))
    yield from (not _PLACE.search(low[: found.start()]) for found in _LOW_NAME.finditer(low))
    if bare == low:  # typed without diacritics
        yield from (found[1] not in _NO_BARE_NAMES for found in _BARE_PERSON.finditer(text))
        for found in _BARE_NAME.finditer(bare):
            is_capital = text[found.start(1)].isupper()
            yield (is_capital or found[1] not in _NO_THIRD) and not _PLACE.search(bare[: found.start()])
