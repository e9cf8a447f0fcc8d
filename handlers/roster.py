"""The roster taken over from an .xlsx: fetched, read, looked at, and written only when a person says so."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from content.message import Choice, Outbound
from content.reading.roster import RosterSheet, RowFault
from content.roles import May, Role
from content.texts import importing as texts
from content.texts import people as people_texts
from content.texts import rights as rights_texts
from handlers import people, rights, second_yes
from handlers.errors import NothingOpen
from handlers.roster_plan import CHANGED, NEW, SAME, Importer, Places, Plan, plan
from handlers.scene import Scene
from handlers.world import World
from storage.tables import Person, Unit
from storage.unit_of_work import UnitOfWork

KIND = "read_roster"
FETCHED_FOR = "roster"  # `for` in the request of a fetch: whose end it is
APPLY, DROP = "rosteryes", "rosterno"  # buttons
ROWS_AT_ONCE = 500  # in one transaction: others write in between
FAULTS_SHOWN = 10
NEWS_SHOWN = 10
SEAL_DIGITS = 20

Bind = Callable[[Person, Role, Unit], None]


@dataclass(frozen=True, slots=True)
class Applied:
    """What one part of an import came to; `next` is where the next part begins, None after the last."""

    new: int
    changed: int
    same: int
    faults: tuple[RowFault, ...]
    next: int | None


def everybody() -> Importer:
    """The importer at the command line: whoever may start the product may touch all of its roster."""
    return Importer(by=None, reach=None, rules=None)


def importer_of(scene: Scene) -> Importer:
    """The speaker as an importer."""
    rules, invites = scene.units_for(May.ADMINISTER), scene.units_for(May.INVITE)
    mine = rules | invites
    office = scene.office.unit_id
    top = office if office in mine else next(iter(mine)) if len(mine) == 1 else None
    return Importer(
        by=scene.person_id, reach=frozenset(scene.uow.units.ids_below(mine)),
        rules=frozenset(scene.uow.units.ids_below(rules)), top=top,
    )  # fmt: skip


def preview(uow: UnitOfWork, sheet: RosterSheet, importer: Importer) -> Plan:
    """Return what the whole sheet would change, its own faults included; nothing is written."""
    made = plan(uow, importer, sheet.rows, sheet.units)
    made.faults = sorted([*sheet.faults, *made.faults], key=lambda fault: fault.row)
    return made


def apply(  # noqa: PLR0913 (what an import needs to know)
    uow: UnitOfWork, world: World, sheet: RosterSheet, importer: Importer, now: datetime, *,
    start: int = 0, bind: Bind | None = None,
) -> Applied:  # fmt: skip
    """Write the part of the sheet that begins at row *start*: at most ROWS_AT_ONCE rows.

    The same part again changes nothing. Roles that one admin alone does not give are handed to *bind*; without
    it they are given. People who are not in the sheet are left alone.
    """
    del world
    rows = sheet.rows[start : start + ROWS_AT_ONCE]
    made = plan(uow, importer, rows, sheet.units)
    if made.new_units:
        importer = _make_units(uow, importer, sheet, made)
        made = plan(uow, importer, rows, sheet.units)
    writing = [change for change in made.changes if change.kind != SAME]
    ids = uow.roster.write([change.entry for change in writing], now)
    for change, person_id in zip(writing, ids, strict=True):
        for role in change.roles:
            if role in people.BOUND and bind is not None:
                bind(uow.people.get(person_id), role, uow.units.get(change.entry.unit_id))
            else:
                uow.people.grant(person_id, role, change.entry.unit_id, by=importer.by, now=now)
                uow.audit.note(
                    "role.grant", f"person:{person_id}", by=importer.by, at=now, origin="roster",
                    after={"role": role.value, "unit": change.entry.unit_id},
                )  # fmt: skip
    done = Applied(
        made.count(NEW), made.count(CHANGED), made.count(SAME),
        tuple(made.faults) + (sheet.faults if start == 0 else ()),
        start + ROWS_AT_ONCE if start + ROWS_AT_ONCE < len(sheet.rows) else None,
    )  # fmt: skip
    uow.audit.note(
        "roster.import", f"rows:{start}", by=importer.by, at=now,
        after={"new": done.new, "changed": done.changed, "units": len(made.new_units)},
    )  # fmt: skip
    return done


def _make_units(uow: UnitOfWork, importer: Importer, sheet: RosterSheet, made: Plan) -> Importer:
    """Make the new units; return the importer, who reaches them from now on as they reach the units above."""
    found = Places(uow, importer, sheet.units).found
    reach, rules = set(importer.reach or ()), set(importer.rules or ())
    for unit in made.new_units:
        above = found.get(unit.parent) if unit.parent else importer.top
        parent = uow.units.get(above) if above is not None else None
        id_ = found[unit.code] = uow.units.put(unit.code, unit.name, unit.kind, parent).id
        reach.add(id_)
        if above in rules:
            rules.add(id_)
    return replace(
        importer, reach=None if importer.reach is None else frozenset(reach),
        rules=None if importer.rules is None else frozenset(rules),
    )  # fmt: skip


# ---- in chat


def take_file(scene: Scene) -> bool:
    """Take a sheet that somebody with the right sent; False when it is not for the roster."""
    file = scene.inbound.file
    if file is None or not file.name.lower().endswith(".xlsx"):
        return False
    if not (scene.may(May.ADMINISTER) or scene.may(May.INVITE)):
        return False
    request = {
        "remote": file.remote, "name": file.name, "mime": file.mime, "size": file.size, "for": FETCHED_FOR
    }  # fmt: skip
    scene.uow.chores.owe("fetch", request, now=scene.now, to=scene.inbound.address)
    scene.say(texts.READING, name=file.name[:60])
    return True


def fetched(scene: Scene, payload: dict[str, Any]) -> None:
    """The end of the fetch: owe the reading."""
    _owe_reading(scene, payload["file_id"], payload["request"]["name"])


def _owe_reading(scene: Scene, file_id: int, name: str, **more: Any) -> None:
    request = {"files": {"roster": file_id}, "name": name, **more}
    scene.uow.chores.owe(KIND, request, now=scene.now, to=scene.inbound.address)


def was_read(scene: Scene, payload: dict[str, Any]) -> None:
    """The end of a reading: show what would change, or, once confirmed, write the next part."""
    if not (scene.may(May.ADMINISTER) or scene.may(May.INVITE)):
        return  # no longer
    sheet = RosterSheet.from_json(payload["result"]["roster"])
    if "start" in payload["request"]:
        _write(scene, sheet, payload["request"])
    else:
        _show(scene, sheet, payload["request"])


def _show(scene: Scene, sheet: RosterSheet, request: dict[str, Any]) -> None:
    made = preview(scene.uow, sheet, importer_of(scene))
    if not sheet.rows and made.faults and made.faults[0].row == 0:
        scene.say(texts.READ_FAILED, why=made.faults[0].words)
        return
    new, changed = made.count(NEW), made.count(CHANGED)
    parts = [
        scene.text(
            texts.PREVIEW, name=request["name"][:60], new=new, changed=changed, same=made.count(SAME),
            faults=len(made.faults), units=len(made.new_units),
        )
    ]  # fmt: skip
    parts += _news(sheet, made)
    if made.faults:
        parts.append(texts.PREVIEW_FAULTS.format(lines=fault_lines(made.faults)))
    parts.append(texts.UNTOUCHED if new or changed else texts.NOTHING)
    file_id = request["files"]["roster"]
    choices = (
        Choice(texts.IMPORT, f"{APPLY}:{file_id}:{_seal(scene, file_id)}", texts.IMPORT_WORD, decisive=True),
        Choice(texts.DROP, DROP, texts.DROP_WORD),
    )
    said = Outbound("\n".join(parts), choices=choices if new or changed else (), numbered=False)
    scene.send(said)


def _news(sheet: RosterSheet, made: Plan) -> list[str]:
    """Return the units that would be made and the rights that would be given, by name: both are easily overlooked."""
    parts = []
    if made.new_units:
        named = {unit.code: unit.name for unit in sheet.units}
        units = [f"{u.name}, {named[u.parent]}" if u.parent in named else u.name for u in made.new_units]
        parts.append(_listed(texts.NEW_UNITS, units))
    rights = [
        texts.NEW_RIGHT.format(
            person=change.row.full_name, roles=people.role_names(change.roles), unit=change.row.unit_name
        )
        for change in made.changes
        if change.roles
    ]
    if rights:
        parts.append(_listed(texts.NEW_RIGHTS, rights))
    return parts


def _listed(head: str, items: Sequence[str]) -> str:
    lines = [head, *(texts.NEW.format(what=what) for what in items[:NEWS_SHOWN])]
    if len(items) > NEWS_SHOWN:
        lines.append(texts.MORE_NEWS.format(n=len(items) - NEWS_SHOWN))
    return "\n".join(lines)


def fault_lines(faults: Sequence[RowFault]) -> str:
    """Return the first faults as lines, and how many more there are."""
    lines = [
        texts.FAULT.format(row=f.row, column=f.column, why=f.words) if f.row else texts.FAULT_SHEET.format(why=f.words)
        for f in faults[:FAULTS_SHOWN]
    ]
    if len(faults) > FAULTS_SHOWN:
        lines.append(texts.MORE_FAULTS.format(n=len(faults) - FAULTS_SHOWN))
    return "\n".join(lines)


def confirm(scene: Scene, args: Sequence[str]) -> None:
    """The button under a preview: read the same file once more, this time to write it."""
    if not (scene.may(May.ADMINISTER) or scene.may(May.INVITE)):
        scene.require(May.INVITE)
    if len(args) != 2 or not args[0].isdigit():  # noqa: PLR2004 (file and seal)
        raise NothingOpen(scene.text(texts.STALE))
    if not hmac.compare_digest(args[1], _seal(scene, int(args[0]))):  # somebody else's sheet, or no sheet at all
        raise NothingOpen(scene.text(texts.STALE))
    try:
        file = scene.uow.files.get(int(args[0]))
    except LookupError:  # deleted meanwhile
        raise NothingOpen(scene.text(texts.STALE)) from None
    _owe_reading(scene, file.id, file.name, start=0)
    scene.say(texts.IMPORTING)


def _seal(scene: Scene, file_id: int) -> str:
    """Return what the button of the speaker's own preview carries: a token is untrusted, and files have no owner."""
    what = f"roster:{scene.person_id}:{file_id}".encode()
    return hmac.new(scene.world.secret_key.encode(), what, hashlib.sha256).hexdigest()[:SEAL_DIGITS]


def drop(scene: Scene, args: Sequence[str]) -> None:
    """The other button: nothing was written, nothing is."""
    scene.say(texts.DROPPED)


def _write(scene: Scene, sheet: RosterSheet, request: dict[str, Any]) -> None:
    importer = importer_of(scene)
    asked = 0

    def bind(person: Person, role: Role, unit: Unit) -> None:
        nonlocal asked
        if not second_yes.is_needed(scene, unit.id):
            rights.give(scene, person, role, unit, scene.person_id)
            return
        second_yes.propose(
            scene, rights.PROPOSAL, {"person": person.id, "role": role.value, "unit": unit.id}, unit.id,
            rights_texts.ASK_GRANT, role=people_texts.ROLE_NAMES[role.value], unit_name=unit.name,
            person=people.named(scene.uow, person),
        )  # fmt: skip
        asked += 1

    done = apply(scene.uow, scene.world, sheet, importer, scene.now, start=request["start"], bind=bind)
    before = request.get("sum", [0, 0, 0, 0, 0])
    total = [a + b for a, b in zip(before, (done.new, done.changed, done.same, len(done.faults), asked), strict=True)]
    if done.next is not None:
        _owe_reading(scene, request["files"]["roster"], request["name"], start=done.next, sum=total)
        return
    new, changed, same, faults, waiting = total
    parts = [scene.text(texts.IMPORTED, new=new, changed=changed, same=same, faults=faults)]
    if waiting:
        parts.append(texts.WAITING_YES.format(n=waiting))
    if new:
        parts.append(texts.NEXT)
    scene.send(Outbound("\n".join(parts)))
