"""A member's own data: seen, corrected, taken along, withdrawn."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from content.message import Heard
from content.roles import Role
from handlers import my_data
from storage.unit_of_work import UnitOfWork
from tests.play import Play, told
from tests.security.probing import everything
from tests.transcripts import content_office as office
from tests.transcripts.roster_people import code_for


async def test_seeing_and_asking_for_a_correction(play: Play) -> None:
    """A member sees every field; a wish for correction reaches the coordinator with the day it is due."""
    await play.person("Lan", unit="X01", roles=[Role.COORDINATOR])
    await play.person("Hoa", unit="X01-T1")
    await play("""
        Hoa > thông tin của tôi
        Hoa < Thông tin Hệ thống đang lưu về đồng chí: / • Họ và tên: Nguyễn Thị Hoa / • Mã trong danh sách: M-Hoa /
        Hoa > 1
        Hoa < Đề nghị sửa thông tin…Đồng chí cần sửa thông tin nào
        Hoa > Chức danh: Bí thư chi bộ thôn
        Lan < 📝 Yêu cầu YC…: Nguyễn Thị Hoa, thôn Mẫu Đông đề nghị sửa thông tin của mình: / Chức danh: Bí thư chi bộ
        Hoa < Đã nhận yêu cầu YC…lúc 09:00. 0950 000 003 sẽ phản hồi trong 02 ngày làm việc và hoàn thành trước
        Hoa > tôi chưa rõ việc này
        Hoa < Hệ thống chưa hiểu.
    """)


async def test_taking_a_copy(play: Play) -> None:
    """A copy comes as a sheet, and as plain text for phones without one."""
    await play.person("Hoa", unit="X01-T1")
    await play("""
        Hoa > toi
        Hoa < Thông tin Hệ thống đang lưu
        Hoa > [Tải bản sao]
        Hoa < Hệ thống đang tạo bản sao
        Hoa < Bản sao thông tin của đồng chí.
        Hoa > [Bản chữ (.txt)]
        Hoa < Hệ thống đang tạo bản sao
        Hoa < Bản sao thông tin của đồng chí.
    """)
    file = play.last("Hoa").file
    assert file is not None
    stored = await play.storage.run(lambda uow: uow.files.get(file.file_id).stored_as)
    copy = play.store.path(stored).read_text("utf-8-sig")
    assert "Họ và tên: Nguyễn Thị Hoa" in copy
    assert f"telegram: {play.addresses['Hoa'].chat}" in copy


async def test_a_copy_has_what_was_sent_and_what_was_begun(play: Play) -> None:
    """Documents sent to the person and the answers of an open dialog are theirs to take along."""
    await office.people(play)
    await office.issue(play)
    await office.answers(play, "Hoa", "bao cao", "hom qua")
    for words in ("/toi", "[Tải bản sao]", "[Bản chữ (.txt)]"):
        await play.says("Hoa", words)
    file = play.last("Hoa").file
    assert file is not None
    stored = await play.storage.run(lambda uow: uow.files.get(file.file_id).stored_as)
    copy = play.store.path(stored).read_text("utf-8-sig")
    assert f"Tài liệu đã gửi tới: {office.TITLE}: đã gửi, 09:00 20/11/2026" in copy
    assert "Đang làm dở: Báo cáo buổi: 19/11 (thứ năm)" in copy


async def test_a_copy_says_reports_in_the_words_they_were_asked_in(play: Play) -> None:
    """Every answer of a report has its label and unit, and so has a report that nothing was held."""
    await office.people(play)
    await office.issue(play)
    await office.answers(play, "Hoa", "bao cao", "hom qua", "1", "1", "1", "xong", "45", "gui", "bo sung", "90", "1 2")
    await office.answers(play, "Tâm", "khong co buoi", "1")
    session = f"Hình thức: Trực tiếp; Nội dung: {office.TITLE}; Người nghe: 45 người; Thời lượng: 90 phút"
    of_hoa = f"Báo cáo đã gửi BC0001: Ngày: 19/11 (thứ năm); Nơi: thôn Mẫu Đông; {session}"
    assert of_hoa in await copy_of(play, "Hoa")
    of_tam = "Báo cáo đã gửi KB0002: Không có buổi: tháng 11/2026; Lý do: Không có lịch"
    assert of_tam in await copy_of(play, "Tâm")


async def copy_of(play: Play, name: str) -> str:
    """Return the plain copy of what is stored about somebody."""
    await office.answers(play, name, "/toi", "[Tải bản sao]", "[Bản chữ (.txt)]")
    file = play.last(name).file
    assert file is not None
    stored = await play.storage.run(lambda uow: uow.files.get(file.file_id).stored_as)
    return play.store.path(stored).read_text("utf-8-sig")


async def test_own_words_go_with_who_withdraws(play: Play) -> None:
    """Figures stay without a name; what the person wrote freely goes, also out of what was corrected later."""
    await office.people(play)
    await office.issue(play)
    await office.answers(play, "Hoa", "bao cao", "hom qua", "1", "1", "1", "xong", "45", "gui")
    made = await play.storage.run(lambda uow: uow.submissions.get(1))
    words = {**made.answers, "concerns": "Lịch gom rác chưa rõ", "proposals_other": "Thêm loa ở xóm Đoài"}

    def write(uow: UnitOfWork) -> None:
        for said in (words, words | {"concerns": "Đường thôn hỏng"}):
            uow.submissions.amend(uow.submissions.get(1), said, by=play.people["Hoa"], now=play.now)

    await play.storage.run(write)
    await play.sends("Hoa", Heard.PRESS, token="md:erase")
    left = await everything(play)
    assert not [words for words in ("gom rác", "xóm Đoài", "thôn hỏng") if words in left]
    assert await play.storage.run(lambda uow: uow.submissions.get(1).answers["headcount"]) == 45


async def test_withdrawing_takes_effect_at_once(play: Play) -> None:
    """Name, account, drafts, codes and texts are gone, the office knows, and the chat is a stranger's."""
    await play.person("Lan", unit="X01", roles=[Role.COORDINATOR])
    person = await play.person("Hoa", unit="X01-T1")
    code = await code_for(play, person)
    await play("""
        Hoa > toi
        Hoa < Thông tin Hệ thống đang lưu
        Hoa > [Rút lại đồng ý]
        Hoa < Khi rút lại đồng ý: gỡ họ tên
        Hoa > 1
        Hoa < Việc này không nhận số.
        Hoa > toi
        Hoa < Thông tin Hệ thống đang lưu
        Hoa > [Rút lại đồng ý]
        Hoa < Khi rút lại đồng ý: gỡ họ tên
        Hoa > rút lại đồng ý
        Lan < Trưởng thôn tại thôn Mẫu Đông đã rút lại đồng ý
        Hoa < Đã xóa thông tin cá nhân của đồng chí ngày 20/11/2026.
        Hoa > menu
        Hoa < Kính chào đồng chí.
        Hoa > toi
        Hoa < Kính chào đồng chí.
    """)

    def left(uow: UnitOfWork) -> str:
        tables = ("person", "appointment", "delivery", "progress", "chore", "audit")
        rows = [
            str(tuple(row))
            for table in tables
            for row in uow.session.execute(text(f"SELECT * FROM {table}"))  # noqa: S608
        ]
        return "\n".join(rows)

    stored = await play.storage.run(left)
    assert "Nguyễn Thị Hoa" not in stored
    assert "M-Hoa" not in stored
    await play(f"""
        Hoa > {code}
        Hoa < Mã mời không đúng.
    """)
    assert await play.storage.run(lambda uow: uow.audit.broken_at()) is None


async def test_what_waited_is_not_sent(play: Play) -> None:
    """A notice that waits for the morning is not sent to somebody who withdrew in the evening."""
    person = await play.person("Hoa", unit="X01-T1")
    from content.message import Outbound  # noqa: PLC0415 (only here)
    from handlers.scene import tell  # noqa: PLC0415

    later = play.now.replace(day=21)
    await play.storage.run(lambda uow: tell(uow, person, Outbound("Tin sáng mai"), now=play.now, klass=3, due_at=later))
    await play.says("Hoa", "toi")
    await play.says("Hoa", "[Rút lại đồng ý]")
    await play.sends("Hoa", Heard.PRESS, token="md:erase")
    play.forget()
    await play.tick(days=2)
    assert not [said for said in play.shown["Hoa"] if "Tin sáng mai" in told(said)]


async def test_who_left_is_erased_after_thirty_days(play: Play) -> None:
    """A leaver's name and account go after 30 days, not before; the trail says so and stays whole."""
    person = await play.person("Hoa", unit="X01-T1")
    await play.person("Minh", roles=[Role.ADMIN])
    for words in ("cho thôi Nguyễn Thị Hoa", "[Ghi thôi làm]"):
        await play.says("Minh", words)
    for days, gone in ((29, 0), (2, 1), (1, 0)):
        play.now += timedelta(days=days)
        assert await play.storage.run(lambda uow: my_data.erase_leavers(uow, play.now)) == gone
    row = await play.storage.run(lambda uow: uow.people.get(person))
    assert (row.full_name, row.status) == ("", "withdrawn")
    assert await play.storage.run(lambda uow: uow.chats.at(play.addresses["Hoa"])) is None
    assert await play.storage.run(lambda uow: uow.audit.broken_at()) is None


async def test_a_browser_page_forgets(play: Play) -> None:
    """Withdrawing in the browser takes the history away, and numbers go on so that an open page sees the farewell."""
    await play.person("Hoa", unit="X01-T1", channel="browser")
    chat = play.addresses["Hoa"].chat
    await play.storage.run(
        lambda uow: [uow.history.append(chat, {"role": "bot", "text": f"Kính chào {n}"}, n) for n in range(1, 6)]
    )
    seen = await play.storage.run(lambda uow: uow.history.latest(chat, 1, None)[0][1])
    await play.sends("Hoa", Heard.PRESS, token="md:erase")
    left = await play.storage.run(lambda uow: uow.history.latest(chat, 100, None))
    assert [entry["text"] for _, _, entry in left] == ["(Các tin trước đã được xóa.)"]
    await play.storage.run(lambda uow: uow.history.append(chat, {"text": "Đã xóa"}, 99))
    assert [entry["text"] for _, _, entry in await play.storage.run(lambda uow: uow.history.since(chat, seen, 9))] == [
        "Đã xóa"
    ]


async def test_the_channel_for_notices(play: Play) -> None:
    """Who has two chats chooses where notices go."""
    person = await play.person("Hoa", unit="X01-T1")
    code = await code_for(play, person)
    await play.stranger("HoaWeb", "browser")
    await play.sends("HoaWeb", Heard.START, text=code)
    for words in ("[Đúng]", "[Tôi đồng ý]"):
        await play.says("HoaWeb", words)
    play.forget()
    await play("""
        Hoa > toi
        Hoa < Thông tin Hệ thống đang lưu…Tài khoản nhận tin: Telegram; Trang chat (nhận thông báo)
        Hoa > [Nhận tin ở Telegram]
        Hoa < Từ nay thông báo đến đồng chí qua Telegram.
    """)
    chat = await play.storage.run(lambda uow: uow.chats.get(uow.people.get(person).chat_id or 0))
    assert chat.channel == "telegram"
