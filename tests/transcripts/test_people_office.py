"""The first day, the first page, standing, and what could not be handled."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from content.message import Heard, Inbound
from content.roles import Role
from handlers.first_invite import first_invite
from storage.storage import Storage
from tests.play import Play, told
from tests.transcripts.roster_people import code_for


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
        lambda uow: first_invite(uow, play.world, role=Role.ADMIN, name="", unit_code="", now=play.now)
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
        Minh < Khai báo cơ quan · 8/8 …1. Tên cơ quan: Ban Tuyên giáo và Dân vận Tỉnh ủy Minh Họa…
        Minh > 6
        Minh < Khai báo cơ quan · 6/8 …
        Minh > Bộ phận tiếp dân, 0950 000 009
        Minh < Khai báo cơ quan · 8/8 …
        Minh > luu
        Minh < Đã lưu thông tin …
    """)
    office = await play.storage.run(lambda uow: uow.office.facts())
    assert (office.system, office.superior) == ("dang", "Tỉnh ủy Minh Họa")
    assert office.unit_id is not None
    unit = await play.storage.run(lambda uow: uow.units.get(office.unit_id or 0).name)
    assert unit == "Ban Tuyên giáo và Dân vận Tỉnh ủy Minh Họa"


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
