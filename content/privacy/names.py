"""Names of people: after a word that is said of people, or by the shape of a whole name; also without diacritics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from content.privacy import known
from content.privacy.found import LOWER, UPPER, Found
from content.texts import privacy as texts
from content.vietnamese.clean import strip_marks

_FIRST = rf"(?:[{UPPER}]['’]?[{UPPER}]?[{LOWER}]+|[{UPPER}]\s+[{UPPER}][{LOWER}]+)(?!\w)"  # Mẫu, H'Mai, Y Bhăm
_NAME = rf"(?:{_FIRST}|[{UPPER}]\.?(?!\w))"  # also "M."
_HOME = r"(?:(?:[Gg]ia đình|[Vv]ợ chồng|[Hh]ộ|[Nn]hà)\s+)"
_TITLE = (
    r"(?:[Ôô]ng|[Ôô]\.|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô giáo|[Tt]hầy giáo|[Cc]ô|[Cc]hú|[Bb]ác|[Ee]m|[Cc]ụ|[Cc]ậu|[Mm]ợ|[Dd]ì"
    r"|[Tt]hím|[Tt]hầy|[Cc]háu|[Dd]ân|[Đđ]/c|[Đđ]ồng chí|[Tt]rưởng thôn|[Tt]rưởng bản|[Tt]rưởng ấp)"
    r"(?:\s+tên(?:\s+là)?)?"
)
_PERSON = re.compile(
    rf"(?<!\w)(?:{_HOME}?{_TITLE}|{_HOME})\s*(?:\s(?:ông|bà|anh|chị)\s+)?({_FIRST}(?:\s+{_NAME}){{0,3}})"
)
# Shouted, and only after words that are said of nobody but people.
_SHOUTED = re.compile(rf"(?<!\w)(?:[ÔôÔ]ng|ÔNG|[Bb]à|BÀ|[Aa]nh|ANH|[Cc]hị|CHỊ)\s+([{UPPER}]{{2,}})(?!\w)")
# Typed without diacritics: there "ba" may be three and "chi" a branch, so what follows must look like a name.
_BARE_HOME = r"(?:(?:[Gg]ia dinh|[Vv]o chong|[Hh]o|[Nn]ha)\s+)"
_BARE_TITLE = (
    r"(?:[Oo]ng|[Bb]a|[Aa]nh|[Cc]hi|[Cc]o giao|[Cc]o|[Cc]hu|[Bb]ac|[Cc]u|[Tt]hay|[Cc]hau|[Dd]/c|[Dd]ong chi"
    r"|[Tt]ruong thon)(?:\s+ten(?:\s+la)?)?"
)
_BARE_PERSON = re.compile(rf"(?<!\w){_BARE_HOME}?{_BARE_TITLE}\s+([A-Z][a-z]+(?:\s+[A-Z][a-z]*){{0,3}})(?!\w)")
_BEFORE = rf"(?:{_HOME}?(?:{_TITLE}\s+))?(?:{_HOME})?"
_FULL_NAME = re.compile(rf"(?<!\w){_BEFORE}((?:{known.FAMILIES})\s+(?:{known.MIDDLES})\s+{_NAME}(?:\s+{_FIRST})?)")
_THREE = re.compile(rf"(?<!\w){_BEFORE}((?:{known.SURE_FAMILIES})(?:\s+{_FIRST}){{2,3}})")
_TWO = re.compile(
    rf"(?<!\w)((?:{known.SURE_FAMILIES})\s+{_FIRST})"
    r"(?=\s+(?:hỏi|nói|thắc mắc|phản ánh|đề nghị|kiến nghị|chưa)(?!\w))"
)
_PAGE = re.compile(
    r"(?<!\w)(?:nick\s+|trang\s+|tài khoản\s+)*(?:[Ff]acebook|[Ff][Bb]|[Zz]alo|[Tt]ik[Tt]ok|nick)"
    rf"\s+(?:của\s+|tên\s+|là\s+|mang tên\s+)*(?:{known.FAMILIES})(?:\s+{_NAME})+"
)
_TITLE_LOW = r"(?:ông|bà|anh|chị|cô giáo|thầy giáo|cô|chú|bác|em|cụ|cậu|mợ|dì|thím|thầy|cháu|đ/c|đồng chí|trưởng thôn)"
_LOW_NAME = re.compile(
    rf"(?<!\w)(?:(?:gia đình|vợ chồng|hộ|nhà)\s+)?(?:{_TITLE_LOW}\s+)?"
    rf"(?:{known.FAMILIES.lower()})\s+(?:văn|thị)\s+(\w+)(?!\w)"
)
_BARE_NAME = re.compile(
    r"(?<!\w)(?:(?:gia dinh|vo chong|ho|nha)\s+)?(?:(?:ong|ba|anh|chi|co|chu|bac|em|cu|chau|thay|d/c|dong chi)\s+)?"
    rf"((?:{known.BARE_FAMILIES})\s+(?:van|thi)\s+)(\w+)(?!\w)"
)
_LOW_TITLES = frozenset({"ông", "bà", "anh", "chị", "cô", "chú", "bác", "cụ", "dì", "mợ", "thím", "cậu", "thầy"})
_SAID = (
    r"hoi|noi|thac mac|phan anh|de nghi|kien nghi|keu|bao la|than|y kien|yeu cau|trinh bay|chua (?:duoc|nhan|co|dong)"
    r"|o (?:thon|xom|ap|to)|(?:thon|xom|ap) \d"
)
_LOW_PERSON = re.compile(
    r"(?<!\w)(?:(?:ho|nha|gia dinh|vo chong) )?(ong|ba|anh|chi|co|chu|bac|cu|di|mo|thim|cau|thay) ([a-z]+)"
    rf"(?= (?:{_SAID})(?!\w))"
)
_PLACE = re.compile(rf"(?<!\w)(?:{known.PLACES})(?:\s+(?:{known.SCHOOLS}))?\s+$", re.IGNORECASE)
_IN_OFFICE = re.compile(rf"(?<!\w)(?:{known.OFFICES}){known.SEATS}\s+(?:đồng chí\s+|ông\s+|bà\s+)?$", re.IGNORECASE)
_THEN_OFFICE = re.compile(rf"\s*,\s*(?:nguyên\s+)?(?:ủy viên|{known.OFFICES})(?!\w)", re.IGNORECASE)
_HOME_ALONE = re.compile(rf"{_HOME}")
_WHOLE = re.compile(rf"(?:{known.FAMILIES})\s+(?:{known.MIDDLES})\b")
_DYNASTY = re.compile(r"(?:thời|triều|đời|vua)\s+$", re.IGNORECASE)


def names(text: str) -> list[Found]:
    """Return each name of a person, with the words of address before it; of what overlaps the longest is first."""
    return sorted(_all(text), key=lambda one: one.start - one.end)


def _all(text: str) -> Iterator[Found]:
    low = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    bare = "".join(_bare(sign) for sign in text)  # sign for sign, so that a place in one is the place in the other
    yield from (Found(texts.PROFILE, one.start(), one.end(), texts.A_PROFILE) for one in _PAGE.finditer(text))
    for pattern in (_PERSON, _FULL_NAME, _THREE, _TWO):
        yield from (_found(text, one) for one in pattern.finditer(text) if _is_name(text, one))
    yield from (_found(text, one) for one in _SHOUTED.finditer(text) if one[1] not in known.SHORT_FORMS)
    yield from (_found(text, one) for one in _LOW_NAME.finditer(low) if not _is_elses(text, one.start(), one.end()))
    yield from (
        _found(text, one) for one in _LOW_PERSON.finditer(bare) if _is_low_person(low, one, is_bare=bare == low)
    )
    if bare == low:  # typed without diacritics
        yield from (_found(text, one) for one in _BARE_PERSON.finditer(text) if _is_bare_person(text, one))
        yield from (_found(text, one) for one in _BARE_NAME.finditer(bare) if _is_bare_name(text, one))


@lru_cache(maxsize=4096)
def _bare(sign: str) -> str:
    stripped = strip_marks(sign)
    return stripped if len(stripped) == 1 else sign


def _is_name(text: str, one: re.Match[str]) -> bool:
    name = " ".join(one[1].split())
    first = name.split()[0]
    is_home = one.re is _PERSON and _HOME_ALONE.fullmatch(text[one.start() : one.start(1)]) is not None
    no_names = known.NO_NAMES | known.NO_HOUSES if is_home else known.NO_NAMES
    if first in no_names and not _WHOLE.match(name):
        return False
    if any(name.startswith(whole) for whole in known.HISTORY):
        return False
    if first == "Hoàng" and name.split()[1:2] and name.split()[1] in {"Sa", "Thành", "Liên", "Mai", "Su"}:
        return False
    if is_home and _DYNASTY.search(text[: one.start()]):
        return False
    is_written_small = one[0][:1].islower() and one.start(1) != one.start()
    return not _is_elses(text, one.start(), one.end(), is_written_small=is_written_small)


def _is_elses(text: str, start: int, end: int, *, is_written_small: bool = False) -> bool:
    """Say whether the name is a place's, or that of who holds an office. "đường ông Tư làm" is about a person."""
    if not is_written_small and _PLACE.search(text[:start]):
        return True
    return bool(_IN_OFFICE.search(text[:start]) or _THEN_OFFICE.match(text[end:]))


def _is_low_person(low: str, one: re.Match[str], *, is_bare: bool) -> bool:
    title = low[one.start(1) : one.end(1)]
    return (is_bare or title in _LOW_TITLES) and one[2] not in known.NO_LOW_NAMES


def _is_bare_person(text: str, one: re.Match[str]) -> bool:
    is_place = one[0][0].isupper() and _PLACE.search(text[: one.start()]) is not None
    return one[1].split()[0] not in known.NO_BARE_NAMES and not is_place


def _is_bare_name(text: str, one: re.Match[str]) -> bool:
    is_capital = text[one.start(2)].isupper()
    return (is_capital or one[2] not in known.NO_THIRD) and not _PLACE.search(text[: one.start(1)])


def _found(text: str, one: re.Match[str]) -> Found:
    said = strip_marks(one[0])
    instead = texts.A_CITIZEN
    if said.startswith(("gia dinh ", "vo chong ", "ho ", "nha ")):
        instead = texts.A_HOUSEHOLD
    elif said.startswith(("d/c", "dong chi")):
        instead = texts.A_COMRADE
    return Found(texts.PERSON, one.start(), one.end(), instead)
