"""Submitting, approving, giving back, rejecting, withdrawing."""

from typing import Final

APPROVE: Final = "Văn bản chờ duyệt"
WITHDRAW: Final = "Thu hồi văn bản đã phát"
WORDS_APPROVE: Final = ("duyệt", "chờ duyệt")
WORDS_AGREE: Final = ("đồng ý duyệt",)
WORDS_RETURN: Final = ("trả lại",)
WORDS_REJECT: Final = ("từ chối",)
WORDS_AGREE_WITHDRAWAL: Final = ("đồng ý thu hồi",)
WORDS_REFUSE_WITHDRAWAL: Final = ("không thu hồi",)
WORDS_WITHDRAW: Final = ("thu hồi",)

# ---- who it is for: the dialog
AUDIENCE_TITLE: Final = "Trình duyệt"
ASK_UNITS: Final = "Gửi tới đơn vị nào? (gồm cả các đơn vị trực thuộc)"
HINT_UNITS: Final = 'Chọn được nhiều đơn vị; gõ tên để tìm, có thể không dấu. Đủ thì gõ "xong".'
NAME_UNITS: Final = "Đơn vị nhận"
ASK_DUTIES: Final = "Gửi tới ai trong các đơn vị đó?"
NAME_DUTIES: Final = "Người nhận"
ALL_DUTIES: Final = "Tất cả"
DUTIES: Final = {
    "ttv": "Tuyên truyền viên",
    "bcv": "Báo cáo viên",
    "head": "Người đứng đầu đơn vị",
    "focal": "Đầu mối",
}
ASK_WITHOUT: Final = "Có đơn vị hoặc người nào không gửi?"
HINT_WITHOUT: Final = 'Gõ tên để tìm. Không có thì gõ "bỏ qua".'
NAME_WITHOUT: Final = "Không gửi"
ASK_URGENCY: Final = "Mức độ?"
NAME_URGENCY: Final = "Mức độ"
NORMAL: Final = "Thường (gửi trong giờ 7:30 - 20:30)"
URGENT: Final = "Khẩn (gửi ngay, ban đêm không chuông)"
ASK_WHEN: Final = "Gửi khi nào?"
NAME_WHEN: Final = "Thời điểm"
AT_ONCE: Final = "Ngay khi được duyệt"
AT_TIME: Final = "Hẹn giờ"
WAITS: Final = "Chờ tôi bấm phát"
ASK_AT: Final = "Gửi lúc nào?"
HINT_AT: Final = "Gõ ngày và giờ, ví dụ: 20/11 19:30."
NAME_AT: Final = "Hẹn giờ"
BAD_TIME: Final = "Chưa đọc được ngày, giờ. Đề nghị {addr} gõ theo dạng ngày/tháng giờ:phút, ví dụ 20/11 19:30."
PAST_TIME: Final = "Thời điểm {at} đã qua. Đề nghị {addr} chọn giờ khác."
SEND: Final = "Trình duyệt"
SEND_WORD: Final = "trình"

# ---- submitted
SUBMITTED: Final = (
    'Đã trình duyệt số {n} "{title}": {total} người nhận, {reachable} người liên lạc được qua ứng dụng.\n'
    "Chờ duyệt: {approvers}. Có kết quả, Hệ thống báo ngay cho {addr}."
)
NO_APPROVER: Final = (
    "Đã trình duyệt số {n}, nhưng chưa có ai được giao quyền duyệt cho phạm vi này (và khác người soạn). "
    "Đề nghị liên hệ quản trị: {office_contact}"
)
NOBODY_MEANT: Final = "Không có ai trong phạm vi đã chọn. Đề nghị {addr} chọn lại người nhận."
MISSED: Final = "những người chưa nhận được đợt phát {n}"
NOT_TO_SEND: Final = "Văn bản này {state}, không phát được."
OUT_OF_SCOPE: Final = "Đơn vị {unit} ngoài phạm vi được giao của {addr}."
ASKED: Final = '{author} trình duyệt số {n}: "{title}", tới {total} người ({audience}).'
OPEN: Final = "Xem để duyệt"
OPEN_ONE: Final = "Xem số {n}"
OPEN_WORD: Final = "duyệt {n}"

# ---- the card of what waits
WAITING: Final = "Đang chờ {addr} duyệt:"
WAITING_LINE: Final = "{n}. {title} - {total} người"
NOTHING_WAITS: Final = "Không có văn bản nào chờ {addr} duyệt."
CARD: Final = 'Duyệt phát hành "{title}" (số {n})?'
CARD_AUTHOR: Final = "Người soạn: {author}. Trình lúc {time} ngày {date}."
CARD_SOURCE: Final = "Loại văn bản: {kind}; số: {number}; ngày: {day}; cơ quan ban hành: {issuer}."
DIRECT: Final = ", chỉ tuyên truyền trực tiếp"
CARD_SCOPE: Final = "Phạm vi sử dụng: {scope}."
CARD_VALID: Final = "Áp dụng đến hết ngày {day}."
CARD_AUDIENCE: Final = "Gửi tới: {audience}."
CARD_COUNT: Final = "Số người nhận: {total}; liên lạc được qua ứng dụng: {reachable}."
CARD_WHEN: Final = "Thời điểm: {when}."
CARD_URGENT: Final = "Mức độ: KHẨN, gửi ngay cả ngoài giờ (ban đêm không chuông)."
CARD_HOW: Final = 'Đồng ý thì bấm nút hoặc gõ đủ chữ "{word}".'
BUTTON_APPROVE: Final = "Duyệt, phát hành"
BUTTON_RETURN: Final = "Trả lại"
BUTTON_REJECT: Final = "Từ chối"
WORD_APPROVE: Final = "đồng ý duyệt {n}"
WORD_RETURN: Final = "trả lại {n}"
WORD_REJECT: Final = "từ chối {n}"
READ_FIRST: Final = "Đề nghị {addr} xem nội dung dưới đây rồi mới duyệt."
COUNT_CHANGED: Final = (
    "Số người nhận đã thay đổi từ {shown} thành {total} kể từ khi {addr} xem, nên chưa duyệt. Đề nghị {addr} xem lại."
)

WAITS_FOR_AUTHOR: Final = "chờ người soạn bấm phát"
PLANNED_AT: Final = "lúc {time} ngày {date}"

# ---- decided
APPROVED: Final = 'Đã duyệt số {n} "{title}" cho {total} người nhận. {when}'
APPROVED_TO_AUTHOR: Final = 'Số {n} "{title}": đã duyệt bởi {approver} lúc {time} ngày {date}. {when}'
WHEN_NOW: Final = "Hệ thống gửi ngay."
WHEN_AT: Final = "Hệ thống sẽ gửi lúc {time} ngày {date}."
PLAN_QUIET: Final = (
    "Giờ đã hẹn ngoài giờ gửi tin (7:30 - 20:30, trừ ngày nghỉ). Tin thường sẽ đi lúc {time} ngày {date}."
)
WHEN_QUIET: Final = "Đang ngoài giờ gửi tin (7:30 - 20:30). Hệ thống sẽ gửi lúc {time} ngày {date}."
WHEN_WAITS: Final = 'Chờ người soạn gõ "phát {n}".'
RETURNED: Final = "Đã trả lại số {n} cho người soạn."
RETURNED_TO_AUTHOR: Final = '↩ {approver} trả lại số {n} "{title}" để sửa.\nLý do: {reason}'
REJECTED: Final = "Đã từ chối số {n}."
REJECTED_TO_AUTHOR: Final = '{approver} không duyệt số {n} "{title}".\nLý do: {reason}'
ALREADY: Final = "Số {n} đã được xử lý: {state}."
NEED_SECOND: Final = "Người soạn không tự duyệt. Cần người có quyền duyệt khác duyệt."
NO_SUCH: Final = 'Không có văn bản số {n}. Gõ "duyệt" để xem danh sách chờ duyệt.'

OPEN_DRAFT: Final = "Mở bản thảo"

# ---- reasons, a dialog of one question
REASON_TITLE: Final = "Lý do"
ASK_REASON: Final = "Lý do? (người soạn sẽ đọc được)"
ASK_WHY_WITHDRAWN: Final = "Lý do thu hồi? (mọi người đã nhận sẽ đọc được)"
NAME_REASON: Final = "Lý do"

# ---- withdrawn
WITHDRAW_TITLE: Final = "Thu hồi văn bản"
WITHDRAW_WORD: Final = "xác nhận thu hồi"
WITHDRAW_ASK: Final = 'Thu hồi "{title}"? Người đã nhận sẽ được thông báo ngừng sử dụng.'
BUTTON_WITHDRAW: Final = "Thu hồi"
LABEL_WITHDRAW: Final = "Thu hồi số {n}"
WORD_WITHDRAW: Final = "thu hồi {n}"
WITHDRAWN: Final = 'Đã thu hồi "{title}". Hệ thống đang báo cho {total} người đã nhận.'
WITHDRAWAL_ASKED: Final = 'Đã chuyển đề nghị thu hồi "{title}" tới: {approvers}.'
WITHDRAWAL_ALERT: Final = '⛔ {author} đề nghị thu hồi "{title}" (số {n}).\nLý do: {reason}'
WITHDRAWAL_CARD: Final = 'Thu hồi "{title}" (số {n})?\nLý do: {reason}\nSẽ báo cho {total} người đã nhận ngừng sử dụng.'
NOT_IN_FORCE: Final = "Văn bản này {state}, không thu hồi được."
WHICH_WITHDRAW: Final = "Chọn văn bản cần thu hồi:"
LINE: Final = "{n}. {title}"
NOTHING_TO_WITHDRAW: Final = "Không có văn bản nào đang áp dụng trong phạm vi của {addr}."
BUTTON_AGREE_WITHDRAWAL: Final = "Đồng ý thu hồi"
BUTTON_REFUSE_WITHDRAWAL: Final = "Không thu hồi"
WORD_AGREE_WITHDRAWAL: Final = "đồng ý thu hồi {n}"
WORD_REFUSE_WITHDRAWAL: Final = "không thu hồi {n}"
NO_WITHDRAWAL: Final = 'Số {n} không phải là đề nghị thu hồi. Gõ "duyệt" để xem danh sách chờ duyệt.'
WITHDRAWAL_REFUSED: Final = 'Đã ghi: không thu hồi "{title}".'
WITHDRAWAL_REFUSED_TO_AUTHOR: Final = (
    '{approver} không đồng ý thu hồi "{title}" (đề nghị số {n}); văn bản vẫn đang áp dụng.\nLý do: {reason}'
)
RECALLED: Final = (
    '⛔ Tài liệu "{title}" (số {doc_number}) đã được thu hồi lúc {time} ngày {date}. '
    "Đề nghị {addr} không sử dụng, không chia sẻ. Lý do: {reason}."
)

BROADCAST_STATES: Final = {
    "draft": "bản thảo",
    "submitted": "chờ duyệt",
    "returned": "trả lại để sửa",
    "rejected": "không duyệt",
    "approved": "đã duyệt, chờ phát",
    "running": "đang phát",
    "paused": "tạm dừng",
    "done": "đã phát xong",
    "cancelled": "đã dừng",
}


def audience(units: list[str], duties: list[str], without: list[str]) -> str:
    """Return who is meant, in one line."""
    shown = ", ".join(units[:3])
    if len(units) > 3:  # noqa: PLR2004 (as many as one line of a phone holds)
        shown += f" và {len(units) - 3} đơn vị khác"
    who = ", ".join(DUTIES.get(d, d) for d in duties) if duties else "tất cả thành viên"
    missing = f", trừ {', '.join(without[:3])}" if without else ""
    if len(without) > 3:  # noqa: PLR2004 (as above)
        missing += f" và {len(without) - 3} mục khác"
    return f"{who} thuộc {shown}{missing}" if shown else f"{who}{missing}"
