"""What events mean, in every shape that any source has seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from unicodedata import normalize

import pytest

from bot.channels.zalo_bot.parse import events, parse
from content.message import Heard, Inbound
from tests.channels.zalo_bot.ear import HOA, MINH, NOW

CHAT = {"id": HOA, "chat_type": "PRIVATE"}
FROM = {"id": HOA, "display_name": "Hoa", "is_bot": False}
TEXT = {"message_id": "16f6", "date": 1790000000456, "from": FROM, "chat": CHAT, "text": "lịch hôm nay"}
THEN = datetime.fromtimestamp(1790000000, UTC)
PHOTO = "https://cdn.zdn.vn/a/anh-hop-dan.PNG?sign=x%2Fy"


def event(name: str = "message.text.received", sender: Any = FROM, **message: Any) -> dict[str, Any]:
    """Return an event with the fields of TEXT, changed; None takes one away."""
    fields = {key: value for key, value in (TEXT | {"from": sender} | message).items() if value is not None}
    return {"event_name": name, "message": fields}


def heard(told: dict[str, Any]) -> Inbound:
    """Return what *told* means; it must mean something."""
    found = parse(told, NOW)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("brought", "count"),
    [
        (event(), 1), ([event(), event()], 2), (None, 0), ({}, 0), ([], 0), ({"ok": True, "result": event()}, 1),
        ({"ok": True, "result": [event()]}, 1), ({"ok": True, "result": None}, 0), ("x", 0), ([None, 3], 0),
        ({"event_name": "message.unsupported.received"}, 1), ({"message": TEXT, "result": 1}, 1),
    ],
)  # fmt: skip
def test_every_envelope_is_opened(brought: Any, count: int) -> None:
    """One object, a list, nothing, wrapped or flat: the sources disagree."""
    assert len(events(brought)) == count


def test_envelopes_in_envelopes_are_none() -> None:
    """What is wrapped a thousand times is nonsense, not work."""
    deep: Any = event()
    for _ in range(5000):
        deep = {"result": deep}
    assert [parse(one, NOW) for one in events(deep)] == [None]


def test_a_text_is_read_whole() -> None:
    """Who, where, when and what; typed in whichever Unicode form."""
    found = heard(event(text=normalize("NFD", "lịch hôm nay"), sender=FROM | {"display_name": normalize("NFD", "Hòa")}))
    assert (found.kind, found.text, found.address.chat, found.name) == (Heard.TEXT, "lịch hôm nay", HOA, "Hòa")
    assert (found.update_key, found.message_key) == ("16f6", "16f6")
    assert found.at == THEN + timedelta(milliseconds=456)


@pytest.mark.parametrize(
    ("told", "kind", "what"),
    [
        (event("message.sticker.received", text=None, sticker="x", url="https://x"), Heard.OTHER, "sticker"),
        (event("message.voice.received", text=None, voice_url="https://x"), Heard.OTHER, "voice"),
        (event("message.unsupported.received", text=None), Heard.OTHER, "unsupported"),
        (event("message.unsupported.received", text="báo cáo.docx"), Heard.OTHER, "unsupported"),
        (event("message.link.received", text=None, url="https://x"), Heard.OTHER, "link"),
        (event("message.link.received", text="xem https://x"), Heard.TEXT, None),
        (event("message.reaction.received", text="❤"), Heard.OTHER, "reaction"),
        (event("message.new.kind", text=None, whatever={"a": [1]}), Heard.OTHER, "other"),
        (event("message.new.kind"), Heard.TEXT, None),
        ({"message": TEXT}, Heard.TEXT, None),
        ({"message": TEXT | {"text": "", "voice_url": "https://x"}}, Heard.OTHER, "voice"),
        ({"message": TEXT | {"text": "", "sticker": "0f"}}, Heard.OTHER, "sticker"),
        (event(sender={"id": HOA, "first_name": "Hoa"}, chat=None), Heard.TEXT, None),
        (event(text=45), Heard.TEXT, None),
    ],
)  # fmt: skip
def test_every_kind_is_something(told: dict[str, Any], kind: Heard, what: str | None) -> None:
    """By the event's name or, where it has none, by the fields; what we do not take is answered all the same."""
    found = heard(told)
    assert (found.kind, found.payload.get("what"), found.name) == (kind, what, "Hoa")


@pytest.mark.parametrize("field", ["photo_url", "photo"])
@pytest.mark.parametrize("name", ["message.image.received", "message.text.received", ""])
@pytest.mark.parametrize("words", ["caption", "text"])
def test_a_picture_is_a_file_with_words(field: str, name: str, words: str) -> None:
    """Under either name of the field, with or without the event's name, and never the words without the picture."""
    found = heard(event(name, **{"text": None, field: PHOTO, words: normalize("NFD", "ảnh buổi họp")}))
    assert (found.kind, found.text, found.payload) == (Heard.FILE, "ảnh buổi họp", {})
    assert found.file is not None
    assert (found.file.remote, found.file.name, found.file.mime) == (PHOTO, "anh-hop-dan.PNG", "image/png")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://cdn.zdn.vn/a1b2.jpg", "a1b2.jpg"), ("https://cdn.zdn.vn/a1b2", "anh.jpg"), ("https://[", "anh.jpg"),
        ("https://cdn.zdn.vn/", "anh.jpg"), ("https://cdn.zdn.vn/run.exe", "anh.jpg"), ("no address", "anh.jpg"),
    ],
)  # fmt: skip
def test_a_picture_has_a_name_of_a_picture(address: str, name: str) -> None:
    """Whatever its address is."""
    found = heard(event("message.image.received", text=None, photo_url=address)).file
    assert found is not None
    assert (found.name, found.mime) == (name, "image/jpeg")


@pytest.mark.parametrize(
    ("date", "at"),
    [
        (1790000000000, THEN), (1790000000, THEN), ("1790000000000", THEN), (1790000000000.0, THEN), ("soon", NOW),
        (None, NOW), (10**30, NOW), (-1, NOW), (0, NOW), (True, NOW), ([], NOW), ("9" * 19, NOW), ("9" * 5000, NOW),
    ],
)  # fmt: skip
def test_a_moment_is_read(date: Any, at: datetime) -> None:
    """In milliseconds as told, in seconds just in case; now where it says nothing."""
    assert heard(event(date=date)).at == at


@pytest.mark.parametrize(
    "told",
    [
        {}, {"event_name": "message.unsupported.received"}, {"message": None}, {"message": "x"}, {"message": []},
        event(chat={"id": "g1", "chat_type": "GROUP"}), event(chat={"id": "g1", "chat_type": "group"}),
        event(chat={"id": "g1", "chat_type": "SUPERGROUP"}), event(chat={"id": HOA, "chat_type": "GROUP"}),
        event(chat={"id": MINH}), event(chat={"id": MINH, "chat_type": "new"}), event(sender=FROM | {"is_bot": True}),
        {"event_name": "x", "message": {"text": "a"}}, event(chat={"id": ""}, sender={"id": None}),
        event(chat={"id": "a b"}, sender={"id": "\x00"}), event(chat="x", sender=3), {"event_name": "group.bot.add"},
    ],
)  # fmt: skip
def test_what_nobody_can_answer_is_passed_over(told: dict[str, Any]) -> None:
    """Groups, where others would read the answer; bots; and events that name no chat."""
    assert parse(told, NOW) is None


def test_numbers_are_ids_too() -> None:
    """Ids are opaque, and written as text in either way."""
    found = heard(event(chat={"id": 77}, sender={"id": 77}, message_id=99))
    assert (found.address.chat, found.update_key, found.message_key) == ("77", "99", "99")


def test_an_event_without_an_id_has_a_key_all_the_same() -> None:
    """The same body is the same thing again, another body is another; what cannot be kept is no id."""
    keys = [heard(event(message_id=None, text=text)).update_key for text in ("a", "a", "b")]
    assert keys[0] == keys[1] != keys[2]
    odd = heard(event(message_id="16\x00f6"))
    assert (odd.update_key[:2], odd.message_key) == ("h:", "")
