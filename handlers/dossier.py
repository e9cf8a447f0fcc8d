"""One number for people: a version, what it belongs to, and the broadcast that is planned or under way with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from content.roles import GRANTS, May
from content.texts import composing as texts
from handlers.errors import NothingOpen
from handlers.scene import Scene
from storage.broadcasts import Audience
from storage.tables import Broadcast, Document, Version
from storage.unit_of_work import UnitOfWork

LONGEST_NUMBER = 18  # digits that any database takes


@dataclass(frozen=True, slots=True)
class Dossier:
    """What "số 17" means from the draft to the last receipt: the number is the broadcast's."""

    document: Document
    version: Version
    broadcast: Broadcast

    @property
    def n(self) -> int:
        """The number that people type."""
        return self.broadcast.id

    @property
    def audience(self) -> Audience:
        """Who is meant."""
        return Audience.from_json(self.broadcast.audience)


def find(uow: UnitOfWork, n: int) -> Dossier:
    """Return dossier *n* as it is now. Raises LookupError."""
    broadcast = uow.broadcasts.get(n)
    document, version = uow.documents.version(broadcast.version_id)
    return Dossier(document, version, broadcast)


def existing(scene: Scene, n: int) -> Dossier:
    """Return dossier *n*. Raises NothingOpen when it was deleted meanwhile."""
    try:
        return find(scene.uow, n)
    except LookupError:
        raise NothingOpen(scene.text(texts.NO_SUCH_DRAFT, n=n)) from None


def named(scene: Scene, given: str, missing: str) -> Dossier:
    """Return the dossier that *given* ("17", "số 17") names. Raises NothingOpen with the words *missing*."""
    digits = given.strip().split()[-1] if given.strip() else ""
    try:
        return find(scene.uow, int(digits if len(digits) <= LONGEST_NUMBER else ""))
    except (LookupError, ValueError):
        raise NothingOpen(scene.text(missing, n=digits[:LONGEST_NUMBER] or "?")) from None


def may_see(scene: Scene, dossier: Dossier) -> bool:
    """Say whether the speaker may look at a draft or decide on it: its authors, and those whose rights cover it."""
    if scene.person_id in (dossier.version.author_id, dossier.broadcast.author_id):
        return True
    return any(scene.may(may, dossier.document.unit_id) for may in (May.SUBMIT, May.APPROVE))


def may_watch(scene: Scene, dossier: Dossier) -> bool:
    """Say whether the speaker may follow the broadcast: its author, and those who watch any of its units."""
    return _watches(dossier, scene.person_id, lambda unit: scene.may(May.WATCH, unit))


def still_watches(uow: UnitOfWork, person_id: int | None, dossier: Dossier) -> bool:
    """Say the same of somebody who does not speak now, by the rights as they are."""
    if person_id is None:
        return False
    held = {u for role, units in uow.people.rights(person_id).items() if May.WATCH in GRANTS[role] for u in units}
    return _watches(dossier, person_id, lambda unit: bool(held & uow.people.above(unit)))


def _watches(dossier: Dossier, person_id: int, covers: Callable[[int], bool]) -> bool:
    if person_id == dossier.broadcast.author_id:
        return True
    return any(covers(unit) for unit in dossier.audience.units or (dossier.document.unit_id,))
