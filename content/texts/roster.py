"""What the roster's sheet is called, and what is said about a row that cannot be taken."""

from __future__ import annotations

from typing import Final

COLUMNS: Final = {
    "code": "Mã",
    "full_name": "Họ và tên",
    "given_name": "Tên gọi",
    "position": "Chức danh",
    "duties": "Vai trò",
    "office_roles": "Vai trò cơ quan",
    "unit_code": "Mã đơn vị",
    "unit_name": "Đơn vị",
    "parent_unit": "Đơn vị cấp trên",
    "unit_kind": "Loại đơn vị",
    "phone": "Số điện thoại",
    "decision_number": "Quyết định công nhận",
    "decision_date": "Ngày quyết định",
}
OTHER_NAMES: Final = {
    "code": ("Mã số", "Mã người", "Mã TTV"),
    "full_name": ("Họ tên", "Tên đầy đủ", "Họ, tên", "Họ và tên đệm"),
    "given_name": ("Tên thường gọi",),
    "position": ("Chức vụ", "Chức danh, chức vụ"),
    "duties": ("Vai trò BCV TTV", "Nhiệm vụ"),
    "office_roles": ("Quyền", "Vai trò trong cơ quan"),
    "unit_code": ("Mã ĐV",),
    "unit_name": ("Tên đơn vị", "Đơn vị công tác", "Địa bàn", "Thôn, tổ dân phố"),
    "parent_unit": ("Cấp trên", "Trực thuộc", "Đơn vị chủ quản"),
    "unit_kind": ("Loại", "Cấp"),
    "phone": ("Điện thoại", "SĐT", "Di động", "Số ĐT"),
    "decision_number": ("Số quyết định", "Quyết định", "QĐ công nhận"),
    "decision_date": ("Ngày QĐ", "Ngày công nhận", "Ngày ký"),
}
DUTIES: Final = {
    "ttv": ("TTV", "Tuyên truyền viên", "Tuyên truyền viên cơ sở"),
    "bcv": ("BCV", "Báo cáo viên"),
    "head": ("Lãnh đạo", "Người đứng đầu", "Trưởng đơn vị", "Thủ trưởng"),
    "focal": ("Đầu mối", "Cán bộ đầu mối"),
}
OFFICE_ROLES: Final = {
    "contributor": ("cộng tác", "cộng tác viên"),
    "editor": ("soạn", "biên tập", "soạn thảo"),
    "approver": ("duyệt", "phê duyệt", "người duyệt"),
    "coordinator": ("điều phối", "theo dõi"),
    "admin": ("quản trị", "quản trị viên"),
}

NOT_XLSX: Final = 'Danh sách cần ở dạng Excel .xlsx. Mở tệp, chọn "Lưu thành", lưu lại dạng .xlsx rồi gửi lại.'
TOO_BIG: Final = "Tệp danh sách quá lớn. Chia thành nhiều tệp, mỗi tệp không quá {most} dòng."
NO_HEADER: Final = 'Không thấy dòng tiêu đề có các cột "Họ và tên" và "Đơn vị". Dùng tệp mẫu để nhập cho đúng.'
NO_ROWS: Final = "Danh sách chưa có người nào."

NEED_NAME: Final = "Thiếu họ và tên."
NEED_UNIT: Final = "Thiếu đơn vị."
BAD_PHONE: Final = '"{value}" không phải số điện thoại. Ví dụ đúng: 0912 345 678.'
BAD_DATE: Final = '"{value}" không phải ngày. Ví dụ đúng: 05/02/2026.'
BAD_DUTY: Final = 'Không rõ vai trò "{value}". Ghi một trong: BCV, TTV, lãnh đạo, đầu mối.'
BAD_ROLE: Final = 'Không rõ vai trò cơ quan "{value}". Ghi một trong: soạn, duyệt, điều phối, quản trị.'
FORMULA: Final = "Ô chứa công thức. Chép lại dưới dạng giá trị rồi gửi lại."
TOO_LONG: Final = "Nội dung dài {n} ký tự, tối đa {most}."
SAME_CODE: Final = 'Mã "{value}" đã có ở dòng {row}.'
SAME_PHONE: Final = "Số điện thoại đã có ở dòng {row}."
SAME_PERSON: Final = "Trùng họ tên trong cùng đơn vị với dòng {row}. Ghi thêm mã để phân biệt hai người."
OTHER_UNIT: Final = 'Mã đơn vị "{value}" ở dòng {row} mang tên khác.'

SHEET: Final = "Danh sách"
GUIDE_SHEET: Final = "Hướng dẫn"
EXAMPLE_MARK: Final = "VÍ DỤ"
EXAMPLE: Final = {
    "code": EXAMPLE_MARK,
    "full_name": "Nguyễn Văn Mẫu",
    "given_name": "Mẫu",
    "position": "Trưởng thôn",
    "duties": "TTV",
    "office_roles": "",
    "unit_code": "DM-T3",
    "unit_name": "Thôn 3",
    "parent_unit": "Xã Đồng Mẫu",
    "unit_kind": "thôn",
    "phone": "0950 000 001",
    "decision_number": "12/QĐ-UBND",
    "decision_date": "05/02/2026",
}
GUIDE: Final = (
    'Mỗi dòng là một người. Chỉ cột "Họ và tên" và "Đơn vị" là bắt buộc.',
    'Dòng có mã "VÍ DỤ" được bỏ qua khi nhập, có thể để nguyên hoặc xóa.',
    "Mã: mã riêng của cơ quan cho từng người. Có mã thì lần nhập sau cập nhật đúng người, không tạo thêm.",
    "Tên gọi: chỉ ghi khi tên gọi không phải là chữ cuối của họ và tên.",
    "Vai trò: BCV, TTV, lãnh đạo, đầu mối; nhiều vai trò cách nhau bằng dấu phẩy.",
    "Vai trò cơ quan: soạn, duyệt, điều phối, quản trị; để trống nếu không có.",
    "Đơn vị cấp trên: tên hoặc mã của đơn vị trực tiếp bên trên.",
    "Số điện thoại: số công vụ, không bắt buộc. Không nhập ngày sinh, số căn cước, địa chỉ nhà.",
    "Ngày quyết định: ngày/tháng/năm, ví dụ 05/02/2026.",
)
