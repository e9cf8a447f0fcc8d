"""Words that tell a person's name from a place, an office or a common word."""

from __future__ import annotations

from typing import Final

FAMILIES: Final = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Lương|Nông|Hà|Lò|Vàng|Giàng|Sùng"
    "|Mai|Đào|Đoàn|Cao|Tạ|Trương|Lưu|Quách|Vi|Hờ|Thào|Rơ|Ksor|Điểu"
)
SURE_FAMILIES: Final = "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Đinh|Trịnh|Giàng|Sùng|Trương|Đoàn"
"""Those that begin few other words."""

MIDDLES: Final = "Văn|Thị|Đức|Hữu|Ngọc|Minh|Xuân|Quang|Thanh|A"

BARE_FAMILIES: Final = (
    "nguyen|tran|pham|hoang|huynh|phan|vo|bui|le|do|dang|vu|ngo|dinh|ly|ho|duong|trinh|luong|truong|doan|mai|cao|ta"
)

PLACES: Final = (
    "đường|phố|cầu|trường|xã|phường|chợ|công viên|dự án|quảng trường|bệnh viện|quỹ|huyện|thị trấn|thị xã|thành phố|tp"
    "|quận|thôn|ấp|bản|buôn|xóm|làng|khu phố|khu dân cư|khu công nghiệp|khu đô thị|tổ|núi|sông|hồ|đảo|đèo|chùa|đền|đình"
    "|miếu|lăng|kênh|đập|bến|bãi|hang|vịnh|di tích|bảo tàng|tượng đài|nghĩa trang|nhà thờ|hội trường|giải|học bổng"
    "|quốc lộ|đại lộ|tuyến|ngã tư|ngã ba|ngã năm|vòng xoay|qua|nhà hát|rạp|thư viện|sân vận động|công ty|hợp tác xã"
    "|trạm|chi nhánh|phong trào|cuộc thi|lễ hội|hai"
    "|duong|pho|cau|truong|xa|phuong|cho|huyen|thi tran|thon|ap|xom|khu pho|benh vien|cong ty|tuyen"
)
"""What stands before the name of a place; also before one that is called after a person."""

SCHOOLS: Final = (
    "tiểu học|trung học|trung học cơ sở|trung học phổ thông|thpt|thcs|mầm non|tieu hoc|mam non|đại học|ubnd"
)

OFFICES: Final = (
    "tổng bí thư|chủ tịch|phó chủ tịch|thủ tướng|phó thủ tướng|bộ trưởng|thứ trưởng|bí thư|phó bí thư|đại biểu quốc hội"
    "|đại biểu|trưởng ban|phó trưởng ban|giám đốc|phó giám đốc|viện trưởng|chánh án|đại tướng|thượng tướng|trung tướng"
    "|thiếu tướng|đại tá|anh hùng|liệt sĩ|anh hùng liệt sĩ|nhà thơ|nhà văn|nhạc sĩ|giáo sư|lãnh tụ|vua|tư tưởng|đạo đức"
    "|phong cách|gương|chủ tịch nước|chủ tịch quốc hội"
)
"""Offices from the commune up, and those whom history names: who holds one is named in talking points."""

SEATS: Final = (
    r"(?:\s+(?:ubnd|hđnd|ubmttq|ủy ban nhân dân|hội đồng nhân dân|mặt trận tổ quốc|hội|đoàn|tỉnh ủy|thành ủy|huyện ủy"
    r"|đảng ủy|xã|phường|tỉnh|huyện|thành phố|trung ương|ban|sở|công an|quân sự|nước|quốc hội|cskh"
    r"|tuyên giáo|và|dân vận|chính phủ|bộ|y tế|tư pháp|nội vụ|phụ nữ|nông dân|cựu chiến binh|thanh niên|xã hội))*"
)
"""What may stand between an office and the name of who holds it."""

HISTORY: Final = frozenset(
    {
        "Hồ Chí Minh", "Trần Hưng Đạo", "Nguyễn Ái Quốc", "Nguyễn Tất Thành", "Võ Nguyên Giáp", "Lê Hồng Phong",
        "Phan Bội Châu", "Phan Châu Trinh", "Lý Thường Kiệt", "Lý Thái Tổ", "Nguyễn Thị Minh Khai", "Nguyễn Văn Trỗi",
        "Võ Thị Sáu", "Lê Văn Tám", "Hoàng Văn Thụ", "Hoàng Hoa Thám", "Nguyễn Thái Học", "Đinh Tiên Hoàng",
        "Trần Quốc Toản", "Nguyễn Văn Cừ", "Nguyễn Bỉnh Khiêm", "Lê Quý Đôn", "Phan Đình Giót", "Phan Đình Phùng",
        "Bế Văn Đàn", "Tô Vĩnh Diện", "Nguyễn Viết Xuân", "Nguyễn Tri Phương", "Lê Văn Duyệt",
    }
)  # fmt: skip
"""Names from schoolbooks, met as names of roads, schools and movements more often than as a neighbour's."""

NO_NAMES: Final = frozenset(
    {
        "Nước", "Đảng", "Bí", "Chủ", "Trưởng", "Phó", "Giám", "Thường", "Tổng", "Ủy", "Hồ", "Rịa", "Hội", "Trưng",
        "Triệu", "Nà", "Mẹ", "Con", "Em", "Chị", "Anh", "Ông", "Bà", "Giáo", "Ngữ", "Sĩ", "Ban", "Đèn", "Ngoan",
    }
)  # fmt: skip
"""Capitalised words after "bà", "anh" … that name no person."""

NO_HOUSES: Final = frozenset(
    {
        "Mặt", "Văn", "Trẻ", "Việt", "Nhân", "Máy", "Quốc", "Bè", "Trắng", "Rồng", "Thờ", "Nguyện", "Đại", "Tình",
        "Xuất", "Sinh", "Ở", "Nghèo", "Cận", "Kinh", "Gia", "Sản", "Dân", "Nông", "Hàng", "Thuốc", "Đoàn", "Công",
        "Thầu", "Nghỉ", "Khách", "Trường", "Bếp", "Kho", "Xưởng", "Tạm", "Vệ", "Thi", "Hát", "Khoa", "Tài", "Thơ",
        "Sử", "Báo", "Sàn",
    }
)  # fmt: skip
"""The same after "nhà" and "hộ"; after other words most of these are names."""

NO_BARE_NAMES: Final = frozenset(
    {
        "Bo", "Doan", "Cuc", "Hoi", "Nhanh", "Tieu", "Tra", "Ria", "Vi", "Dinh", "Be", "To", "Quan", "Nghi", "Luat",
        "Ho", "Bi", "Chu", "Truong", "Pho", "Giam", "Thuong", "Tong", "Uy", "Nuoc", "Dang", "Con", "Em", "Van", "May",
        "Tre", "Ban", "Trung", "Trieu", "So",
    }
)  # fmt: skip
"""As above, typed without diacritics."""

NO_THIRD: Final = frozenset(
    {"dong", "hanh", "hoa", "minh", "ban", "phong", "chuyen", "de", "truong", "xa", "tran", "hien", "nghe", "to"}
)
"""Third words of a row that begins like a name, and is none: "đang vận hành", "lê thị…"."""

SHORT_FORMS: Final = frozenset({"TP", "UBND", "HĐND", "TTV", "BCV", "THCS", "THPT", "EM", "CON", "NƯỚC"})

NO_LOW_NAMES: Final = frozenset(
    {
        "con", "em", "giao", "noi", "ngoai", "chu", "ba", "co", "anh", "chi", "bac", "si", "gia", "lao", "nay", "ay",
        "do", "kia", "nao", "dong", "nuoc", "ong", "chau", "cau", "xa", "the", "y", "trong", "phu", "dan", "ban", "to",
        "bo", "dang", "hoi", "thuoc", "cung", "thi", "ta", "cap", "cac", "nhanh", "doan", "tiet", "may", "thuong",
        "toi", "cuc", "lang", "nguoi", "thay", "me", "cha", "nong", "ho", "duong", "ten",
    }
)  # fmt: skip
"""Words after "ông", "chị" … before "hỏi" that name nobody: "bà con hỏi", "cô giáo nói"."""
