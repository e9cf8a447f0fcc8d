"""Writing a document: from chat or from a file, its card, what it lacks, trying it on oneself."""

from typing import Final

# ---- commands
COMPOSE: Final = "Soạn nội dung tuyên truyền"
DRAFTS: Final = "Bản thảo của tôi"
WORDS_COMPOSE: Final = ("soạn", "soạn nội dung", "soạn tin", "soạn thảo")
WORDS_DRAFTS: Final = ("bản thảo", "nháp", "bản nháp")
WORD_DRAFT: Final = "bản thảo {n}"
WORD_PREVIEW: Final = "xem"
WORD_TEST_SEND: Final = "gửi thử"
WORD_EDIT: Final = "sửa"
WORD_EDIT_POINT: Final = "sửa điểm"
WORD_SUBMIT: Final = "trình"
WORD_NEXT: Final = "bản mới"

# ---- the dialog
TITLE: Final = "Soạn nội dung"
SOURCE_TITLE: Final = "Xác nhận nguồn văn bản"
INTRO: Final = "📌 Soạn nội dung tuyên truyền. Chưa gửi cho ai cho đến khi có người khác duyệt."
SOURCE_INTRO: Final = (
    "Hệ thống đọc được các mục dưới đây từ tệp. Đề nghị {addr} đối chiếu với bản gốc; chưa đúng thì sửa. "
    "Hệ thống không tự đặt số, ngày."
)
ASK_TITLE: Final = "Tiêu đề của nội dung?"
NAME_TITLE: Final = "Tiêu đề"
ASK_POINTS: Final = "Các điểm cần nói với người dân? Gõ trong một tin, mỗi dòng là một điểm."
HINT_POINTS: Final = "Ví dụ:\nĐăng ký trước ngày 15/12.\nMang theo căn cước khi đến làm thủ tục."
NAME_POINTS: Final = "Các điểm"
LONG_POINT: Final = (
    "Điểm {n} dài {length} ký tự. Đề nghị {addr} rút gọn còn tối đa {limit} hoặc tách thành hai điểm, rồi gửi lại."
)
TOO_MANY_POINTS: Final = "Có {n} điểm. Đề nghị {addr} giữ tối đa {limit} điểm để người nghe nhớ được, rồi gửi lại."
ASK_SHORT: Final = "Bản ngắn để đọc loa, gửi tin (tối đa 200 ký tự)?"
NAME_SHORT: Final = "Bản ngắn"
ASK_SCOPE: Final = "Phạm vi sử dụng?"
NAME_SCOPE: Final = "Phạm vi"
ASK_NUMBER: Final = "Nội dung này trích từ văn bản số, ký hiệu nào?"
HINT_NUMBER: Final = (
    'Ví dụ: 15/KH-UBND. Chưa có số thì gõ "bỏ qua": bản thảo vẫn được lưu, khi có số mới trình duyệt được.'
)
ASK_OWN_NUMBER: Final = "Số, ký hiệu của văn bản?"
HINT_OWN_NUMBER: Final = (
    "Ví dụ: 15/KH-UBND. Văn bản chưa lấy số thì bỏ qua: bản thảo vẫn được lưu, nhưng chưa phát hành được."
)
NAME_NUMBER: Final = "Số, ký hiệu"
ASK_DOC_KIND: Final = "Loại văn bản?"
NAME_DOC_KIND: Final = "Loại văn bản"
ASK_ISSUED_ON: Final = "Ngày ban hành văn bản?"
NAME_ISSUED_ON: Final = "Ngày ban hành"
ASK_ISSUER: Final = "Cơ quan ban hành văn bản?"
NAME_ISSUER: Final = "Cơ quan ban hành"
ASK_TOPIC: Final = "Thuộc chủ đề nào?"
NAME_TOPIC: Final = "Chủ đề"
ASK_VALID_TO: Final = "Áp dụng đến hết ngày nào?"
NAME_VALID_TO: Final = "Áp dụng đến"
ASK_BASES: Final = "Các văn bản được nhắc tới: chọn những văn bản là căn cứ."
NAME_BASES: Final = "Căn cứ"
CHOSEN_SCOPES: Final = (
    ("cong_khai", "Công khai"),
    ("cong_khai:direct", "Công khai, chỉ tuyên truyền trực tiếp"),
    ("luu_hanh_noi_bo", "Lưu hành nội bộ"),
    ("luu_hanh_noi_bo:direct", "Lưu hành nội bộ, chỉ tuyên truyền trực tiếp"),
)
DOC_KINDS: Final = (
    "Kế hoạch", "Công văn", "Quyết định", "Chỉ thị", "Nghị quyết", "Thông báo", "Hướng dẫn", "Nghị định",
    "Thông tư", "Luật",
)  # fmt: skip
TOPICS: Final = (
    "Chủ trương, chính sách", "Phòng cháy, chữa cháy", "Bảo hiểm y tế", "Chuyển đổi số", "An toàn giao thông",
    "Vệ sinh môi trường", "Phòng, chống lừa đảo", "Y tế, tiêm chủng", "Phòng, chống thiên tai", "Giáo dục",
    "Tín dụng chính sách",
)  # fmt: skip
MORE_TITLE: Final = "Bổ sung nội dung"
MORE: Final = "Bổ sung thời hạn, chủ đề"
WORD_MORE: Final = "bổ sung"
SAVE: Final = "Lưu bản thảo"
SAVE_WORD: Final = "lưu"

# ---- the card of a draft
SAVED: Final = 'Đã lưu bản thảo "{title}". Chưa gửi cho ai.'
CARD: Final = "Bản thảo {n}: {title}"
CARD_STATE: Final = "Trạng thái: {state}."
CARD_KIND: Final = "Loại: {kind}; {scope}; {points} điểm."
CARD_READY: Final = "Đã đủ nguồn, có thể trình duyệt."
CARD_REASON: Final = "Lý do: {reason}"
CARD_TOPIC: Final = "Chủ đề: {topic}."
CARD_SHORT: Final = "Bản ngắn: {text}"
CARD_BASES: Final = "Căn cứ: {bases}."
CARD_FILE: Final = "Tệp kèm theo: {name}."
PREVIEW_WHOLE: Final = "Toàn văn các điểm"
PREVIEW_FILE: Final = 'Tệp kèm theo, người nhận lấy bằng chữ "tải".'
PREVIEW: Final = "Xem trước"
TEST_SEND: Final = "Gửi thử cho tôi"
EDIT: Final = "Sửa"
SUBMIT: Final = "Trình duyệt"
DELETE: Final = "Xóa bản thảo"
DELETE_WORD: Final = "xóa bản thảo {n}"
DELETED: Final = 'Đã xóa bản thảo "{title}".'
NEXT_VERSION: Final = "Sửa thành bản mới"

DRAFTS_LIST: Final = "Bản thảo và văn bản đang chờ:"
NO_DRAFTS: Final = 'Chưa có bản thảo nào. Gõ "soạn", hoặc gửi tệp .docx, .pdf, .txt, .md.'
NO_SUCH_DRAFT: Final = 'Không có bản thảo số {n}. Gõ "bản thảo" để xem danh sách.'
NOT_DRAFT: Final = "Bản này {state}, không sửa được nữa."

# ---- preview
PREVIEW_HEAD: Final = "Xem trước đúng như người nhận sẽ thấy:"
PREVIEW_CHANNELS: Final = "Trên {channels}:"
PREVIEW_BUTTONS: Final = "Nút bấm: {labels}."
PREVIEW_WORDS: Final = "Kênh này không có nút: người nhận gõ {labels}."
TESTED_DRAFT: Final = 'Đây là bản gửi thử cho riêng {addr}, chưa gửi cho ai khác. Gõ "{word}" để trình duyệt hoặc sửa.'
TESTED: Final = "Đây là bản gửi thử cho riêng {addr}, chưa gửi cho ai khác."

# ---- files
NO_RIGHT: Final = (
    "Đã nhận tệp, nhưng {addr} chưa được phân quyền đưa văn bản vào Hệ thống nên tệp không được lưu. "
    "Cần gửi tài liệu, xin liên hệ: {office_contact}"
)
NOT_THIS_KIND: Final = "Chưa đọc được loại tệp này. Văn bản cần ở dạng .docx, .pdf (có chữ), .txt hoặc .md."
READ_DONE: Final = 'Đã đọc tệp {name}: {points} điểm. Bản thảo {n}: "{title}".'
WARNED: Final = "Cần chú ý:\n{lines}"
CONFIRM_SOURCE: Final = "Xác nhận nguồn"
CONFIRM_WORD: Final = "xác nhận nguồn {n}"
UNTITLED: Final = "Văn bản chưa có tiêu đề"

# ---- one point of a draft
EDIT_SOURCE: Final = "Sửa nguồn, tiêu đề"
EDIT_POINT: Final = "Sửa từng điểm"
POINT_TITLE: Final = "Sửa từng điểm"
ASK_WHICH: Final = "Sửa điểm số mấy?"
HINT_WHICH: Final = "Gõ số của điểm. Số lớn hơn số điểm hiện có là thêm điểm mới."
NAME_WHICH: Final = "Điểm"
ASK_NEW_TEXT: Final = 'Nội dung mới của điểm này? Gõ "bỏ điểm" để bỏ điểm này.'
NAME_NEW_TEXT: Final = "Nội dung"
DROP_POINT: Final = "Bỏ điểm"
POINTS_SAID: Final = "{n} điểm"
