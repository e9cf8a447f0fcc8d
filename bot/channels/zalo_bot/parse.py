"""Zalo's events as Inbounds. Every shape that any source has seen is read; what nobody can answer is passed over.

Source: zalo.md A4, A5.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any
from unicodedata import normalize
from urllib.parse import urlsplit

import orjson

from content.message import Address, FileRef, Heard, Inbound

CHANNEL = "zalo_bot"
PHOTO_NAME = "anh.jpg"  # a name for a file, not a sentence
JPEG = "image/jpeg"
VOICE_NAME, AAC = "ghi_am.aac", "audio/aac"
PICTURES = {".jpg": JPEG, ".jpeg": JPEG, ".png": "image/png", ".gif": "image/gif", ".webp": "image/webp"}
OTHERS = frozenset({"sticker", "voice", "link", "reaction", "unsupported"})  # of these only a link brings words
MOST_MILLIS = 253_402_300_799_000  # the last moment that a datetime holds
LEAST_MILLIS = 100_000_000_000  # less are seconds: the documentation has shown both
_ID = re.compile(r"[!-~]{1,100}")  # opaque, and no longer than any seen; anything else is no id


def events(result: Any) -> list[Mapping[str, Any]]:
    """Return the events in what getUpdates or a post brought: one object, a list, nothing, wrapped or not."""
    if isinstance(result, Mapping) and "result" in result and "message" not in result:
        result = result["result"]
    if isinstance(result, list):
        return [one for one in result if isinstance(one, Mapping)]
    return [result] if isinstance(result, Mapping) and result else []


def parse(event: Mapping[str, Any], now: datetime) -> Inbound | None:
    """Return what was heard; None for groups, other bots, and what has no chat to answer in."""
    message = event.get("message")
    if not isinstance(message, Mapping):
        return None
    chat, sender = _part(message, "chat"), _part(message, "from")
    address = _id(chat.get("id")) or _id(sender.get("id"))
    if not address or sender.get("is_bot") is True or not _is_private(chat, sender):
        return None
    kind = _kind(event, message)
    text, file = _text(message.get("text")), None
    if kind == "image":
        text, file = _text(message.get("caption")) or text, _picture(message)
    return Inbound(
        address=Address(CHANNEL, address),
        update_key=_key(event, message),
        kind=Heard.FILE if file is not None else Heard.TEXT if kind == "text" else Heard.OTHER,
        at=_at(message.get("date"), now),
        text=normalize("NFC", text),
        message_key=_id(message.get("message_id")),
        name=normalize("NFC", _text(sender.get("display_name")) or _text(sender.get("first_name"))),
        file=file or _voice(kind, message),
        payload={} if file is not None or kind == "text" else {"what": kind},
    )


def _is_private(chat: Mapping[str, Any], sender: Mapping[str, Any]) -> bool:
    """Say whether only the sender reads what is answered: in a private chat both have one id."""
    told = _text(chat.get("chat_type")).upper()
    if "GROUP" in told:
        return False
    ids = {_id(chat.get("id")), _id(sender.get("id"))} - {""}
    return told == "PRIVATE" or len(ids) == 1


def _kind(event: Mapping[str, Any], message: Mapping[str, Any]) -> str:
    """Return `text`, `image`, or what else it is: by the fields, since not every source sees the event's name."""
    told = _text(event.get("event_name")).removeprefix("message.").removesuffix(".received")
    has_text = bool(_text(message.get("text")))
    if told in OTHERS and not (told == "link" and has_text):
        return told
    if _photo(message):
        return "image"
    if has_text:
        return "text"
    return next((kind for kind, sign in (("voice", "voice_url"), ("sticker", "sticker")) if sign in message), "other")


def _photo(message: Mapping[str, Any]) -> str:
    return _text(message.get("photo_url")) or _text(message.get("photo"))


def _picture(message: Mapping[str, Any]) -> FileRef:
    """Return the picture under the last part of its address, where that is the name of one."""
    address = _photo(message)
    try:
        name = urlsplit(address).path.rpartition("/")[2]
    except ValueError:  # no address at all: fetching it will say so
        name = ""
    mime = PICTURES.get(PurePosixPath(name).suffix.lower())
    return FileRef(address, name if mime else PHOTO_NAME, mime or JPEG)


def _voice(kind: str, message: Mapping[str, Any]) -> FileRef | None:
    """Return a recording: only a form that asks for one takes it."""
    address = _text(message.get("voice_url")) if kind == "voice" else ""
    return FileRef(address, VOICE_NAME, AAC) if address else None


def _key(event: Mapping[str, Any], message: Mapping[str, Any]) -> str:
    if known := _id(message.get("message_id")):
        return known
    body = orjson.dumps(dict(event), option=orjson.OPT_SORT_KEYS)
    return f"h:{hashlib.sha256(body).hexdigest()[:32]}"


def _at(told: Any, now: datetime) -> datetime:
    """Return the moment *told* in milliseconds or seconds since 1970; *now* for anything else."""
    if isinstance(told, str) and told.isdecimal() and len(told) < 20:  # noqa: PLR2004 (longer is no moment)
        told = int(told)
    if isinstance(told, bool) or not isinstance(told, int | float):
        return now
    millis = told if told >= LEAST_MILLIS else told * 1000
    return datetime.fromtimestamp(millis / 1000, UTC) if 0 < millis < MOST_MILLIS else now


def _part(message: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = message.get(name)
    return found if isinstance(found, Mapping) else {}


def _id(value: Any) -> str:
    told = _text(value)
    return told if _ID.fullmatch(told) else ""


def _text(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""
