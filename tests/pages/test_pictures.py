"""The picture of a PDF's first page: made in a child, kept with its file, forgotten with it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot import workshop
from bot.pages.files import picture_size
from bot.ticker import Ticker
from handlers.exports.first_page import MOST_BYTES
from storage.tables import File
from tests.pages.office import Site
from tests.play import Play
from tests.transcripts.content_office import answers, approve, submit

DOCUMENTS = Path(__file__).parents[1] / "documents"
PDF = "000_5264abda7e6afc9d.pdf"
PDFS = sorted([*DOCUMENTS.glob("*.pdf"), *DOCUMENTS.glob("made/*.pdf")])


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.name)
async def test_a_first_page_is_light(path: Path, tmp_path: Path) -> None:
    """Of every real paper it is a PNG of at most 720 pixels' width and 60 kB."""
    [made] = (await workshop.work("first_page", {}, {"document": path})).files
    (tmp_path / "picture").write_bytes(made.content)
    size = picture_size(tmp_path / "picture")
    assert size is not None
    assert made.mime == "image/png"
    assert 240 <= size[0] <= 720
    assert size[1] <= 1440
    assert len(made.content) <= MOST_BYTES


async def test_what_is_no_pdf_has_no_picture() -> None:
    """A broken file fails in the child, and in words."""
    with pytest.raises(workshop.WorkFailed):
        await workshop.work("first_page", {}, {"document": DOCUMENTS / "made" / "old.doc"})
    assert picture_size(DOCUMENTS / PDF) is None
    assert picture_size(DOCUMENTS / "nowhere") is None


async def _bring(play: Play) -> int:
    """Let an editor bring a PDF; return the file's id."""
    await play.uploads_file("Minh", PDF, (DOCUMENTS / PDF).read_bytes())
    _, version = await play.storage.run(lambda uow: uow.documents.version(1))
    assert version.file_id is not None
    return version.file_id


async def test_a_document_that_came_as_pdf_shows_its_first_page(site: Site) -> None:
    """Brought, confirmed, approved: the page has the picture with its size, lazily, and it is fetched by its link."""
    play = site.play
    file_id = await _bring(play)
    assert not [said for said in play.shown["Minh"] if "trang_dau" in str(said)]  # nobody is told
    play.forget()
    await answers(play, "Minh", "3", "1 2", "xong", "1", "bo qua", "luu")
    await submit(play)
    await approve(play, 1)
    link = await site.link("Hoa")
    text = (await site.get(link)).text
    assert f'<img src="{link}/p" width="600" height="849" alt="Trang đầu của tệp {PDF}" loading="lazy"' in text
    picture = await site.get(f"{link}/p")
    assert (picture.status, picture.headers["Content-Type"]) == (200, "image/png")
    assert picture.headers["Content-Disposition"].startswith("inline")
    assert len(picture.body) <= MOST_BYTES
    assert (await site.get(f"{link}/p", If_None_Match=picture.headers["ETag"])).status == 304
    row = await play.storage.run(lambda uow: uow.files.get(file_id))
    assert row.picture_id is not None
    play.store.remove(await play.storage.run(lambda uow: uow.files.get(row.picture_id or 0).stored_as))
    text = (await site.get(link)).text
    assert "<img" not in text  # the page is whole without it
    assert (await site.get(f"{link}/p")).status == 404


async def test_a_picture_stays_with_its_file_and_goes_with_it(site: Site) -> None:
    """The clock forgets neither a version's file nor its picture; with the draft both go, rows and bytes."""
    play = site.play
    await _bring(play)
    assert len(list(play.store.folder.iterdir())) == 2
    ticker = Ticker(play.storage, play.dispatcher, play.world, lambda: play.now, lambda: None, play.store)
    play.now += timedelta(days=20)
    await ticker.forget()
    assert len(list(play.store.folder.iterdir())) == 2

    await play.storage.run(lambda uow: uow.documents.discard(uow.documents.version(1)[1]))
    await ticker.forget()
    assert list(play.store.folder.iterdir()) == []
    assert await play.storage.run(lambda uow: uow.session.query(File).count()) == 0


async def test_a_picture_that_two_files_share_goes_with_the_last(site: Site) -> None:
    """Equal first pages are one picture: it is dropped when no file shows it any more."""
    first, second = [await site.file(name.encode(), f"{name}.pdf", "application/pdf") for name in ("a", "b")]
    picture = await site.file(b"\x89PNG", "trang_dau.png", "image/png")

    async def drop(file_id: int) -> int:
        return len(await site.play.storage.run(lambda uow: uow.files.drop(file_id)))

    for file_id in (first, second):
        await site.play.storage.run(lambda uow: uow.files.picture(file_id, picture))
    assert await drop(picture) == 0
    assert await drop(first) == 1
    assert await drop(second) == 2
    assert await drop(second) == 0
    await site.play.storage.run(lambda uow: uow.files.picture(second, picture))  # both gone: nothing happens
