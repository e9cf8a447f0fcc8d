"""The privacy gate: it stops what names a person, and lets through what names a matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.privacy import personal_data
from content.texts import privacy as texts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("gọi 0950000012 để hỏi", texts.PHONE), ("0950 000 012", texts.PHONE), ("+84 950.000.012", texts.PHONE),
        ("CCCD 001099000012", texts.ID_NUMBER), ("số 012345678", texts.ID_NUMBER), ("001 099 000 012", texts.ID_NUMBER),
        ("thẻ DN1234567890123", texts.CARD), ("xe 97A-012.34", texts.PLATE), ("mau@example.vn", texts.EMAIL),
        ("facebook.com/mau.nguyen", texts.PROFILE), ("@nguyenmau", texts.PROFILE), ("số nhà 12", texts.HOUSE),
        ("số 12 đường Mẫu", texts.HOUSE), ("ngõ 5", texts.HOUSE), ("ông Nguyễn Văn Mẫu hỏi", texts.PERSON),
        ("Chị Mẫu ở thôn 3", texts.PERSON), ("hộ bà Mẫu", texts.PERSON), ("Nguyễn Thị Mẫu", texts.PERSON),
    ],
)  # fmt: skip
def test_personal_data_is_seen(text: str, kind: str) -> None:
    """Numbers, addresses, pages and names are told apart, so the writer knows what to leave out."""
    assert personal_data(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Lịch thu gom rác chưa rõ", "bà con hỏi về bảo hiểm", "chị em phụ nữ đề nghị tập huấn", "Nhà nước hỗ trợ",
        "mức 1.500.000 đồng", "Nghị định 49/2024/NĐ-CP", "từ năm 2026 đến 2030", "đường Trần Hưng Đạo hỏng",
        "gọi 114 khi có cháy", "45 hộ nghèo", "ngày 20/11/2026", "",
    ],
)  # fmt: skip
def test_matters_pass(text: str) -> None:
    """Prices, laws, dates, roads and groups are no one's personal data."""
    assert personal_data(text) is None


@given(st.text(max_size=80))
def test_the_gate_never_raises(text: str) -> None:
    """Any text gives a kind or nothing."""
    assert personal_data(text) is None or personal_data(text)
