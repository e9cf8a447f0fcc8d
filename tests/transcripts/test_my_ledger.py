"""`sổ của tôi`: a year of one's own sessions in chat and as a sheet, shown to nobody else."""

from __future__ import annotations

import io
from datetime import date

import openpyxl

from content.roles import Role
from handlers.commands.my_ledger import asked, bar
from storage.submissions import Session
from storage.unit_of_work import UnitOfWork
from tests.play import Play

TODAY = date(2026, 11, 20)


async def held(play: Play, name: str, on: date, headcount: int, *points: str, counts: bool = True) -> None:
    """Let somebody have reported a session."""

    def make(uow: UnitOfWork) -> None:
        me = play.people[name]
        unit = uow.people.get(me).unit_id
        made = uow.submissions.add("session_report", me, {}, play.now, "BC")
        told = tuple((None, point) for point in points)
        uow.submissions.put_session(made, Session(on, unit, "thôn Mẫu Đông", "truc_tiep", headcount, 40, told))
        if not counts:
            uow.submissions.withdraw(made, by=me, now=play.now)

    await play.storage.run(make)


async def a_year(play: Play) -> None:
    """Chị Hoa's year, with one session taken back, one of last year's December, and another person's."""
    await play.person("Hoa", unit="X01-T1")
    await play.person("Lan", unit="X01-T2", roles=[Role.COORDINATOR])
    for on, heads, points in (
        (date(2026, 1, 5), 1200, ("Phòng cháy",)),
        (date(2026, 11, 2), 40, ("Phòng cháy", "=1+1")),
        (date(2026, 11, 19), 45, ("Bảo hiểm y tế",)),
        (date(2025, 3, 1), 30, ("Phòng cháy",)),
        (date(2025, 10, 1), 30, ("Phòng cháy",)),
        (date(2025, 11, 20), 30, ("Phòng cháy",)),
        (date(2025, 2, 1), 30, ("Phòng cháy",)),
        (date(2025, 12, 1), 30, ("Phòng cháy",)),
    ):
        await held(play, "Hoa", on, heads, *points)
    await held(play, "Hoa", date(2026, 11, 3), 99, "Phòng cháy", counts=False)
    await held(play, "Lan", date(2026, 11, 4), 77, "Phòng cháy")


async def test_the_year_is_told_by_month_and_by_point(play: Play) -> None:
    """Counted sessions of the own person alone; the bar is against the same days of the former year."""
    await a_year(play)
    await play("""
        Hoa > so cua toi
        Hoa < 📒 Sổ của đồng chí - năm 2026 / Số buổi: 3 - Lượt người nghe: 1.285 / So với cùng kỳ năm 2025: ▓▓▓▓▓▓▓░░░ 3/4 buổi / Theo tháng: / • Tháng 1: 1 buổi, 1.200 lượt / • Tháng 11: 2 buổi, 85 lượt / Theo nội dung: / 1. Phòng cháy: 2 buổi, 1.240 lượt / 2. =1+1: 1 buổi, 40 lượt / 3. Bảo hiểm y tế: 1 buổi, 45 lượt
        Hoa > sổ của tôi năm trước
        Hoa < 📒 Sổ của đồng chí - năm 2025 / Số buổi: 5 - Lượt người nghe: 150 / Theo tháng: / • Tháng 2: …
        Hoa > sổ của tôi năm 2024
        Hoa < Chưa có buổi nào trong năm 2024. Gõ "báo cáo" để báo cáo một buổi.
        Hoa > /so hôm kìa
        Hoa < Chưa rõ "hôm kìa". Đồng chí gõ, ví dụ: "sổ của tôi"…
    """)  # noqa: E501 (a screen is read whole)


async def test_the_year_is_taken_along_as_a_sheet(play: Play) -> None:
    """By button or by word: each session, the months with their sum, the points; no cell is a formula."""
    await a_year(play)
    await play("""
        Hoa > sổ của tôi
        Hoa < 📒 …
        Hoa > [Tải sổ (Excel)]
        Hoa < Hệ thống đang tạo tệp, xin chờ ít giây.
        Hoa < Sổ năm 2026 của đồng chí.
        Hoa > so cua toi excel
        Hoa < Hệ thống đang tạo tệp, xin chờ ít giây.
        Hoa < Sổ năm 2026 của đồng chí.
    """)
    file = play.last("Hoa").file
    assert file is not None
    assert file.name == "so_cua_toi_2026.xlsx"
    stored = await play.storage.run(lambda uow: uow.files.get(file.file_id).stored_as)
    book = openpyxl.load_workbook(io.BytesIO(play.store.path(stored).read_bytes()))
    sessions, months, points = ([[cell.value for cell in row] for row in page.iter_rows()] for page in book.worksheets)
    assert [row[2] for row in sessions[1:]] == ["05/01/2026", "02/11/2026", "19/11/2026"]
    assert sessions[2][1:] == ["BC0002", "02/11/2026", "thôn Mẫu Đông", "Trực tiếp", 40, 40, "Phòng cháy; =1+1"]
    assert months[1:] == [["1/2026", 1, 1200], ["11/2026", 2, 85], ["Cộng", 3, 1285]]
    assert points[2] == ["=1+1", 1, 40]
    assert book.worksheets[2]["A3"].data_type == "s"


async def test_who_held_none_is_told_so(play: Play) -> None:
    """An empty ledger says what to do, as a screen and as a sheet."""
    await play.person("Hoa", unit="X01-T1")
    await play("""
        Hoa > sổ của tôi
        Hoa < Chưa có buổi nào trong năm 2026. Gõ "báo cáo" để báo cáo một buổi.
        Hoa > sổ của tôi excel
        Hoa < Chưa có buổi nào trong năm 2026.…
    """)


def test_what_may_follow_the_word() -> None:
    """A year that has begun, a word for the sheet, or both; anything else is not this command."""
    assert asked("", TODAY) == (2026, False)
    assert asked("nam 2025", TODAY) == asked("2025", TODAY) == asked("năm trước", TODAY) == (2025, False)
    assert asked("năm 2025 excel", TODAY) == asked("2025 tải về", TODAY) == (2025, True)
    assert asked("xlsx", TODAY) == asked("năm nay excel", TODAY) == (2026, True)
    assert [asked(text, TODAY) for text in ("2027", "năm 1999", "bị mất", "đất của tôi")] == [None] * 4


def test_a_bar_is_ten_signs() -> None:
    """Some is never shown as none, and more than the whole is a full bar."""
    assert [bar(part, 20) for part in (0, 1, 10, 19, 20, 45)] == [
        "░░░░░░░░░░", "▓░░░░░░░░░", "▓▓▓▓▓░░░░░", "▓▓▓▓▓▓▓▓▓░", "▓▓▓▓▓▓▓▓▓▓", "▓▓▓▓▓▓▓▓▓▓",
    ]  # fmt: skip
