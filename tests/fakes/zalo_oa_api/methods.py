"""What each call does in the fake's world. Each takes what was asked and returns the `data` of the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.fakes.zalo_oa_api.people import People
from tests.fakes.zalo_oa_api.refusal import Refusal
from tests.fakes.zalo_oa_api.rules import check_message, check_upload, only, string
from tests.fakes.zalo_oa_api.world import ASSET_LIFE, FREE, WINDOW, Asset, Message, Person, World

STATE_AGENCY = 4
Given = Mapping[str, Any]
Data = dict[str, Any]


class Methods:
    """The calls of the API, by address."""

    def __init__(self, world: World, people: People, oa_id: str) -> None:
        self._world = world
        self._people = people
        self._oa_id = oa_id
        self.posts: dict[str, Callable[[Any], Data]] = {
            "/v3.0/oa/message/cs": lambda given: self._say(given, "v3"),
            "/v2.0/oa/message": lambda given: self._say(given, "v2"),
            "/v3.0/oa/message/template": self._template_by_id,
            "/business/message/template": self._template_by_phone,
            "/v3.0/oa/quota/message": self._quota,
        }
        self.gets: dict[str, Callable[[Any], Data]] = {
            "/v2.0/oa/getoa": self._account,
            "/v3.0/oa/user/detail": self._detail,
        }

    def upload(self, kind: str, name: str, content: bytes) -> Data:
        """Keep an upload; return its id under the name that belongs to its kind."""
        rules = self._world.rules
        if not rules.uploads_open:
            raise Refusal(-235)
        check_upload(kind, name, content)
        if rules.uploads_left <= 0:
            raise Refusal(-211)
        rules.uploads_left -= 1
        asset_id = self._world.next_id("a" if kind != "file" else "f") + "=="
        self._world.assets[asset_id] = Asset(kind, name, content, self._world.now())
        self._world.uploads[name] += 1
        return {"token" if kind == "file" else "attachment_id": asset_id}

    def _account(self, given: Given) -> Data:
        return {"oa_id": self._oa_id, "name": "Trợ lý tuyên truyền", "oa_type": self._world.rules.oa_type}

    def _detail(self, given: Given) -> Data:
        person = self._person(only(given, "data", {"user_id"})["user_id"])
        return {"user_id": person.id, "display_name": person.name, "user_is_follower": person.follows}

    def _quota(self, given: Given) -> Data:
        person = self._person(only(given, "data", {"user_id"})["user_id"])
        return {"last_interaction": str(int((person.wrote_at or 0) * 1000))}

    def _say(self, given: Any, version: str) -> Data:
        rules = self._world.rules
        if version == "v3" and rules.oa_type == STATE_AGENCY:
            raise Refusal(-235)
        if version == "v2" and rules.oa_type != STATE_AGENCY and not rules.v2_open:
            raise Refusal(-240)
        body = only(given, "body", {"recipient", "message"})
        user_id = only(body["recipient"], "recipient", {"user_id"})["user_id"]
        kind = check_message(body["message"], rules.button_types)
        person = self._person(user_id)
        shown = self._shown(kind, body["message"])
        self._may_speak(person)
        wrote_at = person.wrote_at or 0.0
        if self._world.now() - wrote_at > FREE:
            self._pay()
            shown.paid = True
        person.messages.append(shown)
        self._people.tell_of(person, shown)
        quota = {"quota_type": "reply", "remain": "0", "total": "0"} if int(shown.id[:8], 16) % 2 else {}
        sent = {"message_id": shown.id, "user_id": person.id, "sent_time": self._world.stamp()}
        return sent | ({"quota": quota} if quota else {})

    def _person(self, user_id: Any) -> Person:
        person = self._world.people.get(string(user_id, "user_id"))
        if person is None:
            raise Refusal(-201, "user_id is invalid")
        return person

    def _may_speak(self, person: Person) -> None:
        if person.inactive:
            raise Refusal(-227)
        if person.blocked:
            raise Refusal(-217)
        if not person.follows and person.wrote_at is None:
            raise Refusal(-213)
        if person.wrote_at is None or self._world.now() - person.wrote_at > WINDOW:
            raise Refusal(-230)

    def _pay(self) -> None:
        rules = self._world.rules
        if rules.paid_left is not None:
            if rules.paid_left <= 0:
                raise Refusal(-211)
            rules.paid_left -= 1

    def _shown(self, kind: str, message: Given) -> Message:
        shown = Message(self._world.next_id("m"), by_oa=True, text=message.get("text", ""), kind=kind)
        payload = message.get("attachment", {}).get("payload", {})
        if kind == "file":
            shown.file = self._asset(payload["token"], {"file"}).name
        elif kind == "media":
            (element,) = payload["elements"]
            if "attachment_id" in element:
                shown.file = self._asset(element["attachment_id"], {element["media_type"]}).name
        shown.buttons = list(payload.get("buttons", []))
        return shown

    def _asset(self, asset_id: Any, kinds: set[str]) -> Asset:
        asset = self._world.assets.get(string(asset_id, "attachment_id"))
        if asset is None or asset.kind not in kinds or self._world.now() - asset.made_at > ASSET_LIFE:
            raise Refusal(-100)
        return asset

    def _template_by_id(self, given: Any) -> Data:
        body = only(given, "body", {"user_id", "template_id", "template_data"}, {"mode"})
        person = self._person(body["user_id"])
        template = self._world.templates.get(string(body["template_id"], "template_id"))
        if template is None:
            raise Refusal(-201, "template_id")
        if not template.by_uid:
            raise Refusal(-249)
        if template.promotion and self._world.rules.is_night:
            raise Refusal(-234)
        if not self._world.rules.is_funded:
            raise Refusal(-321)
        if set(body["template_data"]) != set(template.params):
            raise Refusal(-201, "template_data")
        return {"message_id": self._fill(person, body), "sent_time": self._world.stamp()}

    def _template_by_phone(self, given: Any) -> Data:
        body = only(given, "body", {"phone", "template_id", "template_data"}, {"tracking_id", "mode"})
        phone = string(body["phone"], "phone")
        if not (phone.isascii() and phone.isdecimal() and phone.startswith("84") and len(phone) == 11):
            raise Refusal(-108)
        string(body.get("tracking_id", "-"), "tracking_id", 48)
        template = self._world.templates.get(string(body["template_id"], "template_id"))
        if template is None:
            raise Refusal(-109)
        if template.promotion and self._world.rules.is_night:
            raise Refusal(-133)
        if not self._world.rules.is_funded:
            raise Refusal(-115)
        if set(body["template_data"]) != set(template.params):
            raise Refusal(-1122)
        person = next((one for one in self._world.people.values() if one.phone == phone), None)
        if person is None:
            raise Refusal(-118)
        msg_id = self._fill(person, body)
        tracking = str(body.get("tracking_id", ""))
        self._world.tracked.append(tracking)
        self._people.tell_of_template(person, msg_id, tracking)
        quota = {"dailyQuota": "500", "remainingQuota": "499"}
        return {"msg_id": msg_id, "sent_time": self._world.stamp(), "quota": quota}

    def _fill(self, person: Person, body: Given) -> str:
        fields = "; ".join(f"{name}: {value}" for name, value in sorted(body["template_data"].items()))
        text = f"[{body['template_id']}] {fields}"
        shown = Message(self._world.next_id("z"), by_oa=True, text=text, kind="template", paid=True)
        person.messages.append(shown)
        return shown.id
