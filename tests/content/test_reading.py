"""The four real documents, in each format they come in, and what offices send besides."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from content.document import (
    MESSAGE_LIMIT,
    POINT_LIMIT,
    TITLE_LIMIT,
    Issue,
    Kind,
    Missing,
    Scope,
    missing_to_send,
    phone_text,
    point_text,
)
from content.reading import Head, Reading, Sure, Unreadable, read, read_pasted
from content.texts.reading import REFUSED, WARNINGS
from content.vietnamese import utf16_len

DOCUMENTS = Path(__file__).parents[1] / "documents"
MADE = DOCUMENTS / "made"
REAL = sorted(p.name for p in DOCUMENTS.iterdir() if p.suffix in {".docx", ".pdf", ".txt"})
PLANS = [name for name in REAL if not name.startswith("001")]
DRAFTS = [name for name in REAL if name.startswith(("003", "004"))]
HEADS = {
    "000": Head(
        number="653", symbol="653/KH-UBND", series="KH-UBND", issued_on=date(2024, 9, 27),
        issuer="Ủy ban nhân dân tỉnh Bắc Kạn", place="Bắc Kạn", kind="KẾ HOẠCH",
        subject="TRIỂN KHAI CÔNG TÁC TUYÊN TRUYỀN MIỆNG TRONG TÌNH HÌNH MỚI",
    ),
    "003": Head(
        series="KH-STTTT", issuer="Sở Thông tin và Truyền thông", place="Bình Phước", kind="KẾ HOẠCH",
        subject="Nâng cao hiệu quả công tác tuyên truyền, giáo dục chính trị, tư tưởng giai đoạn 2023-2025",
        draft_marks=("no_number", "no_day"),
    ),
    "004": Head(
        series="KH-UBND", issuer="UBND huyện Kim Sơn", place="Kim Sơn", kind="KẾ HOẠCH",
        subject="Truyền thông chính sách trên địa bàn huyện Kim Sơn năm 2024 - 2025",
        draft_marks=("no_number", "no_day"),
    ),
}  # fmt: skip
FIELDS = ("number", "symbol", "series", "issued_on", "issuer", "superior", "place", "kind", "subject", "draft_marks")
POINTS = {
    "000": 11,
    "001": 10,
    "003": 11,
    "004": 14,
}


def opened(name: str, folder: Path = DOCUMENTS) -> Reading:
    """Read one stored document that is readable."""
    done = read(name, (folder / name).read_bytes())
    assert isinstance(done, Reading), done
    return done


def issue_of(reading: Reading) -> Issue:
    """Return the document as it would be sent once a person has confirmed its head."""
    head = reading.about or reading.head
    return Issue(
        title=reading.title, kind=Kind.ORIENTATION, issuer=head.issuer or "", number=head.symbol or "",
        issued_on=head.issued_on, approver_name="Trần Thị Mẫu", scope=Scope.PUBLIC, points=reading.points,
        check_code="ABC123", doc_kind=(head.kind or "").capitalize(), summary=reading.summary, has_file=True,
    )  # fmt: skip


@pytest.mark.parametrize("name", PLANS)
def test_the_head_of_a_real_plan_is_found_exactly(name: str) -> None:
    """All fields of the source line come from the paper itself, the same from each format."""
    head, expected = opened(name).head, HEADS[name[:3]]
    assert {f: getattr(expected, f) for f in FIELDS} == {f: getattr(head, f) for f in FIELDS}
    assert head.sure["subject"] is Sure.READ
    assert head.sure["issuer"] is Sure.GUESSED  # these four came without their letterheads


@pytest.mark.parametrize("name", DRAFTS)
def test_a_plan_without_number_and_day_cannot_be_sent(name: str) -> None:
    """A blank number and a blank day are seen as what they are: a draft."""
    head = opened(name).head
    assert missing_to_send(head.symbol, head.issued_on, "Mẫu", head.issuer) == [Missing.NUMBER, Missing.ISSUED_ON]


@pytest.mark.parametrize("name", ["001_ce68147bedafd6e9.docx", "001_ce68147bedafd6e9.txt"])
def test_a_news_item_offers_the_paper_it_talks_about(name: str) -> None:
    """A news item has no number of its own; that of the paper it reports on is offered, marked as a guess."""
    reading = opened(name)
    assert reading.head.symbol is None
    assert reading.head.issued_on is None
    about = reading.about
    assert about is not None
    assert ("3148/UBND-KGVX", date(2024, 9, 6), "CÔNG VĂN") == (about.symbol, about.issued_on, about.kind)
    assert about.issuer == "UBND tỉnh Kon Tum"
    assert set(about.sure.values()) == {Sure.GUESSED}
    assert missing_to_send(about.symbol, about.issued_on, "Mẫu", about.issuer) == []


@pytest.mark.parametrize("name", ["001_ce68147bedafd6e9.docx", "001_ce68147bedafd6e9.txt"])
def test_what_the_web_page_put_around_a_news_item_is_dropped(name: str) -> None:
    """Weekday stamp, font size, footer, byline and greeting of a robot are no part of the text."""
    reading = opened(name)
    everything = "\n".join((reading.title, *reading.paragraphs, *(p.text for p in reading.points)))
    for furniture in ("Thứ sáu", "Ngày đăng", "Cỡ chữ", "EMC", "icon", "CỔNG THÔNG TIN", "Xin chào", "Trần Huệ"):
        assert furniture not in everything
    assert reading.title.startswith("Tăng cường công tác tuyên truyền miệng")
    assert "web_page" in reading.warnings


@pytest.mark.parametrize("name", REAL)
def test_points_fit_a_phone(name: str) -> None:
    """Points are counted from 1, none is empty, none is longer than one message carries."""
    points = opened(name).points
    assert POINTS[name[:3]] == len(points)
    assert list(range(1, len(points) + 1)) == [p.n for p in points]
    for point in points:
        assert point.title.strip()
        assert point.text.strip()
        assert utf16_len(point.title) <= TITLE_LIMIT
        assert utf16_len(point.text) <= POINT_LIMIT


@pytest.mark.parametrize("name", REAL)
def test_a_notice_of_a_real_document_fits_a_phone(name: str) -> None:
    """The whole notice and each opened point stay within one message, source and check code included."""
    issue = issue_of(opened(name))
    for said in (phone_text(issue), *(point_text(issue, p.n) for p in issue.points)):
        assert utf16_len(said.heading) + 1 + utf16_len(said.text) <= MESSAGE_LIMIT
        assert 'Kiểm tra: gõ "KT ABC123".' in said.text
        assert "Nguồn: " in said.text


@pytest.mark.parametrize("name", [n for n in REAL if n.endswith(".txt")])
def test_no_word_of_the_body_is_lost_or_made_up(name: str) -> None:
    """Points hold every word of the paper between its lead and its end, and only words of the paper."""
    reading = opened(name)
    source = re.findall(r"\w+", " ".join(reading.paragraphs))
    said = re.findall(r"\w+", " ".join(f"{p.title} {p.text}" for p in reading.points))
    parts = {str(n) for n in range(1, 10)}  # "(1/2)" at a point that was cut
    assert set(said) - set(source) - parts == set()
    begin = next(n for n, p in enumerate(reading.paragraphs) if p.startswith(("I. ", "Theo đó")))
    ends = ("Trên đây là", "Nơi nhận")
    end = next((n for n, p in enumerate(reading.paragraphs) if p.startswith(ends)), len(reading.paragraphs))
    body = re.findall(r"[^\W\d]+", " ".join(reading.paragraphs[begin:end]))
    numerals = {"I", "II", "III"}
    assert [w for w in body if w not in set(said) | numerals] == []


@pytest.mark.parametrize("stem", sorted({name.split(".")[0] for name in REAL}))
def test_every_format_says_the_same(stem: str) -> None:
    """The .docx, .pdf and .txt of one document give the same points and the same citations."""
    readings = [opened(name) for name in REAL if name.startswith(stem)]
    first = readings[0]
    for other in readings[1:]:
        assert [p.title for p in first.points] == [p.title for p in other.points]
        assert [re.findall(r"\w+", p.text) for p in first.points] == [re.findall(r"\w+", p.text) for p in other.points]
        assert first.bases == other.bases


def test_citations_are_offered_once_each_in_order() -> None:
    """Papers named in the text are found with kind and date, however they are spaced, and never the paper itself."""
    assert [str(b) for b in opened("000_5264abda7e6afc9d.txt").bases] == [
        "Kế hoạch số 262-KH/TU ngày 07/08/2024",
        "Chỉ thị số 30-CT/TW ngày 05/02/2024",
    ]
    symbols = [b.symbol for b in opened("004_071a809c52a9b3d4.txt").bases]
    assert len(symbols) == len(set(symbols)) == 10
    assert (symbols[1], symbols[8]) == ("07/CT-TTg", "72/2013/NĐ-CP")


@pytest.mark.parametrize("name", ["letterhead.docx", "letterhead.pdf"])
def test_a_letterhead_in_two_columns_is_read(name: str) -> None:
    """Issuer on the left, nation and date on the right, in a table without borders or in print."""
    head = opened(name, MADE).head
    assert ("05/KH-SVHTTDL", date(2026, 2, 5), "Đồng Mẫu") == (head.symbol, head.issued_on, head.place)
    assert head.issuer == "Sở Văn hóa, Thể thao và Du lịch"
    assert head.superior in {"UBND TỈNH MẪU", "ỦY BAN NHÂN DÂN TỈNH MẪU"}
    assert (head.kind, head.subject) == ("KẾ HOẠCH", "Tuyên truyền phòng cháy, chữa cháy năm 2026")
    assert head.sure["issuer"] is Sure.READ
    assert head.draft_marks == ()


def test_automatic_numbers_are_printed() -> None:
    """Numbers that Word keeps apart from the text come back: I. 1. a) - and begin anew where they should."""
    reading = opened("letterhead.docx", MADE)
    marked = [p for p in reading.paragraphs if re.match(r"[IVX]+\. |\d\. |[a-z]\) |- Không", p)]
    assert [p.split()[0] for p in marked] == ["I.", "1.", "2.", "II.", "1.", "a)", "b)", "-", "2.", "a)"]
    assert [p.title for p in reading.points][2:] == [
        "Tuyên truyền tại thôn, tổ dân phố",
        "Tuyên truyền trên hệ thống truyền thanh",
    ]


def test_a_table_of_figures_becomes_lines() -> None:
    """A data table is kept row by row, and a person is told to look at it."""
    reading = opened("letterhead.docx", MADE)
    assert "Thôn 1 | 10/3 | 2" in reading.points[-1].text
    assert "tables" in reading.warnings


def test_page_numbers_and_page_breaks_do_not_cut_a_sentence() -> None:
    """On three printed pages nine sentences stay nine, without page numbers among them."""
    reading = opened("letterhead.pdf", MADE)
    assert len({p.text for p in reading.points}) == 1
    assert len(reading.points) == 9
    assert [p for p in reading.paragraphs if p.isdigit()] == []


def test_text_boxes_are_read_once() -> None:
    """Word writes a box twice, for new and old programs; its text is one text."""
    assert opened("box.docx", MADE).paragraphs.count("Ghi chú trong khung") == 1


def test_tracked_changes_are_read_as_accepted() -> None:
    """What was put in counts, what was struck out is gone, and a person is told."""
    reading = opened("changes.docx", MADE)
    assert reading.paragraphs[-1] == "Hạn nộp báo cáo: ngày 20"
    assert "changes" in reading.warnings


@pytest.mark.parametrize("name", ["tcvn3.docx", "vni.docx"])
def test_fonts_from_before_unicode_are_converted(name: str) -> None:
    """A paper in .VnTime or VNI-Times reads as it was printed, its capitals too, and a person is told."""
    reading = opened(name, MADE)
    assert (reading.head.kind, reading.head.subject) == ("KẾ HOẠCH", "Tuyên truyền phòng cháy, chữa cháy năm 2026")
    assert reading.points[0].text == "Mỗi nhà cần một lối thoát nạn thứ hai, không để đồ chắn lối đi."
    assert "legacy_converted" in reading.warnings


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("old.doc", "old_doc"),
        ("password.docx", "password"),
        ("scan.pdf", "scan"),
        ("secret_box.docx", "secret"),
        ("secret_header.docx", "secret"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(name: str, reason: str) -> None:
    """Each refusal has its reason, and its words say what to do next."""
    done = read(name, (MADE / name).read_bytes())
    assert Unreadable(reason) == done
    assert isinstance(done, Unreadable)
    assert done.words == REFUSED[reason]


@pytest.mark.parametrize("name", [*REAL, "letterhead.docx", "tcvn3.docx"])
def test_a_reading_survives_json(name: str) -> None:
    """What the reading process writes, the serving process reads back."""
    reading = opened(name, DOCUMENTS if name in REAL else MADE)
    assert reading == Reading.from_json(reading.to_json())


@pytest.mark.parametrize("name", [*REAL, "letterhead.docx", "box.docx", "changes.docx", "vni.docx"])
def test_every_warning_has_its_words(name: str) -> None:
    """A warning without words would be shown as a key."""
    reading = opened(name, DOCUMENTS if name in REAL else MADE)
    assert set(reading.warnings) | set(reading.head.draft_marks) <= set(WARNINGS)


def test_a_party_paper_is_read() -> None:
    """A Party office writes its number without a colon, a hyphen after it, and its own title above."""
    reading = read_pasted(
        "TỈNH ỦY MẪU\nBAN TUYÊN GIÁO VÀ DÂN VẬN\n*\nSố 15-HD/BTGDVTU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Đồng Mẫu, ngày 28 tháng 01 năm 2026\nHƯỚNG DẪN\nTuyên truyền tháng 02/2026\n-----\n"
        "Thực hiện Chỉ thị số 30-CT/TW, Ban hướng dẫn như sau:\n1. Nội dung thứ nhất.\n2. Nội dung thứ hai."
    )
    assert isinstance(reading, Reading)
    head = reading.head
    assert ("15-HD/BTGDVTU", date(2026, 1, 28), "HƯỚNG DẪN") == (head.symbol, head.issued_on, head.kind)
    assert (head.issuer, head.superior) == ("BAN TUYÊN GIÁO VÀ DÂN VẬN", "TỈNH ỦY MẪU")
    assert head.subject == "Tuyên truyền tháng 02/2026"
    assert [p.title for p in reading.points] == ["Nội dung thứ nhất", "Nội dung thứ hai"]


def test_an_official_letter_has_its_subject_beside_the_number() -> None:
    """A công văn names no kind; its "V/v" is the subject, and the kind is a guess."""
    reading = read_pasted(
        "UBND XÃ ĐỒNG MẪU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/UBND-VHXH\nĐồng Mẫu, ngày 3 tháng 3 năm 2026\n"
        "V/v tuyên truyền phòng cháy\nKính gửi: Các thôn.\nUBND xã đề nghị các thôn thực hiện.\nXin cảm ơn."
    )
    assert isinstance(reading, Reading)
    assert (reading.head.kind, reading.head.subject) == ("CÔNG VĂN", "tuyên truyền phòng cháy")
    assert reading.head.sure["kind"] is Sure.GUESSED
    assert reading.head.issuer == "UBND XÃ ĐỒNG MẪU"


def test_markdown_headings_open_points() -> None:
    """A talking point written in Markdown keeps its outline and loses its marks."""
    done = read("diem.md", "# Phòng cháy\n\n## Ở nhà\n- **Tắt** điện\n\n## Ở chợ\n- Xem [lối ra](http://x)\n".encode())
    assert isinstance(done, Reading)
    assert [(p.title, p.text) for p in done.points] == [("Ở nhà", "Phòng cháy\n- Tắt điện"), ("Ở chợ", "- Xem lối ra")]
