"""Words of the sheets and pictures that the office takes out."""

from __future__ import annotations

from typing import Final

INVITES_SHEET: Final = "Mã mời"
INVITES_COLUMNS: Final = ("STT", "Họ và tên", "Chức danh", "Đơn vị", "Mã mời", "Đường dẫn", "Dùng được đến")
INVITES_NOTE: Final = "Mỗi mã dùng một lần, cho đúng người. Đưa tận tay hoặc gửi riêng, không đăng lên nhóm."

RECIPIENTS_SHEET: Final = "Người nhận"
RECIPIENTS_COLUMNS: Final = (
    "STT",
    "Họ và tên",
    "Đơn vị",
    "Kênh",
    "Tình trạng",
    "Gửi lúc",
    "Đã nắm lúc",
    "Vì sao chưa nhận được",
    "Việc cần làm",
)
DELIVERY_STATES: Final = {
    "queued": "Chờ gửi",
    "sending": "Đang gửi",
    "sent": "Đã gửi",
    "read": "Đã nắm",
    "failed": "Chưa nhận được",
    "uncertain": "Chưa rõ đã nhận chưa",
    "cancelled": "Đã dừng",
    "expired": "Quá hạn, chưa gửi",
    "unreached": "Chưa nhận được",
}

MY_DATA_SHEET: Final = "Thông tin của tôi"
MY_DATA_COLUMNS: Final = ("Mục", "Nội dung")

CHART_OTHERS: Final = "{n} đơn vị khác"
CHART_EMPTY: Final = "Chưa có số liệu trong kỳ này."
