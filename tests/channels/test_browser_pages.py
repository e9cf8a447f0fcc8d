"""The front pages: the demo's phones, or one line."""

from __future__ import annotations

from pathlib import Path

import aiohttp
from aiohttp import web

from tests.browser.echo import OFFICE, Echo
from tests.channels.browser_phone import served


async def test_the_demo_shows_three_phones_and_links_the_others(tmp_path: Path) -> None:
    """Three people's chats stand side by side, the others are links, and it says that all are invented."""
    async with served(tmp_path, is_demo=True) as site:
        async with site.http.get(site.base) as page:
            text, headers = await page.text(), page.headers
        tokens = site.echo.channel.tokens
        assert [f'src="/chat/{tokens.derive(label)}"' in text for label in "abcd"] == [True, True, True, False]
        assert f'href="/chat/{tokens.derive("d")}"' in text
        assert "MINH HỌA - không phải cơ quan thật" in text
        assert "frame-src 'self'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        async with site.http.get(f"{site.base}/demo/0/demo.py") as answer:
            assert answer.status == 404


async def test_a_real_office_says_who_it_is(tmp_path: Path) -> None:
    """Without the demo the front page is one line with the office's name, escaped."""
    echo = Echo(tmp_path)
    runner = web.AppRunner(echo.plain_app())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{runner.addresses[0][1]}/") as page:
            text = await page.text()
            assert OFFICE in text
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
            assert "<script" not in text
    finally:
        await runner.cleanup()
        echo.history.close()
