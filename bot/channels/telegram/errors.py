"""Every way the Bot API says no, in the closed vocabulary of `bot.channel`.

Status first, then a piece of the description: descriptions are no contract, so an unknown one falls to the class of
its status. Source: the official manual and the open source of the API server, version 10.
"""

from __future__ import annotations

from bot.channel import Gone, Misconfigured, Moved, NotSent, Rejected, SendError, Throttled, Uncertain
from bot.channels.telegram.api import ApiError, MaybeArrived, NeverLeft

THROTTLE_SECONDS = 5.0  # when a 429 does not say how long

_FORBIDDEN = (
    ("blocked by the user", "blocked"),
    ("user is deactivated", "deactivated"),
    ("can't initiate conversation", "not_started"),
    ("bot was kicked", "kicked"),
    ("not a member", "kicked"),
    ("group chat was deleted", "kicked"),
)
_GONE = (
    ("chat not found", "chat_not_found"),
    ("user not found", "chat_not_found"),
    ("peer_id_invalid", "chat_not_found"),
    ("chat_id is empty", "chat_not_found"),
    ("group chat was deactivated", "kicked"),
    ("chat_write_forbidden", "kicked"),
    ("have no rights to send", "kicked"),
    ("not enough rights", "kicked"),
    ("need administrator rights", "kicked"),
    ("user_is_blocked", "blocked"),
    ("input_user_deactivated", "deactivated"),
)
_STALE_FILE = (
    "wrong file identifier",
    "wrong remote file identifier",
    "wrong file_id",
    "can't use file of type",
    "file reference",
    "file_reference",
    "file_id_invalid",
)
_REJECTED = (
    ("too long", "too_long"),
    ("too_long", "too_long"),
    ("file is too big", "file_too_large"),
    ("text is empty", "bad_content"),
    ("must be non-empty", "bad_content"),
    ("can't parse", "bad_content"),
    ("button_", "bad_buttons"),
    ("inline keyboard", "bad_buttons"),
    ("reply markup", "bad_buttons"),
    ("reply_markup", "bad_buttons"),
    ("photo", "file_rejected"),
    ("image", "file_rejected"),
    ("document", "file_rejected"),
    ("file", "file_rejected"),
)
_NOT_MODIFIED = "message is not modified"
_CANNOT_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message",
    "message identifier is not specified",
)


def is_not_modified(error: ApiError) -> bool:
    """The message already says this: an edit that succeeded."""
    return error.status == 400 and _NOT_MODIFIED in error.description  # noqa: PLR2004 (HTTP)


def cannot_edit(error: ApiError) -> bool:
    """The message to edit is gone, too old or holds a file: a new one is sent instead."""
    return error.status == 400 and any(part in error.description for part in _CANNOT_EDIT)  # noqa: PLR2004 (HTTP)


def is_bad_markup(error: ApiError) -> bool:
    """The API could not read our HTML: a bug of ours, and the plain text may still go."""
    return error.status == 400 and "can't parse entities" in error.description  # noqa: PLR2004 (HTTP)


def send_error(error: ApiError | NeverLeft | MaybeArrived) -> SendError:
    """Return the SendError that *error* means. A `Throttled` is for the whole lane; `flood` may narrow it."""
    match error:
        case NeverLeft():
            return NotSent(str(error))
        case MaybeArrived():
            return Uncertain(str(error))
        case ApiError():
            return _refusal(error)


def read_error(error: ApiError | NeverLeft | MaybeArrived) -> SendError:
    """As `send_error`, for a call that only reads: it may be repeated, so it does not matter whether it arrived."""
    problem = send_error(error)
    return NotSent(str(problem)) if isinstance(problem, Uncertain) else problem


def _refusal(error: ApiError) -> SendError:
    said = error.description
    match error.status:
        case _ if error.migrate_to is not None:
            return Moved(error.migrate_to)
        case 429:
            return Throttled(THROTTLE_SECONDS if error.retry_after is None else error.retry_after)
        case 403:
            return Gone(_first(_FORBIDDEN, said) or _first(_GONE, said) or "forbidden")
        case 400:
            return _bad_request(said)
        case 401 | 404:
            return Misconfigured(f"{error.status} {said}")
        case status if status >= 500:  # noqa: PLR2004 (HTTP: their side, before or after the work)
            return Uncertain(str(status))
        case status if status < 400 or status == 409:  # noqa: PLR2004 (a redirect or conflict did no work)
            return NotSent(str(status))
        case status:
            return Rejected("file_too_large" if status == 413 else "refused")  # noqa: PLR2004 (HTTP)


def _bad_request(said: str) -> SendError:
    if any(part in said for part in _STALE_FILE):
        return Rejected("file_rejected", stale_file=True)
    if reason := _first(_GONE, said):
        return Gone(reason)
    return Rejected(_first(_REJECTED, said) or "refused")


def _first(table: tuple[tuple[str, str], ...], said: str) -> str:
    return next((reason for part, reason in table if part in said), "")
