"""What refusals mean, in the sender's words, and how long to be silent after them."""

from __future__ import annotations

import pytest

from bot.channel import Gone, Misconfigured, NotSent, Rejected, SendError, Throttled, Uncertain
from bot.channels.zalo_bot.api import ApiError, MaybeArrived, NeverLeft
from bot.channels.zalo_bot.errors import read_error, send_error, wait_after
from bot.channels.zalo_bot.throttle import Throttle
from content.texts.reasons import REASONS


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (NeverLeft("x"), NotSent("x")), (MaybeArrived("x"), Uncertain("x")),
        (ApiError(400, "The chat_id is invalid"), Gone("chat_not_found")),
        (ApiError(400, "User not found"), Gone("chat_not_found")),
        (ApiError(404, "chat not found"), Gone("chat_not_found")),
        (ApiError(400, "The chat_id must not be empty"), Rejected("bad_content")),
        (ApiError(400, "The photo must not be empty"), Rejected("file_rejected")),
        (ApiError(400, "The photo must start with http:// or https://"), Rejected("file_rejected")),
        (ApiError(400, "The photo URL is invalid"), Rejected("file_rejected")),
        (ApiError(400, "text too long"), Rejected("too_long")),
        (ApiError(400, "The text must be 1-2000 characters"), Rejected("too_long")),
        (ApiError(400, ""), Rejected("bad_content")), (ApiError(401, "Unauthorized"), Misconfigured("zalo 401")),
        (ApiError(403, "Internal server error"), NotSent("zalo 403")), (ApiError(404, ""), Misconfigured("zalo 404")),
        (ApiError(408, ""), Uncertain("zalo 408")), (ApiError(426, ""), Rejected("refused")),
        (ApiError(429, ""), Throttled(5.0)), (ApiError(302, ""), Misconfigured("zalo 302")),
        (ApiError(500, ""), Uncertain("zalo 500")), (ApiError(502, ""), Uncertain("zalo 502")),
        (ApiError(-1, ""), Rejected("refused")),
    ],
)  # fmt: skip
def test_a_refusal_has_one_meaning(error: Exception, expected: SendError) -> None:
    """Zalo's few codes in the sender's words, with reasons that the office can read."""
    found = send_error(error)
    assert (type(found), str(found)) == (type(expected), str(expected))
    if isinstance(found, Gone | Rejected):
        assert found.reason in REASONS


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (NeverLeft("x"), NotSent), (MaybeArrived("x"), NotSent), (ApiError(401, ""), Misconfigured),
        (ApiError(429, ""), Throttled), (ApiError(408, ""), NotSent), (ApiError(502, ""), NotSent),
        (ApiError(400, "The secret_token must be 8-256 characters"), NotSent),
    ],
)  # fmt: skip
def test_a_question_may_be_asked_again(error: Exception, expected: type[SendError]) -> None:
    """Asking changes nothing, so it does not matter whether it arrived."""
    assert type(read_error(error)) is expected


def test_the_wait_grows_to_an_hour() -> None:
    """A rate is over soon; a month's quota is asked after once an hour."""
    assert [wait_after(n) for n in (1, 2, 3, 10, 11, 50, 10**6)] == [5, 10, 20, 2560, 3600, 3600, 3600]


def test_what_was_on_the_wire_together_is_one_refusal() -> None:
    """Five messages refused at once are no reason to wait for a minute, and one that passed them ends no row."""
    now = 100.0
    throttle = Throttle(lambda: now)
    assert [throttle.refused(started).seconds for started in (100, 99, 98, 97, 99.9)] == [5, 5, 5, 5, 5]
    throttle.took(99.5)
    now = 105.0
    assert [throttle.refused(105).seconds, throttle.in_a_row] == [10, 2]
    throttle.took(106)
    assert throttle.in_a_row == 0
    now = 107.0
    assert throttle.refused(107).seconds == 5
