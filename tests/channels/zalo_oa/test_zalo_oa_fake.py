"""The fake refuses what Zalo refuses: else a test that passes would say nothing."""

from __future__ import annotations

import io
from typing import Any

import aiohttp
import pytest

from tests.channels.zalo_oa.ear import HOA, MINH, PDF, PNG, Ear, hooked, opened, parcel
from tests.fakes.zalo_oa_api import ZaloOA

V3, V2 = "/v3.0/oa/message/cs", "/v2.0/oa/message"
BUTTON = {"type": "oa.query.hide", "title": "Có", "payload": "#a:1"}


async def call(fake: ZaloOA, path: str, body: Any, *, token: str | None = None, **how: Any) -> dict[str, Any]:
    """Ask the fake as a client would; a new token unless one is given."""
    headers = {"access_token": (await fake.grant())[0] if token is None else token}
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            fake.url + path, json=body, headers=headers | how.get("headers", {}), params=how.get("params")
        ) as answer,
    ):
        assert answer.status == 200
        told: dict[str, Any] = await answer.json()
        return told


def to(message: Any, person: str = HOA) -> dict[str, Any]:
    """A body for *person*."""
    return {"recipient": {"user_id": person}, "message": message}


def template(**payload: Any) -> dict[str, Any]:
    """A message with a template."""
    return {"text": "x", "attachment": {"type": "template", "payload": payload}}


REFUSED: list[tuple[Any, int]] = [
    (to({"text": "ă" * 2000}), 0),
    (to({"text": "ă" * 2001}), -210),
    (to({"text": "😀" * 1001}), -210),
    (to({"text": ""}), -201),
    (to({}), -201),
    (to({"text": 7}), -201),
    (to({"text": "x", "parse_mode": "html"}), -201),
    (to({"text": "x"}) | {"silent": True}, -201),
    ({"message": {"text": "x"}}, -201),
    (to({"text": "x"}, "1"), -201),
    ({"recipient": {"user_id": 5551000000000000001}, "message": {"text": "x"}}, -201),
    ([], -201),
    (to(template(buttons=[BUTTON] * 5)), 0),
    (to(template(buttons=[BUTTON] * 6)), -201),
    (to(template(buttons=[])), -201),
    (to(template(buttons=[BUTTON | {"title": "x" * 100, "payload": "#" + "x" * 999}])), 0),
    (to(template(buttons=[BUTTON | {"title": "x" * 101}])), -210),
    (to(template(buttons=[BUTTON | {"payload": "#" + "x" * 1000}])), -210),
    (to(template(buttons=[BUTTON | {"payload": {"a": 1}}])), -201),
    (to(template(buttons=[BUTTON | {"type": "oa.query"}])), -201),
    (to(template(buttons=[{"type": "oa.open.url", "title": "x", "payload": {"url": "https://a.vn"}}])), 0),
    (to(template(buttons=[{"type": "oa.open.url", "title": "x", "payload": {"url": "http://a.vn"}}])), -201),
    (to(template(template_type="what", buttons=[BUTTON])), -201),
    (to(template(template_type="media", elements=[{"media_type": "image", "attachment_id": "x"}])), -100),
    (to(template(template_type="media", elements=[{"media_type": "video", "attachment_id": "x"}])), -233),
    (to(template(template_type="media", elements=[{"media_type": "image"}])), -201),
    (to(template(template_type="list", elements=[{"title": "x"}] * 5)), 0),
    (to(template(template_type="list", elements=[{"title": "x"}] * 6)), -201),
    (to({"attachment": {"type": "file", "payload": {"token": "x"}}}), -100),
    (to({"text": "x", "attachment": {"type": "file", "payload": {"token": "x"}}}), -201),
    (to({"attachment": {"type": "audio", "payload": {}}}), -233),
]


@pytest.mark.parametrize(("body", "code"), REFUSED)
async def test_message_gets(fake: ZaloOA, body: Any, code: int) -> None:
    """Each shape is taken or refused by its number, always with HTTP 200; what a client may never ask is noted."""
    assert (await call(fake, V3, body))["error"] == code
    assert len((await fake.stats())["violations"]) == (code in {-201, -210, -233})


async def test_token_counts_in_its_own_header_only(fake: ZaloOA) -> None:
    """A wrong or missing token, or one in the query, is refused by number."""
    body, (token, _) = to({"text": "x"}), await fake.grant()
    assert (await call(fake, V3, body, token=""))["error"] == -216
    assert (await call(fake, V3, body, token="", params={"access_token": token}))["error"] == -216
    assert (await call(fake, V3, body, token=f"Bearer {token}"))["error"] == -216
    assert (await call(fake, V3, body, token=token))["error"] == 0
    await fake.grant()
    assert (await call(fake, V3, body, token=token))["error"] == -216
    await fake.later(90_001)
    await fake.person(HOA, wrote_days_ago=0)
    assert (await call(fake, V3, body))["error"] == 0


async def test_kinds_of_account_have_their_address(fake: ZaloOA) -> None:
    """A business speaks at v3, a state agency at v2, and each is refused at the other's."""
    body = to({"text": "x"})
    assert [(await call(fake, path, body))["error"] for path in (V3, V2)] == [0, -240]
    await fake.rules(oa_type=4)
    assert [(await call(fake, path, body))["error"] for path in (V3, V2)] == [-235, 0]


async def test_windows_open_and_shut(fake: ZaloOA) -> None:
    """Free for two days, paid until the seventh, then nothing until the person does something again."""
    body = to({"text": "x"}, MINH)
    for days, code in ((0, 0), (1.9, 0), (2.1, 0), (6.9, 0), (7.1, -230), (None, -230)):
        await fake.person(MINH, wrote_days_ago=days)
        assert (await call(fake, V3, body))["error"] == code
    assert [one.paid for one in await fake.sees(MINH)] == [False, False, True, True]
    await fake.says(MINH, "tôi đây")
    assert (await call(fake, V3, body))["error"] == 0


@pytest.mark.parametrize(
    ("kind", "name", "content", "code"),
    [
        ("image", "a.jpg", PNG, 0),
        ("image", "a.jpg", b"GIF89a", -201),
        ("image", "a.png", PNG + b"0" * 1_000_000, -210),
        ("gif", "a.gif", b"GIF89a", 0),
        ("file", "a.pdf", PDF, 0),
        ("file", "a.csv", b"a,b", 0),
        ("file", "a.xlsx", b"PK\x03\x04", -201),
        ("file", "a.zip", b"PK\x03\x04", -201),
        ("file", "a.pdf", b"no", -201),
        ("file", "a.csv", b"", -201),
        ("file", "a.pdf", PDF + b"0" * 5_000_000, -210),
    ],
    ids=lambda given: given[:8] if isinstance(given, bytes) else str(given),
)
async def test_upload_gets(fake: ZaloOA, kind: str, name: str, content: bytes, code: int) -> None:
    """Only Zalo's few kinds and sizes are kept."""
    form = aiohttp.FormData()
    form.add_field("file", io.BytesIO(content), filename=name)
    headers = {"access_token": (await fake.grant())[0]}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{fake.url}/v2.0/oa/upload/{kind}", data=form, headers=headers) as answer,
    ):
        assert (await answer.json())["error"] == code


async def test_ids_end_after_seven_days(fake: ZaloOA) -> None:
    """An upload is forgotten after a week, and is of one kind."""
    assert fake.server is not None
    world = fake.server.world
    token = fake.server._methods.upload("file", "a.pdf", PDF)["token"]  # noqa: SLF001 (what a client would be told)
    body = to({"attachment": {"type": "file", "payload": {"token": token}}})
    picture = to(template(template_type="media", elements=[{"media_type": "image", "attachment_id": token}]))
    assert (await call(fake, V3, picture))["error"] == -100
    assert (await call(fake, V3, body))["error"] == 0
    world.late += 7 * 86_400 + 1
    await fake.person(HOA, wrote_days_ago=0)
    assert (await call(fake, V3, body))["error"] == -100


@pytest.mark.parametrize(
    ("rules", "params", "by_id", "by_phone"),
    [
        ({}, {"a": "x"}, 0, 0),
        ({}, {}, -201, -1122),
        ({"is_night": True}, {"a": "x"}, -234, -133),
        ({"is_funded": False}, {"a": "x"}, -321, -115),
    ],
)
async def test_template_gets(
    fake: ZaloOA, rules: dict[str, Any], params: dict[str, str], by_id: int, by_phone: int
) -> None:
    """Templates are refused at night, without money, with wrong fields, each way by its own number."""
    await fake.rules(**rules)
    await fake.template("1", ["a"], promotion=True)
    given = {"template_id": "1", "template_data": params}
    assert (await call(fake, "/v3.0/oa/message/template", {"user_id": HOA, **given}))["error"] == by_id
    phone = {"phone": "84901234567", "tracking_id": "d1", **given}
    assert (await call(fake, "/business/message/template", phone))["error"] == by_phone
    long = phone | {"tracking_id": "d" * 49}
    assert (await call(fake, "/business/message/template", long))["error"] == -210
    assert (await call(fake, "/business/message/template", phone | {"phone": "0901234567"}))["error"] == -108


async def test_a_person_sees_what_a_phone_would_show(fake: ZaloOA, ear: Ear) -> None:
    """The press of a hidden button is not in the chat, what is typed is."""
    async with hooked(fake, ear) as channel:
        await channel.send(parcel("x"))
        await call(fake, V3, to(template(buttons=[BUTTON, BUTTON | {"type": "oa.query.show", "title": "Hiện"}])))
        await fake.presses(HOA, "Có")
        await fake.presses(HOA, "Hiện")
        await fake.says(HOA, "chào")
        await fake.settled()
        with pytest.raises(AssertionError, match="no such button"):
            await fake.presses(HOA, "Không có")
    assert [(one.by_oa, one.text) for one in await fake.sees(HOA)] == [
        (True, "x"),
        (True, "x"),
        (False, "#a:1"),
        (False, "chào"),
    ]


async def test_probe_must_be_answered(fake: ZaloOA) -> None:
    """The console keeps no address that does not answer its probe with 200."""
    assert await fake.hook(f"{fake.url}/_control/nothing") == 400
    assert not (await fake.stats())["hook"]


async def test_the_fake_runs_as_a_process() -> None:
    """The same fake outlives the product when it is a process of its own."""
    async with ZaloOA.process() as fake:
        await fake.person(HOA)
        async with opened(fake) as channel:
            await channel.send(parcel("qua tiến trình khác"))
        assert (await fake.waits(HOA, "tiến trình")).by_oa
        with pytest.raises(AssertionError, match="nothing with"):
            await fake.waits(HOA, "không có", seconds=0.01)
