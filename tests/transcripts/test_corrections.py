"""Reports corrected by their people, and read by the office: returned, sent again, accepted, restored."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from content.message import Heard, Inbound
from content.roles import Role
from storage.tables import Revision, Submission
from storage.unit_of_work import UnitOfWork
from tests.play import Play, told
from tests.transcripts.content_office import answers, issue, people

SEND = ("bao cao", "hom qua", "1", "1", "1", "xong", "Phòng cháy", "450", "gui")


async def office(play: Play) -> None:
    """Hoa has reported 450 listeners; Lan and Mai follow her commune, Kha the other one."""
    await play.person("Hoa", unit="X01-T1")
    await play.person("Lan", unit="X01", roles=[Role.COORDINATOR], duties=())
    await play.person("Mai", unit="X01", roles=[Role.COORDINATOR], duties=(), channel="browser")
    await play.person("Kha", unit="X02", roles=[Role.COORDINATOR], duties=())
    await answers(play, "Hoa", *SEND)
    play.now += timedelta(hours=1)


async def content(play: Play) -> None:
    """A point is in force, so that a session may be about it and about something else."""
    await people(play)
    await issue(play)


async def returned(play: Play, name: str = "Lan") -> None:
    """Lan has returned the report for its number of listeners."""
    await answers(play, name, "duyệt báo cáo", "1", "trả lại bc0001", "5", "Xin xem lại số người")
    play.now += timedelta(hours=1)


async def state(play: Play) -> str:
    """Return how the first report stands."""
    return await play.storage.run(lambda uow: uow.submissions.get(1).state)


async def audit(play: Play) -> list[str]:
    """Return what was noted about the first report, the latest last."""
    return await play.storage.run(lambda uow: [row.action for row in reversed(uow.audit.recent("submission:1"))])


async def test_every_line_of_a_report_is_corrected_by_its_number(play: Play) -> None:
    """The word "sửa" and a code open the check screen with all that was sent, under its own heading."""
    await office(play)
    await play("""
        Hoa > sửa bc 0001
        Hoa < Sửa báo cáo BC0001 · …1. Ngày: 19/11 (thứ năm) / 2. Nơi: thôn Mẫu Đông / 3. Hình thức: Trực tiếp / 4. Nội dung: Phòng cháy / 5. Người nghe: 450 người / 6. Thời lượng: (không có) / …Gõ "gửi" để gửi lại…
        Hoa > 5
        Hoa < Sửa báo cáo BC0001 · …Đang ghi: 450 người…
        Hoa > 45
        Hoa < Sửa báo cáo BC0001 · …Đã sửa Người nghe: 45 người.…
        Hoa > 6
        Hoa < Sửa báo cáo BC0001 · …Thời lượng bao nhiêu phút?…
        Hoa > 40 phút
        Hoa < Sửa báo cáo BC0001 · …6. Thời lượng: 40 phút…
        Hoa > gửi
        Hoa < Đã cập nhật báo cáo BC0001. Bản cũ được lưu trong nhật ký. / Đã ghi: …45 người nghe…
        Hoa > sửa BC0001
        Hoa < Sửa báo cáo BC0001 · …6. Thời lượng: 40 phút…
        Hoa > 6
        Hoa < …
        Hoa > bỏ qua
        Hoa < …6. Thời lượng: (không có)…
        Hoa > gửi
        Hoa < Đã cập nhật báo cáo BC0001.…
    """)  # noqa: E501 (a screen is read whole)
    row = await play.storage.run(lambda uow: uow.submissions.session_of(1))
    assert row is not None
    assert (row.headcount, row.minutes) == (45, None)
    assert await play.storage.run(lambda uow: uow.session.query(Revision).count()) == 2
    assert await state(play) == "submitted"


async def test_a_correction_that_was_begun_goes_on(play: Play) -> None:
    """Another message between two answers loses nothing: the same word opens the draft again."""
    await office(play)
    await answers(play, "Hoa", "sửa bc0001", "5", "45", "lưu nháp", "báo cáo của tôi")
    await play("""
        Hoa > sửa bc0001
        Hoa < Sửa báo cáo BC0001 · …5. Người nghe: 45 người…
    """)


async def test_after_the_window_a_correction_is_asked_for_in_words(play: Play) -> None:
    """What its person can no longer change is asked of the office, which may open it; names do not pass."""
    await office(play)
    play.now += timedelta(days=4)
    await play("""
        Hoa > sửa bc0001
        Hoa < Báo cáo BC0001 đã chốt kỳ tháng 11/2026, không sửa được.…
        Hoa < Đề nghị sửa báo cáo…Đồng chí cần sửa dòng nào, sửa thành gì?…
        Hoa > Hỏi ông Nguyễn Văn Mẫu, 0912 345 678
        Hoa < …thông tin cá nhân…
        Hoa > Người nghe 45, không phải 450
        Lan < 📝 Nguyễn Thị Hoa đề nghị sửa báo cáo BC0001 (đã hết hạn tự sửa): / Người nghe 45, không phải 450 / …
        Mai < 📝 Nguyễn Thị Hoa đề nghị sửa báo cáo BC0001…
        Hoa < Đã chuyển đề nghị sửa báo cáo BC0001 tới Nguyễn Thị Lan, Nguyễn Thị Mai.…
        Lan > [Mở báo cáo]
        Lan < Báo cáo BC0001…
        Lan > trả lại bc0001
        Lan < Trả lại báo cáo…
        Lan > 5
        Lan < …
        Lan > Sửa như đã đề nghị
        Hoa < ↩ …
        Lan < Đã trả lại báo cáo BC0001…
        Hoa > [Sửa ngay]
        Hoa < Sửa báo cáo BC0001 · …Có bao nhiêu người nghe?…
    """)


async def test_a_report_is_returned_mended_and_accepted(play: Play) -> None:
    """The office names the line and the reason; that very question opens; before and after stand side by side."""
    await office(play)
    await play("""
        Lan > bao cao moi
        Lan < 1 báo cáo chờ xem, mới nhất trước. Đồng chí chọn số để mở:
        Lan > 1
        Lan < Báo cáo BC0001 / Người báo cáo: Nguyễn Thị Hoa… / 1. Ngày: 19/11 (thứ năm) / …5. Người nghe: 450 người…Tình trạng: chờ xem. / Gõ "chấp nhận BC0001" để chấp nhận, "trả lại BC0001" để trả lại.
        Lan > tra lai bc0001
        Lan < Trả lại báo cáo · 1/2 / Dòng nào cần sửa?
        Lan > 5
        Lan < Trả lại báo cáo · 2/2 …Cần sửa như thế nào?…
        Lan > Hội trường của ông Nguyễn Văn Mẫu chỉ có 60 chỗ
        Lan < …thông tin cá nhân…
        Lan > Hội trường chỉ có 60 chỗ
        Hoa < ↩ Ban Tuyên giáo và Dân vận Minh Họa đề nghị bổ sung báo cáo BC0001: Người nghe - Hội trường chỉ có 60 chỗ. Hạn: 23/11/2026.
        Lan < Đã trả lại báo cáo BC0001 cho Nguyễn Thị Hoa: Người nghe - Hội trường chỉ có 60 chỗ. Trong lúc chờ sửa, số liệu cũ vẫn được tính.
        Lan > thống kê
        Lan < …Số buổi: 1 …Lượt người nghe: 450 / Đang chờ sửa: 1 buổi (vẫn được tính)…
        Lan < 📊 …
        Hoa > báo cáo của tôi
        Hoa < 1 báo cáo gần nhất…
        Hoa > 1
        Hoa < Báo cáo BC0001 …↩ Cơ quan đề nghị sửa: Người nghe - Hội trường chỉ có 60 chỗ…
    """)  # noqa: E501 (a screen is read whole)
    play.now += timedelta(days=5)  # far beyond the window: what the office waits for stays open
    await play("""
        Hoa > [Sửa ngay]
        Hoa < Sửa báo cáo BC0001 · …↩ Nguyễn Thị Lan đề nghị sửa: Người nghe - Hội trường chỉ có 60 chỗ / Có bao nhiêu người nghe?…
        Hoa > 45
        Hoa < Sửa báo cáo BC0001 · …5. Người nghe: 45 người…
        Hoa > gửi
        Lan < Báo cáo BC0001 của Nguyễn Thị Hoa đã được sửa lại: / • Người nghe: 450 người → 45 người
        Hoa < Đã cập nhật báo cáo BC0001.…
        Hoa < Báo cáo đã được chuyển lại cho cơ quan xem.
    """)  # noqa: E501 (a screen is read whole)
    assert await state(play) == "resubmitted"
    play.now += timedelta(hours=1)
    await play("""
        Lan > [Mở báo cáo]
        Lan < Báo cáo BC0001 …5. Người nghe: 45 người…đã sửa lại, chờ xem. / Trước và sau khi sửa: / • Người nghe: 450 người → 45 người / …
        Lan > 1
        Lan < Việc này không nhận số.…
        Lan > chấp nhận bc0001
        Hoa < ✅ Ban Tuyên giáo và Dân vận Minh Họa đã chấp nhận báo cáo BC0001 sau khi sửa. Cảm ơn đồng chí.
        Lan < Đã chấp nhận báo cáo BC0001.
        Lan > duyệt báo cáo
        Lan < Không có báo cáo nào chờ xem trong địa bàn của đồng chí.
    """)  # noqa: E501 (a screen is read whole)
    assert await audit(play) == ["return_report", "resubmit_report", "accept_report"]
    assert await play.storage.run(lambda uow: uow.audit.broken_at()) is None


async def test_the_word_opens_what_the_office_asks_about(play: Play) -> None:
    """Typed instead of pressed, "sửa" leads to the same question, also while a correction waits."""
    await office(play)
    await answers(play, "Hoa", "sửa bc0001", "5", "400", "lưu nháp")
    await returned(play)
    await play("""
        Hoa > sua bc0001
        Hoa < Sửa báo cáo BC0001 · …↩ Nguyễn Thị Lan đề nghị sửa: Người nghe - Xin xem lại số người…Đang ghi: 400 người…
    """)


async def test_of_two_reviewers_one_decides(play: Play) -> None:
    """At the same moment one acceptance and one return: one takes effect, the other hears that it was done."""
    await office(play)
    await answers(play, "Lan", "duyệt báo cáo", "1")
    await answers(play, "Mai", "duyệt báo cáo", "1")
    presses = []
    for name in ("Lan", "Mai"):
        token = next(c.token for c in play.choices(name) if c.label == "Chấp nhận")
        presses.append(Inbound(play.addresses[name], f"press{name}", Heard.PRESS, play.now, token=token))
    await asyncio.gather(*(play.dispatcher.accept(press) for press in presses))
    await play.settle()
    said = sorted(told(play.last(name)) for name in ("Lan", "Mai"))
    assert said[1] == "Đã chấp nhận báo cáo BC0001."
    assert said[0].startswith("Báo cáo BC0001 đã được xử lý: đã chấp nhận (Nguyễn Thị ")
    assert await audit(play) == ["accept_report"]


async def test_a_return_begun_on_an_old_screen_is_too_late(play: Play) -> None:
    """Whoever writes a reason while a colleague accepts hears so, and their question is over."""
    await office(play)
    await answers(play, "Lan", "duyệt báo cáo", "1", "trả lại bc0001", "5")
    await answers(play, "Mai", "duyệt báo cáo", "1", "chấp nhận bc0001")
    await play("""
        Lan > Xin xem lại số người
        Lan < Báo cáo BC0001 vừa thay đổi sau khi đồng chí mở.…
        Lan > báo cáo mới
        Lan < Không có báo cáo nào chờ xem…
    """)
    assert await state(play) == "accepted"


async def test_nobody_accepts_what_they_have_not_seen(play: Play) -> None:
    """Corrected after it was opened, a report is not accepted by the old button; the new screen shows what changed."""
    await office(play)
    await answers(play, "Lan", "duyệt báo cáo", "1")
    await answers(play, "Hoa", "sửa bc0001", "5", "45", "gửi")
    await play("""
        Lan > [Chấp nhận]
        Lan < Báo cáo BC0001 vừa thay đổi sau khi đồng chí mở.…
        Lan > duyệt báo cáo bc0001
        Lan < Báo cáo BC0001 …Trước và sau khi sửa: / • Người nghe: 450 người → 45 người…
        Lan > [Chấp nhận]
        Lan < Đã chấp nhận báo cáo BC0001.
    """)


async def test_what_was_accepted_and_corrected_is_read_again(play: Play) -> None:
    """Within the window its person may still correct an accepted report; it goes back to who accepted it."""
    await office(play)
    await answers(play, "Lan", "duyệt báo cáo", "1", "chấp nhận bc0001")
    play.now += timedelta(hours=1)
    await answers(play, "Hoa", "sửa bc0001", "5", "45")
    await play("""
        Hoa > gửi
        Lan < Báo cáo BC0001 của Nguyễn Thị Hoa đã được sửa lại: / • Người nghe: 450 người → 45 người
        Hoa < Đã cập nhật báo cáo BC0001.…
        Hoa < Báo cáo đã được chuyển lại cho cơ quan xem.
    """)


async def test_rights_are_checked_at_every_press(play: Play) -> None:
    """Another commune's coordinator, one without the role, and the report's own person decide nothing."""
    await office(play)
    await play.person("Sen", unit="X01", roles=[Role.COORDINATOR])
    await answers(play, "Sen", "bao cao", "hom qua", "1", "1", "1", "xong", "Nước sạch", "30", "gui")
    await answers(play, "Lan", "duyệt báo cáo", "2")
    tokens = [choice.token for choice in play.choices("Lan")][:2]
    for name in ("Kha", "Hoa"):
        for token in (*tokens, "rv:1", "rvu:1", "rvr:1:x"):
            await play.sends(name, Heard.PRESS, token=token)
            assert told(play.last(name)).startswith("Đồng chí chưa được phân quyền cho việc này.")
    play.forget()
    await play("""
        Sen > duyệt báo cáo bc0002
        Sen < Báo cáo BC0002 …Đây là báo cáo của đồng chí, cần người khác xem.
        Sen > duyệt báo cáo
        Sen < 1 báo cáo chờ xem…
        Kha > duyệt báo cáo
        Kha < Không có báo cáo nào chờ xem…
        Kha > duyệt báo cáo bc0001
        Kha < Đồng chí chưa được phân quyền cho việc này.…
    """)
    await answers(play, "Lan", "duyệt báo cáo bc0002")
    token = next(choice.token for choice in play.choices("Lan") if choice.label == "Chấp nhận")
    await play.sends("Sen", Heard.PRESS, token=token)
    assert told(play.last("Sen")).startswith("Đây là báo cáo của đồng chí")
    assert await audit(play) == []


async def test_figures_by_point_explain_themselves(play: Play) -> None:
    """A session about two points counts for each; where the rows come to more than the total, a line says why."""
    await content(play)
    await answers(play, "Hoa", "bao cao", "hom qua", "1", "1", "1 2", "xong", "Nước sạch", "30", "gui")
    await play("""
        Lan > thống kê
        Lan < …Số buổi: 1 …Theo nội dung (số buổi, lượt người nghe): / 1. …1 buổi, 30 lượt / 2. …1 buổi, 30 lượt / Một buổi có nhiều nội dung được tính ở từng nội dung, …
        Lan < 📊 …
    """)  # noqa: E501 (a screen is read whole)


async def test_the_list_goes_page_by_page(play: Play) -> None:
    """A commune with many reports reads them in pages, newest first, and the pages leave none out."""
    await office(play)
    await play.person("Tam", unit="X01-T2")
    made = await play.storage.run(lambda uow: dict(uow.submissions.get(1).answers))

    def more(uow: UnitOfWork) -> None:
        from storage.submissions import Session  # noqa: PLC0415 (only here)

        unit = uow.people.get(play.people["Tam"]).unit_id
        for _ in range(10):
            sent = uow.submissions.add("session_report", play.people["Tam"], made, play.now, "BC")
            day = play.now.date()
            uow.submissions.put_session(sent, Session(day, unit, "thôn Mẫu Đoài", "truc_tiep", 30, None, ()))

    await play.storage.run(more)
    await play("""
        Lan > duyệt báo cáo
        Lan < 11 báo cáo chờ xem…
    """)
    first = [choice.word for choice in play.choices("Lan")][:-1]
    await play("""
        Lan > 9
        Lan < 3 báo cáo chờ xem…
    """)
    assert [*first, *(choice.word for choice in play.choices("Lan"))] == [f"BC{n:04d}" for n in range(11, 0, -1)]


async def test_what_was_withdrawn_is_restored_by_the_office(play: Play) -> None:
    """Withdrawn it is listed and not counted; the office restores it within the window, and nobody afterwards."""
    await office(play)
    await play("""
        Hoa > rút bc0001
        Hoa < Đã rút báo cáo BC0001.…
        Hoa > sửa bc0001
        Hoa < Báo cáo BC0001 đã rút, không tính vào số liệu.…
        Hoa > báo cáo của tôi
        Hoa < 1 báo cáo gần nhất…
        Lan > thống kê
        Lan < …Số buổi: 0…
        Lan > duyệt báo cáo bc0001
        Lan < Báo cáo BC0001 …đã rút, không tính vào số liệu. / Gõ "khôi phục BC0001" để khôi phục, đến 10:00 ngày 23/11/2026.
        Hoa > khôi phục bc0001
        Hoa < Đồng chí chưa được phân quyền cho việc này.…
        Lan > khôi phục bc0001
        Hoa < Báo cáo BC0001 đã được cơ quan khôi phục và được tính vào số liệu.
        Lan < Đã khôi phục báo cáo BC0001. Số liệu của đơn vị đã được cập nhật.
        Lan > khôi phục bc0001
        Lan < Báo cáo BC0001 không bị rút nên không cần khôi phục.
        Lan > duyệt báo cáo
        Lan < 1 báo cáo chờ xem…
    """)  # noqa: E501 (a screen is read whole)
    await answers(play, "Hoa", "rút bc0001")
    play.now += timedelta(days=4)
    await play("""
        Lan > khôi phục bc0001
        Lan < Báo cáo BC0001 đã rút quá 3 ngày nên không khôi phục được.
    """)
    assert await audit(play) == ["withdraw_report", "restore_report", "withdraw_report"]


async def test_a_returned_report_may_be_withdrawn(play: Play) -> None:
    """Nobody has to mend what was reported by mistake."""
    await office(play)
    await returned(play)
    await play("""
        Hoa > rút bc0001
        Hoa < Đã rút báo cáo BC0001.…
        Hoa > [Sửa ngay]
        Hoa < Báo cáo BC0001 đã rút…
    """)
    rows = await play.storage.run(lambda uow: uow.session.query(Submission).count())
    assert rows == 1
