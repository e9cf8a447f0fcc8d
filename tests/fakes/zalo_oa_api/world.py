"""What the fake remembers: the account, its people and their chats, uploads, templates, and what was asked of it."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

DAY = 86_400.0
WINDOW, FREE, ASSET_LIFE = 7 * DAY, 2 * DAY, 7 * DAY
SECRET = "oa-secret-key-of-the-fake"


@dataclass(slots=True)
class Message:
    """One line of a chat. `buttons` are as they were sent; `file` is the name of what was uploaded."""

    id: str
    by_oa: bool
    text: str = ""
    buttons: list[dict[str, Any]] = field(default_factory=list)
    file: str = ""
    kind: str = "text"
    paid: bool = False


@dataclass(slots=True)
class Person:
    """One user of the app, as this account knows them."""

    id: str
    name: str = "Hoa"
    phone: str = ""  # 84…
    follows: bool = True
    blocked: bool = False
    inactive: bool = False
    reads: bool = True  # what arrives is looked at at once
    wrote_at: float | None = None  # the last interaction
    messages: list[Message] = field(default_factory=list)


@dataclass(slots=True)
class Asset:
    """An upload; its id holds for seven days."""

    kind: str  # image, gif or file
    name: str
    content: bytes
    made_at: float


@dataclass(slots=True)
class Template:
    """An approved template."""

    params: list[str]
    by_uid: bool = True
    promotion: bool = False


@dataclass(slots=True)
class Rules:
    """What may be turned: the kind of account, its money, the hour."""

    oa_type: int = 2  # 4: a state agency
    v2_open: bool = False  # v2 takes messages of a business account too
    per_minute: int | None = None
    paid_left: int | None = None  # messages outside the free 48 hours; None: no end
    uploads_left: int = 5000
    uploads_open: bool = True
    is_night: bool = False
    is_funded: bool = True
    button_types: list[str] = field(default_factory=lambda: ["", "button", "list"])  # template_type of buttons
    echoes: bool = True  # oa_send_…, user_received_message, user_seen_message after each send


class World:
    """All of it. Time can be moved on."""

    def __init__(self) -> None:
        self.secret_key = SECRET
        self.rules = Rules()
        self.people: dict[str, Person] = {}
        self.assets: dict[str, Asset] = {}
        self.templates: dict[str, Template] = {}
        self.cdn: dict[str, tuple[str, bytes]] = {}  # files of people: mime and bytes
        self.calls: Counter[str] = Counter()
        self.answers: Counter[str] = Counter()
        self.uploads: Counter[str] = Counter()
        self.violations: list[str] = []  # what a correct client never does
        self.tracked: list[str] = []
        self.late = 0.0
        self.minute: tuple[int, int] = (0, 0)
        self.numbers = itertools.count(1)

    def now(self) -> float:
        """Seconds since 1970, by the fake's clock."""
        return time.time() + self.late

    def stamp(self) -> str:
        """The time as events carry it."""
        return str(int(self.now() * 1000))

    def next_id(self, kind: str) -> str:
        """A new id, which nobody could guess or count on."""
        return f"{next(self.numbers) * 7919:08x}{kind}{'0f1e2d3c4b5a'[:8]}"

    def message_of(self, person: Person, message_id: str) -> Message | None:
        """Return a message of a chat."""
        return next((one for one in person.messages if one.id == message_id), None)
