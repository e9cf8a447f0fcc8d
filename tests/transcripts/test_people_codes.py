"""Codes and numbers that let somebody in: wrong, ended, raced for, moved."""

from __future__ import annotations

import asyncio

import pytest

from content.message import Heard, Inbound
from content.roles import Role
from tests.play import Play, told
from tests.transcripts.roster_people import code_for, put


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


@pytest.mark.parametrize("words", ["khong dong y", "toi dong y"])
async def test_words_of_ten_letters_are_no_code(play: Play, words: str) -> None:
    """A sentence whose letters happen to be ten is not counted as a wrong code."""
    await play.stranger("Khach")
    await play(f"""
        Khach > {words}
        Khach < Kính chào đồng chí.
    """)
