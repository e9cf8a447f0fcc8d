"""What the person at the keyboard is told when the product starts, or cannot."""

DEMO = (
    "BẢN MINH HỌA: cơ quan, con người và nội dung đều là giả định. Không dùng để gửi tin thật.\n"
    "Mở trình duyệt tại: {url}\n"
    "Dừng: Ctrl+C. Để chạy thật, đặt TELEGRAM_TOKEN trong tệp .env (xem README)."
)
DEMO_IGNORES = "Lưu ý: chưa có tài khoản kênh nào nên đang chạy bản minh họa; DATABASE_URL chưa được dùng."
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
BROWSER_LABEL = "Trang chat"
NO_FILE = "Không thấy tệp {path}."
NO_LINK = "Chưa biết tên bot Telegram (chưa kết nối được). Trên điện thoại, mở bot, bấm Start rồi gõ mã trên."
NO_CHANNEL = "Chưa có kênh nào nhận mã này. Đặt TELEGRAM_TOKEN (hoặc PUBLIC_URL) trong tệp .env, chạy `make run` rồi dùng mã trên."
NO_SCHEMA = "Cơ sở dữ liệu chưa cập nhật. Chạy trước: python -m bot migrate"
NEWER_SCHEMA = "Cơ sở dữ liệu do phiên bản mới hơn của chương trình tạo ra. Cập nhật chương trình rồi chạy lại."
NO_FOLDER = "Không ghi được vào thư mục {path}. Kiểm tra quyền và dung lượng đĩa rồi chạy lại."
NO_KEY_FILE = (
    "Không đọc hoặc tạo được tệp khóa {path}. Khôi phục tệp này từ bản sao lưu; nếu xóa để tạo khóa mới, "
    "mọi mã mời và đường dẫn đã gửi mất hiệu lực."
)
OTHER_KEY = (
    "Khóa (SECRET_KEY hoặc secret.key) khác với khóa mà cơ sở dữ liệu này đang dùng, nên mã mời và đường dẫn sẽ không khớp. "
    "Đặt lại khóa cũ; nếu chủ ý đổi khóa, chạy: python -m bot migrate"
)
KEY_TAKEN = "Đã nhận khóa mới. Mã mời và đường dẫn phát trước đây không còn dùng được; hãy mời lại."
NO_ROLE = "Không có vai trò “{role}”. Chọn một trong: {roles}."
BAD_NAME = "Họ tên cần có chữ và không quá {most} ký tự."
NOT_UNDERSTOOD = "Lệnh chưa đúng ({why}). Xem cách dùng: python -m bot --help"
ROSTER_DONE = "Đã nhập danh sách: thêm {new}, thay đổi {changed}, giữ nguyên {same}, bỏ qua {faults} dòng lỗi."
ROSTER_FAULTS = "Chưa ghi gì vì có {n} lỗi. Sửa tệp rồi chạy lại, hoặc thêm --skip-faulty để nhập các dòng đúng."
ROSTER_NOTHING = "Không có gì để nhập."
ROSTER_WORKING = "Đang nhập danh sách"
NOT_HERE = "Lệnh này chỉ dùng cho SQLite. Với PostgreSQL, dùng pg_dump và pg_restore, kèm bản sao thư mục data/files."
NOTHING_TO_COPY = "Chưa có cơ sở dữ liệu {path} để sao lưu."
FILE_EXISTS = "Tệp {path} đã có. Chọn tên khác."
BACKED_UP = (
    "Đã sao lưu vào {path}: cơ sở dữ liệu và {files} tệp. Tệp này chứa dữ liệu cá nhân, cần cất giữ cẩn thận.\n"
    "Cất riêng khóa ({key}): không có khóa này, mã mời và đường dẫn đã phát không dùng được."
)
NO_BACKUP = "Tệp {path} không phải bản sao lưu, hoặc đã hỏng."
DATABASE_EXISTS = "Đã có cơ sở dữ liệu {path}. Thêm --force để thay; bản cũ được giữ lại bên cạnh."
RESTORED = "Đã khôi phục vào {path} từ bản sao lưu lúc {at}."
KEPT_ASIDE = "Bản cũ được giữ tại {path}."
QUIETED = (
    "Không tự gửi lại gì: {broadcasts} đợt phát đang dừng chờ người xem (gõ “tiến độ”), "
    "bỏ {messages} tin lẻ và {chores} việc đang chờ."
)
NOT_WRITTEN = "Không ghi được tệp ({why}). Kiểm tra đường dẫn, quyền và dung lượng đĩa rồi chạy lại."
