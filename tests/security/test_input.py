"""Hostile input where it comes in: frames, names of files, searches; and where it goes out: markup and headers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.channel import Parcel
from bot.channels.telegram.render import render
from content.message import Address, Choice, FileRef, Heard, Inbound, Outbound
from handlers import door
from storage.storage import Storage
from tests.channels.browser_phone import Site, served
from tests.play import START, Play

NAME = "0123456789abcdef"
HOSTILE = (
    "", " ", "'", '"', "''", "';--", "%", "_", "\\", "*", "(", ")", "AND", "OR NOT", "NEAR(a b)", "a:*", "!a",
    "a & b | c",
    "<-> a", "title:x", '"a" "b', "x'; DELETE FROM library; --", "\x00", "🙂", "đ" * 10_000, "a " * 5_000, "(" * 5_000,
    '"' * 999, "{a b}:c", "^a", "+a", "-a", "a*b*", "\n\t", "null", "--", "/*",
)  # fmt: skip


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    """The browser channel with an echo behind it."""
    async with served(tmp_path) as made:
        yield made


@pytest.mark.parametrize(
    "frame",
    [
        "[" * 5_000, '{"older":1e400}', '{"older":NINES}'.replace("NINES", "9" * 400), '{"older":-1}', '{"older":null}',
        '{"id":"ID","text":"a","token":"\\ud800","message":1}', '{"id":["ID"],"text":"a"}', "1e9999", '""',
        '{"id":"ID","text":"a","token":"menu","message":99999999999999999999999}',
        '{"id":"ID","text":"a","token":"menu","message":-1}',
    ],
)  # fmt: skip
async def test_a_hostile_frame_only_ends_its_own_line(site: Site, frame: str) -> None:
    """What our page never says is hung up on; the next line is served as before."""
    token = site.echo.channel.tokens.issue()
    async with site.phone(token) as phone:
        await phone.until("lines")
        await phone.line.send_str(frame.replace("ID", NAME))
        assert (await phone.line.receive(10)).type == aiohttp.WSMsgType.CLOSE
    assert site.echo.heard == []
    async with site.phone(token) as phone:
        await phone.say(id=NAME, text="vẫn chạy")
        await phone.until("ack", NAME)


async def test_half_a_surrogate_is_left_out(site: Site) -> None:
    """Signs that no database keeps are dropped from what was typed, and the rest is heard."""
    async with site.phone(site.echo.channel.tokens.issue()) as phone:
        await phone.line.send_str('{"id":"ID","text":"chào \\ud800\\u0000bạn"}'.replace("ID", NAME))
        await phone.until("ack", NAME)
    assert [heard.text for heard in site.echo.heard] == ["chào bạn"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\Users\\x\\mẫu.docx", "mẫu.docx"),
        ("a\r\nX-Evil: 1.docx", "aX-Evil: 1.docx"),
        ("thiep\u202excod.exe", "thiepxcod.exe"), ("a\x00.docx", "a.docx"), ("\ud800.pdf", "pdf"), ("...", ""),
        ("dài" * 99 + ".docx", ("dài" * 99)[:108] + ".docx"), ("bình thường.docx", "bình thường.docx"),
    ],
)  # fmt: skip
def test_a_file_name_is_only_a_name(given: str, kept: str) -> None:
    """No folders, no line breaks, no turning marks: whichever channel brought it, before anything else sees it."""
    file = FileRef("r", given, 'a/b"\r\nX: y', 1)
    heard = door.cleaned(Inbound(Address("telegram", "1"), "u", Heard.FILE, START, file=file))
    assert heard.file == FileRef("r", kept, "", 1)


async def test_searches_of_any_kind_find_or_find_nothing(play: Play) -> None:
    """Quotes, operators, wildcards, ten thousand letters: words to be looked for, and nothing else."""
    await play.storage.run(lambda uow: uow.library.put(7, "Phòng cháy mùa khô", "a b c đ"))
    for text in HOSTILE:
        found = await play.storage.run(lambda uow: uow.library.search(text))
        assert found in ([], [7]), text[:40]
        if "\x00" not in text:  # which the door takes away
            await play.storage.run(lambda uow: (uow.people.search(text, [1]), uow.units.search(text, [1])))
    assert await play.storage.run(lambda uow: uow.library.search("mua kho")) == [7]


async def test_a_search_typed_by_a_member_is_never_an_error(play: Play) -> None:
    """The same through the chat, as typed and as a button's token."""
    await play.person("Hoa")
    for text in HOSTILE:
        await play.sends("Hoa", Heard.TEXT, text=f"tài liệu {text}")
        await play.sends("Hoa", Heard.PRESS, token=f"lib:0:{text}"[:64])
    storage: Storage = play.storage
    assert await storage.run(lambda uow: uow.inbox.waiting(play.now.replace(year=2099))) == []


def test_markup_of_others_is_text_on_telegram() -> None:
    """A name, a title, a button's label cannot open a tag, whichever part of the message they stand in."""
    evil = '</b><a href="tg://user?id=1">x</a>&lt;<script>'
    said = Outbound(evil, heading=evil, choices=(Choice(evil, "menu", evil), Choice("dài", "x" * 65, evil)))
    call = render(Parcel(Address("telegram", "1"), said))
    text = call.fields["text"].removeprefix("<b>").replace("</b>\n", "\n", 1)
    assert "<" not in text
    assert ">" not in text
    assert "&amp;lt;" in text
