"""Why Zalo does not work with the Official Account, for whoever looks after it: short, and followed by nothing."""

from typing import Final

TOKEN_REFUSED: Final = "Zalo từ chối mã truy cập vừa được cấp (mã {code}); cấp lại quyền: python -m bot zalo login"
UNKNOWN: Final = "Zalo từ chối (mã {code})"
REFUSED: Final = {
    -204: "Official Account đã bị khóa; liên hệ Zalo",
    -205: "Official Account không còn tồn tại; kiểm tra ZALO_OA_APP_ID và cấp lại quyền",
    -209: "ứng dụng chưa được kích hoạt trên trang quản lý ứng dụng của Zalo",
    -212: "ứng dụng chưa đăng ký dùng API này trên trang quản lý ứng dụng của Zalo",
    -215: "Zalo không nhận mã ứng dụng; kiểm tra ZALO_OA_APP_ID",
    -219: "ứng dụng đã bị gỡ hoặc bị khóa trên trang quản lý ứng dụng của Zalo",
    -221: "Official Account chưa được Zalo xác thực",
    -223: "Official Account chưa cấp cho ứng dụng quyền này; cấp lại quyền: python -m bot zalo login",
    -224: "gói dịch vụ của Official Account chưa gồm OpenAPI; nâng gói (từ gói Tăng trưởng)",
    -235: "Zalo không cho loại Official Account này gửi tin qua API v3; đặt ZALO_OA_MESSAGE_API=auto hoặc hỏi Zalo",
    -240: "Zalo đã đóng API v2 với Official Account này; đặt ZALO_OA_MESSAGE_API=auto",
    -242: "Zalo đòi appsecret_proof và không nhận; tắt yêu cầu này trên trang quản lý ứng dụng",
    -320: "Official Account chưa liên kết tài khoản ZBS (ZCA)",
    -321: "tài khoản ZBS (ZCA) hết tiền",
}


def explain(code: int) -> str:
    """Return, for mid-sentence, why Zalo refuses the account; its number is kept."""
    why = REFUSED.get(code)
    return f"{why} (mã {code})" if why else UNKNOWN.format(code=code)
