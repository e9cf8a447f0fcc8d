"""What Telegram sends, and what we hear."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from unicodedata import normalize

import pytest
from telegram import Bot

from bot.channels.telegram.parse import parse
from content.message import Address, FileRef, Heard, Inbound

NOW = datetime(2026, 11, 15, 2, 30, tzinfo=UTC)
SENT = datetime(2026, 11, 15, 2, 29, tzinfo=UTC)
HOA = {"id": 9007199254740991, "is_bot": False, "first_name": "Hoa", "last_name": "Nguyễn", "language_code": "vi"}
CHAT = {"id": HOA["id"], "type": "private", "first_name": "Hoa"}
BOT = {"id": 1, "is_bot": True, "first_name": "Trợ lý", "username": "tro_ly_thu_bot"}
GROUP = {"id": -1001234567890, "type": "supergroup", "title": "Thôn 3"}
HERE = Address("telegram", "9007199254740991")
DOCUMENT = {"file_id": "D1", "file_unique_id": "d1", "file_name": "baocao.pdf", "mime_type": "application/pdf"}
SMALL = {"file_id": "P1", "file_unique_id": "p1", "width": 90, "height": 60, "file_size": 900}
LARGE = {"file_id": "P2", "file_unique_id": "p2", "width": 1280, "height": 853, "file_size": 90_000}
DAY = int(SENT.timestamp())


def message(**body: Any) -> dict[str, Any]:
    """A private message from Hoa, with *body* over the usual fields."""
    usual = {"message_id": 12, "from": HOA, "chat": CHAT, "date": DAY}
    return {"update_id": 70, "message": usual | body}


def press(**body: Any) -> dict[str, Any]:
    """A press by Hoa on a message of the bot."""
    pressed = {"message_id": 44, "from": BOT, "chat": CHAT, "date": DAY, "text": "Đã nắm?"}
    query = {"id": "9", "from": HOA, "chat_instance": "1", "data": "v1:ack:x", "message": pressed}
    return {"update_id": 70, "callback_query": query | body}


def membership(status: str, chat: dict[str, Any] = CHAT) -> dict[str, Any]:
    """Hoa shut or opened the chat."""
    new = {"user": BOT, "status": status} | ({"until_date": 0} if status == "kicked" else {})
    old = {"user": BOT, "status": "member"}
    change = {"chat": chat, "from": HOA, "date": DAY, "old_chat_member": old, "new_chat_member": new}
    return {"update_id": 70, "my_chat_member": change}


def heard(kind: Heard, **more: Any) -> Inbound:
    """What we expect to hear from Hoa's message 12."""
    usual: dict[str, Any] = {"at": SENT, "message_key": "12", "name": "Hoa Nguyễn"}
    return Inbound(address=HERE, update_key="70", kind=kind, **usual | more)


def other(what: str, **more: Any) -> Inbound:
    """What we expect to hear of something we cannot take."""
    return heard(Heard.OTHER, payload={"what": what}, **more)


CASES: list[tuple[str, dict[str, Any], Inbound | None]] = [
    ("text", message(text="bao cao"), heard(Heard.TEXT, text="bao cao")),
    ("decomposed text", message(text=normalize("NFD", "Hòa xã")), heard(Heard.TEXT, text="Hòa xã")),
    ("start without a code", message(text="/start"), heard(Heard.START)),
    ("start with a code", message(text="/start MAU7K2QDTE"), heard(Heard.START, text="MAU7K2QDTE")),
    ("start by name", message(text="/start@tro_ly_thu_bot X1"), heard(Heard.START, text="X1")),
    ("another command", message(text="/starting"), heard(Heard.TEXT, text="/starting")),
    ("new fields", message(text="a", brand_new={"x": 1}) | {"also_new": 1}, heard(Heard.TEXT, text="a")),
    (
        "document",
        message(document=DOCUMENT | {"file_size": 10}, caption="Báo cáo"),
        heard(Heard.FILE, text="Báo cáo", file=FileRef("D1", "baocao.pdf", "application/pdf", 10)),
    ),
    (
        "document without a name",
        message(document={"file_id": "D2", "file_unique_id": "d2"}),
        heard(Heard.FILE, file=FileRef("D2")),
    ),
    (
        "photo, largest",
        message(photo=[SMALL, LARGE]),
        heard(Heard.FILE, file=FileRef("P2", "p2.jpg", "image/jpeg", 90_000)),
    ),
    (
        "photo of an album",
        message(photo=[LARGE], media_group_id="g1"),
        heard(Heard.FILE, file=FileRef("P2", "p2.jpg", "image/jpeg", 90_000), payload={"album": "g1"}),
    ),
    (
        "own number",
        message(contact={"phone_number": "84912000111", "first_name": "Hoa", "user_id": HOA["id"]}),
        heard(Heard.CONTACT, phone="+84912000111"),
    ),
    (
        "somebody else's number",
        message(contact={"phone_number": "84912000111", "first_name": "Lan", "user_id": 3}),
        heard(Heard.OTHER, payload={"what": "contact", "why": "not_own"}),
    ),
    (
        "a card of no user",
        message(contact={"phone_number": "84912000111", "first_name": "Lan"}),
        heard(Heard.OTHER, payload={"what": "contact", "why": "not_own"}),
    ),
    (
        "own number, forwarded",
        message(
            contact={"phone_number": "84912000111", "first_name": "Hoa", "user_id": HOA["id"]},
            forward_origin={"type": "user", "date": DAY, "sender_user": HOA},
        ),
        heard(Heard.OTHER, payload={"what": "contact", "why": "forwarded"}),
    ),
    (
        "voice",
        message(voice={"file_id": "V", "file_unique_id": "v", "duration": 3}),
        other("voice", file=FileRef("V", "v.ogg", "audio/ogg")),
    ),
    (
        "sticker",
        message(
            sticker={
                "file_id": "S",
                "file_unique_id": "s",
                "type": "regular",
                "width": 1,
                "height": 1,
                "is_animated": False,
                "is_video": False,
            }
        ),
        other("sticker"),
    ),
    (
        "location",
        message(location={"latitude": 21.0, "longitude": 105.8}),
        heard(Heard.OTHER, payload={"what": "location", "lat": 21.0, "lon": 105.8}),
    ),
    (
        "video with words",
        message(video={"file_id": "V", "file_unique_id": "v", "width": 1, "height": 1, "duration": 1}, caption="hop"),
        other("video", text="hop", file=FileRef("V", "v.mp4", "video/mp4")),
    ),
    (
        "animation, which also calls itself a document",
        message(
            animation={"file_id": "A", "file_unique_id": "a", "width": 1, "height": 1, "duration": 1},
            document=DOCUMENT,
        ),
        other("animation"),
    ),
    ("service message", message(delete_chat_photo=True), None),
    ("edited message", {"update_id": 70, "edited_message": message(text="x", edit_date=DAY)["message"]}, None),
    ("group", message(text="hi", chat=GROUP), None),
    ("another bot", message(text="hi", **{"from": BOT}), None),
    ("unknown kind of update", {"update_id": 70, "brand_new_kind": {"a": 1}}, None),
    ("message of another shape", {"update_id": 70, "message": {"text": "no chat"}}, None),
    ("message that is a list", {"update_id": 70, "message": [1, 2]}, None),
    ("press", press(), heard(Heard.PRESS, at=NOW, token="v1:ack:x", message_key="44")),
    (
        "press on a message out of reach",
        press(message={"message_id": 44, "chat": CHAT, "date": 0}),
        heard(Heard.PRESS, at=NOW, token="v1:ack:x", message_key="44"),
    ),
    ("press of a game, without data", press(data=None), heard(Heard.PRESS, at=NOW, message_key="44")),
    ("press in a group", press(message={"message_id": 1, "chat": GROUP, "date": 0}), None),
    ("press without a message", press(message=None), None),
    ("blocked", membership("kicked"), heard(Heard.BLOCKED, message_key="")),
    ("unblocked", membership("member"), heard(Heard.UNBLOCKED, message_key="")),
    ("membership in a group", membership("kicked", GROUP), None),
    ("membership of another kind", membership("left"), None),
]


@pytest.mark.parametrize(("raw", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_update_is_heard_as(raw: dict[str, Any], expected: Inbound | None) -> None:
    """Each raw update becomes exactly this Inbound, or is passed over."""
    assert parse(raw, Bot("1:x"), NOW).inbound == expected


@pytest.mark.parametrize("raw", [{}, {"update_id": "7"}, {"update_id": True}, {"message": {}}])
def test_what_has_no_number_is_no_update(raw: dict[str, Any]) -> None:
    """Without a whole update_id nothing can be confirmed, so it is refused."""
    with pytest.raises(ValueError, match="update_id"):
        parse(raw, Bot("1:x"), NOW)


def test_press_and_text_of_one_person_share_a_lane() -> None:
    """A press and a text of the same person are never handled at once."""
    bot = Bot("1:x")
    assert parse(press(), bot, NOW).lane == parse(message(text="a"), bot, NOW).lane == "9007199254740991"


@pytest.mark.parametrize("raw", [press(), press(message={"message_id": 1, "chat": GROUP, "date": 0}), press(message=7)])
def test_every_press_can_be_answered(raw: dict[str, Any]) -> None:
    """Even a press we do not hear is answered, or its spinner would turn on."""
    assert parse(raw, Bot("1:x"), NOW).callback_id == "9"
