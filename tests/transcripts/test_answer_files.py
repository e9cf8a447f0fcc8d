"""Pictures and files as answers: kept with the form, sent again when they did not come, taken out by the office."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from bot.ticker import Ticker
from content.message import FileRef, Heard
from content.roles import Role
from handlers import my_data
from storage.tables import File, SubmissionFile
from storage.unit_of_work import UnitOfWork
from tests.play import Play
from tests.privacy.test_photos import taken
from tests.transcripts.content_office import answers
from tests.transcripts.test_office_forms import bring, people, sent

FORM = """
| survey |
| | type | name | label | required |
| | image | room | Ảnh buổi nói chuyện? | yes |
| | begin repeat | guest | Khách | |
| | audio | voice | Lời khách? | |
| | end repeat | | | |
| | file | minutes | Biên bản? | |
| | text | more | Ghi chú? | |

| settings |
| | form_title | form_id | version |
| | Phiếu ảnh | phieu_anh | 1 |
"""
SOUND = b"OggS recorded"
MINUTES = b"%PDF-1.4 bien ban"


async def office(play: Play, form: str = FORM) -> None:
    """The people of an office whose form asks for a picture, recordings and a file; a coordinator takes it out."""
    await people(play)
    await play.person("Nga", roles=[Role.COORDINATOR], duties=())
    await bring(play, form)
    await answers(play, "Lan", "cong bo bieu mau 1 ban 1")
    play.forget()


async def loses(play: Play, name: str, file_name: str = "anh.jpg") -> None:
    """Let somebody send a file that the platform will not hand out."""
    await play.sends(name, Heard.FILE, file=FileRef(f"lost-{len(play.shown[name])}", file_name, "image/jpeg"))


async def rows(play: Play) -> list[tuple[str, str, int | None]]:
    """Return path, state and submission of all files of answers."""

    def find(uow: UnitOfWork) -> list[tuple[str, str, int | None]]:
        found = uow.session.query(SubmissionFile).order_by(SubmissionFile.id)
        return [(row.path, row.state, row.submission_id) for row in found]

    return await play.storage.run(find)


async def taken_out(play: Play) -> zipfile.ZipFile:
    """Return the archive that the coordinator was sent last."""
    file = play.last("Nga").file
    assert file is not None
    assert file.name.endswith(".zip")
    stored = await play.storage.run(lambda uow: uow.files.get(file.file_id).stored_as)
    return zipfile.ZipFile(io.BytesIO(play.store.path(stored).read_bytes()))


async def forgets(play: Play, **later: float) -> None:
    """Let the hourly beat run so much later."""
    play.now += timedelta(**later)
    await Ticker(play.storage, play.dispatcher, play.world, lambda: play.now, lambda: None, play.store).forget()


def kept(play: Play) -> set[bytes]:
    """Return the first bytes of all that is stored."""
    return {path.read_bytes()[:4] for path in Path(play.store.folder).iterdir()}


@pytest.mark.both
async def test_pictures_and_files_go_out_with_the_table(play: Play) -> None:
    """Sent at their questions, one of them replaced, all are in one archive, each named in its cell."""
    await office(play)
    await play("""
        Hoa > bieu mau
        Hoa < Biểu mẫu của cơ quan
        Hoa > 1
        Hoa < Phiếu ảnh · 1/5 …Ảnh buổi nói chuyện? …không chụp rõ mặt người dân
    """)
    await play.sends("Hoa", Heard.OTHER, file=FileRef("film", "a.mp4", "video/mp4"), payload={"what": "video"})
    await play.uploads_file("Hoa", "anh.jpg", taken("JPEG"))
    play.uploads["voice"] = ("v.ogg", SOUND)
    voice = FileRef("voice", "v.ogg", "audio/ogg")
    await play("""
        Hoa < …Câu này cần một ảnh, nhưng đồng chí vừa gửi một đoạn phim.
        Hoa < …Đã nhận ảnh. …Lời khách?
    """)
    await play.sends("Hoa", Heard.OTHER, file=voice, payload={"what": "voice"})
    await answers(play, "Hoa", "1")
    await play.sends("Hoa", Heard.OTHER, file=voice, payload={"what": "voice"})
    await answers(play, "Hoa", "2")
    await play.uploads_file("Hoa", "Biên bản.pdf", MINUTES)
    await answers(play, "Hoa", "xong viec")
    await play("""
        Hoa > 1
        Hoa < …Đang ghi: đã nhận ảnh (1)
    """)
    await play.uploads_file("Hoa", "anh2.png", taken("PNG", (80, 20)))
    await play("""
        Hoa < …Đã nhận ảnh. …1. Ảnh buổi nói chuyện: đã nhận ảnh (1) …khách 2 …Lời khách: đã nhận bản ghi âm (1) …
        Hoa > gui
        Hoa < ✅ Đã gửi Phiếu ảnh
        Nga > xuat bieu mau 1 thang 11
        Nga < Hệ thống đang tạo tệp .xlsx: 1 phiếu
        Nga < Phiếu ảnh tháng 11/2026
    """)
    (made,) = await sent(play, "phieu_anh")
    assert [(path, state) for path, state, _ in await rows(play)] == [
        ("guest/1/voice", "kept"), ("guest/2/voice", "kept"), ("minutes", "kept"), ("room", "kept")
    ]  # fmt: skip
    packed = await taken_out(play)
    code = made.code
    names = {f"tep/{code}_{rest}" for rest in ("room.png", "guest-1-voice.ogg", "guest-2-voice.ogg", "minutes.pdf")}
    assert set(packed.namelist()) == {"bao_cao.xlsx", *names}
    assert packed.read(f"tep/{code}_minutes.pdf") == MINUTES
    with Image.open(io.BytesIO(packed.read(f"tep/{code}_room.png"))) as picture:
        assert picture.size == (80, 20)
    first, guests = openpyxl.load_workbook(io.BytesIO(packed.read("bao_cao.xlsx"))).worksheets
    cells = [str(cell.value) for line in first.iter_rows(min_row=2) for cell in line]
    assert {f"tep/{code}_room.png", f"tep/{code}_minutes.pdf"} < set(cells)
    assert [line[-1].value for line in guests.iter_rows(min_row=2)] == [
        f"tep/{code}_guest-1-voice.ogg", f"tep/{code}_guest-2-voice.ogg"
    ]  # fmt: skip
    await forgets(play, days=30)
    assert kept(play) >= {b"OggS", b"\x89PNG", b"%PDF"}  # as long as the submission
    assert b"\xff\xd8\xff\xdb" not in kept(play)  # what was replaced is nobody's
    assert b"\xff\xd8\xff\xe0" not in kept(play)
    await play.storage.run(lambda uow: my_data.erase(uow, play.people["Hoa"], play.now))
    await forgets(play, hours=1)
    assert not kept(play) & {b"OggS", b"\x89PNG", b"%PDF"}
    assert await rows(play) == []


async def test_a_picture_that_did_not_come_is_asked_for_again(play: Play) -> None:
    """While the form is open its question comes back before sending; afterwards a button asks for it."""
    await office(play)
    await answers(play, "Hoa", "bieu mau", "1")
    await loses(play, "Hoa")
    await play("""
        Hoa < …Đã nhận ảnh. …Lời khách?
        Hoa < Câu "Ảnh buổi nói chuyện": Chưa tải được tệp từ kênh nhắn tin. …Hệ thống sẽ hỏi lại câu này trước khi gửi.
        Hoa > bo qua
        Hoa < …
        Hoa > 2
        Hoa < …Biên bản?
        Hoa > bo qua
        Hoa < …Ghi chú?
        Hoa > xong viec
        Hoa < …Ảnh buổi nói chuyện?
    """)
    await play.uploads_file("Hoa", "anh.jpg", b"MZ chuong trinh")
    await play("""
        Hoa < …Đã nhận ảnh. …1. Ảnh buổi nói chuyện: đã nhận ảnh (1)…
        Hoa < …Câu "Ảnh buổi nói chuyện": Tệp là chương trình…Ảnh buổi nói chuyện?…
    """)
    await play.uploads_file("Hoa", "anh.jpg", taken("JPEG"))
    await answers(play, "Hoa", "gui")
    play.forget()

    def lose(uow: UnitOfWork) -> None:  # as if it had been fetched only after the form was sent, in vain
        (row,) = uow.session.query(SubmissionFile)
        row.state, row.file_id = "waiting", None
        request = {"remote": "gone", "name": "anh.jpg", "wanted": "image", "row": row.id}
        uow.chores.owe("fetch_answer", request, now=play.now, to=play.addresses["Hoa"])

    await play.storage.run(lose)
    await play.settle()
    await play("""
        Hoa < Phiếu BM0001, câu "Ảnh buổi nói chuyện": Chưa tải được tệp …vẫn được giữ.
        Nga > xuat bieu mau 1 thang 11
        Nga < …
        Nga < Phiếu ảnh tháng 11/2026
    """)
    file = play.last("Nga").file
    assert file is not None
    stored = await play.storage.run(lambda uow: uow.files.get(file.file_id).stored_as)
    page = openpyxl.load_workbook(io.BytesIO(play.store.path(stored).read_bytes())).worksheets[0]
    assert "ảnh chưa tải được" in [cell.value for line in page.iter_rows(min_row=2) for cell in line]
    again = next(choice.token for said in reversed(play.shown["Hoa"]) for choice in said.choices)
    await play.sends("Mai", Heard.PRESS, token=again)
    await play("""
        Mai < Tệp này không còn chờ gửi lại.
        Hoa > [Gửi lại ảnh]
        Hoa < Gửi lại tệp …gửi lại tệp vào đây.
        Hoa > đây
        Hoa < …Đề nghị đồng chí gửi một ảnh.
    """)
    await play.uploads_file("Hoa", "anh.jpg", taken("JPEG"))
    await play("""
        Hoa < Đã nhận ảnh cho câu "Ảnh buổi nói chuyện" của phiếu BM0001.
        Hoa > [Gửi lại ảnh]
        Hoa < Tệp này không còn chờ gửi lại.
    """)
    assert await rows(play) == [("room", "kept", 1)]


async def test_what_came_to_nothing_is_not_kept(play: Play) -> None:
    """A cancelled form and a form only tried leave no file; the same bytes sent twice are stored once."""
    await office(play)
    await answers(play, "Hoa", "bieu mau", "1")
    await play.uploads_file("Hoa", "anh.jpg", taken("JPEG"))
    await answers(play, "Hoa", "huy")
    assert await rows(play) == []
    await answers(play, "Minh", "lam thu bieu mau 1")
    for _ in range(2):
        await play.uploads_file("Minh", "anh.jpg", taken("JPEG"))
        await answers(play, "Minh", "quay lai")
    await answers(play, "Minh", "giu nguyen", "bo qua", "2", "bo qua", "het", "gui")
    assert [row[:2] for row in await rows(play)] == [("room", "kept")]
    pictures = await play.storage.run(lambda uow: uow.session.query(File).filter(File.mime == "image/jpeg").count())
    assert pictures == 1
    await forgets(play, days=6)
    assert [row[:2] for row in await rows(play)] == [("room", "kept")]
    await forgets(play, days=9)
    assert await rows(play) == []
    assert b"\xff\xd8\xff\xe0" not in kept(play)


async def test_the_picture_of_the_last_time_may_stand_again(play: Play) -> None:
    """A form that proposes what was sent last links the same file to both; it goes with neither alone."""
    last = FORM.replace("| required |", "| required | default |").replace("| yes |", "| yes | ${last-saved#room} |")
    await office(play, last)
    await answers(play, "Hoa", "bieu mau", "1")
    await play.uploads_file("Hoa", "anh.jpg", taken("JPEG"))
    rest = ("bo qua", "2", "bo qua", "het", "gui")
    await answers(play, "Hoa", *rest)
    await answers(play, "Hoa", "bieu mau", "1", "giu nguyen", *rest)
    assert await rows(play) == [("room", "kept", 1), ("room", "kept", 2)]
    ids = await play.storage.run(lambda uow: {row.file_id for row in uow.session.query(SubmissionFile)})
    assert len(ids) == 1
    await answers(play, "Hoa", "sua bm0001", "4", "moi", "gui")
    assert await rows(play) == [("room", "kept", 1), ("room", "kept", 2)]


async def pictured_session(play: Play) -> None:
    """Hoa sends a report of a session whose form, the office's own, asks for a picture."""
    shipped = (Path(__file__).parents[2] / "content" / "forms" / "session_report.md").read_text(encoding="utf-8")
    line = "| | integer | headcount |"
    await office(play, shipped.replace(line, f"| | image | room | Ảnh buổi? |  |  |  |  |  |  |\n{line}"))
    await answers(play, "Hoa", "bao cao", "hom nay", "thon 1", "1", "[Khác]", "xong", "Phòng cháy")
    await play.uploads_file("Hoa", "anh.jpg", taken("JPEG"))
    await answers(play, "Hoa", "45", "gui", "2")


async def reviewed(play: Play) -> tuple[str, bool]:
    """Return name and kind (a picture or not) of the file that the reviewer of the session is sent."""
    await play("""
        Nga > duyet bao cao BC0001
        Nga < Báo cáo BC0001 …Ảnh buổi: đã nhận ảnh …
        Nga > xem tep BC0001
        Nga < BC0001 · Ảnh buổi
    """)
    file = play.last("Nga").file
    assert file is not None
    return file.name, file.is_photo


async def test_the_reviewer_sees_the_pictures_of_a_session(play: Play) -> None:
    """The office's own session report asks for a picture: it is a line of the review card, and a button sends it."""
    await pictured_session(play)
    assert await reviewed(play) == ("BC0001_room.jpg", True)
    await answers(play, "Hoa", "rut BC0001")
    await forgets(play, days=2)
    assert [row[:2] for row in await rows(play)] == [("room", "kept")]  # the office may still restore it
    await forgets(play, days=2)
    assert await rows(play) == []


async def test_a_corrected_picture_takes_the_place_of_the_other(play: Play) -> None:
    """The reviewer reads that another was sent, and sees only the one that counts."""
    await office(play)
    await answers(play, "Hoa", "bieu mau", "1")
    await play.uploads_file("Hoa", "anh.jpg", taken("JPEG"))
    await answers(play, "Hoa", "bo qua", "2", "bo qua", "het", "gui", "sua bm0001", "1")
    await play.uploads_file("Hoa", "anh.png", taken("PNG", (80, 20)))
    await answers(play, "Hoa", "gui")
    play.forget()
    await play("""
        Nga > duyet bao cao BM0001
        Nga < Phiếu …BM0001 …đã nhận ảnh (1) → đã nhận ảnh (1) (gửi lại)…
    """)
    assert await rows(play) == [("room", "kept", 1)]


async def test_the_picture_of_a_session_that_was_sent_can_be_replaced(play: Play) -> None:
    """As any other line of the report, within its time."""
    await pictured_session(play)
    await play("""
        Hoa > sua BC0001
        Hoa < Sửa báo cáo…5. Ảnh buổi: đã nhận ảnh …
        Hoa > 5
        Hoa < Sửa báo cáo …Ảnh buổi?
    """)
    await play.uploads_file("Hoa", "anh.png", taken("PNG", (80, 20)))
    await answers(play, "Hoa", "gui")
    play.forget()
    assert await reviewed(play) == ("BC0001_room.png", True)
    assert await rows(play) == [("room", "kept", 1)]


async def test_pictures_sent_for_somebody_go_with_them(play: Play) -> None:
    """Who is erased leaves no picture of their sessions, whoever sent it."""
    shipped = (Path(__file__).parents[2] / "content" / "forms" / "session_report.md").read_text(encoding="utf-8")
    line = "| | integer | headcount |"
    await office(play, shipped.replace(line, f"| | image | room | Ảnh buổi? |  |  |  |  |  |  |\n{line}"))
    await answers(play, "Hoa", "bc ho mai hom nay thon 1 45 nguoi loa", "[Khác]", "xong", "Phòng cháy")
    await play.uploads_file("Hoa", "a.jpg", taken("JPEG"))
    await answers(play, "Hoa", "gui")
    assert await rows(play) == [("room", "kept", 1)]
    await play.storage.run(lambda uow: my_data.erase(uow, play.people["Mai"], play.now))
    assert await rows(play) == []


async def test_pictures_of_reports_that_are_sent_together_stay(play: Play) -> None:
    """What "gửi cả" sends keeps its pictures, as what is sent alone does."""
    shipped = (Path(__file__).parents[2] / "content" / "forms" / "session_report.md").read_text(encoding="utf-8")
    line = "| | integer | headcount |"
    await office(play, shipped.replace(line, f"| | image | room | Ảnh buổi? |  |  |  |  |  |  |\n{line}"))
    for name, told in (("a.jpg", "bc hom nay thon 1 45 nguoi loa"), ("b.jpg", "bc hom qua thon 1 40 nguoi loa")):
        await answers(play, "Hoa", told, "[Khác]", "xong", "Phòng cháy")
        await play.uploads_file("Hoa", name, taken("JPEG"))
        await answers(play, "Hoa", "luu nhap")
    await play.sends("Hoa", Heard.PRESS, token="report:all")
    assert [(path, owner) for path, _, owner in await rows(play)] == [("room", 1), ("room", 2)]
