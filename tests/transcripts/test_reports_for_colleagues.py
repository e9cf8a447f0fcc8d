"""Reports for colleagues: both names are kept, both correct it, the colleague is told and may object."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from content.roles import Role
from storage.submission_pages import SESSIONS, Wanted
from storage.tables import Appointment, SessionReport, Submission
from storage.unit_of_work import UnitOfWork
from tests.play import Play
from tests.transcripts.content_office import TITLE, answers, issue, people
from tests.transcripts.test_office_forms import bring
from tests.transcripts.test_people_my_data import copy_of

REST = ("1", "1", "xong", "Phòng cháy", "gui")  # in person, a topic of own words


async def village(play: Play) -> None:
    """Hoa and Bình are of one village, a second Bình of another; Lan looks after the commune of both."""
    await play.person("Hoa", unit="X01-T1")
    await play.person("Binh", unit="X01-T1", full_name="Trần Văn Bình", channel="browser")
    await play.person("Binh2", unit="X01-T2", full_name="Trần Văn Bình")
    await play.person("Lan", unit="X01", roles=[Role.COORDINATOR], duties=())


async def kept(play: Play) -> list[tuple[str, str, str, int]]:
    """Return (code, whom it counts for, who sent it, listeners) by their names in the play."""
    names = {person: name for name, person in play.people.items()}

    def read(uow: UnitOfWork) -> list[tuple[str, str, str, int]]:
        rows = uow.session.query(Submission, SessionReport).filter(Submission.id == SessionReport.submission_id)
        return [
            (made.code, names[row.person_id], names.get(made.submitted_by or 0, ""), row.headcount)
            for made, row in rows.order_by(Submission.id)
        ]

    return await play.storage.run(read)


async def test_a_line_for_a_colleague_counts_for_them_and_both_are_named(play: Play) -> None:
    """It is read back under the name, told to the colleague, seen by the office, listed and corrected by both."""
    await village(play)
    await play("""
        Hoa > bc hộ trần bình hôm qua mẫu đông 45 người trực tiếp
        Hoa < Báo cáo hộ Trần Văn Bình · 4/6 / …Đã ghi: 19/11 (thứ năm); thôn Mẫu Đông; Trực tiếp; 45 người. / …
        Hoa > 1
        Hoa < …
        Hoa > xong
        Hoa < …
        Hoa > Phòng cháy
        Hoa < Báo cáo hộ Trần Văn Bình · 6/6 …
        Hoa > gửi
        Binh < 📝 Nguyễn Thị Hoa đã gửi hộ đồng chí báo cáo BC0001: 19/11 (thứ năm), thôn Mẫu Đông, 45 người nghe; nội dung: Phòng cháy. Buổi được tính cho đồng chí.…gõ "không phải buổi của tôi BC0001".
        Hoa < ✅ Đã nhận báo cáo mã BC0001 …tính cho Trần Văn Bình, do đồng chí gửi hộ.…
        Hoa < Trần Văn Bình sẽ được báo tin.
        Hoa < Báo cáo hộ Trần Văn Bình / …
        Binh > [Xem báo cáo]
        Binh < Báo cáo BC0001 / …Gửi hộ: Nguyễn Thị Hoa…
        Hoa > báo cáo của tôi
        Hoa < 1 báo cáo gần nhất…
        Lan > duyệt báo cáo
        Lan < 1 báo cáo chờ xem…
        Lan > 1
        Lan < Báo cáo BC0001 / Người báo cáo: Trần Văn Bình… / Gửi hộ: Nguyễn Thị Hoa / 1. Ngày…
        Hoa > sửa bc0001
        Hoa < Sửa báo cáo BC0001 …
        Hoa > 5
        Hoa < …
        Hoa > 54
        Hoa < …
        Hoa > gửi
        Binh < Nguyễn Thị Hoa đã sửa báo cáo BC0001 (gửi hộ cho Trần Văn Bình): / • Người nghe: 45 người → 54 người
        Hoa < Đã cập nhật báo cáo BC0001.…
    """)  # noqa: E501 (a screen is read whole)
    assert [c.label for c in play.choices("Lan")][-1] == "Báo cáo khác"
    assert await kept(play) == [("BC0001", "Binh", "Hoa", 54)]
    await play("""
        Hoa > sổ của tôi
        Hoa < Chưa có buổi nào trong năm 2026.…
        Binh > sổ của tôi
        Binh < …1 buổi…54…
        Binh > báo cáo của tôi
        Binh < 1 báo cáo gần nhất…
        Binh > rút bc0001
        Hoa < Trần Văn Bình đã rút báo cáo BC0001 …
        Binh < Đã rút báo cáo BC0001.…
    """)
    noted = await play.storage.run(lambda uow: [(row.action, row.after) for row in uow.audit.recent("submission:1")])
    both = {"person": play.people["Binh"], "submitted_by": play.people["Hoa"]}
    assert noted == [("withdraw_report", both), ("correct_report", both), ("report_for", both)]


async def test_for_whom_is_asked_with_what_was_written_kept(play: Play) -> None:
    """Namesakes are told apart by their units, a name may be searched, a line with an unknown name is kept."""
    await village(play)
    await play.person("Cuc", unit="X01-T1", duties=())  # not appointed: nobody to be reported for
    await play("""
        Lan > bc hộ Bình hôm qua 45 người trực tiếp
        Lan < Có 2 người tên "Bình". …
        Lan < Báo cáo hộ · 1/1 / Đã ghi: hôm qua 45 người trực tiếp. / Báo cáo hộ ai?…
        Lan > 2
        Lan < Báo cáo hộ Trần Văn Bình · 2/6 / …Đã ghi: 19/11 (thứ năm); Trực tiếp; 45 người.…
        Lan > hủy
        Lan < …
        Hoa > báo cáo hộ
        Hoa < Báo cáo hộ · 1/1 / Báo cáo hộ ai? / Chọn số hoặc gõ tên…
        Hoa > xyz
        Hoa < …Chưa tìm thấy người này…
        Hoa > binh
        Hoa < Báo cáo hộ Trần Văn Bình · 1/6 …
        Hoa > hủy
        Hoa < …
        Hoa > bc hộ Lý Mẫu, hôm qua 45 người
        Hoa < Chưa tìm thấy "Lý Mẫu" trong số người đồng chí được báo cáo hộ. Phần còn lại được giữ nguyên.
        Hoa < Báo cáo hộ · 1/1 / Đã ghi: hôm qua 45 người. / …
        Hoa > 1
        Hoa < Báo cáo hộ Trần Văn Bình · 2/6 / …45 người…
    """)
    assert [c.label for c in play.shown["Lan"][1].choices[:2]] == [
        "Trần Văn Bình, thôn Mẫu Đông", "Trần Văn Bình, thôn Mẫu Đoài",
    ]  # fmt: skip


async def test_the_right_is_checked_again_when_it_is_sent(play: Play) -> None:
    """A colleague whose appointment has ended, or of another unit, cannot be reported for; nothing is sent."""
    await village(play)
    await answers(play, "Hoa", "bc hộ bình hôm qua mẫu đông 45 người", *REST[:-1])

    def end(uow: UnitOfWork) -> None:
        row = uow.session.query(Appointment).filter(Appointment.person_id == play.people["Binh"]).one()
        row.valid_to = play.now.date().replace(day=1)

    await play.storage.run(end)
    await play("""
        Hoa > gửi
        Hoa < Đồng chí không báo cáo hộ Trần Văn Bình được…
        Hoa > hủy
        Hoa < …
        Hoa > bc hộ Bình hôm qua 45 người
        Hoa < Đơn vị của đồng chí chưa có ai khác được công nhận để báo cáo hộ.…
    """)
    assert await kept(play) == []


async def test_the_colleague_objects_and_nothing_is_lost(play: Play) -> None:
    """The office is asked with a way to open the report, who sent it is told; it counts until the office decides."""
    await village(play)
    await answers(play, "Hoa", "bc hộ bình hôm qua mẫu đông 45 người", *REST)
    await play("""
        Binh > không phải buổi của tôi
        Lan < ⚠ Trần Văn Bình cho biết báo cáo BC0001 do Nguyễn Thị Hoa gửi hộ không phải buổi của mình.…
        Hoa < ⚠ Trần Văn Bình cho biết báo cáo BC0001 đồng chí gửi hộ không phải buổi của mình.…
        Binh < Đã chuyển ý kiến của đồng chí về báo cáo BC0001 tới Nguyễn Thị Lan và Nguyễn Thị Hoa. Báo cáo vẫn được giữ, chờ cơ quan xem.
        Binh > [Không phải buổi của tôi]
        Binh < Ý kiến của đồng chí về báo cáo BC0001 đã được chuyển…
        Lan > [Mở báo cáo]
        Lan < Báo cáo BC0001 / …⚠ Trần Văn Bình cho biết đây không phải buổi của mình.…
        Lan > trả lại bc0001
        Lan < …
        Lan > 5
        Lan < …
        Lan > Buổi này của ai
        Binh < ↩ …
        Hoa < ↩ …
        Lan < Đã trả lại báo cáo BC0001…
        Hoa > không phải buổi của tôi bc0001
        Hoa < Không có báo cáo nào được gửi hộ đồng chí.…
    """)  # noqa: E501 (a screen is read whole)
    assert await kept(play) == [("BC0001", "Binh", "Hoa", 45)]


async def test_the_same_session_is_looked_for_with_both(play: Play) -> None:
    """What the colleague reported alone is not added to by others; several lines may be of several people."""
    await village(play)
    await answers(play, "Binh", "bc hôm qua mẫu đông 45 người", *REST)
    await play("""
        Hoa > bc hộ bình hôm qua mẫu đông 45 người trực tiếp
        Hoa < …
        Hoa > 1
        Hoa < …
        Hoa > xong
        Hoa < …
        Hoa > Phòng cháy
        Hoa < …Đã có báo cáo ngày 19/11/2026 tại thôn Mẫu Đông (mã BC0001). Nếu đúng là buổi ấy thì không cần gửi nữa…
        Hoa > hủy
        Hoa < …
        Hoa > bc hộ bình / Ngày: 18/11 / Người nghe: 30 / bc 18/11 mau dong 20 nguoi loa
        Hoa < Đã đọc 2 buổi: / 1. hộ Trần Văn Bình: 18/11…30 người (còn thiếu: nơi, hình thức, nội dung) / 2. 18/11…
    """)


async def test_the_office_keeps_it_after_all_and_takes_both_names_out(play: Play) -> None:
    """Accepted in spite of the objection both hear so; export and copies of one's data name who sent it for whom."""
    await village(play)
    await answers(play, "Hoa", "bc hộ bình hôm qua mẫu đông 45 người", *REST)
    await answers(play, "Binh", "không phải buổi của tôi bc0001")
    await play("""
        Lan > duyệt báo cáo bc0001
        Lan < Báo cáo BC0001 / …⚠ Trần Văn Bình cho biết…
        Lan > chấp nhận bc0001
        Binh < Ban Tuyên giáo và Dân vận Minh Họa đã xem ý kiến về báo cáo BC0001 và giữ nguyên báo cáo.
        Hoa < Ban Tuyên giáo và Dân vận Minh Họa đã xem ý kiến về báo cáo BC0001 và giữ nguyên báo cáo.
        Lan < Đã chấp nhận báo cáo BC0001.
    """)

    def exported(uow: UnitOfWork) -> list[tuple[str, str]]:
        unit = uow.people.get(play.people["Lan"]).unit_id
        days = (play.now.date() - timedelta(days=5), play.now.date())
        wanted = Wanted(SESSIONS, (unit,), *days, play.now - timedelta(days=5), play.now + timedelta(days=1))
        return [(row.person, row.entered_by) for row in uow.submission_pages.page(wanted, 10, 0)]

    assert await play.storage.run(exported) == [("Trần Văn Bình", "Nguyễn Thị Hoa")]
    copies = {name: await copy_of(play, name) for name in ("Hoa", "Binh")}
    assert "Tính cho: Trần Văn Bình" in copies["Hoa"]
    assert "Gửi hộ: Nguyễn Thị Hoa" in copies["Binh"]
    assert all("Người nghe: 45 người" in copy for copy in copies.values())


async def test_the_offices_own_form_is_asked_for_a_colleague_too(play: Play) -> None:
    """Whichever form asks for sessions, the report counts for the colleague."""
    shipped = (Path(__file__).parents[2] / "content" / "forms" / "session_report.md").read_text(encoding="utf-8")
    await village(play)
    await play.person("Minh", roles=[Role.EDITOR], duties=())
    await play.person("Mai", roles=[Role.APPROVER], duties=())
    await bring(play, shipped)
    await answers(play, "Mai", "cong bo bieu mau 1 ban 1")
    await answers(play, "Hoa", "bc hộ bình hôm qua mẫu đông 45 người")
    assert play.last("Hoa").heading.startswith("Báo cáo hộ Trần Văn Bình · ")
    await answers(play, "Hoa", *REST)
    assert await kept(play) == [("BC0001", "Binh", "Hoa", 45)]
    versions = await play.storage.run(lambda uow: [made.form_version_id for made in uow.session.query(Submission)])
    assert versions == [1]


async def test_of_two_who_correct_it_the_later_begins_anew(play: Play) -> None:
    """A correction that the other has begun is let go of when one is sent: it cannot bring back old figures."""
    await village(play)
    await answers(play, "Hoa", "bc hộ bình hôm qua mẫu đông 45 người", *REST, "không bổ sung")
    await answers(play, "Binh", "sửa bc0001", "3", "2")
    await answers(play, "Hoa", "sửa bc0001", "5", "54", "gui")
    await answers(play, "Binh", "gui")
    assert await kept(play) == [("BC0001", "Binh", "Hoa", 54)]


async def test_a_second_line_loses_none_of_the_first(play: Play) -> None:
    """Each line whose colleague is still to be chosen waits by itself."""
    await village(play)
    await play.person("Binh3", unit="X01-T1", full_name="Trần Văn Bình")
    await answers(
        play,
        "Hoa",
        "bc hộ trần văn bình hôm qua mẫu đông 45 người",
        "bc hộ trần văn bình hôm qua mẫu đông 30 người",
        "1",
    )
    carried = await play.storage.run(
        lambda uow: [str(one.progress["p"]) for one in uow.progress.of(play.people["Hoa"])]
    )
    assert any("45 người" in one for one in carried)
    assert any("30 người" in one for one in carried)


async def test_an_objection_reaches_somebody_who_may_decide(play: Play) -> None:
    """Who sent it is told as its sender only; where there is no other coordinator the admin is asked."""
    await village(play)
    await play.person("An", roles=[Role.ADMIN], duties=())
    await answers(play, "Lan", "bc hộ bình hôm qua mẫu đông 45 người", "1", *REST)
    await answers(play, "Binh", "không phải buổi của tôi bc0001")
    assert "Đề nghị đồng chí mở báo cáo" in play.last("An").text
    assert "Đề nghị đồng chí mở báo cáo" not in play.last("Lan").text


async def test_who_sent_it_does_not_review_it(play: Play) -> None:
    """A coordinator reports for somebody without a phone, and another one has to accept it."""
    await village(play)

    def add(uow: UnitOfWork) -> None:
        unit = uow.units.by_code("X01-T2")
        assert unit is not None
        person = uow.people.put(full_name="Hà Thị Mây", unit_id=unit.id, now=play.now)
        uow.people.appoint(person.id, "ttv")

    await play.storage.run(add)
    await answers(play, "Lan", "bc hộ mây hôm qua mẫu đoài 45 người", *REST)
    assert "Chưa nhắn được cho Hà Thị Mây" in play.shown["Lan"][-2].text
    await play("""
        Lan > không bổ sung
        Lan < …
        Lan > duyệt báo cáo
        Lan < Không có báo cáo nào chờ xem…
        Lan > duyệt báo cáo bc0001
        Lan < Báo cáo BC0001 / Người báo cáo: Hà Thị Mây… / Gửi hộ: Nguyễn Thị Lan…Đây là báo cáo của đồng chí…
    """)


async def test_of_several_the_one_no_longer_allowed_waits(play: Play) -> None:
    """Sent together, what may go goes; the report for somebody who left meanwhile stays and holds up none."""
    await people(play)
    await play.person("Ái", unit="X01-T1", full_name="Vi Văn Ái")
    await issue(play)
    lines = (f"bc hộ ái 20/11 mau dong 45 nguoi loa {TITLE}", f"bc 19/11 mau dong 30 nguoi loa {TITLE}")
    await answers(play, "Hoa", " / ".join(lines))
    await play.storage.run(lambda uow: uow.people.stand(uow.people.get(play.people["Ái"]), "suspended"))
    await play("""
        Hoa > gửi cả
        Hoa < Đồng chí không báo cáo hộ Vi Văn Ái được…
        Hoa < ✅ Đã nhận báo cáo mã BC0001 …
        Hoa < Còn 1 buổi chờ đồng chí xác nhận.…
    """)
    assert await kept(play) == [("BC0001", "Hoa", "", 30)]
