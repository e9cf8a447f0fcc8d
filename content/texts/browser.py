"""What the chat page itself says, around the messages."""

from typing import Final

NO_NOTICE: Final = "Trang này không báo tin khi đóng. Hãy mở lại để xem tin mới."
PRIVATE_LINK: Final = "Đây là liên kết riêng. Hãy lưu lại và không chuyển cho người khác."
OFFICIAL: Final = "Kênh thông tin chính thức"
DEMO_MARK: Final = "MINH HỌA - không phải cơ quan thật"
NEED_SCRIPT: Final = "Trang này cần JavaScript. Hãy bật JavaScript trong trình duyệt rồi mở lại."

START_TITLE: Final = "Bắt đầu trò chuyện"
START_WITH_CODE: Final = "Bấm nút dưới đây để mở trò chuyện bằng mã mời đã được cấp."
START_WITHOUT_CODE: Final = "Nếu đã có liên kết riêng, hãy mở liên kết đó. Nếu mới được cấp mã mời, bấm nút dưới đây."
START_BUTTON: Final = "Mở trò chuyện"
START_KEEP: Final = "Trang mở ra có địa chỉ riêng. Hãy lưu địa chỉ ấy để lần sau mở lại."

BUSY_TITLE: Final = "Hệ thống đang bận"
BUSY: Final = "Chưa mở được trò chuyện. Hãy tải lại trang này sau ít giây, mã mời vẫn còn nguyên."
UNKNOWN_TITLE: Final = "Liên kết không đúng"
UNKNOWN: Final = (
    "Liên kết này thiếu hoặc sai ký tự. Hãy mở lại đúng liên kết đã lưu, hoặc liên hệ cơ quan để được cấp lại."
)
UNNAMED_FILE: Final = "tệp"

PAGE: Final = {
    "sending": "đang gửi…",
    "sent": "đã gửi",
    "held": "chưa gửi được",
    "refused": "không gửi được",
    "lost": "Mất kết nối, đang thử lại…",
    "busy": "Hệ thống đang bận, đang thử lại…",
    "tooLarge": "Tệp lớn hơn 20 MB nên không gửi được.",
    "tooLong": "Tin dài hơn 20.000 ký tự. Hãy gửi nội dung dài bằng tệp.",
    "download": "Tải về",
    "older": "Xem tin cũ hơn",
    "start": "Bắt đầu",
    "empty": "Chưa có tin nào.",
    "typeWord": "hoặc gõ: {word}",
    "write": "Nhập tin nhắn",
    "send": "Gửi",
    "attach": "Đính kèm tệp",
    "log": "Tin nhắn",
    "newBelow": "Có tin mới ↓",
}
"""The words that the page's script uses, by the names it calls them."""

CODE_HIDDEN = 'Mã mời đã được ẩn sau một ngày. Cần mã mới, gõ "mời" và tên người nhận.'
