"""Whose limit was hit: the answer 429 does not say whether it means this chat or the whole bot."""

from __future__ import annotations

from collections.abc import Callable

from bot.channel import Throttled

MEMORY_SECONDS = 30.0


class Flood:
    """Judges each 429 by its neighbours: one chat alone is that chat's own limit, two chats soon after are the lane's.

    So one message too many may leave when the lane is closed, which does no harm, and a single busy chat never
    stops a broadcast. Groups have a limit of their own (20 a minute) and are always judged alone.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._until: dict[str, float] = {}  # chat → when its 429 is forgotten

    def judge(self, chat: str, throttled: Throttled) -> Throttled:
        """Return *throttled*, narrowed to *chat* when nothing points to the whole lane."""
        if chat.startswith("-"):
            return Throttled(throttled.seconds, chat_only=True)
        now = self._monotonic()
        self._until = {seen: until for seen, until in self._until.items() if until > now}
        others = any(seen != chat for seen in self._until)
        self._until[chat] = now + throttled.seconds + MEMORY_SECONDS
        return Throttled(throttled.seconds, chat_only=not others)
