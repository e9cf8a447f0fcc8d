"""A form in several languages among people: chosen once, remembered, changed on the way, exported in one."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest

from content.roles import Role
from handlers import my_data
from tests.play import Play
from tests.transcripts.test_office_forms import bring, people, sent

FORM = """
| survey |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | required |
| | integer | people | Bao nhiêu người dự? | How many came? | yes |
| | select_one yn | hot | Có câu hỏi nóng không? | Any burning question? | yes |

| choices |
| | list_name | name | label::Tiếng Việt (vi) | label::English (en) |
| | yn | yes | Có | Yes |
| | yn | no | Không | No |

| settings |
| | form_title | form_id | default_language |
| | Phiếu nhanh | {code} | Tiếng Việt (vi) |
"""
ONE = """
| survey |
| | type | name | label |
| | text | note | Ghi chú? |

| settings |
| | form_title | form_id |
| | Phiếu một | phieu_mot |
"""
LONG = "\n".join(
    ["| survey |", "| | type | name | label |"]
    + [f"| | text | q{n} | Câu hỏi thứ {n} của một biểu mẫu rất dài? |" for n in range(1, 301)]
    + ["", "| settings |", "| | form_title | form_id |", "| | Phiếu dài | phieu_dai |"]
)


async def language_of(play: Play, name: str) -> str:
    """Return what is remembered of a person."""
    return await play.storage.run(lambda uow: uow.people.get(play.people[name]).form_language)


@pytest.mark.both
async def test_a_language_is_chosen_once_and_may_change(play: Play) -> None:
    """Asked at the first form, taken at the next; kept over a break and on another day; gone with its person."""
    await people(play)
    for n, code in ((1, "mot"), (2, "hai")):
        await bring(play, FORM.format(code=code).replace("Phiếu nhanh", f"Phiếu {code}"))
        play.forget()
        await play.says("Lan", f"cong bo bieu mau {n} ban 1")
        play.forget()
    await play("""
        Hoa > bieu mau phieu mot
        Hoa < Phiếu mot / Đồng chí muốn điền bằng tiếng nào?
        Hoa > [English]
        Hoa < Phiếu mot · 1/3 / Điền bằng: English. Muốn đổi thì gõ "đổi tiếng". / How many came?
        Hoa > 25
        Hoa < Phiếu mot · 2/3 / Đã ghi: 25. / Any burning question?
        Hoa > luu nhap
        Hoa < Hệ thống đã giữ bản nháp.
    """)
    assert await language_of(play, "Hoa") == "en"
    await play.tick(hours=20)
    play.forget()
    await play("""
        Hoa > bieu mau phieu mot
        Hoa < Phiếu mot · 2/3 …Any burning question?
        Hoa > đổi tiếng
        Hoa < Phiếu mot / Đồng chí muốn điền bằng tiếng nào? / Đang điền bằng: English.
        Hoa > menu
        Hoa < …
        Hoa > bieu mau phieu mot
        Hoa < Phiếu mot / …muốn điền bằng tiếng nào?
        Hoa > quay lai
        Hoa < Phiếu mot · 2/3 / Any burning question?
        Hoa > yes
        Hoa < Phiếu mot · 3/3 …1. How many came: 25 / 2. Any burning question: Yes
        Hoa > gui
        Hoa < ✅ Đã gửi Phiếu mot
        Hoa > bieu mau phieu hai
        Hoa < Phiếu hai · 1/3 / Điền bằng: English.…How many came?
        Hoa > doi tieng viet
        Hoa < Phiếu hai · 1/3 / Điền bằng: Tiếng Việt.…Bao nhiêu người dự?
        Mai > bieu mau phieu mot
        Mai < …muốn điền bằng tiếng nào?
    """)
    assert [made.answers for made in await sent(play, "mot")] == [{"people": 25, "hot": "yes"}]
    assert await language_of(play, "Hoa") == "vi"
    await play.says("Hoa", "thong tin cua toi")
    await play.says("Hoa", "2")
    assert "• Tiếng khi điền biểu mẫu: Việt" in play.last("Hoa").text
    await play.storage.run(lambda uow: my_data.erase(uow, play.people["Hoa"], play.now))
    assert await language_of(play, "Hoa") == ""


async def test_a_form_of_one_language_says_that_there_is_no_other(play: Play) -> None:
    """The wish is not taken for the answer."""
    await people(play)
    await bring(play, ONE)
    play.forget()
    await play("""
        Lan > cong bo bieu mau 1 ban 1
        Lan < Đã công bố
        Minh < …
        Hoa > bieu mau
        Hoa < Biểu mẫu của cơ quan
        Hoa > 1
        Hoa < Phiếu một · 1/2 …Ghi chú?
        Hoa > doi tieng
        Hoa < Phiếu một · 1/2 …Phần này chỉ có một thứ tiếng. …Ghi chú?
    """)


async def test_an_export_is_in_the_default_language(play: Play) -> None:
    """Whatever language people filled in, the office reads one."""
    await people(play)
    await play.person("Nga", roles=[Role.COORDINATOR], duties=())
    await bring(play, FORM.format(code="phieu_nhanh"))
    play.forget()
    for who, words in {
        "Lan": ["cong bo bieu mau 1 ban 1"],
        "Hoa": ["bieu mau phieu nhanh", "2", "9", "no", "gui"],
    }.items():
        for said in words:
            await play.says(who, said)
    play.forget()
    await play("""
        Nga > xuat bieu mau 1 thang 11
        Nga < Hệ thống đang tạo tệp .xlsx: 1 phiếu, tháng 11/2026
        Nga < Phiếu nhanh tháng 11/2026
    """)
    sheet = openpyxl.load_workbook(io.BytesIO(await content(play, "Nga"))).worksheets[0]
    rows = [[cell.value for cell in row][-2:] for row in sheet.iter_rows()]
    assert rows == [["Bao nhiêu người dự?", "Có câu hỏi nóng không?"], [9, "Không"]]


async def test_a_long_form_is_shown_by_a_screen_and_a_file(play: Play) -> None:
    """Three hundred questions are two messages: the first screenful, and all of them as a Word file."""
    await people(play)
    await bring(play, LONG)
    play.forget()
    await play("""
        Lan > xem bieu mau 1
        Lan < Phiếu dài / …1. Câu hỏi thứ 1…Biểu mẫu còn dài: Hệ thống đang gửi toàn bộ câu hỏi trong một tệp.
        Lan < Toàn bộ câu hỏi của Phiếu dài, bản 1:
    """)
    assert len(play.shown["Lan"][-2].text) < 1_900
    file = play.last("Lan").file
    assert file is not None
    assert file.name == "phieu_dai_ban_1.docx"
    lines = [one.text for one in docx.Document(io.BytesIO(await content(play, "Lan"))).paragraphs]
    assert lines[0] == "Phiếu dài"
    assert "300. Câu hỏi thứ 300 của một biểu mẫu rất dài?" in lines


async def content(play: Play, name: str) -> bytes:
    """Return the bytes of the file that a phone was shown last."""
    file = play.last(name).file
    assert file is not None
    stored = await play.storage.run(lambda uow: uow.files.get(file.file_id).stored_as)
    return play.store.path(stored).read_bytes()


async def test_a_correction_speaks_as_its_person_does(play: Play) -> None:
    """What was sent in one language opens again in it, changes as a form does, and the office reads its own."""
    await people(play)
    await play.person("Nga", roles=[Role.COORDINATOR], duties=())
    await bring(play, FORM.format(code="mot"))
    play.forget()
    await play.says("Lan", "cong bo bieu mau 1 ban 1")
    for words in ("bieu mau phieu nhanh", "2", "25", "1", "gui"):
        await play.says("Hoa", words)
    play.forget()
    await play("""
        Hoa > sửa bm0001
        Hoa < Sửa phiếu BM0001 · …1. How many came: 25 / 2. Any burning question: Yes…
        Hoa > 2
        Hoa < Sửa phiếu BM0001 …Any burning question?…
        Hoa > đổi tiếng Việt
        Hoa < Sửa phiếu BM0001 …Có câu hỏi nóng không?…
        Hoa > 2
        Hoa < Sửa phiếu BM0001 …1. Bao nhiêu người dự: 25 / 2. Có câu hỏi nóng không: Không…
        Hoa > gửi
        Hoa < Đã cập nhật phiếu BM0001.…
        Nga > duyệt phiếu bm0001
        Nga < Phiếu BM0001 …• Có câu hỏi nóng không: Có → Không…
    """)
