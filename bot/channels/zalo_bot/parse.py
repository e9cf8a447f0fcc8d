"""Zalo's events as Inbounds. Every shape that any source has seen is read; what nobody can answer is passed over.

Source: zalo.md A4, A5.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from unicodedata import normalize
from urllib.parse import urlsplit

import orjson

from content.message import Address, FileRef, Heard, Inbound

CHANNEL = "zalo_bot"
PHOTO = "photo"
PHOTO_NAME = "anh.jpg"  # a name for a file, not a sentence
KINDS = {"voice": "voice", "sticker": "sticker"}
MOST_MILLIS = 253_402_300_799_000  # the last moment that a datetime holds


def events(result: Any) -> list[Mapping[str, Any]]:
    """Return the events in what getUpdates or a post brought: one object, a list, nothing, wrapped or not."""
    if isinstance(result, Mapping) and "result" in result and "message" not in result:
        return events(result["result"])
    if isinstance(result, list):
        return [one for one in result if isinstance(one, Mapping)]
    return [result] if isinstance(result, Mapping) and result else []


def parse(event: Mapping[str, Any], now: datetime) -> Inbound | None:
    """Return what was heard; None for groups, other bots, and what has no chat to answer in."""
    message = event.get("message")
    if not isinstance(message, Mapping):
        return None
    chat, sender = _part(message, "chat"), _part(message, "from")
    address = _text(chat.get("id")) or _text(sender.get("id"))
    if not address or _text(chat.get("chat_type")).upper() == "GROUP" or sender.get("is_bot") is True:
        return None
    name = normalize("NFC", _text(sender.get("display_name")) or _text(sender.get("first_name")))
    heard = Inbound(
        Address(CHANNEL, address), _key(event, message), Heard.OTHER, _at(message.get("date"), now), name=name,
        message_key=_text(message.get("message_id")), payload={"what": _what(event, message)},
    )  # fmt: skip
    if text := _text(message.get("text")):
        return _as(heard, Heard.TEXT, text)
    if photo := _text(message.get("photo_url")) or _text(message.get("photo")):
        ref = FileRef(photo, urlsplit(photo).path.rpartition("/")[2] or PHOTO_NAME, "image/jpeg")
        return _as(heard, Heard.FILE, _text(message.get("caption")), ref)
    return heard


def _as(heard: Inbound, kind: Heard, text: str, file: FileRef | None = None) -> Inbound:
    return Inbound(
        heard.address, heard.update_key, kind, heard.at, text=normalize("NFC", text), name=heard.name,
        message_key=heard.message_key, file=file,
    )  # fmt: skip


def _what(event: Mapping[str, Any], message: Mapping[str, Any]) -> str:
    """Return what it is that we do not take, from the event's name or, where it has none, from the fields."""
    told = _text(event.get("event_name")).removeprefix("message.").removesuffix(".received")
    if told in KINDS:
        return KINDS[told]
    return "voice" if "voice_url" in message else "sticker"


def _key(event: Mapping[str, Any], message: Mapping[str, Any]) -> str:
    if known := _text(message.get("message_id")):
        return known
    body = orjson.dumps(dict(event), option=orjson.OPT_SORT_KEYS)
    return f"h:{hashlib.sha256(body).hexdigest()[:32]}"


def _at(millis: Any, now: datetime) -> datetime:
    if isinstance(millis, int | float) and 0 < millis < MOST_MILLIS:
        return datetime.fromtimestamp(millis / 1000, UTC)
    return now


def _part(message: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = message.get(name)
    return found if isinstance(found, Mapping) else {}


def _text(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""
