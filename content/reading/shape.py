"""What comes out of reading a file: data that crosses from the reading process as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Self

from content.document import Point
from content.texts.reading import REFUSED


class Sure(StrEnum):
    """How a field was found; either way a person confirms it."""

    READ = "read"  # it stood in its own place
    GUESSED = "guessed"  # it follows from other words


@dataclass(frozen=True, slots=True)
class Head:
    """What a paper says about itself. A field is None when it is not there; nothing is made up.

    `number` is "653", `symbol` "653/KH-UBND". `series` is "KH-UBND" even where the number is still blank.
    `sure` tells for each field that was found how it was found.
    """

    number: str | None = None
    symbol: str | None = None
    series: str | None = None
    issued_on: date | None = None
    issuer: str | None = None
    superior: str | None = None
    place: str | None = None
    kind: str | None = None  # in capitals, as printed: "KẾ HOẠCH"
    subject: str | None = None
    sure: dict[str, Sure] = field(default_factory=dict)
    draft_marks: tuple[str, ...] = ()  # keys of texts.reading.WARNINGS: "no_number", "no_day"


@dataclass(frozen=True, slots=True)
class Reference:
    """Another paper named in the text."""

    symbol: str
    kind: str = ""  # "Kế hoạch", where the text says it
    issued_on: date | None = None

    def __str__(self) -> str:
        """Return it as a paper would cite it."""
        named = f"{self.kind} số {self.symbol}" if self.kind else self.symbol
        return f"{named} ngày {self.issued_on:%d/%m/%Y}" if self.issued_on else named


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read. `about` is set for a news item: the paper that the item reports on."""

    head: Head
    paragraphs: tuple[str, ...]
    points: tuple[Point, ...]
    summary: str = ""
    bases: tuple[Reference, ...] = ()
    about: Head | None = None
    warnings: tuple[str, ...] = ()  # keys of texts.reading.WARNINGS

    @property
    def title(self) -> str:
        """What to call it: its subject, else its first line."""
        return self.head.subject or (self.paragraphs[0] if self.paragraphs else "")

    def to_json(self) -> dict[str, Any]:
        """Return this as plain JSON."""
        return {
            "head": _head_to_json(self.head),
            "paragraphs": list(self.paragraphs),
            "points": [asdict(p) for p in self.points],
            "summary": self.summary,
            "bases": [asdict(b) | {"issued_on": _iso(b.issued_on)} for b in self.bases],
            "about": _head_to_json(self.about) if self.about else None,
            "warnings": list(self.warnings),
        }

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(
            head=_head_from_json(raw["head"]),
            paragraphs=tuple(raw["paragraphs"]),
            points=tuple(Point(**p) for p in raw["points"]),
            summary=raw["summary"],
            bases=tuple(Reference(b["symbol"], b["kind"], _day(b["issued_on"])) for b in raw["bases"]),
            about=_head_from_json(raw["about"]) if raw["about"] else None,
            warnings=tuple(raw["warnings"]),
        )


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is not read; *reason* is a key of `texts.reading.REFUSED`, which says what to do."""

    reason: str

    @property
    def words(self) -> str:
        """Why, and what to do next."""
        return REFUSED[self.reason]


class Refuse(Exception):
    """Raised inside reading; `read` turns it into an Unreadable with the same reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph of a file, as its reader found it. *heading* is a level, 0 for running text."""

    text: str
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Sheets:
    """All lines of a file in order, and what stands outside its body: headers, footers, boxes."""

    lines: tuple[Line, ...]
    margins: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _head_to_json(head: Head) -> dict[str, Any]:
    return asdict(head) | {"issued_on": _iso(head.issued_on), "draft_marks": list(head.draft_marks)}


def _head_from_json(raw: dict[str, Any]) -> Head:
    known = dict(raw)
    known["issued_on"] = _day(known["issued_on"])
    known["sure"] = {name: Sure(sure) for name, sure in known["sure"].items()}
    known["draft_marks"] = tuple(known["draft_marks"])
    return Head(**known)
