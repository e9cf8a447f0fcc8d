"""One's own ledger of the year: sessions, attendances, by month and by point; in chat and as a sheet."""

WORDS = ("sổ của tôi", "sổ tay của tôi")
ABOUT = "Sổ của tôi"
HEAD = "📒 Sổ của {addr} - năm {year}"
TOTALS = "Số buổi: {sessions} - Lượt người nghe: {listeners}"
COMPARED = "So với cùng kỳ năm {year}: {bar} {sessions}/{former} buổi"
NOTHING = 'Chưa có buổi nào trong năm {year}. Gõ "báo cáo" để báo cáo một buổi.'
BY_MONTH = "Theo tháng:"
MONTH = "• Tháng {month}: {sessions} buổi, {listeners} lượt"
BY_POINT = "Theo nội dung:"
POINT = "{n}. {label}: {sessions} buổi, {listeners} lượt"
MORE = "… và {n} nội dung khác"
AS_SHEET = "Tải sổ (Excel)"
AS_SHEET_WORD = "sổ của tôi excel"
SHEET_WORDS = ("excel", "xlsx", "tai", "tai ve", "tep", "file")  # folded, behind the command's word
COMING = "Hệ thống đang tạo tệp, xin chờ ít giây."
READY = "Sổ năm {year} của {addr}."
NOT_READ = 'Chưa rõ "{text}". {Addr} gõ, ví dụ: "sổ của tôi", "sổ của tôi năm 2025", "sổ của tôi excel".'

BAR_FULL, BAR_EMPTY = "▓", "░"

FILE = "so_cua_toi_{year}.xlsx"
SESSIONS_SHEET = "Các buổi"
SESSIONS_COLUMNS = ("STT", "Mã báo cáo", "Ngày", "Nơi", "Hình thức", "Lượt người nghe", "Số phút", "Nội dung")
MONTHS_SHEET = "Theo tháng"
MONTHS_COLUMNS = ("Tháng", "Số buổi", "Lượt người nghe")
POINTS_SHEET = "Theo nội dung"
POINTS_COLUMNS = ("Nội dung", "Số buổi", "Lượt người nghe")
MONTH_CELL = "{month}/{year}"
TOTAL = "Cộng"
