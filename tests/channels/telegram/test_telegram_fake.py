"""The fake is as strict as the real one, or the tests above prove nothing."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from tests.channels.telegram.ear import HOA
from tests.fakes.telegram_api import FakeTelegram

Given = dict[str, Any]


async def call(fake: FakeTelegram, method: str, given: Given, token: str = "") -> tuple[int, Given]:
    """Call *method* as any client would."""
    url = f"{fake.url}/bot{token or fake.token}/{method}"
    async with aiohttp.ClientSession() as session, session.post(url, data=given) as answer:
        return answer.status, dict(await answer.json())


def keyboard(**button: Any) -> str:
    """One inline button."""
    return json.dumps({"inline_keyboard": [[{"text": "Có"} | button]]})


HELLO: Given = {"chat_id": HOA, "text": "chào"}
REFUSED: list[tuple[str, Given, int, str]] = [
    ("noSuchMethod", {}, 404, "not found"),
    ("sendMessage", HELLO | {"colour": "red"}, 400, "unknown parameter colour"),
    ("sendMessage", {"text": "x"}, 400, "chat_id is missing"),
    ("sendMessage", HELLO | {"chat_id": "Hoa"}, 400, "can't parse parameter chat_id"),
    ("sendMessage", HELLO | {"protect_content": "maybe"}, 400, "can't parse parameter protect_content"),
    ("sendMessage", HELLO | {"text": ""}, 400, "text is empty"),
    ("sendMessage", HELLO | {"text": " \n "}, 400, "text is empty"),
    ("sendMessage", HELLO | {"text": "ă" * 4097}, 400, "too long"),
    ("sendMessage", HELLO | {"text": "😀" * 2049}, 400, "too long"),
    ("sendMessage", HELLO | {"text": "<b>x", "parse_mode": "HTML"}, 400, "can't parse entities"),
    ("sendMessage", HELLO | {"text": "x</b>", "parse_mode": "HTML"}, 400, "can't parse entities"),
    ("sendMessage", HELLO | {"text": "1 < 2", "parse_mode": "HTML"}, 400, "can't parse entities"),
    ("sendMessage", HELLO | {"text": "<h1>x</h1>", "parse_mode": "HTML"}, 400, "can't parse entities"),
    ("sendMessage", HELLO | {"reply_markup": keyboard(callback_data="")}, 400, "BUTTON_DATA_INVALID"),
    ("sendMessage", HELLO | {"reply_markup": keyboard(callback_data="ư" * 33)}, 400, "BUTTON_DATA_INVALID"),
    ("sendMessage", HELLO | {"reply_markup": keyboard(callback_data="a", url="https://x.vn")}, 400, "BUTTON_TYPE"),
    ("sendMessage", HELLO | {"reply_markup": keyboard()}, 400, "BUTTON_TYPE_INVALID"),
    ("sendMessage", HELLO | {"reply_markup": keyboard(callback_data="a", odd=1)}, 400, "unknown field odd"),
    ("sendMessage", HELLO | {"reply_markup": "[]"}, 400, "object expected"),
    ("sendMessage", HELLO | {"link_preview_options": '{"off":true}'}, 400, "link preview"),
    ("sendMessage", HELLO | {"chat_id": 404}, 400, "chat not found"),
    ("sendDocument", {"chat_id": HOA, "document": "x"}, 400, "wrong file identifier"),
    ("sendDocument", {"chat_id": HOA, "document": "x", "caption": "a" * 1025}, 400, "caption is too long"),
    ("editMessageText", HELLO | {"message_id": 77}, 400, "to edit not found"),
    ("deleteMessage", {"chat_id": HOA, "message_id": 77}, 400, "to delete not found"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, 400, "query is too old"),
    ("setWebhook", {"url": "http://example.com/x"}, 400, "HTTPS"),
    ("setWebhook", {"url": "https://example.com/x", "secret_token": "có dấu"}, 400, "unallowed"),
    ("setMyCommands", {"commands": '[{"command":"Báo","description":"x"}]'}, 400, "BOT_COMMAND_INVALID"),
]


@pytest.mark.parametrize(("method", "given", "status", "part"), REFUSED)
async def test_refuses(fake: FakeTelegram, method: str, given: Given, status: int, part: str) -> None:
    """Each mistake is refused as the real API refuses it."""
    told, answer = await call(fake, method, given)
    assert (told, answer["ok"], answer["error_code"]) == (status, False, status)
    assert part in answer["description"]


async def test_takes_what_is_right(fake: FakeTelegram) -> None:
    """At the limits, in any case of the method's name, and as JSON too."""
    for given in (HELLO, HELLO | {"text": "ă" * 4096}, HELLO | {"reply_markup": keyboard(callback_data="a" * 64)}):
        status, answer = await call(fake, "SENDMESSAGE", given)
        assert (status, answer["ok"]) == (200, True)
    async with aiohttp.ClientSession() as session:
        url = f"{fake.url}/bot{fake.token}/sendMessage"
        async with session.post(url, json=HELLO | {"reply_markup": {"remove_keyboard": True}}) as answered:
            assert answered.status == 200
    assert (await fake.stats())["per_recipient"] == {str(HOA): 4}


async def test_unauthorized_and_edit_without_change(fake: FakeTelegram) -> None:
    """A wrong token is 401, and an edit must change something."""
    assert (await call(fake, "getMe", {}, "1:x"))[0] == 401
    _, sent = await call(fake, "sendMessage", HELLO)
    edit = HELLO | {"message_id": sent["result"]["message_id"]}
    assert "not modified" in (await call(fake, "editMessageText", edit))[1]["description"]
    assert (await call(fake, "editMessageText", edit | {"text": "khác"}))[0] == 200


async def test_second_poller_and_webhook_conflict(fake: FakeTelegram) -> None:
    """Two pollers, or polling beside a webhook, are a 409."""
    first = asyncio.create_task(call(fake, "getUpdates", {"timeout": 30}))
    while (await fake.stats())["calls"].get("getUpdates", 0) == 0:
        pass
    second = asyncio.create_task(call(fake, "getUpdates", {"timeout": 1}))
    assert (await first)[0] == 409
    assert (await second) == (200, {"ok": True, "result": []})
    await call(fake, "setWebhook", {"url": "https://example.com/x"})
    assert (await call(fake, "getUpdates", {}))[0] == 409


async def test_rules_hit_whom_they_name(fake: FakeTelegram) -> None:
    """A fault names its chats, its times and its rate; everybody else is served."""
    await fake.person(1)
    await fake.script({"do": "429", "retry_after": 9, "chats": [HOA], "times": 1}, {"do": "limit", "per_second": 3})
    statuses = [(await call(fake, "sendMessage", HELLO | {"chat_id": chat}))[0] for chat in (1, HOA, HOA, 1, 1)]
    assert statuses == [200, 429, 200, 200, 429]
    await fake.calm()
    await fake.moves(1, -1005)
    status, answer = await call(fake, "sendMessage", HELLO | {"chat_id": 1})
    assert (status, answer["parameters"]) == (400, {"migrate_to_chat_id": -1005})


async def test_counts_what_arrived_even_if_unanswered(fake: FakeTelegram) -> None:
    """Delivered but not answered counts as arrived; cut before reading does not."""
    for fault in ("cut_after", "cut_before"):
        await fake.script({"do": fault, "times": 1})
        with pytest.raises(aiohttp.ClientError):
            await call(fake, "sendMessage", HELLO)
    stats = await fake.stats(times=True)
    assert (stats["arrived"], stats["copies"], stats["sends"]) == (1, {"1": 1}, 2)
    assert len(stats["times"][str(HOA)]) == stats["most_in_a_second"] - 1 == 1


async def test_runs_as_a_process_and_answers_thousands() -> None:
    """As a process of its own it serves 2,000 people, each counted once."""
    async with FakeTelegram.process() as fake:
        await fake.bulk(100_000, 2_000)
        left = iter(range(100_000, 102_000))
        async with aiohttp.ClientSession() as session:

            async def worker() -> None:
                for chat in left:
                    async with session.post(
                        f"{fake.url}/bot{fake.token}/sendMessage", data={"chat_id": chat, "text": "chào"}
                    ) as answer:
                        assert answer.status == 200

            await asyncio.gather(*(worker() for _ in range(50)))
        stats = await fake.stats()
        assert (stats["arrived"], stats["copies"]) == (2_000, {"1": 2_000})
        shown = await fake.waits(100_007, "chào")
        assert (shown.by_bot, shown.message_id) == (True, 1)
