"""An Outbound as one Zalo Bot call. There are no buttons: every choice is a number or a word to type.

Pure: no network, no clock. Plain text without `parse_mode`, so that a `*` or `{` of people stays what it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from bot.channel import Limits, Parcel, Rejected
from content.plain import as_text
from content.vietnamese import utf16_len

LIMITS = Limits(
    text=2000,
    caption=2000,
    label=100,
    buttons=0,
    file_bytes=0,  # a file is a link; a photo is one too, which Zalo fetches and shows
    rate=5.0,  # Zalo publishes none; only its 429 tells
    per_chat_seconds=1.0,
    can_edit=False,
    can_protect=False,
    month_most=3000,
    people_most=50,
)
FILE_PATH = "/f"  # of a light page: the bytes themselves


@dataclass(frozen=True, slots=True)
class Call:
    """One method and its fields."""

    method: str
    fields: dict[str, Any]


def render(parcel: Parcel, *, as_link: bool = False) -> Call:
    """Return the call that says *parcel*; *as_link* leaves its picture to the page that the text links to.

    Raises Rejected when it does not fit, says nothing, or is a template.
    """
    if parcel.template is not None:
        raise Rejected("bad_content")
    said, chat = parcel.said, parcel.to.chat
    if said.file is not None and said.file.is_photo and parcel.link and not as_link:
        caption = _checked(as_text(said.but(file=None)), LIMITS.caption)
        fields = {"chat_id": chat, "photo": parcel.link + FILE_PATH}
        return Call("sendPhoto", fields | ({"caption": caption} if caption else {}))
    text = _checked(as_text(said, link=parcel.link), LIMITS.text)
    if not text:
        raise Rejected("bad_content")
    return Call("sendMessage", {"chat_id": chat, "text": text})


def _checked(text: str, limit: int) -> str:
    whole = normalize("NFC", text).strip()
    if utf16_len(whole) > limit:
        raise Rejected("too_long")
    return whole
