"""The browser channel over its socket, with a real server, a real history and a real spool."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.channel import Busy, NotSent, Parcel, Rejected
from bot.channels.browser.channel import BrowserChannel
from bot.channels.browser.history import Entry
from content.message import Address, Choice, Heard, Outbound
from tests.browser.echo import Echo, now
from tests.browser.store import SqliteHistory
from tests.channels.browser_phone import Site, served

ID = "0123456789abcdef01234567"


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    """Serve an echo on loopback."""
    async with served(tmp_path) as site:
        yield site


async def test_what_is_typed_reaches_the_core_and_is_acknowledged(site: Site) -> None:
    """A typed text is one Inbound, composed, under a key of its own, acknowledged once the core has it."""
    token = site.echo.channel.tokens.issue()
    async with site.phone(token) as phone:
        await phone.say(id=ID, text="  ho\u0300a giải ")
        await phone.until("ack", ID)
    [heard] = site.echo.heard
    chat = site.echo.channel.tokens.chat(token)
    assert (Heard.TEXT, "hòa giải", f"{chat}:{ID}") == (heard.kind, heard.text, heard.update_key)
    assert Address("browser", chat) == heard.address
    assert token not in chat


async def test_a_question_stands_before_its_answer(site: Site) -> None:
    """The history shows first what was said and then what was answered, and the first is no longer held."""
    token = site.echo.channel.tokens.issue()
    async with site.phone(token) as phone:
        await phone.say(id=ID, text="báo cáo")
        await phone.until("ack", ID)
    lines = await site.echo.history.latest(site.echo.channel.tokens.chat(token), 10)
    assert [(x.entry["role"], x.entry["text"]) for x in lines] == [("me", "báo cáo"), ("bot", "Đã nghe: báo cáo")]
    assert "held" not in lines[0].entry


async def test_a_resend_takes_effect_once(site: Site) -> None:
    """The same id again, on a new line, is acknowledged again and changes nothing."""
    token = site.echo.channel.tokens.issue()
    for _ in range(2):
        async with site.phone(token) as phone:
            await phone.say(id=ID, text="báo cáo")
            await phone.until("ack", ID)
    assert len(site.echo.heard) == 1
    assert len(await site.echo.history.latest(site.echo.channel.tokens.chat(token), 10)) == 2


async def test_a_busy_core_is_asked_again(site: Site) -> None:
    """While the core is busy the page hears for how long, the message is held, and the same id gets through later."""
    token = site.echo.channel.tokens.issue()
    chat = site.echo.channel.tokens.chat(token)
    site.echo.busy = 1
    async with site.phone(token) as phone:
        await phone.say(id=ID, text="báo cáo")
        assert await phone.until("busy") == {"busy": 1}
        assert [line.entry.get("held") for line in await site.echo.history.latest(chat, 10)] == [True]
        await phone.say(id=ID, text="báo cáo")
        await phone.until("ack", ID)
    assert [line.entry.get("held") for line in await site.echo.history.latest(chat, 10)] == [None, None]


async def test_a_press_carries_its_token_and_message(site: Site) -> None:
    """A pressed button is an untrusted token with the message it stood under; the page shows its label."""
    token = site.echo.channel.tokens.issue()
    async with site.phone(token) as phone:
        await phone.say(id=ID, text="chọn")
        asked = await phone.line_with("Hình thức tuyên truyền?")
        await phone.say(id=ID[::-1], token="pick:2", message=asked["seq"], text="Loa truyền thanh")
        await phone.until("ack", ID[::-1])
    heard = site.echo.heard[-1]
    assert (Heard.PRESS, "pick:2", str(asked["seq"]), "") == (heard.kind, heard.token, heard.message_key, heard.text)
    assert asked["choices"][2] == {"label": "Loa truyền thanh", "token": "pick:2", "number": 3}
    assert asked["choices"][3] == {"label": "Duyệt", "token": "approve:17", "word": "duyệt 17"}


@pytest.mark.parametrize(
    "frame",
    [
        "no json", "[]", "{}", '{"id":"short","text":"a"}', '{"id":"0123456789abcdef","text":" "}',
        '{"id":"0123456789abcdef","text":"%s"}' % ("x" * 20_001), '{"older":"x"}',
        '{"id":"0123456789abcdef","text":"a","token":"%s","message":1}' % ("t" * 65),
    ],
)  # fmt: skip
async def test_a_frame_that_our_page_never_sends_ends_the_line(site: Site, frame: str) -> None:
    """Anything but the page's own words is refused by hanging up, and reaches nobody."""
    async with site.phone(site.echo.channel.tokens.issue()) as phone:
        await phone.until("lines")
        await phone.line.send_str(frame)
        assert (await phone.line.receive(10)).type == aiohttp.WSMsgType.CLOSE
    assert site.echo.heard == []


async def test_a_delivery_sent_twice_stands_once(site: Site) -> None:
    """The history keeps a delivery once, and both sends name the same message."""
    chat = site.echo.channel.tokens.chat(site.echo.channel.tokens.issue())
    parcel = Parcel(Address("browser", chat), Outbound(text="một"), delivery_id=7)
    assert await site.echo.channel.send(parcel) == await site.echo.channel.send(parcel)
    assert len(await site.echo.history.latest(chat, 10)) == 1


async def test_an_edit_stays_in_its_place(site: Site) -> None:
    """A message that replaces another keeps its key; an open page is told, and a lost one becomes a new message."""
    token = site.echo.channel.tokens.issue()
    chat = site.echo.channel.tokens.chat(token)
    key = await site.echo.say(chat, Outbound(text="Đã gửi 10"))
    async with site.phone(token) as phone:
        await phone.line_with("Đã gửi 10")
        assert key == await site.echo.say(chat, Outbound(text="Đã gửi 20"), edits=key)
        assert int(key) == (await phone.line_with("Đã gửi 20"))["seq"]
    assert key != await site.echo.say(chat, Outbound(text="Đã gửi 30"), edits="999999")


async def test_what_another_process_stores_is_heard(site: Site, tmp_path: Path) -> None:
    """A page learns of a message that another process stored, without any word between the two."""
    token = site.echo.channel.tokens.issue()
    other = Echo(tmp_path)
    async with site.phone(token) as phone:
        await phone.until("lines")
        await other.say(site.echo.channel.tokens.chat(token), Outbound(text="từ tiến trình khác"))
        assert (await phone.line_with("từ tiến trình khác"))["role"] == "bot"
    other.history.close()


async def test_a_page_that_comes_back_gets_only_the_rest(site: Site) -> None:
    """After a reconnect the page gets what came later; one that knows more than the history begins anew."""
    token = site.echo.channel.tokens.issue()
    chat = site.echo.channel.tokens.chat(token)
    await site.echo.say(chat, Outbound(text="một"))
    async with site.phone(token) as phone:
        seen = (await phone.line_with("một"))["changed"]
    await site.echo.say(chat, Outbound(text="hai"))
    async with site.phone(token, after=seen) as phone:
        await phone.line_with("hai")
        assert [line["text"] for news in phone.told for line in news["lines"]] == ["hai"]
    async with site.phone(token, after=seen + 1000) as phone:
        news = await phone.until("fresh")
        assert [line["text"] for line in news["lines"]] == ["một", "hai"]


async def test_a_long_history_comes_in_pages(site: Site) -> None:
    """The page gets the last fifty messages, and those before them when it asks."""
    token = site.echo.channel.tokens.issue()
    chat = site.echo.channel.tokens.chat(token)
    for n in range(60):
        await site.echo.say(chat, Outbound(text=str(n)))
    async with site.phone(token) as phone:
        news = await phone.until("fresh")
        assert ([news["lines"][0]["text"], news["lines"][-1]["text"]], news["more"]) == (["10", "59"], True)
        await phone.say(older=news["lines"][0]["seq"])
        news = await phone.until("older")
        assert ([news["lines"][0]["text"], news["lines"][-1]["text"]], news["more"]) == (["0", "9"], False)


async def test_closing_the_channel_hangs_up(site: Site) -> None:
    """On shutdown each page is told that the service restarts, so no open line keeps the process alive."""
    async with site.phone(site.echo.channel.tokens.issue()) as phone:
        await phone.until("lines")
        await phone.say(ping=1)
        await phone.until("pong")
        await site.echo.channel.close()
        await phone.line.receive(10)
        assert phone.line.close_code == 1012


class Down(SqliteHistory):
    """A history whose database does not answer."""

    async def append(self, chat: str, entry: Entry, delivery_id: int | None = None) -> int:
        """Refuse."""
        raise Busy(3)


async def test_storage_that_does_not_answer_is_a_later_try(tmp_path: Path) -> None:
    """When the history cannot be written the message was certainly not sent; an empty one never will be."""
    channel = BrowserChannel("k" * 32, Down(tmp_path / "down.db"), tmp_path, "", clock=now)
    with pytest.raises(NotSent):
        await channel.send(Parcel(Address("browser", "c"), Outbound(text="một")))
    with pytest.raises(Rejected):
        await channel.send(Parcel(Address("browser", "c"), Outbound(text="", choices=(Choice("a", "b"),))))
