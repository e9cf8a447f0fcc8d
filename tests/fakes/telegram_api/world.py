"""What the fake remembers: people, their chats, files, presses, and every message that arrived."""

from __future__ import annotations

import itertools
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram_api.refusal import Refusal

TOKEN = "1234567890:AAfakefakefakefakefakefakefakefakefake"
BOT = {"id": 1234567890, "is_bot": True, "first_name": "Trợ lý", "username": "tro_ly_thu_bot"}


@dataclass(slots=True)
class Person:
    """One user of the app, and the private chat with the bot."""

    id: int
    name: str = "Hoa"
    started: bool = True
    blocked: bool = False
    deactivated: bool = False
    last_message: int = 0  # message ids count up within one chat only
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    keyboard: list[list[dict[str, Any]]] | None = None  # the reply keyboard now open

    def user(self) -> dict[str, Any]:
        """As the API shows a user."""
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": "vi"}

    def chat(self) -> dict[str, Any]:
        """As the API shows the private chat."""
        return {"id": self.id, "type": "private", "first_name": self.name}

    def next_message(self) -> int:
        """Return the id of the next message in this chat."""
        self.last_message += 1
        return self.last_message


@dataclass(slots=True)
class File:
    """A file that the API keeps."""

    file_id: str
    unique_id: str
    kind: str  # document or photo
    name: str
    mime: str
    content: bytes


@dataclass(slots=True)
class Press:
    """A callback query that waits for its answer."""

    person: int
    answers: list[str] = field(default_factory=list)


class World:
    """All of it. Times are wall seconds, so that tests of several processes can compare."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.people: dict[int, Person] = {}
        self.moved: dict[int, int] = {}
        self.files: dict[str, File] = {}
        self.presses: dict[str, Press] = {}
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.calls: Counter[str] = Counter()
        self.answers: Counter[str] = Counter()
        self.violations: list[str] = []  # what a correct client never does
        self.arrived: dict[int, list[float]] = defaultdict(list)  # new messages per recipient
        self.requests: list[tuple[float, int, int]] = []  # sends asked for: when, whom, status answered (0: none)
        self.uploads: Counter[str] = Counter()
        self.file_numbers = itertools.count(1)
        self.update_numbers = itertools.count(700_000_001)
        self.press_numbers = itertools.count(5_000_000_001)

    def chat(self, chat_id: int) -> Person:
        """Return whose chat this is. Raises Refusal when the bot may not write there."""
        person = self.people.get(chat_id)
        if person is None:
            raise Refusal(400, "Bad Request: chat not found")
        if person.deactivated:
            raise Refusal(403, "Forbidden: user is deactivated")
        if person.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if not person.started:
            raise Refusal(403, "Forbidden: bot can't initiate conversation with a user")
        return person

    def say(self, person: Person, parts: dict[str, Any]) -> dict[str, Any]:
        """Put a message of the bot into the chat of *person* and return it."""
        now = time.time()
        message = {
            "message_id": person.next_message(),
            "from": BOT,
            "chat": person.chat(),
            "date": int(now),
            **parts,
        }
        person.messages[message["message_id"]] = message
        self.arrived[person.id].append(now)
        return message

    def keep(self, kind: str, name: str, mime: str, content: bytes) -> File:
        """Keep a file under a new id; the id tells its kind to nobody but the fake."""
        n = next(self.file_numbers)
        file = File(f"BQAC{kind[0]}Agad{n:08d}", f"AgAD{n:06d}", kind, name, mime, content)
        self.files[file.file_id] = file
        return file
