"""What recipients read: the library, one point, the file, the receipt, the check of a code."""

from typing import Final

DOCUMENTS: Final = "Tài liệu đang áp dụng"
CHECK: Final = "Kiểm tra mã văn bản"
WORDS_DOCUMENTS: Final = ("tài liệu", "tài liệu mới", "nội dung tuyên truyền", "văn bản")
WORDS_DOWNLOAD: Final = ("tải", "tải tệp", "tải về")
WORDS_CHECK: Final = ("KT", "kiểm tra")

HEAD: Final = "Tài liệu đang áp dụng:"
HEAD_FOUND: Final = 'Tài liệu có "{query}":'
LINE: Final = "{n}. {title} ({number}, {day})"
LINE_BARE: Final = "{n}. {title}"
MORE: Final = "Xem thêm"
EMPTY: Final = "Hiện chưa có tài liệu nào đang áp dụng."
NOT_FOUND: Final = 'Chưa có tài liệu phù hợp với "{query}". {Addr} thử từ khóa khác, có thể gõ không dấu.'
ALL: Final = "Tất cả tài liệu"
NOT_THERE: Final = "Tài liệu này không còn để mở."
NO_POINT: Final = "Tài liệu này không có điểm số {n}."

ACK: Final = "Đã nắm"
ACK_WORD: Final = "đã nắm"
FILE: Final = "Tải tệp"
FILE_WORD: Final = "tải"
ACK_DONE: Final = "✅ Đã xác nhận lúc {time} ngày {date}. Cảm ơn {addr}."
ACK_AGAIN: Final = "{Addr} đã xác nhận tài liệu này ngày {date}."
ACK_TEST: Final = "Bản gửi thử, không ghi xác nhận."
NO_FILE: Final = "Tài liệu này không có tệp kèm theo."
FILE_SENT: Final = "Tệp kèm theo: {title}"
NEWER: Final = "🔄 Tài liệu này đã có bản mới. Đề nghị {addr} dùng bản mới, không dùng bản cũ."
OPEN_NEWER: Final = "Mở bản mới"
WITHDRAWN: Final = (
    '⛔ Tài liệu "{title}" (số {number}) đã được thu hồi ngày {date}. Đề nghị {addr} không sử dụng, không chia sẻ. '
    "Lý do: {reason}."
)
EXPIRED: Final = "Nội dung này đã hết hiệu lực ngày {date}, chỉ để tham khảo."
NOTHING_TO_ACK: Final = "Hiện không có tài liệu nào chờ {addr} xác nhận."
NOTHING_AT_HAND: Final = 'Chưa có tài liệu nào để tải. Gõ "tài liệu" để xem danh sách.'

# ---- the check of a code
HOW_TO_CHECK: Final = 'Gõ "KT" và mã ghi dưới văn bản, ví dụ: KT ABC123.'
UNKNOWN_CODE: Final = (
    "⚠ Không có văn bản nào mang mã {code}. Đề nghị không tin, không chia sẻ nội dung mang mã này. "
    "Cần hỏi thêm, xin liên hệ: {contact}"
)
GENUINE: Final = "✅ Mã {code}: văn bản có thật và đang áp dụng."
GENUINE_INTERNAL: Final = "✅ Mã {code}: văn bản có thật, đang áp dụng, lưu hành nội bộ."
CODE_WITHDRAWN: Final = "⛔ Mã {code}: văn bản đã bị thu hồi ngày {date}. Không sử dụng, không chia sẻ."
CODE_REPLACED: Final = "🔄 Mã {code}: văn bản có thật, nội dung đã có bản mới thay thế."
CODE_EXPIRED: Final = "Mã {code}: văn bản có thật nhưng đã hết hiệu lực ngày {date}."
CODE_DETAILS: Final = "{title}\n{source}"
