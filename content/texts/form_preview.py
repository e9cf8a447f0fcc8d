"""Words of a form's preview: what will be asked, in which order, and when."""

HEAD = "{title} ({form_id}{version})"
VERSION = ", phiên bản {version}"
COUNTS = "{questions} câu hỏi{required}{repeats}{computed}"
REQUIRED_COUNT = ", {n} câu bắt buộc"
REPEATS_COUNT = ", {n} vòng lặp"
COMPUTED_COUNT = ", {n} giá trị tự tính"
LANGUAGES = "Ngôn ngữ: {languages}. Hiện trước: {default}."
FILES = "Danh sách lấy từ ngoài: {files}."

BETWEEN = " / "  # two languages in one line
IN_LANGUAGE = "{language}: {words}"
QUESTION = "{n}. {words}{mark}"
REQUIRED = " (bắt buộc)"
NOTE = "- {words}"
GROUP = "▸ {words}"
REPEAT = "▸ {words}: lặp lại, hết mỗi lần hỏi “1 Thêm nữa 2 Đủ rồi”"
REPEAT_FIXED = "▸ {words}: lặp lại theo số lần đã tính"
AFTER = "▸ Sau khi gửi, được bổ sung thêm:"
HINT = "Gợi ý: {words}"
MEDIA = "Kèm tệp: {files}"
OPTION = "{n} {label}"
MORE_OPTIONS = "… và {n} lựa chọn nữa"
OTHER = "Khác (tự ghi)"
LIST = "Danh sách: {name}"
FILTERED = "Chỉ hiện lựa chọn hợp với câu trả lời trước."
WHEN = "Chỉ hỏi khi {words}."
WHEN_FORMULA = "Chỉ hỏi khi đúng điều kiện ở dòng {row}."
MUST = "Điều kiện: {words}."
MUST_FORMULA = "Điều kiện: theo công thức ở dòng {row}."
REFUSES = "Báo khi sai: {words}"
DEFAULT = "Mặc định: {words}"
DEFAULT_LAST = "Mặc định: câu trả lời lần trước."
DEFAULT_FORMULA = "Mặc định: tự tính."
READ_ONLY = "Chỉ để xem, không sửa."
COMPUTED = "Tự tính, không hỏi: {names}."
VALUE = "[{name}]"
FALLBACK = "Lưu ý: {words}"

KINDS = {
    "text": "chữ",
    "integer": "số nguyên",
    "decimal": "số",
    "range": "số từ {start} đến {end}, bước {step}",
    "date": "ngày",
    "time": "giờ",
    "dateTime": "ngày giờ",
    "select_one": "chọn một",
    "select_multiple": "chọn nhiều",
    "rank": "xếp thứ tự",
    "acknowledge": "xác nhận đã rõ",
    "image": "ảnh",
    "audio": "âm thanh",
    "video": "video",
    "file": "tệp",
    "geopoint": "vị trí",
    "barcode": "mã vạch",
}
KIND = "Trả lời: {kind}"

# ---- conditions in words
AND = "{a} và {b}"
OR = "{a} hoặc {b}"
NOT = "không phải ({a})"
IN_BRACKETS = "({a})"
THIS = "câu trả lời"
QUESTION_REF = "câu {n}"
TODAY = "hôm nay"
COMPARED = {
    "=": "{a} là {b}",
    "!=": "{a} không phải {b}",
    "<": "{a} nhỏ hơn {b}",
    "<=": "{a} không quá {b}",
    ">": "{a} lớn hơn {b}",
    ">=": "{a} từ {b} trở lên",
}
ANSWERED = "đã trả lời {a}"
NOT_ANSWERED = "chưa trả lời {a}"
CHOSEN = "{a} có chọn {b}"
LENGTH = "độ dài của {a}"
LETTERS = "{n} ký tự"
PICKED = "số mục chọn ở {a}"
QUOTED = "“{word}”"

READY = "Biểu mẫu dùng được."
TRY = "Chơi thử “{title}”, không lưu gì. Gõ câu trả lời; @tên_tệp để gửi tệp; Ctrl+D để thôi."
TRY_PROMPT = "> "
TRY_PERSON = "Người dùng thử"
TRY_SENT = "Đã gửi “{name}”. Ghi nhận:"
TRY_SENT_UNNAMED = "Đã gửi. Ghi nhận:"
TRY_ANSWER = "  {path} = {value}"
TRY_SHOWN = {"image": "[Ảnh: {name}]", "audio": "[Âm thanh: {name}]", "video": "[Phim: {name}]"}
TRY_CANCELLED = "Đã hủy, không ghi nhận gì."
