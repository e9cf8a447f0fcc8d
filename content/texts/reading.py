"""What the office is told about a file it brought: why it cannot be read, what to look at before it is used."""

from __future__ import annotations

from typing import Final

REFUSED: Final = {
    "secret": "⛔ Không gửi được: tài liệu có dấu độ mật. Tài liệu bí mật nhà nước không được soạn, gửi qua kênh này.",
    "old_doc": 'Tệp Word đời cũ (.doc) chưa đọc được. Mở tệp bằng Word, chọn "Lưu thành" (Save As), lưu lại dạng .docx rồi gửi lại.',
    "rtf": 'Tệp .rtf chưa đọc được. Mở tệp bằng Word, chọn "Lưu thành" (Save As), lưu lại dạng .docx rồi gửi lại.',
    "type": "Chưa đọc được loại tệp này. Văn bản cần ở dạng .docx, .pdf (có chữ), .txt hoặc .md.",
    "mismatch": "Đuôi tệp không khớp với nội dung bên trong. Mở lại bằng đúng phần mềm, lưu lại dạng .docx hoặc .pdf rồi gửi lại.",
    "scan": "Tệp PDF này chỉ có ảnh chụp, không có chữ để đọc. Gửi tệp .docx gốc, hoặc bản PDF xuất ra từ phần mềm soạn thảo.",
    "password": "Tệp đang đặt mật khẩu. Bỏ mật khẩu, lưu lại rồi gửi lại.",
    "broken": "Tệp bị hỏng hoặc chưa tải đủ. Mở thử tệp, lưu lại rồi gửi lại.",
    "too_big": "Tệp quá lớn để đọc. Tách bớt ảnh, phụ lục hoặc gửi bản chỉ có phần chữ.",
    "empty": "Tệp không có chữ nào. Kiểm tra lại tệp rồi gửi lại.",
    "legacy_font": "Tệp dùng phông chữ cũ (TCVN3, VNI) mà Hệ thống chưa đọc chắc chắn được. Chuyển sang Unicode (phông Times New Roman), lưu lại dạng .docx rồi gửi lại.",
    "encoding": 'Chưa nhận ra bảng mã của tệp chữ. Mở tệp, chọn "Lưu thành", đặt bảng mã (Encoding) là UTF-8 rồi gửi lại.',
}

WARNINGS: Final = {
    "no_number": "Văn bản chưa có số: đây là bản dự thảo, chưa phát hành được.",
    "no_day": "Văn bản chưa ghi đủ ngày ban hành: đây là bản dự thảo, chưa phát hành được.",
    "no_head": "Không thấy phần đầu văn bản (số, ngày, cơ quan ban hành). Đề nghị điền đủ trước khi trình duyệt.",
    "issuer_guessed": "Cơ quan ban hành được suy từ lời văn, đề nghị kiểm tra.",
    "web_page": "Đây là tin, bài lấy từ trang web. Số và ngày là của văn bản mà tin nhắc tới, đề nghị kiểm tra với bản gốc.",
    "legacy_converted": "Tệp dùng phông chữ cũ, Hệ thống đã chuyển sang Unicode. Đề nghị đọc lại toàn bộ trước khi trình duyệt.",
    "annex": "Phụ lục không đưa vào các điểm, người nhận xem trong tệp kèm theo.",
    "too_many_points": "Văn bản dài, chỉ lấy các điểm đầu; phần còn lại người nhận xem trong tệp kèm theo.",
    "tables": "Văn bản có bảng số liệu; bảng được chuyển thành dòng chữ, đề nghị kiểm tra.",
    "changes": "Tệp Word còn dấu vết sửa (Track Changes); Hệ thống đọc như đã chấp nhận mọi chỗ sửa.",
}

FIELDS: Final = {
    "symbol": "Số, ký hiệu",
    "issued_on": "Ngày ban hành",
    "issuer": "Cơ quan ban hành",
    "superior": "Cơ quan cấp trên",
    "place": "Địa danh",
    "kind": "Loại văn bản",
    "subject": "Trích yếu",
}

WORK_FAILED: Final = {
    "timeout": "Xử lý tệp quá lâu nên đã dừng. Gửi tệp nhỏ hơn hoặc thử lại sau.",
    "too_big": "Tệp quá lớn, xử lý vượt mức cho phép. Gửi tệp nhỏ hơn.",
    "crashed": "Không xử lý được tệp này. Thử lưu lại tệp rồi gửi lại; nếu vẫn lỗi, báo người quản trị.",
}


def numbered_part(title: str, part: int, parts: int) -> str:
    """Return the title of one part of a point that is too long for one message."""
    return f"{title} ({part}/{parts})"
