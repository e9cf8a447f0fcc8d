"""Reminders: only to those who owe, one digest at a good hour, and what coordinators see of it."""

# ---- the digest; the sign stands once, before its first line
SIGN = "🔔 "
SIGN_OVERDUE = "⏰ "
GENTLE = (
    "Kính nhắc {addr}: kỳ báo cáo {period} kết thúc vào {due_text}. Hệ thống chưa nhận được báo cáo nào của {addr} "
    'trong kỳ. Nếu có buổi chưa báo cáo, bấm "Báo cáo ngay".'
)
DUE_TODAY = "Hôm nay là hạn báo cáo {period}. {Addr} dành khoảng 2 phút để gửi giúp."
OVERDUE = (
    "Đã quá hạn báo cáo {period} {days} ngày. Đề nghị {addr} gửi báo cáo trước {new_due}. "
    'Nếu không có buổi nào, chọn "Không có buổi".'
)
UNREAD_ONE = 'Kính nhắc {addr}: tài liệu "{title}" chưa được xác nhận đã đọc (hạn {due_text}).'
UNREAD_MANY = "Kính nhắc {addr}: còn {n} tài liệu chưa được xác nhận đã đọc:"
UNREAD_ROW = "• {title} (hạn {due_text})"
UNREAD_MORE = "• và {n} tài liệu khác"
LATE_UNIT = 'Đơn vị {unit_name}: còn {n}/{total} người chưa báo cáo {period}. Gõ "nhắc" để xem danh sách.'
REPORT_NOW = "Báo cáo ngay"
NONE = "Không có buổi"
LATER = "Để sau"
OPEN_DOCUMENTS = "Mở tài liệu"
SEE_LATE = "Xem danh sách"

SNOOZED = "Đã ghi. Hệ thống sẽ nhắc lại vào {date_text}, nếu đến lúc đó việc chưa xong."

# ---- "nhắc", for coordinators
WORDS = ("nhắc", "theo dõi", "ai chưa báo cáo")
ABOUT = "Theo dõi, nhắc việc"
HEAD = "Theo dõi {period} (hạn {due_text})"
LATE = "Chưa báo cáo: {n}/{total} người."
ALL_REPORTED = "Tất cả {total} người đã báo cáo."
NOBODY = "Chưa có người được công nhận trong danh sách của đơn vị."
UNIT_ROW = "• {unit_name}: {n}/{total}"
MORE_UNITS = "• và {n} đơn vị khác"
NAMES = "Gồm: {names}."
NAMES_MORE = "Gồm: {names} và {n} người khác."
UNREAD = "Chưa xác nhận đã đọc:"
UNREAD_COUNT = "• {title}: {n} người"
NOTHING_UNREAD = "Không có tài liệu nào quá hạn xác nhận."
SEND_NOW = "Gửi nhắc ngay"
SEND_WORD = "gửi nhắc ngay"
WORDS_SEND = (SEND_WORD,)
SEND_NOTE = "Lời nhắc chỉ gửi cho người còn việc, mỗi người một lần trong ngày, bỏ qua người đã hẹn để sau."
NUDGED = "Hệ thống đang nhắc {n} người."
NUDGED_LATER = "Đang ngoài giờ gửi tin. Hệ thống sẽ nhắc {n} người vào {date_text}."
NOBODY_TO_NUDGE = "Không có ai cần nhắc lúc này: mọi người đã xong việc, đã được nhắc hôm nay, đã hẹn để sau hoặc chưa có kênh nhận tin."
