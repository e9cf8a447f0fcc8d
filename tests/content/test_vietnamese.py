"""Vietnamese words: one spelling, one order, what they mean, where they may be cut."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import vietnamese as vi


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("e\u0302\u0323", "ệ"),
        ("Ðặng", "Đặng"),
        ("Ɖức", "Đức"),
        ("a\u00a0 b\u200b", "a b"),
        ("“Lịch” ‘thu’", "\"Lịch\" 'thu'"),
        ("４５ người", "45 người"),
        (" một \r\n  hai ", "một\nhai"),
        ("a\x00b", "ab"),
        ("", ""),
    ],
)
def test_nfc_clean(typed: str, clean: str) -> None:
    """Whatever keyboard wrote it, one spelling comes out; newlines stay."""
    assert vi.nfc_clean(typed) == clean


@given(st.text(max_size=60))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """Clean text is NFC and stays as it is."""
    clean = vi.nfc_clean(text)
    assert vi.nfc_clean(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)


@pytest.mark.parametrize(
    ("text", "key"),
    [("Ðặng Thị Hoà", "dang thi hoa"), ("  Tổ-dân phố số 3! ", "to dan pho so 3"), ("M'Nông", "m nong"), ("😀", "")],
)
def test_fold(text: str, key: str) -> None:
    """The search key has letters, digits and single spaces only."""
    assert vi.fold(text) == key


@given(st.text(max_size=60))
def test_fold_is_stable(text: str) -> None:
    """Folding a key gives the key, in plain ASCII."""
    assert vi.fold(vi.fold(text)) == vi.fold(text)
    assert vi.fold(text).isascii()


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("hoà", "hòa"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("huỷ HOÀ", "hủy HÒA"),
        ("toạ", "tọa"),
        ("xoè", "xòe"),
        ("quý", "quý"),
        ("quỳ", "quỳ"),
        ("hoàn", "hoàn"),
        ("ngoại", "ngoại"),
        ("hòa", "hòa"),
        ("kỹ kĩ", "kỹ kĩ"),
    ],
)
def test_same_spelling(new: str, old: str) -> None:
    """Both tone placements compare equal; what is spelt the same in both is left alone."""
    assert vi.same_spelling(new) == old


def test_order_of_words() -> None:
    """The order is the dictionary's: letters first, then tones; numbers by size; both spellings together."""
    words = [
        "Ăn",
        "Ân",
        "An",
        "Ánh",
        "Dung",
        "Đức",
        "hoá",
        "hòa",
        "Hỏa",
        "Tổ 2",
        "Tổ 10",
        "Tổ 10a",
        "Ước",
        "Uyên",
        "Yến",
    ]
    shuffled = sorted(words, key=lambda w: w[::-1])
    assert sorted(shuffled, key=vi.sort_key) == [
        "An", "Ánh", "Ăn", "Ân", "Dung", "Đức", "hòa", "Hỏa", "hoá", "Tổ 2", "Tổ 10", "Tổ 10a", "Uyên", "Ước", "Yến",
    ]  # fmt: skip


def test_tones_in_their_order() -> None:
    """Ngang, huyền, hỏi, ngã, sắc, nặng."""
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=vi.sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


@given(st.text(max_size=40))
def test_sort_keys_are_plain(text: str) -> None:
    """Keys hold a-z and 0-9 only, so every database orders them alike."""
    assert set(vi.sort_key(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789")


def test_names() -> None:
    """People are listed by given name, then family, then middle; the office may name the given name."""
    assert vi.given_name("Nguyễn Văn Mẫu") == "Mẫu"
    assert vi.given_name("") == ""
    assert vi.name_key("Nguyễn Văn  Mẫu") == ("Mẫu", "Nguyễn", "Văn")
    assert vi.name_key("Mẫu") == ("Mẫu", "", "")
    assert vi.name_key("Trần Thị Minh Mẫu", given="Minh Mẫu") == ("Minh Mẫu", "Trần", "Thị")
    assert vi.name_key("Y Mẫu Êban", given="Mẫu") == ("Mẫu", "Y", "Êban")
    assert vi.name_key(" ") == ("", "", "")


@pytest.mark.parametrize("text", ["Có", "co", "ok", "Đồng ý!", "dạ", "vâng ạ", "RỒI", "1"])
def test_yes(text: str) -> None:
    """Words for yes, with and without diacritics."""
    assert vi.is_yes(text)
    assert not vi.is_no(text)


@pytest.mark.parametrize("text", ["Không", "khong", "ko", "k", "Chưa", "0", "2"])
def test_no(text: str) -> None:
    """Words for no."""
    assert vi.is_no(text)
    assert not vi.is_yes(text)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0950 000 012", "+84950000012"),
        ("+84 (0) 950.000.012", "+84950000012"),
        ("84950000012", "+84950000012"),
        ("024 3825 1234", "+842438251234"),
        ("01234567890", None),
        ("0950000", None),
        ("mười", None),
        ("", None),
        ("+840950000012", None),
        ("٠٩٥٠٠٠٠٠١٢", None),
    ],
)
def test_phone(typed: str, stored: str | None) -> None:
    """Mobile and landline numbers of today are stored one way; all else is none."""
    assert vi.phone(typed) == stored


PLACES = ["Thôn Đồng Mẫu", "Thôn 3", "Thôn 13", "Tổ dân phố 3", "Phường 1", "Khu phố Bến Mẫu"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("thon 3", "Thôn 3"),
        ("TDP 3", "Tổ dân phố 3"),
        ("P. 1", "Phường 1"),
        ("p1", "Phường 1"),
        ("dong mau", "Thôn Đồng Mẫu"),
        ("Đồng Mâu", "Thôn Đồng Mẫu"),
        ("kp ben mau", "Khu phố Bến Mẫu"),
        ("thôn 4", None),
        ("thon 33", None),
        ("zzz", None),
        ("", None),
    ],
)
def test_similar(typed: str, first: str | None) -> None:
    """The likeliest comes first; a wrong number is never offered."""
    found = vi.similar(typed, PLACES, 3)
    assert (found[0] if found else None) == first


def test_utf16_len() -> None:
    """Most emoji count two, Vietnamese letters one."""
    assert vi.utf16_len("Đồng 😀") == 7


def test_split_at_the_best_end() -> None:
    """Paragraphs before lines before sentences before words."""
    text = "Câu một. Câu hai dài hơn.\n\nĐoạn sau có một câu rất dài không có dấu chấm ở giữa"
    parts = vi.split_text(text, 40)
    assert parts[0] == "Câu một. Câu hai dài hơn."
    assert all(vi.utf16_len(part) <= 40 for part in parts)
    assert vi.split_text("", 40) == []
    assert vi.split_text('Ông nói: "Xong rồi." Rồi về nhà ngay.', 22)[0] == 'Ông nói: "Xong rồi."'


@given(st.text(alphabet="ab đồng😀.\n\u0301\u200d", max_size=200), st.integers(8, 60))
def test_split_loses_and_adds_nothing(text: str, limit: int) -> None:
    """The parts are the text, but for blanks around the cuts, and each fits."""
    parts = vi.split_text(text, limit)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(part and vi.utf16_len(part) <= limit for part in parts)


def test_split_refuses_a_limit_that_nothing_fits() -> None:
    """A limit below eight is a mistake of the caller."""
    with pytest.raises(ValueError, match="4"):
        vi.split_text("abc", 4)
