"""The roster taken over from a file: looked at first, written when a person says so."""

ABOUT = "Danh sách đội ngũ"
WORDS = ("danh sách", "đội ngũ")
ABOUT_TEMPLATE = "Tệp danh sách mẫu"
WORDS_TEMPLATE = ("danh sách mẫu", "mẫu danh sách")
TEMPLATE_MAKING = "Hệ thống đang tạo tệp mẫu."
TEMPLATE_READY = (
    "Tệp danh sách mẫu. {Addr} điền rồi gửi lại vào đây; Hệ thống cho xem trước, chưa ghi gì khi chưa xác nhận."
)
SUMMARY = (
    "Đội ngũ trong phạm vi của {addr}: {n} người.\n"
    "Đã đăng ký: {signed}. Chưa đăng ký: {unsigned}. Tạm dừng: {paused}.\n"
    "Cập nhật danh sách: gửi tệp .xlsx vào đây."
)
TEMPLATE = "Danh sách mẫu"
INVITE_ALL = "Mời cả đơn vị"

READING = "Đã nhận tệp {name}. Hệ thống đang đọc, chưa ghi gì."
READ_FAILED = 'Chưa đọc được tệp danh sách. {why}\nĐề nghị {addr} dùng tệp mẫu: gõ "danh sách mẫu".'
PREVIEW = (
    "Xem trước danh sách {name}\n"
    "Thêm mới: {new}. Thay đổi: {changed}. Giữ nguyên: {same}. Lỗi: {faults}.\n"
    "Đơn vị thêm mới: {units}."
)
NEW_UNITS = "Đơn vị sẽ được thêm:"
NEW_RIGHTS = "Quyền sẽ được giao:"
NEW = "• {what}"
NEW_RIGHT = "{person}: {roles} ({unit})"
MORE_NEWS = "… và {n} mục nữa."
PREVIEW_FAULTS = "Các dòng lỗi sẽ không được nhập:\n{lines}"
FAULT = "• Dòng {row}, cột {column}: {why}"
FAULT_SHEET = "• {why}"
MORE_FAULTS = "… và {n} lỗi nữa."
NOTHING = "Không có gì để nhập."
UNTOUCHED = "Chưa ghi gì. Người không có trong tệp được giữ nguyên."
IMPORT = "Nhập danh sách"
IMPORT_WORD = "nhập danh sách"
DROP = "Bỏ"
DROP_WORD = "bỏ danh sách"
DROPPED = "Đã bỏ. Danh sách giữ nguyên."
IMPORTING = "Hệ thống đang nhập danh sách."
IMPORTED = "Đã nhập danh sách: thêm {new}, thay đổi {changed}, giữ nguyên {same}, lỗi {faults}."
NEXT = 'Gõ "mời cả đơn vị" để lấy mã mời cho những người chưa đăng ký.'
STALE = "Phần xem trước này không còn đúng. Đề nghị {addr} gửi lại tệp."
WAITING_YES = "{n} quyền duyệt, quản trị cần một quản trị viên khác đồng ý; đã gửi yêu cầu."

# ---- faults that only storage can see
OUT_OF_REACH = 'Đơn vị "{unit}" ngoài phạm vi được giao.'
NO_PARENT = 'Chưa có đơn vị cấp trên "{unit}" trong phạm vi được giao.'
ROLES_BY_ADMINS = "Chỉ quản trị viên của đơn vị này được phân quyền."
NAMESAKES = "Trong đơn vị đã có nhiều người cùng tên, cùng chức danh; cần ghi mã để phân biệt."
CODE_ELSEWHERE = "Mã {code} là của người thuộc đơn vị ngoài phạm vi được giao."
ERASED = "Mã {code} là của người đã rút lại đồng ý."
TWO_ROWS = "Cùng một người với dòng {row}."
