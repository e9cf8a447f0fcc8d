"""Every answer of Zalo in the closed vocabulary."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channel import Gone, Misconfigured, NotNow, NotSent, Rejected, SendError, Template, Throttled, Uncertain
from bot.channels.zalo_oa.api import ApiError, MaybeArrived, NeverLeft
from bot.channels.zalo_oa.errors import read_error, send_error, template_error, upload_error
from content.texts import zalo_oa as texts
from content.texts.reasons import REASONS
from tests.channels.zalo_oa.ear import HOA, MINH, opened, parcel
from tests.fakes.zalo_oa_api import ZaloOA

NIGHT = datetime(2026, 11, 15, 16, 30, 12, 500_000, tzinfo=UTC)  # 23:30 in Vietnam
MORNING = datetime(2026, 11, 15, 23, 0, tzinfo=UTC)  # 06:00 of the next day there
LATE_NIGHT = datetime(2026, 11, 15, 22, 10, tzinfo=UTC)  # 05:10
NOON = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)

Means = tuple[type[SendError], dict[str, Any]]

MESSAGES: list[tuple[int, str, Means]] = [
    (-32, "", (Throttled, {"seconds": 48.5, "chat_only": False})),
    (-100, "", (NotSent, {})),
    (-200, "", (NotSent, {})),
    (-201, "user_id is invalid", (Gone, {"reason": "chat_not_found"})),
    (-201, "message.attachment.payload.buttons", (Rejected, {"reason": "bad_buttons"})),
    (-201, "attachment_id", (Rejected, {"reason": "file_rejected"})),
    (-201, "text", (Rejected, {"reason": "bad_content"})),
    (-201, "", (Rejected, {"reason": "refused"})),
    (-202, "", (Rejected, {"reason": "refused"})),
    *((code, "", (Misconfigured, {})) for code in (-204, -205, -209, -212, -215, -219, -221, -223, -224)),
    *((code, "", (Misconfigured, {})) for code in (-235, -240, -242, -320, -321)),
    (-210, "", (Rejected, {"reason": "too_long"})),
    (-213, "", (Gone, {"reason": "not_follower"})),
    (-214, "", (NotSent, {})),
    (-217, "", (Gone, {"reason": "blocked"})),
    (-218, "", (NotNow, {"until": None})),
    (-227, "", (Gone, {"reason": "deactivated"})),
    (-230, "", (NotNow, {"until": None})),
    (-232, "", (NotNow, {"until": None})),
    (-233, "", (Rejected, {"reason": "bad_content"})),
    (-234, "", (NotNow, {"until": MORNING})),
    (-237, "", (Rejected, {"reason": "refused"})),
    (-244, "", (Gone, {"reason": "restricted"})),
    (-248, "", (Rejected, {"reason": "policy"})),
    (-305, "", (NotNow, {"until": None})),
    (-311, "", (NotNow, {"until": None})),
    (-403, "", (Rejected, {"reason": "refused"})),
    (-9999, "", (Rejected, {"reason": "refused"})),
]


def same(problem: SendError, means: Means) -> None:
    """Fail unless *problem* is this one."""
    kind, says = means
    assert type(problem) is kind
    assert {name: getattr(problem, name) for name in says} == says


@pytest.mark.parametrize(("code", "said", "means"), MESSAGES)
def test_code_means(code: int, said: str, means: Means) -> None:
    """Each number of Zalo's table has one consequence."""
    same(send_error(ApiError(code, said), NIGHT), means)


TEMPLATES: list[tuple[int, Means]] = [
    *((code, (NotNow, {"until": None})) for code in (-108, -114, -118, -119, -139, -141, -213, -230, -244, -249)),
    *((code, (NotNow, {"until": MORNING})) for code in (-133, -234)),
    *((code, (NotNow, {"until": datetime(2026, 11, 15, 23, 0, tzinfo=UTC)})) for code in (-144, -1441, -147)),
    *((code, (Rejected, {"reason": "template_unpaid"})) for code in (-115, -136, -137, -320, -321)),
    *((code, (Rejected, {"reason": "template_refused"})) for code in (-109, -117, -126, -131, -146, -1121, -1122)),
    *((code, (Rejected, {"reason": "template_refused"})) for code in (-135, -1351, -201, -211, -221, -224, -235)),
    (-227, (Gone, {"reason": "deactivated"})),
    (-204, (Misconfigured, {})),
    (-32, (Throttled, {})),
]


@pytest.mark.parametrize(("code", "means"), TEMPLATES)
def test_code_of_a_template_means(code: int, means: Means) -> None:
    """What is wrong with templates or their money never stops answers to people."""
    same(template_error(ApiError(code), NIGHT), means)


@pytest.mark.parametrize(
    ("code", "means"),
    [
        (-211, (Rejected, {"reason": "upload_refused"})),
        (-235, (Rejected, {"reason": "upload_refused"})),
        (-224, (Rejected, {"reason": "upload_refused"})),
        (-210, (Rejected, {"reason": "file_too_large"})),
        (-201, (Rejected, {"reason": "file_rejected"})),
        (-200, (NotSent, {})),
        (-32, (Throttled, {})),
        (-204, (Misconfigured, {})),
    ],
)
def test_code_of_an_upload_means(code: int, means: Means) -> None:
    """An account that may not upload may still speak."""
    same(upload_error(ApiError(code), NIGHT), means)


def test_lost_answer_of_an_upload_or_question_is_no_doubt() -> None:
    """Whether a call without effect arrived is nobody's loss; of a message it is a doubt."""
    lost = MaybeArrived("cut")
    assert [type(read(lost, NIGHT)) for read in (send_error, read_error, upload_error, template_error)] == [
        Uncertain,
        NotSent,
        NotSent,
        Uncertain,
    ]
    assert type(send_error(NeverLeft("refused"), NIGHT)) is NotSent


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (NIGHT, MORNING),
        (LATE_NIGHT, MORNING),
        (NOON, datetime(2026, 11, 15, 5, 15, tzinfo=UTC)),
    ],
)
def test_night_ends_at_six(now: datetime, until: datetime) -> None:
    """What may not go at night waits until six in Vietnam; when clocks disagree, a little."""
    same(send_error(ApiError(-234), now), (NotNow, {"until": until}))


def test_full_day_ends_tomorrow() -> None:
    """A day's quota of templates is no better later on the same day."""
    same(template_error(ApiError(-144), NOON), (NotNow, {"until": MORNING}))


ANSWERS: list[tuple[dict[str, Any], Means]] = [
    ({"do": "http"}, (Uncertain, {})),
    ({"do": "http", "status": 500, "body": '{"error":-200,"message":"x"}', "kind": "application/json"}, (NotSent, {})),
    ({"do": "http", "status": 503, "processed": True}, (Uncertain, {})),
    ({"do": "http", "status": 200}, (Uncertain, {})),
    ({"do": "http", "status": 200, "body": "[]", "kind": "application/json"}, (Uncertain, {})),
    ({"do": "http", "status": 200, "body": "{}", "kind": "application/json"}, (Uncertain, {})),
    ({"do": "http", "status": 200, "body": '{"error":"-230"}', "kind": "application/json"}, (NotNow, {"until": None})),
    ({"do": "http", "status": 200, "body": '{"error":"what"}', "kind": "application/json"}, (Rejected, {})),
    ({"do": "http", "status": 404}, (NotSent, {})),
    ({"do": "http", "status": 302}, (NotSent, {})),
    ({"do": "http", "status": 413}, (Rejected, {"reason": "file_too_large"})),
    ({"do": "http", "status": 429}, (Throttled, {})),
    ({"do": "cut_before"}, (Uncertain, {})),
    ({"do": "cut_after"}, (Uncertain, {})),
    ({"do": "hang", "seconds": 2}, (Uncertain, {})),
    ({"do": "error", "code": -230}, (NotNow, {"until": None})),
]


@pytest.mark.parametrize(("rule", "means"), ANSWERS, ids=[str(rule) for rule, _ in ANSWERS])
async def test_answer_means(fake: ZaloOA, rule: dict[str, Any], means: Means) -> None:
    """Each answer becomes this SendError, after one request and no more."""
    async with opened(fake, timeout=0.5) as channel:
        await fake.script(rule)
        with pytest.raises(SendError) as caught:
            await channel.send(parcel("x"))
    same(caught.value, means)
    assert (await fake.stats())["sends"] == 1


@pytest.mark.parametrize(
    ("state", "means"),
    [
        ({"wrote_days_ago": 8}, (NotNow, {"until": None})),
        ({"wrote_days_ago": None}, (NotNow, {"until": None})),
        ({"wrote_days_ago": None, "follows": False}, (Gone, {"reason": "not_follower"})),
        ({"blocked": True}, (Gone, {"reason": "blocked"})),
        ({"inactive": True}, (Gone, {"reason": "deactivated"})),
    ],
)
async def test_people_who_cannot_be_written_to(fake: ZaloOA, state: dict[str, Any], means: Means) -> None:
    """The fake's own people refuse as real ones do."""
    await fake.person(MINH, "Minh", **state)
    async with opened(fake) as channel:
        with pytest.raises(SendError) as caught:
            await channel.send(parcel("x", MINH))
        same(caught.value, means)
        with pytest.raises(Gone, match="chat_not_found"):
            await channel.send(parcel("x", "1"))


async def test_too_many_in_a_minute_close_the_lane(fake: ZaloOA) -> None:
    """Beyond the plan's requests a minute everything waits, and not longer than to the next one."""
    await fake.rules(per_minute=0)
    async with opened(fake) as channel:
        with pytest.raises(Throttled) as caught:
            await channel.send(parcel("x"))
    assert not caught.value.chat_only
    assert 0 < caught.value.seconds <= 61


async def test_a_spent_bundle_waits_and_stops_no_reply(fake: ZaloOA) -> None:
    """When the plan has no message left outside the free hours, those wait until morning; inside them it speaks on."""
    await fake.rules(paid_left=1)
    await fake.person(MINH, "Minh", wrote_days_ago=3)
    async with opened(fake) as channel:
        await channel.send(parcel("một", MINH))
        await channel.send(parcel("miễn phí"))
        with pytest.raises(NotNow) as caught:
            await channel.send(parcel("hai", MINH))
        assert caught.value.spent
        assert caught.value.until is not None
        await channel.send(parcel("vẫn miễn phí"))
    stats = await fake.stats()
    assert (stats["arrived"], stats["paid"]) == (3, 1)


@pytest.mark.parametrize(("by_phone", "rules"), [(False, {"is_funded": False}), (True, {"is_night": True})])
async def test_template_waits_or_fails_alone(fake: ZaloOA, by_phone: bool, rules: dict[str, bool]) -> None:
    """No money, or night: the template's own message suffers, as each way of sending says it."""
    await fake.template("1", ["a"], by_uid=not by_phone, promotion=True)
    await fake.rules(**rules)
    async with opened(fake) as channel:
        with pytest.raises(Rejected if "is_funded" in rules else NotNow):
            await channel.send(parcel("", HOA, template=Template("1", {"a": "x"}, "+84901234567")))


def test_every_reason_has_words() -> None:
    """No reason reaches an officer as a bare key, and every refusal of the account says what to do."""
    codes = {code for code, _, _ in MESSAGES} | {code for code, _ in TEMPLATES} | {-210, -211, -201}
    told, stops = set(), set()
    for code in codes:
        for read in (send_error, template_error, upload_error):
            for said in ("", "user_id", "button", "file", "text"):
                match read(ApiError(code, said), NIGHT):
                    case Gone(reason=reason) | Rejected(reason=reason):
                        told.add(reason)
                    case Misconfigured():
                        stops.add(code)
    assert told - REASONS.keys() == set()
    assert stops == texts.REFUSED.keys()
    assert texts.explain(-1) == "Zalo từ chối (mã -1)"
