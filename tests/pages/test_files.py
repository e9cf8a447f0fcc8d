"""Files behind a page: for a phone on a weak line, for a platform that fetches by itself, and for nobody else."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import unquote

import pytest

from content.message import Heard, Outbound
from tests.browser.echo import PICTURE
from tests.pages.office import Site
from tests.transcripts.content_office import answers

SHEET = bytes(range(256)) * 40
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def sheet(
    site: Site, content: bytes = SHEET, name: str = "Danh sách nhận.xlsx", mime: str = XLSX, who: str = "Hoa"
) -> str:
    """Send somebody a file as a reply; return the path of its page."""
    file_id = await site.file(content, name, mime)
    attached = await site.play.storage.run(lambda uow: uow.files.attachment(file_id, name))
    return site.page(await site.say(who, Outbound("Danh sách nhận của đợt phát 1.", file=attached)))


async def test_a_sheet_has_a_page_with_one_link(site: Site) -> None:
    """Name, size, until when, and a link that brings the bytes under their own name."""
    page = await sheet(site)
    text = (await site.get(page)).text
    for part in ("Danh sách nhận.xlsx", "XLSX, 10 KB", "đến hết ngày 26/11/2026", "đợt phát 1", f'href="{page}/f"'):
        assert part in text
    assert text.count(f"{page}/f") == 1
    assert "<form" not in text
    answer = await site.get(f"{page}/f")
    assert (answer.status, answer.body, answer.headers["Content-Type"]) == (200, SHEET, XLSX)
    named = answer.headers["Content-Disposition"]
    assert named.startswith("attachment; filename=\"Danh sach nhan.xlsx\"; filename*=UTF-8''")
    assert unquote(named.rpartition("''")[2]) == "Danh sách nhận.xlsx"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert (await site.get(f"{page}/f/1")).body == SHEET
    for other in ("/f/0", "/f/2", "/p", "/f/x", "/f/../f"):
        assert (await site.get(page + other)).status in {404, 200 if other == "/f/../f" else 404}
    assert (await site.post(page)).status == 404  # nothing to acknowledge


@pytest.mark.parametrize(
    ("asked", "status", "part", "said"),
    [
        ("bytes=0-99", 206, SHEET[:100], "bytes 0-99/10240"),
        ("bytes=10000-", 206, SHEET[10000:], "bytes 10000-10239/10240"),
        ("bytes=-40", 206, SHEET[-40:], "bytes 10200-10239/10240"),
        ("bytes=5000-99999", 206, SHEET[5000:], "bytes 5000-10239/10240"),
        ("bytes=10240-", 416, b"", "bytes */10240"),
        ("bytes=9-3", 416, b"", "bytes */10240"),
    ],
)
async def test_a_broken_download_goes_on(site: Site, asked: str, status: int, part: bytes, said: str) -> None:
    """A range brings just that range; one beyond the end is refused with the true length."""
    page = await sheet(site)
    answer = await site.get(f"{page}/f", Range=asked)
    assert (answer.status, answer.headers["Content-Range"]) == (status, said)
    assert status == 416 or answer.body == part


async def test_unchanged_bytes_are_not_sent_again(site: Site) -> None:
    """The phone keeps what it has and asks; as long as the link holds the answer is 304, and afterwards 404."""
    page = await sheet(site)
    first = await site.get(f"{page}/f", "HEAD")
    assert (first.status, first.body, first.headers["Content-Length"]) == (200, b"", "10240")
    assert first.headers["Accept-Ranges"] == "bytes" or (await site.get(f"{page}/f")).headers["Accept-Ranges"]
    etag = first.headers["ETag"]
    again = await site.get(f"{page}/f", If_None_Match=etag)
    assert (again.status, again.body) == (304, b"")
    assert (await site.get(f"{page}/f", If_None_Match='"other"')).body == SHEET
    site.play.now += timedelta(days=7)
    assert (await site.get(f"{page}/f", If_None_Match=etag)).status == 404
    assert (await site.get(page)).status == 404


async def test_a_platform_fetches_a_picture_twice_while_it_is_being_sent(site: Site) -> None:
    """A plain client without cookies gets the picture in place, as often as it likes, before we know it was sent."""
    page = await sheet(site, PICTURE, "thong_ke.png", "image/png")
    delivery = (await site.play.storage.run(lambda uow: uow.pages.linked(1))) or None
    assert delivery is not None
    await site.change(delivery.id, state="sending", sent_at=None)
    for _ in range(2):
        answer = await site.get(f"{page}/f")
        assert (answer.status, answer.body, answer.headers["Content-Type"]) == (200, PICTURE, "image/png")
        assert answer.headers["Content-Disposition"].startswith("inline;")
    assert f'<img src="{page}/f" width="1" height="1"' in (await site.get(page)).text


@pytest.mark.parametrize(
    ("name", "mime"),
    [("a.html", "text/html"), ("a.svg", "image/svg+xml"), ("a.js", "text/javascript"), ("a.pdf", "application/pdf")],
)
async def test_nothing_that_a_browser_runs_is_shown_in_place(site: Site, name: str, mime: str) -> None:
    """Pages, drawings and scripts are downloads of bytes, whatever they call themselves."""
    page = await sheet(site, b"<svg onload=alert(1)>", name, mime)
    answer = await site.get(f"{page}/f")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Type"] in {"application/octet-stream", "application/pdf"}


async def test_other_sites_get_no_part_of_a_file(site: Site) -> None:
    """Another site's page cannot draw or read it; a person who follows the link can."""
    page = await sheet(site, PICTURE, "a.png", "image/png")
    embed = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"}
    assert (await site.get(f"{page}/f", **embed)).status == 403
    followed = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}
    assert (await site.get(f"{page}/f", **followed)).status == 200


async def test_a_hostile_name_breaks_no_header(site: Site) -> None:
    """Quotes, controls, folders and turned directions in a name stay out of the header, or are encoded."""
    page = await sheet(site, SHEET, '../"; filename="x\r\nSet-Cookie: a=b\u202efdp.exe', XLSX)
    answer = await site.get(f"{page}/f")
    assert answer.status == 200
    assert "Set-Cookie" not in answer.headers
    named = answer.headers["Content-Disposition"]
    assert named.count('"') == 2
    assert "\u202e" not in unquote(named)


async def test_a_file_that_is_gone_is_the_neutral_page(site: Site) -> None:
    """Bytes that were forgotten by the clock, on disk or in the database, look like any dead link."""
    page = await sheet(site)
    for path in site.play.store.folder.iterdir():
        path.unlink()
    answer = await site.get(f"{page}/f")
    assert (answer.status, "Liên kết không còn hiệu lực" in answer.text) == (404, True)
    later = site.play.now + timedelta(days=8)
    await site.play.storage.run(lambda uow: uow.files.forget(later, 10))
    assert (await site.get(page)).status == 404


async def test_the_file_of_a_document_belongs_to_its_page(site: Site) -> None:
    """It is listed with type and size and fetched from there; brought by a reply it dies with the document."""
    file_id = await site.file(b"%PDF-1.4 " + bytes(1_300_000), "Kế hoạch.pdf", "application/pdf")
    await site.issue(points=[{"title": "Một", "text": ""}], file_id=file_id)
    link = await site.link("Hoa")
    text = (await site.get(link)).text
    assert "Kế hoạch.pdf" in text
    assert "PDF, 1,2 MB" in text
    assert "<img" not in text  # without its picture the page is whole
    assert (await site.get(f"{link}/f")).body.startswith(b"%PDF-1.4 ")
    await site.play.sends("Hoa", Heard.PRESS, token="file:1")
    brought = site.play.last("Hoa")
    assert brought.file is not None
    reply = site.page(await site.say("Hoa", brought))
    assert (await site.get(f"{reply}/f")).status == 200
    await answers(site.play, "Lan", "thu hoi 1", "Sai số liệu", "xac nhan thu hoi")
    assert [(await site.get(path)).status for path in (f"{link}/f", f"{reply}/f", reply)] == [404, 404, 404]
