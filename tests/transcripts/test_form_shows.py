"""A form's pictures in the chats: ahead of the question that they belong to, as a picture or as a link."""

from __future__ import annotations

import io
from pathlib import Path

import aiohttp
import pytest
from PIL import Image
from playwright.async_api import Page, expect

from bot.clock import utc_now
from content.roles import Duty, Role
from storage.files import FileStore
from storage.unit_of_work import UnitOfWork
from tests.browser.conftest import browser as browser  # noqa: PLC0414 (a fixture of the browser tests)
from tests.browser.conftest import page as page  # noqa: PLC0414 (another)
from tests.transcripts.stage import PUBLIC, Stage, staged

FORM = """
| survey |
| | type | name | label | media::image | media::audio | required |
| | select_one sign | sign | Biển nào ở ngã ba? | map.png | told.mp3 | yes |
| | text | more | Ghi chú? | | | |

| choices |
| | list_name | name | label | media::image |
| | sign | stop | Cấm đỗ | stop.png |
| | sign | turn | Cấm rẽ | turn.png |

| settings |
| | form_title | form_id | version |
| | Biển báo | bien_bao | 1 |
"""
SOUND = b"\xff\xfb\x90\x00" + b"\x00" * 413
CHANNELS = {"Hoa": "telegram", "Oanh": "zalo_oa", "Wen": "browser"}
STORY = """
    {who} > bieu mau bien bao
    {who} < Biển nào ở ngã ba?
    {who} > chua ro
    {who} < Biển nào ở ngã ba?
    {who} > 2
    {who} < Ghi chú?
"""


def painted(colour: str) -> bytes:
    """A small PNG of one colour."""
    made = io.BytesIO()
    Image.new("RGB", (640, 400), colour).save(made, "PNG")
    return made.getvalue()


async def shows(stage: Stage) -> None:
    """Let the form have its files, but for one picture."""
    files = {"map.png": painted("teal"), "stop.png": painted("firebrick"), "told.mp3": SOUND}
    store = FileStore(stage.app.place.files)

    def keep(uow: UnitOfWork) -> None:
        (version,) = uow.forms.versions("bien_bao")
        shown = {}
        for name, content in files.items():
            mime = "audio/mpeg" if name.endswith("mp3") else "image/png"
            kept = store.keep(content)
            made = uow.files.put(stored_as=kept, content=content, name=name, mime=mime, now=utc_now())
            shown[name] = uow.files.attachment(made.id)
        uow.forms.keep_media(version.id, shown)

    await stage.app.storage.run(keep)


async def opened(stage: Stage) -> None:
    """A form that is published, with its files, and somebody on every channel."""
    await stage.member("Minh", "telegram", roles=[Role.EDITOR])
    await stage.member("Lan", "telegram", roles=[Role.APPROVER])
    for name, channel in CHANNELS.items():
        await stage.member(name, channel, unit="X01-T1", duties=[Duty.TTV])
    await stage.cast("""
        Minh > nap bieu mau
        Minh < gửi tệp biểu mẫu XLSForm
    """)
    minh = int(stage.handsets["telegram"].chat("Minh"))
    await stage.telegram.sends_file(minh, "bien_bao.md", "text/markdown", FORM.encode())
    await stage.cast("""
        Minh < Đã nạp Biển báo, bản 1
        Lan < vừa nạp Biển báo, bản 1
        Lan > cong bo bieu mau 1 ban 1
        Lan < Đã công bố Biển báo, bản 1
    """)
    await shows(stage)


QUESTION = "Biển nào ở ngã ba?\n(kèm theo: 2. Cấm rẽ: turn.png)"


@pytest.mark.timeout(120)
async def test_pictures_come_before_their_question(database_url: str, tmp_path: Path, page: Page) -> None:
    """They are shown in order and once, or linked; what lacks is named below the question."""
    async with staged(database_url, tmp_path) as stage:
        await opened(stage)
        for who in CHANNELS:
            await stage.cast(STORY.format(who=who))
        await _on_telegram(stage)
        await _on_zalo(stage)
        await _in_the_browser(stage, page)


async def _on_telegram(stage: Stage) -> None:
    seen = [one for one in await stage.telegram.sees(int(stage.handsets["telegram"].chat("Hoa"))) if one.by_bot]
    begins = next(n for n, one in enumerate(seen) if one.file)
    files = [(one.file, one.text) for one in seen[begins : begins + 3]]
    assert files == [("photo", ""), ("told.mp3", ""), ("photo", "1. Cấm đỗ")]
    assert QUESTION in seen[begins + 3].text
    assert not any(one.file for one in seen[begins + 3 :])


async def _on_zalo(stage: Stage) -> None:
    seen = [one for one in await stage.zalo_oa.sees(stage.handsets["zalo_oa"].chat("Oanh")) if one.by_oa]
    begins = next(n for n, one in enumerate(seen) if one.file)
    picture, sound, choice, question = seen[begins : begins + 4]
    assert [(one.file, one.text) for one in (picture, choice)] == [("map.png", ""), ("stop.png", "1. Cấm đỗ")]
    assert sound.text.startswith(f"Tệp told.mp3 (1 KB): {PUBLIC}/d/")
    assert QUESTION in question.text
    path = sound.text.partition(PUBLIC)[2]
    async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{stage.app.port}{path}/f") as answer:
        assert (answer.status, await answer.read()) == (200, SOUND)


async def _in_the_browser(stage: Stage, page: Page) -> None:
    await page.goto(f"http://127.0.0.1:{stage.app.port}/chat/{stage.handsets['browser'].chat('Wen')}")
    pictures = page.locator(".bot img")
    await expect(pictures).to_have_count(2)
    for n, alt in enumerate(("map.png", "1. Cấm đỗ")):
        await pictures.nth(n).scroll_into_view_if_needed()
        await expect(pictures.nth(n)).to_have_js_property("naturalWidth", 640)
        await expect(pictures.nth(n)).to_have_attribute("alt", alt)
    await expect(page.locator(".bot audio[controls]")).to_have_attribute("preload", "metadata")
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    assert await page.locator(".bot audio").evaluate("one => one.offsetWidth") > 200
    bubbles = await page.locator(".bot").all_inner_texts()
    first = next(n for n, text in enumerate(bubbles) if QUESTION.partition("\n")[0] in text)
    assert "told.mp3" in bubbles[first - 2]
