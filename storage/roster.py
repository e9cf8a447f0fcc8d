"""The roster in sets: what an import compares with, and what it writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from content import vietnamese
from content.roles import Role
from storage.tables import Appointment, OfficeRole, Person, Unit

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Known:
    """A person as the roster has them now."""

    id: int
    code: str | None
    full_name: str
    given_name: str
    position: str
    phone: str | None
    unit_id: int
    duties: dict[str, tuple[str, date | None]]  # role → number and date of the decision
    roles: frozenset[tuple[Role, int]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A person as they are to be. `person_id` is None for somebody new; empty fields change nothing."""

    person_id: int | None
    full_name: str
    unit_id: int
    code: str = ""
    given_name: str = ""
    position: str = ""
    phone: str = ""
    duties: tuple[str, ...] = ()
    decision_number: str = ""
    decision_date: date | None = None


class Roster:
    """Reads and writes people by the hundred."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def units(self) -> list[tuple[int, str, str, int | None]]:
        """Return (id, code, name, id of the unit above) of every unit."""
        rows = self._uow.session.execute(select(Unit.id, Unit.code, Unit.name, Unit.parent_id))
        return [(id_, code, name, parent) for id_, code, name, parent in rows]

    def known(self, units: Iterable[int], codes: Iterable[str]) -> list[Known]:
        """Return the people of exactly these *units*, and those with these *codes* in any case, except who withdrew."""
        session = self._uow.session
        wanted = {form for code in codes for form in (code, code.lower())}  # "cb01" is "CB01"
        query = (
            select(
                Person.id,
                Person.code,
                Person.full_name,
                Person.given_name,
                Person.position,
                Person.phone,
                Person.unit_id,
            )
            .where(or_(Person.unit_id.in_(list(units)), Person.code.in_(wanted), func.lower(Person.code).in_(wanted)))
            .where(Person.status != "withdrawn")
            .order_by(Person.id)
        )
        people = list(session.execute(query))
        ids = [row[0] for row in people]
        duties: defaultdict[int, dict[str, tuple[str, date | None]]] = defaultdict(dict)
        roles: defaultdict[int, set[tuple[Role, int]]] = defaultdict(set)
        for some in _chunks(ids, 500):
            for row in session.execute(
                select(
                    Appointment.person_id, Appointment.role, Appointment.decision_number, Appointment.decision_date
                ).where(Appointment.person_id.in_(some))
            ):
                duties[row[0]][row[1]] = (row[2], row[3])
            for person_id, role, unit_id in session.execute(
                select(OfficeRole.person_id, OfficeRole.role, OfficeRole.unit_id).where(OfficeRole.person_id.in_(some))
            ):
                roles[person_id].add((Role(role), unit_id))
        return [Known(*row, duties=duties[row[0]], roles=frozenset(roles[row[0]])) for row in people]

    def write(self, entries: Sequence[Entry], now: datetime) -> list[int]:
        """Make or bring up to date; return the ids in the same order."""
        session = self._uow.session
        ids = [entry.person_id for entry in entries if entry.person_id is not None]
        people = {p.id: p for p in session.scalars(select(Person).where(Person.id.in_(ids)))}
        held: defaultdict[int, dict[str, Appointment]] = defaultdict(dict)
        for row in session.scalars(select(Appointment).where(Appointment.person_id.in_(ids))):
            held[row.person_id][row.role] = row
        written: list[Person] = []
        for entry in entries:
            if entry.person_id is None:
                person = Person(created_at=now, status="active", position="")
                session.add(person)
            else:
                person = people[entry.person_id]
            _fill(person, entry)
            written.append(person)
        self._uow.flush()
        for entry, person in zip(entries, written, strict=True):
            for duty in entry.duties:
                row = held[person.id].get(duty) or Appointment(person_id=person.id, role=duty)
                row.decision_number = entry.decision_number or row.decision_number or ""
                row.decision_date = entry.decision_date or row.decision_date
                session.add(row)
        self._uow.flush()
        return [person.id for person in written]


def _fill(person: Person, entry: Entry) -> None:
    person.full_name, person.unit_id = entry.full_name, entry.unit_id
    person.code, person.phone = entry.code or person.code, entry.phone or person.phone
    person.position = entry.position or person.position
    person.given_name = entry.given_name or vietnamese.given_name(entry.full_name)
    person.sort_key = vietnamese.sort_key(" ".join(vietnamese.name_key(entry.full_name, entry.given_name or None)))
    person.search_key = vietnamese.fold(entry.full_name)


def _chunks(ids: Sequence[int], most: int) -> Iterable[Sequence[int]]:
    return (ids[at : at + most] for at in range(0, len(ids), most))
