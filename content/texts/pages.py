"""What light pages say around a document, around a file, and about a check code."""

from typing import Final

# ---- a link that opens nothing: the same words whatever the reason
GONE_TITLE: Final = "Liên kết không còn hiệu lực"
GONE: Final = (
    "Liên kết này không đúng, đã quá hạn hoặc đã được thu hồi. Đề nghị mở lại từ tin nhắn mới nhất của Hệ thống."
)
CONTACT: Final = "Cần hỏi thêm, xin liên hệ: {contact}"
BUSY_TITLE: Final = "Hệ thống đang bận"
BUSY: Final = "Chưa mở được trang. Đề nghị tải lại sau ít giây."

# ---- a document
OFFICIAL: Final = "Kênh thông tin chính thức"
TRIAL: Final = "Bản xem trước, chưa được duyệt. Không phổ biến."
PART: Final = "Phần {n}/{all}"
PART_NEXT: Final = "Xem tiếp phần {n}/{all}"
PART_BEFORE: Final = "Về phần {n}/{all}"
PARTS: Final = "Các phần của tài liệu"
SHORT_MESSAGE: Final = "Bản ngắn để đọc loa, gửi tin"
NEWER_HERE: Final = "Mở bản mới"
NEWER_IN_CHAT: Final = 'Để xem bản mới, {addr} mở cuộc trò chuyện với Hệ thống và gõ "tài liệu".'
PERSONAL: Final = "Liên kết này dành riêng cho {addr}, đề nghị không chuyển cho người khác."

# ---- the receipt
ACK: Final = "Đã nắm"
ACK_ASK: Final = 'Đọc xong, {addr} bấm "Đã nắm" để xác nhận.'
ACKED: Final = '✓ {Addr} đã bấm "Đã nắm" lúc {time} ngày {date}.'

# ---- files
FILES: Final = "Tệp kèm theo"
DOWNLOAD: Final = "Tải về"
FIRST_PAGE: Final = "Trang đầu của tệp {name}"
OWN_FILE: Final = "Tệp của {addr}"
KEPT_UNTIL: Final = "Liên kết có hiệu lực đến hết ngày {date}."
UNNAMED: Final = "tep"

# ---- where it comes from
SOURCE: Final = "Nguồn và kiểm tra"
ISSUER: Final = "Cơ quan ban hành"
NUMBER: Final = "Số, ký hiệu"
ISSUED_ON: Final = "Ngày ban hành"
APPROVER: Final = "Người duyệt"
VALID: Final = "Có giá trị đến"
VALID_FROM: Final = "Áp dụng từ"
SCOPE: Final = "Phạm vi"
CHECK_CODE: Final = "Mã kiểm tra"

# ---- the check of a code
CHECK_TITLE: Final = "Kiểm tra mã văn bản"
CHECK_LABEL: Final = "Mã ghi dưới văn bản"
CHECK_EXAMPLE: Final = "Ba chữ cái và ba chữ số, ví dụ: ABC123."
CHECK_BUTTON: Final = "Kiểm tra"
CHECK_AGAIN: Final = "Kiểm tra mã khác"
CHECK_BAD: Final = "Mã vừa nhập không đúng dạng. Mã gồm ba chữ cái và ba chữ số, ví dụ: ABC123."
