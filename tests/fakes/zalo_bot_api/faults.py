"""What the fake does wrong on purpose, told by rules.

A rule is a JSON object: `do`, and what it is for. `do` is one of

- `error` (code, description)
- `latency` (seconds, before the work)
- `html` (status, 502 if not said; processed: whether the work was done first)
- `cut` (closed undone), `cut_after` (done, then closed), `hang` (seconds; processed)

For: `methods` (default: those that send), `chats`, `times` (default: once; null: always).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SENDS = frozenset({"sendMessage", "sendPhoto"})
UNDONE = frozenset({"cut", "error"})


@dataclass(slots=True)
class Rule:
    """One thing that goes wrong."""

    do: str
    methods: frozenset[str] = SENDS
    chats: frozenset[str] | None = None
    left: float = 1
    how: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Rule:
        """Read a rule. Raises KeyError without `do`."""
        how = dict(raw)
        chats, times = how.pop("chats", None), how.pop("times", 1)
        return cls(
            do=str(how.pop("do")),
            methods=frozenset(how.pop("methods", SENDS)),
            chats=None if chats is None else frozenset(chats),
            left=float("inf") if times is None else times,
            how=how,
        )

    def applies(self, method: str, chat: str) -> bool:
        """Say whether it goes wrong this time; counts it if so."""
        if self.left <= 0 or not {method, "*"} & self.methods or (self.chats is not None and chat not in self.chats):
            return False
        self.left -= 1
        return True

    @property
    def does_work(self) -> bool:
        """Say whether the work is done although it goes wrong."""
        return self.do not in UNDONE and bool(self.how.get("processed", self.do == "cut_after"))


class Faults:
    """The rules in force. The first that is not latency decides; latencies add up."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []

    def put(self, raw: list[dict[str, Any]]) -> None:
        """Put these rules in force, and no others."""
        self._rules = [Rule.from_json(rule) for rule in raw]

    def pick(self, method: str, chat: str) -> tuple[float, Rule | None]:
        """Return the seconds of latency and the fault of this request."""
        wait, fault = 0.0, None
        for rule in self._rules:
            if rule.do == "latency":
                wait += rule.how["seconds"] if rule.applies(method, chat) else 0.0
            elif fault is None and rule.applies(method, chat):
                fault = rule
        return wait, fault
