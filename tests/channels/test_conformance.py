"""Every channel renders everything that the product says: a day of an office, with everybody on that one channel."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest

from bot.accounts import facts_of
from bot.channel import Limits, Parcel
from bot.channels.browser.channel import BrowserChannel
from bot.channels.browser.render import spoken_to
from bot.channels.telegram.render import LIMITS as TELEGRAM
from bot.channels.telegram.render import render as telegram
from bot.channels.zalo_bot.render import LIMITS as ZALO_BOT
from bot.channels.zalo_bot.render import render as zalo_bot
from bot.channels.zalo_oa.render import LIMITS as ZALO_OA
from bot.channels.zalo_oa.render import plan as zalo_oa
from bot.config import load
from content.message import Address, Outbound
from content.roles import Role
from content.vietnamese import fold, utf16_len
from storage.storage import Storage
from tests.play import KEY, ROOT, START, Play
from tests.transcripts.content_office import answers

LINK = f"https://ttv.example.vn/d/{'x' * 30}"
SETTINGS = {
    "PUBLIC_URL": "https://ttv.example.vn", "SECRET_KEY": KEY, "TELEGRAM_TOKEN": f"123456789:{'A' * 35}",
    "ZALO_BOT_TOKEN": "1234567890:AbCdEfGhIj", "ZALO_OA_APP_ID": "9", "ZALO_OA_APP_SECRET": "s" * 20,
    "ZALO_OA_SECRET_KEY": "s" * 20,
}  # fmt: skip
NOTICE_MOST = 1_900  # units of a notice as a phone shows it, words to type and link included. Source: design part 7


@dataclass(frozen=True)
class Seen:
    """What a phone shows of one message: text, labels of buttons, what they carry."""

    text: str
    buttons: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()


def on_telegram(parcel: Parcel) -> Seen:
    """As Telegram shows it."""
    call = telegram(parcel)
    keyboard = orjson.loads(call.fields.get("reply_markup", "{}"))
    rows = keyboard.get("inline_keyboard", ()) or keyboard.get("keyboard", ())
    buttons = [button for row in rows for button in row]
    text = html.unescape(re.sub(r"</?b>", "", call.fields.get("text", call.fields.get("caption", ""))))
    return Seen(
        text, tuple(b["text"] for b in buttons), tuple(b["callback_data"] for b in buttons if "callback_data" in b)
    )


def on_browser(parcel: Parcel) -> Seen:
    """As the chat page shows it."""
    entry = spoken_to(parcel, START)
    text = "\n".join(part for part in (entry.get("heading", ""), entry["text"]) if part)
    choices = entry.get("choices", [])
    return Seen(text, tuple(c["label"] for c in choices), tuple(c["token"] for c in choices))


def on_zalo_bot(parcel: Parcel) -> Seen:
    """As a Zalo Bot says it."""
    fields = zalo_bot(parcel).fields
    return Seen(fields.get("text", fields.get("caption", "")))


def on_zalo_oa(parcel: Parcel) -> Seen:
    """As an Official Account says it."""
    planned = zalo_oa(parcel)
    buttons = planned.buttons
    return Seen(planned.text, tuple(b["title"] for b in buttons), tuple(b["payload"].lstrip("#") for b in buttons))


RENDERERS: dict[str, tuple[Limits, Callable[[Parcel], Seen]]] = {
    "browser": (BrowserChannel.limits, on_browser),
    "telegram": (TELEGRAM, on_telegram),
    "zalo_bot": (ZALO_BOT, on_zalo_bot),
    "zalo_oa": (ZALO_OA, on_zalo_oa),
}
PEOPLE = {
    "Minh": (Role.EDITOR, ROOT), "Lan": (Role.APPROVER, ROOT), "Quân": (Role.ADMIN, ROOT),
    "Phúc": (Role.COORDINATOR, ROOT),
}  # fmt: skip
POINTS = " / ".join(f"{n}. Việc thứ {n} cần nói với bà con trong buổi họp thôn, nói ngắn và rõ." for n in range(1, 21))
DAY: tuple[tuple[str, str], ...] = (
    ("Minh", "menu"), ("Minh", "soan"), ("Minh", "Phòng cháy mùa khô"), ("Minh", POINTS), ("Minh", "1"),
    ("Minh", "15/KH-BTG"), ("Minh", "18/11/2026"), ("Minh", "1"), ("Minh", "luu"), ("Minh", "bo sung"),
    ("Minh", "31/12/2026"), ("Minh", "bo qua"), ("Minh", "Tắt bếp khi ra khỏi nhà."), ("Minh", "luu nhap"),
    ("Minh", "bản thảo"), ("Minh", "bản thảo 1"), ("Minh", "xem truoc"), ("Minh", "gui thu cho toi"),
    ("Minh", "trinh"), ("Minh", "1"), ("Minh", "xong"), ("Minh", "1"), ("Minh", "bo qua"), ("Minh", "1"),
    ("Minh", "1"), ("Minh", "trinh"), ("Lan", "duyệt"), ("Lan", "duyệt 1"), ("Lan", "dong y duyet 1"),
    ("Hoa", "3"), ("Hoa", "17"), ("Hoa", "da nam"), ("Hoa", "tải"), ("Hoa", "tài liệu"), ("Hoa", "tài liệu pccc"),
    ("Hoa", "báo cáo"), ("Hoa", "trợ giúp"), ("Hoa", "hôm kia của hôm kia"), ("Hoa", "hôm nay"), ("Hoa", "1"),
    ("Hoa", "1"), ("Hoa", "1"), ("Hoa", "xong"), ("Hoa", "khoảng 50"), ("Hoa", "45"), ("Hoa", "2"), ("Hoa", "quay lai"),
    ("Hoa", "gui"), ("Hoa", "khong"), ("Hoa", "báo cáo của tôi"), ("Hoa", "không có buổi"), ("Hoa", "kết quả của tôi"),
    ("Hoa", "thông tin của tôi"), ("Hoa", "kênh"), ("Hoa", "thêm kênh"), ("Hoa", "hướng dẫn"), ("Hoa", "gì đó"),
    ("Minh", "tiến độ"), ("Minh", "tiến độ 1"), ("Minh", "phát"), ("Minh", "thống kê"), ("Minh", "thống kê năm"),
    ("Phúc", "nhắc"), ("Phúc", "mời Nguyễn Thị Tâm"), ("Phúc", "mời cả xã"), ("Phúc", "danh sách"),
    ("Phúc", "danh sách mẫu"), ("Quân", "danh sách quyền"), ("Quân", "phân quyền Tâm điều phối"),
    ("Quân", "cơ quan"), ("Quân", "huy"), ("Quân", "kênh cơ quan"), ("Quân", "tin mẫu"), ("Quân", "xử lý lại"),
    ("Quân", "tạm ngừng Tâm"), ("Khách", "xin chào"), ("Khách", "KT ABC123"), ("Minh", "thu hồi 1"),
    ("Minh", "Có sai sót."), ("Minh", "xac nhan thu hoi"),
)  # fmt: skip


@pytest.fixture(params=RENDERERS)
async def day(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> AsyncIterator[tuple[str, Play]]:
    """The whole day, on one channel."""
    channel = request.param
    storage = Storage(database_url)
    storage.open()
    play = Play(storage, tmp_path)
    await play.office()
    await play.channel(channel, facts_of(load(SETTINGS, None))[channel])
    await play.unit("X01", "xã Đồng Mẫu", "xa")
    await play.unit("X01-T1", "thôn Mẫu Đông", "thon", "X01")
    for name, (role, unit) in PEOPLE.items():
        await play.person(name, roles=[role], duties=(), unit=unit, channel=channel)
    for name in ("Hoa", "Tâm"):
        await play.person(name, unit="X01-T1", channel=channel)
    await play.stranger("Khách", channel)
    for name, words in DAY:
        await answers(play, name, words)
    await play.tick(days=4)
    yield channel, play
    storage.close()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_everything_said_in_a_day_fits_the_channel(day: tuple[str, Play]) -> None:
    """Lengths, numbers of buttons and what they carry are within limits; without buttons every choice can be typed."""
    channel, play = day
    limits, render = RENDERERS[channel]
    said = [one for messages in play.shown.values() for one in messages]
    assert len(said) > 80
    assert sum("Kiểm tra: gõ" in one.text for one in said) > 5  # the notice came to everybody
    assert any(one.page for one in said) is play.world.channels[channel].pages
    for one in said:
        seen = render(Parcel(Address(channel, "1"), one, link=LINK))
        assert utf16_len(seen.text) <= limits.text, seen.text
        assert seen.text.strip() or one.file, one
        assert len(seen.buttons) <= limits.buttons
        assert all(len(token.encode()) <= 64 for token in seen.tokens)
        _can_be_typed(one, seen)
        if one.page:
            assert LINK in seen.text
            assert utf16_len(seen.text) <= NOTICE_MOST


def _can_be_typed(one: Outbound, seen: Seen) -> None:
    """A choice without a button is a number or a word in the text."""
    pressed = {fold(re.sub(r"^\d+\. ", "", label)) for label in seen.buttons}
    for n, choice in enumerate(one.choices, 1):
        is_listed = f"\n{choice.word}. " in f"\n{seen.text}"
        if fold(choice.label) in pressed or choice.label.isdecimal() or (choice.word.isdecimal() and is_listed):
            continue
        number = f"{n}. {choice.label}" if one.numbered and not choice.decisive else ""
        word = choice.word or choice.label.lower()
        assert (number and number in seen.text) or word in seen.text, (choice, seen.text)
