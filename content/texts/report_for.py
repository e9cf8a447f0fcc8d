"""Words of reports for colleagues: who is meant, what both are told, and the way to object."""

from __future__ import annotations

from typing import Final

WORDS: Final = ("báo cáo hộ", "bc hộ", "báo cáo thay", "bc thay")
SLASH: Final = "baocaoho"
ABOUT: Final = "Báo cáo hộ đồng nghiệp"
FOR_OTHERS: Final = ("hộ", "thay", "giúp")
BEFORE_NAMES: Final = ("đồng chí", "đ/c", "đc", "cho", "anh", "chị", "ông", "bà", "cô", "chú", "bác", "em")

TITLE: Final = "Báo cáo hộ"
TITLE_FOR: Final = "Báo cáo hộ {person}"
WHO_ASK: Final = "Báo cáo hộ ai?"
WHO_HINT: Final = "Chọn số hoặc gõ tên (có thể không dấu)."
WHO_NAME: Final = "Báo cáo hộ"
WHO_WORDS: Final = {"choose": "Chưa tìm thấy người này trong số người {addr} được báo cáo hộ."}
WHICH: Final = 'Có {n} người tên "{text}". {Addr} chọn đúng người:'
NOT_FOUND: Final = 'Chưa tìm thấy "{text}" trong số người {addr} được báo cáo hộ. Phần còn lại được giữ nguyên.'
NOBODY: Final = "Đơn vị của {addr} chưa có ai khác được công nhận để báo cáo hộ. Hỗ trợ: {office_contact}."
NOT_FOR: Final = (
    "{Addr} không báo cáo hộ {person} được: chỉ báo cáo hộ người cùng đơn vị hoặc đơn vị trực thuộc, đang được công "
    'nhận. Hỗ trợ: {office_contact}. Gõ "hủy" để bỏ báo cáo đang mở.'
)
LINE_UNCLEAR: Final = "Dòng {n} chưa rõ báo cáo hộ ai: {text}. {Addr} gửi lại riêng dòng này, ghi đủ họ tên."
FOR: Final = "hộ {person}: {said}"

SENT: Final = "✅ Đã nhận báo cáo mã {code} lúc {time} ngày {date}, tính cho {person}, do {addr} gửi hộ. Có thể sửa đến {edit_until}."
TOLD: Final = "{person} sẽ được báo tin."
UNHEARD: Final = "Chưa nhắn được cho {person}, {addr} báo giúp bằng cách khác."
NOTICE: Final = (
    "📝 {by} đã gửi hộ {addr} báo cáo {code}: {date_text}, {place}, {count} người nghe; nội dung: {topics}. "
    'Buổi được tính cho {addr}. Sửa, rút: gõ "báo cáo của tôi". Nếu không phải buổi của {addr}, gõ "{word}".'
)
LINE_BY: Final = "Gửi hộ: {person}"
LINE_FOR: Final = "Tính cho: {person}"
ROW_BY: Final = "{row} · {by} gửi hộ"
ROW_FOR: Final = "{row} · hộ {person}"
PERSON_BY: Final = "{person} ({by} gửi hộ)"
NO_NAME: Final = "người đã rút thông tin"
OTHER_SIDE_WITHDREW: Final = "{by} đã rút báo cáo {code} (gửi hộ cho {person}). Báo cáo không tính vào số liệu."
OTHER_SIDE_MENDED: Final = "{by} đã sửa báo cáo {code} (gửi hộ cho {person}):"

WORDS_OBJECT: Final = ("không phải buổi của tôi",)
ABOUT_OBJECT: Final = "Báo lại một buổi gửi hộ nhầm"
OBJECT: Final = "Không phải buổi của tôi"
OBJECT_WORD: Final = "không phải buổi của tôi {code}"
SEE: Final = "Xem báo cáo"
NOTHING_TO_OBJECT: Final = 'Không có báo cáo nào được gửi hộ {addr}. Gõ "báo cáo của tôi" để xem danh sách.'
WHICH_TO_OBJECT: Final = "Có {n} báo cáo được gửi hộ {addr}. Báo cáo nào không phải buổi của {addr}?"
OBJECTED: Final = (
    "Đã chuyển ý kiến của {addr} về báo cáo {code} tới {people} và {by}. Báo cáo vẫn được giữ, chờ cơ quan xem."
)
OBJECTED_NOBODY: Final = (
    "Đã ghi ý kiến của {addr} về báo cáo {code}, cơ quan sẽ thấy khi xem báo cáo. Cần nhanh, xin gọi: {office_contact}."
)
OBJECTED_BEFORE: Final = "Ý kiến của {addr} về báo cáo {code} đã được chuyển, chờ cơ quan xem."
OBJECTION_TO_OFFICE: Final = (
    "⚠ {person} cho biết báo cáo {code} do {by} gửi hộ không phải buổi của mình. Đề nghị {addr} mở báo cáo để xem, "
    "trả lại nếu cần sửa."
)
OBJECTION_TO_SENDER: Final = (
    "⚠ {person} cho biết báo cáo {code} {addr} gửi hộ không phải buổi của mình. {Addr} kiểm tra lại, "
    'gõ "sửa {code}" hoặc "rút {code}" nếu nhầm.'
)
ACCEPTED_ALL_THE_SAME: Final = "{office_name} đã xem ý kiến về báo cáo {code} và giữ nguyên báo cáo."
LINE_OBJECTED: Final = "⚠ {person} cho biết đây không phải buổi của mình."
ROW_OBJECTED: Final = "{row} · ⚠ có ý kiến"
