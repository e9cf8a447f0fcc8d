"""Parameters of each method the fake knows: name → type; `!` means required. Anything else is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tests.fakes.telegram_api.refusal import Refusal

_SEND = {
    "chat_id": "int!",
    "message_thread_id": "int",
    "disable_notification": "bool",
    "protect_content": "bool",
    "allow_paid_broadcast": "bool",
    "message_effect_id": "str",
    "reply_parameters": "json",
    "reply_markup": "json",
}
_CAPTION = {"caption": "str", "parse_mode": "str", "caption_entities": "json"}
_EDIT = {"chat_id": "int!", "message_id": "int!", "reply_markup": "json"}
_COMMANDS = {"scope": "json", "language_code": "str"}
METHODS: Mapping[str, Mapping[str, str]] = {
    "getMe": {},
    "getUpdates": {"offset": "int", "limit": "int", "timeout": "int", "allowed_updates": "json"},
    "setWebhook": {
        "url": "str!",
        "ip_address": "str",
        "max_connections": "int",
        "allowed_updates": "json",
        "drop_pending_updates": "bool",
        "secret_token": "str",
    },
    "deleteWebhook": {"drop_pending_updates": "bool"},
    "getWebhookInfo": {},
    "sendMessage": _SEND | {"text": "str!", "parse_mode": "str", "entities": "json", "link_preview_options": "json"},
    "sendDocument": _SEND | _CAPTION | {"document": "file!", "disable_content_type_detection": "bool"},
    "sendPhoto": _SEND | _CAPTION | {"photo": "file!", "has_spoiler": "bool", "show_caption_above_media": "bool"},
    "sendAudio": _SEND | _CAPTION | {"audio": "file!", "duration": "int", "performer": "str", "title": "str"},
    "sendVideo": _SEND | _CAPTION | {"video": "file!", "duration": "int", "supports_streaming": "bool"},
    "sendChatAction": {"chat_id": "int!", "action": "str!"},
    "editMessageText": _EDIT
    | {"text": "str!", "parse_mode": "str", "entities": "json", "link_preview_options": "json"},
    "editMessageCaption": _EDIT | _CAPTION,
    "editMessageReplyMarkup": _EDIT,
    "deleteMessage": {"chat_id": "int!", "message_id": "int!"},
    "answerCallbackQuery": {
        "callback_query_id": "str!",
        "text": "str",
        "show_alert": "bool",
        "url": "str",
        "cache_time": "int",
    },
    "getFile": {"file_id": "str!"},
    "setMyCommands": _COMMANDS | {"commands": "json!"},
    "getMyCommands": _COMMANDS,
    "deleteMyCommands": _COMMANDS,
}
BY_NAME = {name.lower(): name for name in METHODS}  # method names are case-insensitive
SENDS = frozenset({"sendMessage", "sendDocument", "sendPhoto", "sendAudio", "sendVideo"})


def read(method: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of *method*, each in its type. Raises Refusal."""
    known = METHODS[method]
    if unknown := raw.keys() - known.keys():
        raise Refusal(400, f"Bad Request: unknown parameter {min(unknown)}")
    read_ones: dict[str, Any] = {}
    for name, kind in known.items():
        if name in raw:
            read_ones[name] = _typed(name, kind.rstrip("!"), raw[name])
        elif kind.endswith("!"):
            raise Refusal(
                400,
                f"Bad Request: parameter {name} is missing" if name != "text" else "Bad Request: message text is empty",
            )
    return read_ones


def _typed(name: str, kind: str, value: Any) -> Any:
    try:
        match kind:
            case "int":
                if isinstance(value, bool) or (isinstance(value, str) and not value.lstrip("-").isdecimal()):
                    raise ValueError(value)
                return int(value)
            case "bool":
                return {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False}[str(value)]
            case "json":
                return json.loads(value) if isinstance(value, str) else value
            case "file":
                return value
            case _:
                if not isinstance(value, str):
                    raise TypeError(name)
                return value
    except (ValueError, KeyError, TypeError):
        raise Refusal(400, f"Bad Request: can't parse parameter {name}") from None
