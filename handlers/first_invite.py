"""The code that is made on the command line: for the first admin above all, or for an office that lost its last one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from content.roles import Role
from content.texts import office as office_texts
from handlers import people
from handlers.errors import NothingOpen
from handlers.world import World
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class FirstInvite:
    """A code made on the command line."""

    code: str
    name: str
    expires_at: datetime


def first_invite(  # noqa: PLR0913 (what the command line tells)
    uow: UnitOfWork, world: World, *, role: Role, name: str, unit_code: str, now: datetime
) -> FirstInvite:
    """Return a code for somebody with an office role, made on the command line: the first admin above all.

    Makes the root unit in an empty database, and the person when nobody in the unit has this name. Without a
    name it is the one person whom the command line made before, so that a lost phone takes only a new code.
    Raises NothingOpen for an unknown unit.
    """
    office = uow.office.facts()
    unit = uow.units.by_code(unit_code) if unit_code else _root(uow)
    if unit is None and unit_code:
        raise NothingOpen(office_texts.NO_SUCH_UNIT.format(code=unit_code))
    if unit is None:
        unit = uow.units.put("CQ", office.name or office_texts.DEFAULT_UNIT, office_texts.DEFAULT_KIND, None)
    if name:
        namesakes = uow.people.namesakes(name, unit.id)
        person = namesakes[0] if namesakes else uow.people.put(full_name=name, unit_id=unit.id, now=now)
    else:
        code = f"CQ-{role.value}"
        person = uow.people.by_code(code) or uow.people.put(
            full_name=office_texts.DEFAULT_ADMIN if role is Role.ADMIN else people.role_names([role]).capitalize(),
            unit_id=unit.id, now=now, code=code,
        )  # fmt: skip
    if person.status != "active":
        uow.people.stand(person, "active")
    uow.people.grant(person.id, role, unit.id, by=None, now=now)
    made, invite = uow.invites.make(person.id, world.secret_key, now=now, days=office.setting("invite_days"), by=None)
    uow.audit.note(
        "person.invite", f"person:{person.id}", by=None, at=now, origin="command line", after={"role": role.value}
    )
    return FirstInvite(made, person.full_name, invite.expires_at)


def _root(uow: UnitOfWork) -> Any:
    """Return the office's unit, or the first unit that has none above it."""
    office = uow.office.facts()
    if office.unit_id is not None:
        return uow.units.get(office.unit_id)
    return next((unit for unit in uow.units.all() if unit.parent_id is None), None)
