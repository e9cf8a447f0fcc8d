"""A raw update as an Inbound. Unknown fields and unknown kinds are passed over, never an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from unicodedata import normalize

import structlog
from telegram import Bot, CallbackQuery, ChatMemberUpdated, Contact, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from content.message import Address, FileRef, Heard, Inbound

CHANNEL = "telegram"
ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
OTHER_KINDS = (  # the order matters: a venue also has a location, an animation also has a document
    *("animation", "video", "video_note", "audio", "voice", "sticker", "venue", "location", "poll", "dice"),
    *("game", "story", "checklist", "paid_media", "invoice", "gift", "web_app_data", "giveaway"),
)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one update asks of us: an Inbound to accept, a callback to answer, both, or neither.

    *lane* tells whose update it is: two of one lane are never handled at once.
    """

    update_id: int
    lane: str
    inbound: Inbound | None = None
    callback_id: str = ""


def parse(raw: Mapping[str, Any], bot: Bot, now: datetime) -> Parsed:
    """Return what *raw* means. *now* dates what carries no date of its own.

    Raises ValueError only when *raw* has no whole number `update_id`, so is no update at all.
    """
    update_id = raw.get("update_id")
    if not isinstance(update_id, int) or isinstance(update_id, bool):
        raise ValueError("no update_id")  # noqa: TRY004 (the content is wrong, not the caller)
    lane = _lane(raw)
    try:
        update = Update.de_json(dict(raw), bot)
        inbound = _inbound(update, now)
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError, RecursionError, OSError) as error:
        # A shape that the library cannot read must not stop those behind it.
        _log.warning("telegram.unreadable_update", update_id=update_id, error=type(error).__name__)
        return Parsed(update_id, lane, callback_id=_raw_callback_id(raw))
    if inbound is None:
        _log.debug("telegram.passed_over", update_id=update_id)
    return Parsed(update_id, lane, inbound, update.callback_query.id if update.callback_query else "")


def _lane(raw: Mapping[str, Any]) -> str:
    """Whose update this is, read without trusting its shape: the sender, since both queues of a person share it."""
    for kind in ALLOWED_UPDATES:
        match raw.get(kind):
            case {"from": {"id": int(sender)}}:
                return str(sender)
    return ""


def _raw_callback_id(raw: Mapping[str, Any]) -> str:
    match raw.get("callback_query"):
        case {"id": str(callback_id)}:
            return callback_id
    return ""


def _inbound(update: Update, now: datetime) -> Inbound | None:
    key = str(update.update_id)
    if update.message is not None:
        return _message(update.message, key)
    if update.callback_query is not None:
        return _press(update.callback_query, key, now)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member, key)
    return None


def _where(message: Message) -> dict[str, float]:
    """Return the place that a message shows on the map."""
    place = message.location
    return {"lat": place.latitude, "lon": place.longitude} if place is not None else {}


def _message(message: Message, key: str) -> Inbound | None:
    sender = message.from_user
    if message.chat.type != ChatType.PRIVATE or sender is None or sender.is_bot:
        return None

    def heard(kind: Heard, **more: Any) -> Inbound:
        return Inbound(
            address=Address(CHANNEL, str(message.chat.id)),
            update_key=key,
            kind=kind,
            at=message.date,
            message_key=str(message.message_id),
            name=_name(sender),
            **more,
        )

    if message.text is not None:
        text = normalize("NFC", message.text)
        word, _, rest = text.partition(" ")
        if word == "/start" or word.startswith("/start@"):
            return heard(Heard.START, text=rest.strip())
        return heard(Heard.TEXT, text=text)
    if message.contact is not None:
        if why := _not_own(message, message.contact):
            return heard(Heard.OTHER, payload={"what": "contact", "why": why})
        return heard(Heard.CONTACT, phone=_phone(message.contact.phone_number))
    if what := next((kind for kind in OTHER_KINDS if getattr(message, kind, None)), ""):
        where = {"what": what, **_where(message)}
        return heard(Heard.OTHER, text=_caption(message), payload=where, file=_recorded(message))
    if (file := _file(message)) is not None:
        album = {"album": message.media_group_id} if message.media_group_id else {}
        return heard(Heard.FILE, text=_caption(message), file=file, payload=album)
    return None  # a service message: pinned, timer changed …


def _press(query: CallbackQuery, key: str, now: datetime) -> Inbound | None:
    message = query.message  # may be inaccessible: then it still knows its chat and id
    if query.from_user.is_bot or message is None or message.chat.type != ChatType.PRIVATE:
        return None
    return Inbound(
        address=Address(CHANNEL, str(message.chat.id)),
        update_key=key,
        kind=Heard.PRESS,
        at=now,
        token=query.data or "",
        message_key=str(message.message_id),
        name=_name(query.from_user),
    )


def _membership(change: ChatMemberUpdated, key: str) -> Inbound | None:
    if change.chat.type != ChatType.PRIVATE:
        return None
    match change.new_chat_member.status:
        case ChatMemberStatus.BANNED:  # the API's word is "kicked": the person blocked the bot
            kind = Heard.BLOCKED
        case ChatMemberStatus.MEMBER:
            kind = Heard.UNBLOCKED
        case _:
            return None
    return Inbound(
        address=Address(CHANNEL, str(change.chat.id)),
        update_key=key,
        kind=kind,
        at=change.date,
        name=_name(change.from_user),
    )


def _file(message: Message) -> FileRef | None:
    if (document := message.document) is not None:
        return FileRef(
            document.file_id,
            normalize("NFC", document.file_name or ""),
            document.mime_type or "",
            document.file_size,
        )
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return FileRef(largest.file_id, f"{largest.file_unique_id}.jpg", "image/jpeg", largest.file_size)
    return None


def _recorded(message: Message) -> FileRef | None:
    """Return a recording or film: only a form that asks for one takes it."""
    for media, ending, mime in (
        (message.voice, "ogg", "audio/ogg"), (message.audio, "mp3", "audio/mpeg"),
        (message.video, "mp4", "video/mp4"), (message.video_note, "mp4", "video/mp4"),
    ):  # fmt: skip
        if media is not None:
            known = normalize("NFC", getattr(media, "file_name", None) or "") or f"{media.file_unique_id}.{ending}"
            return FileRef(media.file_id, known, getattr(media, "mime_type", None) or mime, media.file_size)
    return None


def _not_own(message: Message, contact: Contact) -> str:
    """Why this card is no proof of the sender's own number: anybody's card can be shared."""
    if message.forward_origin is not None:
        return "forwarded"
    if message.from_user is None or contact.user_id != message.from_user.id:
        return "not_own"
    return ""


def _phone(number: str) -> str:
    """With a leading +: the API leaves it out at times, though it always gives the country code."""
    digits = "".join(mark for mark in number if mark.isdigit())
    return digits if digits.startswith("0") else f"+{digits}"


def _caption(message: Message) -> str:
    return normalize("NFC", message.caption or "")


def _name(user: User | None) -> str:
    return normalize("NFC", user.full_name) if user else ""
