"""Forms of the office: brought as a sheet, looked at, tried, published by a second person, filled in."""

from typing import Final

# ---- for everybody
ABOUT: Final = "Biểu mẫu cần điền"
WORDS: Final = ("biểu mẫu", "điền biểu mẫu")
NONE: Final = 'Hiện cơ quan không có biểu mẫu nào cần {addr} điền. Báo cáo buổi thì gõ "báo cáo".'
LIST: Final = "Biểu mẫu của cơ quan, {addr} chọn để điền:"
LINE: Final = "{title}"
NO_SUCH: Final = 'Không có biểu mẫu này, hoặc biểu mẫu đã đóng. Gõ "biểu mẫu" để xem danh sách.'
SENT: Final = '✅ Đã gửi {title}, mã {code}, lúc {time} ngày {date}.{name}\nCơ quan nhận được ngay. Sửa được đến {edit_until}, gõ "biểu mẫu của tôi". Cần hỗ trợ, xin gọi: {office_contact}.'
SENT_NAME: Final = "\nĐã ghi: {name}."
TESTED: Final = (
    "✅ Đã làm thử xong {title} (mã thử {code}). Bài làm thử không tính vào số liệu, không có trong tệp xuất."
)

# ---- for the office
ABOUT_MANAGE: Final = "Quản lý biểu mẫu của cơ quan"
WORDS_MANAGE: Final = ("quản lý biểu mẫu",)
MANAGE_NONE: Final = 'Cơ quan chưa có biểu mẫu. Gõ "nạp biểu mẫu" để đưa tệp XLSForm vào.'
MANAGE: Final = "Biểu mẫu của cơ quan:"
MANAGE_LINE: Final = "{n}. {title} · bản {version} · {state}"
MANAGE_NUMBER: Final = "Số {n}"
MANAGE_WORD: Final = "quản lý biểu mẫu {n}"
OPEN_CARD: Final = "Xem biểu mẫu"
STATES: Final = {"draft": "chờ công bố", "published": "đang dùng", "retired": "đã thay"}
CLOSED: Final = "đang đóng"
ABOUT_NEW: Final = "Nạp biểu mẫu từ tệp Excel"
WORDS_NEW: Final = ("nạp biểu mẫu", "thêm biểu mẫu")
NEW_TITLE: Final = "Nạp biểu mẫu"
ASK_FILE: Final = "{Addr} gửi tệp biểu mẫu XLSForm (.xlsx, .xls, .csv hoặc .md) vào đây. Biểu mẫu có ảnh, âm thanh, phim kèm theo thì gửi tất cả trong một tệp .zip."
NAME_FILE: Final = "Tệp biểu mẫu"
NEED_FILE: Final = 'Câu này cần một tệp. {Addr} gửi tệp biểu mẫu, hoặc gõ "hủy".'
FAULTY: Final = "Chưa nạp được {name}. Xin sửa các chỗ sau trong tệp rồi gửi lại:\n{lines}"
MORE_FAULTS: Final = "… và {n} chỗ khác."
OTHER_UNIT: Final = "Mã biểu mẫu {code} đang thuộc đơn vị khác. Xin đổi form_id trong tệp rồi gửi lại."
RESERVED: Final = "Mã biểu mẫu {code} dành cho hệ thống. Xin đổi form_id trong tệp thành mã riêng của cơ quan, ví dụ {code}_2, rồi gửi lại."
KEPT: Final = (
    "Đã nạp {title}, bản {version}: {n} câu hỏi. Chưa ai được hỏi theo bản này.\n"
    'Làm thử trước, rồi nhờ người thứ hai công bố: người đó gõ "công bố biểu mẫu {form} bản {version}".'
)
WARNED: Final = "Lưu ý:\n{lines}"
CARD: Final = "{title} (mã {code})\nBản {version}: {state}; {who} nạp ngày {date}.{published}"
CARD_PUBLISHED: Final = "\n{who} công bố ngày {date}."
CARD_IN_USE: Final = "\nBản đang dùng: bản {version}."
CARD_CLOSED: Final = "\nBiểu mẫu đang đóng: không ai mở mới được; ai đang điền dở vẫn gửi được."
SEE: Final = "Xem câu hỏi"
SEE_WORD: Final = "xem biểu mẫu {n}"
TRY: Final = "Làm thử"
TRY_WORD: Final = "làm thử biểu mẫu {n}"
PUBLISH: Final = "Công bố"
PUBLISH_WORD: Final = "công bố biểu mẫu {n} bản {version}"
CLOSE: Final = "Đóng biểu mẫu"
CLOSE_WORD: Final = "đóng biểu mẫu {n}"
OPEN: Final = "Mở lại"
OPEN_WORD: Final = "mở biểu mẫu {n}"
SEE_REST: Final = "…\nBiểu mẫu còn dài: Hệ thống đang gửi toàn bộ câu hỏi trong một tệp."
SEE_READY: Final = "Toàn bộ câu hỏi của {title}, bản {version}:"
SEE_FILE: Final = "{code}_ban_{version}.docx"
WORDS_SEE: Final = ("xem biểu mẫu",)
WORDS_TRY: Final = ("làm thử biểu mẫu", "thử biểu mẫu")
WORDS_PUBLISH: Final = ("công bố biểu mẫu",)
WORDS_CLOSE: Final = ("đóng biểu mẫu",)
WORDS_OPEN: Final = ("mở biểu mẫu", "mở lại biểu mẫu")
ABOUT_SEE: Final = "Xem các câu hỏi của một biểu mẫu"
ABOUT_TRY: Final = "Làm thử một biểu mẫu"
ABOUT_PUBLISH: Final = "Công bố bản mới của một biểu mẫu"
ABOUT_CLOSE: Final = "Đóng một biểu mẫu"
ABOUT_OPEN: Final = "Mở lại một biểu mẫu"
PUBLISHED: Final = "Đã công bố {title}, bản {version}. Ai đang điền dở bản trước thì điền tiếp bản đó."
PUBLISHED_TO_AUTHOR: Final = "{who} đã công bố {title}, bản {version}."
WAITS: Final = "{who} vừa nạp {title}, bản {version}, và chờ người thứ hai công bố."
OWN: Final = "{Addr} là người nạp bản này nên không tự công bố được. Xin nhờ người có quyền duyệt khác."
NOT_LATEST: Final = "Đã có bản {version} mới hơn. {Addr} xem lại rồi công bố bản đó."
NOT_A_DRAFT: Final = "Bản này không còn chờ công bố ({state})."
CLOSED_NOW: Final = "Đã đóng {title}: không ai mở mới được, ai đang điền dở vẫn gửi được. Dữ liệu đã nhận còn nguyên."
CLOSED_REPORT: Final = 'Từ nay "báo cáo" hỏi theo mẫu có sẵn của Hệ thống.'
OPEN_NOW: Final = "Đã mở lại {title}."
NEVER_PUBLISHED: Final = "{title} chưa có bản nào được công bố."
EXPORT: Final = "Xuất dữ liệu"
EXPORT_WORD: Final = "xuất biểu mẫu {n}"
EXPORT_HOW: Final = 'Chưa rõ "{text}". {Addr} gõ kỳ, đơn vị (đúng tên một đơn vị), loại tệp, ví dụ: "xuất biểu mẫu {n} tháng 10", "xuất biểu mẫu {n} năm xã Đồng Mẫu csv".'
WORDS_EXPORT: Final = ("xuất biểu mẫu", "xuất dữ liệu biểu mẫu")
ABOUT_EXPORT: Final = "Xuất dữ liệu của một biểu mẫu"
WHICH: Final = 'Chưa rõ biểu mẫu nào. Gõ "quản lý biểu mẫu" để xem số của từng biểu mẫu.'
