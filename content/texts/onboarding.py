"""What a chat that is nobody's is told, until it has signed up."""

WELCOME = (
    "Kính chào {addr}.\n"
    "Đây là kênh thông tin chính thức của {office_name} dành cho báo cáo viên, tuyên truyền viên đã được công nhận.\n"
    "Đề nghị {addr} nhập mã mời do cơ quan cấp."
)
WELCOME_PUBLIC = (
    "Đây là kênh nội bộ phục vụ đội ngũ tuyên truyền viên của {office_name}, không tiếp nhận thông tin của người dân.\n"
    "Để được giải đáp, xin liên hệ: {public_contact}."
)
WELCOME_NO_CONTACT = (
    "Đây là kênh nội bộ phục vụ đội ngũ tuyên truyền viên của {office_name}, không tiếp nhận thông tin của người dân."
)
THE_OFFICE = "cơ quan"  # before the first admin has told its name
ASK_CODE = "Nhập mã mời (10 ký tự, ví dụ: MAU7K-2QDTE)."
CHECK_HINT = 'Muốn kiểm tra một tin có đúng của cơ quan không, gõ "KT" và mã kiểm tra, ví dụ: KT ABC123.'
CODE_BAD = "Mã mời không đúng. {Addr} kiểm tra lại giúp (còn {left} lần thử)."
CODE_USED = "Mã này đã được sử dụng. Đề nghị {addr} liên hệ {office_contact} để được cấp lại."
CODE_EXPIRED = "Mã mời đã hết hạn ngày {date}. Đề nghị {addr} liên hệ {office_contact} để được cấp lại."
CODE_LOCKED = "Đã nhập sai quá số lần cho phép. Hệ thống tạm khóa đến {time}. Hỗ trợ: {office_contact}."
CODE_NO_LONGER = (
    "Mã mời không còn dùng được. Chưa có thông tin nào được lưu. "
    "Đề nghị {addr} liên hệ {office_contact} để được cấp lại."
)
PHONE_UNKNOWN = "Chưa đăng ký được bằng số điện thoại này. Đề nghị {addr} nhập mã mời, hoặc liên hệ {office_contact}."

CONFIRM_IDENTITY = (
    "Đề nghị {addr} xác nhận thông tin:\n"
    "Họ và tên: {full_name}\n"
    "Chức danh: {position}\n"
    "Đơn vị: {unit_name}\n"
    "Quyết định công nhận: {decision_number}"
)
NOT_WRITTEN = "(chưa ghi)"
IDENTITY_RIGHT = "Đúng"
IDENTITY_NOT_RIGHT = "Chưa đúng"
IDENTITY_WORDS = 'Đề nghị {addr} bấm nút hoặc gõ "Đúng", "Chưa đúng".'
IDENTITY_WRONG = (
    "Đã ghi nhận thông tin chưa đúng và báo {office_name} kiểm tra. "
    "Tài khoản này chưa được liên kết với ai; {addr} giữ mã mời và nhập lại sau khi cơ quan sửa xong."
)

PRIVACY_NOTICE = (
    "Thông báo về dữ liệu cá nhân\n"
    "• Hệ thống lưu: họ tên, chức danh, đơn vị, quyết định công nhận, số điện thoại công vụ (nếu có), "
    "tài khoản {platform}, lúc xác nhận tài liệu, báo cáo {addr} gửi.\n"
    "• Mục đích: gửi tài liệu, nhận báo cáo, tổng hợp kết quả công tác.\n"
    "• Bên quản lý dữ liệu: {office_name}. Đầu mối: {privacy_contact}.\n"
    '• {Addr} có quyền xem, sửa, đề nghị xóa, rút lại đồng ý bất cứ lúc nào tại mục "Thông tin của tôi".\n'
    "• Tin nhắn đi qua máy chủ của {platform}. Không gửi tài liệu mật, không gửi thông tin cá nhân của người dân.\n"
    "{abroad}"
    "• Không đồng ý không ảnh hưởng đến {addr}: vẫn nhận tài liệu và báo cáo bằng cách thông thường.\n"
    "Theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 và Nghị định số 356/2025/NĐ-CP.\n"
    "{Addr} có đồng ý không?"
)
NOTICE_EDITION = 1  # kept with each consent; grows when the notice says something else
ABROAD = (
    "• Máy chủ của {platform} đặt ở nước ngoài: tên hiển thị, tài khoản và tin nhắn của {addr} được chuyển qua biên giới. "
    "Danh sách đội ngũ không lưu trên {platform}.\n"
)
PLATFORMS_ABROAD = frozenset({"telegram"})
CONSENT_YES = "Tôi đồng ý"
CONSENT_NO = "Tôi không đồng ý"
CONSENT_WORDS = 'Đề nghị {addr} bấm nút hoặc gõ đủ chữ "Tôi đồng ý" hay "Tôi không đồng ý".'
CONSENT_YES_WORDS = ("toi dong y", "dong y")
CONSENT_NO_WORDS = ("toi khong dong y", "khong dong y")
CONSENT_DONE = "Cảm ơn {addr}. Đăng ký hoàn tất lúc {time} ngày {date}."
CONSENT_DECLINED = (
    "Hệ thống sẽ không lưu thông tin của {addr}. "
    "{Addr} vẫn có thể nhận tài liệu và báo cáo bằng cách thông thường qua {office_contact}."
)
ALREADY = '{Addr} đã đăng ký với đơn vị {unit_name}. Gõ "menu" để bắt đầu.'
ALREADY_OTHER = (
    "Tài khoản này đã đăng ký cho {full_name}, {unit_name}; mã vừa nhập là của người khác và vẫn còn nguyên. "
    "Nếu đăng ký nhầm, đề nghị {addr} liên hệ {office_contact}."
)
CHANNEL_ADDED = (
    '{Addr} vừa dùng thêm kênh {channel}, lúc {time} ngày {date}. Tin của cơ quan từ nay gửi qua kênh đó; gõ "kênh" để chọn lại. '
    "Nếu không phải {addr} làm việc này, đề nghị báo ngay {office_contact}."
)
MOVED_AWAY = (
    "Tài khoản đăng ký ở đây đã chuyển sang một máy khác lúc {time} ngày {date}. "
    "Nếu không phải {addr} làm việc này, đề nghị báo ngay {office_contact}."
)

SUSPENDED = "Tài khoản đang tạm dừng từ {date}. Liên hệ: {office_contact}."
LEFT = "Tài khoản đã ngừng hoạt động từ {date}; dữ liệu cá nhân được xóa sau {days} ngày. Liên hệ: {office_contact}."

TELL_IDENTITY_WRONG = (
    "⚠ Người nhận mã mời báo thông tin chưa đúng: {full_name}, {position}, {unit_name}. Chưa tài khoản nào được liên kết.\n"
    'Đề nghị {addr} kiểm tra danh sách; sửa xong thì mời lại bằng cách gõ "mời {code}".'
)
TELL_LOCKED = (
    "⚠ Có tài khoản lạ nhập sai mã mời {times} lần liền và đã bị tạm khóa một giờ. "
    "Không có mã nào bị lộ; nếu việc này lặp lại nhiều, đề nghị {addr} cấp lại các mã chưa dùng."
)
