"""Every shape of an Outbound, as a person sees it on the strict fake."""

from __future__ import annotations

import pytest

from bot.channel import Rejected, Sent
from bot.channels.telegram.render import LIMITS, render
from content.message import Choice, Outbound
from content.texts import telegram as texts
from tests.channels.telegram.ear import HOA, opened, parcel
from tests.fakes.telegram_api import FakeTelegram, Shown

YES_NO = (Choice("Có", "v1:yes"), Choice("Không", "v1:no"))


async def shown(fake: FakeTelegram, said: Outbound) -> Shown:
    """Send *said* to Hoa and return what she sees."""
    async with opened(fake) as channel:
        sent = await channel.send(parcel(said))
    (seen,) = await fake.sees(HOA)
    assert sent == Sent(str(seen.message_id))
    assert (await fake.stats())["violations"] == []
    return seen


HOSTILE = 'A <b>B</b> & "C" &lt; <script> </b>'
SHAPES = [
    (Outbound("Xin chào."), "Xin chào.", []),
    (Outbound("Ba điểm.", heading="Nội dung"), "Nội dung\nBa điểm.", []),
    (Outbound("", heading="Chỉ có đầu đề"), "Chỉ có đầu đề", []),
    (Outbound(HOSTILE, heading=HOSTILE), f"{HOSTILE}\n{HOSTILE}", []),
    (Outbound("Chọn:", choices=YES_NO), "Chọn:", ["1. Có", "2. Không"]),
    (Outbound("Chọn:", choices=YES_NO, numbered=False), "Chọn:", ["Có", "Không"]),
    (
        Outbound("Duyệt?", choices=(Choice("Xem", "a"), Choice("Duyệt", "b", word="duyệt 17", decisive=True))),
        "Duyệt?",
        ["1. Xem", "Duyệt"],
    ),
    (Outbound("Dài", choices=(Choice("Nút", "ư" * 33, word="nút"),)), "Dài\n1. Nút (nút)", []),
    (
        Outbound("Nhiều", choices=tuple(Choice(f"Xã {n}", f"t{n}") for n in range(1, 103))),
        "Nhiều\n101. Xã 101\n102. Xã 102",
        [f"{n}. Xã {n}" for n in range(1, 101)],
    ),
    (Outbound("ă" * LIMITS.text), "ă" * LIMITS.text, []),
    (Outbound("😀" * (LIMITS.text // 2)), "😀" * (LIMITS.text // 2), []),
    (Outbound("&" * LIMITS.text), "&" * LIMITS.text, []),
]


@pytest.mark.parametrize(("said", "text", "buttons"), SHAPES)
async def test_outbound_is_shown_as(fake: FakeTelegram, said: Outbound, text: str, buttons: list[str]) -> None:
    """Each shape passes the strict API and shows exactly this text and these buttons."""
    seen = await shown(fake, said)
    assert (text, buttons) == (seen.text, seen.buttons)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (Outbound("ă" * (LIMITS.text + 1)), "too_long"),
        (Outbound("😀" * (LIMITS.text // 2 + 1)), "too_long"),
        (Outbound("a" * LIMITS.text, heading="b"), "too_long"),
        (Outbound(" \n"), "bad_content"),
    ],
)
def test_what_cannot_fit_is_refused_before_it_leaves(said: Outbound, reason: str) -> None:
    """Text over the limit or empty text never reaches the API."""
    with pytest.raises(Rejected) as caught:
        render(parcel(said))
    assert caught.value.reason == reason


def test_short_labels_share_a_row() -> None:
    """Two short buttons sit side by side, a long one has its own row, and the order stays."""
    choices = [Choice(label, label) for label in ("a", "b", "c", "một nhãn dài hơn nửa màn hình", "d")]
    markup = render(parcel(Outbound("x", choices=tuple(choices), numbered=False))).fields["reply_markup"]
    rows = [part.count('"text"') for part in markup.split("],[")]
    assert rows == [2, 1, 1, 1]


async def test_protected_and_silent(fake: FakeTelegram) -> None:
    """`protect` forbids forwarding and `silent` makes no sound."""
    seen = await shown(fake, Outbound("Lưu hành nội bộ", protect=True, silent=True))
    assert (seen.protected, seen.silent) == (True, True)


async def test_phone_is_asked_and_the_keyboard_goes_away(fake: FakeTelegram) -> None:
    """The share button appears beside the choices as words; the next plain message takes the keyboard away."""
    async with opened(fake) as channel:
        await channel.send(
            parcel(Outbound("Số điện thoại?", ask_phone=True, choices=(Choice("Bỏ qua", "s", "bỏ qua"),)))
        )
        assert await fake.keyboard(HOA) == [texts.SHARE_PHONE, "bỏ qua"]
        await channel.send(parcel(Outbound("Chọn tiếp", choices=YES_NO)))
        assert await fake.keyboard(HOA) == [texts.SHARE_PHONE, "bỏ qua"]
        await channel.send(parcel("Cảm ơn."))
        assert await fake.keyboard(HOA) == []


async def test_edit_replaces_text_and_buttons(fake: FakeTelegram) -> None:
    """An edit changes the same message; without choices its buttons go."""
    async with opened(fake) as channel:
        first = await channel.send(parcel(Outbound("Bước 1/7", choices=YES_NO)))
        second = await channel.send(parcel("Bước 2/7", edits=first.message_key))
    assert first == second
    (seen,) = await fake.sees(HOA)
    assert (seen.text, seen.buttons, seen.edits) == ("Bước 2/7", [], 1)


async def test_edit_without_change_is_success(fake: FakeTelegram) -> None:
    """Saying the same again is no error: the message already says it."""
    async with opened(fake) as channel:
        first = await channel.send(parcel("Đã gửi 10/20"))
        assert await channel.send(parcel("Đã gửi 10/20", edits=first.message_key)) == first
    assert len(await fake.sees(HOA)) == 1


async def test_edit_of_what_is_gone_becomes_a_new_message(fake: FakeTelegram) -> None:
    """When the message cannot be edited the words still arrive, once."""
    async with opened(fake) as channel:
        sent = await channel.send(parcel("Tiếp", edits="999"))
    (seen,) = await fake.sees(HOA)
    assert (sent.message_key, "Tiếp") == (str(seen.message_id), seen.text)


async def test_edit_of_the_persons_own_message_becomes_a_new_message(fake: FakeTelegram) -> None:
    """Only our own messages can be edited."""
    await fake.says(HOA, "chào")
    async with opened(fake) as channel:
        await channel.send(parcel("Vâng", edits="1"))
    assert [seen.text for seen in await fake.sees(HOA)] == ["chào", "Vâng"]


async def test_markup_the_api_cannot_read_goes_as_plain_text(fake: FakeTelegram) -> None:
    """If our HTML were ever refused, people would still get the words, once."""
    refusal = "Bad Request: can't parse entities: Unsupported start tag"
    await fake.script({"do": "400", "description": refusal, "times": 1})
    async with opened(fake) as channel:
        await channel.send(parcel(Outbound("1 < 2 & 3", heading="So sánh", choices=YES_NO)))
    (seen,) = await fake.sees(HOA)
    assert (seen.text, seen.buttons) == ("So sánh\n1 < 2 & 3", ["1. Có", "2. Không"])


async def test_markup_refused_twice_is_given_up(fake: FakeTelegram) -> None:
    """The fall-back to plain text happens once."""
    await fake.script({"do": "400", "description": "Bad Request: can't parse entities: x"})
    async with opened(fake) as channel:
        with pytest.raises(Rejected, match="bad_content"):
            await channel.send(parcel("x"))
    assert (await fake.stats())["sends"] == 2
