"""The chat page in a real browser, as a person holds it."""

from __future__ import annotations

import json
import sqlite3

from playwright.async_api import Browser, FilePayload, Page, expect

from bot.channels.browser.tokens import Tokens
from content.message import Choice, Outbound
from tests.browser.conftest import Killable
from tests.browser.echo import HOSTILE, OFFICE, PICTURE, SECRET
from tests.channels.browser_phone import Site

TOKENS = Tokens(SECRET)


async def say(page: Page, text: str) -> None:
    """Type and press Enter, as on a keyboard."""
    await page.fill("#text", text)
    await page.press("#text", "Enter")


async def bubbles(page: Page) -> list[str]:
    """Return what the chat shows, without times."""
    parts = "one => [...one.children].filter(c => c.className != 'state').map(c => c.innerText).join('|')"
    shown: list[str] = await page.eval_on_selector_all(".bubble", f"all => all.map({parts})")
    return shown


async def test_an_invited_person_begins_by_one_button(site: Site, page: Page) -> None:
    """The invite link leads over one button to a chat of one's own, and the code has reached the core."""
    await page.goto(f"{site.base}/chat?ma=MAU7K2QDTE")
    await page.click("button")
    await expect(page.locator(".bot")).to_contain_text("Mã mời: MAU7K2QDTE")
    await expect(page.locator("body")).to_contain_text("Trang này không báo tin khi đóng.")
    await expect(page.locator("h1")).to_have_text(OFFICE)
    await page.reload()
    await expect(page.locator(".bot")).to_contain_text("Mã mời: MAU7K2QDTE")
    assert len(site.echo.heard) == 1


async def test_typing_is_answered_and_marked_as_sent(site: Site, page: Page) -> None:
    """What is typed shows at once, is marked when the server has it, and its answer follows it."""
    await page.goto(site.base + f"/chat/{TOKENS.issue()}")
    await say(page, "xin chào")
    await expect(page.locator(".me .state")).to_contain_text("đã gửi")
    await expect(page.locator(".bot")).to_contain_text("Đã nghe: xin chào")
    assert await bubbles(page) == ["xin chào", "Đã nghe: xin chào"]
    await page.reload()
    await expect(page.locator(".bot")).to_have_count(1)
    assert await bubbles(page) == ["xin chào", "Đã nghe: xin chào"]


async def test_buttons_fit_a_thumb_and_a_small_screen(site: Site, page: Page) -> None:
    """At 360 px nothing is cut off sideways, and everything to press is at least 44 px high."""
    await page.goto(site.base + f"/chat/{TOKENS.issue()}")
    await say(page, "chọn")
    await expect(page.locator(".choice:visible")).to_have_count(4)
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    heights = await page.eval_on_selector_all(
        "button, label, textarea", "all => all.filter(x => x.offsetParent).map(x => x.offsetHeight)",
    )  # fmt: skip
    assert min(heights) >= 44


async def test_a_choice_is_pressed_by_finger_or_keyboard(site: Site, page: Page) -> None:
    """A tap and the Enter key on a focused button both choose; a choice pressed twice at once is one."""
    twice = "button => { button.click(); button.click(); }"  # before anything can come back from the server
    await page.goto(site.base + f"/chat/{TOKENS.issue()}")
    await say(page, "chọn")
    await page.locator(".choice", has_text="2. Hội nghị").tap()
    await expect(page.locator(".bot").last).to_contain_text("Đã nhận lựa chọn pick:1")
    await expect(page.locator(".me").last).to_contain_text("Hội nghị cán bộ chủ chốt")
    await page.locator(".choice", has_text="3. Loa").evaluate(twice)
    await expect(page.locator(".bot").last).to_contain_text("Đã nhận lựa chọn pick:2")
    await page.locator(".choice", has_text="hoặc gõ: duyệt 17").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".bot").last).to_contain_text("Đã nhận lựa chọn approve:17")
    assert [heard.token or heard.text for heard in site.echo.heard] == [
        "chọn", "pick:1", "pick:2", "approve:17",
    ]  # fmt: skip


async def test_hostile_text_is_shown_as_text(site: Site, page: Page) -> None:
    """Markup in a text, a heading, a label or a file name is letters on the screen and runs nowhere."""
    token = TOKENS.issue()
    await page.goto(site.base + f"/chat/{token}")
    await say(page, "độc")
    await expect(page.locator(".bot .text")).to_have_text(HOSTILE)
    await say(page, HOSTILE)
    await expect(page.locator(".me .text").last).to_have_text(HOSTILE)
    await say(page, "javascript:alert(1) https://example.vn/a?b=1. <https://example.vn/>")
    hrefs = await page.eval_on_selector_all(".me .text a", "all => all.map(a => a.href)")
    assert hrefs == ["https://example.vn/a?b=1", "https://example.vn/"]
    assert await page.title() == OFFICE
    assert await page.locator("#log img, #log script").count() == 0


async def test_a_killed_server_loses_and_doubles_nothing(killable: Killable, page: Page) -> None:
    """What is said while the server is dead waits, the page says so, and it arrives once when the server is back."""
    token = TOKENS.issue()
    await page.goto(f"{killable.base}/chat/{token}")
    await say(page, "trước")
    await expect(page.locator(".bot")).to_have_count(1)
    killable.kill()
    await say(page, "trong lúc mất")
    await expect(page.locator(".me .state").last).to_contain_text("đang gửi…")
    await expect(page.locator("#trouble")).to_have_text("Mất kết nối, đang thử lại…")
    killable.start()
    await expect(page.locator(".bot").last).to_contain_text("Đã nghe: trong lúc mất", timeout=20_000)
    await expect(page.locator(".me .state").last).to_contain_text("đã gửi")
    await expect(page.locator("#trouble")).to_be_hidden()
    assert await bubbles(page) == ["trước", "Đã nghe: trước", "trong lúc mất", "Đã nghe: trong lúc mất"]


async def test_an_acknowledgement_that_was_lost_is_asked_again(killable: Killable, page: Page) -> None:
    """A message whose acknowledgement never came is sent again under its id, and takes effect once."""
    token = TOKENS.issue()
    await page.goto(f"{killable.base}/chat/{token}")
    await say(page, "một")
    await expect(page.locator(".bot")).to_have_count(1)
    kept = {"id": "0123456789abcdef01234567", "at": "2026-11-20T00:00:00Z", "body": {"text": "hai"}}
    for _ in range(2):  # the same outbox twice: as if the first acknowledgement had been lost
        await page.evaluate(
            "([path, kept]) => sessionStorage.setItem('outbox:' + path, kept)", [f"/chat/{token}", json.dumps([kept])],
        )  # fmt: skip
        await page.reload()
        await expect(page.locator(".me .state").last).to_contain_text("đã gửi")
        await expect(page.locator(".bot")).to_have_count(2)
    with sqlite3.connect(killable.folder / "chat.db") as db:
        assert db.execute("SELECT count(*) FROM heard").fetchall() == [(2,)]
        assert db.execute("SELECT count(*) FROM browser_message").fetchall() == [(4,)]
    db.close()


async def test_what_is_unsent_survives_a_reload(site: Site, page: Page) -> None:
    """While the core is busy the page keeps what was said, over a reload too, and it arrives in order and once."""
    await page.goto(site.base + f"/chat/{TOKENS.issue()}")
    await expect(page.locator("#empty button")).to_be_visible()
    site.echo.busy = 10**6
    await say(page, "một")
    await say(page, "hai")
    await expect(page.locator("#trouble")).to_have_text("Hệ thống đang bận, đang thử lại…")
    await page.reload()
    await expect(page.locator(".me")).to_have_count(2)
    site.echo.busy = 0
    await expect(page.locator(".bot")).to_have_count(2, timeout=10_000)
    assert [heard.text for heard in site.echo.heard] == ["một", "hai"]
    assert await bubbles(page) == ["một", "Đã nghe: một", "hai", "Đã nghe: hai"]


async def test_an_edited_message_changes_in_its_place(site: Site, page: Page) -> None:
    """A message that is replaced changes where it stands, and what follows stays below it."""
    token = TOKENS.issue()
    chat = TOKENS.chat(token)
    await page.goto(site.base + f"/chat/{token}")
    key = await site.echo.say(chat, Outbound(text="Đã gửi 10/100", choices=(Choice("Dừng", "stop"),)))
    await site.echo.say(chat, Outbound(text="Tin sau"))
    await expect(page.locator(".bot")).to_have_count(2)
    await site.echo.say(chat, Outbound(text="Đã gửi 100/100"), edits=key)
    await expect(page.locator(".bot").first).to_contain_text("Đã gửi 100/100")
    assert await bubbles(page) == ["Đã gửi 100/100", "Tin sau"]


async def test_files_go_both_ways(site: Site, page: Page) -> None:
    """A chosen file is sent and named; a picture from us is shown in place, another file is a download."""
    token = TOKENS.issue()
    await page.goto(site.base + f"/chat/{token}")
    sent = FilePayload(name="Báo cáo.pdf", mimeType="application/pdf", buffer=b"%PDF-1.4")
    await page.set_input_files("#attach input", files=sent)
    await expect(page.locator(".bot")).to_contain_text("Đã nhận tệp Báo cáo.pdf")
    await expect(page.locator(".me")).to_contain_text("Báo cáo.pdf")
    await expect(page.locator(".me .state")).to_contain_text("đã gửi")
    for name in ("biểu đồ.png", "Định hướng.pdf"):
        (site.echo.folder / name).write_bytes(PICTURE)
        await site.echo.say(TOKENS.chat(token), Outbound(text=name), file=site.echo.folder / name)
    await expect(page.locator(".bot img")).to_have_js_property("naturalWidth", 1)
    async with page.expect_download() as download:
        await page.click("text=Tải về")
    assert (await download.value).suggested_filename == "Định hướng.pdf"


async def test_older_messages_and_new_ones_below(site: Site, page: Page) -> None:
    """A long chat opens at its end, brings older messages when asked, and does not jump when a new one comes."""
    token = TOKENS.issue()
    chat = TOKENS.chat(token)
    for n in range(60):
        await site.echo.say(chat, Outbound(text=f"tin {n}"))
    await page.goto(site.base + f"/chat/{token}")
    await expect(page.get_by_text("tin 59", exact=True)).to_be_in_viewport()
    await page.click("#older")
    await expect(page.locator(".bot")).to_have_count(60)
    await expect(page.locator("#older")).to_be_hidden()
    assert [f"tin {n}" for n in range(60)] == await bubbles(page)
    await page.evaluate("document.getElementById('scroll').scrollTop = 0")
    await expect(page.get_by_text("tin 0", exact=True)).to_be_in_viewport()
    await site.echo.say(chat, Outbound(text="tin mới"))
    await page.click("#below")
    await expect(page.get_by_text("tin mới", exact=True)).to_be_in_viewport()
    await expect(page.locator("#below")).to_be_hidden()


async def test_two_phones_on_one_page_do_not_mix(site: Site, page: Page) -> None:
    """Each phone of the demo page keeps to its own chat, though they share a browser and its storage."""
    await page.set_viewport_size({"width": 1280, "height": 800})
    await page.goto(site.base)
    await expect(page.locator("iframe")).to_have_count(3)
    first, second = page.frame_locator("iframe").nth(0), page.frame_locator("iframe").nth(1)
    site.echo.busy = 1  # so that the first phone's message waits in the shared storage
    await first.locator("#text").fill("từ máy một")
    await first.locator("#text").press("Enter")
    await second.locator("#text").fill("từ máy hai")
    await second.locator("#text").press("Enter")
    await expect(first.locator(".bot")).to_contain_text("Đã nghe: từ máy một")
    await expect(second.locator(".bot")).to_contain_text("Đã nghe: từ máy hai")
    await expect(first.locator(".bubble")).to_have_count(2)
    await expect(second.locator(".bubble")).to_have_count(2)
    assert len({heard.address.chat for heard in site.echo.heard}) == 2


async def test_on_a_small_screen_tabs_choose_the_phone(site: Site, page: Page) -> None:
    """At 360 px the demo shows one phone at a time, chosen by its tab, and the guide opens on demand."""
    await page.goto(site.base)
    await expect(page.locator("iframe:visible")).to_have_count(1)
    await page.click("#tab3")
    await expect(page.locator("#phone3 iframe")).to_be_visible()
    await expect(page.locator("#phone1 iframe")).to_be_hidden()
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    await page.click("summary")
    await expect(page.get_by_text("gõ “soạn”")).to_be_visible()


async def test_times_are_those_of_the_office(site: Site, browser: Browser) -> None:
    """A phone set to another zone shows the hour that the messages speak of, not its own."""
    token = TOKENS.issue()
    said = {"role": "bot", "at": "2026-11-20T17:30:00+00:00", "text": "Chào"}
    await site.echo.history.append(TOKENS.chat(token), said)
    context = await browser.new_context(locale="vi-VN", timezone_id="America/New_York")
    page = await context.new_page()
    await page.goto(site.base + f"/chat/{token}")
    await expect(page.locator(".bot .state")).to_have_text("00:30 21/11")
    await context.close()
