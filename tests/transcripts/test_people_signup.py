"""From an invite to a member, as chats see it."""

from __future__ import annotations

import asyncio
import re

import pytest

from content.message import Heard, Inbound
from content.roles import Role
from handlers import signup
from storage.unit_of_work import UnitOfWork
from tests.play import Play, told


async def put(play: Play, name: str, *, unit: str = "X01-T1", code: str = "", phone: str = "", role: str = "") -> int:
    """Somebody of the roster who has no chat yet."""

    def make(uow: UnitOfWork) -> int:
        place = uow.units.by_code(unit)
        assert place is not None
        person = uow.people.put(
            full_name=name, unit_id=place.id, now=play.now, position="Trưởng thôn", code=code or None,
            phone=phone or None,
        )  # fmt: skip
        uow.people.appoint(person.id, "ttv", "07/QĐ-UBND")
        if role:
            uow.people.grant(person.id, Role(role), place.id, by=None, now=play.now)
        return person.id

    return await play.storage.run(make)


async def code_for(play: Play, person_id: int, days: int = 14) -> str:
    """A code for the person."""
    return (
        await play.storage.run(
            lambda uow: uow.invites.make(person_id, play.world.secret_key, now=play.now, days=days, by=None)
        )
    )[0]


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
    assert "tài khoản Trình duyệt" in notice
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


async def test_wrong_codes_are_counted_and_locked(play: Play) -> None:
    """Five wrong codes lock the chat for an hour, even for the right code; ended codes sound like unknown ones."""
    await play.person("Minh", roles=[Role.ADMIN])
    person = await put(play, "Nguyễn Thị Hoa")
    ended = await code_for(play, person)
    code = await code_for(play, person)
    await play.stranger("Hoa")
    await play(f"""
        Hoa > AAAAA-AAAAA
        Hoa < Mã mời không đúng. Đồng chí kiểm tra lại giúp (còn 4 lần thử).
        Hoa > {ended}
        Hoa < Mã mời không đúng. Đồng chí kiểm tra lại giúp (còn 3 lần thử).
        Hoa > AAAAA-AAAAB
        Hoa < Mã mời không đúng. Đồng chí kiểm tra lại giúp (còn 2 lần thử).
        Hoa > AAAAA-AAAAC
        Hoa < Mã mời không đúng. Đồng chí kiểm tra lại giúp (còn 1 lần thử).
        Hoa > AAAAA-AAAAD
        Hoa < Đã nhập sai quá số lần cho phép. Hệ thống tạm khóa đến 10:00. Hỗ trợ: 0950 000 001.
        Minh < ⚠ Có tài khoản lạ nhập sai mã mời 5 lần liền
        Hoa > {code}
        Hoa < Đã nhập sai quá số lần cho phép.
    """)
    await play.tick(minutes=61)
    await play(f"""
        Hoa > {code}
        Hoa < Đề nghị đồng chí xác nhận
    """)


async def test_codes_end(play: Play) -> None:
    """An expired code says so, a used one too."""
    code = await code_for(play, await put(play, "Nguyễn Thị Hoa"), days=1)
    used = await code_for(play, await put(play, "Trần Văn Lâm"))
    await play.stranger("Hoa")
    await play.stranger("Lam")
    for words in (used, "[Đúng]", "[Tôi đồng ý]"):
        await play.says("Lam", words)
    play.forget()
    await play(f"""
        Hoa > {used}
        Hoa < Mã này đã được sử dụng. Đề nghị đồng chí liên hệ 0950 000 001
    """)
    await play.tick(days=2)
    play.forget()
    await play(f"""
        Hoa > {code}
        Hoa < Mã mời đã hết hạn ngày 21/11/2026.
    """)


async def test_two_chats_with_one_code(play: Play) -> None:
    """Of two chats that agree at the same moment with one code, exactly one becomes a member."""
    person = await put(play, "Nguyễn Thị Hoa")
    code = await code_for(play, person)
    for name in ("Hoa", "La"):
        await play.stranger(name)
        await play.sends(name, Heard.START, text=code)
        await play.says(name, "[Đúng]")
    play.forget()
    await asyncio.gather(
        *(
            play.dispatcher.accept(_press(play, name, play.last(name).choices[0].token, f"race{name}"))
            for name in ("Hoa", "La")
        )
    )
    await play.settle()
    said = sorted(told(play.heard[name][0])[:20] for name in ("Hoa", "La"))
    assert said == ["Cảm ơn đồng chí. Đăn", "Mã mời không còn dùn"]
    assert len(await play.storage.run(lambda uow: uow.chats.of(person))) == 1


def _press(play: Play, name: str, token: str, key: str) -> Inbound:
    return Inbound(play.addresses[name], key, Heard.PRESS, play.now, token=token, message_key="m1")


async def test_a_lost_phone(play: Play) -> None:
    """A new code moves the member to the new chat; the old one is told, and knows nothing any more."""
    person = await play.person("Hoa", unit="X01-T1")
    code = await code_for(play, person)
    await play.stranger("HoaMoi")
    await play(f"""
        HoaMoi > {code}
        HoaMoi < Đề nghị đồng chí xác nhận
        HoaMoi > đúng
        HoaMoi < Thông báo về dữ liệu cá nhân
        HoaMoi > [Tôi đồng ý]
        Hoa < Tài khoản đăng ký ở đây đã chuyển sang một máy khác
        HoaMoi < Cảm ơn đồng chí.
        HoaMoi < Chào buổi sáng đồng chí Hoa.
        Hoa > menu
        Hoa < Kính chào đồng chí.
    """)


async def test_a_shared_number_is_the_second_way(play: Play) -> None:
    """A checked number lets in the one person who has it and no chat; never someone with roles that decide."""
    await put(play, "Nguyễn Thị Hoa", phone="+84950000011")
    await put(play, "Phạm Văn Duyệt", phone="+84950000012", role="approver")
    await play.stranger("Hoa")
    await play.stranger("Duyet")
    await play.sends("Duyet", Heard.CONTACT, phone="84950000012")
    await play("Duyet < Chưa đăng ký được bằng số điện thoại này.")
    await play.sends("Hoa", Heard.CONTACT, phone="0950 000 011")
    await play("""
        Hoa < Đề nghị đồng chí xác nhận thông tin: / Họ và tên: Nguyễn Thị Hoa
        Hoa > [Đúng]
        Hoa < Thông báo về dữ liệu cá nhân
        Hoa > [Tôi đồng ý]
        Hoa < Cảm ơn đồng chí.
        Hoa < Chào buổi sáng
    """)
    await play.stranger("Khac")
    await play.sends("Khac", Heard.CONTACT, phone="0950 000 011")
    await play("Khac < Chưa đăng ký được bằng số điện thoại này.")


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


async def test_a_stale_button_of_the_sign_up(play: Play) -> None:
    """A button of an earlier sign-up does nothing, however late it is pressed."""
    code = await code_for(play, await put(play, "Nguyễn Thị Hoa"))
    await play.stranger("Hoa")
    await play.sends("Hoa", Heard.START, text=code)
    old = play.last("Hoa").choices[0].token
    await play.says("Hoa", "[Đúng]")
    play.forget()
    await play.sends("Hoa", Heard.PRESS, token=old)
    await play("Hoa < Nút này đã cũ.")
    await play.sends("Hoa", Heard.PRESS, token="su:deadbeef:consent:yes")
    await play("Hoa < Nút này đã cũ.")


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


@pytest.mark.parametrize("words", ["khong dong y", "toi dong y"])
async def test_words_of_ten_letters_are_no_code(play: Play, words: str) -> None:
    """A sentence whose letters happen to be ten is not counted as a wrong code."""
    await play.stranger("Khach")
    await play(f"""
        Khach > {words}
        Khach < Kính chào đồng chí.
    """)


async def test_the_first_admin(play: Play) -> None:
    """The command line makes the first admin, who is led into telling of the office and ends with its own words."""
    made = await play.storage.run(
        lambda uow: signup.first_invite(uow, play.world, role=Role.ADMIN, name="", unit_code="", now=play.now)
    )
    again = await play.storage.run(
        lambda uow: signup.first_invite(uow, play.world, role=Role.ADMIN, name="", unit_code="", now=play.now)
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
