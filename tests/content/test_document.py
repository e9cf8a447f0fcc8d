"""What may become of a version, what it lacks, its check code, and how it looks on a phone."""

from __future__ import annotations

import secrets
import time
from dataclasses import replace
from datetime import date

import pytest

from content.document import (
    MESSAGE_LIMIT,
    MOVES,
    NOTICE_AIM,
    NOTICE_LIMIT,
    POINT_LIMIT,
    Issue,
    Kind,
    Missing,
    Point,
    Scope,
    State,
    clip,
    may_move,
    missing_to_send,
    new_check_code,
    phone_text,
    point_text,
    read_check_code,
    shortened,
)
from content.reading.outline import MOST_POINTS
from content.texts import documents as words
from content.vietnamese import utf16_len

ISSUE = Issue(
    title="An toàn phòng cháy, chữa cháy trong gia đình",
    kind=Kind.TALKING_POINT,
    issuer="UBND xã Đồng Mẫu",
    number="12/KH-UBND",
    issued_on=date(2026, 2, 5),
    approver_name="Trần Thị Mẫu",
    scope=Scope.PUBLIC,
    points=(
        Point(1, "Lối thoát nạn thứ hai", "Mỗi nhà cần một lối thoát nạn thứ hai."),
        Point(2, "Tắt điện", "Tắt thiết bị điện, khóa van gas khi không sử dụng."),
    ),
    check_code="ABC123",
    doc_kind="Kế hoạch",
    valid_to=date(2026, 12, 31),
)


def test_the_moves_of_a_version() -> None:
    """Nothing comes back to draft, nothing is approved that was not submitted, the ends are ends."""
    assert set(State) == set(MOVES)
    assert [s for s in State if may_move(s, State.DRAFT)] == []
    assert [s for s in State if may_move(s, State.APPROVED)] == [State.SUBMITTED]
    assert MOVES[State.REJECTED] == MOVES[State.RETURNED] == MOVES[State.WITHDRAWN] == frozenset()


@pytest.mark.parametrize(
    ("number", "day", "approver", "issuer", "missing"),
    [
        ("12/KH-UBND", date(2026, 2, 5), "Mẫu", "UBND", []),
        (None, None, None, None, [Missing.ISSUER, Missing.NUMBER, Missing.ISSUED_ON, Missing.APPROVER]),
        (" ", date(2026, 2, 5), 7, "UBND", [Missing.NUMBER]),
    ],
)
def test_what_is_missing_is_named(
    number: str | None, day: date | None, approver: str | int | None, issuer: str | None, missing: list[Missing]
) -> None:
    """Without issuer, number, date and approver nothing is sent, and the words name each of them."""
    assert missing == missing_to_send(number, day, approver, issuer)
    assert all(words.MISSING[what] in words.need(missing) for what in missing)


def test_a_new_check_code_is_read_back() -> None:
    """Whatever code is drawn, people can type it as they like."""
    for _ in range(50):
        code = new_check_code(secrets.choice)
        assert code == read_check_code(code) == read_check_code(f"kt {code.lower()[:3]}-{code[3:]}")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("KT ABC123", "ABC123"), ("kt: abc 123", "ABC123"), ("ktabc123", "ABC123"), (" abc123 ", "ABC123"),
        ("KT KTM234", "KTM234"), ("abcO1l", "ABC011"), ("AIC123", None), ("ABC12", None), ("ABC1234", None),
        ("xin chào ABC123", None), ("KT", None), ("", None),
    ],
)  # fmt: skip
def test_a_typed_check_code_is_understood(typed: str, code: str | None) -> None:
    """Case, spaces, "KT" and look-alikes do not matter; anything else is no code."""
    assert code == read_check_code(typed)


def test_a_short_notice_holds_everything() -> None:
    """Points that fit are sent in full, with source, approver, validity and check code."""
    said = phone_text(ISSUE)
    assert said.heading == "📌 Nội dung tuyên truyền: An toàn phòng cháy, chữa cháy trong gia đình"
    assert said.text == (
        "1. Lối thoát nạn thứ hai: Mỗi nhà cần một lối thoát nạn thứ hai.\n"
        "2. Tắt điện: Tắt thiết bị điện, khóa van gas khi không sử dụng.\n\n"
        "Nguồn: UBND xã Đồng Mẫu, Kế hoạch số 12/KH-UBND ngày 05/02/2026.\n"
        "Người duyệt: Trần Thị Mẫu.\n"
        "Áp dụng đến hết ngày 31/12/2026.\n"
        'Kiểm tra: gõ "KT ABC123".'
    )


def test_only_points_that_are_cut_have_more_to_open() -> None:
    """A notice that shows its points in full has nothing to open; of a longer one it is known which are cut."""
    assert shortened(ISSUE) == frozenset()
    short, long = Point(1, "Tắt bếp khi ra khỏi nhà.", ""), Point(2, "Cách thoát nạn", "Cúi thấp người. " * 60)
    issue = replace(ISSUE, points=(short, long))
    assert shortened(issue) == {2}
    assert "1. Tắt bếp khi ra khỏi nhà.\n2. Cách thoát nạn\n" in phone_text(issue).text


def test_marks_of_scope_use_and_demo_are_shown() -> None:
    """What stays inside says so first and is protected; direct use and demo are said too."""
    said = phone_text(replace(ISSUE, scope=Scope.INTERNAL, direct_only=True, demo=True, has_file=True))
    assert said.protect
    assert said.text.startswith(words.INTERNAL_ONLY)
    assert words.DIRECT_ONLY in said.text
    assert said.text.endswith(words.DEMO_LINE)
    assert 'Gõ "tải" để nhận tệp.' in said.text
    opened = point_text(replace(ISSUE, scope=Scope.INTERNAL, demo=True), 1)
    assert opened.protect
    assert words.DEMO_LINE in opened.text
    assert words.INTERNAL_ONLY in opened.text


@pytest.mark.parametrize("count", [1, 4, 12, 30, 60, 200])
@pytest.mark.parametrize("length", [30, 200, 1300])
def test_no_notice_is_longer_than_a_message(count: int, length: int) -> None:
    """However many points, however long: one message, and every point can still be opened."""
    points = tuple(
        Point(n, ("Nội dung tuyên truyền " * 9)[: min(length, 120)], "x " * (length // 2)) for n in range(1, count + 1)
    )
    issue = replace(ISSUE, points=points, title="Tên " * 80, summary="Tóm tắt 😀 " * 90, issuer="Cơ quan " * 60)
    said = phone_text(issue)
    assert utf16_len(said.heading) + 1 + utf16_len(said.text) <= NOTICE_LIMIT
    assert 'gõ "KT ABC123"' in said.text
    for n in (1, count):
        opened = point_text(issue, n)
        assert utf16_len(opened.heading) + 1 + utf16_len(opened.text) <= MESSAGE_LIMIT
        assert 'gõ "KT ABC123"' in opened.text


def test_the_notice_of_the_longest_document_takes_no_time() -> None:
    """It is laid out inside a transaction: as many points as there may be, each as long, take milliseconds."""
    points = tuple(Point(n, "Nội dung " * 13, "Tuyên truyền " * (POINT_LIMIT // 13)) for n in range(1, MOST_POINTS + 1))
    issue = replace(ISSUE, points=points, title="Tên " * 80, summary="Tóm tắt " * 90)
    took = []
    for _ in range(5):  # of this thread alone; the least is what it takes, the rest is the machine's
        began = time.thread_time()
        phone_text(issue)
        took.append(time.thread_time() - began)
    assert min(took) < 0.1, took


def test_a_notice_with_a_few_long_points_lists_their_titles() -> None:
    """Long points are a list of titles to open by number, and the notice stays short."""
    points = tuple(Point(n, f"Việc thứ {n}", "Nội dung. " * 60) for n in (1, 2, 3))
    said = phone_text(replace(ISSUE, points=points))
    assert "1. Việc thứ 1\n2. Việc thứ 2\n3. Việc thứ 3" in said.text
    assert "Gõ số để xem từng điểm." in said.text
    assert utf16_len(said.heading) + utf16_len(said.text) <= NOTICE_AIM


def test_a_point_that_is_not_there() -> None:
    """Number 3 of two points is no point."""
    with pytest.raises(LookupError):
        point_text(ISSUE, 3)


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("ngắn", 10, "ngắn"),
        ("một hai ba bốn năm", 12, "một hai ba…"),
        ("Tăng cường, đổi mới; sáng tạo hơn", 22, "Tăng cường, đổi mới…"),
        ("khôngcókhoảngtrắng", 10, "khôngcókh…"),
        ("😀😀😀😀😀😀", 9, "😀😀😀😀…"),
    ],
)
def test_a_title_is_cut_where_a_reader_would(text: str, most: int, short: str) -> None:
    """At a clause if that keeps most of it, else at a word, never inside a letter."""
    assert short == clip(text, most)
    assert utf16_len(clip(text, most)) <= most


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_words(kind: Kind) -> None:
    """A kind without a heading could not be sent."""
    assert phone_text(replace(ISSUE, kind=kind)).heading.endswith(ISSUE.title)
    assert words.KINDS[kind]


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (None, None, ""),
        (date(2026, 2, 5), None, "Áp dụng từ ngày 05/02/2026."),
        (None, date(2026, 2, 5), "Áp dụng đến hết ngày 05/02/2026."),
        (date(2026, 2, 5), date(2026, 3, 5), "Áp dụng: 05/02/2026 - 05/03/2026."),
    ],
)
def test_validity_is_said_in_words(start: date | None, end: date | None, said: str) -> None:
    """From, until, both, or nothing."""
    assert said == words.validity(start, end)
