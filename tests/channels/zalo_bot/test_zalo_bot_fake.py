"""The fake is strict: it refuses what the platform refuses, in the platform's words."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.channels.zalo_bot.render import LIMITS
from tests.channels.zalo_bot.ear import HOA, MINH, SECRET, Ear, hooked
from tests.fakes.zalo_bot_api import ZaloBotFake
from tests.fakes.zalo_bot_api.world import Rules


async def ask(fake: ZaloBotFake, method: str, token: str = "", **how: Any) -> tuple[int, dict[str, Any]]:
    """POST to a method as any client would; return the HTTP status and the body."""
    url = f"{fake.url}/bot{token or fake.token}/{method}"
    async with aiohttp.ClientSession() as http, http.post(url, **how) as answer:
        return answer.status, await answer.json()


@pytest.mark.parametrize(
    ("method", "fields", "code"),
    [
        ("sendMessage", {"text": "a"}, 400), ("sendMessage", {"chat_id": "nobody", "text": "a"}, 400),
        ("sendMessage", {"chat_id": HOA, "text": ""}, 400), ("sendMessage", {"chat_id": HOA, "text": "x" * 2001}, 400),
        ("sendMessage", {"chat_id": HOA, "text": "a", "reply_markup": {}}, 400), ("sendmessage", {}, 400),
        ("sendPhoto", {"chat_id": HOA}, 400), ("sendPhoto", {"chat_id": HOA, "photo": "data:x"}, 400),
        ("sendChatAction", {"chat_id": HOA, "action": "upload_photo"}, 400), ("editMessage", {}, 400),
        ("setWebhook", {"url": "http://example.com", "secret_token": SECRET}, 400),
        ("setWebhook", {"url": "https://127.0.0.1/x", "secret_token": SECRET}, 400),
        ("setWebhook", {"url": "https://example.com", "secret_token": "short"}, 400),
        ("setWebhook", {"url": "https://example.com"}, 400), ("getWebhookInfo", {}, 404),
        ("getUpdates", {"timeout": 0}, 408), ("getUpdates", {"offset": 1}, 400),
    ],
)  # fmt: skip
@pytest.mark.parametrize("real_status", [False, True])
async def test_what_is_wrong_is_refused(
    fake: ZaloBotFake, method: str, fields: dict[str, Any], code: int, *, real_status: bool
) -> None:
    """By the code in the body, and by HTTP too when it is told to; a client's mistakes are counted."""
    await fake.rules(real_status=real_status)
    status, body = await ask(fake, method, json=fields)
    assert (body["ok"], body["error_code"], status) == (False, code, code if real_status else 200)
    assert len((await fake.stats())["violations"]) == (code == 400)
    assert (await ask(fake, "getMe", "1:wrong", json={}))[1]["error_code"] == 401


async def test_every_way_to_ask_but_parts(fake: ZaloBotFake) -> None:
    """In the address, as a form, as JSON; a body in parts is not read."""
    fields = {"chat_id": HOA, "text": "a"}
    for how in ("params", "data", "json"):
        given: dict[str, Any] = {how: fields}
        assert (await ask(fake, "sendMessage", **given))[1]["ok"] is True
    with aiohttp.MultipartWriter("form-data") as parts:
        for name, value in fields.items():
            parts.append(value).set_content_disposition("form-data", name=name)
    _, body = await ask(fake, "sendMessage", data=parts)
    assert body["description"] == "The chat_id must not be empty"
    assert (await ask(fake, "sendChatAction", json={"chat_id": HOA, "action": "typing"}))[1] == {"ok": True}


async def test_it_polls_or_posts(fake: ZaloBotFake) -> None:
    """One object a poll, again only when told to; refused beside a webhook, which is asked whether it is there."""
    await fake.says(HOA, "một")
    await fake.says(HOA, "hai")
    texts = [(await ask(fake, "getUpdates", json={"timeout": 0}))[1]["result"]["message"]["text"] for _ in "ab"]
    assert texts == ["một", "hai"]
    assert (await ask(fake, "getUpdates", json={"timeout": 0}))[1]["error_code"] == 408
    await fake.rules(redeliver=True)
    again = [(await ask(fake, "getUpdates", json={"timeout": 9}))[1]["result"]["message"]["text"] for _ in "abc"]
    assert again == ["một", "hai", "một"]
    await fake.rules(http_webhook=True)
    async with hooked(fake, Ear()) as (_, url):
        for address, outcome in ((url, "webhook.ok"), (f"{url}/x", "http.404"), ("http://127.0.0.1:9", "err.blocked")):
            hook = {"url": address, "secret_token": SECRET}
            _, body = await ask(fake, "setWebhook", json=hook)
            assert body["result"]["verification"]["outcome"] == outcome
            assert (await ask(fake, "getWebhookInfo", json={}))[1]["result"]["url"] == address
        assert (await ask(fake, "getUpdates", json={"timeout": 0}))[1]["error_code"] == 400
        await ask(fake, "deleteWebhook", json={})
        assert (await ask(fake, "getUpdates", json={"timeout": 0}))[1]["ok"] is True


async def test_quotas_are_those_of_a_free_bot(fake: ZaloBotFake) -> None:
    """Fifty people, three thousand messages, as our limits say: the next of each is refused."""
    rules = Rules()
    assert (rules.users_most, rules.month_most) == (LIMITS.people_most, LIMITS.month_most)
    for n in range(3, 52):
        await fake.person(f"p{n}")
    for person, code in (("p50", 0), ("p51", 400)):
        assert (await ask(fake, "sendMessage", json={"chat_id": person, "text": "a"}))[1]["error_code"] == code
    await fake.rules(month_most=3)
    codes = [(await ask(fake, "sendMessage", json={"chat_id": HOA, "text": "a"}))[1]["error_code"] for _ in "abc"]
    assert codes == [0, 0, 429]


async def test_it_runs_as_a_process(ear: Ear) -> None:
    """The same over a real border, so that it outlives the product in tests that kill it."""
    async with ZaloBotFake.process() as fake:
        await fake.person(HOA)
        await fake.person(MINH)
        async with hooked(fake, ear) as (_, url):
            assert await fake.hook(url, SECRET) == "webhook.ok"
            assert await fake.says(HOA, "chào") == 200
        assert ear.heard[0].text == "chào"
        await ask(fake, "sendMessage", json={"chat_id": MINH, "text": "Kính chào"})
        assert (await fake.waits(MINH, "Kính")).by_bot
