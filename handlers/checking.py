"""The check of a code: whether a text that somebody was shown is the office's own, and still holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from content import dates
from content.document import Scope, State, read_check_code
from content.texts import documents as words
from content.texts import library as texts
from content.texts.courtesy import fill
from handlers import reading_room
from handlers.scene import Scene
from handlers.world import World
from storage.tables import Document, Version
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Verdict:
    """What there is to say about a code. `stands` is None for a code that is nobody's."""

    code: str
    head: str
    stands: State | None = None
    details: str = ""


def verdict(scene: Scene, text: str) -> str:
    """Return what there is to say about the code in *text*; strangers learn nothing of what is internal."""
    found = check(scene.uow, scene.world, text, scene.now, is_member=scene.caller.is_member)
    if found is None:
        return scene.text(texts.HOW_TO_CHECK)
    return f"{found.head}\n{found.details}" if found.details else found.head


def check(uow: UnitOfWork, world: World, text: str, now: datetime, *, is_member: bool) -> Verdict | None:
    """Return the verdict on the code in *text*, in a chat or on a page; None when there is no code in it.

    Whoever is no member learns of an internal paper that it is genuine, and neither title nor source.
    """
    code = read_check_code(text)
    if code is None:
        return None
    office = uow.office.facts()
    document = uow.documents.by_check_code(code)
    versions = uow.documents.versions(document.id) if document else []
    issued = [v for v in versions if v.state in reading_room.READABLE]
    if document is None or not issued:  # a draft's code is nobody's business yet
        contact = (office.staff_contact if is_member else office.public_contact) or office.name
        return Verdict(code, fill(texts.UNKNOWN_CODE, office.courtesy, code=code, contact=contact))
    version = issued[-1]
    stands = reading_room.standing(document, version, world.today(now))
    head = _head(uow, world, code, document, version, stands)
    if document.scope == Scope.INTERNAL and not is_member:
        return Verdict(code, head, stands)
    source = words.source(document.issuer, document.doc_kind, document.number, document.issued_on)
    details = fill(texts.CODE_DETAILS, office.courtesy, title=document.title, source=source)
    return Verdict(code, head, stands, details)


def _head(  # noqa: PLR0913 (what the sentence says)
    uow: UnitOfWork, world: World, code: str, document: Document, version: Version, stands: State
) -> str:
    match stands:
        case State.WITHDRAWN:
            return texts.CODE_WITHDRAWN.format(code=code, date=reading_room.withdrawn_on(uow, world, document))
        case State.EXPIRED if document.valid_to is not None:
            return texts.CODE_EXPIRED.format(code=code, date=dates.written(document.valid_to))
        case State.APPROVED:
            is_internal = document.scope == Scope.INTERNAL
            return (texts.GENUINE_INTERNAL if is_internal else texts.GENUINE).format(code=code)
        case _:
            return texts.CODE_REPLACED.format(code=code)
