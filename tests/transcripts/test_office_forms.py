"""The office's own forms: brought, tried, published by a second person, filled, replaced by a next version."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from content.roles import Role
from handlers import my_data
from storage.tables import Submission
from storage.unit_of_work import UnitOfWork
from tests.play import Play
from tests.transcripts.content_office import answers

FORM = """
| survey |
| | type | name | label | required | relevant | constraint | constraint_message |
| | integer | people | Bao nhiêu người dự? | yes | | . > 0 | Số người phải lớn hơn 0. |
| | select_one yn | hot | Có câu hỏi nóng không? | yes | | | |
| | text | what | Câu hỏi gì? | | ${hot} = 'yes' | | |

| choices |
| | list_name | name | label |
| | yn | yes | Có |
| | yn | no | Không |

| settings |
| | form_title | form_id | version |
| | Phiếu nhanh | phieu_nhanh | 1 |
"""
FAULTY = FORM.replace("${hot}", "${hop}").replace("| integer |", "| integr |")


async def people(play: Play) -> None:
    """An editor, an approver, two communicators."""
    await play.office()
    await play.unit("X01", "xã Mẫu", "xa")
    await play.unit("X01-T1", "Thôn 1", parent="X01")
    await play.person("Minh", roles=[Role.EDITOR], duties=())
    await play.person("Lan", roles=[Role.APPROVER], duties=())
    await play.person("Hoa", unit="X01-T1")
    await play.person("Mai", unit="X01-T1")


async def bring(play: Play, text: str = FORM) -> None:
    """Send the sheet as the answer to "nạp biểu mẫu"."""
    await play("""
        Minh > nap bieu mau
        Minh < Nạp biểu mẫu …Đồng chí gửi tệp biểu mẫu XLSForm
    """)
    await play.uploads_file("Minh", "phieu.md", text.encode())


async def publish(play: Play) -> None:
    """Bring the form and have the second person publish it."""
    await bring(play)
    play.forget()
    await play("""
        Lan > cong bo bieu mau 1 ban 1
        Lan < Đã công bố Phiếu nhanh, bản 1.
        Minh < Nguyễn Thị Lan đã công bố Phiếu nhanh, bản 1.
    """)


async def sent(play: Play, form: str = "phieu_nhanh") -> list[Submission]:
    """Return all submissions of the form."""

    def find(uow: UnitOfWork) -> list[Submission]:
        return list(uow.session.query(Submission).filter(Submission.form == form).order_by(Submission.id))

    return await play.storage.run(find)


@pytest.mark.both
async def test_a_form_is_brought_published_by_another_and_filled(play: Play) -> None:
    """Its author cannot publish it; once the second person did, whoever it is for is asked its questions."""
    await people(play)
    await bring(play)
    await play("""
        Minh < Đã nhận tệp phieu.md.
        Minh < Đã nạp Phiếu nhanh, bản 1: 3 câu hỏi. Chưa ai được hỏi theo bản này.
        Minh < Phiếu nhanh (mã phieu_nhanh) / Bản 1: chờ công bố
        Lan < Nguyễn Thị Minh vừa nạp Phiếu nhanh, bản 1
        Hoa > bieu mau
        Hoa < Hiện cơ quan không có biểu mẫu nào
        Minh > cong bo bieu mau 1 ban 1
        Minh < Đồng chí chưa được phân quyền cho việc này.
        Lan > [Xem biểu mẫu]
        Lan < Phiếu nhanh (mã phieu_nhanh)
        Lan > [Xem câu hỏi]
        Lan < Phiếu nhanh …1. Bao nhiêu người dự?
        Lan > cong bo bieu mau 1 ban 1
        Lan < Đã công bố Phiếu nhanh, bản 1.
        Minh < Nguyễn Thị Lan đã công bố Phiếu nhanh, bản 1.
        Lan > cong bo bieu mau 1 ban 1
        Lan < Bản này không còn chờ công bố (đang dùng).
        Hoa > bieu mau
        Hoa < Biểu mẫu của cơ quan
        Hoa > 1
        Hoa < Phiếu nhanh · 1/3 …Bao nhiêu người dự?
        Hoa > 0
        Hoa < Phiếu nhanh · 1/3 …Số người phải lớn hơn 0.
        Hoa > 25
        Hoa < Phiếu nhanh · 2/3 …Có câu hỏi nóng không?
        Hoa > 1
        Hoa < Phiếu nhanh · 3/4 …Câu hỏi gì?
        Hoa > Bao giờ có nước sạch
        Hoa < Phiếu nhanh · 4/4
        Hoa > gui
        Hoa < ✅ Đã gửi Phiếu nhanh, mã BM
    """)
    (made,) = await sent(play)
    assert made.answers == {"people": 25, "hot": "yes", "what": "Bao giờ có nước sạch"}
    assert (made.form_version_id, made.is_test) == (1, False)


async def test_the_first_page_names_forms_while_one_is_asked(play: Play) -> None:
    """Nobody has to know a word to find them; without any the page is as short as before."""
    await people(play)
    await play("""
        Hoa > menu
        Hoa < Chào buổi sáng
        Hoa > 4
        Hoa < Thông tin
    """)
    await publish(play)
    await play("""
        Hoa > menu
        Hoa < Chào buổi sáng
        Hoa > [Biểu mẫu cần điền]
        Hoa < Biểu mẫu của cơ quan
        Hoa > menu
        Hoa < Chào buổi sáng
        Hoa > 4
        Hoa < Biểu mẫu của cơ quan
        Hoa > 9
        Hoa < Không có mục số 9. Đề nghị đồng chí gõ số 1.
        Hoa > 01
        Hoa < Hệ thống chưa hiểu.
        Hoa > 1
        Hoa < Phiếu nhanh · 1/3 …Bao nhiêu người dự?
        Minh > menu
        Minh < Chào buổi sáng
        Minh > [Quản lý biểu mẫu]
        Minh < Biểu mẫu
    """)


async def test_a_faulty_sheet_is_refused_with_every_fault(play: Play) -> None:
    """All faults at once, each at its cell; nothing is kept."""
    await people(play)
    await bring(play, FAULTY)
    await play("""
        Minh < Đã nhận tệp phieu.md.
        Minh < Chưa nạp được phieu.md. Xin sửa các chỗ sau …survey!A2…survey!E4
        Minh > quan ly bieu mau
        Minh < Cơ quan chưa có biểu mẫu.
    """)


async def test_trying_out_is_kept_apart(play: Play) -> None:
    """What the office tries counts nowhere."""
    await people(play)
    await bring(play)
    play.forget()
    await play("""
        Minh > lam thu bieu mau 1
        Minh < Phiếu nhanh · 1/3
        Minh > 3
        Minh < Phiếu nhanh · 2/3
        Minh > 2
        Minh < Phiếu nhanh · 3/3
        Minh > gui
        Minh < ✅ Đã làm thử xong Phiếu nhanh (mã thử THU
    """)
    assert await sent(play) == []
    assert [one.is_test for one in await sent(play, "phieu_nhanh:test")] == [True]


async def test_what_is_begun_stays_with_its_version(play: Play) -> None:
    """Published while somebody fills the first, a next version leaves her the first; others get the next."""
    await people(play)
    await publish(play)
    await play("""
        Hoa > bieu mau
        Hoa < Biểu mẫu của cơ quan
        Hoa > 1
        Hoa < Phiếu nhanh · 1/3 …Bao nhiêu người dự?
    """)
    await bring(play, FORM.replace("Bao nhiêu người dự?", "Mấy người dự?"))
    play.forget()
    await play("""
        Lan > cong bo bieu mau 1 ban 1
        Lan < Phiếu nhanh (mã phieu_nhanh) / Bản 2: chờ công bố
        Lan > cong bo bieu mau 1 ban 2
        Lan < Đã công bố Phiếu nhanh, bản 2. Ai đang điền dở bản trước thì điền tiếp bản đó.
        Minh < Nguyễn Thị Lan đã công bố Phiếu nhanh, bản 2.
        Hoa > 7
        Hoa < Phiếu nhanh · 2/3
        Hoa > 2
        Hoa < Phiếu nhanh · 3/3 …Bao nhiêu người dự: 7
        Hoa > gui
        Hoa < ✅ Đã gửi Phiếu nhanh
        Mai > bieu mau phieu nhanh
        Mai < Phiếu nhanh · 1/3 …Mấy người dự?
    """)
    assert [one.form_version_id for one in await sent(play)] == [1]


async def test_a_closed_form_is_not_asked(play: Play) -> None:
    """Closed it is gone from the list, and an old button says so; opened again it is back."""
    await people(play)
    await publish(play)
    await play("""
        Hoa > bieu mau
        Hoa < Biểu mẫu của cơ quan
        Lan > dong bieu mau 1
        Lan < Đã đóng Phiếu nhanh: không ai mở mới được
        Hoa > 1
        Hoa < Không có biểu mẫu này, hoặc biểu mẫu đã đóng.
        Lan > mo bieu mau 1
        Lan < Đã mở lại Phiếu nhanh.
        Hoa > bieu mau
        Hoa < Biểu mẫu của cơ quan
    """)


async def test_a_code_of_the_product_is_not_taken(play: Play) -> None:
    """A form that calls itself as the product's own report is refused in words."""
    await people(play)
    await bring(play, FORM.replace("phieu_nhanh", "zero_report"))
    await play("""
        Minh < Đã nhận tệp phieu.md.
        Minh < Mã biểu mẫu zero_report dành cho hệ thống.
    """)


async def test_what_was_sent_is_taken_out_with_the_columns_of_all_versions(play: Play) -> None:
    """One table for all versions, merged by name; what was only tried is not in it; a repeat has a sheet of its own."""
    await people(play)
    await play.person("Nga", roles=[Role.COORDINATOR], duties=())
    await publish(play)
    await answers(play, "Hoa", "bieu mau", "1", "25", "1", "Bao giờ có nước sạch", "gui")
    second = FORM.replace(
        "| | text | what |", "| | begin repeat | guest | Khách | | | | |\n| | text | role | Vai trò? | yes | | | |\n"
        "| | end repeat | | | | | | |\n| | text | more |"
    )  # fmt: skip
    await bring(play, second)
    play.forget()
    await answers(play, "Minh", "lam thu bieu mau 1", "hủy")
    await answers(play, "Lan", "cong bo bieu mau 1 ban 2")
    await answers(play, "Mai", "bieu mau", "1", "7", "1", "Trưởng thôn", "1", "Bí thư", "2", "Không có", "gui")
    await play("""
        Nga > xuat bieu mau 1 thang 11
        Nga < Hệ thống đang tạo tệp .xlsx: 2 phiếu, tháng 11/2026
        Nga < Phiếu nhanh tháng 11/2026
    """)
    file = play.last("Nga").file
    assert file is not None
    stored = await play.storage.run(lambda uow: uow.files.get(file.file_id).stored_as)
    book = openpyxl.load_workbook(io.BytesIO(play.store.path(stored).read_bytes()))
    first, guests = book.worksheets
    heads = [cell.value for cell in next(first.iter_rows(max_row=1))]
    assert heads[-4:] == ["Bao nhiêu người dự?", "Có câu hỏi nóng không?", "Câu hỏi gì?", "Câu hỏi gì? (2)"]
    told = [[cell.value for cell in line][-4:] for line in first.iter_rows(min_row=2)]
    assert told == [[25, "Có", None, "Bao giờ có nước sạch"], [7, "Có", "Không có", None]]
    assert [cell.value for cell in guests["D"]][1:] == ["Trưởng thôn", "Bí thư"] or guests.max_row == 3


async def test_the_office_asks_its_own_session_report(play: Play) -> None:
    """Its form adds a question; "báo cáo" asks it, what is counted is counted, the rest is kept beside it."""
    await people(play)
    shipped = (Path(__file__).parents[2] / "content" / "forms" / "session_report.md").read_text(encoding="utf-8")
    line = "| | integer | headcount |"
    own = shipped.replace(line, f"| | text | partner | Phối hợp với ai? |  |  |  |  |  |  |\n{line}")
    await bring(play, own)
    play.forget()
    await play("""
        Hoa > bao cao
        Hoa < Báo cáo buổi · 1/6 …Buổi tuyên truyền tổ chức ngày nào?
        Hoa > huy
        Hoa < …
        Lan > cong bo bieu mau 1 ban 1
        Lan < Đã công bố Báo cáo buổi, bản 1.
        Minh < Nguyễn Thị Lan đã công bố Báo cáo buổi, bản 1.
        Hoa > bao cao
        Hoa < …Buổi tuyên truyền tổ chức ngày nào?
        Hoa > hom nay
        Hoa < …Tổ chức ở thôn, tổ dân phố hoặc đơn vị nào?
        Hoa > thon 1
        Hoa < …Hình thức tuyên truyền?
        Hoa > 1
        Hoa < …Đã tuyên truyền nội dung nào?
        Hoa > [Khác]
        Hoa < …
        Hoa > xong
        Hoa < …Nội dung khác là gì?
        Hoa > Phòng cháy
        Hoa < …Phối hợp với ai?
        Hoa > Hội Phụ nữ xã
        Hoa < …Có bao nhiêu người nghe?
        Hoa > 45
        Hoa < …Phối hợp với ai: Hội Phụ nữ xã
        Hoa > gui
        Hoa < …BC0001
        Hoa < …
    """)

    def kept(uow: UnitOfWork) -> tuple[dict[str, object], int, str]:
        made = uow.submissions.by_code("BC0001")
        assert made is not None
        row = uow.submissions.session_of(made.id)
        assert row is not None
        return dict(made.answers), row.headcount, row.place

    answers_kept, counted, place = await play.storage.run(kept)
    assert (counted, place) == (45, "Thôn 1")
    assert answers_kept["partner"] == "Hội Phụ nữ xã"
    assert answers_kept["topics_other"] == "Phòng cháy"


async def test_a_session_report_that_could_not_be_counted_is_refused(play: Play) -> None:
    """Without the head-count the summary would be wrong: the reason is said, nothing is kept."""
    await people(play)
    shipped = (Path(__file__).parents[2] / "content" / "forms" / "session_report.md").read_text(encoding="utf-8")
    await bring(play, shipped.replace("| | integer | headcount |", "| | integer | listeners |"))
    await play("""
        Minh < Đã nhận tệp phieu.md.
        Minh < Chưa nạp được phieu.md. …headcount
    """)


async def test_a_form_that_is_replaced_unseen_is_not_published(play: Play) -> None:
    """The author sends it again after the approver looked: neither the old button nor the old word publishes it."""
    await people(play)
    await bring(play)
    play.forget()
    await play("""
        Lan > quan ly bieu mau 1
        Lan < Phiếu nhanh (mã phieu_nhanh) / Bản 1: chờ công bố
    """)
    await bring(play, FORM.replace("Bao nhiêu", "Mấy"))
    play.forget()
    await play("""
        Lan > [Công bố]
        Lan < Đã có bản 2 mới hơn.
        Lan > cong bo bieu mau 1 ban 1
        Lan < Phiếu nhanh (mã phieu_nhanh) / Bản 2: chờ công bố
    """)


async def test_free_words_of_a_form_go_with_their_person(play: Play) -> None:
    """Consent is withdrawn: what was written in own words is gone, what was chosen and counted stays."""
    await people(play)
    await publish(play)
    await answers(play, "Hoa", "bieu mau", "1", "25", "1", "Bao giờ có nước sạch", "gui")
    person = play.people["Hoa"]
    await play.storage.run(lambda uow: my_data.erase(uow, person, play.now))
    (made,) = await sent(play)
    assert made.answers == {"people": 25, "hot": "yes"}
