"""What people are told about the files they send."""

TOO_LARGE = "Tệp vượt giới hạn 20 MB. Đề nghị nén lại hoặc gửi bản nhẹ hơn."
NOT_FETCHED = "Chưa tải được tệp từ kênh nhắn tin. Đề nghị gửi lại tệp sau ít phút."
RECEIVED = "Đã nhận tệp {name}. Hệ thống đang đọc, xin chờ ít giây."
NOT_EXPECTED = 'Đã nhận tệp, nhưng hiện không cần tệp ở bước này. {Addr} cần việc gì, xin gõ "menu".'
