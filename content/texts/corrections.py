"""Reports corrected, given back, accepted and restored: what their people and the office are told."""

from __future__ import annotations

from typing import Final

# ---- what it is about: a session report, or what was sent with another form of the office
REPORT_NOUN: Final = "báo cáo"
PAPER_NOUN: Final = "phiếu"

# ---- the communicator's own
WORDS_FIX: Final = ("sửa", "sửa báo cáo", "sửa phiếu")
ABOUT_FIX: Final = "Sửa một báo cáo, phiếu đã gửi"
TITLE: Final = "Sửa {what}"
SEND: Final = "Gửi lại"
WHAT_TO_DO: Final = "↩ {reviewer} đề nghị sửa: {note}"
FIELD_NOTE: Final = "{name} - {reason}"
FIX_NOW: Final = "Sửa ngay"
FIX_WORD: Final = "sửa {code}"
ROW_RETURNED: Final = "{code} · {day} · {place} · cần sửa"
LINE_RETURNED: Final = "↩ Cơ quan đề nghị sửa: {note}"
LINE_ACCEPTED: Final = "Cơ quan đã xem và chấp nhận."
ACCEPTED_TO_OWNER: Final = "✅ {office_name} đã chấp nhận {what} sau khi sửa. Cảm ơn {addr}."
RESTORED_TO_OWNER: Final = "{What} đã được cơ quan khôi phục và được tính vào số liệu."
PAPER_RESTORED_TO_OWNER: Final = "{What} đã được cơ quan khôi phục."
SENT_AGAIN: Final = "{Noun} đã được chuyển lại cho cơ quan xem."

# ---- after the window: in words
REQUEST_TITLE: Final = "Đề nghị sửa báo cáo"
REQUEST_TITLE_PAPER: Final = "Đề nghị sửa phiếu"
REQUEST: Final = "Đề nghị cơ quan sửa"
REQUEST_ASK: Final = "{Addr} cần sửa dòng nào, sửa thành gì?"
REQUEST_HINT: Final = 'Ví dụ: "Người nghe: 45, không phải 450".'
REQUEST_NAME: Final = "Nội dung cần sửa"
REQUEST_SENT: Final = "Đã chuyển đề nghị sửa {what} tới {people}. Cơ quan xem rồi mở lại {noun} cho {addr}."
REQUEST_NOBODY: Final = "Chưa nhắn được cho ai phụ trách báo cáo. Đề nghị {addr} gọi {office_contact}."
REQUEST_TO_OFFICE: Final = (
    "📝 {person} đề nghị sửa {what} (đã hết hạn tự sửa):\n{text}\n"
    "Nếu đồng ý, đề nghị {addr} mở {noun} và trả lại để người gửi sửa."
)

# ---- the office's review
WORDS_REVIEW: Final = ("duyệt báo cáo", "báo cáo mới", "xem báo cáo", "duyệt phiếu", "phiếu mới")
ABOUT_REVIEW: Final = "Xem, trả lại báo cáo, phiếu mới"
WORDS_RESTORE: Final = ("khôi phục", "khôi phục báo cáo", "khôi phục phiếu")
ABOUT_RESTORE: Final = "Khôi phục một báo cáo, phiếu đã rút"
NOTHING_NEW: Final = "Không có báo cáo nào chờ xem trong địa bàn của {addr}."
WAITING: Final = "{total} báo cáo chờ xem, mới nhất trước. {Addr} chọn số để mở:"
WAITING_BOTH: Final = "{total} báo cáo, phiếu chờ xem, mới nhất trước. {Addr} chọn số để mở:"
ROW: Final = "{code} · {day} · {place} · {n} người · {person}"
ROW_PAPER: Final = "{code} · {day} · {title} · {person}"
AGAIN: Final = " · đã sửa lại"
MORE: Final = "Xem tiếp (còn {n})"
HEADING: Final = "{What}"
BY: Final = "Người báo cáo: {person}"
PAPER_BY: Final = "Người gửi: {person}"
PAPER_TITLE: Final = "Biểu mẫu: {title}"
LINE: Final = "{n}. {name}: {said}"
STATE: Final = "Tình trạng: {state}."
STATES: Final = {
    "submitted": "chờ xem",
    "returned": "đang chờ sửa",
    "resubmitted": "đã sửa lại, chờ xem",
    "accepted": "đã chấp nhận",
    "withdrawn": "đã rút, không tính vào số liệu",
}
PAPER_WITHDRAWN: Final = "đã rút"
ASKED_BEFORE: Final = "Đã đề nghị sửa: {note}"
CHANGES: Final = "Trước và sau khi sửa:"
CHANGE: Final = "• {name}: {before} → {after}"
NO_CHANGES: Final = "Gửi lại, không sửa dòng nào."
ACCEPT: Final = "Chấp nhận"
ACCEPT_WORD: Final = "chấp nhận {code}"
RETURN: Final = "Trả lại để sửa"
RETURN_WORD: Final = "trả lại {code}"
RESTORE: Final = "Khôi phục"
RESTORE_WORD: Final = "khôi phục {code}"
NEXT: Final = "Báo cáo khác"
HOW: Final = 'Gõ "{accept}" để chấp nhận, "{give_back}" để trả lại.'
HOW_RETURN: Final = 'Gõ "{give_back}" để mở lại cho người báo cáo sửa.'
HOW_RESTORE: Final = 'Gõ "{restore}" để khôi phục, đến {until}.'
OWN: Final = "Đây là {noun} của {addr}, cần người khác xem."

RETURN_TITLE: Final = "Trả lại báo cáo"
RETURN_TITLE_PAPER: Final = "Trả lại phiếu"
ASK_FIELD: Final = "Dòng nào cần sửa?"
NAME_FIELD: Final = "Dòng cần sửa"
ASK_REASON: Final = "Cần sửa như thế nào? Người báo cáo sẽ thấy câu này."
HINT_REASON: Final = 'Ví dụ: "Xin xem lại số người, hội trường chỉ có 60 chỗ".'
NAME_REASON: Final = "Lý do"

ACCEPTED: Final = "Đã chấp nhận {what}."
RETURNED: Final = "Đã trả lại {what} cho {person}: {note}.{counted}"
COUNTS_MEANWHILE: Final = " Trong lúc chờ sửa, số liệu cũ vẫn được tính."
RETURNED_UNHEARD: Final = "Chưa nhắn được cho {person}, đề nghị {addr} báo bằng cách khác."
RESTORED: Final = "Đã khôi phục {what}.{counted}"
COUNTED_ANEW: Final = " Số liệu của đơn vị đã được cập nhật."
AGAIN_TO_REVIEWER: Final = "{What} của {person} đã được sửa lại:"
OPEN: Final = "Mở báo cáo"
OPEN_PAPER: Final = "Mở phiếu"
OPEN_WORD: Final = "duyệt báo cáo {code}"

NO_SUCH: Final = 'Không có báo cáo này. {Addr} gõ "duyệt báo cáo" để xem danh sách.'
ALREADY: Final = "{What} đã được xử lý: {state}{by}."
ALREADY_BY: Final = " ({person}, {time} ngày {date})"
MEANWHILE: Final = "{What} vừa thay đổi sau khi {addr} mở. Đề nghị {addr} mở lại để xem bản mới."
NOT_WITHDRAWN: Final = "{What} không bị rút nên không cần khôi phục."
TOO_LATE: Final = "{What} đã rút quá {days} ngày nên không khôi phục được."
