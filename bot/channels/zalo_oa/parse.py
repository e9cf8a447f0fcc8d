"""An event that Zalo posted as what was heard. Shapes and events that nobody knows are nothing, never an error.

Echoes of what the account says itself are nothing too, or the product would talk to itself. Source: zalo.md B9.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from mimetypes import guess_type
from typing import Any
from unicodedata import normalize
from urllib.parse import urlsplit

from bot.channels.zalo_oa.presses import token_of
from content.message import Address, FileRef, Heard, Inbound
from content.vietnamese import phone

CHANNEL = "zalo_oa"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DIGITS = 14  # of a number that we read: milliseconds until the year 5138, bytes beyond any disk
FILES = {"user_send_image": "image", "user_send_file": "file", "user_send_gif": "gif"}
OTHERS = {  # the names that the core knows things by
    "user_send_sticker": "sticker",
    "user_send_location": "location",
    "user_send_audio": "voice",
    "user_send_video": "video",
    "user_send_link": "link",
    "user_send_business_card": "contact",
}
RECORDED = {"user_send_audio": ("m4a", "audio/mp4"), "user_send_video": ("mp4", "video/mp4")}
RECEIPTS = {"user_received_message": Heard.ARRIVED, "user_seen_message": Heard.SEEN}
STARTS = frozenset({"follow", "user_click_chatnow"})
MIMES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif"}

Raw = Mapping[str, Any]


def parse(event: Raw, now: datetime) -> tuple[Inbound, ...]:
    """Return what *event* says; *now* dates what carries no date. Never raises.

    A phone number in a form (`user_submit_info`) was typed by whoever filled it in, so it proves nothing: it comes
    as a text, not as a checked contact.
    """
    name, at = string(event.get("event_name")), time_of(event, now)
    if name in RECEIPTS:
        return tuple(_receipts(event, name, at))
    message = mapping(event.get("message"))
    user = _user(event)
    if not user:
        return ()
    msg_id = string(message.get("msg_id"))
    key = f"{name}:{msg_id}" if msg_id else f"{name}:{user}:{string(event.get('timestamp'))}"
    address = Address(CHANNEL, user)
    return tuple(
        Inbound(address, f"{key}:{n}" if n else key, at=at, message_key=msg_id, **fields)
        for n, fields in enumerate(_said(name, event, message, msg_id))
    )


def _where(message: Raw) -> dict[str, float]:
    """Return the place that a message shows on the map; the platform writes its numbers as text."""
    for part in _payloads(message):
        found = mapping(part.get("coordinates"))
        try:
            return {"lat": float(string(found.get("latitude"))), "lon": float(string(found.get("longitude")))}
        except ValueError:
            continue
    return {}


def _said(name: str, event: Raw, message: Raw, msg_id: str) -> list[dict[str, Any]]:
    """Return what differs between Inbounds: the fields of each thing that a person's event says."""
    text = _nfc(message.get("text"))
    if name == "user_send_text" or (name == "user_send_link" and text):  # a typed address comes as a link
        token = token_of(text)
        return [{"kind": Heard.PRESS, "token": token} if token else {"kind": Heard.TEXT, "text": text}]
    if name in FILES:
        files = [file for part in _payloads(message) if (file := _file(part, FILES[name], msg_id))]
        return [{"kind": Heard.FILE, "file": file, "text": "" if n else text} for n, file in enumerate(files)]
    if name in OTHERS:
        url = next((string(part.get("url")) for part in _payloads(message)), "")
        where = {"what": OTHERS[name], **_where(message)}
        if name in RECORDED:
            return [{"kind": Heard.OTHER, "text": text, "payload": where, "file": _recorded(url, name, msg_id)}]
        return [{"kind": Heard.OTHER, "text": text or (url if name == "user_send_link" else ""), "payload": where}]
    if name in STARTS:
        return [{"kind": Heard.START}]
    if name == "unfollow":
        return [{"kind": Heard.BLOCKED}]
    if name == "user_submit_info":
        typed = phone(string(mapping(event.get("info")).get("phone")))
        return [{"kind": Heard.TEXT, "text": typed} if typed else {"kind": Heard.OTHER, "payload": {"what": "info"}}]
    return []


def time_of(event: Raw, now: datetime) -> datetime:
    """Return when *event* happened; *now* when it does not say."""
    milliseconds = number(event.get("timestamp"))
    return EPOCH + timedelta(milliseconds=milliseconds) if milliseconds else now


def mapping(given: object) -> Raw:
    """Return *given* if it is a JSON object, else an empty one."""
    return given if isinstance(given, dict) else {}


def string(given: object) -> str:
    """Return an id, number or text as text; "" for anything else."""
    return str(given) if isinstance(given, str | int) and not isinstance(given, bool) else ""


def number(given: object) -> int | None:
    """Return a whole number that came as a number or as text; None for anything else, or one beyond reason."""
    digits = string(given)
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= DIGITS else None


def _user(event: Raw) -> str:
    """Return the person's id for this account. `user_id_by_app` is another number, to which nothing can be sent."""
    for who in ("sender", "follower"):
        if user := string(mapping(event.get(who)).get("id")):
            return user
    return ""


def _receipts(event: Raw, name: str, at: datetime) -> Iterator[Inbound]:
    """What became of our messages: the account is the sender, the person (or their number) the recipient."""
    message, user = mapping(event.get("message")), string(mapping(event.get("recipient")).get("id"))
    several = message.get("msg_ids")
    ids = [string(one) for one in (*(several if isinstance(several, list) else ()), message.get("msg_id"))]
    tracked = string(message.get("tracking_id"))
    for msg_id in dict.fromkeys(filter(None, ids)):
        yield Inbound(
            Address(CHANNEL, user),
            f"{name}:{msg_id}",
            RECEIPTS[name],
            at,
            message_key=msg_id,
            payload={"tracking_id": tracked} if tracked else {},
        )


def _payloads(message: Raw) -> list[Raw]:
    parts = message.get("attachments")
    return [mapping(mapping(part).get("payload")) for part in parts] if isinstance(parts, list) else []


def _file(part: Raw, kind: str, msg_id: str) -> FileRef | None:
    url = string(part.get("url"))
    if not url:
        return None
    told = string(part.get("type")).lower()
    if kind == "file":
        ending = told if told.isalnum() else ""
        name = _nfc(part.get("name")) or msg_id
    else:
        ending = "gif" if kind == "gif" else _picture_ending(url)
        name = msg_id or "anh"
    if ending and not name.lower().endswith(f".{ending}") and guess_type(name)[0] is None:
        name = f"{name}.{ending}"
    mime = told if "/" in told else MIMES.get(name.rpartition(".")[2].lower(), "")
    return FileRef(url, name, mime, number(part.get("size")))


def _recorded(url: str, name: str, msg_id: str) -> FileRef | None:
    """Return a recording or film: only a form that asks for one takes it. What it is in truth its bytes will say."""
    ending, mime = RECORDED[name]
    return FileRef(url, f"{msg_id or 'tep'}.{ending}", mime) if url else None


def _picture_ending(url: str) -> str:
    try:
        ending = urlsplit(url).path.rpartition(".")[2].lower()
    except ValueError:
        ending = ""
    return ending if ending in MIMES else "jpg"


def _nfc(given: object) -> str:
    return normalize("NFC", string(given))
