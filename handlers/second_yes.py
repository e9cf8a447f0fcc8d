"""What one admin may not do alone: asked of the other admins, answered once."""

from __future__ import annotations

from typing import Any

from content.message import Choice, Outbound
from content.roles import May, Role
from content.texts import rights as texts
from handlers import people
from handlers.errors import AlreadyDecided, NotAllowed, NothingOpen
from handlers.scene import Scene
from storage.errors import Conflict
from storage.tables import Person, Proposal

YES, NO = "yes2", "no2"
LONGEST_NUMBER = 18  # digits that any database takes


def is_needed(scene: Scene, unit_id: int) -> bool:
    """Say whether the speaker alone is not enough over the unit: no admin of it, or not the only admin."""
    return not scene.may(May.ADMINISTER, unit_id) or scene.uow.people.count_role(Role.ADMIN) > 1


def propose(
    scene: Scene, kind: str, request: dict[str, Any], unit_id: int, template: str, **fields: object
) -> tuple[int, list[Person]]:
    """Ask the other admins of the unit with decisive buttons; return the number of the request, and who was told."""
    proposal = scene.uow.proposals.ask(kind, request, unit_id=unit_id, by=scene.person_id, now=scene.now)
    n = proposal.id
    words = scene.text(template, n=n, asker=scene.caller.full_name, **fields)
    choices = (
        Choice(texts.ALLOW, f"{YES}:{n}", texts.ALLOW_WORD.format(n=n), decisive=True),
        Choice(texts.REFUSE, f"{NO}:{n}", texts.REFUSE_WORD.format(n=n), decisive=True),
    )
    said = Outbound(words, choices=choices, numbered=False)
    told = people.tell_office(scene, unit_id, said, f"proposal:{n}:{scene.now.isoformat()}", Role.ADMIN)
    scene.note("proposal.ask", f"proposal:{n}", after={"kind": kind, **request})
    return n, told


def ask(scene: Scene, kind: str, request: dict[str, Any], unit_id: int, template: str, **fields: object) -> None:
    """Propose, and tell the speaker who is asked."""
    n, told = propose(scene, kind, request, unit_id, template, **fields)
    if told:
        scene.say(texts.WAITS, n=n, people=", ".join(person.full_name for person in told))
    else:
        scene.say(texts.NOBODY_TO_ASK, n=n)


def decide(scene: Scene, number: str, *, agreed: bool) -> Proposal:
    """Record the speaker's answer to request *number* and return it. Raises Refused."""
    is_number = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
    proposal = scene.uow.proposals.get(int(number)) if is_number else None
    if proposal is None:
        raise NothingOpen(scene.text(texts.NO_SUCH, n=number[:12]))
    scene.require(May.ADMINISTER, proposal.unit_id)
    if proposal.asked_by == scene.person_id:
        raise NotAllowed(scene.text(texts.NOT_OWN))
    try:
        scene.uow.proposals.decide(proposal, scene.person_id, agreed=agreed, now=scene.now)
    except Conflict as error:
        raise AlreadyDecided(scene.text(texts.DECIDED, n=proposal.id)) from error
    scene.note("proposal.agree" if agreed else "proposal.refuse", f"proposal:{proposal.id}")
    return proposal
