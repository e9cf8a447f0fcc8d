"""`xuất báo cáo`: reports of a period and of one's units as a file; who may, what is in it, what stays out."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import openpyxl

from content.roles import Role
from storage.submissions import Session
from storage.tables import Audit
from storage.unit_of_work import UnitOfWork
from tests.play import Play


async def held(play: Play, name: str, on: date, unit: str, **more: object) -> str:
    """Let somebody have reported a session; return its code."""

    def make(uow: UnitOfWork) -> str:
        me, place = play.people[name], uow.units.by_code(unit)
        assert place is not None
        answers = {
            "session_date": on.isoformat(), "place": str(place.id), "form": "truc_tiep", "topics": ["other"],
            "topics_other": "Phòng cháy", "headcount": 45, **more,
        }  # fmt: skip
        made = uow.submissions.add("session_report", me, answers, play.now, "BC")
        told = Session(on, place.id, place.name, "truc_tiep", 45, 40, ((None, "Phòng cháy"),))
        uow.submissions.put_session(made, told)
        return made.code

    return await play.storage.run(make)


async def an_office(play: Play) -> None:
    """Two communes with a session each, and one of last month; Lan follows the first commune, An all."""
    await play.person("Hoa", unit="X01-T1")
    await play.person("Tam", unit="X02")
    await play.person("Lan", unit="X01", roles=[Role.COORDINATOR], duties=())
    await play.person("An", roles=[Role.ADMIN], duties=())
    await held(play, "Hoa", date(2026, 11, 19), "X01-T1", concerns="=1+1")
    await held(play, "Tam", date(2026, 11, 18), "X02")
    await held(play, "Hoa", date(2026, 10, 3), "X01-T2")


async def brought(play: Play, name: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the file that somebody was shown last."""
    file = play.last(name).file
    assert file is not None
    stored = await play.storage.run(lambda uow: uow.files.get(file.file_id).stored_as)
    return file.name, play.store.path(stored).read_bytes()


async def test_a_coordinator_takes_out_the_own_units(play: Play) -> None:
    """The month by default, words in the cells, nothing of other communes; and it is noted who took it."""
    await an_office(play)
    await play("""
        Lan > xuat bao cao
        Lan < Hệ thống đang tạo tệp .xlsx: 1 báo cáo, tháng 11/2026, xã Đồng Mẫu. Xin chờ ít phút.
        Lan < Báo cáo tháng 11/2026, xã Đồng Mẫu: 1 báo cáo. Đề nghị giữ riêng, chỉ dùng trong công việc.
    """)
    name, content = await brought(play, "Lan")
    assert name == "bao_cao_2026-11.xlsx"
    head, line = ([cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0])
    told = dict(zip(head, line, strict=True))
    assert (told["Mã báo cáo"], told["Người báo cáo"], told["Đơn vị"]) == ("BC0001", "Nguyễn Thị Hoa", "thôn Mẫu Đông")
    assert (told["Tình trạng"], told["Ngày"], told["Nơi"]) == ("Đã gửi", "19/11/2026", "thôn Mẫu Đông")
    assert "=1+1" in line
    noted = await play.storage.run(
        lambda uow: [
            (row.actor_id, row.after) for row in uow.session.query(Audit).filter_by(action="export_submissions")
        ]
    )
    assert [actor for actor, _ in noted] == [play.people["Lan"]]


async def test_period_unit_and_kind_are_named_in_one_line(play: Play) -> None:
    """In any usual way, without diacritics too; "mã" gives the names and values that programs read."""
    await an_office(play)
    await play("""
        An > xuất báo cáo năm xa dong mau csv ma
        An < Hệ thống đang tạo tệp .csv: 2 báo cáo, năm 2026, xã Đồng Mẫu.…
        An < Báo cáo năm 2026, xã Đồng Mẫu: 2 báo cáo.…
    """)
    name, content = await brought(play, "An")
    assert name == "bao_cao_2026.csv"
    lines = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [(line["code"], line["session_date"], line["topics"]) for line in lines] == [
        ("BC0001", "2026-11-19", "other"), ("BC0003", "2026-10-03", "other"),
    ]  # fmt: skip
    assert lines[0]["concerns"] == "'=1+1"
    await play("""
        An > xuất báo cáo tháng 11 json
        An < Hệ thống đang tạo tệp .json: 2 báo cáo, tháng 11/2026, tỉnh Minh Họa.…
        An < Báo cáo tháng 11/2026, tỉnh Minh Họa: 2 báo cáo.…
    """)
    _, content = await brought(play, "An")
    assert [one["answers"]["topics"] for one in json.loads(content)] == ["Phòng cháy", "Phòng cháy"]


async def test_a_name_of_several_units_is_asked_about(play: Play) -> None:
    """A press on one of them means that unit, and says so."""
    await an_office(play)
    await play("""
        An > xuất báo cáo năm thôn mẫu
        An < Có nhiều đơn vị gần với tên này. Đồng chí chọn một đơn vị:…
        An > [thôn Mẫu Đoài]
        An < Hệ thống đang tạo tệp .xlsx: 1 báo cáo, năm 2026, thôn Mẫu Đoài.…
        An < Báo cáo năm 2026, thôn Mẫu Đoài: 1 báo cáo.…
        An > xuất báo cáo quý 1
        An < Không có báo cáo nào trong quý 1/2026, tỉnh Minh Họa.
        An > xuất báo cáo xã Không Có
        An < Chưa rõ "xã Không Có".…
    """)


async def test_others_may_not(play: Play) -> None:
    """A communicator may not, an editor may not, and a coordinator not for another commune, by word or by button."""
    await an_office(play)
    await play.person("Em", roles=[Role.EDITOR], duties=())
    await play("""
        Hoa > xuất báo cáo
        Hoa < Đồng chí chưa được phân quyền cho việc này.…
        Em > xuất báo cáo
        Em < Đồng chí chưa được phân quyền cho việc này.…
        Lan > xuất báo cáo năm xã Suối Thử
        Lan < Chưa rõ "xã Suối Thử".…
    """)
    other = await play.storage.run(lambda uow: uow.units.by_code("X02"))
    assert other is not None
    from content.message import Heard  # noqa: PLC0415 (beside its only use)

    await play.sends("Lan", Heard.PRESS, token=f"xr:{other.id}:2026:xlsx:1")
    await play.sends("Lan", Heard.PRESS, token="xr:1:tháng:exe:1")
    await play("""
        Lan < Đồng chí chưa được phân quyền cho việc này.…
        Lan < Nút này đã cũ…
    """)


async def test_what_was_corrected_and_withdrawn_says_so(play: Play) -> None:
    """A withdrawn report is still in the file with its state, and each correction is counted."""
    await an_office(play)

    def change(uow: UnitOfWork) -> None:
        made = uow.submissions.by_code("BC0001")
        assert made is not None
        later = play.now + timedelta(hours=1)
        uow.submissions.amend(made, {**made.answers, "headcount": 50}, by=made.person_id, now=later)
        uow.submissions.withdraw(made, by=made.person_id, now=later)

    await play.storage.run(change)
    await play("""
        Lan > xuất báo cáo json
        Lan < Hệ thống đang tạo tệp .json: 1 báo cáo…
        Lan < Báo cáo tháng 11/2026…
    """)
    (one,) = json.loads((await brought(play, "Lan"))[1])
    assert (one["state"], one["revisions"], one["answers"]["headcount"]) == ("withdrawn", 2, 50)
    assert one["amended_at"] == "2026-11-20T10:00:00+07:00"
