"""The office itself, asked of its first admin."""

ABOUT = "Khai báo cơ quan"
WORDS = ("cơ quan", "khai báo cơ quan", "sửa cơ quan")
TITLE = "Khai báo cơ quan"
SAVE = "Lưu"
SAVE_WORD = "lưu"
DEFAULT_UNIT = "Cơ quan"
DEFAULT_KIND = "Cơ quan"
DEFAULT_ADMIN = "Quản trị viên"

NAME_ASK = "Tên đầy đủ của cơ quan?"
NAME = "Tên cơ quan"
NAME_HINT = "Ghi như trên văn bản, ví dụ: Ban Tuyên giáo và Dân vận Tỉnh ủy …"
SUPERIOR_ASK = "Cơ quan chủ quản (dòng trên tên cơ quan ở đầu văn bản)?"
SUPERIOR = "Cơ quan chủ quản"
SUPERIOR_HINT = 'Không có thì gõ "bỏ qua".'
SYSTEM_ASK = "Cơ quan thuộc khối nào?"
SYSTEM = "Khối"
SYSTEM_HINT = "Quyết định mẫu đầu văn bản của báo cáo."
STATE = "Nhà nước"
PARTY = "Đảng"
COURTESY_ASK = "Hệ thống xưng hô với đội ngũ thế nào?"
COURTESY = "Xưng hô"
STAFF_ASK = "Đội ngũ cần hỗ trợ thì liên hệ ai, số nào?"
STAFF = "Liên hệ hỗ trợ"
STAFF_HINT = "Ví dụ: Phòng Tuyên truyền, 0950 000 001."
PUBLIC_ASK = "Người dân cần hỏi thì liên hệ ai, số nào?"
PUBLIC = "Liên hệ cho người dân"
PUBLIC_HINT = "Hiện cho người lạ nhắn vào kênh này, ví dụ số tiếp dân hoặc trang thông tin điện tử."
PRIVACY_CONTACT_ASK = "Ai là đầu mối về dữ liệu cá nhân?"
PRIVACY_CONTACT = "Đầu mối dữ liệu cá nhân"
PRIVACY_HINT = "Hiện trong thông báo khi đăng ký, ví dụ: Văn phòng, 0950 000 002."

SAVED = (
    'Đã lưu thông tin {office_name}. Sửa lại bất cứ lúc nào: gõ "cơ quan".\n'
    'Việc tiếp theo: gõ "danh sách mẫu" để lấy tệp danh sách, điền rồi gửi lại vào đây.'
)
NO_SUCH_UNIT = "Chưa có đơn vị mang mã {code}."
