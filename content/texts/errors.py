"""What is said when something cannot be done, always with what to do next."""

ERROR = (
    "Có lỗi xảy ra, nội dung của {addr} chưa được xử lý. Hệ thống sẽ tự thử lại sau ít phút. "
    "Mã lỗi: {code}. Hỗ trợ: {office_contact}"
)
NOT_UNDERSTOOD = 'Hệ thống chưa hiểu. {Addr} chọn một nút bên dưới hoặc gõ "menu".'
MENU_BUTTON = "Về trang chính"
NOT_REGISTERED = "Tài khoản chưa được đăng ký. Gõ /start và nhập mã mời."
NO_PERMISSION = "{Addr} chưa được phân quyền cho việc này. Liên hệ: {office_contact}."
BUTTON_OLD = 'Nút này đã cũ. Gõ "menu" để mở lại.'
TYPE_THE_WORD = 'Việc này không nhận số. {Addr} bấm nút hoặc gõ đủ chữ "{word}".'
VOICE = "Hệ thống chưa nhận tin thoại. Đề nghị {addr} gõ chữ, có thể không dấu."
UNSUPPORTED = "Kênh này không chuyển được tệp tới Hệ thống, nên Hệ thống chưa nhận được. Đề nghị {addr} gửi tệp qua kênh khác, hoặc gõ chữ."
STICKER = 'Đã nhận. {Addr} cần việc gì, xin gõ "menu".'
