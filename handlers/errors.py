"""What handlers raise, and who it is meant for."""

from __future__ import annotations


class Refused(Exception):
    """The person may not have this; *words* say why and what to do next. Rolls back, then the words are said."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class NotAllowed(Refused):
    """The right is missing, as it stands at this very press."""


class AlreadyDecided(Refused):
    """Somebody was faster."""


class NothingOpen(Refused):
    """What the person points at is not there (any more)."""


class Busy(Exception):
    """An Inbound cannot be taken now; the channel answers 503, or polls the same offset again."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"busy, retry after {retry_after} s")
        self.retry_after = retry_after
