"""What is heard and what is said, in words that name no channel."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self


class Heard(StrEnum):
    """What kind of thing a person (or the machine itself) sent."""

    TEXT = "text"
    PRESS = "press"  # a button: `token` is untrusted, whoever drew the button
    FILE = "file"  # a document or photo; its bytes are not here yet
    CONTACT = "contact"  # an own phone number, checked by the channel to be the sender's
    START = "start"  # opened by a link; `text` is the link's payload, often an invite code
    BLOCKED = "blocked"  # the person shut this chat
    UNBLOCKED = "unblocked"
    OTHER = "other"  # voice, sticker, location …: answered with what to do instead
    SYSTEM = "system"  # a Chore ended; `token` names it
    ARRIVED = "arrived"  # the platform brought our message `message_key` to the phone; never answered
    SEEN = "seen"  # it was on the screen: a fact about delivery, not "Đã nắm"; never answered


@dataclass(frozen=True, slots=True)
class Address:
    """Where a chat is: the channel's name and the chat's id there, as text."""

    channel: str
    chat: str


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file on the channel's side; the bytes are fetched later by a Chore."""

    remote: str  # what the channel needs to fetch it
    name: str = ""
    mime: str = ""
    size: int | None = None  # bytes, when the channel says so


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing heard. `update_key` is unique in its channel: the same key is the same thing again.

    `text` is NFC. `message_key` is the channel's id of the message that was pressed or sent.
    """

    address: Address
    update_key: str
    kind: Heard
    at: datetime
    text: str = ""
    token: str = ""
    message_key: str = ""
    name: str = ""  # what the channel calls the person; only for office eyes, never a key
    phone: str = ""
    file: FileRef | None = None
    payload: dict[str, Any] = field(default_factory=dict)  # SYSTEM: what the Chore brought; a place: "lat", "lon"

    def to_json(self) -> dict[str, Any]:
        """Return this as plain JSON; `from_json` gives it back."""
        return asdict(self) | {"at": self.at.isoformat()}

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Self:
        """Read what `to_json` wrote. Raises KeyError or ValueError when it is something else."""
        known = dict(raw)
        known["address"] = Address(**known["address"])
        known["kind"] = Heard(known["kind"])
        known["at"] = datetime.fromisoformat(known["at"])
        known["file"] = FileRef(**known["file"]) if known.get("file") else None
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer offered: a button where there are buttons, always a number or word to type.

    `token` is at most 64 bytes of ASCII and comes back untrusted. `word` is what may be typed besides
    the number. A `decisive` choice (approve, send, withdraw, delete) is never taken by a bare number.
    """

    label: str
    token: str
    word: str = ""
    decisive: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A stored file that goes with a message; `file_id` is storage's id of its bytes."""

    file_id: int
    name: str
    mime: str
    size: int
    is_photo: bool = False


@dataclass(frozen=True, slots=True)
class Outbound:
    """One thing we say: plain text under an optional heading, with choices and at most one file.

    `key` names this message within its chat; a later Outbound with `replaces=<key>` edits it where the
    channel can, and is a new message elsewhere. `numbered` says that choices are answered by 1, 2, 3 …
    """

    text: str
    heading: str = ""
    choices: tuple[Choice, ...] = ()
    numbered: bool = True
    file: Attachment | None = None
    key: str = ""
    replaces: str = ""
    protect: bool = False  # not to be forwarded, where the channel can forbid it
    silent: bool = False  # no sound, where the channel can
    ask_phone: bool = False  # offers the channel's own "share my number" button
    one_time: bool = False  # a code or link: never resent after an uncertain send
    page: bool = False  # ends with a link to its own light page, where links can be written

    def to_json(self) -> dict[str, Any]:
        """Return this as small plain JSON: only what differs from the defaults."""
        said: dict[str, Any] = {"text": self.text}
        for name in ("heading", "key", "replaces", "protect", "silent", "ask_phone", "one_time", "page"):
            if value := getattr(self, name):
                said[name] = value
        if not self.numbered:
            said["numbered"] = False
        if self.choices:
            said["choices"] = [[c.label, c.token, c.word, c.decisive] for c in self.choices]
        if self.file:
            said["file"] = asdict(self.file)
        return said

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        known = dict(raw)
        known["choices"] = tuple(Choice(*c) for c in known.get("choices", ()))
        if file := known.get("file"):
            known["file"] = Attachment(**file)
        return cls(**known)

    def but(self, **changes: Any) -> Self:
        """Return a copy with *changes*."""
        return replace(self, **changes)
