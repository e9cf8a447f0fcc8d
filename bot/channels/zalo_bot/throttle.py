"""How long to be silent after refusals for being too fast, or for having said all that a month allows."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.channel import Throttled
from bot.channels.zalo_bot.errors import wait_after

QUOTA_LIKELY = 10  # refusals in a row, over an hour and more: no rate lasts so long

_log = structlog.get_logger(__name__)


class Throttle:
    """Counts refusals in a row: those that were on the wire together are one, and only a message taken ends the row."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._counted_at = float("-inf")
        self.in_a_row = 0

    def refused(self, started: float) -> Throttled:
        """Return how long to wait, a request that left at *started* having been refused."""
        if started >= self._counted_at:
            self._counted_at = self._monotonic()
            self.in_a_row += 1
            if self.in_a_row == QUOTA_LIKELY:
                _log.error("zalo_bot.quota_likely_used_up", refusals=self.in_a_row)
        return Throttled(wait_after(self.in_a_row))

    def took(self, started: float) -> None:
        """A message that left at *started* was taken; one from before the last refusal tells nothing of now."""
        if started >= self._counted_at:
            self.in_a_row = 0
