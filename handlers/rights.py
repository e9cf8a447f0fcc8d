"""Roles given and taken back. Nobody gives more than they have, and the last admin stays."""

from __future__ import annotations

from content.message import Outbound
from content.roles import May, Role
from content.texts import people as people_texts
from content.texts import rights as texts
from handlers import people, second_yes
from handlers.errors import NotAllowed
from handlers.scene import Scene
from storage.tables import Person, Unit

PROPOSAL = "grant"


def grant(scene: Scene, person: Person, role: Role, unit: Unit) -> None:
    """Give the role over the unit, or ask another admin for the yes that it takes."""
    scene.require(May.ADMINISTER, unit.id)
    scene.require(May.ADMINISTER, person.unit_id)
    if unit.id in scene.uow.people.rights(person.id).get(role, set()):
        scene.say(texts.HAS_IT, person=person.full_name)
        return
    if role in people.BOUND and second_yes.is_needed(scene, unit.id):
        second_yes.ask(
            scene, PROPOSAL, {"person": person.id, "role": role.value, "unit": unit.id}, unit.id, texts.ASK_GRANT,
            role=people_texts.ROLE_NAMES[role.value], unit_name=unit.name, person=people.named(scene.uow, person),
        )  # fmt: skip
        return
    give(scene, person, role, unit, scene.person_id)
    scene.say(texts.GRANTED, role=people_texts.ROLE_NAMES[role.value], unit_name=unit.name, person=person.full_name)


def give(scene: Scene, person: Person, role: Role, unit: Unit, by: int) -> None:
    """Give the role on behalf of *by*, and tell the person."""
    scene.uow.people.grant(person.id, role, unit.id, by=by, now=scene.now)
    scene.note("role.grant", f"person:{person.id}", after={"role": role.value, "unit": unit.id, "by": by})
    words = scene.text(texts.TELL_GRANTED, role=people_texts.ROLE_NAMES[role.value], unit_name=unit.name)
    if person.id != scene.caller.person_id:
        scene.tell(person.id, Outbound(words))


def revoke(scene: Scene, person: Person, role: Role) -> None:
    """Take the role back everywhere; the speaker must be an admin of each unit it holds for."""
    name = people_texts.ROLE_NAMES[role.value]
    held = scene.uow.people.rights(person.id).get(role, set())
    if not held:
        scene.say(texts.HAS_NOT, person=person.full_name, role=name)
        return
    for unit_id in held:
        scene.require(May.ADMINISTER, unit_id)
    if role is Role.ADMIN:
        keep_an_admin(scene, person)
    scene.uow.people.revoke(person.id, role)
    scene.note("role.revoke", f"person:{person.id}", before={"role": role.value, "units": sorted(held)})
    scene.say(texts.REVOKED, role=name, person=person.full_name)
    if person.id != scene.person_id:
        scene.tell(person.id, Outbound(scene.text(texts.TELL_REVOKED, role=name)))


def keep_an_admin(scene: Scene, person: Person) -> None:
    """Refuse what would leave the office without any admin. Raises NotAllowed."""
    scene.uow.people.lock_role(Role.ADMIN)  # two admins who remove each other at once: the second is refused
    if Role.ADMIN in scene.uow.people.rights(person.id) and scene.uow.people.count_role(Role.ADMIN) <= 1:
        raise NotAllowed(scene.text(people_texts.LAST_ADMIN))
