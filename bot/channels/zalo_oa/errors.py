"""Every way Zalo says no, in the closed vocabulary of `bot.channel`.

What only concerns templates or uploads never stops the account: answers to people must go on. Source: zalo.md B10.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from bot.channel import Gone, Misconfigured, NotNow, NotSent, Rejected, SendError, Throttled, Uncertain
from bot.channels.zalo_oa.api import ApiError, MaybeArrived, NeverLeft
from content.texts import zalo_oa as texts

Trouble = (ApiError, NeverLeft, MaybeArrived)

VIETNAM = timezone(timedelta(hours=7))  # the hours of Zalo's rules, wherever the office is
NIGHT_ENDS, NIGHT_BEGINS = 6, 22
NIGHT_AGAIN = timedelta(minutes=15)  # when Zalo says night and our clock does not
MINUTE = 60.0
SPARE_SECONDS = 1.0  # clocks differ

RATE = -32
STALE = -100
BAD_PARAMETER = -201
UNSUPPORTED = -233
SPENT = -211
V3_REFUSES, V2_REFUSES = -235, -240
NOT_BY_USER_ID = -249

_GONE = {-213: "not_follower", -217: "blocked", -227: "deactivated", -244: "restricted"}
_SHUT = frozenset({-218, -230, -232, -305, -311})
_NIGHT = frozenset({-133, -234})
_AGAIN = frozenset({STALE, -200, -214})
_EVERYTHING = frozenset({-204, -205, -209, -215, -219, -242})  # no call of any kind will do
_NOT_THIS = frozenset({SPENT, -212, -221, -223, -224, V3_REFUSES, V2_REFUSES, -320, -321})  # this kind of call will not
_REJECTED = {-210: "too_long", UNSUPPORTED: "bad_content", -248: "policy"}
_FIELDS = (  # what a bad parameter is called in Zalo's words
    ("button", "bad_buttons"),
    ("attachment", "file_rejected"),
    ("token", "file_rejected"),
    ("file", "file_rejected"),
    ("text", "bad_content"),
)
_RECIPIENT = ("user_id", "user id", "recipient")

# Templates: what concerns one person, the day's quota, the money, the template itself.
_NOT_TO_THEM = frozenset({-108, -114, -118, -119, -139, -141, -213, -217, -244, NOT_BY_USER_ID})
_DAY_IS_FULL = frozenset({-144, -1441, -147})
_UNPAID = frozenset({-115, -136, -137, -320, -321})
_TEMPLATE = frozenset({-109, -117, -126, -127, -131, -135, -1351, -146, -1121, -1122, BAD_PARAMETER, -210, UNSUPPORTED})


def send_error(error: ApiError | NeverLeft | MaybeArrived, now: datetime) -> SendError:
    """Return the SendError that *error* means for a message. *now* dates how long to wait."""
    match error:
        case NeverLeft():
            return NotSent(str(error))
        case MaybeArrived():
            return Uncertain(str(error))
        case ApiError():
            return _by_status(error, now) if error.code == 0 else _by_code(error, now)


def read_error(error: ApiError | NeverLeft | MaybeArrived, now: datetime) -> SendError:
    """As `send_error`, for a call that only reads: it may be repeated, so it does not matter whether it arrived."""
    problem = send_error(error, now)
    return NotSent(str(problem)) if isinstance(problem, Uncertain) else problem


def upload_error(error: ApiError | NeverLeft | MaybeArrived, now: datetime) -> SendError:
    """As `read_error`, for an upload: nobody sees it, and an account that may not upload may still speak."""
    if isinstance(error, ApiError):
        if error.code in _NOT_THIS:
            return Rejected("upload_refused")
        if error.code == -210:  # noqa: PLR2004 (over a limit)
            return Rejected("file_too_large")
        if error.code in (BAD_PARAMETER, UNSUPPORTED):
            return Rejected("file_rejected")
    return read_error(error, now)


def template_error(error: ApiError | NeverLeft | MaybeArrived, now: datetime) -> SendError:
    """As `send_error`, for a template. What is wrong with the template or its money fails its own messages alone."""
    code = error.code if isinstance(error, ApiError) else 0
    if code in _NOT_TO_THEM:
        return NotNow(None)
    if code in _DAY_IS_FULL:
        return NotNow(_morning(now, days=1))
    if code in _UNPAID:
        return Rejected("template_unpaid")
    if code in _TEMPLATE or code in _NOT_THIS:
        return Rejected("template_refused")
    return send_error(error, now)


def is_bad_shape(error: ApiError) -> bool:
    """Zalo does not take a message of this shape, and did nothing: one of plain text may still go."""
    about_them = any(part in error.said for part in _RECIPIENT)
    return error.code == UNSUPPORTED or (error.code == BAD_PARAMETER and not about_them)


def is_stale(error: ApiError) -> bool:
    """Say whether the id of an upload may be what is refused: it expired, or belongs to another account."""
    named = any(part in error.said for part in ("attachment", "token"))
    return error.code == STALE or (error.code == BAD_PARAMETER and named)


def _by_status(error: ApiError, now: datetime) -> SendError:
    match error.status:
        case 429:
            return Throttled(_to_next_minute(now))
        case 413:
            return Rejected("file_too_large")
        case status if status >= 500:  # noqa: PLR2004 (HTTP: their side, before or after the work)
            return Uncertain(f"HTTP {status}")
        case status:  # a redirect or a proxy's refusal did no work
            return NotSent(f"HTTP {status}")


def _by_code(error: ApiError, now: datetime) -> SendError:  # noqa: PLR0911 (one line for each class of the table)
    code = error.code
    if code == RATE:
        return Throttled(_to_next_minute(now))
    if code in _GONE:
        return Gone(_GONE[code])
    if code in _SHUT:
        return NotNow(None)
    if code in _NIGHT:
        return NotNow(_after_night(now))
    if code == SPENT:
        return NotNow(_morning(now, days=1), spent=True)
    if code in _AGAIN:
        return NotSent(str(code))
    if code in _EVERYTHING or code in _NOT_THIS:
        return Misconfigured(texts.explain(code))
    if code == BAD_PARAMETER:
        if any(part in error.said for part in _RECIPIENT):
            return Gone("chat_not_found")
        return Rejected(next((reason for part, reason in _FIELDS if part in error.said), "refused"))
    return Rejected(_REJECTED.get(code, "refused"))


def _to_next_minute(now: datetime) -> float:
    return MINUTE - now.second - now.microsecond / 1e6 + SPARE_SECONDS


def _after_night(now: datetime) -> datetime:
    if NIGHT_ENDS <= now.astimezone(VIETNAM).hour < NIGHT_BEGINS:
        return now + NIGHT_AGAIN
    return _morning(now)


def _morning(now: datetime, *, days: int = 0) -> datetime:
    """Return the next six o'clock, or with *days* the one of a later day."""
    there = now.astimezone(VIETNAM)
    morning = there.replace(hour=NIGHT_ENDS, minute=0, second=0, microsecond=0)
    if days:
        return (morning + timedelta(days=days)).astimezone(now.tzinfo)
    return (morning if morning > there else morning + timedelta(days=1)).astimezone(now.tzinfo)
