"""What the demo's phones say first, and how the demo page names their owners. All people are invented."""

from typing import Final

ROLES: Final = {
    "editor": "Biên tập",
    "approver": "Người duyệt",
    "coordinator": "Đầu mối xã",
    "admin": "Quản trị",
    "ttv": "Tuyên truyền viên",
    "bcv": "Báo cáo viên",
}
ABOUT: Final = "{position}, {unit}"

GREETING: Final = "Xin chào {addr} {given_name}. Đây là bản minh họa, mọi tên và số liệu đều là giả định.\n"
TRY: Final = {
    "editor": (
        "Thử ngay:\n"
        '1. Gõ "soạn" để soạn nội dung, hoặc gửi một tệp .docx, .pdf.\n'
        '2. Bấm "Trình duyệt" trên bản thảo. Người duyệt ở điện thoại bên cạnh sẽ nhận được.\n'
        '3. Được duyệt rồi, gõ "tiến độ" để xem ai đã nhận, ai đã đọc.'
    ),
    "approver": (
        "Khi Biên tập trình, văn bản hiện ở đây đúng như người nhận sẽ thấy, kèm số người nhận.\n"
        'Gõ "duyệt" để xem văn bản đang chờ. Người soạn không tự duyệt được.'
    ),
    "coordinator": 'Thử ngay: gõ "thống kê" để xem kết quả của xã, "nhắc" để xem ai chưa báo cáo.',
    "admin": 'Thử ngay: gõ "danh sách" để xem đội ngũ, "mời" để lấy mã mời.',
    "bcv": 'Thử ngay: gõ "tài liệu" để đọc nội dung đang áp dụng, "báo cáo" để báo cáo một buổi.',
    "ttv": (
        "Thử ngay:\n"
        '1. Gõ "tài liệu" để đọc nội dung đang áp dụng; đọc xong bấm "Đã nắm".\n'
        '2. Gõ "báo cáo" để báo cáo một buổi, hoặc "báo cáo của tôi" để xem buổi đã gửi.\n'
        "Gõ không dấu cũng được."
    ),
}
