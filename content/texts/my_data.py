"""A member's own data: seen, corrected, taken along, withdrawn."""

ABOUT = "Thông tin của tôi"
WORDS = ("thông tin của tôi", "tôi", "dữ liệu của tôi")
TITLE = "Thông tin của tôi"

MY_DATA = "Thông tin Hệ thống đang lưu về {addr}:\n{fields}\nĐồng ý ngày: {consent_date}"
FIELD = "• {name}: {value}"
FULL_NAME = "Họ và tên"
CODE = "Mã trong danh sách"
POSITION = "Chức danh"
UNIT = "Đơn vị"
PHONE = "Số điện thoại"
DUTY = "Được công nhận là"
ROLES = "Quyền trong Hệ thống"
ROLE_AT = "{role} ({unit})"
CHATS = "Tài khoản nhận tin"
LANGUAGE = "Tiếng khi điền biểu mẫu"
LANGUAGES = {
    "vi": "Việt",
    "en": "Anh",
    "fr": "Pháp",
    "zh": "Trung",
    "hmn": "Mông",
    "tyz": "Tày",
    "nut": "Nùng",
    "km": "Khmer",
}
REPORTS = "Báo cáo đã gửi"
SAID = "{name}: {value}"
REPORT_STATES = {"withdrawn": "đã rút", "returned": "đang chờ sửa"}
ERASED_NAME = "(đã xóa)"
ZERO_PERIOD = "Không có buổi"
ZERO_REASON = "Lý do"
RECEIPTS = "Tài liệu đã xác nhận"
DELIVERIES = "Tài liệu đã gửi tới"
DRAFTS = "Đang làm dở"
MAIN = "{channel} (nhận thông báo)"
NONE = "(không lưu)"

FIX = "Đề nghị sửa"
EXPORT = "Tải bản sao"
WITHDRAW = "Rút lại đồng ý"
KEEP = "Giữ nguyên"
USE_CHANNEL = "Nhận tin ở {channel}"
CHANNEL_SET = "Từ nay thông báo đến {addr} qua {channel}."

FIX_TITLE = "Đề nghị sửa thông tin"
FIX_ASK = "{Addr} cần sửa thông tin nào, sửa thành gì?"
FIX_NAME = "Nội dung cần sửa"
FIX_HINT = 'Ví dụ: "Chức danh: Trưởng thôn 3". Không gửi số căn cước, ngày sinh, địa chỉ nhà.'
REQUEST_RECEIVED = (
    "Đã nhận yêu cầu {code} lúc {time}. {privacy_contact} sẽ phản hồi trong 02 ngày làm việc "
    "và hoàn thành trước {due_text}."
)
TELL_FIX = (
    "📝 Yêu cầu {code}: {full_name}, {unit_name} đề nghị sửa thông tin của mình:\n{text}\n"
    "Đề nghị {addr} trả lời trước {due_text}. Sửa bằng cách gửi lại tệp danh sách."
)

EXPORTING = "Hệ thống đang tạo bản sao, xin chờ ít giây."
EXPORT_READY = (
    "Bản sao thông tin của {addr}. Đề nghị giữ riêng tệp này. "
    "Tin nhắn trong cuộc trò chuyện không ở trong tệp; nội dung của chúng chỉ được giữ có thời hạn."
)
DELIVERY_STATES = {
    "queued": "chờ gửi", "sending": "đang gửi", "sent": "đã gửi", "failed": "chưa gửi được",
    "uncertain": "chưa rõ đã nhận", "cancelled": "đã dừng", "expired": "quá hạn",
}  # fmt: skip

ERASE_EXPLAIN = (
    "Khi rút lại đồng ý: gỡ họ tên, số điện thoại, tài khoản, quyền và bản nháp ngay lập tức, không khôi phục được. "
    "Số liệu các buổi tuyên truyền và xác nhận đã đọc được giữ để thống kê, không còn ghi tên {addr}; "
    "phần {addr} tự viết, ảnh và tệp đã gửi trong báo cáo được xóa.\n"
    "{Addr} vẫn có thể nhận tài liệu và báo cáo bằng giấy hoặc điện thoại qua {office_contact}; "
    "việc này không ảnh hưởng đến {addr}."
)
ERASE_LAST_ADMIN = (
    "\nLưu ý: {addr} là quản trị viên duy nhất. Nên giao quyền cho người khác trước; "
    "nếu không, cơ quan phải cấp lại quyền trên máy chủ."
)
ERASED = "Đã xóa thông tin cá nhân của {addr} ngày {date}. Cảm ơn {addr} đã phối hợp."
TELL_WITHDRAWN = (
    "{position} tại {unit_name} đã rút lại đồng ý; thông tin cá nhân đã được xóa. "
    "Đề nghị {addr} chuyển tài liệu bằng cách thông thường và xóa người này khỏi tệp danh sách."
)
SOMEBODY = "Một người"
WITHDRAW_WORD = "rút lại đồng ý"
EXPORT_TEXT = "Bản chữ (.txt)"
CONSENTED = "Đồng ý ngày"
FORGOTTEN = "(Các tin trước đã được xóa.)"
