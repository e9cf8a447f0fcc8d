"""What the strict fake accepts as HTML text and as keyboards, after the official manual."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from tests.fakes.telegram_api.refusal import Refusal

TAGS = frozenset(
    {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "span", "tg-spoiler", "a", "code", "pre", "blockquote"}
)
TAG = re.compile(r"<(/?)([a-z-]+)((?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)\s*>")
ACTIONS = frozenset(
    {
        "callback_data",
        "url",
        "web_app",
        "copy_text",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "login_url",
        "pay",
    }
)
KEYBOARD_KEYS = frozenset(
    {"keyboard", "is_persistent", "resize_keyboard", "one_time_keyboard", "input_field_placeholder", "selective"}
)


def units(text: str) -> int:
    """Length as clients count it: UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def plain(text: str, parse_mode: str | None) -> str:
    """Return *text* as it is shown. Raises Refusal for markup that does not parse."""
    if not parse_mode:
        return text.strip()
    if parse_mode != "HTML":
        raise Refusal(400, "Bad Request: unsupported parse_mode")
    shown: list[str] = []
    open_tags: list[str] = []
    at = 0
    while (start := text.find("<", at)) >= 0:
        shown.append(text[at:start])
        tag = TAG.match(text, start)
        if tag is None or tag[2] not in TAGS:
            raise Refusal(400, f"Bad Request: can't parse entities: Unsupported start tag at byte offset {start}")
        if not tag[1]:
            open_tags.append(tag[2])
        elif not open_tags or open_tags.pop() != tag[2]:
            raise Refusal(400, f"Bad Request: can't parse entities: Unmatched end tag at byte offset {start}")
        at = tag.end()
    if open_tags:
        raise Refusal(400, f"Bad Request: can't parse entities: Can't find end tag corresponding to {open_tags[-1]}")
    shown.append(text[at:])
    return unescape("".join(shown)).strip()


def check_reply_markup(markup: Any, *, inline_only: bool = False) -> dict[str, Any]:
    """Return *markup* when a message may carry it. Raises Refusal."""
    if not isinstance(markup, dict):
        raise Refusal(400, "Bad Request: object expected as reply markup")
    if "inline_keyboard" in markup:
        _only(markup, {"inline_keyboard"})
        _check_inline(markup["inline_keyboard"])
    elif inline_only:
        raise Refusal(400, "Bad Request: inline keyboard expected")
    elif "keyboard" in markup:
        _only(markup, KEYBOARD_KEYS)
        _check_keyboard(markup["keyboard"])
    elif markup.get("remove_keyboard") is True:
        _only(markup, {"remove_keyboard", "selective"})
    else:
        raise Refusal(400, "Bad Request: can't parse reply keyboard markup JSON object")
    return markup


def _check_inline(rows: Any) -> None:
    for button in _buttons(rows):
        actions = ACTIONS & button.keys()
        _only(button, ACTIONS | {"text", "style", "icon_custom_emoji_id"})
        if len(actions) != 1:
            raise Refusal(400, "Bad Request: BUTTON_TYPE_INVALID")
        if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= 64:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")


def _check_keyboard(rows: Any) -> None:
    for button in _buttons(rows):
        _only(button, {"text", "request_contact", "request_location", "style"})


def _buttons(rows: Any) -> list[dict[str, Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise Refusal(400, "Bad Request: field of type Array expected in a keyboard")
    buttons = [button for row in rows for button in row]
    if any(len(row) > 8 for row in rows) or len(buttons) > 100:
        raise Refusal(400, "Bad Request: too many inline keyboard buttons")
    for button in buttons:
        if not isinstance(button, dict) or not isinstance(button.get("text"), str) or not button["text"].strip():
            raise Refusal(400, "Bad Request: text buttons are unallowed in the inline keyboard")
    return buttons


def _only(given: dict[str, Any], known: frozenset[str] | set[str]) -> None:
    if unknown := given.keys() - known:
        raise Refusal(400, f"Bad Request: unknown field {min(unknown)}")
