"""The roster of people, as offices fill it in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from content.reading.roster import RosterSheet, RosterUnit, RowFault, read_roster
from content.reading.roster_template import template_xlsx
from content.roles import Duty, Role
from content.texts import roster as words

HEADER = list(words.COLUMNS.values())
HOA = {
    "code": "TTV01", "full_name": "Nguyễn Thị Hoa", "position": "Trưởng thôn", "duties": "TTV",
    "unit_code": "DM-T3", "unit_name": "Thôn 3", "parent_unit": "Xã Đồng Mẫu", "unit_kind": "thôn",
    "phone": "0950 000 001", "decision_number": "12/QĐ-UBND", "decision_date": "05/02/2026",
}  # fmt: skip


def sheet(*rows: dict[str, Any], header: Sequence[str] = HEADER, before: int = 0) -> bytes:
    """Return an .xlsx with these people under *header*, below *before* other lines."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for _ in range(before):
        page.append(["DANH SÁCH TUYÊN TRUYỀN VIÊN"])
    page.append(list(header))
    for row in rows:
        page.append([row.get(key) for key in words.COLUMNS])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def faults(*rows: dict[str, Any]) -> list[tuple[int, str]]:
    """Return (row, column) of each fault."""
    return [(f.row, f.column) for f in read_roster(sheet(*rows)).faults]


def test_a_full_row_is_read() -> None:
    """Every column has its place, duties and dates become what the system knows."""
    read = read_roster(
        sheet(HOA | {"office_roles": "soạn, điều phối", "duties": "TTV; Báo cáo viên", "given_name": "Hoa"})
    )
    assert read.faults == ()
    (row,) = read.rows
    assert (row.code, row.full_name, row.given_name, row.position) == ("TTV01", "Nguyễn Thị Hoa", "Hoa", "Trưởng thôn")
    assert row.duties == (Duty.TTV, Duty.BCV)
    assert row.office_roles == (Role.EDITOR, Role.COORDINATOR)
    assert ("+84950000001", "12/QĐ-UBND", date(2026, 2, 5)) == (row.phone, row.decision_number, row.decision_date)
    assert row.row == 2


@pytest.mark.parametrize(
    "header",
    [
        [h.upper() for h in HEADER],
        ["Ma", "Ho va ten", "Ten goi", "Chuc danh", "Vai tro", "Vai tro co quan", "Ma don vi", "Don vi",
         "Don vi cap tren", "Loai don vi", "So dien thoai", "Quyet dinh cong nhan", "Ngay quyet dinh"],
        ["Mã số", "Họ tên", "Tên gọi", "Chức vụ", "Vai trò (BCV/TTV)", "Quyền", "Mã đơn vị", "Tên đơn vị",
         "Trực thuộc", "Loại", "SĐT", "Số quyết định", "Ngày QĐ"],
    ],
)  # fmt: skip
def test_columns_are_known_by_their_titles(header: list[str]) -> None:
    """Capitals, missing diacritics, usual other names and a heading above the table do not matter."""
    assert read_roster(sheet(HOA)).rows[0].unit_name == "Thôn 3"
    (row,) = read_roster(sheet(HOA, header=header, before=3)).rows
    assert (row.code, row.full_name, row.unit_name, row.phone) == ("TTV01", "Nguyễn Thị Hoa", "Thôn 3", "+84950000001")


def test_what_excel_does_to_numbers_is_undone() -> None:
    """A phone without its 0, a code with ".0" and a real date are what the office meant."""
    read = read_roster(sheet(HOA | {"phone": 912345678, "code": 12.0, "decision_date": datetime(2026, 2, 5)}))  # noqa: DTZ001 (as Excel has it)
    (row,) = read.rows
    assert ("+84912345678", "12", date(2026, 2, 5)) == (row.phone, row.code, row.decision_date)


@pytest.mark.parametrize(
    ("change", "column", "said"),
    [
        ({"full_name": None}, "Họ và tên", "Thiếu họ và tên."),
        ({"unit_name": " "}, "Đơn vị", "Thiếu đơn vị."),
        ({"phone": "12345"}, "Số điện thoại", '"12345" không phải số điện thoại. Ví dụ đúng: 0912 345 678.'),
        ({"decision_date": "31/02/2026"}, "Ngày quyết định", '"31/02/2026" không phải ngày. Ví dụ đúng: 05/02/2026.'),
        ({"duties": "ca sĩ"}, "Vai trò", words.BAD_DUTY.format(value="ca sĩ")),
        ({"office_roles": "sếp"}, "Vai trò cơ quan", words.BAD_ROLE.format(value="sếp")),
        ({"position": '=HYPERLINK("http://x")'}, "Chức danh", words.FORMULA),
        ({"position": "x" * 201}, "Chức danh", "Nội dung dài 201 ký tự, tối đa 200."),
    ],
)
def test_a_fault_names_row_column_and_remedy(change: dict[str, Any], column: str, said: str) -> None:
    """A row with a fault is left out, the others are taken."""
    other = {"full_name": "Lê Văn Tám", "unit_name": "Thôn 1"}
    read = read_roster(sheet(HOA | change, other))
    assert (RowFault(2, column, said),) == read.faults
    assert [row.full_name for row in read.rows] == ["Lê Văn Tám"]


def test_doubles_within_a_file_are_faults() -> None:
    """The same code, the same phone, or the same name in the same unit without codes is one person written twice."""
    assert faults(HOA, {"full_name": "Lê Văn Tám", "unit_name": "Thôn 1", "code": "ttv01"}) == [(3, "Mã")]
    assert faults(HOA, {"full_name": "Lê Văn Tám", "unit_name": "Thôn 1", "phone": "+84950000001"}) == [
        (3, "Số điện thoại")
    ]
    nameless = {"full_name": "Lê Văn Hoà", "unit_name": "Thôn 1"}
    assert faults(nameless, nameless | {"full_name": "Lê Văn Hòa"}) == [(3, "Họ và tên")]
    assert faults(nameless | {"code": "1"}, nameless | {"code": "2"}) == []
    assert faults(nameless, nameless | {"unit_name": "Thôn 2"}) == []
    assert faults(HOA, {"full_name": "Lê Văn Tám", "unit_code": "DM-T3", "unit_name": "Thôn 4"}) == [(3, "Mã đơn vị")]


def test_units_come_parents_first() -> None:
    """A parent may be a name or a code, listed or only mentioned; codes are the same at each import."""
    rows = (
        HOA | {"unit_code": None},
        {
            "full_name": "Lê Văn Tám",
            "unit_name": "Xã Đồng Mẫu",
            "unit_code": "XDM",
            "parent_unit": "Tỉnh Mẫu",
            "unit_kind": "xã",
        },
        {"full_name": "Trần Thị Chín", "unit_name": "Thôn 1", "parent_unit": "xdm"},
    )
    units = read_roster(sheet(*rows)).units
    assert set(units) == set(read_roster(sheet(*reversed(rows))).units)
    assert units == (
        RosterUnit("TINH-MAU", "Tỉnh Mẫu"),
        RosterUnit("XDM", "Xã Đồng Mẫu", "xã", "TINH-MAU"),
        RosterUnit("XA-DONG-MAU-THON-3", "Thôn 3", "thôn", "XDM"),
        RosterUnit("XDM-THON-1", "Thôn 1", "", "XDM"),
    )


def test_units_that_are_each_others_parents_do_not_hang() -> None:
    """A circle in the sheet is given back as it stands; storage will refuse it, not wait for ever."""
    rows = (
        {"full_name": "A Văn", "unit_name": "Thôn 1", "unit_code": "T1", "parent_unit": "T2"},
        {"full_name": "B Văn", "unit_name": "Thôn 2", "unit_code": "T2", "parent_unit": "T1"},
    )
    assert {u.code for u in read_roster(sheet(*rows)).units} == {"T1", "T2"}


def zipped(entries: dict[str, bytes]) -> bytes:
    """Return a zip file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", words.NOT_XLSX),
        (b"Ma;Ho ten", words.NOT_XLSX),
        (zipped({"word/document.xml": b"<a/>"}), words.NOT_XLSX),
        (zipped({"xl/workbook.xml": b"<broken"}), words.NOT_XLSX),
        (zipped({"xl/workbook.xml": bytes(101 << 20)}), words.TOO_BIG.format(most=20_000)),
        (sheet(), words.NO_ROWS),
        (sheet(HOA, header=["a", "b"]), words.NO_HEADER),
        (sheet(HOA)[:3000], words.NOT_XLSX),
    ],
)
def test_a_file_that_is_no_roster_is_refused_in_words(content: bytes, said: str) -> None:
    """One fault for the whole file, with what to do; never an exception."""
    assert RosterSheet((), (RowFault(0, "", said),)) == read_roster(content)


def test_a_roster_survives_json() -> None:
    """What the reading process writes, the serving process reads back."""
    read = read_roster(sheet(HOA | {"office_roles": "duyệt"}, {"full_name": "Lê Văn Tám"}))
    assert read == RosterSheet.from_json(read.to_json())


def test_the_empty_roster_is_read_as_what_it_is() -> None:
    """The template has every column, an example that is skipped, and a guide; one row typed into it is taken."""
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    assert book.sheetnames == [words.SHEET, words.GUIDE_SHEET]
    page = book[words.SHEET]
    assert [c.value for c in page[1]] == HEADER
    assert page["A2"].value == "VÍ DỤ"
    assert book[words.GUIDE_SHEET].max_row == len(words.GUIDE)
    assert [f.words for f in read_roster(template_xlsx()).faults] == [words.NO_ROWS]
    page.append([HOA.get(key) for key in words.COLUMNS])
    made = io.BytesIO()
    book.save(made)
    assert [row.full_name for row in read_roster(made.getvalue()).rows] == ["Nguyễn Thị Hoa"]
