"""Light pages in a real browser on a small phone that runs no script."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from storage.engine import migrate
from storage.storage import Storage
from tests.pages.office import Site, opened, peopled
from tests.transcripts.content_office import answers

PDF = "000_5264abda7e6afc9d.pdf"
DOCUMENTS = Path(__file__).parents[1] / "documents"
LONG_WORD = "https://vidu.example/" + "mot-dia-chi-rat-dai-khong-co-dau-cach" * 3
POINTS = [
    {"title": "Tắt bếp, khóa van gas trước khi ra khỏi nhà và trước khi đi ngủ.", "text": ""},
    {
        "title": "Khi phát hiện cháy, gọi ngay 114",
        "text": "Nói rõ địa chỉ, vật đang cháy, có người mắc kẹt hay không.\nHô hoán để mọi người xung quanh biết, "
        "ngắt điện nếu làm được an toàn, dùng khăn ướt che mũi và miệng, cúi thấp người khi thoát ra.",
    },
    {"title": "Để lối thoát hiểm thông thoáng", "text": f"Không khóa cửa thoát nạn. Xem thêm tại {LONG_WORD}"},
]


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    """Serve the pages of an office that is played."""
    url = f"sqlite:///{tmp_path / 'pages.db'}"
    migrate(url)
    storage = Storage(url)
    storage.open()
    async with opened(await peopled(storage, tmp_path)) as site:
        yield site
    storage.close()


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """Open a page 360 px wide with scripts switched off; whatever the browser complains about fails the test."""
    context = await browser.new_context(
        viewport={"width": 360, "height": 640}, locale="vi-VN", has_touch=True, java_script_enabled=False
    )
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    yield page
    assert [text for text in complaints if "404" not in text] == []
    await context.close()


async def sent(site: Site) -> str:
    """Let a document with a PDF and its picture go out; return the address of Hoa's page."""
    play = site.play
    await play.uploads_file("Minh", PDF, (DOCUMENTS / PDF).read_bytes())  # made only for its file and picture
    _, version = await play.storage.run(lambda uow: uow.documents.version(1))
    await site.issue(
        title="Phòng cháy, chữa cháy mùa khô năm 2026 tại khu dân cư và hộ gia đình", points=POINTS,
        summary="Mùa khô năm nay đến sớm. Mỗi gia đình tự kiểm tra bếp, dây điện và bình chữa cháy trong tuần này.",
        short_message="Tắt bếp, khóa gas trước khi ra khỏi nhà. Có cháy gọi 114.", file_id=version.file_id,
        valid_to=date(2026, 12, 31), scope="luu_hanh_noi_bo",
    )  # fmt: skip
    return site.base + await site.link("Hoa")


def same_bytes(one: Path, other: Path) -> bool:
    """Say whether two files are equal."""
    return one.read_bytes() == other.read_bytes()


async def is_fit_for_a_thumb(page: Page) -> None:
    """Fail unless nothing is cut off sideways, print is large, and everything to press is at least 44 px high."""
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    heights = await page.eval_on_selector_all(".button, input", "all => all.map(one => one.offsetHeight)")
    assert min(heights, default=44) >= 44
    style = await page.evaluate(
        "(s => [parseFloat(s.fontSize), parseFloat(s.lineHeight) / parseFloat(s.fontSize)])"
        "(getComputedStyle(document.querySelector('main p')))"
    )
    assert style[0] >= 16
    assert style[1] >= 1.5


async def test_a_document_is_read_and_acknowledged_without_scripts(site: Site, page: Page) -> None:
    """At 360 px all of it is there, the first page of its file shows, and one tap on the form is remembered."""
    await page.goto(await sent(site))
    await is_fit_for_a_thumb(page)
    await expect(page.locator(".points li")).to_have_count(3)
    picture = page.locator(".file img")
    await picture.scroll_into_view_if_needed()
    await expect(picture).to_be_visible()
    await page.wait_for_function("document.querySelector('.file img').naturalWidth > 0")
    assert (await picture.bounding_box() or {"width": 0})["width"] <= 360
    await page.tap("button")
    await expect(page.locator(".banner.good")).to_contain_text('Đồng chí đã bấm "Đã nắm" lúc 09:00')
    await expect(page.locator("form")).to_have_count(0)
    await is_fit_for_a_thumb(page)
    await page.reload()
    await expect(page.locator(".banner.good")).to_have_count(1)
    assert (await site.play.storage.run(lambda uow: uow.broadcasts.get(2))).acked == 1
    await page.locator(".card a").click()
    await expect(page.locator(".banner")).to_contain_text("văn bản có thật, đang áp dụng, lưu hành nội bộ")


async def test_print_is_dark_enough(site: Site, page: Page) -> None:
    """Every word on the page stands out against what is behind it as WCAG AA asks (4.5 to 1)."""
    await page.goto(await sent(site))
    worst = await page.evaluate("""() => {
        const parts = c => c.match(/[\\d.]+/g).map(Number);
        const light = c => { const [r, g, b] = parts(c).map(v => v / 255)
            .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
        const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
            if (parts(c)[3] !== 0) return c; } return 'rgb(255, 255, 255)'; };
        return Math.min(...[...document.querySelectorAll('body *')].filter(e => e.innerText).map(e => {
            const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
            return (a + 0.05) / (b + 0.05); }));
    }""")
    assert worst >= 4.5


async def test_its_file_is_downloaded_under_its_name(site: Site, page: Page) -> None:
    """A tap on the link brings the file as it was attached."""
    await page.goto(await sent(site))
    async with page.expect_download() as download:
        await page.locator("a.button", has_text="Tải về").click()
    found = await download.value
    assert found.suggested_filename == PDF
    assert same_bytes(await found.path(), DOCUMENTS / PDF)


async def test_a_code_is_checked_by_typing_it(site: Site, page: Page) -> None:
    """The form works without scripts, for a code that is ours and for one that is not."""
    await sent(site)
    code = await site.play.storage.run(lambda uow: uow.documents.get(2).check_code)
    await page.goto(f"{site.base}/v")
    await is_fit_for_a_thumb(page)
    for typed, said in (
        (code.lower(), "văn bản có thật"),
        ("zzz 999", "Đề nghị không tin"),
        ("xin", "không đúng dạng"),
    ):
        await page.fill("input", typed)
        await page.tap("button")
        await expect(page.locator(".banner")).to_contain_text(said)
        await is_fit_for_a_thumb(page)


async def test_what_holds_no_longer_is_fit_for_a_phone_too(site: Site, page: Page) -> None:
    """Withdrawn and dead links are said in a few words that fit the screen."""
    link = await sent(site)
    await answers(site.play, "Lan", "thu hoi 2", "Số liệu đã thay đổi", "xac nhan thu hoi")
    await page.goto(link)
    await expect(page.locator(".banner.stop")).to_contain_text("đã được thu hồi")
    await is_fit_for_a_thumb(page)
    site.play.now += timedelta(days=100)
    await page.goto(link)
    await expect(page.locator("h1")).to_have_text("Liên kết không còn hiệu lực")
    await is_fit_for_a_thumb(page)
