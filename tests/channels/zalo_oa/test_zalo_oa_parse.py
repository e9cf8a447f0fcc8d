"""Every event that Zalo posts, as what was heard; and those that must stay nothing."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.zalo_oa.parse import parse
from bot.channels.zalo_oa.presses import payload_of, token_of
from content.message import Address, FileRef, Heard, Inbound
from handlers import routing, signup
from handlers.commands import BOOK

HOA, OA = "5551000000000000001", "4440000000000000001"
NOW = datetime(2026, 11, 15, 2, 30, tzinfo=UTC)
AT = datetime(2026, 9, 21, 14, 13, 23, tzinfo=UTC)
STAMP = "1790000003000"
COMMON = {"app_id": "9000000000000000001", "user_id_by_app": "7770000000000000001", "timestamp": STAMP}
ADDRESS = Address("zalo_oa", HOA)


def event(name: str, message: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """An event of Hoa's."""
    told: dict[str, Any] = {**COMMON, "event_name": name, "sender": {"id": HOA}, "recipient": {"id": OA}}
    return told | ({} if message is None else {"message": message}) | more


def with_part(payload: Any, msg_id: str = "m-1", text: str = "") -> dict[str, Any]:
    """A message with one attachment."""
    return {"msg_id": msg_id, "text": text, "attachments": [{"type": "x", "payload": payload}]}


def heard(kind: Heard, key: str, message_key: str = "m-1", **more: Any) -> Inbound:
    """What Hoa is heard to say."""
    return Inbound(ADDRESS, key, kind, AT, message_key=message_key, **more)


PICTURE = {"url": "https://photo.zdn.vn/a/i.png?x=1", "thumbnail": "https://photo.zdn.vn/t.jpg"}
DOCUMENT = {"url": "https://f.zdn.vn/f", "size": "20480", "name": "bao-cao.pdf", "checksum": "9f", "type": "pdf"}
FOLLOWER = {**COMMON, "oa_id": OA, "follower": {"id": HOA}, "source": "oa_profile"}

SAID = [
    (event("user_send_text", {"msg_id": "m-1", "text": "lịch"}), heard(Heard.TEXT, "user_send_text:m-1", text="lịch")),
    (
        event("user_send_text", {"msg_id": "m-1", "text": "#v1:ok:42"}),
        heard(Heard.PRESS, "user_send_text:m-1", token="v1:ok:42"),
    ),
    (
        event("user_send_text", {"msg_id": "m-1", "text": "#a:r7:weather:!back"}),
        heard(Heard.PRESS, "user_send_text:m-1", token="a:r7:weather:!back"),
    ),
    (
        event("user_send_text", {"msg_id": "m-1", "text": " #menu: "}),
        heard(Heard.PRESS, "user_send_text:m-1", token="menu"),
    ),
    (
        event("user_send_text", {"msg_id": "m-1", "text": "#lich"}),
        heard(Heard.TEXT, "user_send_text:m-1", text="#lich"),
    ),
    (
        event("user_send_text", {"msg_id": "m-1", "text": "#tin: có người"}),
        heard(Heard.TEXT, "user_send_text:m-1", text="#tin: có người"),
    ),
    (event("user_send_text", {"text": "a"}), heard(Heard.TEXT, f"user_send_text:{HOA}:{STAMP}", "", text="a")),
    (
        event("user_send_image", with_part(PICTURE, text="ảnh")),
        heard(Heard.FILE, "user_send_image:m-1", text="ảnh", file=FileRef(PICTURE["url"], "m-1.png", "image/png")),
    ),
    (
        event("user_send_image", with_part({"url": "https://photo.zdn.vn/a"})),
        heard(Heard.FILE, "user_send_image:m-1", file=FileRef("https://photo.zdn.vn/a", "m-1.jpg", "image/jpeg")),
    ),
    (
        event("user_send_gif", with_part({"url": "https://photo.zdn.vn/a"})),
        heard(Heard.FILE, "user_send_gif:m-1", file=FileRef("https://photo.zdn.vn/a", "m-1.gif", "image/gif")),
    ),
    (
        event("user_send_file", with_part(DOCUMENT)),
        heard(Heard.FILE, "user_send_file:m-1", file=FileRef(DOCUMENT["url"], "bao-cao.pdf", "", 20480)),
    ),
    (
        event("user_send_file", with_part(DOCUMENT | {"name": "Báo cáo lần 1.2", "size": "nhiều", "type": "docx"})),
        heard(Heard.FILE, "user_send_file:m-1", file=FileRef(DOCUMENT["url"], "Báo cáo lần 1.2.docx")),
    ),
    (
        event(
            "user_send_location", with_part({"coordinates": {"latitude": "10.41", "longitude": "106.13"}}, text="Xã")
        ),
        heard(
            Heard.OTHER, "user_send_location:m-1", text="Xã", payload={"what": "location", "lat": 10.41, "lon": 106.13}
        ),
    ),
    (
        event("user_send_sticker", with_part({"id": "1", "url": "https://s"})),
        heard(Heard.OTHER, "user_send_sticker:m-1", payload={"what": "sticker"}),
    ),
    (
        event("user_send_audio", with_part({"url": "https://s"})),
        heard(
            Heard.OTHER,
            "user_send_audio:m-1",
            payload={"what": "voice"},
            file=FileRef("https://s", "m-1.m4a", "audio/mp4"),
        ),
    ),
    (
        event("user_send_video", with_part({"url": "https://s"})),
        heard(
            Heard.OTHER,
            "user_send_video:m-1",
            payload={"what": "video"},
            file=FileRef("https://s", "m-1.mp4", "video/mp4"),
        ),
    ),
    (
        event("user_send_business_card", with_part({"phone": "0901234567"})),
        heard(Heard.OTHER, "user_send_business_card:m-1", payload={"what": "contact"}),
    ),
    (
        event("user_send_link", with_part({"url": "https://vd.vn/a"})),
        heard(Heard.OTHER, "user_send_link:m-1", text="https://vd.vn/a", payload={"what": "link"}),
    ),
    (
        event("user_send_link", with_part({"url": "https://vd.vn/a"}, text="xem https://vd.vn/a")),
        heard(Heard.TEXT, "user_send_link:m-1", text="xem https://vd.vn/a"),
    ),
    ({**FOLLOWER, "event_name": "follow"}, heard(Heard.START, f"follow:{HOA}:{STAMP}", "")),
    ({**FOLLOWER, "event_name": "unfollow"}, heard(Heard.BLOCKED, f"unfollow:{HOA}:{STAMP}", "")),
    (event("user_click_chatnow"), heard(Heard.START, f"user_click_chatnow:{HOA}:{STAMP}", "")),
    (
        event("user_submit_info", info={"name": "Hoa", "phone": "84 901.234.567", "address": "Thôn 3"}),
        heard(Heard.TEXT, f"user_submit_info:{HOA}:{STAMP}", "", text="+84901234567"),
    ),
    (
        event("user_submit_info", info={"phone": 84901234567}),
        heard(Heard.TEXT, f"user_submit_info:{HOA}:{STAMP}", "", text="+84901234567"),
    ),
    (
        event("user_submit_info", info={"name": "Hoa"}),
        heard(Heard.OTHER, f"user_submit_info:{HOA}:{STAMP}", "", payload={"what": "info"}),
    ),
]


@pytest.mark.parametrize(("raw", "expected"), SAID, ids=[f"{n}-{raw['event_name']}" for n, (raw, _) in enumerate(SAID)])
def test_event_is_heard_as(raw: dict[str, Any], expected: Inbound) -> None:
    """Each event of a person becomes exactly this, under the id by which the account can answer."""
    assert parse(raw, NOW) == (expected,)


OURS = {"sender": {"id": OA}, "recipient": {"id": HOA}}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            event("user_received_message", {"msg_id": "z1"}, **OURS),
            [("user_received_message:z1", Heard.ARRIVED, "z1", HOA, {})],
        ),
        (
            event("user_seen_message", {"msg_ids": ["z1", "z2", "z1"]}, **OURS),
            [
                ("user_seen_message:z1", Heard.SEEN, "z1", HOA, {}),
                ("user_seen_message:z2", Heard.SEEN, "z2", HOA, {}),
            ],
        ),
        (
            event("user_seen_message", {"msg_id": "z1"}, **OURS),
            [("user_seen_message:z1", Heard.SEEN, "z1", HOA, {})],
        ),
        (
            event(
                "user_received_message",
                {"msg_id": "z9", "tracking_id": "d17", "delivery_time": STAMP},
                sender={"id": OA},
                recipient={"id": "84901234567"},
            ),
            [("user_received_message:z9", Heard.ARRIVED, "z9", "84901234567", {"tracking_id": "d17"})],
        ),
        (event("user_seen_message", {"msg_ids": "z1"}, **OURS), []),
        (event("user_received_message", **OURS), []),
    ],
)
def test_receipt_is_a_fact_about_each_message(raw: dict[str, Any], expected: list[Any]) -> None:
    """What arrived or was seen is one fact for each message of ours, told once however often it is named."""
    found = [(one.update_key, one.kind, one.message_key, one.address.chat, one.payload) for one in parse(raw, NOW)]
    assert found == expected


def test_several_pictures_are_several_files() -> None:
    """Each picture of one event is a file of its own key; the words belong to the first."""
    message = with_part(PICTURE, text="ba ảnh") | {"attachments": [{"payload": PICTURE}] * 3 + [{"payload": {}}]}
    found = [(one.update_key, one.text) for one in parse(event("user_send_image", message), NOW)]
    assert found == [("user_send_image:m-1", "ba ảnh"), ("user_send_image:m-1:1", ""), ("user_send_image:m-1:2", "")]


def test_text_is_composed() -> None:
    """Letters that a phone sends in pieces are put together."""
    raw = event("user_send_text", {"msg_id": "m-1", "text": unicodedata.normalize("NFD", "Đã nắm, xã Tân Ấp")})
    assert [one.text for one in parse(raw, NOW)] == ["Đã nắm, xã Tân Ấp"]


NOTHING: list[dict[str, Any]] = [
    *(
        event(f"oa_send_{what}", {"msg_id": "z"}, **OURS)
        for what in ("text", "image", "file", "sticker", "gif", "list")
    ),
    event("oa_send_text", {"msg_id": "z", "text": "tôi là người"}, sender={"id": OA, "admin_id": "1"}),
    *(event(f"anonymous_send_{what}", {"msg_id": "z", "text": "a"}) for what in ("text", "image", "file")),
    event("user_send_group_text", {"msg_id": "z", "text": "a"}),
    event("create_group"),
    event("user_reacted_message", {"msg_id": "z", "react_icon": "/-heart"}),
    event("change_template_status"),
    event("change_oa_daily_quota"),
    event("something_new", {"msg_id": "z", "text": "a"}),
    event("user_send_text", {"msg_id": "z", "text": "a"}, sender={}),
    event("user_send_image", {"msg_id": "z"}),
    {},
]


@pytest.mark.parametrize("raw", NOTHING)
def test_event_is_nothing(raw: dict[str, Any]) -> None:
    """Echoes, strangers, groups and what nobody knows are not answered: the product would talk to itself."""
    assert parse(raw, NOW) == ()


@pytest.mark.parametrize("stamp", ["", "x", "-1", "9" * 5000, None, {"a": 1}, True, "²"])
def test_event_without_a_date_is_of_now(stamp: Any) -> None:
    """A date that cannot be read is no reason to lose what was said."""
    (found,) = parse(event("user_send_text", {"msg_id": "m", "text": "a"}, timestamp=stamp), NOW)
    assert found.at == NOW


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
fields = st.sampled_from(
    ["message", "sender", "recipient", "follower", "timestamp", "info", "msg_ids", "attachments", "payload", "text"]
)


@given(
    st.sampled_from(["user_send_text", "user_send_file", "user_send_link", "follow", "user_seen_message"]),
    st.dictionaries(fields, json | st.dictionaries(fields, json, max_size=4), max_size=6),
)
def test_no_shape_of_an_event_is_an_error(name: str, shape: dict[str, Any]) -> None:
    """Whatever Zalo comes up with, an event is read or passed over."""
    for one in parse({"event_name": name, "sender": {"id": HOA}, **shape}, NOW):
        assert one.address.channel == "zalo_oa"


TOKENS = ["menu", "report", "v:1", "a:r7k2:weather:!back", "lib:5:pccc chay", "dr:17", "x:50%", "x:%20", "x:a:"]


@pytest.mark.parametrize("token", TOKENS)
def test_token_comes_back_as_it_was(token: str) -> None:
    """What a button stands for survives the way through a text."""
    payload = payload_of(token)
    assert payload.startswith("#")
    assert " " not in payload
    assert token_of(payload) == token


def test_every_button_of_the_product_can_be_one() -> None:
    """No verb of a press is spelt so that Zalo could not carry it."""
    verbs = [*BOOK.presses, signup.VERB, routing.ANSWER]
    assert [token_of(payload_of(f"{verb}:1")) for verb in verbs] == [f"{verb}:1" for verb in verbs]
    assert [token_of(payload_of(verb)) for verb in verbs] == verbs


@pytest.mark.parametrize("token", ["", "Đã nắm", "a:" + "x" * 63, "1:a", "a:\n", "A:b"])
def test_token_unlike_ours_gets_no_button(token: str) -> None:
    """A token that a text cannot stand for is left to its number or word."""
    assert payload_of(token) == ""
