"""What the demo page says around its phones. All people in it are invented."""

from typing import Final

TITLE: Final = "Trợ lý tuyên truyền viên - bản dùng thử"
MARK: Final = "MINH HỌA - không phải cơ quan thật. Tên người, đơn vị, văn bản đều là hư cấu."
LEAD: Final = "Mỗi khung dưới đây là điện thoại của một người. Làm thử trọn một việc trong ba phút:"
TABS: Final = "Chọn điện thoại"
OTHERS: Final = "Mở điện thoại của người khác"
OPEN: Final = "Mở riêng"

STEPS: Final = (
    ("Soạn", "Ở điện thoại Biên tập, gõ “soạn”, trả lời từng câu hỏi, rồi bấm “Trình duyệt”."),
    ("Duyệt", "Người duyệt nhận được bản trình, xem đúng như người nhận sẽ thấy, rồi duyệt."),
    ("Phát", "Được duyệt thì Hệ thống gửi. Ở Biên tập, gõ “tiến độ” để xem ai đã nhận, ai đã đọc."),
    ("Đọc", "Tuyên truyền viên nhận tài liệu, đọc từng điểm, bấm “Đã nắm”."),
    ("Báo cáo", "Tuyên truyền viên gõ “báo cáo” và kể lại buổi đã nói chuyện."),
)


def phone_title(name: str, role: str) -> str:
    """Return what a screen reader calls a phone."""
    return f"Điện thoại của {name}, {role}"
