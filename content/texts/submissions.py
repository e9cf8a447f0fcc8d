"""Reports taken out as tables by the office."""

WORDS = ("xuất báo cáo", "tải báo cáo")
ABOUT = "Xuất báo cáo đã nhận"
HOW = (
    'Chưa rõ "{text}". {Addr} gõ kỳ, đơn vị, loại tệp, ví dụ: "xuất báo cáo tháng 10", '
    '"xuất báo cáo quý 3 xã Đồng Mẫu csv", "xuất báo cáo năm json mã".'
)
WHICH_UNIT = "Có nhiều đơn vị gần với tên này. {Addr} chọn một đơn vị:"
COMING = "Hệ thống đang tạo tệp {kind}: {n} {noun}, {period}, {unit_name}. Xin chờ ít phút."
AS_CSV = "Có trên {most} {noun} nên Hệ thống tạo tệp .csv thay cho Excel; Excel vẫn mở được."
NOTHING = "Không có {noun} nào trong {period}, {unit_name}."
READY = "{title} {period}, {unit_name}: {n} {noun}. Đề nghị giữ riêng, chỉ dùng trong công việc."

KINDS = {"excel": "xlsx", "xlsx": "xlsx", "csv": "csv", "json": "json"}  # folded words
WITH_LABELS = ("nhan",)
WITH_NAMES = ("ma",)

SHEET = "Báo cáo"
REPORT, PAPER = "báo cáo", "phiếu"
SHEET_NEXT = "{name} ({n})"
ROUND = "Lần"
ROUND_OF = "Lần ({repeat})"
FILE = "bao_cao"
HEADS = {
    "code": "Mã báo cáo",
    "person": "Người báo cáo",
    "person_code": "Mã người",
    "unit": "Đơn vị",
    "entered_by": "Người nhập thay",
    "state": "Tình trạng",
    "revisions": "Số lần sửa",
    "submitted_at": "Gửi lúc",
    "amended_at": "Sửa lúc",
    "version": "Phiên bản mẫu",
}
STATES = {
    "submitted": "Đã gửi",
    "returned": "Trả lại để bổ sung",
    "resubmitted": "Đã bổ sung",
    "accepted": "Đã duyệt",
    "withdrawn": "Đã rút",
}
