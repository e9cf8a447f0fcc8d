"""Words of every guided conversation: controls, step headers, read-back, what to do when something was not understood."""

# ---- labels of choices
YES = "Có"
NO = "Không"
OK = "Đồng ý"
SKIP = "Bỏ qua"
BACK = "◀ Quay lại"
CANCEL = "Hủy"
DONE = "Xong"
EDIT = "Sửa"
SEND = "Gửi"
SAVE_DRAFT = "Lưu nháp"
RESUME = "Làm tiếp"
OTHER = "Khác"
TODAY = "Hôm nay"
YESTERDAY = "Hôm qua"
OTHER_DATE = "Ngày khác"
KEEP = "Giữ nguyên"
ADD_DETAILS = "Bổ sung chi tiết"
LATER = "Không bổ sung"
ENOUGH = "Dừng bổ sung"
ONE_MORE = "Thêm {title}"
NO_MORE = "Đủ rồi"
ONE_MORE_ROUND = "Thêm nữa"
NO_MORE_ROUNDS = "Xong"
RIGHT = "Đúng"
RETYPE = "Gõ lại"
PICKED = "✓ {label}"
LAST_TIME = "{label} (lần trước)"
MENU_BUTTON = "Về trang chính"
LANGUAGE = "Đổi tiếng"
UNNAMED_LANGUAGE = "Tiếng Việt"

# ---- words that may be typed for them, folded; the first is the one we show
BACK_WORDS = ("quay lai", "ql", "lui", "lui lai", "tro lai", "cau truoc", "back")
SKIP_WORDS = ("bo qua", "bq", "skip")
CANCEL_WORDS = ("huy", "huy bo", "huy bao cao", "cancel")
HELP_WORDS = ("tro giup", "giup", "giup do", "huong dan", "help", "giup toi")
DRAFT_WORDS = ("luu nhap", "giu nhap", "luu lai", "lam sau")
DONE_WORDS = ("xong", "xong roi", "du", "du roi", "het", "het roi")
KEEP_WORDS = ("giu nguyen", "tiep", "tiep tuc", "nhu cu", "khong doi", "khong sua")
SEND_WORDS = ("gui", "gui di", "gui luon", "gui bao cao", "xac nhan")
EDIT_WORDS = ("sua", "sua lai", "chinh", "chinh sua")
ENOUGH_WORDS = ("dung lai", "thoi", "ket thuc", "khong bo sung", "dung bo sung")
LANGUAGE_WORDS = ("doi tieng", "doi ngon ngu", "chon tieng", "chon ngon ngu", "change language")
LANGUAGES_CALLED = {  # folded, without "tiếng"; by the code of the language
    "vi": ("viet", "kinh", "pho thong"),
    "en": ("anh",),
    "fr": ("phap",),
    "zh": ("trung", "hoa"),
    "hmn": ("mong", "hmong", "h mong"),
    "tyz": ("tay",),
    "nut": ("nung",),
    "blt": ("thai",),
    "mtq": ("muong",),
    "km": ("khmer", "kho me"),
    "cja": ("cham",),
    "rad": ("e de", "ede"),
    "jra": ("gia rai", "jarai"),
}
ADD_WORDS = ("bo sung", "bo sung chi tiet", "them", "co")

BACK_WORD = "quay lại"
SKIP_WORD = "bỏ qua"
DONE_WORD = "xong"
KEEP_WORD = "giữ nguyên"
SEND_WORD = "gửi"
EDIT_WORD = "sửa"
CANCEL_WORD = "hủy"
DRAFT_WORD = "lưu nháp"
ENOUGH_WORD = "dừng bổ sung"
LANGUAGE_WORD = "đổi tiếng"

NUMBER_NOUNS = ("so", "van ban", "ban thao", "dot phat", "yeu cau")  # folded, as they stand before a number

# ---- where one is
HEADING = "{title} · {n}/{total}"
HEADING_AFTER = "{title} · bổ sung {n}/{total}"
HEADING_PART = "{heading} · {part} {i}"
STANDS_AT = "{Addr} đang làm dở {title} ở câu {n}/{total}. Xin mời làm tiếp."
STANDS_AT_CHECK = "{Addr} đang làm dở {title}, chỉ còn bước kiểm tra."
STANDS_AFTER = "{title} đã gửi. Phần bổ sung không bắt buộc."

# ---- languages of a form
ONE_LANGUAGE = "Phần này chỉ có một thứ tiếng."
ASK_LANGUAGE = "{Addr} muốn điền bằng tiếng nào?"
LANGUAGE_NOW = "Đang điền bằng: {language}."
IN_LANGUAGE = 'Điền bằng: {language}. Muốn đổi thì gõ "đổi tiếng".'
HELP_LANGUAGE = 'Biểu mẫu có nhiều tiếng: gõ "đổi tiếng" để chọn, câu đã trả lời vẫn giữ nguyên.'

# ---- read-back
NOTED = "Đã ghi: {said}."
DROPPED = "Đã bỏ chọn: {said}."
CHANGED = "Đã sửa {name}: {said}."
PICKED_SO_FAR = "Đã chọn: {said}."
NOW = "Đang ghi: {said}."
SKIPPED = "Đã bỏ qua."
NOT_FILLED = "(không có)"

# ---- how to answer
HINT_CONTROLS = 'Gõ "quay lại", "hủy" hoặc "trợ giúp" bất cứ lúc nào; gõ không dấu cũng được.'
HINT_MANY = 'Gõ các số, ví dụ: 1 3; đủ thì gõ "xong".'
HINT_RANK = "Gõ các số theo thứ tự, mục đứng đầu trước, ví dụ: 2 1 3."
HINT_MORE_OPTIONS = "Còn {n} mục nữa: gõ tên để tìm."
CHECK = "Đề nghị {addr} kiểm tra lại:"
CHECK_HOW = 'Gõ "{word}" để {deed}, hoặc gõ số của dòng cần sửa.'
CHECK_LINE = "{n}. {name}: {said}"
CHECK_ROUND = "▸ {rounds}"
WHICH_LINE = "{Addr} muốn sửa dòng nào?"
WHICH_LINE_HOW = "Gõ số của dòng, từ 1 đến {n}."
WHICH_LINE_BAD = "Đề nghị {addr} gõ số của dòng, từ 1 đến {n}."
OFFER_MORE = "{Addr} có bổ sung chi tiết cho {title} vừa gửi không? (không bắt buộc)"
ADD_ANOTHER = "Có thêm {title} nữa không?"
ROUND = "lần"
ADD_ROUND = "Có thêm phần này một lần nữa không?"

# ---- controls answered
FIRST_QUESTION = "Đây là câu đầu tiên."
CANNOT_SKIP = "Câu này cần được trả lời nên không bỏ qua được."
CANCELLED = "Đã hủy. Chưa có nội dung nào được gửi đi."
STOPPED = "Đã dừng bổ sung. Nội dung đã gửi vẫn giữ nguyên."
DRAFT_KEPT = "Hệ thống đã giữ bản nháp. {Addr} mở lại {title} để làm tiếp."
THANKS = "Cảm ơn {addr}."
ALL_DONE = "Đã ghi đủ phần bổ sung. Cảm ơn {addr}."
HELP = 'Đề nghị trả lời câu hỏi dưới đây. Gõ "quay lại" để sửa câu trước, "lưu nháp" để làm sau, "hủy" để bỏ.'
HELP_SKIP = 'Câu dưới đây không bắt buộc: gõ "bỏ qua" để sang câu sau, "quay lại" để sửa câu trước.'
HELP_CALL = "Cần hỗ trợ, xin liên hệ: {contact}."
HELP_NO_CONTACT = "Cần hỗ trợ, đề nghị {addr} liên hệ cơ quan."
BUTTON_OLD = "Nút này đã cũ, không làm thay đổi gì."
ASK_COMMAND = 'Ghi "{word}" làm câu trả lời, hay mở mục "{title}"?'
AS_ANSWER = "Ghi làm câu trả lời"
OPEN_COMMAND = "Mở {title}"
ASK_REPORT = 'Đây là một báo cáo buổi: "{word}". Gửi báo cáo này trước, hay ghi làm câu trả lời?'
REPORT_FIRST = "Gửi báo cáo này trước, rồi quay lại"
IS_ANSWER = "Đó là câu trả lời"
NEXT_WAYS = 'Gõ "bỏ qua" để sang câu sau.'

# ---- not understood
CHOOSE = "Đề nghị {addr} chọn trong danh sách, ví dụ gõ 1."
CHOOSE_SOME = "Cần chọn ít nhất một mục."
RANK_ALL = "Cần xếp đủ {n} mục, mục đứng đầu chọn trước."
CHECK_BAD = "Chưa rõ {addr} muốn làm gì."
_NO_SUCH_NUMBER = "Không có mục số {n}. Đề nghị {addr} gõ số từ 1 đến {most}."
_ONLY_ONE_NUMBER = "Không có mục số {n}. Đề nghị {addr} gõ số 1."


def no_such_number(most: int) -> str:
    """Return the sentence for a number that a list of *most* entries does not have."""
    return _NO_SUCH_NUMBER if most > 1 else _ONLY_ONE_NUMBER


NEED_TEXT = "Đề nghị {addr} gõ câu trả lời bằng chữ, có thể không dấu."
TOO_LONG = "Nội dung dài {n} ký tự. Đề nghị {addr} rút gọn còn tối đa {limit}."
TOO_SHORT = "Nội dung hơi ngắn. Đề nghị {addr} viết thêm vài chữ."
PERSONAL_DATA = "Nội dung có vẻ chứa thông tin cá nhân ({kind}). Đề nghị {addr} viết lại, chỉ nêu vấn đề."
NEED_NUMBER = "Đề nghị {addr} gõ một con số, ví dụ {example}."
NEED_ONE_NUMBER = '"{text}" là khoảng số. Đề nghị {addr} gõ một số gần đúng nhất.'
BETWEEN = "Cần một số từ {least} đến {most}{unit}, ví dụ {example}."
WHOLE = "Cần số nguyên. {Addr} muốn nói {guess} phải không?"
NEED_DATE = "Chưa đọc được ngày. Đề nghị {addr} gõ theo dạng ngày/tháng/năm, ví dụ {example}."
NO_SUCH_DATE = "Không có ngày này. Đề nghị {addr} gõ theo dạng ngày/tháng/năm, ví dụ {example}."
SOLAR_DATE = "Đề nghị {addr} gõ ngày dương lịch, ví dụ {example}."
IS_IT_DAY = "{Addr} muốn nói ngày {a} phải không?"
WHICH_DAY = "{Addr} muốn nói ngày {a} hay ngày {b}?"
FUTURE_DAY = "Ngày {date} chưa đến."
PAST_DAY = "Ngày {date} đã qua."
TOO_OLD_DAY = "Ngày {date} đã quá {days} ngày. Đề nghị {addr} liên hệ {contact} để bổ sung."
TYPE_THE_DAY = "Đề nghị {addr} gõ ngày, ví dụ {example}."
NEED_FILE = "Đề nghị {addr} gửi một tệp hoặc ảnh."
WHICH_ONE = 'Chưa tìm thấy "{text}". {Addr} muốn chọn mục nào?'
IS_IT = 'Chưa tìm thấy "{text}" trong danh sách.'
AS_TYPED = 'Ghi "{text}"'
