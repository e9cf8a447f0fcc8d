"""An Outbound as the fields of one Bot API call. Pure: no network, no clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Any

import orjson

from bot.channel import Limits, Parcel, Rejected, Upload
from content.message import Choice, Outbound
from content.texts import telegram as texts

LIMITS = Limits(
    text=4096,
    caption=1024,
    label=40,  # more does not fit one line of a phone; the API has no limit of its own
    buttons=100,
    file_bytes=50_000_000,
    rate=30.0,
    per_chat_seconds=1.0,
    can_edit=True,
    can_protect=True,
)
PHOTO_BYTES = 10_000_000  # a larger photo goes as a document
# What the app itself draws and plays; any other kind goes as a document. Source: the official manual, sendPhoto,
# sendAudio ("in the .MP3 or .M4A format") and sendVideo ("MPEG4 videos").
PHOTOS = frozenset({"image/jpeg", "image/png", "image/webp"})
PLAYED = {"audio/mpeg": "audio", "audio/mp4": "audio", "audio/x-m4a": "audio", "video/mp4": "video"}
METHODS = {"photo": "sendPhoto", "audio": "sendAudio", "video": "sendVideo", "document": "sendDocument"}
TOKEN_BYTES = 64
PAIR_LABEL = 18  # longest label of which two still fit side by side on a 360 px screen
NO_PREVIEW = '{"is_disabled":true}'
HIDE_KEYBOARD = '{"remove_keyboard":true}'


@dataclass(frozen=True, slots=True)
class Call:
    """One method and its fields. *plain* holds the fields to change when the API cannot read our HTML."""

    method: str
    fields: dict[str, str]
    plain: dict[str, str] = field(default_factory=dict)
    part: str = ""  # the field that carries the file, if any

    def without_markup(self) -> Call:
        """The same in plain text."""
        fields = {name: value for name, value in self.fields.items() if name != "parse_mode"}
        return Call(self.method, fields | self.plain, part=self.part)


def render(parcel: Parcel, *, hide_keyboard: bool = False) -> Call:
    """Return the call that says *parcel*: an edit when it names a message to edit and can be one.

    *hide_keyboard* takes away a reply keyboard that an earlier `ask_phone` left open, where the message has room.
    Raises Rejected when the text does not fit, or is empty without a file.
    """
    said = parcel.said
    buttons, words = _split(said)
    html, plain = _text(said, words)
    fields = {"chat_id": parcel.to.chat}
    if parcel.upload is not None:
        _check(plain, LIMITS.caption)
        part = _part(parcel, parcel.upload)
        fields |= {"caption": html, "parse_mode": "HTML"} if plain else {}
        if part == "document":
            fields["disable_content_type_detection"] = "true"  # what was approved as a file stays a file
        if parcel.upload.remote:
            fields[part] = parcel.upload.remote
        _how(fields, said, buttons, hide_keyboard=hide_keyboard)
        return Call(METHODS[part], fields, {"caption": plain} if plain else {}, part)
    if not plain.strip():
        raise Rejected("bad_content")
    _check(plain, LIMITS.text)
    fields |= {"text": html, "parse_mode": "HTML", "link_preview_options": NO_PREVIEW}
    if parcel.edits and not said.ask_phone:  # a reply keyboard cannot be put on an edit
        fields["message_id"] = parcel.edits
        if buttons:
            fields["reply_markup"] = _inline(buttons)  # none: the old buttons go away
        return Call("editMessageText", fields, {"text": plain})
    _how(fields, said, buttons, hide_keyboard=hide_keyboard)
    return Call("sendMessage", fields, {"text": plain})


def _part(parcel: Parcel, upload: Upload) -> str:
    """Return as what a file goes: a picture that is drawn, a recording or film that is played, or just a file."""
    file = parcel.said.file
    if upload.is_photo:
        return "photo" if upload.mime in PHOTOS and (file is None or file.size <= PHOTO_BYTES) else "document"
    return PLAYED.get(upload.mime, "document")


def _check(plain: str, limit: int) -> None:
    if len(plain) > limit // 2 and len(plain.encode("utf-16-le")) // 2 > limit:
        raise Rejected("too_long")


def _text(said: Outbound, words: list[str]) -> tuple[str, str]:
    """Return the text as HTML and as plain text. The heading is bold; nothing in it is markup of others."""
    rest = "\n".join([said.text, *words] if said.text else words)
    gap = "\n" if said.heading and rest else ""
    bold = f"<b>{escape(said.heading, quote=False)}</b>" if said.heading else ""
    return f"{bold}{gap}{escape(rest, quote=False)}", f"{said.heading}{gap}{rest}"


def _split(said: Outbound) -> tuple[list[tuple[str, Choice]], list[str]]:
    """Return the choices that are buttons, labelled, and the lines of text that name the others.

    A numbered choice shows its number, so that people who type know it; a decisive one does not, since a bare
    number never takes it.
    """
    buttons: list[tuple[str, Choice]] = []
    words: list[str] = []
    for number, choice in enumerate(said.choices, start=1):
        label = f"{number}. {choice.label}" if said.numbered and not choice.decisive else choice.label
        if len(buttons) < LIMITS.buttons and 0 < len(choice.token.encode()) <= TOKEN_BYTES:
            buttons.append((label, choice))
        else:
            words.append(f"{label} ({choice.word})" if choice.word else label)
    return buttons, words


def _how(fields: dict[str, str], said: Outbound, buttons: list[tuple[str, Choice]], *, hide_keyboard: bool) -> None:
    if said.silent:
        fields["disable_notification"] = "true"
    if said.protect:
        fields["protect_content"] = "true"
    if said.ask_phone:
        fields["reply_markup"] = _phone(buttons)
    elif buttons:
        fields["reply_markup"] = _inline(buttons)
    elif hide_keyboard:
        fields["reply_markup"] = HIDE_KEYBOARD


def _inline(buttons: list[tuple[str, Choice]]) -> str:
    rows: list[list[dict[str, str]]] = []
    shorts = 2  # short buttons in the last row; 2: that row is full
    for label, choice in buttons:
        button = {"text": label, "callback_data": choice.token}
        if len(label) > PAIR_LABEL:
            rows.append([button])
            shorts = 2
        elif shorts == 1:
            rows[-1].append(button)
            shorts = 2
        else:
            rows.append([button])
            shorts = 1
    return orjson.dumps({"inline_keyboard": rows}).decode()


def _phone(buttons: list[tuple[str, Choice]]) -> str:
    """One message carries one kind of keyboard, so beside the phone button choices are said as their own words."""
    rows: list[list[dict[str, Any]]] = [[{"text": texts.SHARE_PHONE, "request_contact": True}]]
    rows += [[{"text": choice.word or choice.label}] for _, choice in buttons]
    return orjson.dumps({"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True}).decode()
