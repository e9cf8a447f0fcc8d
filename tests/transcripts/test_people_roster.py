"""The roster from a sheet: looked at, confirmed, imported again."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from content.message import Heard
from content.reading.roster import RosterSheet, read_roster
from content.roles import Role
from handlers import roster
from storage.unit_of_work import UnitOfWork
from tests.play import Play, told

HEAD = ("Mã", "Họ và tên", "Chức danh", "Vai trò", "Vai trò cơ quan", "Đơn vị", "Đơn vị cấp trên", "Số điện thoại",
        "Quyết định công nhận", "Ngày quyết định")  # fmt: skip
HOA = ("M01", "Nguyễn Thị Hoa", "Trưởng thôn", "TTV", "", "thôn Mẫu Đông", "xã Đồng Mẫu", "0950 000 011", "07/QĐ",
       "05/02/2026")  # fmt: skip
LAM = ("", "Trần Văn Lâm", "Bí thư chi bộ", "TTV", "", "thôn Mẫu Đoài", "xã Đồng Mẫu", "", "", "")


def sheet(*rows: Sequence[Any], head: Sequence[str] = HEAD) -> bytes:
    """An .xlsx with these rows under the known columns."""
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (head, *rows):
        page.append(list(row))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


async def names(play: Play, unit: str) -> list[str]:
    """Who is in the unit, by name."""

    def ask(uow: UnitOfWork) -> list[str]:
        place = uow.units.by_code(unit)
        assert place is not None
        return [person.full_name for person, _ in uow.people.roster([place.id])]

    return await play.storage.run(ask)


async def test_nothing_is_written_until_confirmed(play: Play) -> None:
    """The preview counts and writes nothing; the word writes; the same sheet again changes nothing."""
    await play.person("Lan", unit="X01", roles=[Role.COORDINATOR])
    content = sheet(HOA, LAM)
    await play.uploads_file("Lan", "danh sach.xlsx", content)
    await play("""
        Lan < Đã nhận tệp danh sach.xlsx. Hệ thống đang đọc, chưa ghi gì.
        Lan < Xem trước danh sách danh sach.xlsx / Thêm mới: 2. Thay đổi: 0. Giữ nguyên: 0. Lỗi: 0. / Đơn vị thêm
    """)
    assert await names(play, "X01-T1") == []
    await play("""
        Lan > 1
        Lan < Việc này không nhận số. …gõ đủ chữ "nhập danh sách".
    """)
    await play.uploads_file("Lan", "danh sach.xlsx", content)
    play.forget()
    await play("""
        Lan > nhập danh sách
        Lan < Hệ thống đang nhập danh sách.
        Lan < Đã nhập danh sách: thêm 2, thay đổi 0, giữ nguyên 0, lỗi 0.
    """)
    assert await names(play, "X01-T1") == ["Nguyễn Thị Hoa"]
    assert await names(play, "X01-T2") == ["Trần Văn Lâm"]
    hoa = await play.storage.run(lambda uow: uow.people.by_code("M01"))
    assert hoa is not None
    assert (hoa.phone, hoa.position) == ("+84950000011", "Trưởng thôn")
    duties = await play.storage.run(lambda uow: uow.people.appointments(hoa.id))
    assert [(d.role, d.decision_number, d.decision_date) for d in duties] == [("ttv", "07/QĐ", date(2026, 2, 5))]
    await play.uploads_file("Lan", "danh sach.xlsx", content)
    await play("""
        Lan < Đã nhận tệp
        Lan < Xem trước danh sách…Thêm mới: 0. Thay đổi: 0. Giữ nguyên: 2. Lỗi: 0.…Không có gì để nhập.
    """)
    assert play.choices("Lan") == ()


async def test_again_with_changes(play: Play) -> None:
    """A re-import brings up to date by code, else by name in the unit; who is not in the sheet stays."""
    await play.person("Minh", roles=[Role.ADMIN])
    await play.uploads_file("Minh", "a.xlsx", sheet(HOA, LAM))
    await play.says("Minh", "[Nhập danh sách]")
    play.forget()
    moved = ("M01", "Nguyễn Thị Hoà", "Phó thôn", "TTV, BCV", "", "thôn Mẫu Đoài", "xã Đồng Mẫu", "", "", "")
    known = ("", "Trần Văn Lâm", "Trưởng ban công tác mặt trận", "TTV", "", "thôn Mẫu Đoài", "xã Đồng Mẫu", "", "", "")
    new = ("", "Lê Thị Na", "", "TTV", "điều phối", "thôn Mẫu Mới", "xã Đồng Mẫu", "", "", "")
    await play.uploads_file("Minh", "b.xlsx", sheet(moved, known, new))
    await play("""
        Minh < Đã nhận tệp
        Minh < Xem trước danh sách b.xlsx / Thêm mới: 1. Thay đổi: 2. Giữ nguyên: 0. Lỗi: 0. / Đơn vị thêm mới: 1. / Đơn vị sẽ được thêm: / • thôn Mẫu Mới, xã Đồng Mẫu / Quyền sẽ được giao: / • Lê Thị Na: điều phối (thôn Mẫu Mới) / Chưa ghi gì.
        Minh > [Nhập danh sách]
        Minh < Hệ thống đang nhập
        Minh < Đã nhập danh sách: thêm 1, thay đổi 2, giữ nguyên 0, lỗi 0.
        Minh > [Nhập danh sách]
        Minh < Hệ thống đang nhập
        Minh < Đã nhập danh sách: thêm 0, thay đổi 0, giữ nguyên 3, lỗi 0.
    """)  # noqa: E501 (a screen is read whole)
    assert await names(play, "X01-T1") == []
    assert await names(play, "X01-T2") == ["Nguyễn Thị Hoà", "Trần Văn Lâm"]
    assert sorted(await names(play, "X01")) == ["Lê Thị Na", "Nguyễn Thị Hoà", "Trần Văn Lâm"]
    hoa = await play.storage.run(lambda uow: uow.people.by_code("M01"))
    assert hoa is not None
    assert (hoa.full_name, hoa.position, hoa.phone) == ("Nguyễn Thị Hoà", "Phó thôn", "+84950000011")
    made = await play.storage.run(lambda uow: [u.name for u in uow.units.search("Mẫu Mới", [1])])
    assert made == ["thôn Mẫu Mới"]


async def test_faults_name_row_and_column(play: Play) -> None:
    """Rows outside one's units, roles one may not give, and bad cells are faults; the good rows go in."""
    await play.person("Lan", unit="X01", roles=[Role.COORDINATOR])
    far = ("", "Lê Thị Xa", "", "TTV", "", "xã Suối Thử", "", "", "", "")
    high = ("", "Phạm Văn Duyệt", "", "", "duyệt", "xã Đồng Mẫu", "", "", "", "")
    bad = ("", "Đỗ Văn Sai", "", "TTV", "", "thôn Mẫu Đông", "xã Đồng Mẫu", "12345", "", "")
    await play.uploads_file("Lan", "a.xlsx", sheet(HOA, far, high, bad))
    await play("""
        Lan < Đã nhận tệp
        Lan < Xem trước…Thêm mới: 1. Thay đổi: 0. Giữ nguyên: 0. Lỗi: 3.…• Dòng 3, cột Đơn vị: Đơn vị "xã Suối Thử"
        Lan > [Nhập danh sách]
        Lan < Hệ thống đang nhập
        Lan < Đã nhập danh sách: thêm 1, thay đổi 0, giữ nguyên 0, lỗi 3.
    """)
    assert await names(play, "X02") == []


async def test_roles_from_a_sheet(play: Play) -> None:
    """An admin's sheet gives roles; those that decide wait for the second admin."""
    await play.person("Minh", roles=[Role.ADMIN])
    await play.person("Bac", roles=[Role.ADMIN])
    editor = ("E1", "Lê Thị Soạn", "Chuyên viên", "", "biên tập", "tỉnh Minh Họa", "", "", "", "")
    approver = ("A1", "Phạm Văn Duyệt", "Phó ban", "", "duyệt", "tỉnh Minh Họa", "", "", "", "")
    await play.uploads_file("Minh", "a.xlsx", sheet(editor, approver))
    play.forget()
    await play("""
        Minh > [Nhập danh sách]
        Minh < Hệ thống đang nhập
        Bac < Yêu cầu số 1: Nguyễn Thị Minh đề nghị giao quyền duyệt tại tỉnh Minh Họa cho Phạm Văn Duyệt
        Minh < Đã nhập danh sách: thêm 2…/ 1 quyền duyệt, quản trị cần một quản trị viên khác đồng ý
        Bac > [Cho phép]
        Minh < Nguyễn Thị Bac đã cho phép yêu cầu số 1.
        Bac < Đã cho phép yêu cầu số 1.
    """)
    counted = await play.storage.run(
        lambda uow: (uow.people.count_role(Role.EDITOR), uow.people.count_role(Role.APPROVER))
    )
    assert counted == (1, 1)


async def test_who_may_not_import(play: Play) -> None:
    """A communicator's sheet is not taken, and a forged confirmation is refused."""
    await play.person("Hoa", unit="X01-T1")
    await play.uploads_file("Hoa", "a.xlsx", sheet(HOA))
    assert "Đã nhận tệp, nhưng" in told(play.last("Hoa"))
    play.forget()
    await play.sends("Hoa", Heard.PRESS, token="rosteryes:1")
    await play("Hoa < Đồng chí chưa được phân quyền cho việc này.")


async def test_a_file_that_is_no_roster(play: Play) -> None:
    """A sheet without the columns is answered with what it needs."""
    await play.person("Lan", unit="X01", roles=[Role.COORDINATOR])
    await play.uploads_file("Lan", "a.xlsx", sheet(("1",), head=("STT",)))
    await play("""
        Lan < Đã nhận tệp
        Lan < Chưa đọc được tệp danh sách. Không thấy dòng tiêu đề
        Lan > danh sách mẫu
        Lan < Hệ thống đang tạo tệp mẫu.
        Lan < Tệp danh sách mẫu.
    """)
    file = play.last("Lan").file
    assert file is not None
    assert file.name == "danh_sach_mau.xlsx"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_a_long_sheet_goes_in_parts(play: Play) -> None:
    """More rows than one transaction takes are written part by part, and counted together."""
    await play.person("Minh", roles=[Role.ADMIN])
    many = [
        (f"N{n:04d}", f"Nguyễn Văn {n}", "", "TTV", "", f"thôn Số {n % 7}", "xã Đồng Mẫu", "", "", "")
        for n in range(roster.ROWS_AT_ONCE + 20)
    ]
    await play.uploads_file("Minh", "a.xlsx", sheet(*many))
    play.forget()
    await play.says("Minh", "[Nhập danh sách]")
    assert f"Đã nhập danh sách: thêm {len(many)}, thay đổi 0, giữ nguyên 0, lỗi 0." in told(play.last("Minh"))
    assert len(await names(play, "X01")) == len(many)


async def test_the_command_line_imports_everything(play: Play) -> None:
    """Without an importer no unit is out of reach, and roles are given at once."""
    approver = ("A1", "Phạm Văn Duyệt", "Phó ban", "", "duyệt", "Sở Mới", "", "", "", "")
    read: RosterSheet = read_roster(sheet(HOA, approver))
    planned = await play.storage.run(lambda uow: roster.preview(uow, read, roster.everybody()))
    assert (planned.count("new"), [u.name for u in planned.new_units], planned.faults) == (2, ["Sở Mới"], [])
    done = await play.storage.run(lambda uow: roster.apply(uow, play.world, read, roster.everybody(), play.now))
    assert (done.new, done.changed, done.same, done.faults, done.next) == (2, 0, 0, (), None)
    again = await play.storage.run(lambda uow: roster.apply(uow, play.world, read, roster.everybody(), play.now))
    assert (again.new, again.changed, again.same) == (0, 0, 2)
    assert await play.storage.run(lambda uow: uow.people.count_role(Role.APPROVER)) == 1


async def test_a_code_in_small_letters_is_the_same_person(play: Play) -> None:
    """M01 who moved to another unit is found by "m01": changed there, not made a second time."""
    await play.person("Lan", unit="X01", roles=[Role.COORDINATOR])
    for row in (HOA, ("m01", *HOA[1:5], "thôn Mẫu Đoài", *HOA[6:])):
        await play.uploads_file("Lan", "danh sach.xlsx", sheet(row))
        await play.says("Lan", "nhap danh sach")
        play.forget()
    assert await names(play, "X01-T1") == []
    assert await names(play, "X01-T2") == ["Nguyễn Thị Hoa"]
