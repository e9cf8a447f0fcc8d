"""What the office is told about sending itself."""

LANE_STOPPED = (
    "⛔ Kênh {lane} từ chối tài khoản của Hệ thống. Tin trên kênh này đang chờ, chưa mất tin nào. "
    'Đề nghị {addr} kiểm tra mã truy cập (token) của kênh rồi khởi động lại; lệnh "python -m bot doctor" chỉ rõ lỗi.'
)
POISONED = (
    "⚠ Đợt gửi số {id} đã tự tạm dừng: nhiều tin bị kênh từ chối vì nội dung. "
    "Đề nghị {addr} xem danh sách lỗi trước khi cho gửi tiếp."
)
ALLOWANCE_SPENT = (
    "⚠ Kênh {lane} đã dùng gần hết {most} tin của tháng này. Các đợt gửi trên kênh này chờ sang tháng sau, chưa mất tin "
    "nào; câu trả lời vẫn được gửi. Cần gửi ngay thì mời người nhận đăng ký thêm kênh khác."
)
PAID_SPENT = (
    "⚠ {lane} đã hết số tin gửi ngoài 48 giờ trong gói. Tin cho những người quá 48 giờ chờ đến sáng mai rồi gửi lại, chưa mất "
    "tin nào; tin trong 48 giờ và câu trả lời vẫn gửi. Cần gửi ngay thì mua thêm tin cho OA."
)
SEE_PROGRESS = "Xem tiến độ"
