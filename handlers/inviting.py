"""Codes for people of the roster: one by one in chat, or as a file for a whole unit."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from content import dates
from content.message import Choice, Outbound
from content.roles import May
from content.texts import inviting as texts
from content.texts import rights as rights_texts
from handlers import people, second_yes
from handlers.errors import NothingOpen
from handlers.exports.rows import InviteRow
from handlers.scene import Scene
from storage.tables import Person, Unit

INVITE, UNIT, QR = "inv", "invu", "qr"  # buttons
PROPOSAL = "invite"
MOST_AT_ONCE = 1000


def invite(scene: Scene, person: Person) -> None:
    """Give the speaker a code for the person; into roles that decide only with a second admin's yes."""
    people.require_over(scene, person, May.INVITE)
    if person.status != "active":
        raise NothingOpen(scene.text(texts.NOT_ACTIVE, person=person.full_name))
    bound = people.bound_roles(scene.uow, person.id)
    if bound and person.id != scene.person_id and second_yes.is_needed(scene, person.unit_id):
        second_yes.ask(
            scene, PROPOSAL, {"person": person.id}, person.unit_id, rights_texts.ASK_INVITE,
            person=people.named(scene.uow, person), role=people.role_names(bound),
        )  # fmt: skip
        return
    scene.send(make(scene, person, scene.person_id))


def make(scene: Scene, person: Person, by: int) -> Outbound:
    """Make a code for the person on behalf of *by*, and return the message that carries it, once."""
    uow = scene.uow
    code, made = uow.invites.make(
        person.id, scene.world.secret_key, now=scene.now, days=scene.office.setting("invite_days"), by=by
    )
    scene.note("person.invite", f"person:{person.id}", after={"for": by})
    links = scene.world.invite_links(code)
    lines = "".join(texts.LINK.format(channel=channel, url=url) + "\n" for channel, url in links)
    words = scene.text(
        texts.INVITE, person=people.named(uow, person), code=code, links=lines or f"{texts.NO_LINKS}\n",
        date=dates.written(scene.world.today(made.expires_at)),
    )  # fmt: skip
    if chats := uow.chats.of(person.id):
        labels = [facts.label for c in chats if (facts := scene.world.channels.get(c.channel))]
        words += "\n" + scene.text(texts.HAS_CHAT, channels=", ".join(labels))
    one = len(links) == 1
    # Once delivered the message is blanked for the code in it, so no number or word can take these: only a press.
    facts = scene.world.channels.get(scene.caller.channel)
    can_press = facts is None or (facts.has_buttons and not facts.pages)
    choices = tuple(
        Choice(texts.QR if one else f"{texts.QR} {channel}", f"{QR}:{code}:{n}") for n, (channel, _) in enumerate(links)
    )
    return Outbound(words, choices=choices if can_press else (), numbered=False, one_time=True)


def draw(scene: Scene, code: str, which: str) -> None:
    """Owe the QR picture of a code's link, while the code is good and the speaker may invite its person."""
    made = scene.uow.invites.find(scene.world.secret_key, code)
    links = scene.world.invite_links(code)
    is_open = made is not None and made.used_at is None and made.revoked_at is None and made.expires_at > scene.now
    if made is None or not is_open or not which.isdigit() or int(which) >= len(links):
        raise NothingOpen(scene.text(texts.QR_AGAIN))
    scene.require(May.INVITE, scene.uow.people.get(made.person_id).unit_id)
    channel, link = links[int(which)]
    # the channel's name rides along for the words that go with the picture
    scene.uow.chores.owe("invite_qr", {"link": link, "channel": channel}, now=scene.now, to=scene.inbound.address)
    scene.say(texts.QR_MAKING)


def invite_unit(scene: Scene, unit: Unit) -> None:
    """Make codes for all of the unit who have no chat, and owe the file of them."""
    scene.require(May.INVITE, unit.id)
    waiting = scene.uow.people.without_chat([unit.id])
    bound = {person.id for person, _ in waiting if people.bound_roles(scene.uow, person.id)}
    mine = scene.uow.units.ids_below(scene.units_for(May.INVITE))
    chosen = [
        (person, place)
        for person, place in waiting
        if person.id not in bound and people.role_units(scene.uow, person.id) <= mine
    ]
    if bound:
        scene.say(texts.LEFT_OUT, n=len(bound))
    if not chosen:
        scene.say(texts.ALL_DONE, unit_name=unit.name)
        return
    if len(chosen) > MOST_AT_ONCE:
        scene.say(texts.TOO_MANY, n=len(chosen), most=MOST_AT_ONCE)
        return
    days = scene.office.setting("invite_days")
    codes = scene.uow.invites.make_many(
        [person.id for person, _ in chosen], scene.world.secret_key, now=scene.now, days=days, by=scene.person_id
    )
    scene.note("unit.invite", f"unit:{unit.id}", after={"people": len(chosen)})
    until = dates.written(scene.world.today(scene.now + timedelta(days=days)))
    rows = [
        asdict(
            InviteRow(
                person=person.full_name, position=person.position, unit=place.name, code=codes[person.id],
                link="\n".join(link for _, link in scene.world.invite_links(codes[person.id])), until=until,
            )
        )
        for person, place in chosen
    ]  # fmt: skip
    request = {"rows": rows, "unit": unit.name, "until": until}
    scene.uow.chores.owe("invites_sheet", request, now=scene.now, to=scene.inbound.address)
    scene.say(texts.MAKING, n=len(chosen), unit_name=unit.name)


def drawn(scene: Scene, payload: dict[str, Any]) -> None:
    """The end of a QR picture."""
    forget_codes(scene)
    file = replace(scene.uow.files.attachment(payload["made"][0]), is_photo=True)
    words = scene.text(texts.QR_READY, channel=payload["request"]["channel"])
    scene.send(Outbound(words, file=file, one_time=True))


def written(scene: Scene, payload: dict[str, Any]) -> None:
    """The end of the file of codes."""
    forget_codes(scene)
    request = payload["request"]
    words = scene.text(texts.FILE_READY, n=len(request["rows"]), unit_name=request["unit"], date=request["until"])
    scene.send(Outbound(words, file=scene.uow.files.attachment(payload["made"][0]), one_time=True))


def forget_codes(scene: Scene) -> None:
    """Take the codes out of the chore that carried them: only their hashes are kept."""
    _, _, chore_id = scene.inbound.update_key.partition(":")
    if chore_id.isdigit():
        scene.uow.chores.scrub(int(chore_id))
