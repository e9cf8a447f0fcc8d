"""Words of forms of the office, beside those of every guided conversation."""

OK = "Đã rõ"
NEED_AMOUNT = "Đề nghị {addr} gõ một con số, ví dụ {example}."
WHICH_AMOUNT = "{Addr} muốn nói {a} hay {b}?"
AT_LEAST = "Cần một số từ {least} trở lên."
AT_MOST = "Cần một số không quá {most}."
BETWEEN = "Cần một số từ {least} đến {most}."
IN_STEPS = "Cần một số từ {least} đến {most}, cách nhau {step}, ví dụ {example}."
NEED_TIME = "Đề nghị {addr} gõ giờ, ví dụ 7h30 hoặc 19:00."
NEED_MOMENT = "Đề nghị {addr} gõ giờ và ngày, ví dụ 7h30 {example}."
NEED_PLACE = "Đề nghị {addr} gửi vị trí, hoặc gõ vĩ độ và kinh độ, ví dụ 21.0285, 105.8542."
PLACE = "vĩ độ {lat}, kinh độ {lon}"
MOMENT = "{time} ngày {day}"
NEED_PHOTO = "Đề nghị {addr} gửi một ảnh."
NEED_AUDIO = "Đề nghị {addr} gửi một tệp ghi âm."
NEED_VIDEO = "Đề nghị {addr} gửi một đoạn phim."
NEED_ANY_FILE = "Đề nghị {addr} gửi một tệp."
NOT_ALLOWED = "Câu trả lời này chưa đúng yêu cầu của câu hỏi. Đề nghị {addr} trả lời lại."
MEDIA = "(kèm theo: {names})"
MEDIA_CHOICE = "{n}. {label}"
MEDIA_OF = "{label}: {name}"
EMPTY_LIST = "Danh sách này hiện chưa có mục nào."
EMPTY_LIST_OTHER = 'Danh sách này hiện chưa có mục nào: chọn "Khác" rồi tự ghi.'
OTHER_NAME = "{name} (khác)"
OTHER_ASK = "Đề nghị {addr} ghi rõ nội dung khác."

BEFORE_NOON = ("sang",)
AFTER_NOON = ("chieu", "toi")
HALF = ("ruoi",)
MINUS_WORDS = ("am", "tru")
