"""What exports are made of: rows that cross to the child process as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


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


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One submission. Moments are ISO text of the office's zone; answers are by path; `said` has words for values."""

    code: str
    person: str
    person_code: str
    unit: str
    entered_by: str  # the colleague who sent it instead; empty when it was the person
    state: str
    revisions: int
    submitted_at: str
    amended_at: str
    version: str
    answers: dict[str, Any]
    said: dict[str, str]  # "place=12" → the unit's name
    codes: dict[str, str] = field(default_factory=dict)  # "host=12" → the unit's code, where names are asked for
    files: dict[str, list[str]] = field(default_factory=dict)  # path → name in the export, name in the store
