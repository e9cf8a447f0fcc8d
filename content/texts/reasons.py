"""Why a message did not reach a person, in plain words, and what the office can do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """What happened, and what to do: two short sentences that an officer reads in a list."""

    what: str
    do: str


REASONS: dict[str, Reason] = {
    # the chat: nothing more is sent there until the person comes back
    "blocked": Reason("Người nhận đã chặn kênh này.", "Gọi điện, đề nghị bỏ chặn rồi nhắn một tin bất kỳ cho kênh."),
    "deactivated": Reason("Tài khoản của người nhận đã bị xóa hoặc khóa.", "Hỏi tài khoản mới và cấp lại mã mời."),
    "not_started": Reason("Người nhận chưa mở kênh lần nào.", 'Gửi lại đường dẫn hoặc mã mời, nhắc bấm "Bắt đầu".'),
    "chat_not_found": Reason("Không tìm thấy cuộc trò chuyện của người nhận.", "Cấp mã mời mới để đăng ký lại."),
    "kicked": Reason(
        "Kênh không còn quyền gửi trong nhóm này.", "Nhờ trưởng nhóm thêm lại, hoặc gửi riêng từng người."
    ),
    "forbidden": Reason("Ứng dụng không cho gửi tới người nhận.", "Gọi điện kiểm tra, cấp mã mời mới nếu cần."),
    "no_chat": Reason("Người này chưa đăng ký kênh nào.", "Gửi mã mời, hoặc chuyển nội dung bằng cách thông thường."),
    "window_closed": Reason(
        "Đã quá thời hạn ứng dụng cho phép gửi kể từ tin cuối của người nhận.",
        "Đề nghị người nhận nhắn một tin bất kỳ cho kênh.",
    ),
    "channel_off": Reason("Cơ quan đang tắt kênh này.", "Mời người nhận đăng ký thêm kênh khác, hoặc bật lại kênh."),
    "not_follower": Reason(
        "Người nhận không còn quan tâm kênh Zalo.", 'Đề nghị bấm "Quan tâm" rồi nhắn một tin bất kỳ.'
    ),
    "restricted": Reason(
        "Người nhận đã tắt loại tin này.", "Gọi điện, đề nghị mở lại hoặc nhắn một tin bất kỳ cho kênh."
    ),
    # the message: sending the same again does not help
    "too_long": Reason("Nội dung dài hơn mức ứng dụng cho phép.", "Rút ngắn, hoặc gửi kèm tệp rồi phát lại."),
    "bad_content": Reason("Ứng dụng không nhận nội dung này.", "Soát lại nội dung, gửi thử cho mình rồi phát lại."),
    "bad_buttons": Reason("Ứng dụng không nhận các nút bấm của tin.", "Báo người quản trị kiểm tra mẫu tin."),
    "file_rejected": Reason("Ứng dụng không nhận tệp đính kèm.", "Kiểm tra tệp, đính kèm lại rồi phát lại."),
    "file_missing": Reason("Không tìm thấy tệp đính kèm trong kho.", "Đính kèm lại tệp rồi phát lại."),
    "file_too_large": Reason("Tệp đính kèm quá lớn.", "Dùng tệp nhỏ hơn, hoặc gửi đường dẫn tới tài liệu."),
    "upload_refused": Reason(
        "Ứng dụng không cho tải tệp lên, hoặc đã hết lượt tải của tháng.", "Gửi đường dẫn tới tài liệu thay cho tệp."
    ),
    "policy": Reason(
        "Zalo cho rằng nội dung trái quy định của Zalo.", "Soát lại nội dung; cần thì hỏi Zalo rồi phát lại."
    ),
    "template_refused": Reason("Zalo không nhận tin mẫu.", "Kiểm tra mẫu và các ô của mẫu trên trang ZBS của Zalo."),
    "template_unpaid": Reason("Tài khoản trả tiền tin mẫu chưa liên kết hoặc hết tiền.", "Nạp tiền ZBS rồi phát lại."),
    "refused": Reason("Ứng dụng từ chối tin này.", "Báo người quản trị xem nhật ký."),
    # the way: what became of it
    "uncertain": Reason(
        "Chưa rõ đã đến hay chưa: mất kết nối khi đang gửi.",
        'Hỏi người nhận; nếu chưa thấy, bấm "Gửi lại cho người chưa nhận".',
    ),
    "unreachable": Reason("Không kết nối được tới ứng dụng trong nhiều giờ.", "Kiểm tra mạng của máy chủ rồi gửi lại."),
    "throttled": Reason("Ứng dụng đang giới hạn tốc độ gửi.", "Không cần làm gì, hệ thống tự gửi tiếp."),
    "misconfigured": Reason("Ứng dụng không nhận mã kết nối của kênh.", "Báo người quản trị kiểm tra mã của kênh."),
    "expired": Reason("Quá hạn trước khi gửi được.", "Nếu còn cần, phát lại với thời hạn mới."),
    "cancelled": Reason(
        "Đợt phát đã dừng trước khi gửi tới người này.", 'Nếu còn cần, bấm "Gửi lại cho người chưa nhận".'
    ),
    "withdrawn": Reason("Người nhận đã rút khỏi hệ thống.", "Chuyển nội dung bằng cách thông thường nếu cần."),
    "inactive": Reason("Người này không còn trong danh sách đang hoạt động.", "Cập nhật danh sách nếu chưa đúng."),
}
UNKNOWN = Reason("Không gửi được, chưa rõ vì sao.", "Báo người quản trị xem nhật ký.")


def reason(key: str) -> Reason:
    """Return the words for *key*; an unknown key gets honest general ones."""
    return REASONS.get(key, UNKNOWN)
