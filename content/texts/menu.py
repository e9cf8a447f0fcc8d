"""The first page, the guide, and small words of courtesy."""

MORNING = "Chào buổi sáng {addr} {given_name}. {Addr} cần việc gì?"
AFTERNOON = "Chào buổi chiều {addr} {given_name}. {Addr} cần việc gì?"
EVENING = "Chào buổi tối {addr} {given_name}. {Addr} cần việc gì?"
HINT = 'Có thể gõ chữ không dấu, ví dụ: "bao cao", "tai lieu", "huong dan".'
RESUME = "Làm tiếp: {title}"
DRAFT_WAITS = "{Addr} có một việc đang làm dở: {title}."
OFFICE_NOT_SET = 'Cơ quan chưa được khai báo. {Addr} gõ "cơ quan" để khai báo trước khi mời người khác.'

LABELS = {
    "tailieu": "Tài liệu mới",
    "baocao": "Báo cáo buổi",
    "baocaocuatoi": "Báo cáo của tôi",
    "toi": "Thông tin của tôi",
    "huongdan": "Hướng dẫn",
    "soan": "Soạn nội dung",
    "nhap": "Bản thảo của tôi",
    "duyet": "Chờ duyệt",
    "phat": "Phát văn bản",
    "tiendo": "Tiến độ phát",
    "thongke": "Thống kê",
    "duyetbaocao": "Duyệt báo cáo",
    "nhac": "Theo dõi, nhắc việc",
    "moi": "Cấp mã mời",
    "danhsach": "Danh sách đội ngũ",
    "dsquyen": "Danh sách quyền",
    "coquan": "Khai báo cơ quan",
    "bieumau": "Biểu mẫu cần điền",
    "qlbieumau": "Quản lý biểu mẫu",
}

HELP = (
    "Hướng dẫn nhanh\n"
    '1. Tài liệu mới: đọc và bấm "Đã nắm".\n'
    '2. Sau mỗi buổi: gõ "báo cáo", trả lời 5 câu hỏi.\n'
    "3. Không giải thích thêm khi chưa có trả lời chính thức; không ghi tên người dân.\n"
    "Các việc có thể gõ:\n"
    "{lines}\n"
    'Gõ không dấu vẫn được. Gõ "hủy" để dừng bất cứ lúc nào.\n'
    "Hỗ trợ (giờ hành chính): {office_contact}"
)
HELP_LINE = "• {word}: {about}"
HELP_WORD = "• {word}"
NO_CONTACT = "cơ quan"  # while the office has not told its contact

NOTHING_TO_CANCEL = 'Hiện không có việc nào đang làm dở. {Addr} gõ "menu" để xem các việc có thể làm.'

ABOUT_MENU = "Trang chính"
ABOUT_HELP = "Hướng dẫn"
ABOUT_CANCEL = "Dừng việc đang làm"
WORDS_MENU = ("menu", "trang chính", "về trang chính", "bắt đầu", "start")
WORDS_HELP = ("hướng dẫn", "trợ giúp", "giúp đỡ", "help")
WORDS_CANCEL = ("hủy", "hủy bỏ", "hủy báo cáo")
