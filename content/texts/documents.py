"""How an issued document speaks to those who receive it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

HEADINGS: Final = {
    "orientation": "📄 Định hướng tuyên truyền",
    "talking_point": "📌 Nội dung tuyên truyền",
    "urgent_notice": "❗ Thông tin chính thống cần phổ biến ngay",
    "answer": "💬 Trả lời câu hỏi",
    "draft_policy": "📝 Dự thảo chính sách, lấy ý kiến",
    "correction": "🔄 Đính chính",
}
KINDS: Final = {
    "orientation": "Định hướng tuyên truyền",
    "talking_point": "Nội dung tuyên truyền",
    "urgent_notice": "Thông tin chính thống, khẩn",
    "answer": "Trả lời câu hỏi",
    "draft_policy": "Dự thảo chính sách, lấy ý kiến",
    "correction": "Đính chính",
}
SCOPES: Final = {"cong_khai": "công khai", "luu_hanh_noi_bo": "lưu hành nội bộ"}
STATES: Final = {
    "draft": "bản thảo",
    "submitted": "chờ duyệt",
    "returned": "trả lại để sửa",
    "rejected": "không duyệt",
    "approved": "đã duyệt",
    "superseded": "đã có bản mới thay",
    "withdrawn": "đã thu hồi",
    "expired": "hết hiệu lực",
}
MISSING: Final = {
    "issuer": "cơ quan ban hành",
    "number": "số, ký hiệu",
    "issued_on": "ngày ban hành",
    "approver": "người duyệt",
}

DEMO_LINE: Final = "[MINH HỌA] Không phải văn bản chính thức."
DIRECT_ONLY: Final = "Lưu ý: nội dung này chỉ tuyên truyền trực tiếp, không đăng mạng xã hội."
INTERNAL_ONLY: Final = "LƯU HÀNH NỘI BỘ - không chuyển tiếp ra ngoài đội ngũ tuyên truyền viên."


def heading(kind: str, title: str) -> str:
    """Return the first line of a notice."""
    return f"{HEADINGS[kind]}: {title}"


def point_heading(n: int, total: int, title: str) -> str:
    """Return the first line of one point."""
    return f"Điểm {n}/{total}. {title}" if title else f"Điểm {n}/{total}"


def source(issuer: str, doc_kind: str, number: str, issued_on: date | None) -> str:
    """Return where it comes from; says plainly what a draft still lacks."""
    named = f"{doc_kind} số" if doc_kind else "số"
    said = f"{named} {number}" if number else f"{named} (chưa có)"
    when = f"{issued_on:%d/%m/%Y}" if issued_on else "(chưa có)"
    return f"Nguồn: {issuer or '(chưa có cơ quan ban hành)'}, {said} ngày {when}."


def approved_by(name: str) -> str:
    """Return who approved it, or nothing while nobody has."""
    return f"Người duyệt: {name}." if name else ""


def validity(start: date | None, end: date | None) -> str:
    """Return from when until when it holds."""
    if start and end:
        return f"Áp dụng: {start:%d/%m/%Y} - {end:%d/%m/%Y}."
    if end:
        return f"Áp dụng đến hết ngày {end:%d/%m/%Y}."
    return f"Áp dụng từ ngày {start:%d/%m/%Y}." if start else ""


def check(code: str) -> str:
    """Return how anyone verifies it."""
    return f'Kiểm tra: gõ "KT {code}".'


def how_to_open(*, points: bool, file: bool) -> str:
    """Return how to get the rest."""
    if points and file:
        return 'Gõ số để xem từng điểm, gõ "tải" để nhận tệp.'
    if points:
        return "Gõ số để xem từng điểm."
    return 'Gõ "tải" để nhận tệp.' if file else ""


def more_points(count: int) -> str:
    """Return that the list goes on."""
    return f"… và {count} điểm nữa (gõ số để xem)."


def foot(source_line: str, code: str, *, demo: bool, internal: bool) -> str:
    """Return what stands under a single point."""
    lines = [source_line, check(code)]
    if internal:
        lines.insert(0, INTERNAL_ONLY)
    if demo:
        lines.append(DEMO_LINE)
    return "\n".join(lines)


def need(missing: Iterable[str]) -> str:
    """Return why it cannot be sent yet."""
    named = ", ".join(MISSING[what] for what in missing)
    return f"Thiếu {named}. Văn bản chưa có số, ngày ban hành và người duyệt thì không phát hành được."
