"""What is personal by its form: numbers of phones, papers, accounts and cars, addresses, pages of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.privacy.found import UPPER, Found
from content.texts import privacy as texts

# Behind these, a row of digits is money or a count.
_UNIT = r"(?!\s*(?:đồng|đ\b|vnđ|vnd|dong\b|triệu|trieu|tỷ|tỉ|ty\b|người|nguoi|lượt|luot|hộ\b|m2|kg|tấn))"
_DAY = r"(?!\d{1,2}[.\- ]\d{1,2}[.\- ]\d{4}(?!\d))"
_BANKS = (
    r"vietcombank|vcb|agribank|vietinbank|bidv|mbbank|mb bank|techcombank|sacombank|acb|vpbank|tpbank|vib|hdbank"
    r"|lpbank|lienvietpostbank|shb|momo"
)
_INSURED = r"(?:bhxh|bhyt|bảo hiểm(?: y tế| xã hội)?|bao hiem(?: y te| xa hoi)?)"
_ROAD = r"(?:đường|phố|ngõ|ngách|hẻm|kiệt)"
_NO_ROAD = r"(?!\s+(?:làng|liên|thôn|xã|bê|vào|nội|giao|đi|ra|nhánh|mòn|dây|đất|điện|ống|bộ|sắt|thủy|xương|chính))"
_BARE_ROAD = r"(?:duong|pho|ngo|ngach|hem|kiet)"
_LABEL = r"\s*(?:số|so|cũ|cu)?\s*:?\s*"
_CAPITALS = rf"(?:\s+(?-i:[{UPPER}])\w*)*"
_ON_ROAD = rf"\d+[A-Za-z]?(?:/\d+)*\s*,?\s+{_ROAD}{_NO_ROAD}"
_ON_BARE_ROAD = rf"\d+[a-z]?(?:/\d+)*\s*,?\s+{_BARE_ROAD}(?!\s+(?:lang|lien|thon|vao|dien))"
_CALLED = (
    r"(?<![\w/.,])(?:(?:số điện thoại|điện thoại|sđt|sdt|đt|so dien thoai|dien thoai|dt|a lô|alo|số|so)\s*:?\s*)?"
    r"(?<![\d/.,])"
)
_CAR = r"(?:xe tải|xe máy|xe khách|xe con|ô tô|xe)"
_PLATED = r"(?:biển số|biển|bks|bien so)"

_EMAIL = (r"(?:(?:email|e-mail|mail|thư điện tử|thu dien tu)\s*:?\s*)?[\w.+-]+@[\w-]+\.\w[\w.]*\w",)
_PROFILE = (
    r"(?:https?://)?(?:[\w-]+\.)*(?:facebook|fb|tiktok|zalo|instagram|youtube|t|m)\.(?:com|me|vn)/\S+",
    r"(?<!\w)@[A-Za-z0-9_.]{4,}",
    r"(?<!\w)(?:facebook|fb|tiktok|zalo|nick)\s*:\s*(?=\S*[\d._]|[a-z]{8})[A-Za-z0-9_.]{3,}(?!\w)",
)
_ABROAD = (rf"{_CALLED}\(?\+84\)?(?:[\s.\-]?\d){{8,10}}(?!\d)",)
_NAMED_ID = (
    r"(?<!\w)(?:hộ chiếu|ho chieu|passport)\s*(?:số|so)?\s*:?\s*[A-Z]\d{7}(?!\d)",
    (
        r"(?<!\w)(?:(?:số|so)\s+)?(?:cccd|cmnd|cmt|căn cước(?: công dân)?|can cuoc|định danh|dinh danh)"
        rf"{_LABEL}\d(?:[ .\-]?\d){{8,11}}(?!\d)"
    ),
)
_ACCOUNT = (
    (
        r"(?<!\w)(?:(?:số |so )?(?:stk|tk|tài khoản|tai khoan))(?!\s+định|\s+dinh)\D{0,15}"
        rf"\d(?:[ .]?\d){{5,}}{_UNIT}"
    ),
    rf"(?<!\w)(?:{_BANKS})\D{{0,10}}\d(?:[ .]?\d){{5,}}{_UNIT}",
)
_BARE_ID = (
    (
        r"(?<![\w.,])(?:số |so )?(?<!\d)"
        rf"(?:\d{{3}}[ .]\d{{3}}[ .]\d{{3}}[ .]\d{{3}}|\d{{4}}[ .]\d{{4}}[ .]\d{{4}})(?!\d){_UNIT}"
    ),
    rf"(?<![\w.,])(?:số |so )?(?:\d{{12}}|\d{{9}})(?![.,]?\d){_UNIT}",
)
_CARD = (
    rf"(?<!\w)(?:(?:thẻ|the)\s+)?(?:{_INSURED}\s*(?:số|so)?\s*:?\s*)?(?-i:[A-Z]{{2}})\s?\d(?:[ .]?\d){{12}}(?!\d)",
    (
        rf"(?<!\w)(?:(?:mã số|mã|thẻ|sổ|số|ma so|ma|the|so)\s+)*{_INSURED}"
        rf"\s*(?:số|so)?\s*:?\s*(?:\d{{10}}|\d{{15}}|[a-z]{{2}}\d{{13}})(?!\d){_UNIT}"
    ),
)
_PHONE = (rf"{_CALLED}(?:{_DAY}0|84(?=[\s.\-]?[235789]))(?:[\s.\-]?\d){{8,10}}(?!\d){_UNIT}",)
_PLATE = (
    (
        rf"(?<!\w)(?:(?:{_PLATED}|{_CAR})\s*:?\s*)*\d{{2}}(?-i:[A-Z]{{1,2}})\d?"
        r"(?:\s?-\s?\d{3}\.?\d{1,2}|\s\d{3}\.\d{2}|\s?\d{5})(?!\d)"
    ),
    rf"(?<!\w)(?:{_CAR}\s+)?{_PLATED}\s*:?\s*\d{{2}}\s?[A-Za-z]{{1,2}}\d?\s?-?\s?\d{{3}}\.?\d{{1,2}}(?!\d)",
)
_HOUSE = (
    (
        r"(?<!\w)(?:(?:nhà số|số nhà|nha so|so nha)\s+\d+\w*(?:/\d+)*|sn\s*\d+)"
        rf"(?:,?\s+{_ROAD}\s+[^\W\d_]+{_CAPITALS})?"
    ),
    rf"(?<!\w)(?:số|địa chỉ|ở|tại)\s*:?\s*{_ON_ROAD}(?:\s+\d+(?:/\d+)*(?:\s+{_ROAD})?)?{_CAPITALS}",
    rf"(?<!\w)(?:so|dia chi)\s*:?\s*{_ON_BARE_ROAD}",
    r"(?<!\w)(?:ngõ|ngách|hẻm|kiệt)\s+\d+(?:/\d+)*",
    (
        rf"(?<!\w)(?:căn hộ|can ho|phòng|phong)\s+(?:số\s+|so\s+)?[A-Z]?\d{{3,4}}(?!\d){_UNIT}"
        r"(?=.*(?:chung cư|chung cu|tòa|nhà tập thể))"
    ),
)
_PATTERNS = (
    (texts.EMAIL, texts.AN_EMAIL, _EMAIL),
    (texts.PROFILE, texts.A_PROFILE, _PROFILE),
    (texts.PHONE, texts.A_PHONE, _ABROAD),
    (texts.ID_NUMBER, texts.AN_ID, _NAMED_ID),
    (texts.ACCOUNT, texts.AN_ACCOUNT, _ACCOUNT),
    (texts.ID_NUMBER, texts.AN_ID, _BARE_ID),
    (texts.CARD, texts.A_CARD, _CARD),
    (texts.PHONE, texts.A_PHONE, _PHONE),
    (texts.PLATE, texts.A_PLATE, _PLATE),
    (texts.HOUSE, texts.AN_ADDRESS, _HOUSE),
)
_COMPILED = tuple(
    (kind, instead, re.compile(pattern, re.IGNORECASE)) for kind, instead, patterns in _PATTERNS for pattern in patterns
)


def numbers(text: str) -> Iterator[Found]:
    """Yield all that is personal by its form, the surest kinds first; what overlaps may come twice."""
    for kind, instead, pattern in _COMPILED:
        for found in pattern.finditer(text):
            yield Found(kind, found.start(), found.end(), instead)
