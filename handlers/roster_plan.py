"""What a roster's rows would change: compared with what is stored, within what the importer may touch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from content.reading.roster import RosterRow, RosterUnit, RowFault
from content.roles import Role
from content.texts import importing as texts
from content.texts.roster import COLUMNS
from content.vietnamese import fold, same_spelling, unit_key
from storage.roster import Entry, Known
from storage.unit_of_work import UnitOfWork

NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass(frozen=True, slots=True)
class Importer:
    """Who imports. *reach* are the units they may touch, *rules* those they are an admin of; None: all of them."""

    by: int | None
    reach: frozenset[int] | None
    rules: frozenset[int] | None
    top: int | None = None  # under which units without a parent are put

    def reaches(self, unit_id: int) -> bool:
        """Say whether people of the unit may be touched."""
        return self.reach is None or unit_id in self.reach


@dataclass(frozen=True, slots=True)
class Change:
    """One row and what it comes to."""

    kind: str
    row: RosterRow
    entry: Entry
    roles: tuple[Role, ...] = ()  # to be given over the unit


@dataclass(slots=True)
class Plan:
    """All that would happen. A row with a fault is in `faults` only."""

    changes: list[Change] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    new_units: list[RosterUnit] = field(default_factory=list)  # parents first

    def count(self, kind: str) -> int:
        """Return how many rows are of this kind."""
        return sum(1 for change in self.changes if change.kind == kind)


class Places:
    """Units of the sheet among those that exist: by code, else by name under the same unit above."""

    def __init__(self, uow: UnitOfWork, importer: Importer, units: Iterable[RosterUnit]) -> None:
        self._importer = importer
        self._by_code: dict[str, int] = {}
        self._by_name: defaultdict[str, list[tuple[int, int | None]]] = defaultdict(list)
        for id_, code, name, parent in uow.roster.units():
            self._by_code[fold(code)] = id_
            self._by_name[unit_key(name)].append((id_, parent))
        self.found: dict[str, int] = {}  # the sheet's code → the unit's id
        self.new: list[RosterUnit] = []
        self.faults: dict[str, str] = {}  # the sheet's code → why the unit cannot be used
        for unit in units:
            self._place(unit)

    def _place(self, unit: RosterUnit) -> None:
        existing = self._by_code.get(fold(unit.code)) or self._named(unit)
        if existing is not None:
            self.found[unit.code] = existing
            if not self._importer.reaches(existing):
                self.faults[unit.code] = texts.OUT_OF_REACH.format(unit=unit.name)
        elif unit.parent and unit.parent in self.faults:
            self.faults[unit.code] = texts.NO_PARENT.format(unit=unit.parent)
        elif not unit.parent and self._importer.top is None and self._importer.reach is not None:
            self.faults[unit.code] = texts.OUT_OF_REACH.format(unit=unit.name)
        else:
            self.new.append(unit)

    def _named(self, unit: RosterUnit) -> int | None:
        """Return the one unit of this name: below the parent when the sheet names one, else within reach."""
        same = self._by_name.get(unit_key(unit.name), [])
        if unit.parent:
            above = self.found.get(unit.parent)
            same = [(id_, parent) for id_, parent in same if parent == above and above is not None]
        else:
            near = [(id_, parent) for id_, parent in same if self._importer.reaches(id_)]
            same = near or same
        return same[0][0] if len(same) == 1 else None


def plan(uow: UnitOfWork, importer: Importer, rows: Sequence[RosterRow], units: Iterable[RosterUnit]) -> Plan:
    """Compare *rows* with the roster; nothing is written. *units* are those of the whole sheet, parents first."""
    places = Places(uow, importer, units)
    wanted = {row.unit_code for row in rows}
    made = Plan(new_units=_needed(places, wanted))
    known = uow.roster.known(
        {places.found[code] for code in wanted if code in places.found}, {row.code for row in rows if row.code}
    )
    by_code = {fold(p.code): p for p in known if p.code}
    by_place: defaultdict[tuple[int, str], list[Known]] = defaultdict(list)
    for one in known:
        by_place[one.unit_id, _name(one.full_name)].append(one)
    taken: dict[int, int] = {}
    for row in rows:
        fault = places.faults.get(row.unit_code)
        if fault:
            made.faults.append(RowFault(row.row, COLUMNS["unit_name"], fault))
            continue
        unit_id = places.found.get(row.unit_code)
        person, fault = _match(row, unit_id, by_code, by_place, importer)
        if person is not None and taken.setdefault(person.id, row.row) != row.row:
            fault = texts.TWO_ROWS.format(row=taken[person.id])
        if fault:
            made.faults.append(RowFault(row.row, COLUMNS["full_name"], fault))
            continue
        held = person.roles if person else frozenset()
        roles = tuple(r for r in row.office_roles if unit_id is None or (r, unit_id) not in held)
        if roles and not _may_give(importer, unit_id):
            made.faults.append(RowFault(row.row, COLUMNS["office_roles"], texts.ROLES_BY_ADMINS))
            continue
        made.changes.append(_change(row, unit_id, person, roles))
    return made


def _needed(places: Places, wanted: set[str]) -> list[RosterUnit]:
    """Return the new units that *wanted* stand in or below."""
    by_code = {unit.code: unit for unit in places.new}
    needed: set[str] = set()
    for code in wanted:
        at = by_code.get(code)
        while at is not None and at.code not in needed:
            needed.add(at.code)
            at = by_code.get(at.parent)
    return [unit for unit in places.new if unit.code in needed]


def _may_give(importer: Importer, unit_id: int | None) -> bool:
    """Say whether the importer is an admin of the unit; a unit yet to be made stands below one of theirs."""
    return importer.rules is None or (unit_id in importer.rules if unit_id is not None else bool(importer.rules))


def _name(full_name: str) -> str:
    return same_spelling(full_name).casefold()


def _match(
    row: RosterRow,
    unit_id: int | None,
    by_code: dict[str, Known],
    by_place: dict[tuple[int, str], list[Known]],
    importer: Importer,
) -> tuple[Known | None, str]:
    """Return who the row is, or why that cannot be said: by code, else by name in the unit, then by position."""
    if row.code and (person := by_code.get(fold(row.code))):
        elsewhere = not importer.reaches(person.unit_id)
        return person, texts.CODE_ELSEWHERE.format(code=row.code) if elsewhere else ""
    if unit_id is None:
        return None, ""
    same = [p for p in by_place.get((unit_id, _name(row.full_name)), []) if not (row.code and p.code)]
    if len(same) > 1:
        same = [p for p in same if fold(p.position) == fold(row.position)]
        if len(same) != 1:
            return None, texts.NAMESAKES
    return (same[0] if same else None), ""


def _change(row: RosterRow, unit_id: int | None, person: Known | None, roles: tuple[Role, ...]) -> Change:
    entry = Entry(
        person_id=person.id if person else None, full_name=row.full_name, unit_id=unit_id or 0, code=row.code,
        given_name=row.given_name or (person.given_name if person and person.full_name == row.full_name else ""),
        position=row.position, phone=row.phone, duties=tuple(duty.value for duty in row.duties),
        decision_number=row.decision_number, decision_date=row.decision_date,
    )  # fmt: skip
    if person is None:
        return Change(NEW, row, entry, roles)
    differs = (
        person.full_name != row.full_name
        or person.unit_id != unit_id
        or any(
            new and new != old
            for new, old in (
                (row.code, person.code), (row.position, person.position), (row.phone, person.phone),
                (row.given_name, person.given_name),
            )
        )
        or any(_news(row, person.duties.get(duty.value)) for duty in row.duties)
    )  # fmt: skip
    return Change(CHANGED if differs or roles else SAME, row, entry, roles)


def _news(row: RosterRow, held: tuple[str, object] | None) -> bool:
    """Say whether the row tells something new of a duty."""
    if held is None:
        return True
    number, day = held
    return bool(row.decision_number and row.decision_number != number) or bool(
        row.decision_date and row.decision_date != day
    )
