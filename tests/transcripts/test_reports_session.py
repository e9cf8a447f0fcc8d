"""The session report as its people see it: sent once, amended, corrected, withdrawn; or none held."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from content.message import Heard, Inbound
from content.roles import Role
from storage.tables import Revision, SessionReport, Submission
from storage.unit_of_work import UnitOfWork
from tests.play import Play

REPORT = """
    Hoa > bao cao
    Hoa < Báo cáo buổi · 1/6 …
    Hoa > hôm qua
    Hoa < Báo cáo buổi · 2/6 …
    Hoa > 1
    Hoa < Báo cáo buổi · 3/6 / Đã ghi: thôn Mẫu Đông…
    Hoa > 1
    Hoa < Báo cáo buổi · 4/6 …
    Hoa > 1
    Hoa < Báo cáo buổi · 4/6 …
    Hoa > xong
    Hoa < Báo cáo buổi · 4/6 / Đã ghi: Nội dung khác. …
    Hoa > Phòng cháy
    Hoa < Báo cáo buổi · 5/6 …
"""
SEND = """
    Hoa > 45 người
    Hoa < Báo cáo buổi · 6/6 …
    Hoa > [Gửi báo cáo]
    Hoa < ✅ Đã nhận báo cáo mã BC0001 lúc 09:00 ngày 20/11/2026. Tháng này đồng chí đã báo cáo 1 buổi. Có thể sửa đến 09:00 ngày 23/11/2026. / Đã ghi: 19/11 (thứ năm), thôn Mẫu Đông, Trực tiếp, 45 người nghe; nội dung: Phòng cháy. / …Cần hỗ trợ, xin gọi: 0950 000 001.
    Hoa < Báo cáo buổi / Đồng chí có bổ sung chi tiết cho báo cáo buổi vừa gửi không?…
"""  # noqa: E501 (a receipt is read whole)


async def reported(play: Play) -> None:
    """Chị Hoa has just sent her report of yesterday."""
    await play.person("Hoa", unit="X01-T1")
    await play(REPORT)
    await play(SEND)


async def counted(play: Play) -> list[tuple[str, int, int | None]]:
    """Return (code, listeners, minutes) of what counts."""

    def read(uow: UnitOfWork) -> list[tuple[str, int, int | None]]:
        rows = uow.session.query(SessionReport, Submission).join(
            Submission, Submission.id == SessionReport.submission_id
        )
        return [(made.code, row.headcount, row.minutes) for row, made in rows if row.is_counted]

    return await play.storage.run(read)


async def test_a_report_is_sent_in_six_steps_with_a_receipt(play: Play) -> None:
    """The receipt has the number, what was recorded, what follows, until when, and whom to call."""
    await reported(play)
    assert await counted(play) == [("BC0001", 45, None)]


async def test_a_double_tap_sends_one_report(play: Play) -> None:
    """Two taps on "Gửi báo cáo", also at the same moment, make one submission."""
    await play.person("Hoa", unit="X01-T1")
    await play(REPORT)
    await play.says("Hoa", "45")
    token = next(c.token for c in play.choices("Hoa") if c.label == "Gửi báo cáo")
    taps = [Inbound(play.addresses["Hoa"], f"tap{n}", Heard.PRESS, play.now, token=token) for n in range(3)]
    await asyncio.gather(*(play.dispatcher.accept(tap) for tap in taps))
    await play.settle()
    assert await counted(play) == [("BC0001", 45, None)]


async def test_details_after_sending_amend_what_was_sent(play: Play) -> None:
    """An optional answer goes into the same report, and leaves no revision: nothing was replaced."""
    await reported(play)
    await play("""
        Hoa > [Bổ sung chi tiết]
        Hoa < Báo cáo buổi · bổ sung 1/8…
        Hoa > 40 phút
        Hoa < Báo cáo buổi · bổ sung 2/8 / Đã ghi: 40 phút…
    """)
    assert await counted(play) == [("BC0001", 45, 40)]
    assert await play.storage.run(lambda uow: uow.session.query(Revision).count()) == 0


async def test_a_report_is_corrected_at_its_check_screen(play: Play) -> None:
    """The choice "Sửa" opens the report filled in; the old wording is kept, details added before stay."""
    await reported(play)
    await play("""
        Hoa > [Bổ sung chi tiết]
        Hoa < …
        Hoa > 40
        Hoa < …
        Hoa > báo cáo của tôi
        Hoa < 1 báo cáo gần nhất của đồng chí:
        Hoa > 1
        Hoa < Báo cáo BC0001 / Ngày: thứ năm, 19/11/2026 / Nơi: thôn Mẫu Đông / …Thời lượng: 40 phút / …
        Hoa > [Sửa]
        Hoa < Sửa báo cáo BC0001 · …1. Ngày: 19/11 (thứ năm)…6. Thời lượng: 40 phút…
        Hoa > 5
        Hoa < Sửa báo cáo BC0001 · …
        Hoa > 54
        Hoa < Sửa báo cáo BC0001 · …
        Hoa > gửi
        Hoa < Đã cập nhật báo cáo BC0001. Bản cũ được lưu trong nhật ký. / Đã ghi: …54 người nghe…
    """)
    assert await counted(play) == [("BC0001", 54, 40)]
    old = await play.storage.run(lambda uow: [r.answers["headcount"] for r in uow.session.query(Revision)])
    assert old == [45]


async def test_after_the_window_a_report_is_locked(play: Play) -> None:
    """Three days later it can only be read; an old button says so, and asks what the office is to change."""
    await reported(play)
    await play("""
        Hoa > báo cáo của tôi
        Hoa < …
        Hoa > 1
        Hoa < …
    """)
    await play.tick(days=4)
    play.forget()
    await play("""
        Hoa > [Sửa]
        Hoa < Báo cáo BC0001 đã chốt kỳ tháng 11/2026, không sửa được. Nếu cần, đề nghị đồng chí liên hệ 0950 000 001.
        Hoa < Đề nghị sửa báo cáo…
        Hoa > hủy
        Hoa < …
        Hoa > rút BC0001
        Hoa < Báo cáo BC0001 đã chốt kỳ tháng 11/2026, không sửa được.…
    """)
    assert await counted(play) == [("BC0001", 45, None)]


async def test_a_report_is_withdrawn_by_word_and_stays_readable(play: Play) -> None:
    """A number never withdraws; the word does, once; what was withdrawn is kept and no longer counted."""
    await reported(play)
    await play("""
        Hoa > báo cáo của tôi
        Hoa < …
        Hoa > 1
        Hoa < …
        Hoa > 2
        Hoa < Rút báo cáo BC0001? …Gõ "rút BC0001" để rút.
        Hoa > 1
        Hoa < Việc này không nhận số. …gõ đủ chữ "rút BC0001".
        Hoa > rut bc0001
        Hoa < Đã rút báo cáo BC0001. Số liệu của đơn vị đã được cập nhật.
        Hoa > rút BC0001
        Hoa < Báo cáo BC0001 đã rút, không tính vào số liệu.…
        Hoa > báo cáo của tôi
        Hoa < 1 báo cáo gần nhất…
    """)
    assert [c.label for c in play.choices("Hoa")] == ["BC0001 · 19/11 · đã rút"]
    assert await counted(play) == []


async def test_nobody_opens_the_report_of_another(play: Play) -> None:
    """A button's token is untrusted: somebody else's report is not found."""
    await reported(play)
    await play.person("Tam", unit="X01-T2", channel="browser")
    for verb in ("rep", "repe", "repx"):
        await play.sends("Tam", Heard.PRESS, token=f"{verb}:1")
        assert play.last("Tam").text.startswith("Không tìm thấy báo cáo, phiếu này.")
    assert await counted(play) == [("BC0001", 45, None)]


async def test_the_same_session_again_is_added_to_the_first(play: Play) -> None:
    """Same place, day and point: "Bổ sung buổi này" amends the report that is there instead of making a second."""
    await reported(play)
    await play("""
        Hoa > báo cáo
        Hoa < Báo cáo buổi · 1/6 …
        Hoa > hôm qua
        Hoa < …
        Hoa > 1
        Hoa < …
        Hoa > 1
        Hoa < …
        Hoa > 1
        Hoa < …
        Hoa > xong
        Hoa < …
        Hoa > phong chay
        Hoa < Báo cáo buổi…Đã có báo cáo ngày 19/11/2026 tại thôn Mẫu Đông (mã BC0001).…
        Hoa > [Bổ sung buổi này]
        Hoa < Báo cáo buổi · 5/6 …
        Hoa > 60
        Hoa < Báo cáo buổi · 6/6 …
        Hoa > gửi
        Hoa < Đã cập nhật báo cáo BC0001.…60 người nghe…
        Hoa < Báo cáo BC0001 giữ nguyên số, không tạo thêm báo cáo mới.
        Hoa < …
    """)
    assert await counted(play) == [("BC0001", 60, None)]


async def test_a_draft_is_offered_and_never_taken_up_silently(play: Play) -> None:
    """Coming back, the person chooses between going on and beginning anew."""
    await play.person("Hoa", unit="X01-T1")
    await play("""
        Hoa > báo cáo
        Hoa < Báo cáo buổi · 1/6 …
        Hoa > hôm qua
        Hoa < Báo cáo buổi · 2/6 …
        Hoa > lưu nháp
        Hoa < …
        Hoa > báo cáo
        Hoa < Đồng chí có một báo cáo đang làm dở từ 20/11 (thứ sáu). Đồng chí muốn làm tiếp không?
        Hoa > 1
        Hoa < Báo cáo buổi · 2/6 …
        Hoa > /baocao
        Hoa < Đồng chí có một báo cáo đang làm dở…
        Hoa > [Làm lại từ đầu]
        Hoa < Báo cáo buổi · 1/6 …
    """)


async def test_none_held_stops_the_reminders(play: Play) -> None:
    """The choice "Không có buổi" with a reason is an answer; the month is not asked for again."""
    await play.person("Hoa", unit="X01-T1")
    await play.person("Tam", unit="X01-T2", channel="browser")
    await play.tick(days=5)
    await play("""
        Hoa < 🔔 Hôm nay là hạn báo cáo tháng 11/2026.…
        Tam < 🔔 Hôm nay là hạn báo cáo tháng 11/2026.…
        Hoa > [Không có buổi]
        Hoa < Tháng 11/2026: đồng chí không tổ chức buổi nào?…
        Hoa > 1
        Hoa < ✅ Đã ghi nhận tháng 11/2026 không có buổi (mã KB0001, lý do: không có lịch).…
        Hoa > không có buổi
        Hoa < Đồng chí đã báo tháng 11/2026 không có buổi (mã KB0001).
    """)
    await play.tick(days=2)
    await play("""
        Tam < ⏰ Đã quá hạn báo cáo tháng 11/2026 2 ngày.…
    """)


async def test_later_is_answered_and_kept(play: Play) -> None:
    """The choice "Để sau" says when, and the reminder comes on that day and not before."""
    await play.person("Hoa", unit="X01-T1")
    await play.tick(days=5)
    await play("""
        Hoa < 🔔 Hôm nay là hạn báo cáo tháng 11/2026.…
        Hoa > [Để sau]
        Hoa < Đã ghi. Hệ thống sẽ nhắc lại vào 26/11 (thứ năm), nếu đến lúc đó việc chưa xong.
    """)
    await play.tick(hours=5)
    await play.tick(hours=16)  # six in the morning
    await play.tick(hours=3)
    await play("""
        Hoa < ⏰ Đã quá hạn báo cáo tháng 11/2026 1 ngày.…
    """)


async def test_a_coordinator_sees_and_reminds_own_units_only(play: Play) -> None:
    """Numbers, first names and one decisive button; a second press finds nobody left to remind."""
    await play.person("Hoa", unit="X01-T1")
    await play.person("Tam", unit="X01-T2", channel="browser")
    await play.person("Xa", unit="X02")
    await play.person("Lan", unit="X01", roles=[Role.COORDINATOR], duties=())
    await play("""
        Hoa > nhắc
        Hoa < Đồng chí chưa được phân quyền cho việc này.…
        Lan > nhac
        Lan < Theo dõi tháng 11/2026 (hạn 25/11 (thứ tư)) / Chưa báo cáo: 2/2 người. / …Gồm: Nguyễn Thị Tam (thôn Mẫu Đoài), Nguyễn Thị Hoa (thôn Mẫu Đông). / …
        Lan > [Gửi nhắc ngay]
        Lan < Hệ thống đang nhắc 2 người.
        Hoa < 🔔 Kính nhắc đồng chí: kỳ báo cáo tháng 11/2026 kết thúc vào 25/11 (thứ tư).…
        Tam < 🔔 Kính nhắc đồng chí:…
        Lan > [Gửi nhắc ngay]
        Lan < Không có ai cần nhắc lúc này…
    """)  # noqa: E501 (a screen is read whole)
    play.now += timedelta(hours=13)
    await play("""
        Lan > [Gửi nhắc ngay]
        Lan < Đang ngoài giờ gửi tin. Hệ thống sẽ nhắc 2 người vào 21/11 (thứ bảy).
    """)
    await play.tick(hours=10)
    await play("""
        Hoa < 🔔 Kính nhắc đồng chí:…
        Tam < 🔔 Kính nhắc đồng chí:…
    """)
    assert await play.storage.run(lambda uow: uow.audit.broken_at()) is None


async def test_figures_in_words_and_as_a_picture(play: Play) -> None:
    """The office sees counts of its units, and a chart that follows; the person sees only the own figures."""
    await reported(play)
    await play.person("Tam", unit="X01-T2", channel="browser")
    await play.person("Lan", unit="X01", roles=[Role.COORDINATOR], duties=())
    await play("""
        Lan > thong ke
        Lan < 📊 xã Đồng Mẫu - tháng 11/2026 / Số buổi: 1 (+1 so với kỳ trước) / Lượt người nghe: 45 / Số người có báo cáo: 1/2 (50%) / Trực tiếp 1 - trực tuyến 0 - khác 0 / Theo nội dung (số buổi, lượt người nghe): / 1. Phòng cháy: 1 buổi, 45 lượt / …
        Lan < 📊 Số buổi theo nội dung, tháng 11/2026
        Lan > thống kê tháng 10
        Lan < 📊 xã Đồng Mẫu - tháng 10/2026 / Số buổi: 0 (bằng kỳ trước) / …Chưa có báo cáo buổi nào trong kỳ này.
        Lan > thống kê hôm kìa
        Lan < Chưa đọc được kỳ "hôm kìa".…
        Hoa > thống kê
        Hoa < Đồng chí chưa được phân quyền cho việc này.…
        Hoa > kết quả của tôi
        Hoa < 📊 Kết quả của đồng chí - tháng 11/2026 …
        Hoa > kết quả của tôi năm
        Hoa < 📊 Kết quả của đồng chí - năm 2026 / Số buổi: 1 / Lượt người nghe: 45 / Nội dung nhiều nhất: Phòng cháy
    """)  # noqa: E501 (a screen is read whole)
    charts = [said.file for said in play.shown["Lan"] if said.file]
    assert [(chart.mime, chart.is_photo) for chart in charts] == [("image/png", True)]
