"""What each method does in the fake's world. Each takes typed parameters and returns the `result`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.fakes.telegram_api.markup import check_reply_markup, plain, units
from tests.fakes.telegram_api.refusal import Refusal
from tests.fakes.telegram_api.world import BOT, File, Person, World

TEXT, CAPTION = 4096, 1024
UPLOAD_BYTES = {"document": 50 << 20, "photo": 10 << 20, "audio": 50 << 20, "video": 50 << 20}
DOWNLOAD_BYTES = 20 << 20
IMAGE_HEADS = (b"\x89PNG\r\n", b"\xff\xd8\xff")
Given = dict[str, Any]


class Methods:
    """The methods that people see the effects of; updates and webhook are elsewhere."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.by_name: dict[str, Callable[[Given], Any]] = {
            "getMe": self._me,
            "sendMessage": self._send_message,
            "sendDocument": lambda given: self._send_file(given, "document"),
            "sendPhoto": lambda given: self._send_file(given, "photo"),
            "sendAudio": lambda given: self._send_file(given, "audio"),
            "sendVideo": lambda given: self._send_file(given, "video"),
            "sendChatAction": lambda given: bool(self._world.chat(given["chat_id"])),
            "editMessageText": self._edit_text,
            "editMessageCaption": self._edit_caption,
            "editMessageReplyMarkup": self._edit_markup,
            "deleteMessage": self._delete,
            "answerCallbackQuery": self._answer_callback,
            "getFile": self._get_file,
            "setMyCommands": self._set_commands,
            "getMyCommands": lambda given: self._world.commands.get(_scope(given), []),
            "deleteMyCommands": lambda given: self._world.commands.pop(_scope(given), None) is not None or True,
        }

    def _me(self, given: Given) -> dict[str, Any]:
        return BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}

    def _send_message(self, given: Given) -> dict[str, Any]:
        shown = _text(given["text"], given.get("parse_mode"))
        markup = _markup(given)
        _preview(given)
        person = self._world.chat(given["chat_id"])
        return self._say(person, {"text": shown} | _flags(given), markup)

    def _send_file(self, given: Given, kind: str) -> dict[str, Any]:
        caption = _caption(given)
        markup = _markup(given)
        person = self._world.chat(given["chat_id"])
        file = self._file(given[kind], kind)
        size = {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": len(file.content)}
        described: Any = size | {"file_name": file.name, "mime_type": file.mime}
        if kind == "photo":
            small = size | {"file_id": file.file_id + "s", "file_size": 900}
            described = [small | {"width": 90, "height": 60}, size | {"width": 1280, "height": 853}]
        said = {kind: described} | ({"caption": caption} if caption else {}) | _flags(given)
        return self._say(person, said, markup)

    def _say(self, person: Person, parts: dict[str, Any], markup: dict[str, Any] | None) -> dict[str, Any]:
        if markup and "inline_keyboard" in markup:
            parts["reply_markup"] = markup
        elif markup:
            person.keyboard = markup.get("keyboard")
        return self._world.say(person, parts)

    def _file(self, given: Any, kind: str) -> File:
        if isinstance(given, str):
            file = self._world.files.get(given)
            if file is None:
                raise Refusal(400, "Bad Request: wrong file identifier/HTTP URL specified")
            if file.kind != kind:
                raise Refusal(400, f"Bad Request: can't use file of type {file.kind.title()} as {kind.title()}")
            return file
        name, mime, content = given
        if not content:
            raise Refusal(400, "Bad Request: file must be non-empty")
        if len(content) > UPLOAD_BYTES[kind]:
            raise Refusal(413, "Request Entity Too Large")
        if kind == "photo" and not content.startswith(IMAGE_HEADS):
            raise Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED")
        self._world.uploads[name] += 1
        return self._world.keep(kind, name, mime, content)

    def _edited(self, given: Given) -> tuple[Person, dict[str, Any]]:
        person = self._world.chat(given["chat_id"])
        message = person.messages.get(given["message_id"])
        if message is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        if message["from"]["id"] != BOT["id"]:
            raise Refusal(400, "Bad Request: message can't be edited")
        return person, message

    def _edit_text(self, given: Given) -> dict[str, Any]:
        shown = _text(given["text"], given.get("parse_mode"))
        _preview(given)
        markup = _markup(given, inline_only=True)
        _, message = self._edited(given)
        if "text" not in message:
            raise Refusal(400, "Bad Request: there is no text in the message to edit")
        return _change(message, {"text": shown}, markup)

    def _edit_caption(self, given: Given) -> dict[str, Any]:
        caption = _caption(given)
        markup = _markup(given, inline_only=True)
        _, message = self._edited(given)
        if "text" in message:
            raise Refusal(400, "Bad Request: there is no caption in the message to edit")
        return _change(message, {"caption": caption}, markup)

    def _edit_markup(self, given: Given) -> dict[str, Any]:
        markup = _markup(given, inline_only=True)
        _, message = self._edited(given)
        return _change(message, {}, markup)

    def _delete(self, given: Given) -> bool:
        person = self._world.chat(given["chat_id"])
        if person.messages.pop(given["message_id"], None) is None:
            raise Refusal(400, "Bad Request: message to delete not found")
        return True

    def _answer_callback(self, given: Given) -> bool:
        press = self._world.presses.get(given["callback_query_id"])
        if len(given.get("text", "")) > 200:
            raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        if press is None or press.answers:
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        press.answers.append(given.get("text", ""))
        return True

    def _get_file(self, given: Given) -> dict[str, Any]:
        file = self._world.files.get(given["file_id"])
        if file is None:
            raise Refusal(400, "Bad Request: invalid file_id")
        if len(file.content) > DOWNLOAD_BYTES:
            raise Refusal(400, "Bad Request: file is too big")
        return {
            "file_id": file.file_id,
            "file_unique_id": file.unique_id,
            "file_size": len(file.content),
            "file_path": f"{file.kind}s/{file.file_id}",
        }

    def _set_commands(self, given: Given) -> bool:
        commands = given["commands"]
        if not isinstance(commands, list) or len(commands) > 100:
            raise Refusal(400, "Bad Request: too many commands")
        for command in commands:
            word, about = command["command"], command["description"]
            if not (1 <= len(word) <= 32 and set(word) <= set("abcdefghijklmnopqrstuvwxyz0123456789_")):
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(about) <= 256:
                raise Refusal(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        self._world.commands[_scope(given)] = commands
        return True


def _scope(given: Given) -> str:
    return json.dumps(given.get("scope") or {"type": "default"}, sort_keys=True)


def _text(text: str, parse_mode: str | None) -> str:
    if len(text.encode()) > 32_768:
        raise Refusal(400, "Bad Request: message is too long")
    shown = plain(text, parse_mode)
    if not shown:
        raise Refusal(400, "Bad Request: message text is empty")
    if units(shown) > TEXT:
        raise Refusal(400, "Bad Request: message is too long")
    return shown


def _caption(given: Given) -> str:
    caption = plain(given.get("caption", ""), given.get("parse_mode"))
    if units(caption) > CAPTION:
        raise Refusal(400, "Bad Request: message caption is too long")
    return caption


def _markup(given: Given, *, inline_only: bool = False) -> dict[str, Any] | None:
    if "reply_markup" not in given:
        return None
    return check_reply_markup(given["reply_markup"], inline_only=inline_only)


def _flags(given: Given) -> dict[str, Any]:
    return {
        shown: True
        for name, shown in (("protect_content", "has_protected_content"), ("disable_notification", "silent"))
        if given.get(name)
    }


def _preview(given: Given) -> None:
    options = given.get("link_preview_options", {})
    known = {"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"}
    if not isinstance(options, dict) or options.keys() - known:
        raise Refusal(400, "Bad Request: can't parse link preview options")


def _change(message: dict[str, Any], parts: dict[str, Any], markup: dict[str, Any] | None) -> dict[str, Any]:
    same_parts = all(message.get(name, "") == value for name, value in parts.items())
    if same_parts and message.get("reply_markup") == markup:
        raise Refusal(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message",
        )
    message.update(parts)
    message.pop("reply_markup", None)
    if markup is not None:
        message["reply_markup"] = markup
    message["edits"] = message.get("edits", 0) + 1
    return message
