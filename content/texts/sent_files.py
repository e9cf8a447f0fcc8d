"""Pictures, recordings and films that people send as answers: taken, refused, not yet here, seen by the office."""

from typing import Final

THINGS: Final = {"image": "ảnh", "audio": "bản ghi âm", "video": "đoạn phim", "file": "tệp"}
FILM_NOTE: Final = "Quay toàn cảnh buổi nói chuyện; không quay rõ mặt người dân, không quay danh sách, giấy tờ."

# ---- at the question
SAID: Final = "đã nhận {thing} (1)"
TAKEN: Final = "Đã nhận {thing}."
OTHER_KIND: Final = "Câu này cần {wanted}, nhưng {addr} vừa gửi {given}. Đề nghị {addr} gửi {wanted}."
DOCUMENT: Final = "một tệp văn bản"
A_THING: Final = {"image": "một ảnh", "audio": "một bản ghi âm", "video": "một đoạn phim", "file": "một tệp"}
UNSAFE: Final = "Hệ thống không nhận tệp chương trình, tệp nén, tệp có macro. Đề nghị {addr} gửi tệp loại khác."
TOO_LARGE: Final = "{Thing} vượt giới hạn {most} MB. Đề nghị {addr} gửi bản nhẹ hơn hoặc ngắn hơn."

# ---- when it was fetched, without an address: the end of slow work knows nobody
REFUSED: Final = {
    "unsafe": "Tệp là chương trình, tệp nén hoặc có macro nên không nhận được. Đề nghị gửi tệp loại khác.",
    "unknown": "Không mở được tệp này. Đề nghị gửi ảnh JPEG, PNG, WebP; ghi âm; phim MP4; hoặc tệp PDF, Word, Excel.",
    "image": "Tệp này không phải là ảnh. Đề nghị gửi lại ảnh dạng JPEG, PNG hoặc WebP.",
    "audio": "Tệp này không phải là bản ghi âm. Đề nghị gửi lại bản ghi âm.",
    "video": "Tệp này không phải là đoạn phim. Đề nghị gửi lại đoạn phim.",
}
AGAIN_BEFORE_SENDING: Final = 'Câu "{name}": {fault}\nHệ thống sẽ hỏi lại câu này trước khi gửi.'
AGAIN_NOW: Final = 'Câu "{name}": {fault}'
AGAIN_AFTER_SENDING: Final = 'Phiếu {code}, câu "{name}": {fault}\nCác nội dung khác của phiếu vẫn được giữ.'
SEND_AGAIN: Final = "Gửi lại {thing}"
SEND_AGAIN_WORD: Final = "gửi lại tệp {n}"
SEND_AGAIN_TITLE: Final = "Gửi lại tệp"
SEND_AGAIN_ASK: Final = "{Addr} gửi lại tệp vào đây."
SEND_AGAIN_NAME: Final = "Tệp gửi lại"
REPLACED: Final = 'Đã nhận {thing} cho câu "{name}" của phiếu {code}.'
NOT_YOURS: Final = "Tệp này không còn chờ gửi lại."

# ---- for the office
KEPT: Final = "đã nhận {thing}"
ANOTHER: Final = "{said} (gửi lại)"
WAITING: Final = "{thing} đang tải"
FAILED: Final = "{thing} chưa tải được"
GONE: Final = "(tệp đã xóa)"
LEFT_OUT: Final = "{name} (chưa kèm trong tệp nén)"
SEE: Final = "Xem ảnh, tệp ({n})"
SEE_WORD: Final = "xem tệp {code}"
CAPTION: Final = "{code} · {name}"
NOTHING_TO_SEE: Final = "Báo cáo {code} không có ảnh hoặc tệp kèm theo."
SOME_LEFT_OUT: Final = (
    "Còn {n} ảnh, tệp chưa kèm vì quá dung lượng. Đề nghị {addr} xuất theo từng tháng hoặc từng đơn vị."
)
FOLDER: Final = "tep"
