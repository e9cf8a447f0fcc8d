"""`mời`: a code for one person, or the file of codes for a whole unit."""

from __future__ import annotations

from collections.abc import Sequence

from content.message import Choice, Outbound
from content.roles import May
from content.texts import inviting as texts
from content.texts import people as people_texts
from content.vietnamese import fold
from handlers import inviting, people
from handlers.arguments import whom
from handlers.command import Command
from handlers.scene import Scene


def _run(scene: Scene, rest: str) -> None:
    whole = next((w for w in texts.WHOLE_WORDS if fold(rest) == w or fold(rest).startswith(f"{w} ")), None)
    if not rest.strip():
        scene.send(Outbound(scene.text(texts.HOW), choices=(Choice(texts.WHOLE, inviting.UNIT),)))
    elif whole is not None:
        named = " ".join(rest.split()[len(whole.split()) :])
        # "cả xã Đồng Mẫu": the kind of the unit is part of its name
        _whole(scene, named and f"{whole.removeprefix('ca ').removeprefix('don vi')} {named}".strip(), named)
    else:
        person = people.pick(scene, rest, May.INVITE, lambda id_: f"{inviting.INVITE}:{id_}")
        if person is not None:
            inviting.invite(scene, person)


def _whole(scene: Scene, *names: str) -> None:
    mine = scene.units_for(May.INVITE)
    if any(names):
        name = next((n for n in names if n and scene.uow.units.search(n, mine)), names[-1])
        unit = people.pick_unit(scene, name, May.INVITE, lambda id_: f"{inviting.UNIT}:{id_}")
        if unit is not None:
            inviting.invite_unit(scene, unit)
        return
    units = [scene.uow.units.get(unit_id) for unit_id in sorted(mine)]
    below = [u for u in scene.uow.units.children(mine) if u.id not in mine]
    # One commune or hamlet is meant as a whole; of a province it is asked which part.
    if len(units) == 1 and not scene.uow.units.children(u.id for u in below):
        inviting.invite_unit(scene, units[0])
        return
    units += below[: people.MOST_SHOWN]
    choices = tuple(Choice(unit.name, f"{inviting.UNIT}:{unit.id}") for unit in units)
    scene.send(Outbound(scene.text(people_texts.WHICH_UNIT), choices=choices))


def _person(scene: Scene, args: Sequence[str]) -> None:
    inviting.invite(scene, people.get(scene, args[0] if args else "", May.INVITE))


def _unit(scene: Scene, args: Sequence[str]) -> None:
    if not args:
        _whole(scene)
        return
    inviting.invite_unit(scene, people.get_unit(scene, args[0], May.INVITE))


def _qr(scene: Scene, args: Sequence[str]) -> None:
    inviting.draw(scene, args[0] if args else "", args[1] if len(args) > 1 else "")


INVITE = Command(
    slash="moi", words=texts.WORDS, about=texts.ABOUT, run=_run, needs=May.INVITE, takes=whom,
    presses={inviting.INVITE: _person, inviting.UNIT: _unit, inviting.QR: _qr},
)  # fmt: skip
