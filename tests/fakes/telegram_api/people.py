"""Acting as people: what they type, press and send, and what their screens show."""

from __future__ import annotations

import time
from typing import Any

from tests.fakes.telegram_api.updates import Updates
from tests.fakes.telegram_api.world import BOT, Person, Press, World


class NoSuchButton(Exception):
    """Nobody can press what is not shown."""


class People:
    """Turns what a person does into updates, as the app would."""

    def __init__(self, world: World, updates: Updates) -> None:
        self._world = world
        self._updates = updates

    def says(self, person: Person, text: str) -> dict[str, Any]:
        """Type *text*; whoever types has started the bot and no longer blocks it."""
        person.started, person.blocked = True, False
        entities = (
            [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}] if text[:1] == "/" else []
        )
        return self._message(person, {"text": text} | ({"entities": entities} if entities else {}))

    def presses(self, person: Person, label: str, message_id: int | None) -> dict[str, Any]:
        """Press the newest shown button *label*, or the one of *message_id*. Raises NoSuchButton."""
        for message in sorted(person.messages.values(), key=lambda one: -int(one["message_id"])):
            if message_id is not None and message["message_id"] != message_id:
                continue
            for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
                for button in row:
                    if button["text"] == label or button["text"].partition(". ")[2] == label:
                        return self._press(person, message, str(button.get("callback_data", "")))
        for row in person.keyboard or ():
            for button in row:
                if button["text"] == label:
                    if button.get("request_contact"):
                        return self.shares(person, f"84{person.id:09d}"[:11], person.id)
                    return self.says(person, label)
        raise NoSuchButton(label)

    def presses_token(self, person: Person, message_id: int, token: str) -> dict[str, Any]:
        """Press with any *token*, as a modified app can."""
        message = person.messages.get(message_id) or {"message_id": message_id, "chat": person.chat(), "date": 0}
        return self._press(person, message, token)

    def shares(self, person: Person, phone: str, user_id: int | None) -> dict[str, Any]:
        """Share a contact card; somebody else's when *user_id* is not the person's."""
        card = {"phone_number": phone, "first_name": person.name} | ({"user_id": user_id} if user_id else {})
        return self._message(person, {"contact": card})

    def sends_file(
        self, person: Person, name: str, mime: str, content: bytes, caption: str, kind: str
    ) -> dict[str, Any]:
        """Send a document or photo."""
        file = self._world.keep(kind, name, mime, content)
        size = {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": len(content)}
        body: dict[str, Any] = {"document": size | {"file_name": name, "mime_type": mime}}
        if kind == "photo":
            small = size | {"file_id": file.file_id + "s", "file_size": 900, "width": 90, "height": 60}
            body = {"photo": [small, size | {"width": 1280, "height": 853}]}
        return self._message(person, body | ({"caption": caption} if caption else {}))

    def blocks(self, person: Person, *, blocked: bool) -> dict[str, Any]:
        """Shut the chat, or open it again."""
        was, person.blocked = person.blocked, blocked

        def member(kicked: bool) -> dict[str, Any]:
            return {"user": BOT, "status": "kicked", "until_date": 0} if kicked else {"user": BOT, "status": "member"}

        change = {"chat": person.chat(), "from": person.user(), "date": int(time.time())}
        return self.pushes(
            {"my_chat_member": change | {"old_chat_member": member(was), "new_chat_member": member(blocked)}}
        )

    def pushes(self, raw: dict[str, Any]) -> dict[str, Any]:
        """Have any update delivered; it gets a number unless it has one."""
        update = {"update_id": raw.get("update_id") or next(self._world.update_numbers), **raw}
        self._updates.push(update)
        return update

    def _message(self, person: Person, body: dict[str, Any]) -> dict[str, Any]:
        message = {
            "message_id": person.next_message(),
            "from": person.user(),
            "chat": person.chat(),
            "date": int(time.time()),
            **body,
        }
        person.messages[message["message_id"]] = message
        return self.pushes({"message": message})

    def _press(self, person: Person, message: dict[str, Any], token: str) -> dict[str, Any]:
        press_id = str(next(self._world.press_numbers))
        self._world.presses[press_id] = Press(person.id)
        query = {"id": press_id, "from": person.user(), "message": message, "chat_instance": "1", "data": token}
        return self.pushes({"callback_query": query})


def shown(message: dict[str, Any]) -> dict[str, Any]:
    """Return how *message* looks on the screen."""
    document, photo = message.get("document"), message.get("photo")
    named = document or message.get("audio") or message.get("video")
    return {
        "message_id": message["message_id"],
        "by_bot": message["from"]["id"] == BOT["id"],
        "text": message.get("text", message.get("caption", "")),
        "buttons": [
            button["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", ()) for button in row
        ],
        "file": named["file_name"] if named else ("photo" if photo else ""),
        "edits": message.get("edits", 0),
        "protected": message.get("has_protected_content", False),
        "silent": message.get("silent", False),
    }
