"""What the fake does wrong on purpose, told by rules.

A rule is a JSON object: `do`, and who it is for. `do` is one of

- `latency` (low, high: seconds; half of it before the work, half after)
- `429` (retry_after, or null for none), `403`, `400` (description), `401`, `migrate` (to)
- `5xx` (status, body: HTML; processed: whether the work was done first)
- `limit` (per_second, retry_after: a real limit over a sliding second)
- `cut_before` (closed unread), `cut_after` (done, then closed), `hang` (seconds; processed)

For: `methods` (default: all that send), `chats`, `chance` (0-1), `after` and `last` (seconds from now), `times`.
"""

from __future__ import annotations

import random
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram_api.rules import SENDS

REFUSALS: dict[str, tuple[int, str]] = {
    "403": (403, "Forbidden: bot was blocked by the user"),
    "400": (400, "Bad Request: chat not found"),
    "401": (401, "Unauthorized"),
    "migrate": (400, "Bad Request: group chat was upgraded to a supergroup chat"),
    "429": (429, "Too Many Requests: retry after {retry_after}"),
}


@dataclass(slots=True)
class Rule:
    """One thing that goes wrong."""

    do: str
    methods: frozenset[str] = SENDS
    chats: frozenset[int] | None = None
    chance: float = 1.0
    begins: float = 0.0
    ends: float = float("inf")
    left: float = float("inf")
    how: dict[str, Any] = field(default_factory=dict)
    recent: deque[float] = field(default_factory=deque)

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Rule:
        """Read a rule. Raises KeyError without `do`."""
        how = dict(raw)
        begins = time.monotonic() + how.pop("after", 0.0)
        last = how.pop("last", None)
        chats = how.pop("chats", None)
        methods = how.pop("methods", None)
        return cls(
            do=str(how.pop("do")),
            methods=SENDS if methods is None else frozenset(methods),
            chats=None if chats is None else frozenset(int(chat) for chat in chats),
            chance=how.pop("chance", 1.0),
            begins=begins,
            ends=float("inf") if last is None else begins + last,
            left=how.pop("times", float("inf")),
            how=how,
        )

    def applies(self, method: str, chat: int, now: float) -> bool:
        """Whether it goes wrong this time; counts it if so."""
        if method not in self.methods and "*" not in self.methods:
            return False
        if self.left <= 0 or not self.begins <= now < self.ends or (self.chats is not None and chat not in self.chats):
            return False
        if self.do == "limit" and not self._over(now):
            return False
        if self.chance < 1.0 and random.random() >= self.chance:
            return False
        self.left -= 1
        return True

    def _over(self, now: float) -> bool:
        while self.recent and self.recent[0] <= now - 1.0:
            self.recent.popleft()
        if len(self.recent) >= self.how["per_second"]:
            return True
        self.recent.append(now)
        return False


class Faults:
    """The rules in force. The first that is not latency decides; latencies add up."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []

    def add(self, raw: list[dict[str, Any]]) -> None:
        """Put rules in force, before older ones."""
        self._rules = [Rule.from_json(rule) for rule in raw] + self._rules

    def clear(self) -> None:
        """Forget all rules."""
        self._rules = []

    def __bool__(self) -> bool:
        return bool(self._rules)

    def pick(self, method: str, chat: int) -> tuple[float, Rule | None]:
        """Return the seconds of latency and the fault of this request."""
        now = time.monotonic()
        wait = 0.0
        fault = None
        for rule in self._rules:
            if rule.do == "cut_before":
                continue
            if rule.do == "latency":
                if rule.applies(method, chat, now):
                    wait += random.uniform(rule.how.get("low", 0.0), rule.how.get("high", 0.0))
            elif fault is None and rule.applies(method, chat, now):
                fault = rule
        return wait, fault

    def pick_unread(self, method: str) -> Rule | None:
        """Return the rule that closes this request unread, if any; it knows no chat."""
        now = time.monotonic()
        rules = (rule for rule in self._rules if rule.do == "cut_before" and rule.chats is None)
        return next((rule for rule in rules if rule.applies(method, 0, now)), None)
