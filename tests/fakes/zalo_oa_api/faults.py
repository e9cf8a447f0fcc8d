"""What the fake does wrong on purpose, told by rules.

A rule is a JSON object: `do`, and what it is for. `do` is one of

- `error` (code, words: Zalo's own, after the fake's for this code)
- `latency` (seconds, before the work)
- `http` (status, body, kind: its type; processed: whether the work was done first)
- `cut_before` (closed undone), `cut_after` (done, then closed), `hang` (seconds; processed)

For: `paths` (parts of the address; default: messages and templates), `chats`, `kinds` (`text`: messages that have
one, `file`: messages without), `last` (seconds from now), `times`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

SENDS = ("/oa/message", "/business/message")


@dataclass(slots=True)
class Rule:
    """One thing that goes wrong."""

    do: str
    paths: tuple[str, ...] = SENDS
    chats: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    ends: float = float("inf")
    left: float = float("inf")
    how: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Rule:
        """Read a rule. Raises KeyError without `do`."""
        how = dict(raw)
        chats, kinds, last = how.pop("chats", None), how.pop("kinds", None), how.pop("last", None)
        return cls(
            do=str(how.pop("do")),
            paths=tuple(how.pop("paths", SENDS)),
            chats=None if chats is None else frozenset(chats),
            kinds=None if kinds is None else frozenset(kinds),
            ends=float("inf") if last is None else time.monotonic() + last,
            left=how.pop("times", float("inf")),
            how=how,
        )

    def applies(self, path: str, chat: str, kind: str) -> bool:
        """Say whether it goes wrong this time; counts it if so."""
        if self.left <= 0 or time.monotonic() > self.ends or not any(part in path for part in self.paths):
            return False
        if self.chats is not None and chat not in self.chats:
            return False
        if self.kinds is not None and kind not in self.kinds:
            return False
        self.left -= 1
        return True


class Faults:
    """The rules in force. The first that is not latency decides."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []

    def add(self, raw: list[dict[str, Any]]) -> None:
        """Put rules in force, before older ones."""
        self._rules = [Rule.from_json(rule) for rule in raw] + self._rules

    def clear(self) -> None:
        """Forget all rules."""
        self._rules = []

    def pick(self, path: str, chat: str, kind: str) -> tuple[float, Rule | None]:
        """Return the seconds of latency and the fault of this request."""
        wait, fault = 0.0, None
        for rule in self._rules:
            if rule.do == "latency":
                wait += rule.how["seconds"] if rule.applies(path, chat, kind) else 0.0
            elif fault is None and rule.applies(path, chat, kind):
                fault = rule
        return wait, fault
