"""Drafts: made in chat or from a file, changed, written anew after they were given back, deleted."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from content.document import TITLE_LIMIT, Kind, Scope, State, clip
from content.reading.references import kind_of
from content.reading.shape import Reading
from content.roles import May
from content.texts import composing as texts
from content.texts import documents as words
from handlers.dossier import Dossier, existing, find
from handlers.errors import AlreadyDecided
from handlers.scene import Scene

DIRECT = ":direct"
MOST_BASES = 30  # papers named in the text that are offered
_STEPS = {"direct_only": "scope"}  # columns that another question fills
_MARK = re.compile(r"^\s*(?:[-–•*+]|\d{1,2}[.)])\s+")


def lines_to_points(text: str) -> list[dict[str, str]]:
    """Return typed lines as points; marks and numbers before them are taken away."""
    lines = [_MARK.sub("", line).strip() for line in text.splitlines()]
    return [_point(line) for line in lines if line]


def _point(text: str) -> dict[str, str]:
    """Return a point: what fits one glance is its own title."""
    title = clip(text, TITLE_LIMIT)
    return {"title": title, "text": "" if title == text else text}


def points_to_lines(points: list[dict[str, str]]) -> str:
    """Return points as they are typed, one a line."""
    return "\n".join(" ".join((p.get("text") or p["title"]).split()) for p in points)


def compose(scene: Scene, answers: Mapping[str, Any]) -> Dossier:
    """Make a draft from what was answered. Raises NotAllowed."""
    unit = own_unit(scene)
    document = scene.uow.documents.add(
        now=scene.now, author_id=scene.person_id, unit_id=unit, kind=Kind.TALKING_POINT.value,
        title=answers["title"], bases=[], **_source(answers) | {"doc_kind": kind_of(answers.get("number") or "")},
    )  # fmt: skip
    version = scene.uow.documents.draft(
        document, author_id=scene.person_id, now=scene.now, points=lines_to_points(answers["points"]),
        short_message="", summary="", faq=[],
    )  # fmt: skip
    return _plan(scene, version.id, "draft")


def revise(scene: Scene, n: int, asked: Collection[str], answers: Mapping[str, Any]) -> Dossier:
    """Change a draft by what was answered; what was *asked* and has no answer becomes empty.

    Raises NotAllowed, or AlreadyDecided when it is no draft any more.
    """
    dossier = editable(scene, n)
    document, version = dossier.document, dossier.version
    before = {"title": document.title, "number": document.number}
    if not is_settled(scene, dossier):
        document.title = answers.get("title") or document.title
        columns = {name: value for name, value in _source(answers).items() if _STEPS.get(name, name) in asked}
        if "doc_kind" not in asked and columns.get("number", document.number) != document.number:
            columns["doc_kind"] = kind_of(columns["number"])
        for name, value in columns.items():
            setattr(document, name, value)
    if "bases" in answers:
        document.bases = [{**base, "chosen": base["symbol"] in (answers["bases"] or ())} for base in document.bases]
    if answers.get("points"):
        version.points = lines_to_points(answers["points"])
    if "short_message" in asked:
        version.short_message = answers.get("short_message") or ""
    scene.uow.flush()
    scene.note("revise", f"version:{version.id}", before, {"title": document.title, "number": document.number})
    return find(scene.uow, n)


def is_settled(scene: Scene, dossier: Dossier) -> bool:
    """Say whether title and source are fixed: an earlier version went out under them."""
    states = (State.APPROVED, State.SUPERSEDED, State.WITHDRAWN, State.EXPIRED)
    return any(version.state in states for version in scene.uow.documents.versions(dossier.document.id))


def change_point(scene: Scene, n: int, at: int, text: str) -> Dossier:
    """Replace point *at* of a draft, add one after the last, or (empty text) take it out."""
    dossier = editable(scene, n)
    points = list(dossier.version.points)
    made = [_point(text)] if text else []
    points[at - 1 : at] = made
    dossier.version.points = points
    scene.uow.flush()
    scene.note("revise", f"version:{dossier.version.id}", None, {"point": at})
    return find(scene.uow, n)


def from_reading(scene: Scene, reading: Reading, file_id: int) -> Dossier:
    """Make a draft from a file that was read; its source fields stay empty until a person confirms them."""
    is_news = reading.about is not None
    own = {reading.head.symbol, reading.about.symbol if reading.about else None}
    named = {base.symbol: str(base) for base in reading.bases[:MOST_BASES] if base.symbol not in own}
    document = scene.uow.documents.add(
        now=scene.now, author_id=scene.person_id, unit_id=own_unit(scene),
        kind=(Kind.TALKING_POINT if is_news else Kind.ORIENTATION).value,
        title=clip(reading.title, 200) or texts.UNTITLED,
        bases=[{"symbol": symbol, "said": said, "chosen": False} for symbol, said in named.items()],
    )  # fmt: skip
    version = scene.uow.documents.draft(
        document, author_id=scene.person_id, now=scene.now, summary=reading.summary, file_id=file_id, faq=[],
        points=[{"title": p.title, "text": p.text} for p in reading.points],
    )  # fmt: skip
    return _plan(scene, version.id, "draft")


def next_version(scene: Scene, n: int) -> Dossier:
    """Begin the next version of what was given back or is in force, as it was. Raises NotAllowed."""
    dossier = existing(scene, n)
    _require_edit(scene, dossier)
    document, old = dossier.document, dossier.version
    latest = scene.uow.documents.latest(document.id)
    if latest.state in (State.DRAFT, State.SUBMITTED):
        raise AlreadyDecided(scene.text(texts.NOT_DRAFT, state=words.STATES[latest.state]))
    version = scene.uow.documents.draft(
        document, author_id=scene.person_id, now=scene.now, summary=old.summary, points=old.points,
        short_message=old.short_message, faq=old.faq, file_id=old.file_id,
    )  # fmt: skip
    return _plan(scene, version.id, "draft", audience=dossier.broadcast.audience, klass=dossier.broadcast.klass)


def discard(scene: Scene, n: int) -> str:
    """Delete a draft and return its title. Raises NotAllowed or AlreadyDecided."""
    dossier = editable(scene, n)
    title = dossier.document.title
    scene.note("discard", f"version:{dossier.version.id}", {"title": title})
    scene.uow.documents.discard(dossier.version)
    return title


def editable(scene: Scene, n: int) -> Dossier:
    """Return dossier *n* for changing. Raises NotAllowed, or AlreadyDecided when it is no draft any more."""
    dossier = existing(scene, n)
    _require_edit(scene, dossier)
    if dossier.version.state != State.DRAFT:
        raise AlreadyDecided(scene.text(texts.NOT_DRAFT, state=words.STATES[dossier.version.state]))
    return dossier


def own_unit(scene: Scene) -> int:
    """Return the unit for which the speaker drafts: the office's when covered, else the first of own ones."""
    units = scene.units_for(May.DRAFT)
    if not units:
        scene.require(May.DRAFT)
    if scene.office.unit_id is not None and units & scene.uow.people.above(scene.office.unit_id):
        return scene.office.unit_id
    own = scene.caller.unit_id
    return own if own is not None and units & scene.uow.people.above(own) else min(units)


def _require_edit(scene: Scene, dossier: Dossier) -> None:
    mine = scene.person_id in (dossier.version.author_id, dossier.document.author_id)
    if not (mine and scene.may(May.DRAFT)):
        scene.require(May.SUBMIT, dossier.document.unit_id)


def _plan(scene: Scene, version_id: int, action: str, **fields: Any) -> Dossier:
    broadcast = scene.uow.broadcasts.add(
        version_id, author_id=scene.person_id, now=scene.now, **{"audience": {}, **fields}
    )
    scene.note(action, f"version:{version_id}", None, {"broadcast": broadcast.id})
    return find(scene.uow, broadcast.id)


def _source(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of the source fields; a field whose question does not apply is empty."""
    issuer = answers.get("issuer") or ""
    if issuer == "other":
        issuer = answers.get("issuer_other") or ""
    scope = str(answers.get("scope") or Scope.INTERNAL.value)
    return {
        "number": answers.get("number") or "",
        "issued_on": _day(answers.get("issued_on")),
        "issuer": issuer,
        "doc_kind": answers.get("doc_kind") or "",
        "scope": scope.removesuffix(DIRECT),
        "direct_only": scope.endswith(DIRECT),
        "topic": answers.get("topic") or "",
        "valid_to": _day(answers.get("valid_to")),
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
