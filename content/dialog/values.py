"""What dialogs are made of: options, facts from outside, and the two ways an answer may not be taken as it is."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from content.texts import common
from content.texts.courtesy import Courtesy

Value = str | int | float | list[str]
"""An answer as it is kept: plain JSON. A day is ISO text, a file is its name or `remote`, several picks are a list."""

Media = tuple[tuple[str, ...], ...]
"""Files that go with words, by the names in the sheets: of each its names, the one that is wanted most first."""

OTHER = "other"
"""The value of the option "something else"; the Text step named by `Pick.other` holds the words."""

LONGEST_QUOTE = 40
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"


class Lookup(StrEnum):
    """Lists that only the caller knows: keys of `Facts.lookups`."""

    MY_PLACES = "my_places"  # units of the person's area
    POINTS = "points"  # talking points in force; a value is the document's id
    ISSUERS = "issuers"  # offices that a source may come from: the own one, its superior
    BASES = "bases"  # papers named in the text of a draft
    UNITS = "units"  # units that the person may send to
    LINES = "lines"  # lines of a report that is given back
    COLLEAGUES = "colleagues"  # people for whom the person may report: labelled "name, unit"
    WITHOUT = "without"  # units and people that may be left out: "u12", "p345"


class Known(StrEnum):
    """Single things that only the caller knows: keys of `Facts.values`. All may be missing."""

    LAST_PLACE = "last_place"  # value of the place of the last report: offered first
    LAST_POINTS = "last_points"  # values of the points it named: offered first
    TYPICAL = "typical"  # int: usual number of listeners
    MAX_AGE_DAYS = "max_age_days"  # int: how old a session may be
    ASKED_SINCE = "asked_since"  # date: the first day whose figures are still asked for
    DUPLICATES = "duplicates"  # {"2026-11-20|<place>|<point>": "BC0017"} or an Option(code, what it says)
    NUMBER = "number"  # of the source of what is worked on, when it has one
    POINT_DAYS = "point_days"  # {value: PointDays}: on which days the points that may be reported hold
    FORM_LISTS = "form_lists"  # {"units": rows of columns}: lists of a form that come from outside, by instance name
    LAST_SAVED = "last_saved"  # {path: answer} of what the person sent last with this form
    PROPERTIES = "properties"  # {"username": …}: what a form may know of the person
    LANGUAGE = "language"  # the code of the language in which the person last filled in a form
    MEDIA = "media"  # {file name in the sheets: Attachment}: pictures, recordings and films that a form brought
    DIRECT_ONLY = "direct_only"  # values of the points that are for speaking in person only


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be chosen. `value` is kept, `label` is shown and may be typed; so may the shorter `also`.

    `media` are shown beside it.
    """

    value: str
    label: str
    also: str = field(default="", compare=False)
    media: Media = field(default=(), compare=False)

    @property
    def mark(self) -> str:
        """A short ASCII name of the value for button tokens: a press means the value, whatever its place was."""
        return mark_of(self.value)


YES = Option("yes", common.YES)
NO = Option("no", common.NO)


def mark_of(text: str) -> str:
    """Return a short ASCII name for *text*."""
    number = zlib.crc32(text.encode())
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _BASE36[digit] + digits
    return digits


def quoted(text: str) -> str:
    """Return *text* short enough to be quoted back in one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the engine is told about the world; it asks for nothing itself. Lookups and values may be lazy.

    *today* and *now* are of the office's zone.
    """

    today: date
    now: datetime
    lookups: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    courtesy: Courtesy = Courtesy.DONG_CHI
    contact: str = ""

    def options(self, name: str) -> tuple[Option, ...]:
        """Return a looked-up list; empty when the caller has none."""
        return tuple(self.lookups.get(name) or ())

    def value(self, name: str) -> Any:
        """Return a known thing, or None."""
        return self.values.get(name)


class Unreadable(Exception):
    """An answer that cannot be taken; *reason* says what is wrong and what is expected, in the person's words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Way:
    """One way out of a Doubt: answers to set (None drops one), or a question to ask again."""

    label: str
    sets: Mapping[str, Value | None] = field(default_factory=dict)
    again: str = ""  # the key of the step to be asked again


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question about an answer before it is believed. `key` names it, so that it is asked once."""

    key: str
    ask: str
    ways: tuple[Way, ...]

    def to_json(self) -> list[Any]:
        """Return this as plain JSON."""
        return [self.key, self.ask, [[w.label, dict(w.sets), w.again] for w in self.ways]]

    @classmethod
    def from_json(cls, raw: list[Any]) -> Doubt:
        """Read what `to_json` wrote."""
        return cls(raw[0], raw[1], tuple(Way(label, sets, again) for label, sets, again in raw[2]))


class Doubtful(Exception):
    """An answer that may mean several things, or needs a second look: the engine asks the *doubt*."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt.ask)
        self.doubt = doubt
