"""`phân quyền`, `thu quyền`, `danh sách quyền`: read what is meant, read it back, do it."""

from __future__ import annotations

from collections.abc import Sequence

from content.message import Choice, Outbound
from content.roles import May, Role
from content.texts import people as people_texts
from content.texts import rights as texts
from content.vietnamese import fold
from handlers import people, rights
from handlers.command import Command
from handlers.errors import NothingOpen
from handlers.scene import Scene

GRANT_ASK, GRANT_DO, REVOKE_ASK, REVOKE_DO = "grant", "grantyes", "revoke", "revokeyes"
MOST_SHOWN = 20


def split_role(text: str) -> tuple[str, Role | None, str]:
    """Return what stands before a role's name, the role, and what stands after it.

    The last name counts, since a person may be called so too; the longest, since "phê duyệt" ends in "duyệt".

    >>> split_role("Nguyễn Văn Duyệt phê duyệt xã Mẫu")
    ('Nguyễn Văn Duyệt', <Role.APPROVER: 'approver'>, 'xã Mẫu')
    """
    words = text.split()
    folded = [fold(word) for word in words]
    best: tuple[int, int, Role] | None = None
    for name, role in people_texts.ROLE_WORDS.items():
        parts = name.split()
        for start in range(1, len(words) - len(parts) + 1):
            end = start + len(parts)
            if folded[start:end] == parts and (best is None or (end, -start) > (best[1], -best[0])):
                best = (start, end, Role(role))
    if best is None:
        return text, None, ""
    return " ".join(words[: best[0]]), best[2], " ".join(words[best[1] :])


def _grant(scene: Scene, rest: str) -> None:
    who, role, where = split_role(rest)
    if role is None:
        scene.say(texts.HOW_GRANT)
        return
    unit_id = _default_unit(scene)
    if where:
        found = people.find(scene, who, May.ADMINISTER)
        known = found[0].id if len(found) == 1 else 0
        unit = people.pick_unit(scene, where, May.ADMINISTER, lambda id_: f"{GRANT_ASK}:{known}:{role.value}:{id_}")
        if unit is None:
            return
        unit_id = unit.id
    person = people.pick(scene, who, May.ADMINISTER, lambda id_: f"{GRANT_ASK}:{id_}:{role.value}:{unit_id}")
    if person is not None:
        _ask_grant(scene, (str(person.id), role.value, str(unit_id)))


def _default_unit(scene: Scene) -> int:
    """Return the office's own unit when the speaker is an admin of it, else the first of their own."""
    office = scene.office.unit_id
    mine = scene.units_for(May.ADMINISTER)
    return office if office is not None and scene.may(May.ADMINISTER, office) else min(mine)


def _ask_grant(scene: Scene, args: Sequence[str]) -> None:
    if len(args) != 3 or args[0] == "0":  # noqa: PLR2004 (person, role, unit); 0: the person was not clear either
        scene.say(texts.HOW_GRANT)
        return
    person, role = people.get(scene, args[0], May.ADMINISTER), _role(scene, args[1])
    unit = people.get_unit(scene, args[2], May.ADMINISTER)
    words = scene.text(
        texts.GRANT_ASK, role=people_texts.ROLE_NAMES[role.value], unit_name=unit.name,
        person=people.named(scene.uow, person),
    )  # fmt: skip
    yes = Choice(texts.GRANT, f"{GRANT_DO}:{person.id}:{role.value}:{unit.id}", texts.GRANT_WORD, decisive=True)
    scene.send(Outbound(words, choices=(yes,), numbered=False))


def _do_grant(scene: Scene, args: Sequence[str]) -> None:
    if len(args) != 3:  # noqa: PLR2004 (person, role, unit)
        raise NothingOpen(scene.text(texts.HOW_GRANT))
    person, role = people.get(scene, args[0], May.ADMINISTER), _role(scene, args[1])
    rights.grant(scene, person, role, people.get_unit(scene, args[2], May.ADMINISTER))


def _revoke(scene: Scene, rest: str) -> None:
    who, role, _ = split_role(rest)
    if role is None:
        scene.say(texts.HOW_REVOKE)
        return
    person = people.pick(scene, who, May.ADMINISTER, lambda id_: f"{REVOKE_ASK}:{id_}:{role.value}")
    if person is not None:
        _ask_revoke(scene, (str(person.id), role.value))


def _ask_revoke(scene: Scene, args: Sequence[str]) -> None:
    person, role = people.get(scene, args[0] if args else "", May.ADMINISTER), _role(scene, args[-1] if args else "")
    words = scene.text(
        texts.REVOKE_ASK, role=people_texts.ROLE_NAMES[role.value], person=people.named(scene.uow, person)
    )
    yes = Choice(texts.REVOKE, f"{REVOKE_DO}:{person.id}:{role.value}", texts.REVOKE_WORD, decisive=True)
    scene.send(Outbound(words, choices=(yes,), numbered=False))


def _do_revoke(scene: Scene, args: Sequence[str]) -> None:
    person, role = people.get(scene, args[0] if args else "", May.ADMINISTER), _role(scene, args[-1] if args else "")
    rights.revoke(scene, person, role)


def _role(scene: Scene, name: str) -> Role:
    try:
        return Role(name)
    except ValueError:
        raise NothingOpen(scene.text(texts.HOW_GRANT)) from None


def _list(scene: Scene, rest: str) -> None:
    held = scene.uow.people.grants(scene.units_for(May.ADMINISTER))
    lines = [
        texts.LINE.format(person=person.full_name, role=people_texts.ROLE_NAMES[role.value], unit_name=unit.name)
        for person, role, unit in held[:MOST_SHOWN]
    ]
    if len(held) > MOST_SHOWN:
        lines.append(texts.MORE.format(n=len(held) - MOST_SHOWN))
    if lines:
        scene.say(texts.LIST, lines="\n".join(lines))
    else:
        scene.say(texts.NONE)


GRANT = Command(
    slash="phanquyen", words=texts.WORDS_GRANT, about=texts.ABOUT_GRANT, run=_grant, needs=May.ADMINISTER,
    presses={GRANT_ASK: _ask_grant, GRANT_DO: _do_grant},
)  # fmt: skip
REVOKE = Command(
    slash="thuquyen", words=texts.WORDS_REVOKE, about=texts.ABOUT_REVOKE, run=_revoke, needs=May.ADMINISTER,
    presses={REVOKE_ASK: _ask_revoke, REVOKE_DO: _do_revoke},
)  # fmt: skip
LIST = Command(
    slash="dsquyen", words=texts.WORDS_LIST, about=texts.ABOUT_LIST, run=_list, needs=May.ADMINISTER
)  # fmt: skip
