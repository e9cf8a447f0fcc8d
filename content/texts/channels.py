"""Channels: where one's messages go, what the office has on, and what sending costs."""

from typing import Final

# ---- one's own
ABOUT: Final = "Kênh nhận tin của mình"
WORDS: Final = ("kênh", "kênh nhận tin")
MINE: Final = "Kênh của {addr}:"
LINE: Final = "• {channel}{mark}"
MAIN_MARK: Final = " (đang nhận tin)"
STATE_MARK: Final = " (không gửi được: {why})"
USE: Final = "Nhận tin qua {channel}"
ADD: Final = "Thêm kênh"
ADD_WORDS: Final = ("thêm kênh", "liên kết kênh")
ADD_ABOUT: Final = "Dùng thêm một kênh khác"
CODE: Final = (
    "Mã để dùng thêm kênh khác:\n{code}\n{links}"
    "Trên kênh mới, {addr} gõ mã này. Mã dùng một lần, đến {time} ngày {date}. Báo cáo đang làm dở được giữ nguyên."
)
NO_LINKS: Final = "Mở kênh mới rồi gõ mã này."

# ---- the office's
ABOUT_OFFICE: Final = "Bật, tắt kênh của cơ quan"
WORDS_OFFICE: Final = ("kênh cơ quan",)
WORDS_OFF: Final = ("tắt kênh",)
WORDS_ON: Final = ("bật kênh",)
ABOUT_OFF: Final = "Tắt một kênh cho các đợt gửi mới"
ABOUT_ON: Final = "Bật lại một kênh"
OFFICE: Final = "Kênh của cơ quan:"
OFFICE_LINE: Final = "• {channel}: {state}; {people} người{use}"
STATE_ON: Final = "đang bật"
STATE_OFF: Final = "đang tắt"
STATE_STOPPED: Final = "dừng vì tài khoản bị từ chối"
USE_OF: Final = "; tháng này {sent}/{most} tin"
USE_PAID: Final = "; tháng này {sent} tin, {paid} tin ngoài giờ miễn phí, {templates} tin mẫu"
PEOPLE_OF: Final = "/{most}"
TURN_OFF: Final = "Tắt {channel}"
TURN_ON: Final = "Bật {channel}"
OFF_WORD: Final = "tắt kênh {channel}"
ON_WORD: Final = "bật kênh {channel}"
TURNED_OFF: Final = (
    "Đã tắt {channel} cho tin mới. Ai có kênh khác thì nhận qua kênh đó; người chỉ có kênh này được ghi là không gửi được. "
    "Câu trả lời trên kênh này vẫn gửi."
)
TURNED_ON: Final = "Đã bật lại {channel}."
ALREADY: Final = "{channel} {state} từ trước."
WHICH: Final = 'Chưa rõ kênh nào. Gõ "kênh cơ quan" để xem danh sách.'

# ---- the template
ABOUT_TEMPLATE: Final = "Tin mẫu Zalo khi quá 7 ngày"
WORDS_TEMPLATE: Final = ("tin mẫu",)
TEMPLATE_NONE: Final = (
    "Chưa có tin mẫu. Người quá 7 ngày không nhắn cho OA sẽ được ghi là không gửi được.\n"
    "Có mẫu ZBS đã duyệt thì gõ, ví dụ: tin mẫu 300001 ho_ten=tên van_ban=trích yếu ngay=ngày giá=200"
)
TEMPLATE_NOW: Final = 'Tin mẫu đang dùng: {id}; {fields}; giá ước tính {price} đồng. Gõ "tin mẫu tắt" để bỏ.'
TEMPLATE_FIELD: Final = "{name} = {fact}"
TEMPLATE_SET: Final = "Đã dùng tin mẫu {id} cho người quá 7 ngày không nhắn cho OA."
TEMPLATE_OFF: Final = "Đã bỏ tin mẫu."
TEMPLATE_BAD: Final = (
    "Chưa đọc được: {what}. Mỗi ô viết dạng tên_ô=nội dung, nội dung là một trong: tên, trích yếu, số, ngày, cơ quan, "
    "liên kết, mã kiểm tra."
)
FACTS: Final = {
    "name": "tên", "title": "trích yếu", "number": "số", "date": "ngày", "office": "cơ quan", "link": "liên kết",
    "code": "mã kiểm tra",
}  # fmt: skip
PRICE_WORDS: Final = ("gia", "gia tien")
OFF_WORDS: Final = ("tat", "bo", "khong")

# ---- the estimate
REACH: Final = "Qua kênh:"
REACH_LINE: Final = "• {channel}: {people} người"
REACH_PAID: Final = ", {n} người quá 48 giờ (tin tính phí)"
REACH_TEMPLATE: Final = ", {n} người quá 7 ngày (gửi tin mẫu)"
REACH_SHUT: Final = ", {n} người quá 7 ngày không nhắn cho kênh (chưa gửi được)"
REACH_LEFT: Final = "; tháng này còn {n} tin"
REACH_OVER: Final = "; tháng này chỉ còn {n} tin, phần còn lại chờ sang tháng"
REACH_COST: Final = "Chi phí ước tính: {cost} đồng, chưa gồm thuế."
