"""One's own session reports: their receipt, what was recorded, and how they are corrected or taken back."""

# ---- "báo cáo"
WORDS_REPORT = ("báo cáo", "báo cáo buổi", "báo cáo ngay", "bc")
ABOUT_REPORT = "Báo cáo buổi tuyên truyền"
DRAFT_WAITS = "{Addr} có một báo cáo đang làm dở từ {date_text}. {Addr} muốn làm tiếp không?"
RESUME = "Làm tiếp"
START_OVER = "Làm lại từ đầu"

# ---- the receipt, under the reviewed sentence report.sent
RECORDED = "Đã ghi: {date_text}, {place}, {form}, {count} người nghe; nội dung: {topics}."
NEXT = 'Số liệu được tính vào báo cáo chung của đơn vị. Xem, sửa: gõ "báo cáo của tôi".'
CALL = "Cần hỗ trợ, xin gọi: {office_contact}."
UNTIL = "{time} ngày {date}"
ADDED = "{What} giữ nguyên số, không tạo thêm báo cáo mới."

# ---- "báo cáo của tôi"
WORDS_MINE = ("báo cáo của tôi", "báo cáo đã gửi")
ABOUT_MINE = "Báo cáo của tôi"
NONE_YET = '{Addr} chưa gửi báo cáo nào. Gõ "báo cáo" để bắt đầu.'
LATEST = "{n} báo cáo gần nhất của {addr}:"
ROW = "{code} · {day} · {place} · {n} người"
ROW_WITHDRAWN = "{code} · {day} · đã rút"
HEADING = "{What}"
LINE_DATE = "Ngày: {date_text}"
LINE_PLACE = "Nơi: {place}"
LINE_FORM = "Hình thức: {form}"
LINE_TOPICS = "Nội dung: {topics}"
LINE_COUNT = "Người nghe: {n} người"
LINE_SENT = "Gửi lúc {time} ngày {date}."
LINE_AMENDED = "Sửa lần cuối lúc {time} ngày {date}."
LINE_EDIT_UNTIL = "Có thể sửa đến {edit_until}."
WITHDRAWN = "{What} đã rút, không tính vào số liệu. Nội dung vẫn được lưu trong nhật ký."
PAPER_WITHDRAWN = "{What} đã rút. Nội dung vẫn được lưu trong nhật ký."
EDIT = "Sửa"
WITHDRAW = "Rút báo cáo"
WITHDRAW_PAPER = "Rút phiếu"
WITHDRAW_WORD = "rút {code}"
WORDS_WITHDRAW = ("rút", "rút báo cáo", "rút phiếu")
ABOUT_WITHDRAW = "Rút một báo cáo, phiếu đã gửi"
WITHDRAW_ASK = 'Rút {what}? Báo cáo đã rút không tính vào số liệu; chỉ cơ quan khôi phục được, trong {days} ngày. Gõ "{word}" để rút.'
KEEP = "Giữ lại"
KEPT = "{What} được giữ nguyên."
WITHDRAW_DONE = "Đã rút {what}.{counted}"
NOT_YOURS = 'Không tìm thấy báo cáo, phiếu này. {Addr} gõ "báo cáo của tôi" hoặc "phiếu của tôi" để xem danh sách.'
OTHER_TOPIC = "Nội dung khác"

# ---- "biểu mẫu của tôi": what was sent with other forms
WORDS_PAPERS = ("biểu mẫu của tôi", "phiếu của tôi", "biểu mẫu đã gửi", "phiếu đã gửi")
ABOUT_PAPERS = "Phiếu của tôi"
NO_PAPERS = '{Addr} chưa gửi phiếu nào. Gõ "biểu mẫu" để xem các biểu mẫu cần điền.'
LATEST_PAPERS = "{n} phiếu gần nhất của {addr}:"
ROW_PAPER = "{code} · {day} · {title}"
ROW_STATES = {"withdrawn": " · đã rút", "returned": " · cần sửa"}
PAPER_WITHDRAW_ASK = 'Rút {what}? Chỉ cơ quan khôi phục được, trong {days} ngày. Gõ "{word}" để rút.'
PAPER_LOCKED = "{What} đã quá {days} ngày nên không tự sửa được. Nếu cần, đề nghị {addr} liên hệ {office_contact}."

# ---- "không có buổi"
WORDS_ZERO = ("không có buổi", "kỳ này không có buổi")
ABOUT_ZERO = "Kỳ này không có buổi nào"
ZERO_ASK = "{period}: {addr} không tổ chức buổi nào? Chọn lý do để cơ quan nắm, không ảnh hưởng thi đua khi có lý do chính đáng."
ZERO_REASONS = {
    "khong_lich": "Không có lịch",
    "thien_tai": "Thiên tai, dịch bệnh",
    "om_nghi": "Ốm, nghỉ phép",
    "long_ghep": "Lồng ghép nơi khác",
    "khac": "Lý do khác",
}
ZERO_DONE = (
    "✅ Đã ghi nhận {period} không có buổi (mã {code}, lý do: {reason}). Hệ thống sẽ không nhắc báo cáo {period} nữa. "
    "Nếu sau đó có buổi, {addr} vẫn báo cáo như thường. Hỗ trợ: {office_contact}."
)
ZERO_BEFORE = "{Addr} đã báo {period} không có buổi (mã {code})."
ZERO_HAS_SESSIONS = "{Addr} đã gửi {n} báo cáo buổi trong {period}, nên không cần báo không có buổi."
ZERO_OLD = "Kỳ này đã qua lâu, không nhận thêm. Hỗ trợ: {office_contact}."
