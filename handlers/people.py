"""Finding the person that somebody of the office means, and naming people in sentences."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from content import vietnamese
from content.message import Choice, Outbound
from content.roles import GRANTS, May, Role
from content.texts import people as texts
from handlers.errors import NothingOpen
from handlers.scene import Scene, tell
from storage.tables import Person, Unit
from storage.unit_of_work import UnitOfWork

MOST_SHOWN = 8
ERASE_DAYS = 30  # after somebody left
BOUND = frozenset({Role.APPROVER, Role.ADMIN})  # roles that one admin alone neither gives nor hands a code for


def named(uow: UnitOfWork, person: Person) -> str:
    """Return how a person is told from others: name, position, unit."""
    unit = uow.units.get(person.unit_id).name
    template = texts.ONE if person.position else texts.ONE_NO_POSITION
    return template.format(full_name=person.full_name, position=person.position, unit_name=unit)


def find(scene: Scene, text: str, may: May) -> list[Person]:
    """Return who *text* may mean among those for whom the speaker may do this; a full name typed exactly decides."""
    if not vietnamese.fold(text):
        return []
    found = scene.uow.people.search(text, scene.units_for(may), most=MOST_SHOWN + 1)
    found = [p for p in found if p.status not in ("withdrawn", "left")]
    wanted = vietnamese.same_spelling(vietnamese.nfc_clean(text)).casefold()
    exact = [p for p in found if vietnamese.same_spelling(p.full_name).casefold() == wanted or p.code == text.strip()]
    return exact or [p for p in found if p.search_key == vietnamese.fold(text)] or found


def pick(scene: Scene, text: str, may: May, token: Callable[[int], str]) -> Person | None:
    """Return the one person meant; else say that there is none, or offer the several and return None."""
    found = find(scene, text, may)
    ask = texts.WHICH if len(found) <= MOST_SHOWN else texts.WHICH_MORE
    labels = (named(scene.uow, person) for person in found)
    return _only(scene, found, labels, token, ask, scene.text(texts.NOT_FOUND, text=text[:60]))


def pick_unit(scene: Scene, text: str, may: May, token: Callable[[int], str]) -> Unit | None:
    """Return the one unit meant; else say that there is none, or offer the several and return None."""
    found = scene.uow.units.search(text, scene.units_for(may), most=MOST_SHOWN)
    labels = (unit_path(scene.uow, unit) for unit in found)
    return _only(scene, found, labels, token, texts.WHICH_UNIT, scene.text(texts.NO_UNIT, text=text[:60]))


Found = TypeVar("Found", Person, Unit)


def _only(  # noqa: PLR0913 (what is said of none, of one, of several)
    scene: Scene, found: list[Found], labels: Iterable[str], token: Callable[[int], str], ask: str, none: str
) -> Found | None:
    if len(found) == 1:
        return found[0]
    shown = zip(found[:MOST_SHOWN], labels, strict=False)
    choices = tuple(Choice(label, token(one.id)) for one, label in shown)
    scene.send(Outbound(scene.text(ask, n=len(choices)) if found else none, choices=choices))
    return None


def get(scene: Scene, person_id: str, may: May) -> Person:
    """Return the person a button names, if the speaker may do this for them now. Raises Refused."""
    try:
        person = scene.uow.people.get(int(person_id))
    except (LookupError, ValueError):
        raise NothingOpen(scene.text(texts.NOT_FOUND, text=person_id[:20])) from None
    scene.require(may, person.unit_id)
    return person


def require_over(scene: Scene, person: Person, may: May) -> None:
    """Raise NotAllowed unless the speaker may do this for the person, and for every unit they hold a role over.

    Who looks after one commune does not decide on somebody there who works for the whole office.
    """
    for unit_id in sorted({person.unit_id, *role_units(scene.uow, person.id)}):
        scene.require(may, unit_id)


def role_units(uow: UnitOfWork, person_id: int, roles: Collection[Role] = tuple(Role)) -> set[int]:
    """Return the units over which the person holds any of *roles*."""
    return {unit for role, units in uow.people.rights(person_id).items() if role in roles for unit in units}


def still_may(uow: UnitOfWork, person_id: int, may: May, unit_id: int) -> bool:
    """Say whether somebody who is not the speaker takes part and may do this now."""
    held = uow.people.rights(person_id)
    units = {unit for role, found in held.items() if may in GRANTS[role] for unit in found}
    return uow.people.get(person_id).status == "active" and bool(units & uow.people.above(unit_id))


def get_unit(scene: Scene, unit_id: str, may: May) -> Unit:
    """Return the unit a button names, if the speaker may do this for it now. Raises Refused."""
    try:
        unit = scene.uow.units.get(int(unit_id))
    except (LookupError, ValueError):
        raise NothingOpen(scene.text(texts.NO_UNIT, text=unit_id[:20])) from None
    scene.require(may, unit.id)
    return unit


def unit_path(uow: UnitOfWork, unit: Unit) -> str:
    """Return a unit's name with that of the unit above it: equal names exist in different communes."""
    return unit.name if unit.parent_id is None else f"{unit.name}, {uow.units.get(unit.parent_id).name}"


def bound_roles(uow: UnitOfWork, person_id: int) -> set[Role]:
    """Return the roles of the person for which one admin alone is not enough."""
    return set(BOUND & uow.people.rights(person_id).keys())


def role_names(roles: Iterable[Role]) -> str:
    """Return roles as words."""
    return ", ".join(texts.ROLE_NAMES[role.value] for role in sorted(roles))


def tell_office(
    scene: Scene, unit_id: int, said: Outbound, dedup_key: str, *roles: Role, but: int | None = None
) -> list[Person]:
    """Tell those whose *roles* cover the unit, each once, not the speaker nor the person *but*; return whom."""
    told: dict[int, Person] = {}
    for role in roles:
        for person in scene.uow.people.holders(role, unit_id):
            if person.id not in told and person.id not in (scene.caller.person_id, but):
                key = f"{dedup_key}:{person.id}"
                if tell(scene.uow, person.id, said, now=scene.now, dedup_key=key):
                    told[person.id] = person
    return list(told.values())
