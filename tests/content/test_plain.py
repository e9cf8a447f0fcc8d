"""Messages where there is only text."""

from __future__ import annotations

import pytest

from content.message import Attachment, Choice, Outbound
from content.plain import as_text, size_written
from content.texts import plain

NUMBERED = Outbound(
    "Hình thức?", heading="Báo cáo · 3/7", choices=(Choice("Trực tiếp", "a:1"), Choice("Trực tuyến", "a:2"))
)
NOTICE = Outbound(
    "Điểm 1", choices=(Choice("Đã nắm", "ack:1", "đã nắm"), Choice("Tải tệp", "get:1", "tải")), numbered=False
)
SHEET = Outbound("Danh sách", file=Attachment(1, "danh-sach.xlsx", "application/x", 41_000), page=True)
LINK = "https://ttv.example.vn/d/x"


@pytest.mark.parametrize(
    ("said", "link", "expected"),
    [
        (NUMBERED, "", "Báo cáo · 3/7\nHình thức?\n1. Trực tiếp\n2. Trực tuyến"),
        (NOTICE, "", 'Điểm 1\n• Gõ "đã nắm"\n• Tải tệp: gõ "tải"'),
        (NOTICE.but(page=True), LINK, f'Điểm 1\n• Gõ "đã nắm"\n• Tải tệp: gõ "tải"\nXem đầy đủ: {LINK}'),
        (NOTICE, LINK, 'Điểm 1\n• Gõ "đã nắm"\n• Tải tệp: gõ "tải"'),
        (SHEET, LINK, f"Danh sách\nTệp danh-sach.xlsx (40 KB): {LINK}"),
        (
            SHEET,
            "",
            "Danh sách\n" + plain.FILE_ELSEWHERE.format(name="danh-sach.xlsx", size="40 KB"),
        ),
        (
            Outbound(
                "Tài liệu:\n1. Phòng cháy (15/KH)\n2. Lũ", choices=(Choice("Phòng cháy", "a"), Choice("Khác", "b"))
            ),
            "",
            "Tài liệu:\n1. Phòng cháy (15/KH)\n2. Lũ\n2. Khác",
        ),
        (
            Outbound(
                "Chờ:\n7. Phòng cháy", choices=(Choice("Xem số 7", "a", "7"), Choice("3", "b", "3")), numbered=False
            ),
            "",
            "Chờ:\n7. Phòng cháy",
        ),
        (
            Outbound("Duyệt?", choices=(Choice("Duyệt, phát hành", "ok:7", "đồng ý duyệt 7", decisive=True),)),
            "",
            'Duyệt?\n• Duyệt, phát hành: gõ "đồng ý duyệt 7"',
        ),
    ],
)
def test_everything_can_be_typed(said: Outbound, link: str, expected: str) -> None:
    """Choices are numbers or words, files are links or told of; nothing of the message is lost."""
    assert as_text(said, link=link) == expected


@pytest.mark.parametrize(("size", "expected"), [(1, "1 KB"), (41_000, "40 KB"), (1_572_864, "1,5 MB")])
def test_sizes_read_as_people_write_them(size: int, expected: str) -> None:
    """A size says whether to open the link on the phone's own line."""
    assert size_written(size) == expected
