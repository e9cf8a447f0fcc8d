"""A version as its light page shows it: all in full, and what became of it since."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from content import dates
from content.document import Point, Scope, State
from content.texts import documents as words
from content.texts import library
from content.texts import pages as texts
from content.texts.courtesy import Courtesy, fill
from content.vietnamese import fold
from handlers import issue_text, links, reading_room
from handlers.world import World
from storage.tables import Document, Version
from storage.unit_of_work import UnitOfWork


class Tone(StrEnum):
    """How a banner looks: it is never said by colour alone."""

    STOP = "stop"
    CARE = "care"


@dataclass(frozen=True, slots=True)
class Banner:
    """One thing to know before reading."""

    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file to be fetched from a page; *picture* is where the picture of its first page is stored, if there is one."""

    n: int
    name: str
    mime: str
    size: int
    stored_as: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """All that the page of a document says, in words."""

    office: str
    kind: str
    title: str
    check_code: str
    facts: tuple[tuple[str, str], ...]
    personal: str
    banners: tuple[Banner, ...] = ()
    summary: str = ""
    points: tuple[Point, ...] = ()  # of one that is its own title only the text is left
    short_message: str = ""
    files: tuple[PageFile, ...] = ()
    newer: str = ""  # the token of the page of the version in force
    ack_ask: str = ""  # empty: nothing to acknowledge
    acked: str = ""  # when it was acknowledged


@dataclass(slots=True)
class _Telling:
    """One document on its way to its page."""

    uow: UnitOfWork
    world: World
    document: Document
    version: Version
    person_id: int
    now: datetime
    courtesy: Courtesy
    banners: list[Banner] = field(default_factory=list)

    def say(self, template: str, **fields: object) -> str:
        return fill(template, self.courtesy, **fields)

    def warn(self, tone: Tone, template: str, **fields: object) -> None:
        self.banners.append(Banner(tone, self.say(template, **fields)))


def document_page(  # noqa: PLR0913 (of what, for whom, when)
    uow: UnitOfWork, world: World, document: Document, version: Version, *, person_id: int, now: datetime
) -> DocumentPage:
    """Return the page of a version for one person. What is withdrawn or replaced is only said to be so."""
    office = uow.office.facts()
    tell = _Telling(uow, world, document, version, person_id, now, office.courtesy)
    stands = _standing(tell)
    page = DocumentPage(
        office=office.name or texts.OFFICIAL,
        kind=words.KINDS[document.kind],
        title=document.title,
        check_code=document.check_code,
        facts=tuple(_facts(tell)),
        personal=tell.say(texts.PERSONAL),
    )
    if stands is State.WITHDRAWN:
        fields = {"title": document.title, "number": document.number, "reason": _reason(tell)}
        tell.warn(Tone.STOP, library.WITHDRAWN, date=reading_room.withdrawn_on(uow, world, document), **fields)
        return replace(page, banners=tuple(tell.banners))
    if stands is State.SUPERSEDED:
        tell.warn(Tone.STOP, library.NEWER)
        newer = _newer(tell)
        if not newer:
            tell.warn(Tone.CARE, texts.NEWER_IN_CHAT)
        return replace(page, banners=tuple(tell.banners), newer=newer)
    _cautions(tell, stands)
    is_issued = version.state in reading_room.READABLE
    receipt = uow.receipts.get(version.id, person_id)
    acked = ""
    if receipt is not None:
        time, day = dates.time_written(receipt.at, world.zone), dates.written(world.today(receipt.at))
        acked = tell.say(texts.ACKED, time=time, date=day)
    return replace(
        page,
        banners=tuple(tell.banners),
        summary=version.summary if fold(version.summary) != fold(document.title) else "",
        points=tuple(_once(point) for point in issue_text.points_of(version)),
        short_message=version.short_message,
        files=_files(tell),
        ack_ask=tell.say(texts.ACK_ASK) if is_issued else "",
        acked=acked,
    )


def _standing(tell: _Telling) -> State:
    """Return where the version stands; a replaced one whose newer version was withdrawn is withdrawn with it."""
    stands = reading_room.standing(tell.document, tell.version, tell.world.today(tell.now))
    if stands is State.SUPERSEDED and tell.uow.documents.approved_of(tell.document.id) is None:
        states = {v.state for v in tell.uow.documents.versions(tell.document.id)}
        return State.WITHDRAWN if State.WITHDRAWN in states else stands
    return stands


def _reason(tell: _Telling) -> str:
    told = [v.reason for v in tell.uow.documents.versions(tell.document.id) if v.state == State.WITHDRAWN]
    return told[-1].rstrip(".") if told else ""


def _newer(tell: _Telling) -> str:
    current = tell.uow.documents.approved_of(tell.document.id)
    brought = tell.uow.pages.brought(current.id, tell.person_id) if current is not None else None
    return links.page_token(tell.world.secret_key, brought) if brought is not None else ""


def _cautions(tell: _Telling, stands: State) -> None:
    document = tell.document
    if tell.world.is_demo:
        tell.warn(Tone.CARE, words.DEMO_LINE)
    if tell.version.state not in reading_room.READABLE:
        tell.warn(Tone.STOP, texts.TRIAL)
    if stands is State.EXPIRED:
        day = dates.written(document.valid_to) if document.valid_to else "?"
        tell.warn(Tone.STOP, library.EXPIRED, date=day)
    if document.scope == Scope.INTERNAL:
        tell.warn(Tone.CARE, words.INTERNAL_ONLY)
    if document.direct_only:
        tell.warn(Tone.CARE, words.DIRECT_ONLY)


def _facts(tell: _Telling) -> list[tuple[str, str]]:
    """Return where it comes from, line by line; what a draft still lacks is left out."""
    document, decided_by = tell.document, tell.version.decided_by
    number = f"{document.doc_kind} {document.number}".strip() if document.number else ""
    listed = [
        (texts.ISSUER, document.issuer),
        (texts.NUMBER, number),
        (texts.ISSUED_ON, dates.written(document.issued_on) if document.issued_on else ""),
        (texts.APPROVER, tell.uow.people.get(decided_by).full_name if decided_by else ""),
        (texts.VALID_FROM, dates.written(document.valid_from) if document.valid_from else ""),
        (texts.VALID, dates.written(document.valid_to) if document.valid_to else ""),
        (texts.SCOPE, words.SCOPES[document.scope].capitalize()),
    ]
    return [(name, value) for name, value in listed if value]


def _once(point: Point) -> Point:
    """Return a point that says nothing twice: many are one sentence that is both title and text."""
    text = point.text.strip()
    if not text or fold(text) == fold(point.title):
        return Point(point.n, "", text or point.title)
    return Point(point.n, "", text) if fold(text).startswith(fold(point.title.rstrip("…"))) else point


def _files(tell: _Telling) -> tuple[PageFile, ...]:
    if tell.version.file_id is None:
        return ()
    row = tell.uow.files.get(tell.version.file_id)
    picture = tell.uow.files.get(row.picture_id).stored_as if row.picture_id is not None else ""
    return (PageFile(1, row.name, row.mime, row.size, row.stored_as, picture),)
