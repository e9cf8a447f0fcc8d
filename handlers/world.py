"""What does not change while the process runs, as handlers may know it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """What a handler needs to know of a channel: its name for people and what it can carry."""

    label: str
    text: int = 3900  # longest message, choices included, in UTF-16 units; what is longer goes in parts
    can_edit: bool = True
    has_buttons: bool = True
    pages: bool = False  # documents end with a link to their light page: the channel carries little of them
    window: timedelta | None = None  # may speak only so long after the person wrote
    free: timedelta | None = None  # of the window, what costs nothing
    month_most: int | None = None  # messages a month of the account
    people_most: int | None = None


@dataclass(frozen=True, slots=True)
class World:
    """Settings and facts of this installation."""

    secret_key: str
    zone: ZoneInfo
    public_url: str = ""
    is_demo: bool = False
    channels: Mapping[str, ChannelFacts] = field(default_factory=dict)
    invite_links: Callable[[str], tuple[tuple[str, str], ...]] = lambda _code: ()
    holidays: Callable[[int], frozenset[date]] = lambda _year: frozenset()
    forms: dict[str, Any] = field(default_factory=dict, compare=False)  # compiled form versions, by dialog

    def month(self, now: datetime) -> str:
        """Return the month of allowances, `YYYY-MM` in the office's zone."""
        return f"{now.astimezone(self.zone):%Y-%m}"

    def today(self, now: datetime) -> date:
        """Return the day in the office's zone."""
        return now.astimezone(self.zone).date()
