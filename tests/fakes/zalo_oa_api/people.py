"""Acting as people: what they type, press and send, and what Zalo then posts; what their screens show."""

from __future__ import annotations

from typing import Any

from tests.fakes.zalo_oa_api.hook import Hook
from tests.fakes.zalo_oa_api.world import Message, Person, World

ECHOES = {"text": "text", "button": "text", "media": "image", "file": "file", "list": "list", "ask": "text"}
Event = dict[str, Any]


class NoSuchButton(Exception):
    """Nobody can press what is not shown."""


class People:
    """Turns what a person does into events, as the app would. Each act returns the event's number."""

    def __init__(self, world: World, hook: Hook, app_id: str, oa_id: str, url: str = "") -> None:
        self._world = world
        self._hook = hook
        self._app_id = app_id
        self._oa_id = oa_id
        self.url = url  # where people's files are

    def says(self, person: Person, text: str) -> int:
        """Type *text*."""
        return self._sends(person, "user_send_text", text)

    def presses(self, person: Person, label: str, message_id: str = "") -> int:
        """Press a button by its label, with or without its number: the newest one. Raises NoSuchButton."""
        for message in reversed(person.messages):
            if message_id and message.id != message_id:
                continue
            for button in message.buttons:
                if label in {button["title"], button["title"].partition(". ")[2]}:
                    return self._press(person, button)
        raise NoSuchButton(label)

    def sends_file(self, person: Person, name: str, content: bytes, text: str, kind: str) -> int:
        """Send a `file`, `image` or `gif`."""
        number = self._world.next_id("c")
        ending = name.rpartition(".")[2]
        address = f"{self.url}/cdn/{number}.{ending}"
        self._world.cdn[f"{number}.{ending}"] = (name, content)
        payload: Event = {"url": address, "thumbnail": address}
        if kind == "file":
            payload = {"url": address, "size": str(len(content)), "name": name, "checksum": "9f", "type": ending}
        return self._sends(person, f"user_send_{kind}", text, [{"type": kind, "payload": payload}])

    def sends(self, person: Person, what: str, text: str, payload: Event) -> int:
        """Send anything else: a location, sticker, audio, video, link or business_card."""
        return self._sends(person, f"user_send_{what}", text, [{"type": what, "payload": payload}])

    def follows(self, person: Person, *, follows: bool) -> int:
        """Follow the account, or no more."""
        person.follows = follows
        if follows:
            self._interacts(person)
        else:
            person.wrote_at = None  # as strict as can be: nothing of before counts
        event = {"oa_id": self._oa_id, "follower": {"id": person.id}, "source": "oa_profile"}
        return self.posts(person, {"event_name": "follow" if follows else "unfollow", **event})

    def acts(self, person: Person, event_name: str, more: Event) -> int:
        """Do anything else: user_click_chatnow, user_submit_info, user_reacted_message and the like."""
        self._interacts(person)
        return self.posts(person, {"event_name": event_name, **self._parties(person), **more})

    def posts(self, person: Person, event: Event) -> int:
        """Post *event* with what all events have."""
        common = {"app_id": self._app_id, "user_id_by_app": f"9{person.id[1:]}", "timestamp": self._world.stamp()}
        return self._hook.push({**common, **event})

    def tell_of(self, person: Person, message: Message) -> None:
        """Post what follows a message of the account: its echo, that it arrived, that it was seen."""
        if not self._world.rules.echoes:
            return
        parties = {"sender": {"id": self._oa_id}, "recipient": {"id": person.id}}
        echo = {"msg_id": message.id, "text": message.text}
        self.posts(person, {"event_name": f"oa_send_{ECHOES[message.kind]}", **parties, "message": echo})
        arrived = {"msg_id": message.id}
        self.posts(person, {"event_name": "user_received_message", **parties, "message": arrived})
        if person.reads:
            seen = {"msg_ids": [message.id]}
            self.posts(person, {"event_name": "user_seen_message", **parties, "message": seen})

    def tell_of_template(self, person: Person, msg_id: str, tracking_id: str) -> None:
        """Post that a template sent to a number arrived."""
        message = {"delivery_time": self._world.stamp(), "msg_id": msg_id, "tracking_id": tracking_id}
        parties = {"sender": {"id": self._oa_id}, "recipient": {"id": person.phone}}
        self.posts(person, {"event_name": "user_received_message", **parties, "message": message})

    def _press(self, person: Person, button: Event) -> int:
        if not button["type"].startswith("oa.query."):
            raise NoSuchButton(button["type"])
        return self._sends(person, "user_send_text", button["payload"], hidden=button["type"] == "oa.query.hide")

    def _sends(
        self, person: Person, event_name: str, text: str, parts: list[Event] | None = None, *, hidden: bool = False
    ) -> int:
        message_id = self._world.next_id("u")
        if not hidden:
            person.messages.append(Message(message_id, by_oa=False, text=text, kind=event_name.rpartition("_")[2]))
        self._interacts(person)
        message: Event = {"msg_id": message_id} | ({"text": text} if text or parts is None else {})
        message |= {"attachments": parts} if parts is not None else {}
        return self.posts(person, {"event_name": event_name, **self._parties(person), "message": message})

    def _parties(self, person: Person) -> Event:
        return {"sender": {"id": person.id}, "recipient": {"id": self._oa_id}}

    def _interacts(self, person: Person) -> None:
        person.wrote_at, person.blocked = self._world.now(), False


def shown(message: Message) -> Event:
    """Return how *message* looks on the screen."""
    return {
        "id": message.id,
        "by_oa": message.by_oa,
        "text": message.text,
        "buttons": [button["title"] for button in message.buttons],
        "file": message.file,
        "kind": message.kind,
        "paid": message.paid,
    }
