"""A form with pictures, recordings and films: brought in one .zip, kept with its version, taken over by the next."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.ticker import Ticker
from content.message import Attachment
from storage.unit_of_work import UnitOfWork
from tests.play import Play
from tests.privacy.test_photos import SECRETS, taken
from tests.transcripts.content_office import answers
from tests.transcripts.test_office_forms import people
from tests.xforms.packing import PLACE, SHEET, SOUND, packed, whole

NAMES = ["Sơ đồ.jpg", "dung.png", "huong_dan.mp4", "loi_doc.ogg"]


async def bring(play: Play, name: str, content: bytes) -> None:
    """Send a file as the answer to "nạp biểu mẫu"."""
    await play("""
        Minh > nap bieu mau
        Minh < Nạp biểu mẫu …gửi tất cả trong một tệp .zip.
    """)
    await play.uploads_file("Minh", name, content)


async def shown(play: Play, n: int) -> dict[str, Attachment]:
    """Return what version *n* of the form shows."""

    def find(uow: UnitOfWork) -> dict[str, Attachment]:
        (version,) = (one for one in uow.forms.versions("bien_bao") if one.n == n)
        return uow.forms.media_of(version.id)

    return await play.storage.run(find)


def stored(play: Play) -> list[Path]:
    """Return all files on disk."""
    return list(play.store.folder.iterdir())


@pytest.mark.both
async def test_a_form_is_brought_with_its_files(play: Play) -> None:
    """The card counts what came; the approver sees it too; of what phones wrote beside nothing stays."""
    await people(play)
    await bring(play, "phieu.zip", packed(whole()))
    await play("""
        Minh < Đã nhận tệp phieu.zip.
        Minh < Đã nạp Phiếu biển báo, bản 1: 1 câu hỏi. …
        Minh < Phiếu biển báo (mã bien_bao) / Bản 1: chờ công bố…Kèm theo: 2 ảnh, 1 bản ghi âm, 1 đoạn phim.
        Lan < Nguyễn Thị Minh vừa nạp Phiếu biển báo, bản 1
        Lan > [Xem biểu mẫu]
        Lan < …Kèm theo: 2 ảnh, 1 bản ghi âm, 1 đoạn phim.
    """)
    assert sorted(await shown(play, 1)) == NAMES
    play.now += timedelta(days=30)
    await Ticker(play.storage, play.dispatcher, play.world, lambda: play.now, lambda: None, play.store).forget()
    assert len(stored(play)) == len(NAMES) + 1  # the sheet
    kept = b"".join(path.read_bytes() for path in stored(play))
    assert not any(secret in kept for secret in (*SECRETS, PLACE))

    def sheet(uow: UnitOfWork) -> tuple[str, bytes]:
        (version,) = uow.forms.versions("bien_bao")
        assert version.file_id is not None
        return version.file_name, play.store.path(uow.files.get(version.file_id).stored_as).read_bytes()

    assert await play.storage.run(sheet) == ("phieu.md", SHEET.encode())


@pytest.mark.both
async def test_a_next_version_takes_over_what_it_does_not_bring(play: Play) -> None:
    """Its sheet comes alone: files of the same name and kind stay, only what nobody ever brought is said to lack."""
    await people(play)
    await bring(play, "phieu.zip", packed(whole()))
    play.forget()
    more = SHEET.replace("| sign | go | Đi tiếp | |", "| sign | go | Đi tiếp | di.png |")
    await bring(play, "phieu.md", more.encode())
    await play("""
        Minh < Đã nhận tệp phieu.md.
        Minh < Đã nạp Phiếu biển báo, bản 2: …Chưa có tệp di.png (choices!D3). Gửi lại biểu mẫu kèm các tệp này…
        Minh < Phiếu biển báo (mã bien_bao) / Bản 2: chờ công bố…Kèm theo: 2 ảnh, 1 bản ghi âm, 1 đoạn phim.
        Lan < …
    """)
    assert await shown(play, 2) == await shown(play, 1)
    third = {"phieu.md": more.encode(), "di.png": taken("PNG", (32, 32)), "dung.png": taken("PNG", (16, 16))}
    await bring(play, "phieu_3.zip", packed(third))
    await play("""
        Minh < Đã nhận tệp phieu_3.zip.
        Minh < Đã nạp Phiếu biển báo, bản 3: …
        Minh < …Kèm theo: 3 ảnh, 1 bản ghi âm, 1 đoạn phim.
        Lan < …
    """)
    before, after = await shown(play, 2), await shown(play, 3)
    assert sorted(after) == sorted([*NAMES, "di.png"])
    assert {name for name in NAMES if before[name] != after[name]} == {"dung.png"}


def files(play: Play, name: str) -> list[str]:
    """Return the files that somebody was sent so far, in order."""
    return [said.file.name for said in play.shown[name] if said.file is not None]


async def test_what_a_form_brought_goes_ahead_of_its_question(play: Play) -> None:
    """The note's and the question's, then the choice's under its number; once, until the question is come to again."""
    await people(play)
    sheet = SHEET.replace("| | select_one sign", "| | integer | people | Bao nhiêu người? | | | |\n| | select_one sign")
    await bring(play, "phieu.zip", packed(whole() | {"phieu.md": sheet.encode()}))
    await answers(play, "Lan", "cong bo bieu mau 1 ban 1")
    play.forget()
    await play("""
        Hoa > bieu mau
        Hoa < Biểu mẫu của cơ quan
        Hoa > 1
        Hoa < …
        Hoa < …
        Hoa < Phiếu biển báo · 1/3 / Xem trước khi trả lời / Bao nhiêu người?…
        Hoa > nhieu
        Hoa < Phiếu biển báo · 1/3…
        Hoa > 12
        Hoa < …
        Hoa < 1. Dừng lại
        Hoa < Phiếu biển báo · 2/3 / Đã ghi: 12. …Đồng chí thấy biển nào?
        Hoa > 9
        Hoa < Phiếu biển báo · 2/3…
        Hoa > quay lai
        Hoa < …
        Hoa < …
        Hoa < Phiếu biển báo · 1/3…
    """)
    once = ["So do.jpg", "huong_dan.mp4"]
    assert [name.replace("_", " ") for name in files(play, "Hoa")] == [
        name.replace("_", " ") for name in (*once, "loi_doc.ogg", "dung.png", *once)
    ]


async def test_what_is_not_there_is_named_below_the_question(play: Play) -> None:
    """A sheet that came alone is asked all the same."""
    await people(play)
    await bring(play, "phieu.md", SHEET.encode())
    await answers(play, "Lan", "cong bo bieu mau 1 ban 1")
    play.forget()
    await play("""
        Hoa > bieu mau
        Hoa < Biểu mẫu của cơ quan
        Hoa > 1
        Hoa < …(kèm theo: Sơ đồ.jpg; huong_dan.mp4)…biển nào?…(kèm theo: loi_doc.ogg; 1. Dừng lại: dung.png)
    """)
    assert files(play, "Hoa") == []


async def test_another_kind_of_file_is_not_taken_over(play: Play) -> None:
    """A name that was a recording's and is a film's now lacks its film."""
    await people(play)
    await bring(play, "phieu.zip", packed(whole()))
    play.forget()
    changed = SHEET.replace("| | loi_doc.ogg | |", "| | | loi_doc.ogg |")
    await bring(play, "phieu.md", changed.encode())
    await play("""
        Minh < Đã nhận tệp phieu.md.
        Minh < …Chưa có tệp loi_doc.ogg (survey!F3).
        Minh < …Kèm theo: 2 ảnh, 1 đoạn phim.
        Lan < …
    """)


async def test_a_packed_form_with_faults_is_refused(play: Play) -> None:
    """Faults of the sheet and of the files come in one answer, and nothing is kept."""
    await people(play)
    sheet = SHEET.replace("| select_one sign |", "| choose |").encode()
    await bring(play, "phieu.zip", packed(whole() | {"phieu.md": sheet, "media/dung.png": SOUND}))
    await play("""
        Minh < Đã nhận tệp phieu.zip.
        Minh < Chưa nạp được phieu.zip. …survey!A3: …choices!D2: Tệp "media/dung.png" không phải là ảnh.
        Minh > quan ly bieu mau
        Minh < Cơ quan chưa có biểu mẫu.
    """)


async def test_a_zip_elsewhere_is_not_taken(play: Play) -> None:
    """Sent out of the blue it is answered as before."""
    await people(play)
    await play.uploads_file("Minh", "phieu.zip", packed(whole()))
    await play("""
        Minh < Chưa đọc được loại tệp này.
    """)
    assert not play.store.folder.exists()
