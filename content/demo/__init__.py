"""The invented office of the demo, read from the TOML files beside this one. Nothing in it is real."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """The office itself; *unit* is the code of the unit it serves."""

    name: str
    superior: str
    system: str
    courtesy: str
    staff_contact: str
    public_contact: str
    privacy_contact: str
    unit: str


@dataclass(frozen=True, slots=True)
class DemoGrant:
    """An office role of a person over a unit, both by code."""

    person: str
    role: str
    unit: str


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """A unit; *parent* and *merged_into* are codes of units that stand in the list too."""

    code: str
    name: str
    type: str
    parent: str = ""
    valid_to: date | None = None
    merged_into: str = ""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A person; *given* stands only where it is not the last word of the name."""

    id: str
    name: str
    position: str
    role: str
    unit: str
    given: str | None = None
    decision: str = ""
    decided: date | None = None

    @property
    def phone(self) -> str:
        """A number of the prefix that no operator uses."""
        return f"0950 000 0{self.id.removeprefix('N')}"

    @property
    def is_appointed(self) -> bool:
        """Say whether the person speaks to people by appointment, and does not sit in the office."""
        return bool(self.decision)


@dataclass(frozen=True, slots=True)
class DemoFaq:
    """A question people ask, and its answer."""

    q: str
    a: str


@dataclass(frozen=True, slots=True)
class DemoPoint:
    """A talking point of a few sentences."""

    id: str
    title: str
    topic: str
    short_message: str
    bullets: tuple[str, ...]
    faq: tuple[DemoFaq, ...]


@dataclass(frozen=True, slots=True)
class DemoDocument:
    """A document of the office; *points* are ids of talking points. One that nobody has read is not issued yet."""

    id: str
    kind: str
    doc_kind: str
    number: str
    issued: date
    period: str
    title: str
    scope: str
    points: tuple[str, ...]
    read_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoSession:
    """A session held *days_ago*; *within* and *form* are values of the report; *concern* names no person."""

    person: str
    days_ago: int
    listeners: int
    minutes: int
    within: str
    form: str
    points: tuple[str, ...]
    concern: str


@dataclass(frozen=True, slots=True)
class DemoData:
    """All of the invented office."""

    office: DemoOffice
    grants: tuple[DemoGrant, ...]
    units: tuple[DemoUnit, ...]
    people: tuple[DemoPerson, ...]
    topics: dict[str, str]
    points: dict[str, DemoPoint]
    documents: tuple[DemoDocument, ...]
    sessions: tuple[DemoSession, ...]


@cache
def load() -> DemoData:
    """Read the files, once."""
    office, points = _read("office"), _read("points")
    return DemoData(
        office=DemoOffice(**office["office"]),
        grants=tuple(DemoGrant(**row) for row in office["grant"]),
        units=tuple(DemoUnit(**row) for row in _read("units")["unit"]),
        people=tuple(DemoPerson(**row) for row in _read("people")["person"]),
        topics=points["topics"],
        points={row["id"]: _point(row) for row in points["point"]},
        documents=tuple(DemoDocument(**_with_tuples(row)) for row in _read("documents")["document"]),
        sessions=tuple(DemoSession(**_with_tuples(row)) for row in _read("sessions")["session"]),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))


def _with_tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _point(row: dict[str, Any]) -> DemoPoint:
    return DemoPoint(**_with_tuples(row | {"faq": [DemoFaq(**faq) for faq in row["faq"]]}))
