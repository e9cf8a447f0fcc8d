"""Whom a document is for: what is offered, how it may be typed, and when it may go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

from openpyxl import load_workbook

from handlers.dispatcher import Dispatcher
from storage.unit_of_work import UnitOfWork
from tests.play import Play
from tests.transcripts.content_office import answers, approve, draft, issue, people, submit

NIGHT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)  # ten in the evening


async def test_a_unit_that_is_no_more_is_not_offered(play: Play) -> None:
    """A commune merged away stands neither among the units nor among those left out, and typing it finds nothing."""
    await people(play)

    def end(uow: UnitOfWork) -> None:
        uow.units.put("X99", "xã Mẫu Cũ", "xa", uow.units.by_code("T01"), valid_to=date(2025, 6, 30))

    await play.storage.run(end)
    await draft(play)
    await play("""
        Minh > trinh
        Minh < Trình duyệt · 1/6 …
    """)
    assert play.choices("Minh")[0].label == "tỉnh Minh Họa"
    assert not [c.label for c in play.choices("Minh") if "Mẫu Cũ" in c.label]
    await play("""
        Minh > xa mau cu
        Minh < …
    """)
    assert "xã Mẫu Cũ" not in play.last("Minh").text.partition("\n")[2]


async def test_the_exact_name_of_a_hamlet_is_enough(play: Play) -> None:
    """What is typed without diacritics picks the hamlet, though its label adds the commune."""
    await people(play)
    await draft(play)
    await play("""
        Minh > trinh
        Minh < …
        Minh > thon mau dong
        Minh < Trình duyệt · 1/6 …Đã chọn: thôn Mẫu Đông, xã Đồng Mẫu.
        Minh > xong
        Minh < Trình duyệt · 2/6 …
    """)


async def test_a_name_that_two_hamlets_bear_is_asked(play: Play) -> None:
    """Nobody's hamlet is picked by accident: both are offered with their communes."""
    await people(play)
    await play.unit("X02-T1", "thôn Mẫu Đông", "thon", "X02")
    await draft(play)
    await play("""
        Minh > trinh
        Minh < …
        Minh > thon mau dong
        Minh < Trình duyệt · 1/6 …Đồng chí muốn chọn mục nào?
    """)
    assert {c.label for c in play.choices("Minh")} >= {"thôn Mẫu Đông, xã Đồng Mẫu", "thôn Mẫu Đông, xã Suối Thử"}


async def test_the_check_screen_says_what_its_word_does(play: Play) -> None:
    """Nothing is sent here: it is submitted."""
    await people(play)
    await draft(play)
    await answers(play, "Minh", "trinh", "1", "xong", "1", "xong", "1")
    await play("""
        Minh > 1
        Minh < Trình duyệt · 6/6 …Gõ "trình" để trình duyệt, hoặc gõ số của dòng cần sửa.
    """)


async def test_at_night_a_notice_waits_but_not_in_the_demo(play: Play) -> None:
    """A newcomer who tries the demo in the evening sees it arrive."""
    await people(play)
    play.now = NIGHT
    await draft(play)
    await submit(play)
    await approve(play, 1)
    assert [said.heading for said in play.shown["Hoa"]] == []
    play.world = replace(play.world, is_demo=True)
    play.dispatcher = Dispatcher(play.storage, play.world, lambda: play.now)
    await draft(play, title="Nước sạch nông thôn")
    await submit(play)
    await answers(play, "Lan", "duyệt 2")
    await play("""
        Lan > đồng ý duyệt 2
        Lan < Đã duyệt số 2 "Nước sạch nông thôn" cho 2 người nhận. Hệ thống gửi ngay.
        Minh < Số 2 …
        Hoa < 📌 Nội dung tuyên truyền: Nước sạch nông thôn
        Tâm < 📌 Nội dung tuyên truyền: Nước sạch nông thôn
    """)


async def test_a_notice_planned_for_the_night_says_when_it_will_go(play: Play) -> None:
    """Who plans 3 in the morning, and who approves, hear that it goes at 7:30; what is urgent goes as planned."""
    await people(play)
    await draft(play)
    await answers(play, "Minh", "trinh", "1", "xong", "2", "xong", "bo qua", "1", "2", "21/11 03:00")
    hint = "Giờ đã hẹn ngoài giờ gửi tin (7:30 - 20:30, trừ ngày nghỉ). Tin thường sẽ đi lúc 07:30 ngày 21/11/2026."
    await play.says("Minh", "trinh")
    assert hint in [said.text for said in play.heard["Minh"]]
    play.forget()
    await play.says("Lan", "duyệt 1")
    assert hint in play.last("Lan").text
    await draft(play, title="Nước sạch nông thôn")
    await answers(play, "Minh", "trinh", "1", "xong", "2", "xong", "bo qua", "2", "2", "21/11 03:00", "trinh")
    assert hint not in [said.text for said in play.shown["Minh"][-3:]]


async def test_the_sheet_of_recipients_says_who_read_it_when(play: Play) -> None:
    """Each recipient has a row; who pressed "Đã nắm" has the hour, the others none."""
    await people(play)
    await issue(play)
    play.now = play.now.replace(hour=3)
    await answers(play, "Hoa", "da nam")
    await answers(play, "Minh", "tien do 1")
    await play("""
        Minh > [Tệp danh sách]
        Minh < …
        Minh < …
    """)
    file = play.last("Minh").file
    assert file is not None
    stored = await play.storage.run(lambda uow: uow.files.get(file.file_id).stored_as)
    book = load_workbook(BytesIO(play.store.path(stored).read_bytes()))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    read = {str(cell): str(row) for row in rows for cell in row if cell in ("Nguyễn Thị Hoa", "Phạm Văn Tâm")}
    assert "10:00 20/11/2026" in read["Nguyễn Thị Hoa"]
    assert "10:00" not in read["Phạm Văn Tâm"]
