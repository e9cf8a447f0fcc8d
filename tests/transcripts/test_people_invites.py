"""Codes given out by the office: to one person, to a unit, into roles that decide."""

from __future__ import annotations

from content.message import Heard
from content.roles import Role
from handlers.first_invite import first_invite
from tests.play import Play, told
from tests.transcripts.roster_people import put


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


async def test_a_province_is_asked_which_part(play: Play) -> None:
    """Who invites for units of two levels chooses one: nobody means the whole province by accident."""
    await play.person("Minh", roles=[Role.COORDINATOR])
    await put(play, "Trần Văn Lâm")
    await play("""
        Minh > mời cả xã
        Minh < Đồng chí chọn đơn vị nào?
        Minh > xa dong mau
        Minh < Hệ thống đang cấp mã cho 1 người trong xã Đồng Mẫu
        Minh < 1 mã mời của xã Đồng Mẫu
    """)


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


async def test_codes_from_the_command_line_need_no_second_yes(play: Play) -> None:
    """Whoever may start the product may let an admin in."""
    await play.person("Minh", roles=[Role.ADMIN])
    await play.person("Bac", roles=[Role.ADMIN])
    made = await play.storage.run(
        lambda uow: first_invite(
            uow, play.world, role=Role.APPROVER, name="Phạm Văn Duyệt", unit_code="X01", now=play.now
        )
    )
    await play.stranger("Duyet")
    await play.sends("Duyet", Heard.START, text=made.code)
    assert "Phạm Văn Duyệt" in told(play.last("Duyet"))
