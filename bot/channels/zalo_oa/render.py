"""An Outbound as the messages of Zalo's API. Pure: no network, no clock.

Zalo writes plain text, shows at most five buttons, puts a text under a picture, but none under a file.
Source: zalo.md B5, B6.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.channel import Limits, Parcel, Rejected, Template
from bot.channels.zalo_oa.presses import payload_of
from content.message import Choice, Outbound
from content.plain import as_text
from content.vietnamese import split_text, utf16_len

DAY = 86_400
PHOTO_TYPES = frozenset({"jpg", "jpeg", "png"})
LIMITS = Limits(
    text=2000,
    caption=2000,
    label=100,
    buttons=5,
    file_bytes=5_000_000,
    rate=1.5,
    per_chat_seconds=1.0,
    can_edit=False,
    can_protect=False,
    window_seconds=7 * DAY,
    free_seconds=2 * DAY,
    file_types=frozenset({"pdf", "doc", "docx", "csv"}),
    photo_bytes=1_000_000,
    photo_types=PHOTO_TYPES,
)
TRACKING_SIGNS = 48

Kind = Literal["", "image", "file"]
Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """What one parcel becomes. A `file` goes in a message before the text, an `image` in the text's own."""

    text: str
    buttons: tuple[Message, ...] = ()
    kind: Kind = ""
    button_type: str = ""

    def without_buttons(self) -> Plan:
        """The same in text alone, which names every choice anyway."""
        return replace(self, buttons=())

    def message(self, attachment_id: str = "") -> Message:
        """Return the message that says the text; with the picture *attachment_id* if this is an `image`."""
        said: Message = {"text": self.text} if self.text else {}
        if self.kind == "image":
            picture = {"media_type": "image", "attachment_id": attachment_id}
            return said | _template({"template_type": "media", "elements": [picture]})
        if self.buttons:
            shape = {"template_type": self.button_type} if self.button_type else {}
            return said | _template({**shape, "buttons": list(self.buttons)})
        return said


def plan(parcel: Parcel, button_type: str = "") -> Plan:
    """Return what says *parcel*. A file that cannot go along is named in the text, with its link if there is one.

    Raises Rejected when the text does not fit, or there is none without a file.
    """
    said, kind = parcel.said, kind_of(parcel)
    text = as_text(said.but(file=None) if kind else said, link=parcel.link)
    if utf16_len(text) > LIMITS.text:
        raise Rejected("too_long")
    if not kind and not text.strip():
        raise Rejected("bad_content")
    # Nobody has seen Zalo take buttons beside a picture, so the choices are in the text alone.
    buttons = () if kind == "image" else _buttons(said)
    return Plan(text if text.strip() else "", buttons, kind, button_type)


def kind_of(parcel: Parcel) -> Kind:
    """Return as what the file of *parcel* goes along; "" when there is none, or Zalo takes none such."""
    upload = parcel.upload
    if upload is None:
        return ""
    ending = upload.name.rpartition(".")[2].lower()
    if upload.is_photo:
        return "image" if ending in PHOTO_TYPES or upload.mime in ("image/jpeg", "image/png") else ""
    return "file" if ending in (LIMITS.file_types or ()) else ""


def file_message(token: str) -> Message:
    """Return the message that brings the uploaded file *token*, and nothing else."""
    return {"attachment": {"type": "file", "payload": {"token": token}}}


def addressed(chat: str, message: Mapping[str, Any]) -> Message:
    """Return the body that sends *message* to *chat*."""
    return {"recipient": {"user_id": chat}, "message": message}


def template_by_id(chat: str, template: Template) -> Message:
    """Return the body that sends *template* to the person as the account knows them."""
    return {"user_id": chat, "template_id": template.id, "template_data": dict(template.fields)}


def template_by_phone(template: Template, delivery_id: int) -> Message:
    """Return the body that sends *template* to the person's number; reports about it name *delivery_id*."""
    return {
        "phone": template.phone.removeprefix("+"),
        "template_id": template.id,
        "template_data": dict(template.fields),
        "tracking_id": f"d{delivery_id}"[:TRACKING_SIGNS],
    }


def _template(payload: Message) -> Message:
    return {"attachment": {"type": "template", "payload": payload}}


def _buttons(said: Outbound) -> tuple[Message, ...]:
    """Return buttons for the first choices that can have one; a press comes back as a text nobody sees."""
    made = [
        {"type": "oa.query.hide", "title": _title(n, choice, numbered=said.numbered), "payload": payload}
        for n, choice in enumerate(said.choices, 1)
        if (payload := payload_of(choice.token))
    ]
    return tuple(made[: LIMITS.buttons])


def _title(n: int, choice: Choice, *, numbered: bool) -> str:
    """A number that a bare number answers is shown; a decisive choice has none."""
    title = f"{n}. {choice.label}" if numbered and not choice.decisive else choice.label
    if utf16_len(title) <= LIMITS.label:
        return title
    return split_text(title, LIMITS.label - 1)[0] + "…"
