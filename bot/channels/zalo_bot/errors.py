"""What Zalo's refusals mean for us: its few codes, in the closed vocabulary of `bot.channel`. Source: zalo.md A2."""

from __future__ import annotations

from bot.channel import Gone, Misconfigured, NotSent, Rejected, SendError, Throttled, Uncertain
from bot.channels.zalo_bot.api import ApiError, MaybeArrived, NeverLeft

Trouble = (ApiError, NeverLeft, MaybeArrived)
BAD_REQUEST, BAD_TOKEN, THEIR_FAULT, UNKNOWN, TOO_LATE, TOO_MANY = 400, 401, 403, 404, 408, 429
SERVER = 500
FIRST_WAIT, LONGEST_WAIT = 5.0, 3600.0


def wait_after(refusals: int) -> float:
    """Return seconds to wait after so many 429 in a row: 5, 10, 20 … up to an hour.

    Zalo says neither how long, nor whether the rate or the month was meant: a rate is over soon, a month is not.
    """
    return min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(refusals - 1, 16))


def send_error(error: Exception, refusals: int) -> SendError:
    """Return what *error* of a send means; *refusals* counts the 429 in a row, this one included."""
    if isinstance(error, NeverLeft):
        return NotSent(str(error))
    code = error.code if isinstance(error, ApiError) else TOO_LATE
    if isinstance(error, ApiError) and code == BAD_REQUEST:
        return _bad_request(error.description)
    if code in (BAD_TOKEN, UNKNOWN):
        return Misconfigured(f"zalo {code}")
    if code == THEIR_FAULT:  # the documentation calls it an internal error, before anything was done
        return NotSent(f"zalo {code}")
    if code == TOO_MANY:
        return Throttled(wait_after(max(1, refusals)))
    return Uncertain(f"zalo {code}") if code == TOO_LATE or code >= SERVER else Rejected("refused")


def _bad_request(description: str) -> SendError:
    if "chat" in description or "user" in description:
        return Gone("chat_not_found")
    if "photo" in description:
        return Rejected("file_rejected")
    if "long" in description or "length" in description or "2000" in description:
        return Rejected("too_long")
    return Rejected("bad_content")


def read_error(error: Exception) -> SendError:
    """Return what *error* of a question about the account means: never Uncertain, since asking changes nothing."""
    known = send_error(error, 1)
    return known if isinstance(known, Misconfigured | Throttled) else NotSent(str(error))


def is_empty_poll(error: Exception) -> bool:
    """Say whether nothing was said while we polled: Zalo ends such a poll as a timeout."""
    return isinstance(error, ApiError) and error.code == TOO_LATE


def is_no_webhook(error: Exception) -> bool:
    """Say whether the answer to getWebhookInfo means that none is set."""
    return isinstance(error, ApiError) and error.code in (BAD_REQUEST, UNKNOWN)
