"""Other ways to report: one line, several at once, a template filled offline, as last time; and why there was none."""

from __future__ import annotations

from storage.tables import SessionReport
from storage.unit_of_work import UnitOfWork
from tests.play import Play
from tests.transcripts.content_office import TITLE, issue, people

LINE = """
    Hoa > bc 19/11 mau dong 45 nguoi 40p
    Hoa < Báo cáo buổi · 3/6 / …Đã ghi: 19/11 (thứ năm); thôn Mẫu Đông; 45 người; 40 phút. / Hình thức tuyên truyền?…
    Hoa > 1
    Hoa < Báo cáo buổi · 4/6 …
    Hoa > 1
    Hoa < Báo cáo buổi · 4/6 …
    Hoa > xong
    Hoa < Báo cáo buổi · 4/6 …
    Hoa > Phòng cháy
    Hoa < Báo cáo buổi · 6/6 …
    Hoa > [Gửi báo cáo]
    Hoa < ✅ Đã nhận báo cáo mã BC0001 …
    Hoa < Báo cáo buổi / …
"""


async def kept(play: Play) -> list[tuple[str, int, int | None, str]]:
    """Return (day, listeners, minutes, form) of the sessions that were sent."""

    def read(uow: UnitOfWork) -> list[tuple[str, int, int | None, str]]:
        rows = uow.session.query(SessionReport).order_by(SessionReport.submission_id)
        return [(row.session_date.isoformat(), row.headcount, row.minutes, row.form) for row in rows]

    return await play.storage.run(read)


async def test_one_line_is_read_back_and_only_the_missing_is_asked(play: Play) -> None:
    """A line without form and topics is asked these alone, and is kept with what it said."""
    await play.person("Hoa", unit="X01-T1")
    await play(LINE)
    assert await kept(play) == [("2026-11-19", 45, 40, "truc_tiep")]


async def test_words_not_understood_and_doubts_are_read_back(play: Play) -> None:
    """What no rule took is said; what is about a number without one is asked again and not believed."""
    await play.person("Hoa", unit="X01-T1")
    await play("""
        Hoa > báo cáo 19/11 mẫu đông 40-50 người loa trời mưa
        Hoa < Chưa rõ người nghe: "40-50 người", đồng chí trả lời giúp khi được hỏi. / Chưa hiểu: trời mưa.
        Hoa < Báo cáo buổi · 4/6 / …Đã ghi: 19/11 (thứ năm); thôn Mẫu Đông; Loa truyền thanh. / …
    """)
    assert await kept(play) == []


async def test_a_day_that_has_not_come_is_refused_and_the_rest_kept(play: Play) -> None:
    """Tomorrow is no day of a report: it is said why, and the day is asked."""
    await play.person("Hoa", unit="X01-T1")
    await play("""
        Hoa > bc ngay mai mau dong 45 nguoi loa
        Hoa < Báo cáo buổi · 1/6 / …Ngày 21/11/2026 chưa đến.…
    """)


async def test_a_template_filled_offline_comes_back_in_any_order(play: Play) -> None:
    """The template is alone in its message; what is left empty is asked."""
    await play.person("Hoa", unit="X01-T1")
    await play("""
        Hoa > mau bao cao
        Hoa < Đồng chí chép mẫu dưới đây…
        Hoa < BC / Ngày: / Nơi: / Hình thức: / Nội dung: / Người nghe: / Số phút:…
        Hoa > BC / Người nghe: 45 / Nơi: mau dong / Ngày: 19/11 / Hình thức: loa / Nội dung: / Số phút: 15
        Hoa < Báo cáo buổi · 4/6 / …Đã ghi: 19/11 (thứ năm); thôn Mẫu Đông; Loa truyền thanh; 45 người; 15 phút. / …
    """)


async def test_as_last_time_takes_place_and_points_of_the_last_report(play: Play) -> None:
    """Saying "như lần trước" gives the place; day, form and number are of this session."""
    await play.person("Hoa", unit="X01-T1")
    await play(LINE)
    await play.says("Hoa", "xong")
    play.heard["Hoa"].clear()
    await play("""
        Hoa > bc như lần trước 20/11 30 nguoi loa
        Hoa < Báo cáo buổi · 4/6 / …Đã ghi: 20/11 (thứ sáu); thôn Mẫu Đông; Loa truyền thanh; 30 người. / …
    """)


async def test_several_lines_are_numbered_and_wait_one_by_one(play: Play) -> None:
    """Each line becomes its own report; one that cannot be read is named and holds up none."""
    await play.person("Hoa", unit="X01-T1")
    await play("""
        Hoa > bc 19/11 mau dong 45 nguoi loa / bc zzz / bc 18/11 mau dong 30 nguoi truc tiep
        Hoa < Dòng 2 chưa đọc được: zzz. Các dòng khác không bị ảnh hưởng.
        Hoa < Đã đọc 2 buổi: / 1. 19/11 (thứ năm); … / 2. 18/11 (thứ tư); …
        Hoa > [Xem từng buổi]
        Hoa < Báo cáo buổi · 4/6 …
    """)


async def test_complete_lines_are_sent_together_by_the_word(play: Play) -> None:
    """Lines that lack nothing go at once by the word, never by a number; one that tells the same again is asked."""
    lines = (
        f"bc 20/11 mau dong 45 nguoi loa {TITLE}",
        f"bc 20/11 mau dong 30 nguoi truc tiep {TITLE} 20p",
        f"bc 20/11 mau doai 9 nguoi loa {TITLE}",
    )
    await people(play)
    await issue(play)
    play.heard["Hoa"].clear()
    await play(f"""
        Hoa > {" / ".join(lines)}
        Hoa < Đã đọc 3 buổi: / 1. 20/11 (thứ sáu); … / 2. 20/11 (thứ sáu); … / 3. 20/11…
        Hoa > 2
        Hoa < …gửi cả…
        Hoa > gửi cả
        Hoa < ✅ Đã nhận báo cáo mã BC0001 …
        Hoa < ✅ Đã nhận báo cáo mã BC0002 …
        Hoa < Còn 1 buổi chờ đồng chí xác nhận. Gõ "báo cáo" để xem buổi tiếp theo.
        Hoa > bao cao
        Hoa < Đồng chí có một báo cáo đang làm dở …
        Hoa > 1
        Hoa < … / Đồng chí muốn bổ sung buổi này hay báo cáo buổi khác?
    """)
    assert [row[:3] for row in await kept(play)] == [("2026-11-20", 45, None), ("2026-11-20", 9, None)]


async def test_another_reason_for_no_session_is_asked_in_words(play: Play) -> None:
    """The button "Lý do khác" is no reason yet: the words are asked and kept."""
    await play.person("Hoa", unit="X01-T1")
    await play("""
        Hoa > không có buổi
        Hoa < Tháng 11/2026: …
        Hoa > [Lý do khác]
        Hoa < Lý do không có buổi · 1/1 / …
        Hoa > Cả thôn đi gặt
        Hoa < ✅ Đã ghi nhận tháng 11/2026 không có buổi (mã KB0001, lý do: Cả thôn đi gặt).…
    """)


async def test_a_day_of_a_month_before_is_warned_of_and_may_stay(play: Play) -> None:
    """Its figures may be summed up already: asked once, typed or in a line; a correction of it is not asked again."""
    await play.person("Hoa", unit="X01-T1")
    await play("""
        Hoa > báo cáo
        Hoa < …
        Hoa > 28/10
        Hoa < Báo cáo buổi · 1/6 / …Ngày 28/10/2026 thuộc tháng 10/2026; kỳ đang báo cáo là tháng 11/2026.…
        Hoa > 2
        Hoa < Báo cáo buổi · 1/6 …tổ chức ngày nào?…
        Hoa > hủy
        Hoa < …
        Hoa > bc 28/10 mau dong 45 nguoi loa
        Hoa < Báo cáo buổi · 4/6 …
        Hoa > 1
        Hoa < …
        Hoa > xong
        Hoa < …
        Hoa > Phòng cháy
        Hoa < …Ngày 28/10/2026 thuộc tháng 10/2026; kỳ đang báo cáo là tháng 11/2026.…
        Hoa > vẫn ghi
        Hoa < Báo cáo buổi · 6/6 …1. Ngày: 28/10…
        Hoa > gửi
        Hoa < ✅ …
        Hoa < …
        Hoa > sửa bc0001
        Hoa < Sửa báo cáo BC0001 …
        Hoa > 5
        Hoa < …
        Hoa > 40
        Hoa < …
        Hoa > gửi
        Hoa < Đã cập nhật báo cáo BC0001.…
    """)
    assert await kept(play) == [("2026-10-28", 40, None, "truyen_thanh")]


async def test_what_may_mean_several_things_is_asked_as_a_choice(play: Play) -> None:
    """A place, a day and a number that are unsure are chosen among what was found; other words may be typed instead."""
    await play.person("Hoa", unit="X01-T1")
    await play("""
        Hoa > bc thứ 2 19/11 thôn mẫu đôg ~45 trực tiếp
        Hoa < Báo cáo buổi · 1/6 / …Đã ghi: Trực tiếp. / Chưa rõ ngày: "thứ 2 19/11". Đồng chí chọn giúp:
        Hoa > 1
        Hoa < Báo cáo buổi · 2/6 / Đã ghi: 19/11 (thứ năm). / Chưa rõ nơi: "thôn mẫu đôg". Đồng chí chọn giúp:
        Hoa > không phải các mục trên
        Hoa < Báo cáo buổi · 2/6 / Tổ chức ở thôn…
        Hoa > thon mau doai
        Hoa < Báo cáo buổi · 4/6 …
        Hoa > 1
        Hoa < …
        Hoa > xong
        Hoa < …
        Hoa > Phòng cháy
        Hoa < Báo cáo buổi · 5/6 / …Chưa rõ người nghe: "~45". Đồng chí chọn giúp:
        Hoa > 50 người
        Hoa < Báo cáo buổi · 6/6 …2. Nơi: thôn Mẫu Đoài…5. Người nghe: 50 người…
    """)
