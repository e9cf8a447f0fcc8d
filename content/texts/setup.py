"""What the person who installs the product reads: settings and what is wrong with them."""

HEAD = "Cấu hình chưa đúng, chưa thể khởi động. Cần sửa:"

ABOUT: dict[str, str] = {
    "DATABASE_URL": (
        "Cơ sở dữ liệu: sqlite:///đường-dẫn-tệp (đường dẫn tương đối được tính từ thư mục đang chạy) "
        "hoặc postgresql://tài-khoản:mật-khẩu@máy-chủ/tên."
    ),
    "PORT": "Cổng HTTP; 0 là để máy tự chọn một cổng còn trống.",
    "HOST": "Địa chỉ lắng nghe; bỏ trống là 127.0.0.1 với lệnh run và 0.0.0.0 với lệnh web.",
    "PUBLIC_URL": "Địa chỉ công khai của hệ thống, ví dụ https://ttv.example.vn; bỏ trống thì không gửi đường dẫn nào.",
    "SECRET_KEY": (
        "Khóa để ký mã mời, đường dẫn cá nhân và mã kiểm tra; ít nhất 32 ký tự. "
        "Lệnh run tự tạo khóa khi chưa có; lệnh web và worker bắt buộc phải có."
    ),
    "OFFICE_NAME": "Tên cơ quan dùng khi chưa khai báo trong hệ thống.",
    "TIMEZONE": "Múi giờ của cơ quan.",
    "TELEGRAM_TOKEN": "Mã bot do BotFather cấp; bỏ trống là không dùng Telegram.",
    "TELEGRAM_API_URL": "Địa chỉ máy chủ Bot API; chỉ đổi khi dùng máy chủ riêng.",
    "TELEGRAM_MODE": "Cách nhận tin: polling (tự hỏi, không cần địa chỉ công khai) hoặc webhook.",
    "TELEGRAM_WEBHOOK_SECRET": "Mã bí mật để nhận ra tin từ Telegram; 32 đến 256 ký tự A-Z, a-z, 0-9, _ và -.",
    "ZALO_BOT_TOKEN": "Mã Zalo Bot do Zalo Bot Manager cấp; bỏ trống là không dùng Zalo Bot.",
    "ZALO_BOT_API_URL": "Địa chỉ máy chủ Zalo Bot; bình thường không đổi.",
    "ZALO_BOT_MODE": "Cách nhận tin: polling (tự hỏi, không cần địa chỉ công khai) hoặc webhook.",
    "ZALO_BOT_WEBHOOK_SECRET": "Mã bí mật để nhận ra tin từ Zalo Bot; 32 đến 256 ký tự A-Z, a-z, 0-9, _ và -.",
    "ZALO_OA_APP_ID": "Mã ứng dụng Zalo gắn với Official Account, chỉ gồm chữ số; bỏ trống là không dùng Zalo OA.",
    "ZALO_OA_APP_SECRET": "Khóa bí mật của ứng dụng Zalo, dùng khi cấp lại quyền truy cập.",
    "ZALO_OA_SECRET_KEY": "OA Secret Key ở mục Webhook của ứng dụng, dùng để kiểm tra tin do Zalo gửi tới.",
    "ZALO_OA_REFRESH_TOKEN": "Refresh token lấy lần đầu; sau đó hệ thống tự giữ. Thường dùng lệnh zalo login thay cho mục này.",
    "ZALO_OA_API_URL": "Địa chỉ máy chủ Zalo OA; bình thường không đổi.",
    "ZALO_OA_BUSINESS_URL": "Địa chỉ gửi tin mẫu (ZBS/ZNS) theo số điện thoại; bình thường không đổi.",
    "ZALO_OAUTH_URL": "Địa chỉ cấp quyền của Zalo; bình thường không đổi.",
    "ZALO_OA_MESSAGE_API": (
        "Phiên bản gửi tin của Zalo OA: auto (v3, nếu Zalo báo -235 thì dùng v2), v3 hoặc v2 (một số OA cơ quan nhà nước)."
    ),
    "ZALO_OA_BUTTON_TYPE": "Kiểu khai báo nút bấm của Zalo OA: để trống, button hoặc list; chỉ đổi khi nút không hiện.",
    "ZALO_OA_RATE": "Số lượt gọi Zalo OA tối đa mỗi phút, theo gói dịch vụ của OA.",
    "SEND_RATE": "Số tin gửi tối đa mỗi giây trên một tài khoản.",
    "SEND_TIMEOUT": "Số giây chờ trả lời cho một lần gửi.",
    "LOG_LEVEL": "Mức ghi nhật ký: DEBUG, INFO, WARNING hoặc ERROR.",
    "APP_FAILPOINT": "Chỉ dùng khi kiểm thử: điểm cố ý gây lỗi. Khi chạy thật để trống.",
}

NOT_WHOLE = "phải là số nguyên, ví dụ {example}"
NOT_NUMBER = "phải là một số, ví dụ {example}"
NOT_POSITIVE = "phải lớn hơn 0"
NOT_A_PORT = "phải là số nguyên từ 0 đến 65535"
NOT_ONE_OF = "phải là một trong: {choices}"
NOT_A_URL = "phải là địa chỉ đầy đủ bắt đầu bằng http:// hoặc https://, không có dấu cách"
NOT_A_ZONE = "không phải là tên múi giờ, ví dụ đúng: Asia/Ho_Chi_Minh"
NOT_A_FAILPOINT = "không phải là điểm gây lỗi, ví dụ đúng: after_claim:kill@2"
NOT_DIGITS = "chỉ gồm chữ số"
NOT_A_ZALO_TOKEN = "không giống mã Zalo Bot (dạng 1234567890:AbC… do Zalo Bot Manager cấp)"
NOT_A_TOKEN = "không giống mã bot Telegram (dạng 123456789:AA… do BotFather cấp)"
SHORT_KEY = "phải có ít nhất 32 ký tự; có thể tạo bằng: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
NOT_A_WEBHOOK_SECRET = "phải có 32 đến 256 ký tự, chỉ gồm A-Z, a-z, 0-9, _ và -"
NOT_A_DATABASE = "phải bắt đầu bằng sqlite:/// hoặc postgresql:// (trình điều khiển psycopg)"
NO_MEMORY_DATABASE = "phải là một tệp: cơ sở dữ liệu trong bộ nhớ sẽ mất hết khi tắt"
NO_DATABASE_NAME = "thiếu tên cơ sở dữ liệu, ví dụ postgresql://tài-khoản:mật-khẩu@máy-chủ/tên"
WRONG = "có giá trị không đúng"

WEBHOOK_NEEDS_URL = "bắt buộc khi {name}_MODE=webhook, và phải bắt đầu bằng https://"
WEBHOOK_NEEDS = "bắt buộc khi {name}_MODE=webhook"
OA_NEEDS_URL = "bắt buộc khi dùng Zalo OA, và phải bắt đầu bằng https://"
OA_NEEDS = "bắt buộc khi có ZALO_OA_APP_ID"

BOTH_GIVEN = "được đặt hai lần: vừa {name} vừa {name}_FILE; chỉ giữ một"
UNREADABLE_DOTENV = "Tệp {path}: không đọc được; lưu lại tệp dạng văn bản thuần, mã UTF-8"
BAD_LINE = "Tệp {path}, dòng {line}: phải có dạng TÊN=giá trị, dấu nháy phải đủ cặp"
NEAR_MISS = "Tệp {path}: không có mục {name}; có phải {near}?"
UNREADABLE_FILE = "không đọc được tệp ghi trong {name}_FILE: {path}"
EMPTY_FILE = "tệp ghi trong {name}_FILE không có nội dung: {path}"

HIDDEN = "(đã đặt, không hiển thị)"
UNSET = "(chưa đặt)"
