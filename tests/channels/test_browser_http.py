"""The browser channel's pages, links and files over real HTTP."""

from __future__ import annotations

import io
import logging
import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.channel import Rejected
from bot.channels.browser import spool as spool_module
from bot.channels.browser.tokens import Tokens
from bot.channels.browser.uploads import clean
from content.message import Heard, Outbound
from tests.browser.echo import PICTURE, now
from tests.channels.browser_phone import Site, served

ID = "0123456789abcdef01234567"
BOUNDARY = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    """Serve an echo on loopback."""
    async with served(tmp_path) as site:
        yield site


def form(content: bytes, name: str = "bao-cao.pdf", said: str = ID) -> aiohttp.FormData:
    """Return what the page posts for a file."""
    posted = aiohttp.FormData(quote_fields=False)  # as browsers do
    posted.add_field("id", said)
    posted.add_field("file", io.BytesIO(content), filename=name, content_type="application/pdf")
    return posted


async def test_an_invite_link_shows_a_button_and_the_post_begins_once(site: Site) -> None:
    """Fetching the link tells the core nothing; posting twice from one page opens one chat with the code."""
    async with site.http.get(f"{site.base}/chat?ma=MAU7K2QDTE") as page:
        text = await page.text()
    assert site.echo.heard == []
    token = re.search(r'name="token" value="([^"]+)"', text)
    assert token
    for _ in range(2):
        async with site.http.post(
            f"{site.base}/chat", data={"token": token[1], "ma": "MAU7K2QDTE"}, headers=site.own, allow_redirects=False,
        ) as answer:  # fmt: skip
            assert (303, f"/chat/{token[1]}") == (answer.status, answer.headers["Location"])
    [heard] = site.echo.heard
    assert (heard.kind, heard.text) == (Heard.START, "MAU7K2QDTE")


async def test_a_start_that_finds_the_core_busy_says_so(site: Site) -> None:
    """A busy core means 503 with the seconds to wait, and the code is not used up."""
    site.echo.busy = 1
    posted = {"token": site.echo.channel.tokens.issue(), "ma": "MAU7K2QDTE"}
    async with site.http.post(f"{site.base}/chat", data=posted, headers=site.own) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "1")
    assert site.echo.heard == []


async def test_other_sites_cannot_speak_for_a_person(site: Site) -> None:
    """A post or a socket that another site's page makes is refused, as is one that does not say where it is from."""
    token = site.echo.channel.tokens.issue()
    for headers in (BOUNDARY, {}):
        async with site.http.post(f"{site.base}/chat", data={"token": token}, headers=headers) as answer:
            assert answer.status == 403
        async with site.http.post(f"{site.base}/chat/{token}/file", data=form(b"x"), headers=headers) as answer:
            assert answer.status == 403
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await site.http.ws_connect(f"{site.base}/chat/{token}/ws", headers=headers)
    assert site.echo.heard == []


async def test_a_page_behind_a_proxy_is_our_own(tmp_path: Path) -> None:
    """The public address counts as ours, and the socket's address is allowed by name there."""
    async with served(tmp_path, public_url="https://tuyen-truyen.example") as site:
        token = site.echo.channel.tokens.issue()
        own = {"Origin": "https://tuyen-truyen.example"}
        async with site.http.ws_connect(f"{site.base}/chat/{token}/ws", headers=own) as line:
            assert '"fresh": true' in await line.receive_str()
        async with site.http.get(f"{site.base}/chat/{token}") as page:
            policy = page.headers["Content-Security-Policy"]
        assert "connect-src 'self' wss://tuyen-truyen.example" in policy
        assert f"https://tuyen-truyen.example/chat/{token}" == site.echo.channel.link(token)
        assert site.echo.channel.invite_link("A") == "https://tuyen-truyen.example/chat?ma=A"


@pytest.mark.parametrize("token", ["A" * 32, "short", "x" * 200, "ẩ" * 32])
async def test_a_link_that_we_never_gave_out_opens_nothing(site: Site, token: str) -> None:
    """A made-up token gets 404 everywhere and leaves no trace."""
    for path in (f"/chat/{token}", f"/chat/{token}/ws", f"/chat/{token}/file/1"):
        async with site.http.get(site.base + path, headers=site.own) as answer:
            assert answer.status == 404
    async with site.http.post(f"{site.base}/chat", data={"token": token}, headers=site.own) as answer:
        assert answer.status == 404
    assert site.echo.heard == []


async def test_pages_carry_the_headers_that_keep_them_safe(site: Site) -> None:
    """Every page has a policy without foreign or inline code, tells nobody its address, and is kept by no cache."""
    for path in ("/chat", f"/chat/{site.echo.channel.tokens.issue()}", "/chat/unknown"):
        async with site.http.get(site.base + path) as page:
            text, headers = await page.text(), page.headers
        policy = headers["Content-Security-Policy"]
        assert all(rule in policy for rule in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'self'"))
        assert "unsafe" not in policy
        assert {"nosniff", "no-store"} == {headers["X-Content-Type-Options"], headers["Cache-Control"]}
        assert headers["Referrer-Policy"] in {"no-referrer", "same-origin"}
        assert "<script>" not in text
        assert "style=" not in text


async def test_styles_and_scripts_are_found_and_kept(site: Site) -> None:
    """The page's own files are served under an address that changes with them; nothing else is."""
    async with site.http.get(f"{site.base}/chat/{site.echo.channel.tokens.issue()}") as page:
        found = re.findall(r"/chat/static/[^\"]+", await page.text())
    assert {"chat.css", "chat.js"} == {path.rsplit("/", 1)[1] for path in found}
    for path in found:
        async with site.http.get(site.base + path) as asset:
            assert (asset.status, "immutable" in asset.headers["Cache-Control"]) == (200, True)
            assert len(await asset.read()) < 12_500  # unpacked; a cheap phone reads it once
    async with site.http.get(f"{site.base}/chat/static/0/channel.py") as answer:
        assert answer.status == 404


async def test_an_uploaded_file_reaches_the_core(site: Site) -> None:
    """A posted file is one Inbound whose bytes the channel brings; a resend is the same one, its name clean."""
    token = site.echo.channel.tokens.issue()
    for _ in range(2):
        path = f"{site.base}/chat/{token}/file"
        async with site.http.post(path, data=form(b"%PDF-1.4", "../a\\Ba\u0301o cáo.pdf"), headers=site.own) as answer:
            assert await answer.json() == {"ack": ID}
    [heard] = site.echo.heard
    assert heard.file
    assert (heard.kind, heard.file.name, heard.file.size) == (Heard.FILE, "Báo cáo.pdf", 8)
    assert await site.echo.channel.fetch(heard.file.remote, 8) == b"%PDF-1.4"
    with pytest.raises(ValueError, match=heard.file.remote):
        await site.echo.channel.fetch(heard.file.remote, 7)
    for stranger in ("../chat.db", "0" * 32 + "-" + "0" * 24):
        with pytest.raises(Rejected):
            await site.echo.channel.fetch(stranger, 100)
    lines = await site.echo.history.latest(heard.address.chat, 10)
    assert lines[0].entry["file"] == {"name": "Báo cáo.pdf", "size": 8}


async def test_a_file_too_large_leaves_nothing(site: Site) -> None:
    """A file over 20 MB is refused while it streams in, and no part of it stays."""
    url = f"{site.base}/chat/{site.echo.channel.tokens.issue()}/file"
    async with site.http.post(url, data=form(bytes(20 * 1024 * 1024 + 1)), headers=site.own) as answer:
        assert answer.status == 413
    async with site.http.post(url, data=form(b"", said="../x"), headers=site.own) as answer:
        assert answer.status == 400
    async with site.http.post(url, data={"file": "no id"}, headers=site.own) as answer:
        assert answer.status == 400
    async with site.http.post(url, data=b"no form", headers=site.own) as answer:
        assert answer.status == 400
    assert list((site.echo.folder / "spool").iterdir()) == []
    assert site.echo.heard == []


async def test_a_full_or_busy_house_asks_to_come_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """An upload that cannot be taken now is 503 with the seconds to wait, and the same one gets in later."""
    url = f"{site.base}/chat/{site.echo.channel.tokens.issue()}/file"
    site.echo.busy = 1
    async with site.http.post(url, data=form(b"x"), headers=site.own) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "1")
    monkeypatch.setattr(spool_module, "TOTAL_LIMIT", 20 * 1024 * 1024)
    async with site.http.post(url, data=form(b"x"), headers=site.own) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "600")
    monkeypatch.undo()
    async with site.http.post(url, data=form(b"x"), headers=site.own) as answer:
        assert answer.status == 200


async def test_old_uploads_are_swept(site: Site) -> None:
    """What lies in the spool for a week is deleted; what is younger stays."""
    folder = site.echo.folder / "spool"
    for name, age in (("old", 8), ("young", 6)):
        (folder / name).write_bytes(b"x")
        stamp = now().timestamp() - age * 24 * 3600
        os.utime(folder / name, (stamp, stamp))
    assert spool_module.Spool(folder).sweep(now().timestamp()) == 1
    assert [path.name for path in folder.iterdir()] == ["young"]


@pytest.mark.parametrize(
    ("name", "kind", "how"),
    [
        ("Định hướng.pdf", "application/pdf", "attachment"),
        ("biểu đồ.png", "image/png", "inline"),
        ("trang.html", "application/octet-stream", "attachment"),
        ("lời dẫn.mp3", "audio/mpeg", "inline"),
        ("đoạn phim.mp4", "video/mp4", "inline"),
    ],
)
async def test_a_file_goes_out_as_what_it_is(site: Site, name: str, kind: str, how: str) -> None:
    """What is seen or heard is shown in place, all else is a download; nobody learns where, no other site gets it."""
    path = site.echo.folder / name
    path.write_bytes(PICTURE)
    token = site.echo.channel.tokens.issue()
    key = await site.echo.say(site.echo.channel.tokens.chat(token), Outbound(text="Tệp"), file=path)
    url = f"{site.base}/chat/{token}/file/{key}"
    async with site.http.get(url) as answer:
        assert (PICTURE, kind) == (await answer.read(), answer.headers["Content-Type"])
        assert answer.headers["Content-Disposition"].startswith(f"{how}; filename*=UTF-8''")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    async with site.phone(token) as phone:
        line = await phone.line_with("Tệp")
    family = kind.partition("/")[0] if how == "inline" else ""
    shown = {"image": family == "image", "plays": family if family != "image" else ""}
    assert {"name": name, "size": len(PICTURE), "open": True, **shown} == line["file"]
    stranger = site.echo.channel.tokens.issue()
    for asked, headers in ((url, BOUNDARY), (f"{site.base}/chat/{stranger}/file/{key}", {})):
        async with site.http.get(asked, headers=headers) as answer:
            assert answer.status in {403, 404}
    path.unlink()
    async with site.http.get(url) as answer:
        assert answer.status == 404


async def test_the_access_log_names_routes_and_no_tokens(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    """A log line says which kind of page was asked; neither token nor code can be read from it."""
    caplog.set_level(logging.DEBUG)
    token = site.echo.channel.tokens.issue()
    for path in (f"/chat/{token}", "/chat?ma=MAU7K2QDTE", "/nowhere/secret"):
        async with site.http.get(site.base + path) as answer:
            await answer.read()
    lines = [repr(vars(record)) for record in caplog.records]
    assert any("'/chat/{token}'" in line for line in lines)
    assert not [line for line in lines if re.search(f"{token}|MAU7K2QDTE|nowhere", line)]


def test_tokens_follow_from_the_secret_key() -> None:
    """Tokens differ, are known again with the same key only, and a label's token is always the same."""
    one, other = Tokens("k" * 32), Tokens("l" * 32)
    issued = {one.issue() for _ in range(100)}
    assert len(issued) == 100
    assert all(one.is_ours(token) and not other.is_ours(token) for token in issued)
    assert one.derive("hoa") == Tokens("k" * 32).derive("hoa")
    assert one.derive("hoa") != one.derive("lan")
    assert one.is_ours(one.derive("hoa"))
    assert re.fullmatch("[0-9a-f]{32}", one.chat(one.derive("hoa")))
    assert one.chat(one.derive("hoa")) != other.chat(one.derive("hoa"))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", "tệp"), ("..", "tệp"), ("a/b/c.pdf", "c.pdf"), ("C:\\x\\y.docx", "y.docx"),
        ("a\u202egpj.exe\n", "agpj.exe"),
        ("x" * 200 + ".pdf", "x" * 108 + ".pdf"), ("x" * 200, "x" * 120),
    ],
)  # fmt: skip
def test_file_names_are_cleaned(given: str, kept: str) -> None:
    """A name from outside loses folders, control and direction characters, and excess; its ending stays."""
    assert kept == clean(given)
