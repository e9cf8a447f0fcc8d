"""Every answer of the API in the closed vocabulary."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channel import Gone, Misconfigured, Moved, NotSent, Rejected, SendError, Throttled, Uncertain
from bot.channels.telegram.api import ApiError
from bot.channels.telegram.errors import send_error
from bot.channels.telegram.flood import Flood
from content.texts.reasons import REASONS
from tests.channels.telegram.ear import HOA, MINH, opened, parcel
from tests.fakes.telegram_api import FakeTelegram

ROWS: list[tuple[dict[str, Any], type[SendError], dict[str, Any]]] = [
    ({"do": "429", "retry_after": 20}, Throttled, {"seconds": 20.0, "chat_only": True}),
    ({"do": "429", "retry_after": None}, Throttled, {"seconds": 5.0}),
    ({"do": "403"}, Gone, {"reason": "blocked"}),
    ({"do": "403", "description": "Forbidden: user is deactivated"}, Gone, {"reason": "deactivated"}),
    (
        {"do": "403", "description": "Forbidden: bot can't initiate conversation with a user"},
        Gone,
        {"reason": "not_started"},
    ),
    ({"do": "403", "description": "Forbidden: bot was kicked from the group chat"}, Gone, {"reason": "kicked"}),
    ({"do": "403", "description": "Forbidden: bot is not a member of the supergroup chat"}, Gone, {"reason": "kicked"}),
    ({"do": "403", "description": "Forbidden: something new"}, Gone, {"reason": "forbidden"}),
    ({"do": "400"}, Gone, {"reason": "chat_not_found"}),
    ({"do": "400", "description": "Bad Request: PEER_ID_INVALID"}, Gone, {"reason": "chat_not_found"}),
    ({"do": "migrate", "to": -100777}, Moved, {"to": "-100777"}),
    ({"do": "400", "description": "Bad Request: message is too long"}, Rejected, {"reason": "too_long"}),
    ({"do": "400", "description": "Bad Request: message caption is too long"}, Rejected, {"reason": "too_long"}),
    ({"do": "400", "description": "Bad Request: message text is empty"}, Rejected, {"reason": "bad_content"}),
    ({"do": "400", "description": "Bad Request: BUTTON_DATA_INVALID"}, Rejected, {"reason": "bad_buttons"}),
    ({"do": "400", "description": "Bad Request: BUTTON_TYPE_INVALID"}, Rejected, {"reason": "bad_buttons"}),
    (
        {"do": "400", "description": "Bad Request: wrong file identifier/HTTP URL specified"},
        Rejected,
        {"reason": "file_rejected", "stale_file": True},
    ),
    (
        {"do": "400", "description": "Bad Request: can't use file of type Photo as Document"},
        Rejected,
        {"reason": "file_rejected", "stale_file": True},
    ),
    ({"do": "400", "description": "Bad Request: IMAGE_PROCESS_FAILED"}, Rejected, {"stale_file": False}),
    ({"do": "400", "description": "Bad Request: something new"}, Rejected, {"reason": "refused"}),
    ({"do": "401"}, Misconfigured, {}),
    ({"do": "401", "status": 404, "description": "Not Found"}, Misconfigured, {}),
    ({"do": "403", "status": 409, "description": "Conflict"}, NotSent, {}),
    ({"do": "5xx"}, Uncertain, {}),
    ({"do": "5xx", "status": 500, "body": '{"ok":false,"error_code":500,"description":"restart"}'}, Uncertain, {}),
    ({"do": "5xx", "status": 504, "processed": True}, Uncertain, {}),
    ({"do": "5xx", "status": 413}, Rejected, {"reason": "file_too_large"}),
    ({"do": "5xx", "status": 302}, NotSent, {}),
    ({"do": "5xx", "status": 200, "body": "<html>another page</html>"}, Uncertain, {}),
    ({"do": "5xx", "status": 429}, Throttled, {"seconds": 5.0}),
    ({"do": "cut_before"}, Uncertain, {}),
    ({"do": "cut_after"}, Uncertain, {}),
]


@pytest.mark.parametrize(("rule", "expected", "says"), ROWS, ids=[str(row[0]) for row in ROWS])
async def test_answer_means(
    fake: FakeTelegram, rule: dict[str, Any], expected: type[SendError], says: dict[str, Any]
) -> None:
    """Each answer becomes this SendError, after one request and no more."""
    async with opened(fake) as channel:
        await fake.script(rule)
        with pytest.raises(expected) as caught:
            await channel.send(parcel("x"))
    assert type(caught.value) is expected
    assert says == {name: getattr(caught.value, name) for name in says}
    assert (await fake.stats())["sends"] == 1


async def test_natural_refusals(fake: FakeTelegram) -> None:
    """The fake's own people refuse as real ones do."""
    for person, state, reason in (
        (1, {"blocked": True}, "blocked"),
        (2, {"deactivated": True}, "deactivated"),
        (3, {"started": False}, "not_started"),
    ):
        await fake.person(person, "Lan", **state)
        async with opened(fake) as channel:
            with pytest.raises(Gone, match=reason):
                await channel.send(parcel("x", chat=person))
    async with opened(fake) as channel:
        with pytest.raises(Gone, match="chat_not_found"):
            await channel.send(parcel("x", chat=4))


async def test_wrong_token_is_misconfigured(fake: FakeTelegram) -> None:
    """A revoked token stops the lane, not the person."""
    fake.token = "1:wrong"
    async with opened(fake) as channel:
        with pytest.raises(Misconfigured):
            await channel.send(parcel("x"))
        with pytest.raises(Misconfigured):
            await channel.identify()


async def test_two_throttled_chats_mean_the_lane(fake: FakeTelegram) -> None:
    """One throttled chat waits alone; when a second one is throttled too the whole lane waits."""
    await fake.script({"do": "429", "retry_after": 20})
    narrow = []
    async with opened(fake) as channel:
        for chat in (HOA, HOA, MINH, HOA):
            with pytest.raises(Throttled) as caught:
                await channel.send(parcel("x", chat=chat))
            narrow.append(caught.value.chat_only)
    assert narrow == [True, True, False, False]


def test_an_old_throttle_of_another_chat_is_forgotten() -> None:
    """What was throttled long ago says nothing about the lane now."""
    now = [0.0]
    flood = Flood(lambda: now[0])
    assert flood.judge("1", Throttled(5)).chat_only
    now[0] = 36.0
    assert flood.judge("2", Throttled(5)).chat_only


def test_a_throttled_group_waits_alone() -> None:
    """Groups have a limit of their own, so they never stop the lane."""
    flood = Flood(lambda: 0.0)
    assert [flood.judge(chat, Throttled(1)).chat_only for chat in ("-1001", "-1002", "7")] == [True, True, True]


def test_every_reason_has_words() -> None:
    """No reason reaches an officer as a bare key."""
    told = {
        problem.reason
        for status in (400, 403, 413)
        for said in ("", *(str(row[0].get("description", "")).lower() for row in ROWS))
        if isinstance(problem := send_error(ApiError(status, said)), Gone | Rejected)
    }
    assert told - REASONS.keys() == set()
