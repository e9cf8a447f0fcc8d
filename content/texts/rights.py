"""Roles: given, taken back, listed; and what takes a second admin's yes."""

ABOUT_GRANT = "Phân quyền cho một người"
WORDS_GRANT = ("phân quyền", "giao quyền")
ABOUT_REVOKE = "Thu quyền của một người"
WORDS_REVOKE = ("thu quyền", "thu hồi quyền")
ABOUT_LIST = "Danh sách quyền"
WORDS_LIST = ("danh sách quyền", "các quyền")

HOW_GRANT = (
    "Đề nghị {addr} gõ: phân quyền <người> <quyền> [đơn vị].\n"
    "Quyền: soạn thảo, biên tập, duyệt, điều phối, quản trị.\n"
    "Ví dụ: phân quyền Nguyễn Văn Mẫu điều phối xã Đồng Mẫu."
)
HOW_REVOKE = "Đề nghị {addr} gõ: thu quyền <người> <quyền>.\nVí dụ: thu quyền Nguyễn Văn Mẫu điều phối."
GRANT_ASK = "Giao quyền {role} tại {unit_name} và các đơn vị trực thuộc cho {person}?"
REVOKE_ASK = "Thu quyền {role} của {person}?"
GRANT = "Giao quyền"
REVOKE = "Thu quyền"
GRANT_WORD = "đồng ý giao quyền"  # unlike the words of the commands
REVOKE_WORD = "đồng ý thu quyền"
GRANTED = "Đã giao quyền {role} tại {unit_name} cho {person}."
HAS_IT = "{person} đã có quyền này."
HAS_NOT = "{person} không có quyền {role}."
REVOKED = "Đã thu quyền {role} của {person}."
TELL_GRANTED = '{Addr} vừa được giao quyền {role} tại {unit_name}. Gõ "menu" để xem các việc mới.'
TELL_REVOKED = "Quyền {role} của {addr} đã được thu lại."
LIST = "Người có quyền:\n{lines}"
LINE = "• {person}: {role} - {unit_name}"
MORE = "… và {n} quyền nữa."
NONE = "Chưa ai được phân quyền."

# ---- a second admin's yes
ASK_GRANT = (
    "Yêu cầu số {n}: {asker} đề nghị giao quyền {role} tại {unit_name} cho {person}.\n"
    "Quyền này cần một quản trị viên khác đồng ý."
)
ASK_INVITE = (
    "Yêu cầu số {n}: {asker} đề nghị cấp mã mời cho {person}, người có quyền {role}.\n"
    "Ai giữ mã sẽ dùng được các quyền ấy, nên cần một quản trị viên khác đồng ý."
)
WAITS = "Việc này cần một quản trị viên khác đồng ý. Đã gửi yêu cầu số {n} tới {people}."
NOBODY_TO_ASK = (
    "Việc này cần một quản trị viên khác đồng ý, nhưng chưa nhắn được cho ai. "
    "Yêu cầu số {n} vẫn chờ; hoặc cấp mã trên máy chủ bằng lệnh invite."
)
ALLOW = "Cho phép"
REFUSE = "Không cho phép"
ALLOW_WORD = "cho phép {n}"
REFUSE_WORD = "không cho phép {n}"
WORDS_ALLOW = ("cho phép",)
WORDS_REFUSE = ("không cho phép",)
ABOUT_ALLOW = "Đồng ý yêu cầu của quản trị viên khác"
ABOUT_REFUSE = "Không đồng ý yêu cầu"
ALLOWED = "Đã cho phép yêu cầu số {n}."
REFUSED = "Đã từ chối yêu cầu số {n}."
TELL_ALLOWED = "{by} đã cho phép yêu cầu số {n}."
TELL_REFUSED = "{by} không cho phép yêu cầu số {n}."
DECIDED = "Yêu cầu số {n} đã được xử lý."
NO_SUCH = "Không có yêu cầu số {n}."
WHICH_NUMBER = 'Đề nghị {addr} ghi số của yêu cầu, ví dụ "cho phép 17".'
ASKER_LOST = "Yêu cầu số {n} không còn hiệu lực: người đề nghị hoặc người được đề nghị đã thay đổi."
NOT_OWN = "Người đề nghị không tự đồng ý được. Cần một quản trị viên khác."
