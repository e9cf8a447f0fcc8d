"""From an invite to a member, as chats see it."""

from __future__ import annotations

import re

from content.message import Heard
from content.roles import Role
from handlers.first_invite import first_invite
from tests.play import Play, told
from tests.transcripts.roster_people import code_for, put


async def test_a_stranger_learns_only_what_is_public(play: Play) -> None:
    """Whatever an unknown chat writes, it hears the welcome and the public contact, one message for each."""
    await play.stranger("Khach")
    await play("""
        Khach > xin chào
        Khach < Kính chào đồng chí. / Đây là kênh thông tin chính thức của Ban Tuyên giáo…Nhập mã mời…KT ABC123. /
        Khach > menu
        Khach < Kính chào đồng chí.
        Khach > thống kê
        Khach < Kính chào đồng chí.
        Khach > báo cáo
        Khach < Kính chào đồng chí.
        Khach > KT ABC123
        Khach < …ABC123
    """)
    await play.sends("Khach", Heard.PRESS, token="md:export")
    await play("Khach < Tài khoản chưa được đăng ký.")
    await play.sends("Khach", Heard.FILE)
    await play("Khach < Kính chào đồng chí.")


async def test_a_code_leads_through_identity_and_consent(play: Play) -> None:
    """The code opens the identity, then the notice; only plain words of consent make a member."""
    person = await put(play, "Nguyễn Thị Hoa")
    code = await code_for(play, person)
    await play.stranger("Hoa")
    await play(f"""
        Hoa > {code.lower().replace("-", " ")}
        Hoa < Đề nghị đồng chí xác nhận thông tin: / Họ và tên: Nguyễn Thị Hoa / Chức danh: Trưởng thôn / Đơn vị:
        Hoa > gì cơ
        Hoa < Đề nghị đồng chí bấm nút hoặc gõ "Đúng"
        Hoa > đúng
        Hoa < Thông báo về dữ liệu cá nhân…tài khoản Telegram…Đầu mối: 0950 000 003…Máy chủ của Telegram đặt ở nước
        Hoa > 1
        Hoa < Đề nghị đồng chí bấm nút hoặc gõ đủ chữ "Tôi đồng ý"
        Hoa > ok
        Hoa < Đề nghị đồng chí bấm nút
        Hoa > toi dong y
        Hoa < Cảm ơn đồng chí. Đăng ký hoàn tất lúc 09:00 ngày 20/11/2026.
        Hoa < Chào buổi sáng đồng chí Hoa. Đồng chí cần việc gì?
    """)
    row = await play.storage.run(lambda uow: uow.people.get(person))
    assert row.consented_at == play.now
    trail = await play.storage.run(lambda uow: [a.action for a in uow.audit.recent(f"person:{person}")])
    assert trail == ["person.signup"]


async def test_the_browser_is_not_called_abroad(play: Play) -> None:
    """The note on data going abroad stands only where it is true."""
    code = await code_for(play, await put(play, "Nguyễn Thị Hoa"))
    await play.stranger("Hoa", "browser")
    await play.sends("Hoa", Heard.START, text=code)
    play.forget()
    await play.says("Hoa", "[Đúng]")
    notice = told(play.last("Hoa"))
    assert "tài khoản Trang chat" in notice
    assert "nước ngoài" not in notice


async def test_declining_stores_nothing(play: Play) -> None:
    """Who does not agree is no member, the code stays good, and the next word is heard as a stranger's."""
    person = await put(play, "Nguyễn Thị Hoa")
    code = await code_for(play, person)
    await play.stranger("Hoa")
    await play.sends("Hoa", Heard.START, text=code)
    play.forget()
    await play("""
        Hoa > [Đúng]
        Hoa < Thông báo về dữ liệu cá nhân
        Hoa > khong dong y
        Hoa < Hệ thống sẽ không lưu thông tin của đồng chí.
        Hoa > tôi đồng ý
        Hoa < Kính chào đồng chí.
    """)
    chats = await play.storage.run(lambda uow: (len(uow.chats.of(person)), uow.chats.at(play.addresses["Hoa"])))
    assert chats[0] == 0
    assert chats[1] is not None
    assert chats[1].pending is None
    await play(f"""
        Hoa > {code}
        Hoa < Đề nghị đồng chí xác nhận thông tin
    """)


async def test_a_wrong_identity_is_told_to_the_office(play: Play) -> None:
    """Nothing is linked, and the coordinator of the unit hears it once."""
    await play.person("Lan", unit="X01", roles=[Role.COORDINATOR])
    code = await code_for(play, await put(play, "Nguyễn Thị Hoa", code="M01"))
    await play.stranger("Hoa")
    await play(f"""
        Hoa > {code}
        Hoa < Đề nghị đồng chí xác nhận
        Hoa > [Chưa đúng]
        Hoa < Đã ghi nhận thông tin chưa đúng
        Lan < ⚠ Người nhận mã mời báo thông tin chưa đúng: Nguyễn Thị Hoa, Trưởng thôn, thôn Mẫu Đông…"mời M01"
        Hoa > {code}
        Hoa < Đề nghị đồng chí xác nhận
        Hoa > [Chưa đúng]
        Hoa < Đã ghi nhận thông tin chưa đúng
    """)


async def test_a_member_who_starts_again(play: Play) -> None:
    """A link opened once more uses nothing up, and somebody else's code is refused in words."""
    own = await code_for(play, await play.person("Hoa", unit="X01-T1"))
    other = await code_for(play, await put(play, "Trần Văn Lâm"))
    await play.sends("Hoa", Heard.START, text=own)
    await play("""
        Hoa < Đồng chí đã đăng ký với đơn vị thôn Mẫu Đông.
        Hoa < Chào buổi sáng đồng chí Hoa.
    """)
    await play.sends("Hoa", Heard.START, text=other)
    await play("Hoa < Tài khoản này đã đăng ký cho Nguyễn Thị Hoa")
    invite = await play.storage.run(lambda uow: uow.invites.find(play.world.secret_key, other))
    assert invite is not None
    assert invite.used_at is None


async def test_a_sign_up_left_lying_begins_anew(play: Play) -> None:
    """After a day the question is no longer open; the code is asked for again."""
    code = await code_for(play, await put(play, "Nguyễn Thị Hoa"))
    await play.stranger("Hoa")
    await play.sends("Hoa", Heard.START, text=code)
    await play.tick(hours=25)
    play.forget()
    await play("""
        Hoa > đúng
        Hoa < Kính chào đồng chí.
    """)


async def test_the_first_admin(play: Play) -> None:
    """The command line makes the first admin, who is led into telling of the office and ends with its own words."""
    made = await play.storage.run(
        lambda uow: first_invite(uow, play.world, role=Role.ADMIN, name="", unit_code="", now=play.now)
    )
    again = await play.storage.run(
        lambda uow: first_invite(uow, play.world, role=Role.ADMIN, name="", unit_code="", now=play.now)
    )
    assert made.name == again.name == "Quản trị viên"
    assert re.fullmatch(r"[A-Z2-9]{5}-[A-Z2-9]{5}", again.code)
    await play.stranger("Minh")
    await play(f"""
        Minh > {made.code}
        Minh < Mã mời không đúng.
        Minh > {again.code}
        Minh < Đề nghị đồng chí xác nhận thông tin: / Họ và tên: Quản trị viên
        Minh > [Đúng]
        Minh < Thông báo
        Minh > [Tôi đồng ý]
        Minh < Cảm ơn đồng chí.
        Minh < Chào buổi sáng
    """)
    assert await play.storage.run(lambda uow: uow.people.count_role(Role.ADMIN)) == 1
