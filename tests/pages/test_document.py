"""The page of a document: all of it, what became of it, and "Đã nắm" as a plain form."""

from __future__ import annotations

import asyncio
import gzip
import re
from datetime import date, timedelta
from html import unescape

import pytest

from content.message import Heard
from handlers.world import ChannelFacts
from tests.pages.office import Site
from tests.security.probing import everything
from tests.transcripts.content_office import TITLE, answers, approve, draft, issue, submit

HOSTILE = "<script>alert(1)</script> \"x' onload=y {{ 7*7 }} {addr} &amp; \u202eexe.fdp"
CALM = HOSTILE.replace("\u202e", "")
LONGEST = 30_000  # bytes of page and style


async def test_the_page_says_all_of_a_document(site: Site) -> None:
    """Heading, summary, points in full, the short message, where it comes from and until when it holds."""
    await site.issue(
        summary="Mùa khô năm nay đến sớm.", short_message="Tắt bếp, gọi 114.", valid_to=date(2026, 12, 31),
        points=[
            {"title": "Tắt bếp khi ra khỏi nhà.", "text": "Tắt bếp khi ra khỏi nhà."},
            {"title": "Khi có cháy", "text": "Gọi 114.\nNói rõ địa chỉ."},
        ],
    )  # fmt: skip
    answer = await site.get(await site.link("Hoa"))
    text = unescape(answer.text)
    for part in (
        "<h1>Phòng cháy mùa khô</h1>", "Nội dung tuyên truyền", "Mùa khô năm nay đến sớm.", "Tắt bếp, gọi 114.",
        "<h2>Khi có cháy</h2>", "Gọi 114.\nNói rõ địa chỉ.", "Ban Tuyên giáo và Dân vận Minh Họa", "Kế hoạch 15/KH-BTG",
        "18/11/2026", "Lê Thị Lan", "31/12/2026", 'Đọc xong, đồng chí bấm "Đã nắm" để xác nhận.', '<html lang="vi">',
    ):  # fmt: skip
        assert part in text
    assert text.count("Tắt bếp khi ra khỏi nhà.") == 1
    assert re.search(r'<a href="/v/[A-Z]{3}\d{3}">', text)
    assert "Nguyễn Thị Hoa" not in text  # forwarded by mistake, it names nobody


async def test_the_page_can_run_nothing_and_is_kept_nowhere(site: Site) -> None:
    """No script by policy, no style in line, no store, no index, and the style under an address of its own."""
    await issue(site.play)
    style = ""
    for path in (await site.link("Hoa"), "/d/nonsense", "/v", "/v/ABC123"):
        answer = await site.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert '<meta name="robots" content="noindex' in answer.text
        assert not re.search(r"<script|<style| style=| on\w+=", answer.text)
        [style] = re.findall(r'rel="stylesheet" href="([^"]+)"', answer.text)
        css = await site.get(style)
        assert (css.status, css.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
        assert "immutable" in css.headers["Cache-Control"]
    assert (await site.get(style.replace("light", "other"))).status == 404


async def test_a_look_changes_nothing(site: Site) -> None:
    """Previews and platforms fetch links: whatever is fetched, not one row is touched."""
    await site.issue(points=[{"title": "Một", "text": ""}], file_id=await site.file(b"%PDF-1.4", "a.pdf", ""))
    link = await site.link("Hoa")
    before = await everything(site.play)
    for path in (link, f"{link}?phan=1", f"{link}/f", f"{link}/p", "/v/ABC123"):
        for method in ("GET", "HEAD"):
            assert (await site.get(path, method)).status in {200, 404}
    assert await everything(site.play) == before


async def test_the_form_acknowledges_once(site: Site) -> None:
    """Pressed twice it is one receipt, that of the chat: counted for the broadcast, known to chat and page alike."""
    play = site.play
    await issue(play)
    link = await site.link("Hoa")
    play.now += timedelta(minutes=5)
    for _ in range(2):
        answer = await site.post(link)
        assert (answer.status, answer.headers["Location"]) == (303, link)
        play.now += timedelta(minutes=1)
    page = unescape((await site.get(link)).text)
    assert '✓ Đồng chí đã bấm "Đã nắm" lúc 09:05 ngày 20/11/2026.' in page
    assert "<form" not in page
    broadcast = await play.storage.run(lambda uow: uow.broadcasts.get(1))
    receipt = await play.storage.run(lambda uow: uow.receipts.get(1, play.people["Hoa"]))
    assert receipt is not None
    assert (broadcast.acked, receipt.broadcast_id) == (1, 1)
    assert await play.storage.run(lambda uow: uow.receipts.get(1, play.people["Tâm"])) is None
    play.forget()
    await play.says("Hoa", "đã nắm")
    assert play.last("Hoa").text == "Đồng chí đã xác nhận tài liệu này ngày 20/11/2026."


async def test_many_taps_at_once_are_one_receipt(site: Site) -> None:
    """On a bad line a form is sent again and again: nobody sees an error, and it counts once."""
    await issue(site.play)
    link = await site.link("Hoa")
    answers_ = await asyncio.gather(*(site.post(link) for _ in range(6)))
    assert {answer.status for answer in answers_} == {303}
    assert (await site.play.storage.run(lambda uow: uow.broadcasts.get(1))).acked == 1


async def test_what_was_acknowledged_in_the_chat_is_known_to_the_page(site: Site) -> None:
    """The page asks nobody again."""
    await issue(site.play)
    await answers(site.play, "Tâm", "đã nắm")
    page = unescape((await site.get(await site.link("Tâm"))).text)
    assert 'đã bấm "Đã nắm" lúc 09:00' in page
    assert "<form" not in page
    assert "<form" in (await site.get(await site.link("Hoa"))).text


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null", "Sec-Fetch-Site": "cross-site"}]
)
async def test_other_sites_acknowledge_for_nobody(site: Site, headers: dict[str, str]) -> None:
    """A post that our own page did not make is refused, and notes nothing."""
    await issue(site.play)
    assert (await site.post(await site.link("Hoa"), headers)).status == 403
    assert (await site.play.storage.run(lambda uow: uow.broadcasts.get(1))).acked == 0
    public = {"Origin": "https://vidu.example"}  # behind a proxy the public address is ours
    assert (await site.post(await site.link("Hoa"), public)).status == 303


async def test_hostile_words_stay_words(site: Site) -> None:
    """Markup, quotes, templates and marks that turn the direction are letters in every field, or nothing."""
    await site.issue(
        title=HOSTILE, summary=HOSTILE + " tóm tắt", short_message=HOSTILE, issuer=HOSTILE, number=HOSTILE,
        points=[{"title": HOSTILE, "text": "Khác: " + HOSTILE}],
        file_id=await site.file(b"%PDF-1.4", HOSTILE.replace("/", "_") + ".pdf", "application/pdf"),
    )  # fmt: skip
    await site.play.office(name=HOSTILE, public_contact=HOSTILE)
    link = await site.link("Hoa")
    code = (await site.play.storage.run(lambda uow: uow.documents.version(1)))[0].check_code
    file = Heard.PRESS, "file:1"
    await site.play.sends("Hoa", file[0], token=file[1])
    for path, times in ((link, 9), ("/d/nonsense", 2), (f"/v/{code}", 3)):
        text = (await site.get(path)).text
        assert "<script" not in text
        assert "\u202e" not in text
        assert "onload=y" in text
        assert not re.search(r"""["'][^<>"']*onload=y[^<>"']*["']""", text.replace("&#34;", "").replace("&#39;", ""))
        assert unescape(text).count(CALM[:25]) >= times


async def test_withdrawn_is_said_and_nothing_more(site: Site) -> None:
    """The page names the document and why it was withdrawn; points, files and the form are gone."""
    play = site.play
    await site.issue(
        points=[{"title": "Một", "text": "Nội dung đã sai."}],
        file_id=await site.file(b"%PDF-1.4", "a.pdf", "application/pdf"),
    )
    link = await site.link("Hoa")
    assert (await site.get(f"{link}/f")).status == 200
    await answers(play, "Lan", "thu hoi 1", "Số điện thoại đã đổi", "xac nhan thu hoi")
    text = unescape((await site.get(link)).text)
    assert "đã được thu hồi ngày 20/11/2026. Đề nghị đồng chí không sử dụng" in text
    assert "Lý do: Số điện thoại đã đổi." in text
    assert not [part for part in ("Nội dung đã sai", "<form", "a.pdf") if part in text]
    assert (await site.get(f"{link}/f")).status == 404
    assert (await site.post(link)).status == 303
    assert (await play.storage.run(lambda uow: uow.broadcasts.get(1))).acked == 0
    notice = await site.link("Hoa")  # that of the withdrawal
    assert notice != link
    assert "đã được thu hồi" in (await site.get(notice)).text


async def test_an_old_version_leads_to_the_new_one(site: Site) -> None:
    """The page of a replaced version shows none of it, and opens the page that the person got with the new one."""
    play = site.play
    await issue(play)
    old = await site.link("Hoa")
    await answers(play, "Minh", "bản thảo 1", "[Sửa thành bản mới]")
    await answers(play, "Minh", "sua diem", "1", "Khóa van gas trước khi ra khỏi nhà.", "luu", "[Trình duyệt]")
    await answers(play, "Minh", "bo qua", "1", "1", "trinh")
    await approve(play, 2)
    text = (await site.get(old)).text
    assert "đã có bản mới" in text
    assert "Tắt bếp" not in text
    [newer] = re.findall(r'href="(/d/[^"/]{30})"', text)
    assert newer == await site.link("Hoa")
    assert "Khóa van gas" in (await site.get(newer)).text
    await answers(play, "Lan", "thu hoi 2", "Nhầm", "xac nhan thu hoi")
    assert "đã được thu hồi" in (await site.get(old)).text


async def test_expired_is_said_and_still_to_be_read(site: Site) -> None:
    """After its last day the page says that it only serves for reference."""
    await site.issue(points=[{"title": "Một", "text": ""}], valid_to=date(2026, 11, 20))
    link = await site.link("Hoa")
    assert "hết hiệu lực" not in (await site.get(link)).text
    site.play.now += timedelta(days=1)
    text = (await site.get(link)).text
    assert "Nội dung này đã hết hiệu lực ngày 20/11/2026, chỉ để tham khảo." in text
    assert "Một" in text


async def test_marks_of_scope_and_courtesy(site: Site) -> None:
    """What stays inside says so, what is only spoken says so, and people are addressed as the office does."""
    await site.play.office(courtesy="anh_chi")
    await site.issue(points=[{"title": "Một", "text": ""}], scope="luu_hanh_noi_bo", direct_only=True)
    text = unescape((await site.get(await site.link("Hoa"))).text)
    assert "LƯU HÀNH NỘI BỘ" in text
    assert "không đăng mạng xã hội" in text
    assert 'Đọc xong, anh/chị bấm "Đã nắm"' in text
    assert "đồng chí" not in text.lower()


@pytest.mark.parametrize("count", [1, 20, 200])
async def test_a_long_document_stays_light(site: Site, count: int) -> None:
    """However long, no part of it weighs more than 30 kB with its style, uncompressed; together they are all of it."""
    said = ("Đồng bào chủ động phòng cháy, chữa cháy; " * 30)[:1200]
    points = [{"title": f"Điểm thứ {n} về phòng cháy, chữa cháy", "text": f"{n}: {said}"} for n in range(1, count + 1)]
    await site.issue(
        title="Phòng cháy " * 18, summary="Tóm tắt nội dung. " * 60, short_message="Ngắn gọn. " * 20, points=points,
        file_id=await site.file(b"%PDF-1.4", "Kế hoạch.pdf", "application/pdf"), scope="luu_hanh_noi_bo",
        direct_only=True, valid_to=date(2026, 12, 31), issuer="Ban Tuyên giáo và Dân vận " * 5,
    )  # fmt: skip
    link: str | None = await site.link("Hoa")
    base, seen, packed = link, "", []
    while link:
        page = await site.get(link)
        [style] = re.findall(r'rel="stylesheet" href="([^"]+)"', page.text)
        assert len(page.body) + len((await site.get(style)).body) <= LONGEST
        small = await site.get(link, Accept_Encoding="gzip")
        assert gzip.decompress(small.body) == page.body
        packed.append(len(small.body))
        seen += page.text
        found = re.findall(r'href="([^"]+)">Xem tiếp', page.text)
        link = found[0] if found else None
        assert ("<form" in page.text) is (link is None)
    assert all(f"{point['text'][:60]}" in seen for point in points)
    assert len(packed) == 1 or count > 1
    assert max(packed) <= LONGEST // 3
    answer = await site.post(f"{base}?phan={len(packed)}")  # whoever reads the last part comes back to it
    assert answer.headers["Location"] == (f"{base}?phan={len(packed)}" if len(packed) > 1 else base)
    assert 'id="xac-nhan"' in (await site.get(answer.headers["Location"])).text
    for odd in ("0", "-1", "999", "x", "９", "1" * 400):
        assert (await site.get(f"{base}?phan={odd}")).status == 200


async def test_a_trial_shows_a_draft_to_who_works_on_it(site: Site) -> None:
    """On a channel whose documents end with a link, an author's trial and an approver's preview open the draft."""
    play = site.play
    channels = play.world.channels
    assert isinstance(channels, dict)
    channels["telegram"] = ChannelFacts("Telegram", pages=True)
    await draft(play)
    await answers(play, "Minh", "gửi thử")
    trial = await site.said_with_page("Minh")
    text = (await site.get(trial)).text
    assert "Bản xem trước, chưa được duyệt" in text
    assert TITLE in text
    assert "<form" not in text
    assert (await site.post(trial)).status == 303
    assert await play.storage.run(lambda uow: uow.receipts.get(1, play.people["Minh"])) is None
    said = next(said for said in reversed(play.shown["Minh"]) if said.page)
    stolen = (await site.get(site.page(await site.say("Hoa", said)))).text
    assert "Bản xem trước" not in stolen  # who does not work on it sees the message that was sent, and no more
    assert "Nguồn và kiểm tra" not in stolen
    await answers(play, "Minh", "bản thảo 1")
    await submit(play)
    await play.says("Lan", "duyệt 1")
    text = (await site.get(await site.said_with_page("Lan"))).text
    assert "Bản xem trước, chưa được duyệt" in text
    assert "Tắt bếp khi ra khỏi nhà." in text
    await answers(play, "Lan", "đồng ý duyệt 1")
    assert "Bản xem trước" not in (await site.get(trial)).text


async def test_the_database_away_asks_to_come_again(site: Site) -> None:
    """While the database takes no work every page is 503 with the seconds to wait."""
    await issue(site.play)
    link = await site.link("Hoa")
    site.play.storage.close()
    for path in (link, f"{link}/f", "/v/ABC123", "/d/nonsense"):
        answer = await site.get(path)
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert (await site.post(link)).status == 503
