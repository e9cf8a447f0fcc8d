"""What a message may look like. Whatever the documentation does not name is refused, with the name of the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.fakes.zalo_oa_api.refusal import Refusal

TEXT, TITLE, PAYLOAD, BUTTONS, ELEMENTS, SUBTITLE = 2000, 100, 1000, 5, 5, 500
Given = Mapping[str, Any]


def units(text: str) -> int:
    """How long a text is, counted the longer way."""
    return len(text.encode("utf-16-le")) // 2


def only(given: Any, where: str, must: set[str], may: set[str] = frozenset()) -> Given:  # type: ignore[assignment]  # an empty set is one of text
    """Return *given* if it is an object with these fields and no others."""
    if not isinstance(given, dict):
        raise Refusal(-201, f"{where} is not an object")
    for name in sorted(must - given.keys()):
        raise Refusal(-201, f"{where}.{name} is missing")
    for name in sorted(given.keys() - must - may):
        raise Refusal(-201, f"{where}.{name} is unknown")
    return given


def string(given: Any, where: str, most: int = TEXT, least: int = 1) -> str:
    """Return *given* if it is a text of fitting length."""
    if not isinstance(given, str) or len(given) < least:
        raise Refusal(-201, f"{where} is not a text")
    if units(given) > most:
        raise Refusal(-210, where)
    return given


def check_message(message: Any, button_types: list[str]) -> str:
    """Return what kind of message this is: text, button, media, file, list or ask. Raises Refusal."""
    only(message, "message", set(), {"text", "attachment", "quote_message_id"})
    text = message.get("text")
    if "text" in message:
        string(text, "text")
    if "attachment" not in message:
        if "text" not in message:
            raise Refusal(-201, "text is missing")
        return "text"
    attachment = only(message["attachment"], "attachment", {"type", "payload"})
    match attachment["type"]:
        case "file":
            if "text" in message:
                raise Refusal(-201, "text is not allowed with a file")
            string(only(attachment["payload"], "attachment.payload", {"token"})["token"], "attachment.payload.token")
            return "file"
        case "template":
            return _template(attachment["payload"], "text" in message, button_types)
    raise Refusal(-233, "attachment.type")


def _template(payload: Any, has_text: bool, button_types: list[str]) -> str:
    only(payload, "payload", set(), {"template_type", "elements", "buttons"})
    kind = payload.get("template_type", "")
    if kind == "media":
        _media(only(payload, "payload", {"template_type", "elements"})["elements"])
        return "media"
    if kind == "request_user_info":
        (element,) = _elements(only(payload, "payload", {"template_type", "elements"})["elements"], 1)
        only(element, "payload.elements", {"title", "subtitle", "image_url"})
        string(element["title"], "payload.elements.title", TITLE)
        string(element["subtitle"], "payload.elements.subtitle", SUBTITLE)
        return "ask"
    if kind == "list" and "elements" in payload:
        for element in _elements(payload["elements"], ELEMENTS):
            only(element, "payload.elements", {"title"}, {"subtitle", "image_url", "default_action"})
            string(element["title"], "payload.elements.title", TITLE)
        _buttons(payload.get("buttons", []), least=0)
        return "list"
    if kind not in button_types:
        raise Refusal(-201, "payload.template_type")
    only(payload, "payload", {"buttons"}, {"template_type"})
    _buttons(payload["buttons"], least=1)
    if not has_text:
        raise Refusal(-201, "text is missing")
    return "button"


def _elements(given: Any, most: int) -> list[Any]:
    if not isinstance(given, list) or not 1 <= len(given) <= most:
        raise Refusal(-201, "payload.elements")
    return given


def _media(given: Any) -> None:
    (element,) = _elements(given, 1)
    only(element, "payload.elements", {"media_type"}, {"attachment_id", "url", "width", "height"})
    if element["media_type"] not in {"image", "gif", "sticker"}:
        raise Refusal(-233, "payload.elements.media_type")
    if ("attachment_id" in element) == ("url" in element):
        raise Refusal(-201, "payload.elements.attachment_id")
    if element["media_type"] == "gif" and not {"width", "height"} <= element.keys():
        raise Refusal(-201, "payload.elements.width")


def _buttons(given: Any, *, least: int) -> None:
    if not isinstance(given, list) or not least <= len(given) <= BUTTONS:
        raise Refusal(-201, f"payload.buttons must have at most {BUTTONS}")
    for button in given:
        only(button, "payload.buttons", {"title", "type", "payload"}, {"image_icon"})
        string(button["title"], "payload.buttons.title", TITLE)
        payload = button["payload"]
        match button["type"]:
            case "oa.query.show" | "oa.query.hide":
                string(payload, "payload.buttons.payload", PAYLOAD)
            case "oa.open.url":
                address = string(only(payload, "payload.buttons.payload", {"url"})["url"], "payload.buttons.url")
                if not address.startswith("https://"):
                    raise Refusal(-201, "payload.buttons.url")
            case "oa.open.sms":
                only(payload, "payload.buttons.payload", {"content", "phone_code"})
            case "oa.open.phone":
                only(payload, "payload.buttons.payload", {"phone_code"})
            case _:
                raise Refusal(-201, "payload.buttons.type")


def check_upload(kind: str, name: str, content: bytes) -> None:
    """Refuse a file of a type or size that Zalo does not take."""
    ending = name.rpartition(".")[2].lower()
    most, heads = {
        "image": (1_000_000, {"jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}),
        "gif": (5_000_000, {"gif": b"GIF8"}),
        "file": (5_000_000, {"pdf": b"%PDF-", "doc": b"\xd0\xcf\x11\xe0", "docx": b"PK\x03\x04", "csv": b""}),
    }[kind]
    if kind == "image":  # a picture is known by its first bytes, however it is called
        known = any(content.startswith(head) for head in heads.values())
    else:
        known = ending in heads and content.startswith(heads[ending])
    if not known:
        raise Refusal(-201, "file type is not supported")
    if len(content) > most:
        raise Refusal(-210, "file size")
    if not content:
        raise Refusal(-201, "file is empty")
