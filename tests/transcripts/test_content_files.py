"""Files that offices really have, brought into a chat: read, confirmed, sent; or stopped in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.roles import Role
from tests.play import Play
from tests.transcripts.content_office import answers, approve, people, submit

FILES = Path(__file__).parent.parent / "documents"
NEWS = "001_ce68147bedafd6e9.docx"
NUMBERED = "000_5264abda7e6afc9d.docx"


async def bring(play: Play, name: str, who: str = "Minh") -> None:
    """Send a file into the chat."""
    await play.uploads_file(who, name, (FILES / name).read_bytes())


@pytest.mark.parametrize("name", ["003_42d8df241ed209f7.docx", "004_071a809c52a9b3d4.docx", "004_071a809c52a9b3d4.pdf"])
async def test_a_paper_without_number_and_day_is_stopped(play: Play, name: str) -> None:
    """It becomes a draft that says what is missing, and it cannot be submitted."""
    await people(play)
    await bring(play, name)
    await play(f"""
        Minh < Đã nhận tệp {name}. Hệ thống đang đọc, xin chờ ít giây.
        Minh < Đã đọc tệp {name}: …Văn bản chưa có số: đây là bản dự thảo, chưa phát hành được.
        Minh < Xác nhận nguồn văn bản …Số, ký hiệu của văn bản?
        Minh > bo qua
        Minh < Xác nhận nguồn văn bản …Ngày ban hành văn bản?
    """)
    await answers(play, "Minh", "bo qua", "1", "bo qua", "bo qua", "bo qua", "luu")
    await play("""
        Minh > trinh
        Minh < Thiếu số, ký hiệu, ngày ban hành. Văn bản chưa có số, ngày ban hành và người duyệt thì không
    """)
    document, version = await play.storage.run(lambda uow: uow.documents.version(1))
    assert (document.number, document.issued_on, version.state) == ("", None, "draft")


async def test_a_news_item_is_sent_once_its_fields_are_confirmed(play: Play) -> None:
    """The number and date of the paper it reports on are offered, confirmed, and stand under what is sent."""
    await people(play)
    await bring(play, NEWS)
    document = (await play.storage.run(lambda uow: uow.documents.version(1)))[0]
    assert (document.number, document.issued_on) == ("", None)  # found, and not yet confirmed
    play.forget()
    await answers(play, "Minh", "1", "1", "xong", "bo qua", "bo qua")
    assert "Số, ký hiệu: 3148/UBND-KGVX" in play.last("Minh").text
    await answers(play, "Minh", "luu")
    await submit(play)
    await approve(play, 1)
    said = play.last("Hoa")
    assert "Nguồn: UBND tỉnh Kon Tum, Công văn số 3148/UBND-KGVX ngày 06/09/2024." in said.text
    assert len(f"{said.heading}\n{said.text}".encode("utf-16-le")) // 2 <= 1900
    await play("""
        Hoa > 4
        Hoa < Điểm 4/10. …Nguồn: UBND tỉnh Kon Tum
        Hoa > tai
        Hoa < Tệp kèm theo: Tăng cường công tác tuyên truyền miệng
    """)
    brought = play.last("Hoa").file
    assert brought is not None
    assert brought.name == NEWS
    stored = await play.storage.run(lambda uow: uow.files.get(brought.file_id).stored_as)
    assert play.store.path(stored).read_bytes() == (FILES / NEWS).read_bytes()


async def test_a_numbered_plan_goes_the_whole_way(play: Play) -> None:
    """Its head is read, its bases are chosen, and its points open one by one."""
    await people(play)
    await bring(play, NUMBERED)
    play.forget()
    await answers(play, "Minh", "3", "1 2", "xong", "1", "bo qua", "luu")
    assert (
        "Căn cứ: Kế hoạch số 262-KH/TU ngày 07/08/2024; Chỉ thị số 30-CT/TW ngày 05/02/2024." in play.last("Minh").text
    )
    await submit(play)
    await approve(play, 1)
    assert play.last("Hoa").protect
    await play.says("Hoa", "tài liệu truyen mieng")
    assert "(653/KH-UBND, 27/09/2024)" in play.last("Hoa").text


async def test_a_file_from_somebody_without_the_right_is_not_taken(play: Play) -> None:
    """A communicator's file is declined kindly, and nothing of it is kept."""
    await people(play)
    await bring(play, NEWS, "Hoa")
    await play("""
        Hoa < Đã nhận tệp, nhưng đồng chí chưa được phân quyền đưa văn bản vào Hệ thống nên tệp không được lưu.
    """)


async def test_a_file_that_cannot_be_read_is_refused_in_words(play: Play) -> None:
    """An old .doc, a marked paper and a picture each get the words that say what to do."""
    await people(play)
    await play.uploads_file("Minh", "cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 64)
    await play("""
        Minh < Đã nhận tệp cu.doc.
        Minh < Tệp Word đời cũ (.doc) chưa đọc được.
    """)
    await play.uploads_file("Minh", "mat.txt", "TỐI MẬT\n\nKế hoạch số 1\nNội dung".encode())
    await play("""
        Minh < Đã nhận tệp mat.txt.
        Minh < ⛔ Không gửi được: tài liệu có dấu độ mật.
    """)
    await play.uploads_file("Minh", "anh.jpg", b"\xff\xd8\xff")
    await play("""
        Minh < Chưa đọc được loại tệp này.
    """)


async def test_a_file_does_not_take_an_open_form_away(play: Play) -> None:
    """Who is in the middle of a form keeps it; the file's questions wait until they are asked for."""
    await people(play)
    await answers(play, "Minh", "soan", "Phòng cháy mùa khô")
    await bring(play, NEWS)
    await play(f"""
        Minh < Đã nhận tệp {NEWS}.
        Minh < Đã đọc tệp {NEWS}: 10 điểm.
        Minh > Tắt bếp khi ra khỏi nhà.
        Minh < Soạn nội dung · 3/5 / Đã ghi: 1 điểm.
        Minh > [Xác nhận nguồn]
        Minh < …Phạm vi sử dụng?
    """)


async def test_a_contributor_brings_and_an_editor_submits(play: Play) -> None:
    """A contributor drafts, cannot submit, and is never the one who approves."""
    await people(play)
    await play.person("Nga", unit="X01", roles=[Role.CONTRIBUTOR], duties=(), full_name="Đỗ Thị Nga")
    await bring(play, NEWS, "Nga")
    play.forget()
    await answers(play, "Nga", "1", "bo qua", "bo qua", "bo qua", "luu")
    assert "Trình duyệt" not in [choice.label for choice in play.choices("Nga")]
    await answers(play, "Minh", "bản thảo 1")
    await submit(play)
    await approve(play, 1)
    assert "3148/UBND-KGVX" in play.last("Hoa").text
