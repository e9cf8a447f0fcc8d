"""People of the roster, as the office speaks of them."""

NOT_FOUND = 'Chưa tìm thấy ai là "{text}" trong phạm vi của {addr}. Thử tên, mã hoặc số điện thoại.'
WHICH = "Có {n} người phù hợp. {Addr} chọn người nào?"
WHICH_MORE = "Có nhiều người phù hợp, đây là {n} người đầu. {Addr} chọn, hoặc gõ tên đầy đủ hơn."
ONE = "{full_name}, {position}, {unit_name}"
ONE_NO_POSITION = "{full_name}, {unit_name}"
NO_UNIT = 'Chưa tìm thấy đơn vị "{text}" trong phạm vi của {addr}.'
WHICH_UNIT = "{Addr} chọn đơn vị nào?"

ROLE_NAMES = {
    "contributor": "soạn thảo",
    "editor": "biên tập",
    "approver": "duyệt",
    "coordinator": "điều phối",
    "admin": "quản trị",
}
ROLE_WORDS = {
    "soan thao": "contributor",
    "soan": "contributor",
    "cong tac vien": "contributor",
    "bien tap": "editor",
    "phe duyet": "approver",
    "duyet": "approver",
    "dieu phoi": "coordinator",
    "quan tri": "admin",
    "quan tri vien": "admin",
}
DUTY_NAMES = {
    "ttv": "tuyên truyền viên cơ sở",
    "bcv": "báo cáo viên",
    "head": "người đứng đầu",
    "focal": "đầu mối",
}

# ---- states
ABOUT_PAUSE = "Tạm dừng một người"
WORDS_PAUSE = ("tạm ngừng", "tạm dừng người")  # "tạm dừng" alone is said of a broadcast
ABOUT_AGAIN = "Cho một người hoạt động lại"
WORDS_AGAIN = ("cho hoạt động lại", "hoạt động lại")
ABOUT_LEAVE = "Ghi một người thôi làm"
WORDS_LEAVE = ("cho thôi", "thôi làm")  # "thôi" alone is a no
SAY_WHOM = 'Đề nghị {addr} ghi tên, mã hoặc số điện thoại, ví dụ: "{example}".'
EXAMPLE = "{word} Nguyễn Văn Mẫu"
PAUSE_ASK = "Tạm dừng {person}? Người này không nhận tin và không dùng được Hệ thống cho đến khi hoạt động lại."
LEAVE_ASK = "Ghi {person} thôi làm? Tài khoản ngừng ngay; dữ liệu cá nhân được xóa sau {days} ngày."
PAUSE = "Tạm dừng"
LEAVE = "Ghi thôi làm"
PAUSE_WORD = "đồng ý tạm dừng"
LEAVE_WORD = "đồng ý thôi làm"
PAUSED = "Đã tạm dừng {person}. Tin đang chờ gửi cho người này đã dừng."
BACK = "{person} đã hoạt động lại."
GONE = "Đã ghi {person} thôi làm từ {date}."
ALREADY_SO = "{person} đang ở trạng thái này rồi."
LAST_ADMIN = "Đây là quản trị viên duy nhất. Đề nghị {addr} giao quyền quản trị cho người khác trước."
NOT_SELF = "{Addr} không tự làm việc này với tài khoản của mình được."
TELL_PAUSED = "Tài khoản đang tạm dừng từ {date}. Liên hệ: {office_contact}."
TELL_BACK = 'Tài khoản của {addr} đã hoạt động lại. Gõ "menu" để bắt đầu.'
TELL_LEFT = "Tài khoản ngừng hoạt động từ {date}; dữ liệu cá nhân được xóa sau {days} ngày. Cảm ơn {addr} đã phối hợp."
