"""The privacy gate on what communicators really type: without diacritics, in small letters, shouted, by nickname."""

from __future__ import annotations

import pytest

from content.dialog import Facts, Text, Unreadable
from content.dialogs.session_report import SESSION_REPORT
from content.privacy import personal_data
from tests.play import START

NAMES = (
    "ông nguyễn văn an hỏi", "ong Nguyen Van An hoi", "ong nguyen van an hoi", "NGUYỄN VĂN AN đề nghị", "Ông TÂM hỏi",
    "đ/c Hoa hỏi", "đồng chí Nguyễn Thị Hoa", "Nguyen Thi Hoa hoi", "thầy Minh thắc mắc", "cháu An", "mợ Sáu",
    "ông Ba nói", "chi Hoa thon 3 hoi", "anh Tuấn", "bà H'Mai", "ông Y Bhăm", "Giàng A Chống hỏi", "vợ chồng Tâm",
    "nhà chị Dậu", "con gái bà Tư", "ô. Minh", "d/c Lan phan anh", "tran thi mau o thon 2",
)  # fmt: skip
NUMBERS = (
    "sdt 0912.345.678", "0912345678", "zalo 84912345678", "fb: nguyenvana", "cccd: 0010 9900 0012", "STK 0123456789012",
    "email mau@example.com", "77A-123.45", "facebook.com/abc", "t.me/abc", "Số 5 ngõ 3 đường Láng",
)  # fmt: skip
MATTERS = (
    "bà con thắc mắc về đất đai", "ông bà nội ngoại được hỗ trợ", "anh em công nhân hỏi lương", "cô giáo mầm non thiếu",
    "nhà máy xả thải", "hộ cận nghèo", "chị em phụ nữ", "cháu học sinh", "Bác Hồ dạy", "Trường Nguyễn Trãi thiếu phòng",
    "đường Nguyễn Văn Linh hỏng", "đường Lê Thị Riêng ngập", "cầu Trần Thị Lý", "dự án Trần Phú", "con em đồng bào",
    "đồng chí Bí thư chi bộ", "thầy thuốc trẻ", "Nhà văn hóa thôn", "Bà Rịa - Vũng Tàu", "chú trọng", "cụ thể hơn",
    "dang van dong nhan dan hien dat", "Chi bo thon hop", "chi Doan, chi Hoi", "ba Nghi dinh moi",
    "UBND phường Trần Phú",
    "nhan dan dang van hanh tram bom", "le thi hanh luat", "Anh hùng lực lượng vũ trang", "kinh phi 1500000000 dong",
    "tai khoan dinh danh muc 2", "xã Lê Lợi", "Luat Dat dai 2024", "anh hung lao dong",
)  # fmt: skip


@pytest.mark.parametrize("text", [*NAMES, *NUMBERS])
def test_who_said_it_is_noticed(text: str) -> None:
    """The way people write to their phone, not the way names stand in a paper."""
    assert personal_data(text), text


@pytest.mark.parametrize("text", MATTERS)
def test_what_was_said_passes(text: str) -> None:
    """A gate that refuses matters would be talked around within a week."""
    assert personal_data(text) is None, text


def test_every_free_text_of_a_report_goes_through_the_gate() -> None:
    """Own places, own topics, concerns and proposals alike: there is no side door for a name."""
    texts = [slot.step for slot in SESSION_REPORT.slots if isinstance(slot.step, Text)]
    assert {step.key for step in texts} == {"place_other", "topics_other", "concerns", "proposals_other"}
    for step in texts:
        with pytest.raises(Unreadable):
            step.admit("ông Nguyễn Văn Mẫu hỏi", Facts(START.date(), START))
