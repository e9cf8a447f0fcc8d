"""What is refused, and what only looks as if it should be."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.reading import Reading, Unreadable, read
from content.reading.guards import MOST_BYTES, MOST_ENTRIES
from content.reading.legacy import TCVN3, VNI, from_tcvn3, from_vni, is_syllable, plausible, to_unicode
from content.texts.reading import REFUSED

DOCUMENTS = Path(__file__).parents[1] / "documents"
PLAN = (DOCUMENTS / "000_5264abda7e6afc9d.txt").read_text(encoding="utf-8")
NEWS = (DOCUMENTS / "001_ce68147bedafd6e9.txt").read_text(encoding="utf-8")


def why(name: str, content: bytes) -> str:
    """Return the reason of a refusal, or "" when the file was read."""
    done = read(name, content)
    return done.reason if isinstance(done, Unreadable) else ""


def packed(entries: dict[str, bytes]) -> bytes:
    """Return a zip file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    "line",
    [
        "MẬT", "  TỐI MẬT ", "TUYỆT MẬT", "[MẬT]", "M Ậ T", "Tuyệt mật", "**TỐI MẬT**", "Tài liệu mật", "| MẬT |",
        "Độ mật: Tối mật", "ĐỘ MẬT: MẬT", "Độ mật:", "UBND TỈNH MẪU      MẬT", "TUYET MAT", "Tối mật - Bản số: 03",
        unicodedata.normalize("NFD", "TỐI MẬT"),
    ],
)  # fmt: skip
def test_a_secrecy_stamp_is_refused(line: str) -> None:
    """A stamp stands alone on its line, in whatever frame, spacing or Unicode form."""
    done = read("ke_hoach.txt", f"UBND TỈNH MẪU\n{line}\nKế hoạch tuyên truyền trong Nhân dân.".encode())
    assert Unreadable("secret") == done
    assert isinstance(done, Unreadable)
    assert done.words.startswith("⛔ Không gửi được: tài liệu có dấu độ mật.")


@pytest.mark.parametrize(
    "line",
    [
        "Tăng cường bảo mật thông tin.", "Bảo vệ bí mật nhà nước", "bảo mật", "Bí mật nhà nước", "MẶT TRẬN TỔ QUỐC",
        "Không gửi tài liệu mật qua mạng xã hội.", "Mật ong rừng", "Độ mật: không", "Độ mật: Thường",
        "Các độ mật gồm Tuyệt mật, Tối mật, Mật theo quy định của Luật Bảo vệ bí mật nhà nước.",
    ],
)  # fmt: skip
def test_a_sentence_about_secrecy_is_not(line: str) -> None:
    """Communicators talk about protecting secrets; that is no secret."""
    assert why("ke_hoach.txt", f"{line}\nKế hoạch tuyên truyền trong Nhân dân.".encode()) == ""


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("Công văn MẬT số 3.txt", True), ("TUYET_MAT.txt", True), ("KH (Mật).txt", True), ("kh-toi-mat.txt", True),
        ("bao_mat_thong_tin.txt", False), ("Bảo mật thông tin.txt", False), ("Bí mật nhà nước.txt", False),
        ("MAT_TRAN_TO_QUOC.txt", False), ("Mặt trận.txt", False), ("mật độ dân số.txt", False),
    ],
)  # fmt: skip
def test_the_name_of_a_file_may_say_that_it_is_secret(name: str, secret: bool) -> None:
    """A mark in the name is enough; words that only look alike are not."""
    assert why(name, "Kế hoạch tuyên truyền trong Nhân dân.".encode()) == ("secret" if secret else "")


DOCX = (DOCUMENTS / "000_5264abda7e6afc9d.docx").read_bytes()
PDF = (DOCUMENTS / "000_5264abda7e6afc9d.pdf").read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", b"", "empty"),
        ("a.txt", b" \r\n ", "empty"),
        ("a.txt", b"-----\n***\n", "empty"),
        ("a.exe", b"MZ", "type"),
        ("a.xlsx", DOCX, "type"),
        ("a", b"abc", "type"),
        ("a.docx", PDF, "mismatch"),
        ("a.pdf", DOCX, "mismatch"),
        ("a.txt", PDF, "mismatch"),
        ("a.docx", b"<html>", "mismatch"),
        ("a.docx", packed({"xl/workbook.xml": b"<a/>"}), "mismatch"),
        ("a.doc", DOCX, "old_doc"),
        ("a.docx", b"{\\rtf1 abc}", "rtf"),
        ("a.docx", DOCX[:5000], "broken"),
        ("a.docx", packed({"word/document.xml": b"<w:document"}), "broken"),
        ("a.pdf", b"%PDF-1.7\nbroken", "broken"),
        ("a.pdf", PDF[:2000], "broken"),
        ("a.txt", b"a" * (MOST_BYTES + 1), "too_big"),
        ("a.txt", b"a\n" * 40_000, "too_big"),
        ("a.md", b"word " * 400_000, "too_big"),
        ("a.docx", packed({f"word/{n}": b"" for n in range(MOST_ENTRIES + 1)}), "too_big"),
        ("a.docx", packed({"word/document.xml": bytes(101 << 20)}), "too_big"),
        ("a.txt", "Größe Straße Übung für Müller, naïve façade".encode("latin-1"), "encoding"),
        ("a.txt", b"\xff\xfe\x00\xd8\x00\xd8", "encoding"),
        ("a.md", "Größe Straße Übung für Müller, naïve façade".encode(), "legacy_font"),
    ],
)
def test_broken_and_foreign_files_are_refused(name: str, content: bytes, reason: str) -> None:
    """Name and first bytes must agree, and nothing is unpacked before its size is known."""
    assert (reason, True) == (why(name, content), reason in REFUSED)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([".docx", ".pdf", ".txt", ".md"]), st.binary(max_size=400), st.integers(0, 30000))
def test_reading_never_raises(suffix: str, junk: bytes, at: int) -> None:
    """Whatever the bytes, the answer is a reading or a reason with words."""
    whole = {".docx": DOCX, ".pdf": PDF}.get(suffix, PLAN.encode())
    done = read(f"a{suffix}", whole[:at] + junk + whole[at + len(junk) :])
    assert isinstance(done, Reading) or done.words


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_in_any_unicode_is_read(encoding: str) -> None:
    """Notepad has four ways to say Unicode; all give the same text, in one form."""
    expected = read("a.txt", PLAN.encode())
    assert expected == read("a.txt", PLAN.encode(encoding))
    assert expected == read("a.txt", unicodedata.normalize("NFD", PLAN).encode(encoding))


def test_windows_1258_is_recognised() -> None:
    """Old Windows wrote the tones as marks of their own."""
    tones = {"\u0300": "\xcc", "\u0309": "\xd2", "\u0303": "\xde", "\u0301": "\xec", "\u0323": "\xf2"}
    spread = []
    for letter in NEWS:
        parts = unicodedata.normalize("NFD", letter)
        tone = next((c for c in parts if c in tones), "")
        spread.append(unicodedata.normalize("NFC", parts.replace(tone, "")) + tone)
    assert read("a.txt", NEWS.encode()) == read("a.txt", "".join(spread).encode("cp1258"))


def old(text: str, table: dict[str, str]) -> str:
    """Return *text* as it was typed before Unicode; small letters stand for capitals that a table lacks."""
    back = {new: was for was, new in reversed(table.items())}
    return "".join(back.get(c) or back.get(c.lower()) or c for c in text)


@pytest.mark.parametrize("table", [TCVN3, VNI], ids=["tcvn3", "vni"])
def test_a_text_from_before_unicode_is_recognised(table: dict[str, str]) -> None:
    """Without the name of a font its words decide: only one table makes Vietnamese of them."""
    done = read("a.txt", old(NEWS, table).encode("cp1252"))
    expected = read("a.txt", NEWS.encode())
    assert isinstance(done, Reading)
    assert isinstance(expected, Reading)
    assert expected.about == done.about
    assert [p.text.lower() for p in expected.points] == [p.text.lower() for p in done.points]
    assert "legacy_converted" in done.warnings


def test_the_tables_are_complete() -> None:
    """Each Vietnamese letter has its place: 67 small ones and 7 capitals in TCVN3, all in both cases in VNI."""
    vowels = "aăâeêioôơuưy"
    letters = {
        unicodedata.normalize("NFC", v + t)
        for v in vowels
        for t in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    }
    marked = {c for c in letters if not c.isascii()} | {"đ"}
    assert marked | set("ĂÂĐÊÔƠƯ") == set(TCVN3.values())
    assert marked | {c.upper() for c in marked} == set(VNI.values())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("Uû ban nh©n d©n tØnh, ®¬n vÞ cÊp d\u00adíi", "Uỷ ban nhân dân tỉnh, đơn vị cấp dưới"),
    ],
)
def test_tcvn3_as_it_is_seen_on_a_screen_without_the_font(typed: str, meant: str) -> None:
    """Phrases that everyone has seen garbled come out right. Source: TCVN 5712:1993."""
    assert meant == from_tcvn3(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("ÑOÄC LAÄP - TÖÏ DO - HAÏNH PHUÙC", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"),
        ("ñôn vò caáp döôùi, kyû luaät, yù kieán", "đơn vị cấp dưới, kỷ luật, ý kiến"),
    ],
)
def test_vni_as_it_is_seen_on_a_screen_without_the_font(typed: str, meant: str) -> None:
    """Phrases that everyone has seen garbled come out right."""
    assert meant == from_vni(typed)


@pytest.mark.parametrize("text", [PLAN, NEWS])
def test_vietnamese_is_left_alone(text: str) -> None:
    """Real text in Unicode is never taken for an old font."""
    assert plausible(text) > 0.95
    assert to_unicode(text) == (text, False)


@pytest.mark.parametrize(
    ("word", "right"), [("nghiêng", True), ("quyết", True), ("Đắk", True), ("tuyªn", False), ("ngx", False)]
)
def test_syllables_are_known_by_their_build(word: str, right: bool) -> None:
    """One onset, one vowel, one coda, one tone: that is how the tables are told apart."""
    assert right == is_syllable(word)
