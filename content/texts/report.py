"""Words of the session report. Source: reviewed wording, `report`."""

TITLE = "Báo cáo buổi"
INTRO = """📝 Báo cáo buổi tuyên truyền (khoảng 2 phút)
Chỉ ghi số lượng và nội dung chung. Không ghi tên, số điện thoại, địa chỉ hay ý kiến gắn với người dân cụ thể."""
SEND = "Gửi báo cáo"

DATE_ASK = "Buổi tuyên truyền tổ chức ngày nào?"
DATE_HINT = "Chọn nút hoặc gõ: hôm qua, thứ hai, 15/11, 15/11/2026."
DATE_NAME = "Ngày"
DATE_WORDS = {
    "format": "Chưa đọc được ngày. Đề nghị {addr} gõ theo dạng ngày/tháng/năm, ví dụ {example}.",
    "future": "Ngày {date} chưa đến. Báo cáo chỉ nhận buổi đã tổ chức.",
    "too_old": "Ngày {date} đã quá {days} ngày. Đề nghị {addr} liên hệ {contact} để bổ sung.",
    "ambiguous": "{Addr} muốn nói ngày {a} hay ngày {b}?",
}

PLACE_ASK = "Tổ chức ở thôn, tổ dân phố hoặc đơn vị nào?"
PLACE_HINT = "Chọn trong danh sách hoặc gõ tên (có thể không dấu)."
PLACE_NAME = "Nơi"
PLACE_OTHER = "Nơi khác"
PLACE_OTHER_ASK = "Nơi khác là nơi nào? Gõ tên thôn, tổ dân phố hoặc đơn vị, không ghi số nhà."
PLACE_WORDS = {
    "unknown": 'Chưa tìm thấy "{text}" trong địa bàn của {addr}. {Addr} chọn giúp:',
}

FORM_ASK = "Hình thức tuyên truyền?"
FORM_NAME = "Hình thức"
FORMS = {
    "truc_tiep": "Trực tiếp",
    "truc_tuyen": "Trực tuyến",
    "ket_hop": "Trực tiếp + trực tuyến",
    "truyen_thanh": "Loa truyền thanh",
    "mang_xa_hoi": "Mạng xã hội chính thức",
    "khac": "Khác",
}
FORM_WORDS = {"choose": "Đề nghị {addr} chọn một hình thức."}
DIRECT_ONLY = 'Nội dung "{title}" chỉ được tuyên truyền trực tiếp. {Addr} kiểm tra lại hình thức: {form}.'
RECALLED = 'Nội dung "{title}" đã thu hồi ngày {date}. {Addr} xác nhận có sử dụng trong buổi này không?'
OUT_OF_FORCE = '"{title}" ngoài thời gian áp dụng vào ngày {date}. {Addr} vẫn muốn ghi nhận không?'
OLD_PERIOD = "Ngày {date} thuộc {old}; kỳ đang báo cáo là {now}. Số liệu {old} có thể đã tổng hợp. {Addr} vẫn ghi chứ?"
KEEP_OLD = "Vẫn ghi"
WAS_USED = "Có sử dụng"
KEEP_IT = "Vẫn ghi nhận"
CHANGE_DATE = "Sửa ngày"
CHANGE_FORM = "Sửa hình thức"
CHANGE_TOPICS = "Sửa nội dung"
FORM_IS_RIGHT = "Đúng là {form}"

TOPICS_ASK = 'Đã tuyên truyền nội dung nào? (chọn được nhiều mục, bấm "Xong" khi đủ)'
TOPICS_NAME = "Nội dung"
TOPICS_OTHER = "Nội dung khác"
TOPICS_OTHER_ASK = "Nội dung khác là gì? Ghi ngắn, tối đa 120 ký tự."
TOPICS_WORDS = {
    "empty": "Cần chọn ít nhất một nội dung.",
    "unknown": 'Chưa có "{text}" trong danh sách nội dung.',
}

COUNT_ASK = "Có bao nhiêu người nghe?"
COUNT_HINT = "Gõ một con số, ví dụ: 45. Không cần danh sách."
COUNT_NAME = "Người nghe"
COUNT_UNIT = "người"
COUNT_WORDS = {
    "not_number": 'Đề nghị {addr} gõ một con số, ví dụ 45. Không ghi "khoảng", "hơn".',
    "range": '"{text}" là khoảng số. Đề nghị {addr} gõ một số gần đúng nhất.',
    "decimal": "Số người phải là số nguyên. {Addr} muốn nói {guess} phải không?",
    "zero": "Nếu không có người nghe thì không cần báo cáo buổi. {Addr} kiểm tra lại.",
}
TOO_BIG = "Con số {n} khá lớn so với buổi thường ({typical}). {Addr} xác nhận đúng chứ?"
RIGHT_COUNT = "Đúng, {n} người"

DUPLICATE = "Đã có báo cáo ngày {date} tại {place} (mã {code})."
DUPLICATE_OF = "{person} đã có báo cáo ngày {date} tại {place} (mã {code})."
DUPLICATE_THEIRS = '{first} Nếu đúng là buổi ấy thì không cần gửi nữa, {addr} gõ "hủy". Đây là buổi khác?'
DUPLICATE_ASK = "{first}\n{Addr} muốn bổ sung buổi này hay báo cáo buổi khác?"
ADD_TO_IT = "Bổ sung buổi này"
ANOTHER_SESSION = "Buổi khác"

EMBEDDED_ASK = "Buổi này lồng ghép trong hoạt động nào?"
EMBEDDED_NAME = "Lồng ghép"
EMBEDDED = {
    "rieng": "Buổi riêng",
    "hop_thon": "Họp thôn, tổ dân phố",
    "chi_bo": "Sinh hoạt chi bộ",
    "doan_the": "Sinh hoạt đoàn thể",
    "giao_ban": "Giao ban tuần/tháng/quý",
    "hoi_nghi": "Hội nghị chuyên đề",
    "khac": "Khác",
}
EMBEDDED_WORDS = {"choose": "Đề nghị {addr} chọn một mục trong danh sách."}

SPEAKER_ASK = "Ai trình bày chính?"
SPEAKER_NAME = "Trình bày"
SPEAKERS = {
    "toi": "Tôi trình bày",
    "lanh_dao": "Lãnh đạo đơn vị",
    "bcv": "Báo cáo viên cấp trên",
    "khac": "Người khác",
}
SPEAKER_WORDS = {"choose": "Đề nghị {addr} chọn một mục."}

AUDIENCE_ASK = "Thành phần người nghe? (chọn nhóm, được nhiều mục)"
AUDIENCE_NAME = "Thành phần"
AUDIENCES = {
    "nhan_dan": "Nhân dân",
    "dang_vien": "Đảng viên",
    "can_bo": "Cán bộ, công chức",
    "hoi_vien": "Đoàn viên, hội viên",
    "hoc_sinh": "Học sinh, sinh viên",
    "cong_nhan": "Công nhân",
    "khac": "Khác",
}
AUDIENCE_WORDS = {"empty": 'Cần chọn ít nhất một nhóm, hoặc bấm "Bỏ qua".'}

DURATION_ASK = "Thời lượng bao nhiêu phút?"
DURATION_NAME = "Thời lượng"
DURATION_UNIT = "phút"
DURATION_WORDS = {
    "not_number": "Đề nghị {addr} gõ số phút, ví dụ 45.",
    "limit": "Thời lượng phải từ 5 đến 480 phút.",
}

MEDIA_ASK = "Có dùng phương tiện hỗ trợ không? (được nhiều mục)"
MEDIA_NAME = "Phương tiện"
MEDIA = {
    "khong": "Không",
    "trinh_chieu": "Trình chiếu",
    "video": "Video",
    "to_roi": "Tờ rơi",
    "pa_no": "Pa nô, bảng điện tử",
    "loa": "Loa",
}
MEDIA_WORDS = {"choose": "Đề nghị {addr} chọn trong danh sách."}

QUESTIONS_ASK = "Có bao nhiêu câu hỏi, ý kiến trao đổi tại buổi?"
QUESTIONS_NAME = "Trao đổi"
QUESTIONS = {"0": "Không có", "1-3": "1-3 câu", "4-10": "4-10 câu", "10+": "Trên 10 câu"}  # not bare: "1" is the first
QUESTIONS_WORDS = {"choose": "Đề nghị {addr} chọn một mức."}

CONCERNS_ASK = "Vấn đề người nghe quan tâm nhiều nhất? (tối đa 300 ký tự)"
CONCERNS_HINT = 'Ghi theo vấn đề, ví dụ: "Lịch thu gom rác chưa rõ". Không ghi tên người.'
CONCERNS_NAME = "Quan tâm"

PROPOSALS_ASK = "{Addr} có kiến nghị, đề xuất gì không?"
PROPOSALS_NAME = "Kiến nghị"
PROPOSALS = {
    "khong": "Không có",
    "tai_lieu": "Tài liệu",
    "tap_huan": "Tập huấn",
    "kinh_phi": "Kinh phí, thiết bị",
    "tra_loi": "Trả lời kiến nghị",
}
PROPOSALS_OTHER_ASK = "Ghi ngắn kiến nghị, đề xuất (tối đa 300 ký tự)."
TEXT_WORDS = {
    "too_long": "Nội dung dài {n} ký tự. Đề nghị {addr} rút gọn còn tối đa {limit}.",
    "personal_data": "Nội dung có vẻ chứa thông tin cá nhân ({kind}). Đề nghị {addr} viết lại, chỉ nêu vấn đề.",
}

# ---- said by the outcome
SENT = "✅ Đã nhận báo cáo mã {code} lúc {time} ngày {date}. Tháng này {addr} đã báo cáo {n} buổi. Có thể sửa đến {edit_until}."
EDITED = "Đã cập nhật {what}. Bản cũ được lưu trong nhật ký."
LOCKED = "{What} đã chốt kỳ {period}, không sửa được. Nếu cần, đề nghị {addr} liên hệ {office_contact}."
RETURNED = "↩ {office_name} đề nghị bổ sung {what}: {note}. Hạn: {due}."
