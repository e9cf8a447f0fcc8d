"""Invites: codes, links, and the file for a whole unit."""

ABOUT = "Cấp mã mời"
WORDS = ("mời", "cấp mã mời", "cấp lại mã")
HOW = 'Đề nghị {addr} gõ: mời <tên, mã hoặc số điện thoại>, hoặc "mời cả xã".'
WHOLE_WORDS = ("ca don vi", "ca xa", "ca phuong", "ca thon", "ca to", "ca tinh", "tat ca")

INVITE = (
    "Mã mời của {person}:\n{code}\n{links}"
    "Dùng một lần, đến hết ngày {date}. Mã cũ chưa dùng không còn hiệu lực.\n"
    "Đề nghị {addr} chuyển riêng cho đúng người."
)
LINK = "{channel}: {url}"
NO_LINKS = "Người nhận mở kênh rồi gõ mã này."
HAS_CHAT = "Lưu ý: người này đã đăng ký ({channels}). Dùng mã mới thì tài khoản cũ trên cùng ứng dụng bị thay."
QR = "Ảnh QR"
QR_MAKING = "Hệ thống đang tạo ảnh QR."
QR_READY = "Quét bằng máy ảnh điện thoại để đăng ký: {channel}. Chuyển riêng cho đúng người."
QR_AGAIN = "Mã này không còn dùng được. {Addr} cấp mã mới để lấy ảnh QR."
NOT_ACTIVE = "{person} không hoạt động nên không cấp mã mời được."

ALL_DONE = "Mọi người trong {unit_name} đã đăng ký."
MAKING = (
    "Hệ thống đang cấp mã cho {n} người trong {unit_name} chưa đăng ký. Tệp sẽ có sau ít giây.\n"
    "Mã cũ chưa dùng của họ không còn hiệu lực."
)
LEFT_OUT = "{n} người có quyền duyệt hoặc quản trị không nằm trong tệp; đề nghị {addr} mời từng người."
FILE_READY = "{n} mã mời của {unit_name}, dùng một lần, đến hết ngày {date}. Đề nghị {addr} giữ kín tệp này."
TOO_MANY = "Có {n} người chưa đăng ký, nhiều hơn {most} người cho một lần. Đề nghị {addr} mời từng đơn vị."
WHOLE = "Mời cả đơn vị"
