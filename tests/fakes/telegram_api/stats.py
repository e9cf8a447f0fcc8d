"""Counting at the far end: who got what how often, and how fast."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.fakes.telegram_api.updates import Updates
from tests.fakes.telegram_api.world import World


def stats(world: World, updates: Updates, *, times: bool = False) -> dict[str, Any]:
    """Return all counts. *times* adds when each recipient's messages arrived, and every send with its answer."""
    arrived = sorted(when for whens in world.arrived.values() for when in whens)
    asked = sorted(when for when, _, _ in world.requests)
    counted: dict[str, Any] = {
        "arrived": len(arrived),  # new messages that reached a chat, answered or not
        "recipients": len(world.arrived),
        "per_recipient": {str(chat): len(whens) for chat, whens in world.arrived.items()},
        "copies": {str(n): count for n, count in Counter(len(whens) for whens in world.arrived.values()).items()},
        "sends": len(asked),
        "calls": dict(world.calls),
        "answers": dict(world.answers),
        "violations": world.violations,
        "uploads": dict(world.uploads),
        "first": asked[0] if asked else None,
        "last": asked[-1] if asked else None,
        "most_in_a_second": _most_in_a_second(asked),
        "histogram": _histogram(asked),
        "unanswered_presses": sum(not press.answers for press in world.presses.values()),
        "waiting_updates": len(updates.waiting) + sum(len(lane) for lane in updates.busy_with.values()),
        "posts": updates.posts,
    }
    if times:
        counted["times"] = {str(chat): whens for chat, whens in world.arrived.items()}
        counted["requests"] = world.requests
    return counted


def _most_in_a_second(whens: list[float]) -> int:
    """The most sends asked for within any window of one second."""
    most = begin = 0
    for end, when in enumerate(whens):
        while whens[begin] <= when - 1.0:
            begin += 1
        most = max(most, end - begin + 1)
    return most


def _histogram(whens: list[float]) -> list[int]:
    """Sends in each whole second since the first."""
    if not whens:
        return []
    counts = Counter(int(when - whens[0]) for when in whens)
    return [counts[second] for second in range(max(counts) + 1)]
