"""Rosters as an office has them."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook

HEAD = ("Mã", "Họ và tên", "Vai trò", "Vai trò cơ quan", "Đơn vị", "Đơn vị cấp trên", "Số điện thoại")
HOA = ("M01", "Nguyễn Thị Hoa", "TTV", "", "thôn Mẫu Đông", "xã Đồng Mẫu", "0950 000 011")
LAM = ("M02", "Trần Văn Lâm", "TTV", "duyệt", "thôn Mẫu Đoài", "xã Đồng Mẫu", "0950 000 012")


def sheet(*rows: Sequence[str], head: Sequence[str] = HEAD) -> bytes:
    """Return an .xlsx with these rows under *head*."""
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (head, *rows):
        page.append(list(row))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
