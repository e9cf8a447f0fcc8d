"""From an invite to a member: code or checked phone, identity, notice and consent. The chat keeps how far it is."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from content import dates, vietnamese
from content.message import Choice, Outbound
from content.roles import May, Role
from content.texts import errors
from content.texts import onboarding as texts
from handlers import dialogs, menu, people
from handlers.errors import NothingOpen
from handlers.scene import Scene
from storage.invites import FAILURES_AN_HOUR
from storage.outbox import ALERT, REPLY
from storage.tables import Person

VERB = "su"
GOOD_FOR = timedelta(days=1)  # a sign-up left half done begins anew


def known(scene: Scene) -> dict[str, str]:
    """Return the office's name and contacts for sentences, also before the first admin has told them."""
    office, nobody = scene.office, texts.THE_OFFICE
    return {
        "office_name": office.name or nobody, "office_contact": office.staff_contact or nobody,
        "public_contact": office.public_contact, "privacy_contact": office.privacy_contact or nobody,
    }  # fmt: skip


def enter(scene: Scene, code: str) -> None:
    """Somebody unknown gives a code. Unknown and ended codes sound alike; every wrong one is counted."""
    invites, chat_id = scene.uow.invites, scene.caller.chat_id
    if not invites.failures_left(chat_id, scene.now):
        _say_locked(scene)
        return
    invite = invites.find(scene.world.secret_key, code)
    if invite is not None and invite.used_at is not None:
        scene.say(texts.CODE_USED, **known(scene))
        return
    person = scene.uow.people.get(invite.person_id) if invite is not None and invite.revoked_at is None else None
    if invite is None or person is None or person.status != "active":
        if left := invites.fail(chat_id, scene.now):
            scene.say(texts.CODE_BAD, left=left)
        else:
            _say_locked(scene)
            _tell_locked(scene)
        return
    if invite.expires_at <= scene.now:
        day = dates.written(scene.world.today(invite.expires_at))
        scene.say(texts.CODE_EXPIRED, date=day, **known(scene))
        return
    _ask_identity(scene, person, invite.id)


def by_phone(scene: Scene, phone: str) -> None:
    """Somebody unknown shares a number that the channel has checked: the second way in, without a code.

    Only for the one person who has this number and no chat on this channel, and never into an office role: whoever
    may import a roster may change a number. The person's other chats are told.
    """
    number = vietnamese.phone(phone)
    found = scene.uow.people.by_phone(number) if number else []
    if len(found) == 1 and _is_open_by_phone(scene, found[0]):
        _ask_identity(scene, found[0], None)
    else:
        scene.say(texts.PHONE_UNKNOWN, **known(scene))


def _is_open_by_phone(scene: Scene, person: Person) -> bool:
    """A number opens a first chat, or one more channel; it takes nobody's chat away."""
    here = [chat for chat in scene.uow.chats.of(person.id) if chat.channel == scene.caller.channel]
    return person.status == "active" and not here and not scene.uow.people.rights(person.id)


def pending(scene: Scene) -> dict[str, Any] | None:
    """Return how far this chat's sign-up is, unless it was left for too long."""
    held = scene.caller.pending
    if held is None or scene.now - datetime.fromisoformat(held["at"]) > GOOD_FOR:
        return None
    return held


def answer(scene: Scene, held: dict[str, Any], text: str) -> bool:
    """Take typed words as the answer to the open question; False when they are something else."""
    typed = vietnamese.fold(text)
    if held["step"] == "identity":
        said = _YES if vietnamese.is_yes(text) else _NO if vietnamese.is_no(text) else ""
    else:  # consent: only these words, no number and no "ok"
        said = _YES if typed in texts.CONSENT_YES_WORDS else _NO if typed in texts.CONSENT_NO_WORDS else ""
    if said:
        _advance(scene, held, said)
    return bool(said)


def remind(scene: Scene, held: dict[str, Any]) -> None:
    """Say again what the open question takes."""
    if held["step"] == "identity":
        scene.send(Outbound(scene.text(texts.IDENTITY_WORDS), choices=_identity_choices(held["run"])))
    else:
        scene.send(Outbound(scene.text(texts.CONSENT_WORDS), choices=_consent_choices(held["run"]), numbered=False))


def pressed(scene: Scene, args: Sequence[str]) -> None:
    """A button of the sign-up; one of an earlier sign-up, or of the other question, is old."""
    held = pending(scene)
    if held is None or len(args) != 3 or list(args[:2]) != [held["run"], held["step"]]:  # noqa: PLR2004 (run, step, answer)
        raise NothingOpen(scene.text(errors.BUTTON_OLD))
    _advance(scene, held, args[2])


_YES, _NO = "yes", "no"


def _advance(scene: Scene, held: dict[str, Any], said: str) -> None:
    person = scene.uow.people.get(held["person"])
    if held["step"] == "identity" and said == _YES:
        _ask_consent(scene, held)
    elif held["step"] == "identity":
        _keep(scene, None)
        _identity_wrong(scene, person, held)
    elif said == _YES:
        _finish(scene, held, person)
    else:
        _keep(scene, None)
        scene.say(texts.CONSENT_DECLINED, **known(scene))


def _keep(scene: Scene, held: dict[str, Any] | None) -> None:
    scene.uow.chats.get(scene.caller.chat_id).pending = held
    scene.uow.flush()


def _ask_identity(scene: Scene, person: Person, invite_id: int | None) -> None:
    run = secrets.token_hex(4)
    _keep(
        scene,
        {"step": "identity", "person": person.id, "invite": invite_id, "run": run, "at": scene.now.isoformat()},
    )
    numbers = [a.decision_number for a in scene.uow.people.appointments(person.id) if a.decision_number]
    words = scene.text(
        texts.CONFIRM_IDENTITY,
        full_name=person.full_name,
        position=person.position or texts.NOT_WRITTEN,
        unit_name=scene.uow.units.get(person.unit_id).name,
        decision_number=", ".join(numbers) or texts.NOT_WRITTEN,
    )
    scene.send(Outbound(words, choices=_identity_choices(run)))


def _identity_choices(run: str) -> tuple[Choice, ...]:
    return (
        Choice(texts.IDENTITY_RIGHT, f"{VERB}:{run}:identity:{_YES}"),
        Choice(texts.IDENTITY_NOT_RIGHT, f"{VERB}:{run}:identity:{_NO}"),
    )


def _ask_consent(scene: Scene, held: dict[str, Any]) -> None:
    _keep(scene, {**held, "step": "consent"})
    channel = scene.caller.channel
    facts = scene.world.channels.get(channel)
    platform = facts.label if facts else channel
    abroad = texts.ABROAD if channel in texts.PLATFORMS_ABROAD else ""
    words = scene.text(
        texts.PRIVACY_NOTICE, platform=platform, abroad=scene.text(abroad, platform=platform), **known(scene)
    )
    scene.send(Outbound(words, choices=_consent_choices(held["run"]), numbered=False))


def _consent_choices(run: str) -> tuple[Choice, ...]:
    return (
        Choice(texts.CONSENT_YES, f"{VERB}:{run}:consent:{_YES}", texts.CONSENT_YES, decisive=True),
        Choice(texts.CONSENT_NO, f"{VERB}:{run}:consent:{_NO}", texts.CONSENT_NO, decisive=True),
    )


def _finish(scene: Scene, held: dict[str, Any], person: Person) -> None:
    """Link the chat, and use the code up in the same transaction: of two chats with one code, one is let in."""
    uow, chat_id = scene.uow, scene.caller.chat_id
    person = uow.people.lock(person.id)
    if held["invite"] is not None:
        is_open = person.status == "active" and uow.invites.use(held["invite"], chat_id, scene.now)
    else:
        is_open = _is_open_by_phone(scene, person)
    if not is_open:
        _keep(scene, None)
        scene.say(texts.CODE_NO_LONGER, **known(scene))
        return
    former = uow.chats.link(chat_id, person.id)
    person.consented_at = scene.now
    uow.flush()
    now = {"time": dates.time_written(scene.now, scene.world.zone), "date": dates.written(scene.today)}
    if former is not None:  # a lost phone: whoever holds it opens nothing with the links that were sent there
        uow.pages.void_links(person.id, scene.now)
        uow.outbox.readdress(former.id, chat_id, scene.caller.channel)
        uow.outbox.drop_chat(former.id, "cancelled", scene.now)
        if former.state == "active":
            words = Outbound(scene.text(texts.MOVED_AWAY, **now, **known(scene)))
            uow.outbox.owe(former.id, former.channel, words, now=scene.now, klass=REPLY)
    _tell_other_chats(scene, person, now)
    uow.audit.note(
        "person.signup", f"person:{person.id}", by=person.id, at=scene.now, origin=scene.caller.channel,
        after={"notice": texts.NOTICE_EDITION, "by": "invite" if held["invite"] is not None else "phone"},
    )  # fmt: skip
    caller = uow.chats.hear(scene.inbound.address, scene.now)
    member = Scene(uow, scene.world, scene.inbound, caller, scene.office, scene.now, said=scene.said)
    member.say(texts.CONSENT_DONE, **now)
    if not member.office.is_set and member.may(May.ADMINISTER):
        dialogs.start(member, "office_setup")
    else:
        menu.show(member, anew=True)  # the notice that was agreed to stays in the chat


def _tell_other_chats(scene: Scene, person: Person, now: dict[str, str]) -> None:
    """Whoever has several chats hears in each when one more is added: nobody gets in behind their back."""
    facts = scene.world.channels.get(scene.caller.channel)
    label = facts.label if facts else scene.caller.channel
    words = Outbound(scene.text(texts.CHANNEL_ADDED, channel=label, **now, **known(scene)))
    for chat in scene.uow.chats.of(person.id):
        if chat.id != scene.caller.chat_id and chat.state == "active":
            scene.uow.outbox.owe(chat.id, chat.channel, words, now=scene.now, klass=ALERT, person_id=person.id)


def _identity_wrong(scene: Scene, person: Person, held: dict[str, Any]) -> None:
    unit = scene.uow.units.get(person.unit_id)
    words = scene.text(
        texts.TELL_IDENTITY_WRONG, full_name=person.full_name, position=person.position or texts.NOT_WRITTEN,
        unit_name=unit.name, code=person.code or person.full_name,
    )  # fmt: skip
    key = f"identity_wrong:{held['invite'] or scene.today.isoformat()}:{person.id}"
    people.tell_office(scene, unit.id, Outbound(words), key, Role.COORDINATOR, Role.ADMIN)
    scene.say(texts.IDENTITY_WRONG, **known(scene))


def _say_locked(scene: Scene) -> None:
    until = scene.uow.invites.locked_until(scene.caller.chat_id) or scene.now
    scene.say(texts.CODE_LOCKED, time=dates.time_written(until, scene.world.zone), **known(scene))


def _tell_locked(scene: Scene) -> None:
    """Let the admins know, once an hour at most, however many chats try."""
    if scene.office.unit_id is not None:
        said = Outbound(scene.text(texts.TELL_LOCKED, times=FAILURES_AN_HOUR))
        key = f"codes_locked:{scene.now:%Y-%m-%dT%H}"
        people.tell_office(scene, scene.office.unit_id, said, key, Role.ADMIN)
