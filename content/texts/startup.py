"""What the person at the keyboard is told when the product starts, or cannot."""

DEMO = (
    "BẢN MINH HỌA: cơ quan, con người và nội dung đều là giả định. Không dùng để gửi tin thật.\n"
    "Mở trình duyệt tại: {url}\n"
    "Dừng: Ctrl+C. Để chạy thật, đặt TELEGRAM_TOKEN trong tệp .env (xem README)."
)
SERVING = "Đang chạy tại {url}. Dừng: Ctrl+C."
TELEGRAM = "Telegram: https://t.me/{username}"
FIRST_ADMIN = (
    "Chưa có người quản trị. Mở cửa sổ dòng lệnh khác, chạy:\n  .venv/bin/python -m bot invite --role admin\n"
    "rồi mở đường dẫn vừa in ra trên điện thoại."
)
LOCKED = "Cơ sở dữ liệu {path} đang được một tiến trình khác dùng. Hãy dừng tiến trình đó trước."
NOT_ON_SQLITE = (
    "SQLite chỉ chạy với một tiến trình: dùng `python -m bot run`. "
    "Muốn chạy web và worker riêng, đặt DATABASE_URL của PostgreSQL."
)
NEEDS_KEY = "web và worker cần SECRET_KEY (ít nhất 32 ký tự, giống nhau ở mọi tiến trình)."
DEMO_BEYOND = "Bản minh họa chỉ nghe tại 127.0.0.1. Bỏ HOST, hoặc đặt TELEGRAM_TOKEN để chạy thật."
DEMO_DATABASE = "Cơ sở dữ liệu {path} là của bản minh họa, không dùng để chạy thật. Hãy đặt DATABASE_URL khác."
NO_DATABASE = "Chưa kết nối được cơ sở dữ liệu: {why}. Kiểm tra DATABASE_URL rồi chạy lại."
PORT_TAKEN = "Cổng {port} đang có chương trình khác dùng. Đặt PORT khác, ví dụ: PORT=8081."
INVITE = "Mã mời của {name}: {code}\nCó hiệu lực đến {until}, dùng một lần."
INVITE_LINK = "  {channel}: {link}"
MIGRATED = "Cơ sở dữ liệu đã ở phiên bản mới nhất."
BROWSER_LABEL = "Trình duyệt"
NO_FILE = "Không thấy tệp {path}."
NO_LINK = "Chưa biết tên bot Telegram (chưa kết nối được). Trên điện thoại, mở bot, bấm Start rồi gõ mã trên."
