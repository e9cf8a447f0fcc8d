"""Words of the reports that are written at once: one line, several lines, or a filled template."""

WORDS_TEMPLATE = ("mẫu báo cáo", "mẫu bc")
ABOUT_TEMPLATE = "Mẫu báo cáo để điền khi không có mạng"
TEMPLATE_SAY = (
    "{Addr} chép mẫu dưới đây, điền khi không có mạng, có mạng thì gửi lại. Thiếu mục nào hệ thống sẽ hỏi mục đó."
)
FIRST_WORD = "BC"
LABELS = {
    "session_date": "Ngày",
    "place": "Nơi",
    "form": "Hình thức",
    "topics": "Nội dung",
    "headcount": "Người nghe",
    "duration": "Số phút",
}
TEMPLATE = "\n".join((FIRST_WORD, *(f"{label}: " for label in LABELS.values())))
ALSO = {
    "session_date": ("ngày tổ chức", "thời gian"),
    "place": ("địa điểm", "thôn", "tại"),
    "form": ("cách",),
    "topics": ("chủ đề", "nd"),
    "headcount": ("số người", "số người nghe", "số lượng", "sl"),
    "duration": ("thời lượng", "phút"),
}
UNIT_WORDS = {"headcount": "người", "duration": "phút"}

AS_BEFORE = ("như lần trước", "như buổi trước")
NOT_UNDERSTOOD = "Chưa hiểu: {words}."
UNSURE = 'Chưa rõ {name}: "{text}", {addr} trả lời giúp khi được hỏi.'
WHICH_OF = 'Chưa rõ {name}: "{text}". {Addr} chọn giúp:'
NONE_OF_THESE = "Không phải các mục trên"
NO_LAST = "Chưa có báo cáo nào trước đây để lấy lại nơi và nội dung."
READ = "Đã đọc {n} buổi:"
LINE = "{n}. {said}"
LINE_EMPTY = "Dòng {n} chưa đọc được: {text}. Các dòng khác không bị ảnh hưởng."
MISSING = "{said} (còn thiếu: {names})"
SEND_ALL = "Gửi cả {n} báo cáo"
SEND_ALL_WORD = "gửi cả"
NEXT_BY_WORD = 'Gửi xong một buổi, {addr} gõ "báo cáo" để xem buổi tiếp theo.'
ONE_BY_ONE = "Xem từng buổi"
WAITING = 'Còn {n} buổi chờ {addr} xác nhận. Gõ "báo cáo" để xem buổi tiếp theo.'
TOO_MANY = "Mỗi lần nhận tối đa {most} buổi. {Addr} gửi các buổi còn lại trong tin sau."

ZERO_TITLE = "Lý do không có buổi"
ZERO_WHY = "{Addr} ghi ngắn lý do (tối đa 200 ký tự), không ghi tên người."
ZERO_NAME = "Lý do"
