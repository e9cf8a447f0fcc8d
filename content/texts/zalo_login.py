"""What admins and operators read about the right to speak for the Zalo Official Account."""

ALARM_UNTIL = (
    "⚠ Zalo không cấp lại quyền cho Hệ thống ({why}). Zalo OA có thể còn gửi được đến {until}. Đề nghị {addr} cấp lại quyền "
    "trước lúc đó: trên máy chủ, chạy lệnh “python -m bot zalo login” rồi làm theo hướng dẫn."
)
ALARM_STOPPED = (
    "⛔ Zalo OA dừng gửi: Zalo không cấp lại quyền cho Hệ thống ({why}). Tin trên kênh này đang chờ, chưa mất tin nào. "
    "Đề nghị {addr} cấp lại quyền: trên máy chủ, chạy lệnh “python -m bot zalo login” rồi làm theo hướng dẫn. "
    "Cấp xong, tin tự gửi tiếp, không cần khởi động lại."
)

REASONS = {
    "never authorised": "chưa cấp quyền lần nào",
    "answer lost": "nhiều lần không nhận được trả lời của Zalo",
    "new tokens refused": "quyền vừa cấp lại vẫn bị từ chối",
    "sealed with another key": "SECRET_KEY đã đổi nên không mở được quyền đã cất",
}
DECLINED = "Zalo từ chối, mã {code}"
CODES = {
    "-14002": "ứng dụng chưa được kích hoạt trên trang quản lý ứng dụng của Zalo",
    "-14003": "địa chỉ callback hoặc mã xác minh (code verifier) không khớp với ứng dụng",
}


AUTHORISE = "{why}; cấp lại quyền: python -m bot zalo login"


def needs_admin(fault: str) -> str:
    """Return, for mid-sentence, why there is no token and what to do about it."""
    return AUTHORISE.format(why=explain(fault))


def explain(fault: str) -> str:
    """Return, for mid-sentence, why the pair of tokens can be refreshed no more; a number of Zalo's is kept."""
    word, _, code = fault.rpartition(" ")
    if word != "declined":
        return REASONS.get(fault, fault)
    said = DECLINED.format(code=code)
    return f"{said}: {CODES[code]}" if code in CODES else said


# ------------------------------------------------------------------ python -m bot zalo login

NO_APP = (
    "Chưa đặt ZALO_OA_APP_ID nên chưa dùng Zalo OA. Đặt các mục ZALO_OA_… trong tệp .env (xem README) rồi chạy lại."
)
BAD_REDIRECT = "--redirect phải là địa chỉ đầy đủ bắt đầu bằng http:// hoặc https://, không có dấu ? và #."
BAD_VERIFIER = "--verifier phải có 43 đến 128 ký tự, chỉ gồm A-Z, a-z, 0-9 và - . _ ~"
STEPS = (
    "Cấp quyền cho Hệ thống nói thay Zalo Official Account:\n"
    "1. Ở trang quản lý ứng dụng của Zalo, mục Official Account, địa chỉ Callback phải giống hệt từng ký tự:\n"
    "     {redirect}\n"
    "2. Mở đường dẫn sau bằng tài khoản Zalo quản trị Official Account, rồi bấm đồng ý:\n"
    "     {link}"
)
STEP_CHALLENGE = "   (Nếu trang quản lý đòi khai sẵn Code Challenge, khai: {challenge})"
STEP_WAIT = "3. Lệnh này đang chờ Zalo gọi về tại {redirect}, nhiều nhất {minutes} phút. Dừng: Ctrl+C."
STEP_PASTE = (
    "3. Trình duyệt chuyển sang địa chỉ trên. Chép cả địa chỉ đang hiện (hoặc riêng phần sau code=) trong vòng 10 phút."
)
PASTE = "Dán vào đây rồi bấm Enter: "
NOT_LISTENING = "Không mở được cổng {port} trên máy này để chờ Zalo gọi về. Chọn cổng khác trong --redirect, hoặc dùng địa chỉ khác để dán mã."
NO_CALL = "Quá {minutes} phút chưa thấy Zalo gọi về. Chạy lại lệnh và mở đường dẫn mới."
NO_CODE = "Không thấy mã (phần sau code=) trong nội dung vừa dán. Chạy lại lệnh và mở đường dẫn mới."
OTHER_STATE = (
    "Mã này không phải của lần cấp quyền đang làm (state không khớp) nên không dùng. Chạy lại lệnh và mở đường dẫn mới."
)
REFUSED = "{why}. Mã chỉ dùng một lần và hết hạn sau 10 phút: chạy lại lệnh và mở đường dẫn mới."
AWAY = "Chưa nhận được trả lời của Zalo ({why}). Kiểm tra mạng hoặc ZALO_OAUTH_URL, chạy lại lệnh và mở đường dẫn mới."
DONE = "Đã cất quyền, được mã hóa bằng SECRET_KEY. Hệ thống tự gia hạn trước {access}; nếu ngừng chạy, cần cấp lại sau {refresh}."
ACCOUNT = "Official Account: {oa}"
PAGE_DONE = "Đã nhận mã. Quay lại cửa sổ dòng lệnh để xem kết quả; có thể đóng trang này."
PAGE_WRONG = "Địa chỉ này không mang mã của lần cấp quyền đang làm. Mở lại đường dẫn mà lệnh vừa in ra."
