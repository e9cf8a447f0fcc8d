"""What was sent with the office's own forms: seen, corrected, given back, read again, withdrawn, taken out."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from content.roles import Role
from handlers import my_data
from storage.tables import Revision, Submission
from storage.unit_of_work import UnitOfWork
from tests.play import Play, told
from tests.transcripts.content_office import answers
from tests.transcripts.test_office_forms import bring, people

SHIPPED = Path(__file__).parents[2] / "content" / "forms" / "session_report.md"
HEADCOUNT = "| | integer | headcount |"
ASKED = (
    "| | text | partner | Phối hợp với ai? | | | | string-length(.) > 3 | Ghi rõ tên đơn vị. | |\n"
    "| | integer | helpers | Mấy người của đơn vị bạn? | | yes | ${partner} != '' | . < 50 | Nhiều quá. | |\n"
)
VISIT = """
| survey |
| | type | name | label | required | relevant | constraint | constraint_message |
| | select_one_from_file units.csv | where | Thăm đơn vị nào? | yes | | | |
| | select_multiple_from_file people.csv | who | Đi cùng ai? | | | | |
| | integer | guests | Tiếp bao nhiêu người? | yes | | . < 100 | Nhiều quá. |
| | text | why | Vì sao đông? | yes | ${guests} > 50 | | |
| | begin repeat | need | Việc cần làm | | | | |
| | text | what | Cần làm gì? | yes | | | |
| | end repeat | | | | | | |
| | begin group | after | Thêm | | | | |
| | text | remark | Ghi chú gì thêm? | | | | |
| | end group | | | | | | |

| settings |
| | form_title | form_id | version |
| | Phiếu thăm | phieu_tham | 1 |
"""


HOST = """
| survey |
| | type | name | label | required | calculation |
| | select_one_from_file people.csv | host | Ai chủ trì? | yes | |
| | calculate | who | | | instance('people')/root/item[name=${host}]/label |
| | integer | guests | Bao nhiêu người? | yes | |

| settings |
| | form_title | form_id | version | instance_name |
| | Phiếu buổi | phieu_buoi | 1 | concat('Buổi của ', ${who}) |
"""


async def office(play: Play) -> None:
    """The people of the forms, and Nga, who follows the commune."""
    await people(play)
    await play.person("Nga", unit="X01", roles=[Role.COORDINATOR], duties=())


async def visit(play: Play) -> None:
    """Hoa has sent a visit with two needs, of whom one colleague went along."""
    await office(play)
    await bring(play, VISIT)
    await answers(play, "Lan", "công bố biểu mẫu 1 bản 1")
    await answers(
        play, "Hoa", "biểu mẫu", "1", "thôn 1", "2", "xong", "45", "Sửa loa", "1", "Thêm ghế", "2", "gửi", "không"
    )  # fmt: skip
    play.now += timedelta(hours=1)
    play.forget()


async def one(play: Play, code: str) -> Submission:
    """Return the submission of *code*."""

    def find(uow: UnitOfWork) -> Submission:
        found = uow.submissions.by_code(code)
        assert found is not None
        return found

    return await play.storage.run(find)


@pytest.mark.both
async def test_a_session_report_is_mended_by_the_questions_it_was_made_with(play: Play) -> None:
    """Extra answers stand in review, are given back by name, asked by the old version, and compared afterwards."""
    await office(play)
    shipped = SHIPPED.read_text(encoding="utf-8")
    await bring(play, shipped.replace(HEADCOUNT, ASKED + HEADCOUNT))
    await answers(play, "Lan", "công bố biểu mẫu 1 bản 1")
    await answers(
        play, "Hoa", "bao cao", "hom nay", "thon 1", "1", "Khác", "xong", "Phòng cháy", "Hội Phụ nữ", "3", "45", "gui"
    )  # fmt: skip
    await bring(play, shipped.replace(HEADCOUNT, ASKED.replace("Phối hợp với ai?", "Cùng đơn vị nào?") + HEADCOUNT))
    await answers(play, "Lan", "công bố biểu mẫu 1 bản 2")
    play.now += timedelta(hours=1)
    play.forget()
    await play("""
        Hoa > báo cáo của tôi
        Hoa < 1 báo cáo gần nhất…
        Hoa > 1
        Hoa < Báo cáo BC0001 …Người nghe: 45 người…Phối hợp với ai: Hội Phụ nữ / Mấy người của đơn vị bạn: 3…
        Nga > duyệt báo cáo
        Nga < 1 báo cáo chờ xem…
        Nga > 1
        Nga < Báo cáo BC0001 …5. Phối hợp với ai: Hội Phụ nữ / 6. Mấy người của đơn vị bạn: 3 / 7. …: 45…
        Nga > trả lại bc0001
        Nga < Trả lại báo cáo · 1/2 …
        Nga > 5
        Nga < Trả lại báo cáo · 2/2 …
        Nga > Ghi đủ tên
        Hoa < ↩ …bổ sung báo cáo BC0001: Phối hợp với ai - Ghi đủ tên. Hạn: …
        Nga < Đã trả lại báo cáo BC0001 cho Nguyễn Thị Hoa: Phối hợp với ai - Ghi đủ tên. Trong lúc chờ sửa…
        Hoa > [Sửa ngay]
        Hoa < Sửa báo cáo BC0001 …đề nghị sửa: Phối hợp với ai - Ghi đủ tên / Phối hợp với ai?…
        Hoa > Hội
        Hoa < Sửa báo cáo BC0001 …Ghi rõ tên đơn vị.…
        Hoa > Hội Phụ nữ xã Mẫu
        Hoa < Sửa báo cáo BC0001 …5. Phối hợp với ai: Hội Phụ nữ xã Mẫu…
        Hoa > gửi
        Nga < Báo cáo BC0001 của Nguyễn Thị Hoa đã được sửa lại: / • Phối hợp với ai: Hội Phụ nữ → Hội Phụ nữ xã Mẫu
        Hoa < Đã cập nhật báo cáo BC0001.…
        Hoa < Báo cáo đã được chuyển lại cho cơ quan xem.
        Hoa > sửa bc0001
        Hoa < Sửa báo cáo BC0001 …6. Mấy người của đơn vị bạn: 3…
        Hoa > 5
        Hoa < …
        Hoa > bỏ qua
        Hoa < Sửa báo cáo BC0001 …5. Phối hợp với ai: (không có) / 6. …: 45…
        Hoa > gửi
        Hoa < Đã cập nhật báo cáo BC0001.…
    """)
    made = await one(play, "BC0001")
    assert made.answers.keys() & {"partner", "helpers"} == set()
    assert (made.answers["headcount"], made.form_version_id, made.state) == (45, 1, "resubmitted")
    assert await play.storage.run(lambda uow: uow.session.query(Revision).count()) == 2


@pytest.mark.both
async def test_what_a_form_made_is_corrected_given_back_and_withdrawn(play: Play) -> None:
    """The rules of session reports hold: window, the very question, before and after, nothing deleted."""
    await visit(play)
    await play("""
        Hoa > phiếu của tôi
        Hoa < 1 phiếu gần nhất của đồng chí:
        Hoa > 1
        Hoa < Phiếu BM0001 / Biểu mẫu: Phiếu thăm / Thăm đơn vị nào: Thôn 1 / Đi cùng ai: Nguyễn Thị Mai, Thôn 1 / …45 / việc cần làm 1 - Cần làm gì: Sửa loa / việc cần làm 2 - Cần làm gì: Thêm ghế…Có thể sửa đến…
        Hoa > [Sửa]
        Hoa < Sửa phiếu BM0001 …1. Thăm đơn vị nào: Thôn 1…3. Tiếp bao nhiêu người: 45…4. …Cần làm gì: Sửa loa…5. …Cần làm gì: Thêm ghế…6. Ghi chú gì thêm: (không có)…Gõ "gửi" để gửi lại…
        Hoa > 3
        Hoa < …Tiếp bao nhiêu người?…
        Hoa > 120
        Hoa < …Nhiều quá.…
        Hoa > 60
        Hoa < …Đã sửa Tiếp bao nhiêu người: 60. / Vì sao đông?…
        Hoa > Có hội nghị
        Hoa < Sửa phiếu BM0001 …4. Vì sao đông: Có hội nghị…
        Hoa > gửi
        Hoa < Đã cập nhật phiếu BM0001. Bản cũ được lưu trong nhật ký.
        Nga > duyệt phiếu
        Nga < 1 báo cáo, phiếu chờ xem…
        Nga > 1
        Nga < Phiếu BM0001 / Biểu mẫu: Phiếu thăm / Người gửi: Nguyễn Thị Hoa…1. Thăm đơn vị nào: Thôn 1 / 2. Đi cùng ai: Nguyễn Thị Mai, Thôn 1 / 3. Tiếp bao nhiêu người: 60…Trước và sau khi sửa: / • Tiếp bao nhiêu người: 45 → 60 / • Vì sao đông: (không có) → Có hội nghị…
        Nga > trả lại bm0001
        Nga < Trả lại phiếu · 1/2 / Dòng nào cần sửa?…
        Nga > 6
        Nga < …
        Nga > Ghế nào
        Hoa < ↩ …bổ sung phiếu BM0001: việc cần làm 2 - Cần làm gì - Ghế nào. Hạn…
        Nga < Đã trả lại phiếu BM0001 cho Nguyễn Thị Hoa: việc cần làm 2 - Cần làm gì - Ghế nào.
    """)  # noqa: E501 (a screen is read whole)
    play.now += timedelta(days=5)
    await play("""
        Hoa > sửa bm0001
        Hoa < Sửa phiếu BM0001 …Ghế nào / Cần làm gì?…Đang ghi: Thêm ghế…
        Hoa > Thêm ghế nhựa
        Hoa < …
        Hoa > gửi
        Nga < Phiếu BM0001 của Nguyễn Thị Hoa đã được sửa lại: / • việc cần làm 2 - Cần làm gì: Thêm ghế → Thêm ghế nhựa
        Hoa < Đã cập nhật phiếu BM0001.…
        Hoa < Phiếu đã được chuyển lại cho cơ quan xem.
        Nga > [Mở phiếu]
        Nga < Phiếu BM0001 …
        Nga > chấp nhận bm0001
        Hoa < ✅ …đã chấp nhận phiếu BM0001 sau khi sửa.…
        Nga < Đã chấp nhận phiếu BM0001.
        Hoa > sửa bm0001
        Hoa < Phiếu BM0001 đã quá 3 ngày nên không tự sửa được.…
        Hoa < Đề nghị sửa phiếu…
        Hoa > hủy
        Hoa < …
        Mai > sửa bm0001
        Mai < Không tìm thấy báo cáo, phiếu này.…
    """)
    made = await one(play, "BM0001")
    assert made.answers["need/2/what"] == "Thêm ghế nhựa"
    assert await play.storage.run(lambda uow: uow.session.query(Revision).count()) == 2
    await answers(play, "Hoa", "biểu mẫu", "1", "thôn 1", "bỏ qua", "9", "Sửa đèn", "2", "gửi", "không")
    play.forget()
    await play("""
        Hoa > rút bm0002
        Hoa < Đã rút phiếu BM0002.
        Hoa > sửa bm0002
        Hoa < Phiếu BM0002 đã rút. Nội dung vẫn được lưu trong nhật ký.
        Nga > duyệt báo cáo
        Nga < Không có báo cáo nào chờ xem…
        Nga > khôi phục bm0002
        Hoa < Phiếu BM0002 đã được cơ quan khôi phục.
        Nga < Đã khôi phục phiếu BM0002.
        Hoa > rút bm0002
        Hoa < Đã rút phiếu BM0002.
    """)
    assert (await one(play, "BM0002")).answers["guests"] == 9


async def exported(play: Play, how: str) -> bytes:
    """Return the file that Nga takes out."""
    await answers(play, "Nga", f"xuất biểu mẫu 1 tháng 11 {how}")
    file = play.last("Nga").file
    assert file is not None
    stored = await play.storage.run(lambda uow: uow.files.get(file.file_id).stored_as)
    return play.store.path(stored).read_bytes()


async def test_what_was_chosen_from_lists_is_taken_out_as_it_was_called(play: Play) -> None:
    """Names change afterwards; the file, the card and one's own data say the old ones; codes where names are asked."""
    await visit(play)
    await answers(play, "Hoa", "rút bm0001")

    def rename(uow: UnitOfWork) -> None:
        unit = uow.units.by_code("X01-T1")
        assert unit is not None
        unit.name = "Thôn Đông"
        uow.people.get(play.people["Mai"]).full_name = "Nguyễn Thị Mai Anh"

    await play.storage.run(rename)
    labels = json.loads(await exported(play, "json"))[0]
    assert labels["state"] == "withdrawn"
    assert (labels["answers"]["where"], labels["answers"]["who"]) == ("Thôn 1", "Nguyễn Thị Mai, Thôn 1")
    names = json.loads(await exported(play, "json mã"))[0]["answers"]
    assert (names["where"], names["who"]) == ("X01-T1", ["M-Mai"])
    assert [need["what"] for need in names["need"]] == ["Sửa loa", "Thêm ghế"]
    assert told(play.last("Nga"))
    await play.says("Nga", "duyệt báo cáo bm0001")
    assert "Thăm đơn vị nào: Thôn 1" in told(play.last("Nga"))
    await play.storage.run(lambda uow: my_data.erase(uow, play.people["Mai"], play.now))
    assert json.loads(await exported(play, "json"))[0]["answers"]["who"] == "(đã xóa)"
    assert "Mai" not in str((await one(play, "BM0001")).rows_chosen)


async def test_what_a_form_made_of_an_erased_name_goes(play: Play) -> None:
    """A calculation and the paper's own name that were made of a colleague's name do not outlive it."""
    await office(play)
    await bring(play, HOST)
    await answers(play, "Lan", "công bố biểu mẫu 1 bản 1")
    await answers(play, "Hoa", "biểu mẫu", "1", "mai", "45")
    assert "gõ số từ 1 đến 2" in told(play.last("Hoa"))
    await answers(play, "Hoa", "2", "45", "gửi")
    made = await one(play, "BM0001")
    assert "Nguyễn Thị Mai" in made.name
    assert "Nguyễn Thị Mai" in str(made.answers)
    await play.storage.run(lambda uow: my_data.erase(uow, play.people["Mai"], play.now))
    made = await one(play, "BM0001")
    assert "Mai" not in f"{made.name}{made.answers}{made.rows_chosen}"
    assert made.answers["guests"] == 45


async def test_a_session_is_joined_and_counted_whichever_form_asked(play: Play) -> None:
    """Reported before the office had its form, and again by it: one report, mended by the newer questions."""
    await office(play)
    await answers(play, "Hoa", "bao cao", "hom nay", "1", "1", "1", "xong", "Phòng cháy", "40", "gui", "thôi")
    shipped = SHIPPED.read_text(encoding="utf-8")
    await bring(play, shipped.replace(HEADCOUNT, ASKED + HEADCOUNT))
    await answers(play, "Lan", "công bố biểu mẫu 1 bản 1")
    await answers(play, "Hoa", "bao cao", "hom nay", "thon 1", "1", "Khác", "xong", "Phòng cháy")
    await play("""
        Hoa > [Bổ sung buổi này]
        Hoa < …Phối hợp với ai?…
    """)
    await answers(play, "Hoa", "Hội Phụ nữ", "3", "45", "gui")
    await play.says("Nga", "duyệt báo cáo bc0001")
    card = told(play.last("Nga"))
    assert "Phối hợp với ai: Hội Phụ nữ" in card
    assert "40 → 45" in card
    made = await one(play, "BC0001")
    assert (made.form_version_id, made.answers["helpers"], made.answers["headcount"]) == (1, 3, 45)
    row = await play.storage.run(lambda uow: uow.submissions.session_of(made.id))
    assert row is not None
    assert row.headcount == 45
