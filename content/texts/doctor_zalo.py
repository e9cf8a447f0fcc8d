"""What `doctor` says about Zalo: each fault with what to do about it."""

FIRST = "Zalo OA: chưa có quyền được cất; khi khởi động sẽ dùng ZALO_OA_REFRESH_TOKEN"
NEVER = "Zalo OA: chưa cấp quyền. Chạy: python -m bot zalo login"
FAULT = "Zalo OA: không gia hạn được quyền ({why}). Cấp lại: python -m bot zalo login"
FAULT_UNTIL = "Zalo OA: không gia hạn được quyền ({why}), có thể còn gửi được đến {until}. Cấp lại trước lúc đó: python -m bot zalo login"
OVER = "Zalo OA: quyền đã hết hạn ngày {refresh}. Cấp lại: python -m bot zalo login"
ENDS_SOON = (
    "Zalo OA: quyền hết hạn ngày {refresh} và đã lâu không được gia hạn. Kiểm tra tiến trình có đang chạy không, "
    "hoặc cấp lại: python -m bot zalo login"
)
ALIVE = "Zalo OA: mã truy cập dùng đến {access}, tự gia hạn trước lúc đó; quyền gia hạn đến {refresh}"
ASLEEP = "Zalo OA: mã truy cập đã hết lúc {access}, sẽ tự gia hạn khi có tiến trình chạy; quyền gia hạn đến {refresh}"
ACCOUNT = "Zalo OA: {name} trả lời"
STATE_ACCOUNT = "Zalo OA: {name} trả lời. Đây là tài khoản cơ quan nhà nước: Zalo có thể báo -235 với API v3, khi đó tin đi qua API v2"
V3_ONLY = (
    "Zalo OA: tài khoản cơ quan nhà nước nhưng ZALO_OA_MESSAGE_API=v3, có thể bị Zalo từ chối với mã -235 "
    "(“API không hỗ trợ loại OA này”). Đặt ZALO_OA_MESSAGE_API=auto"
)
TOKEN = "mã truy cập đang cất không dùng được; nếu hệ thống đang chạy, chờ vài phút rồi xem lại"
REFUSES = "Zalo OA: Zalo từ chối ({why})"
AWAY = "Zalo OA: chưa kết nối được Zalo ({why}). Kiểm tra mạng (tường lửa, proxy) hoặc ZALO_OA_API_URL"
USED_OA = "Zalo OA: tháng này đã gửi {sent} tin, trong đó {paid} tin ngoài thời gian miễn phí và {templates} tin mẫu"
BOT_USED = "Zalo Bot: tháng này đã gửi {sent} trên {most} tin, {people} trên {people_most} người"
BOT_NEARLY = (
    "Zalo Bot: tháng này đã gửi {sent} trên {most} tin, {people} trên {people_most} người, sắp hết hạn mức miễn phí. "
    "Mời người nhận đăng ký thêm kênh khác"
)
BOT = "Zalo Bot: bot {name} trả lời"
BOT_REFUSES = "Zalo Bot: Zalo từ chối token. Lấy lại token từ Zalo Bot Manager, đặt vào ZALO_BOT_TOKEN"
BOT_AWAY = "Zalo Bot: chưa kết nối được Zalo. Kiểm tra mạng (tường lửa, proxy) hoặc ZALO_BOT_API_URL"
BOT_WEBHOOK = "Webhook Zalo Bot đúng địa chỉ"
BOT_WEBHOOK_OTHER = "Webhook Zalo Bot đang trỏ tới nơi khác hoặc chưa đặt. Khởi động lại tiến trình web để đặt lại"
BOT_POLLING_TAKEN = "Zalo Bot đang gửi tin tới một webhook khác; khi `run` khởi động sẽ bỏ webhook đó để tự nhận tin"
