"""What events mean, how messages look, what refusals mean: tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from unicodedata import normalize

import pytest

from bot.channel import Gone, Misconfigured, NotSent, Rejected, SendError, Template, Throttled, Uncertain
from bot.channels.zalo_bot.api import ApiError, MaybeArrived, NeverLeft
from bot.channels.zalo_bot.errors import send_error, wait_after
from bot.channels.zalo_bot.parse import events, parse
from bot.channels.zalo_bot.render import render
from content.message import Attachment, Choice, Heard, Outbound
from tests.channels.zalo_bot.ear import HOA, NOW, parcel

CHAT = {"id": HOA, "chat_type": "PRIVATE"}
FROM = {"id": HOA, "display_name": "Hoa", "is_bot": False}
TEXT = {"message_id": "16f6", "date": 1790000000456, "from": FROM, "chat": CHAT, "text": "lịch hôm nay"}
LINK = "https://ttv.example.vn/d/x"


def event(name: str = "message.text.received", sender: Any = FROM, **message: Any) -> dict[str, Any]:
    """Return an event with the fields of TEXT, changed; None takes one away."""
    fields = {key: value for key, value in (TEXT | {"from": sender} | message).items() if value is not None}
    return {"event_name": name, "message": fields}


@pytest.mark.parametrize(
    ("brought", "count"),
    [
        (event(), 1), ([event(), event()], 2), (None, 0), ({}, 0), ([], 0), ({"ok": True, "result": event()}, 1),
        ({"ok": True, "result": [event()]}, 1), ({"ok": True, "result": None}, 0), ("x", 0), ([None, 3], 0),
    ],
)  # fmt: skip
def test_every_envelope_is_opened(brought: Any, count: int) -> None:
    """One object, a list, nothing, wrapped or flat: the sources disagree."""
    assert len(events(brought)) == count


def test_a_text_is_read_whole() -> None:
    """Who, where, when and what; typed in whichever Unicode form."""
    heard = parse(event(text=normalize("NFD", "lịch hôm nay")), NOW)
    assert heard is not None
    assert (heard.kind, heard.text, heard.address.chat, heard.name) == (Heard.TEXT, "lịch hôm nay", HOA, "Hoa")
    assert (heard.update_key, heard.at) == ("16f6", datetime.fromtimestamp(1790000000.456, UTC))


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (event("message.image.received", text=None, photo_url="https://cdn.zdn.vn/a.jpg", caption="ảnh"), Heard.FILE),
        (event("message.image.received", text=None, photo="https://cdn.zdn.vn/a.jpg"), Heard.FILE),
        (event("message.sticker.received", text=None, sticker="x"), Heard.OTHER),
        (event("message.voice.received", text=None, voice_url="https://x"), Heard.OTHER),
        (event("message.unsupported.received", text=None), Heard.OTHER),
        ({"message": TEXT}, Heard.TEXT),
        (event("message.new.kind", text=None, whatever={"a": [1]}), Heard.OTHER),
        (event(sender={"id": HOA, "first_name": "Hoa"}, chat=None), Heard.TEXT),
        (event(date="soon"), Heard.TEXT),
        (event(date=10**30), Heard.TEXT),
    ],
)
def test_every_kind_is_something(told: dict[str, Any], kind: Heard) -> None:
    """What we do not take is answered with what to do instead."""
    heard = parse(told, NOW)
    assert heard is not None
    assert heard.kind is kind
    assert heard.name == "Hoa"


@pytest.mark.parametrize(
    "told",
    [
        {}, {"event_name": "message.unsupported.received"}, {"message": None}, {"message": "x"},
        event(chat={"id": "g1", "chat_type": "GROUP"}), event(sender=FROM | {"is_bot": True}),
        {"event_name": "x", "message": {"text": "a"}},
    ],
)  # fmt: skip
def test_what_nobody_can_answer_is_passed_over(told: dict[str, Any]) -> None:
    """Groups, bots, and events that name no chat."""
    assert parse(told, NOW) is None


def test_an_event_without_an_id_has_a_key_all_the_same() -> None:
    """The same body is the same thing again, another body is another."""
    one, same, other = (parse(event(message_id=None, text=text), NOW) for text in ("a", "a", "b"))
    assert one is not None
    assert same is not None
    assert other is not None
    assert one.update_key == same.update_key != other.update_key


def test_choices_are_numbers_and_words() -> None:
    """There are no buttons: everything that can be pressed elsewhere is typed here."""
    said = Outbound("Hình thức?", heading="Báo cáo", choices=(Choice("Trực tiếp", "a"), Choice("Trực tuyến", "b")))
    call = render(parcel(said))
    assert (call.method, call.fields) == (
        "sendMessage",
        {"chat_id": HOA, "text": "Báo cáo\nHình thức?\n1. Trực tiếp\n2. Trực tuyến"},
    )


def test_pictures_go_by_their_address_and_files_as_links() -> None:
    """Zalo fetches a picture itself; any other file is a link with its size, or told of."""
    photo = Outbound("Biểu đồ", file=Attachment(1, "a.png", "image/png", 9, is_photo=True))
    sheet = Outbound("Danh sách", file=Attachment(1, "a.xlsx", "x", 41_000))
    assert render(parcel(photo, link=LINK)).fields == {"chat_id": HOA, "photo": f"{LINK}/f", "caption": "Biểu đồ"}
    assert render(parcel(sheet, link=LINK)).fields["text"] == f"Danh sách\nTệp a.xlsx (40 KB): {LINK}"
    for said in (photo, sheet):
        assert "không gửi được qua kênh này" in render(parcel(said)).fields["text"]


@pytest.mark.parametrize("said", ["", "   ", "đ" * 2001, "😀" * 1001])
def test_what_zalo_would_refuse_is_not_sent(said: str) -> None:
    """Nothing, or more than 2,000 units, is found out here."""
    with pytest.raises(Rejected):
        render(parcel(said))


def test_it_has_no_templates() -> None:
    """A template belongs to the Official Account."""
    made = parcel("a")
    with pytest.raises(Rejected):
        render(type(made)(made.to, made.said, template=Template("1", {})))


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (NeverLeft("x"), NotSent), (MaybeArrived("x"), Uncertain), (ApiError(401, ""), Misconfigured),
        (ApiError(403, ""), NotSent), (ApiError(404, ""), Misconfigured), (ApiError(408, ""), Uncertain),
        (ApiError(426, ""), Rejected), (ApiError(429, ""), Throttled), (ApiError(502, ""), Uncertain),
        (ApiError(400, "The chat_id must not be empty"), Gone), (ApiError(400, "The photo URL is invalid"), Rejected),
        (ApiError(400, "text too long"), Rejected), (ApiError(400, ""), Rejected),
    ],
)  # fmt: skip
def test_refusals_have_one_meaning_each(error: Exception, expected: type[SendError]) -> None:
    """Zalo's few codes in the sender's words."""
    assert type(send_error(error, 1)) is expected


def test_the_wait_grows_to_an_hour() -> None:
    """A rate is over soon; a month's quota is asked after once an hour."""
    assert [wait_after(n) for n in (1, 2, 3, 10, 11, 50)] == [5, 10, 20, 2560, 3600, 3600]
