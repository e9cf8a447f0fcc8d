"""What the office does with people in chat: invites, rights, standing, the office itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from content.message import Heard, Inbound
from content.roles import Role
from handlers import signup
from storage.storage import Storage
from tests.play import Play, told
from tests.transcripts.test_people_signup import code_for, put


async def test_inviting_one_person(play: Play) -> None:
    """A coordinator gets the code, its links and, when asked, a QR picture; another commune's people are not found."""
    await play.person("Lan", unit="X01", roles=[Role.COORDINATOR])
    person = await put(play, "Trần Văn Lâm")
    await put(play, "Lê Thị Xa", unit="X02")
    await play("""
        Lan > moi tran van lam
        Lan < Mã mời của Trần Văn Lâm, Trưởng thôn, thôn Mẫu Đông:…Telegram: https://t.me/vidu_bot?start=…đến hết
    """)
    assert play.last("Lan").one_time
    link = next(line for line in play.last("Lan").text.splitlines() if line.startswith("Telegram"))
    code = link.rpartition("=")[2]
    found = await play.storage.run(lambda uow: uow.invites.find(play.world.secret_key, code))
    assert found is not None
    assert found.person_id == person
    await play("""
        Lan > [Ảnh QR]
        Lan < Hệ thống đang tạo ảnh QR.
        Lan < Quét bằng máy ảnh điện thoại để đăng ký: Telegram.
        Lan > mời Lê Thị Xa
        Lan < Chưa tìm thấy ai là "Lê Thị Xa" trong phạm vi của đồng chí.
        Lan > mời
        Lan < Đề nghị đồng chí gõ: mời <tên
    """)
    pictures = [said.file for said in play.shown["Lan"] if said.file]
    assert [file.is_photo for file in pictures] == [True]
    kept = await play.storage.run(_chore_requests)
    assert code not in str(kept)


def _chore_requests(uow: object) -> list[object]:
    from sqlalchemy import select  # noqa: PLC0415 (looks under the floor)

    from storage.tables import Chore  # noqa: PLC0415

    return list(uow.session.scalars(select(Chore.request)))  # type: ignore[attr-defined]  # a UnitOfWork


async def test_two_of_one_name(play: Play) -> None:
    """People of one name are offered with their places, and the number chosen decides."""
    await play.person("Lan", unit="X01", roles=[Role.COORDINATOR])
    await put(play, "Trần Văn Lâm")
    await put(play, "Trần Văn Lâm", unit="X01-T2")
    await play("""
        Lan > mời Trần Văn Lâm
        Lan < Có 2 người phù hợp. Đồng chí chọn người nào?
        Lan > 2
        Lan < Mã mời của Trần Văn Lâm, Trưởng thôn, thôn Mẫu Đoài
    """)


async def test_inviting_a_whole_commune(play: Play) -> None:
    """One file holds a code for each who has no chat; who decides is left out; the codes are kept nowhere else."""
    await play.person("Lan", unit="X01", roles=[Role.COORDINATOR])
    first = await put(play, "Trần Văn Lâm")
    await put(play, "Lê Thị Na", unit="X01-T2")
    await put(play, "Phạm Văn Duyệt", unit="X01", role="approver")
    await play("""
        Lan > mời cả xã
        Lan < Đồng chí chọn đơn vị nào?
        Lan > 1
        Lan < 1 người có quyền duyệt hoặc quản trị không nằm trong tệp
        Lan < Hệ thống đang cấp mã cho 2 người trong xã Đồng Mẫu
        Lan < 2 mã mời của xã Đồng Mẫu, dùng một lần, đến hết ngày 04/12/2026.
        Lan > moi ca thon mau doai
        Lan < Hệ thống đang cấp mã cho 1 người trong thôn Mẫu Đoài
        Lan < 1 mã mời của thôn Mẫu Đoài
    """)
    file = play.last("Lan").file
    assert file is not None
    assert file.name == "ma_moi.xlsx"
    assert await play.storage.run(lambda uow: bool(uow.chats.of(first))) is False
    assert "rows" not in str(await play.storage.run(_chore_requests))


async def test_a_code_into_roles_that_decide(play: Play) -> None:
    """Once two admins exist, a code for an approver takes the other one's yes; one's own does not count."""
    await play.person("Minh", roles=[Role.ADMIN])
    await play.person("Bac", roles=[Role.ADMIN], position="Phó Trưởng ban")
    await put(play, "Phạm Văn Duyệt", role="approver", unit="X01")
    await play("""
        Minh > mời Phạm Văn Duyệt
        Bac < Yêu cầu số 1: Nguyễn Thị Minh đề nghị cấp mã mời cho Phạm Văn Duyệt, Trưởng thôn, xã Đồng Mẫu, người có
        Minh < Việc này cần một quản trị viên khác đồng ý. Đã gửi yêu cầu số 1 tới Nguyễn Thị Bac.
        Minh > cho phép 1
        Minh < Người đề nghị không tự đồng ý được.
        Bac > [Cho phép]
        Minh < Nguyễn Thị Bac đã cho phép yêu cầu số 1.
        Minh < Mã mời của Phạm Văn Duyệt
        Bac < Đã cho phép yêu cầu số 1.
        Bac > không cho phép 1
        Bac < Yêu cầu số 1 đã được xử lý.
    """)


async def test_a_coordinator_cannot_take_over_an_admin(play: Play) -> None:
    """A coordinator who asks for an admin's code gets it only from the admin's own yes."""
    await play.person("Minh", roles=[Role.ADMIN])
    await play.person("Lan", roles=[Role.COORDINATOR])
    await play("""
        Lan > mời Nguyễn Thị Minh
        Minh < Yêu cầu số 1: Nguyễn Thị Lan đề nghị cấp mã mời cho Nguyễn Thị Minh
        Lan < Việc này cần một quản trị viên khác đồng ý.
        Lan > cho phép 1
        Lan < Đồng chí chưa được phân quyền cho việc này.
        Minh > không cho phép 1
        Lan < Nguyễn Thị Minh không cho phép yêu cầu số 1.
        Minh < Đã từ chối yêu cầu số 1.
    """)


async def test_granting_and_taking_back(play: Play) -> None:
    """The role is read back before it is given, the person is told, the trail has it; the last admin stays."""
    await play.person("Minh", roles=[Role.ADMIN])
    await play.person("Hoa", unit="X01-T1")
    await play("""
        Minh > phan quyen nguyen thi hoa dieu phoi xa dong mau
        Minh < Giao quyền điều phối tại xã Đồng Mẫu và các đơn vị trực thuộc cho Nguyễn Thị Hoa, Trưởng thôn, thôn
        Minh > 1
        Minh < Hệ thống chưa hiểu.
        Minh > phân quyền Nguyễn Thị Hoa điều phối xã Đồng Mẫu
        Minh < Giao quyền điều phối
        Minh > dong y giao quyen
        Hoa < Đồng chí vừa được giao quyền điều phối tại xã Đồng Mẫu.
        Minh < Đã giao quyền điều phối tại xã Đồng Mẫu cho Nguyễn Thị Hoa.
        Hoa > danh sách
        Hoa < Đội ngũ trong phạm vi của đồng chí: 1 người. / Đã đăng ký: 1.
        Minh > danh sách quyền
        Minh < Người có quyền: / • Nguyễn Thị Minh: quản trị - tỉnh Minh Họa / • Nguyễn Thị Hoa: điều phối - xã Đồng Mẫu
        Minh > thu quyền Nguyễn Thị Hoa điều phối
        Minh < Thu quyền điều phối của Nguyễn Thị Hoa
        Minh > [Thu quyền]
        Hoa < Quyền điều phối của đồng chí đã được thu lại.
        Minh < Đã thu quyền điều phối của Nguyễn Thị Hoa.
        Hoa > danh sách
        Hoa < Đồng chí chưa được phân quyền cho việc này.
        Minh > thu quyền Nguyễn Thị Minh quản trị
        Minh < Thu quyền quản trị của Nguyễn Thị Minh
        Minh > [Thu quyền]
        Minh < Đây là quản trị viên duy nhất.
    """)
    hoa = play.people["Hoa"]
    trail = await play.storage.run(lambda uow: [row.action for row in uow.audit.recent(f"person:{hoa}")])
    assert trail == ["role.revoke", "role.grant"]


async def test_two_admins_who_remove_each_other(play: Play) -> None:
    """At the same moment, each takes the other's role: one of them stays."""
    minh = await play.person("Minh", roles=[Role.ADMIN])
    bac = await play.person("Bac", roles=[Role.ADMIN])
    presses = (("Minh", bac), ("Bac", minh))
    await asyncio.gather(
        *(
            play.dispatcher.accept(
                Inbound(play.addresses[name], f"r{other}", Heard.PRESS, play.now, token=f"revokeyes:{other}:admin")
            )
            for name, other in presses
        )
    )
    assert await play.storage.run(lambda uow: uow.people.count_role(Role.ADMIN)) == 1


async def test_nobody_grants_beyond_their_own(play: Play) -> None:
    """An admin of a commune finds neither the province nor its neighbours, and a forged button is refused."""
    await play.person("Lan", unit="X01", roles=[Role.ADMIN])
    await play.person("Hoa", unit="X01-T1")
    neighbour = await play.person("Xa", unit="X02")
    await play("""
        Lan > phân quyền Nguyễn Thị Hoa biên tập tỉnh Minh Họa
        Lan < Chưa tìm thấy đơn vị "tỉnh Minh Họa" trong phạm vi của đồng chí.
        Lan > phân quyền Nguyễn Thị Xa biên tập
        Lan < Chưa tìm thấy ai là "Nguyễn Thị Xa"
    """)
    root = await play.storage.run(lambda uow: uow.units.by_code("T01").id)  # type: ignore[union-attr]  # it is there
    for token in (f"grantyes:{neighbour}:editor:{root}", f"grantyes:{play.people['Hoa']}:admin:{root}"):
        await play.sends("Lan", Heard.PRESS, token=token)
        await play("Lan < Đồng chí chưa được phân quyền cho việc này.")


async def test_a_second_yes_for_an_admin(play: Play) -> None:
    """The first admin alone makes the second; from then on two are needed."""
    await play.person("Minh", roles=[Role.ADMIN])
    await play.person("Bac", unit="T01")
    await play.person("Cuc", unit="T01")
    await play("""
        Minh > phân quyền Nguyễn Thị Bac quản trị
        Minh < Giao quyền quản trị tại tỉnh Minh Họa
        Minh > [Giao quyền]
        Bac < Đồng chí vừa được giao quyền quản trị
        Minh < Đã giao quyền quản trị
        Minh > phân quyền Nguyễn Thị Cuc duyệt
        Minh < Giao quyền duyệt tại tỉnh Minh Họa
        Minh > [Giao quyền]
        Bac < Yêu cầu số 1: Nguyễn Thị Minh đề nghị giao quyền duyệt tại tỉnh Minh Họa cho Nguyễn Thị Cuc
        Minh < Việc này cần một quản trị viên khác đồng ý.
        Bac > cho phep 1
        Cuc < Đồng chí vừa được giao quyền duyệt tại tỉnh Minh Họa.
        Minh < Nguyễn Thị Bac đã cho phép yêu cầu số 1.
        Bac < Đã cho phép yêu cầu số 1.
    """)


async def test_somebody_is_paused_and_comes_back(play: Play) -> None:
    """Who is paused hears why and nothing else, and what waits is stopped; the last admin cannot be paused."""
    await play.person("Minh", roles=[Role.ADMIN])
    await play.person("Hoa", unit="X01-T1")
    await play("""
        Minh > tạm ngừng Nguyễn Thị Hoa
        Minh < Tạm dừng Nguyễn Thị Hoa, Trưởng thôn, thôn Mẫu Đông?
        Minh > [Tạm dừng]
        Minh < Đã tạm dừng Nguyễn Thị Hoa.
        Hoa < Tài khoản đang tạm dừng từ 20/11/2026. Liên hệ: 0950 000 001.
    """)
    await play.tick(days=2)
    play.forget()
    await play("""
        Hoa > menu
        Hoa < Tài khoản đang tạm dừng từ 20/11/2026.
        Hoa > KT ABC123
        Hoa < Tài khoản đang tạm dừng từ 20/11/2026.
        Minh > cho hoạt động lại Nguyễn Thị Hoa
        Hoa < Tài khoản của đồng chí đã hoạt động lại.
        Minh < Nguyễn Thị Hoa đã hoạt động lại.
        Hoa > menu
        Hoa < Chào buổi sáng đồng chí Hoa.
        Minh > cho thôi Nguyễn Thị Hoa
        Minh < Ghi Nguyễn Thị Hoa, Trưởng thôn, thôn Mẫu Đông thôi làm?
        Minh > [Ghi thôi làm]
        Minh < Đã ghi Nguyễn Thị Hoa thôi làm từ 22/11/2026.
        Hoa < Tài khoản ngừng hoạt động từ 22/11/2026; dữ liệu cá nhân được xóa sau 30 ngày.
        Hoa > báo cáo
        Hoa < Tài khoản đã ngừng hoạt động từ 22/11/2026
        Minh > tạm ngừng Nguyễn Thị Minh
        Minh < Tạm dừng Nguyễn Thị Minh
        Minh > [Tạm dừng]
        Minh < Đồng chí không tự làm việc này
    """)


async def test_parked_updates_are_replayed(play: Play) -> None:
    """An admin sees what could not be handled and sends it round once more."""
    await play.person("Minh", roles=[Role.ADMIN])
    await play.person("Hoa", unit="X01-T1")
    lost = Inbound(play.addresses["Hoa"], "u-lost", Heard.TEXT, play.now, text="menu")

    def park(uow: object) -> None:
        uow.inbox.note(lost, play.now)  # type: ignore[attr-defined]  # a UnitOfWork
        uow.inbox.park(lost, RuntimeError("x"), "ABCD1234", play.now)  # type: ignore[attr-defined]
        uow.inbox.find(lost).state = "dead"  # type: ignore[attr-defined]

    await play.storage.run(park)
    await play("""
        Minh > xử lý lại
        Minh < Tin chưa xử lý được: / • ABCD1234: Telegram, 09:00 ngày 20/11/2026, đã thử nhiều lần
        Minh > xu ly lai abcd1234
        Minh < Đang xử lý lại tin ABCD1234.
        Minh > xử lý lại KHONGCO
        Minh < Không có tin mang mã KHONGCO.
    """)
    assert await play.dispatcher.retry_parked() == 1
    await play.settle()
    await play("""
        Hoa < Chào buổi sáng đồng chí Hoa.
        Minh > xử lý lại
        Minh < Không có tin nào chờ xử lý lại.
    """)


@pytest.fixture
async def first_day(database_url: str, tmp_path: Path) -> AsyncIterator[Play]:
    """A database in which nothing is."""
    storage = Storage(database_url)
    storage.open()
    stage = Play(storage, tmp_path)

    def lanes(uow: object) -> None:
        for lane in ("telegram", "browser"):
            uow.lanes.ensure(lane, 1_000_000)  # type: ignore[attr-defined]  # a UnitOfWork

    await storage.run(lanes)
    yield stage
    storage.close()


async def test_the_first_day(first_day: Play) -> None:
    """In an empty database the first admin signs up and tells of the office, whose unit takes its name."""
    play = first_day
    made = await play.storage.run(
        lambda uow: signup.first_invite(uow, play.world, role=Role.ADMIN, name="", unit_code="", now=play.now)
    )
    await play.stranger("Minh")
    await play.sends("Minh", Heard.START, text=made.code)
    await play("Minh < Đề nghị đồng chí xác nhận thông tin: / Họ và tên: Quản trị viên…Đơn vị: Cơ quan")
    await play("""
        Minh > [Đúng]
        Minh < Thông báo về dữ liệu cá nhân…Bên quản lý dữ liệu: cơ quan.
        Minh > [Tôi đồng ý]
        Minh < Cảm ơn đồng chí.
        Minh < Khai báo cơ quan · 1/8
        Minh > Ban Tuyên giáo và Dân vận Tỉnh ủy Minh Họa
        Minh < Khai báo cơ quan · 2/8
        Minh > Tỉnh ủy Minh Họa
        Minh < Khai báo cơ quan · 3/8
        Minh > dang
        Minh < Khai báo cơ quan · 4/8
        Minh > anh/chị
        Minh < Khai báo cơ quan · 5/8
        Minh > Phòng Tuyên truyền, 0950 000 001
        Minh < Khai báo cơ quan · 6/8
        Minh > Bộ phận tiếp dân, 0950 000 002
        Minh < Khai báo cơ quan · 7/8
        Minh > Văn phòng, 0950 000 003
        Minh < Khai báo cơ quan · 8/8…Đề nghị đồng chí kiểm tra lại
        Minh > gửi
        Minh < Đã lưu thông tin Ban Tuyên giáo và Dân vận Tỉnh ủy Minh Họa.
        Minh > menu
        Minh < Chào buổi sáng anh/chị viên.
        Minh > cơ quan
        Minh < Khai báo cơ quan · 1/8
    """)
    office = await play.storage.run(lambda uow: uow.office.facts())
    assert (office.system, office.superior) == ("dang", "Tỉnh ủy Minh Họa")
    assert office.unit_id is not None
    unit = await play.storage.run(lambda uow: uow.units.get(office.unit_id or 0).name)
    assert unit == "Ban Tuyên giáo và Dân vận Tỉnh ủy Minh Họa"


async def test_codes_from_the_command_line_need_no_second_yes(play: Play) -> None:
    """Whoever may start the product may let an admin in."""
    await play.person("Minh", roles=[Role.ADMIN])
    await play.person("Bac", roles=[Role.ADMIN])
    made = await play.storage.run(
        lambda uow: signup.first_invite(
            uow, play.world, role=Role.APPROVER, name="Phạm Văn Duyệt", unit_code="X01", now=play.now
        )
    )
    await play.stranger("Duyet")
    await play.sends("Duyet", Heard.START, text=made.code)
    assert "Phạm Văn Duyệt" in told(play.last("Duyet"))


async def test_the_menu_knows_rights_and_drafts(play: Play) -> None:
    """The first page offers what a person may do, by number too, and the draft that waits."""
    await play.person("Hoa", unit="X01-T1")
    await play.person("Minh", roles=[Role.ADMIN])
    await play("""
        Hoa > menu
        Hoa < Chào buổi sáng đồng chí Hoa.
        Hoa > hủy
        Hoa < Hiện không có việc nào đang làm dở.
        Hoa > huong dan
        Hoa < Hướng dẫn nhanh
    """)
    labels = {choice.label for choice in play.shown["Hoa"][0].choices}
    assert {"Tài liệu mới", "Báo cáo buổi", "Báo cáo của tôi", "Thông tin của tôi", "Hướng dẫn"} == labels
    assert not any("mời" in label for label in labels)
    await play.says("Minh", "menu")
    assert any("Cấp mã mời" in choice.label for choice in play.last("Minh").choices)
    play.forget()
    await play.says("Hoa", "báo cáo")
    await play.says("Hoa", "lưu nháp")
    play.forget()
    play.now = play.now.replace(hour=12)
    await play.says("Hoa", "menu")
    assert "Chào buổi tối" in told(play.last("Hoa"))
    assert "đang làm dở" in told(play.last("Hoa"))
    assert play.last("Hoa").choices[0].label.startswith("Làm tiếp")
    assert await code_for(play, play.people["Hoa"])
