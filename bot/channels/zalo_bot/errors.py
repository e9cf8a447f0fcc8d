"""What Zalo's refusals mean for us: its few codes, in the closed vocabulary of `bot.channel`. Source: zalo.md A2."""

from __future__ import annotations

from bot.channel import Gone, Misconfigured, NotSent, Rejected, SendError, Throttled, Uncertain
from bot.channels.zalo_bot.api import ApiError, MaybeArrived, NeverLeft

Trouble = (ApiError, NeverLeft, MaybeArrived)
REDIRECT, BAD_REQUEST, BAD_TOKEN, NOT_FOUND, TOO_LATE, TOO_MANY, SERVER = 300, 400, 401, 404, 408, 429, 500
FIRST_WAIT, LONGEST_WAIT = 5.0, 3600.0

_NO_CHAT = ("chat", "user")
# It would be said of every chat if Zalo could not read what we ask, so it tells nothing about this one.
_NOTHING_ASKED = "chat_id must not be empty"
_REJECTED = (  # the texts are no contract: a part of each is enough
    ("photo", "file_rejected"),
    ("long", "too_long"),
    ("length", "too_long"),
    ("2000", "too_long"),
)


def wait_after(refusals: int) -> float:
    """Return seconds to wait after so many 429 in a row: 5, 10, 20 … up to an hour.

    Zalo says neither how long, nor whether the rate or the month was meant: a rate is over soon, a month is not.
    """
    return min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(refusals - 1, 16))


def send_error(error: Exception, refusals: int = 1) -> SendError:
    """Return what *error* of a send means; *refusals* counts the 429 in a row, this one included."""
    match error:
        case NeverLeft():
            return NotSent(str(error))
        case ApiError():
            return _refusal(error, refusals)
    return Uncertain(str(error))


def _refusal(error: ApiError, refusals: int) -> SendError:
    told = f"zalo {error.code}"
    if error.code in (BAD_REQUEST, NOT_FOUND) and _is_about_chat(error.description):
        return Gone("chat_not_found")
    match error.code:
        case 400:
            found = (reason for part, reason in _REJECTED if part in error.description)
            return Rejected(next(found, "bad_content"))
        case 401 | 404:
            return Misconfigured(told)
        case 403:  # no refusal of ours: the documentation calls it an internal error, before anything was done
            return NotSent(told)
        case 429:
            return Throttled(wait_after(max(1, refusals)))
        case code if code == TOO_LATE or code >= SERVER:
            return Uncertain(told)
        case code if REDIRECT <= code < BAD_REQUEST:  # it did no work: the address is not the API's
            return Misconfigured(told)
    return Rejected("refused")


def _is_about_chat(description: str) -> bool:
    return _NOTHING_ASKED not in description and any(part in description for part in _NO_CHAT)


def is_bad_photo(error: ApiError) -> bool:
    """Say whether the picture was refused, not the message: Zalo takes none from some hosts."""
    return error.code == BAD_REQUEST and "photo" in error.description


def read_error(error: Exception) -> SendError:
    """Return what *error* of a question about the account means: never Uncertain, since asking changes nothing."""
    known = send_error(error)
    return known if isinstance(known, Misconfigured | Throttled) else NotSent(str(error))


def is_empty_poll(error: Exception) -> bool:
    """Say whether nothing was said while we polled: Zalo ends such a poll as a timeout."""
    return isinstance(error, ApiError) and error.code == TOO_LATE


def is_no_webhook(error: Exception) -> bool:
    """Say whether the answer to getWebhookInfo means that none is set."""
    return isinstance(error, ApiError) and error.code in (BAD_REQUEST, NOT_FOUND)
