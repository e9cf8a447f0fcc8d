"""`cho phép 17`, `không cho phép 17`: the second admin's answer, and what it brings about."""

from __future__ import annotations

from collections.abc import Sequence

from content.message import Outbound
from content.roles import May, Role
from content.texts import rights as texts
from handlers import inviting, people, rights, second_yes
from handlers.arguments import number
from handlers.command import Command
from handlers.scene import Scene
from storage.tables import Proposal


def _answer(scene: Scene, number: str, *, agreed: bool) -> None:
    if not number.strip():
        scene.say(texts.WHICH_NUMBER)
        return
    proposal = second_yes.decide(scene, number.strip(), agreed=agreed)
    if agreed and not _may_still(scene, proposal):
        scene.say(texts.ASKER_LOST, n=proposal.id)
        return
    told = texts.TELL_ALLOWED if agreed else texts.TELL_REFUSED
    scene.say(texts.ALLOWED if agreed else texts.REFUSED, n=proposal.id)
    scene.tell(proposal.asked_by, Outbound(scene.text(told, by=scene.caller.full_name, n=proposal.id)))
    if not agreed:
        return
    request = proposal.request
    person = scene.uow.people.get(request["person"])
    if proposal.kind == rights.PROPOSAL:
        unit = scene.uow.units.get(request["unit"])
        rights.give(scene, person, Role(request["role"]), unit, proposal.asked_by)
    elif proposal.kind == inviting.PROPOSAL:
        scene.tell(proposal.asked_by, inviting.make(scene, person, proposal.asked_by))


def _may_still(scene: Scene, proposal: Proposal) -> bool:
    """Say whether it may still be: both sides as they are now, and for whom it is. Raises NotAllowed."""
    person = scene.uow.people.get(proposal.request["person"])
    if proposal.kind == inviting.PROPOSAL:  # into these roles it takes an admin of where they hold
        for unit in people.role_units(scene.uow, person.id, people.BOUND):
            scene.require(May.ADMINISTER, unit)
    asks_still = people.still_may(scene.uow, proposal.asked_by, May.INVITE, proposal.unit_id)
    return asks_still and person.status == "active"


def _yes(scene: Scene, args: Sequence[str]) -> None:
    _answer(scene, args[0] if args else "", agreed=True)


def _no(scene: Scene, args: Sequence[str]) -> None:
    _answer(scene, args[0] if args else "", agreed=False)


ALLOW = Command(
    slash="chophep", words=texts.WORDS_ALLOW, about=texts.ABOUT_ALLOW, needs=May.ADMINISTER, in_menu=False,
    takes=number, run=lambda scene, rest: _answer(scene, rest, agreed=True), presses={second_yes.YES: _yes},
)  # fmt: skip
REFUSE = Command(
    slash="khongchophep", words=texts.WORDS_REFUSE, about=texts.ABOUT_REFUSE, needs=May.ADMINISTER, in_menu=False,
    takes=number, run=lambda scene, rest: _answer(scene, rest, agreed=False), presses={second_yes.NO: _no},
)  # fmt: skip
