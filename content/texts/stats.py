"""Figures of the work, for the office and for the person."""

MONTH = "tháng {month}/{year}"
QUARTER = "quý {n}/{year}"
YEAR = "năm {year}"
WEEK = "tuần {since} - {until}"

WORDS = ("thống kê", "số liệu", "tổng hợp nhanh")
ABOUT = "Thống kê kết quả"
PERSONAL_WORDS = ("kết quả của tôi", "kết quả")
PERSONAL_ABOUT = "Kết quả của tôi"

NOT_READ = (
    'Chưa đọc được kỳ "{text}". {Addr} gõ, ví dụ: "thống kê tháng 10/2026", "thống kê tuần", '
    '"thống kê quý 3", "thống kê năm".'
)
NOT_READ_MINE = 'Chưa đọc được kỳ "{text}". {Addr} gõ, ví dụ: "kết quả của tôi tháng 10/2026", "kết quả của tôi năm".'
HEAD = "📊 {unit_name} - {period}"
SESSIONS = "Số buổi: {sessions} ({compared})"
COMPARED = "{delta} so với kỳ trước"
SAME_AS_BEFORE = "bằng kỳ trước"
LISTENERS = "Lượt người nghe: {listeners}"
REPORTERS = "Số người có báo cáo: {reported}/{total} ({percent}%)"
NO_ONE_APPOINTED = "Số người có báo cáo: chưa có người được công nhận trong danh sách"
ZERO_REPORTS = "Báo không có buổi: {n} người"
FORMS = "Trực tiếp {direct} - trực tuyến {online} - khác {other}"
BY_UNIT = "Theo đơn vị (số buổi, lượt người nghe):"
BY_POINT = "Theo nội dung (số buổi, lượt người nghe):"
SEVERAL_POINTS = "Một buổi có nhiều nội dung được tính ở từng nội dung, nên cộng theo nội dung nhiều hơn tổng số buổi."
RETURNED = "Đang chờ sửa: {n} buổi (vẫn được tính)"
ROW = "{n}. {label}: {sessions} buổi, {listeners} lượt"
MORE_ROWS = "… và {n} mục khác"
NOTHING = "Chưa có báo cáo buổi nào trong kỳ này."
CHART_COMING = "Biểu đồ đang được vẽ, Hệ thống sẽ gửi sau ít giây."
CHART_TITLE = "Số buổi theo đơn vị, {period}"
CHART_TITLE_POINTS = "Số buổi theo nội dung, {period}"
CHART_CAPTION = "📊 {title}"
SEVERAL_UNITS = "{first} và {n} đơn vị khác"

PERSONAL_HEAD = "📊 Kết quả của {addr} - {period}"
PERSONAL_SESSIONS = "Số buổi: {sessions}"
TOP_TOPIC = "Nội dung nhiều nhất: {top_topic}"
ACKED = "Tài liệu đã xác nhận: {acked}/{docs}"
