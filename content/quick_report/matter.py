"""In which form, and about what: words of forms, titles of points, their parts and abbreviations."""

from __future__ import annotations

from content.quick_report.sentence import Facts, Sentence
from content.vietnamese import fold

_FORMS = {
    "truc tiep": "truc_tiep", "tructiep": "truc_tiep", "hop dan": "truc_tiep", "hop thon": "truc_tiep",
    "mieng": "truc_tiep", "tuyen truyen mieng": "truc_tiep", "truc tip": "truc_tiep", "noi chuyen": "truc_tiep",
    "truc tuyen": "truc_tuyen", "online": "truc_tuyen", "zoom": "truc_tuyen", "google meet": "truc_tuyen",
    "qua zoom": "truc_tuyen", "hop online": "truc_tuyen",
    "ket hop": "ket_hop", "truc tiep + truc tuyen": "ket_hop", "truc tiep va truc tuyen": "ket_hop",
    "truc tiep ket hop truc tuyen": "ket_hop",
    "loa": "truyen_thanh", "loa truyen thanh": "truyen_thanh", "truyen thanh": "truyen_thanh",
    "phat thanh": "truyen_thanh", "phat loa": "truyen_thanh", "loa phuong": "truyen_thanh",
    "loa thon": "truyen_thanh", "qua loa": "truyen_thanh", "dai truyen thanh": "truyen_thanh",
    "zalo": "mang_xa_hoi", "nhom zalo": "mang_xa_hoi", "qua zalo": "mang_xa_hoi", "facebook": "mang_xa_hoi",
    "fb": "mang_xa_hoi", "fanpage": "mang_xa_hoi", "mang xa hoi": "mang_xa_hoi", "mxh": "mang_xa_hoi",
    "zalo oa": "mang_xa_hoi", "mang xa hoi chinh thuc": "mang_xa_hoi",
}  # fmt: skip
_ABBREVIATIONS = {
    "pccc": ("phong chay",), "pcc": ("phong chay",), "bhyt": ("bao hiem y te",), "bhxh": ("bao hiem xa hoi",),
    "cccd": ("can cuoc",), "attp": ("an toan thuc pham",), "atgt": ("an toan giao thong",), "ntm": ("nong thon moi",),
    "sxh": ("sot xuat huyet",), "pctt": ("phong chong thien tai",), "ma tuy": ("ma tuy",), "kt xh": ("kinh te xa hoi",),
    "dvc": ("dich vu cong",), "cds": ("chuyen doi so",), "bvmt": ("moi truong",), "tcm": ("tiem chung",),
    "anm": ("an ninh mang",), "bldg": ("bao luc gia dinh",), "pbgdpl": ("phap luat",),
}  # fmt: skip
_BEFORE = ("noi dung", "chu de", "nd", "ve", "tt", "tuyen truyen")
_EMPTY = frozenset({
    "trong", "khong", "nguoi", "thon", "cong", "tren", "cho", "cua", "gia", "dinh", "gia dinh", "viec", "nhung", "cac",
    "moi", "nong", "nghe", "buoi", "thang", "hien", "tham", "chung", "khoang", "ngay", "dia", "phuong", "nha",
})  # fmt: skip
LONGEST = 12
_LEAST_WORD = 4


def read_form(sentence: Sentence) -> None:
    """Take the form; two different ones are asked."""
    for start, end, key in sentence.windows(5):
        if not any(sentence.taken[start:end]) and key in _FORMS:
            sentence.answer("form", _FORMS[key], start, end)


def read_points(sentence: Sentence, facts: Facts) -> None:
    """Take all points that are named; words that fit several are asked with the choice."""
    titles = {point.value: f" {fold(point.label)} " for point in facts.points}
    for start, end, key in sentence.windows(LONGEST):
        if any(sentence.taken[start:end]) or key in _EMPTY:
            continue
        named = _named(key, titles)
        if not named:
            continue
        start = sentence.widened(start, _BEFORE)  # noqa: PLW2901 (the words before belong to it)
        if len(named) == 1:
            sentence.answer("topics", [named[0]], start, end)
        else:
            sentence.doubt("topics", start, end, *named)


def _named(key: str, titles: dict[str, str]) -> list[str]:
    wanted = fold(key)
    if not wanted or wanted.replace(" ", "").isdigit():
        return []
    exact = [value for value, title in titles.items() if title.strip() == wanted]
    if exact:
        return exact
    words = _ABBREVIATIONS.get(wanted)
    if words is None:
        initials = [v for v, t in titles.items() if len(wanted) > 2 and "".join(w[0] for w in t.split()) == wanted]  # noqa: PLR2004 (two letters name nothing)
        if initials:
            return initials
        if all(word in _EMPTY for word in wanted.split()) or (" " not in wanted and len(wanted) < _LEAST_WORD):
            return []
        words = (wanted,)
    return [value for value, title in titles.items() if any(f" {part} " in title for part in words)]
