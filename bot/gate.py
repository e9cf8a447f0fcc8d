"""The gate of a lane within this process: shut at once by a 429, and opened again when only one chat was meant."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Gate:
    """Decides whom a 429 concerns; the platform does not say.

    It is the lane's, unless messages to other chats that left later than the refused one were taken, or the same
    chat was refused before and others were taken since.
    """

    until: float = 0.0  # monotonic seconds
    refused: dict[int, float] = field(default_factory=dict)  # chat → when its refused request left
    taken_after: bool = False
    suspects: dict[int, float] = field(default_factory=dict)  # chats refused before → when
    last_taken: float = 0.0

    def is_closed(self) -> bool:
        """Say whether nothing may leave now."""
        return self.seconds_left() > 0

    def seconds_left(self) -> float:
        """Return for how many seconds nothing may leave."""
        return max(0.0, self.until - time.monotonic())

    def took(self, started: float) -> None:
        """A message that left at *started* was taken."""
        self.last_taken = time.monotonic()
        if self.refused and started >= max(self.refused.values()):
            self.taken_after = True

    def refuse(self, chat_id: int, started: float, seconds: float) -> bool:
        """A message that left at *started* was refused for *seconds*; return whether this closes the lane."""
        now = time.monotonic()
        before = self.suspects.get(chat_id)
        self.suspects[chat_id] = now
        if before is not None and self.last_taken > before and not self.refused:
            return False  # others were taken since it was refused the last time: this chat only
        self.refused[chat_id] = started
        self.until = max(self.until, now + seconds)
        return True

    def verdict(self) -> int | None:
        """Once nothing is on the wire: return the one chat that was meant and open, or None."""
        chats, self.refused = self.refused, {}
        alone, self.taken_after = self.taken_after and len(chats) == 1, False
        if not alone:
            return None
        self.until = 0.0
        return next(iter(chats))
