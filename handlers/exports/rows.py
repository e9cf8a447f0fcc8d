"""What exports are made of: rows that cross to the child process as JSON."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InviteRow:
    """One person's one-time code."""

    person: str
    unit: str
    code: str
    link: str = ""  # empty where no channel has an address
    position: str = ""
    until: str = ""  # as shown


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """How one recipient of a broadcast stands. Times are as shown; *reason* is a key of texts.reasons."""

    person: str
    unit: str
    state: str  # a delivery's state, or "unreached" for those it was never owed to
    channel: str = ""
    sent_at: str = ""
    read_at: str = ""
    reason: str = ""
