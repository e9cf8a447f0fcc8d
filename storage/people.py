"""The roster: people, their appointments and their rights."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, String, cast, delete, exists, func, literal, or_, select

from content import vietnamese
from content.roles import Role
from storage.prepared import Prepared
from storage.tables import Appointment, Audit, Chat, OfficeRole, Person, Progress, Unit
from storage.units import subtree

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

_ROLES = Prepared("SELECT role, unit_id FROM office_role WHERE person_id = :person")
_LOCK_ROLE = Prepared("SELECT 1", "SELECT id FROM office_role WHERE role = :role ORDER BY id FOR UPDATE")
_UP = Prepared(
    "WITH RECURSIVE up (id, parent_id) AS (SELECT id, parent_id FROM unit WHERE id = :unit"
    " UNION SELECT u.id, u.parent_id FROM unit u JOIN up ON u.id = up.parent_id) SELECT id FROM up"
)


class People:
    """People of the roster."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def get(self, person_id: int) -> Person:
        """Return one person. Raises LookupError."""
        found = self._uow.session.get(Person, person_id)
        if found is None:
            raise LookupError(person_id)
        return found

    def by_code(self, code: str) -> Person | None:
        """Return the person with the office's own number."""
        return self._uow.session.scalar(select(Person).where(Person.code == code))

    def by_phone(self, phone: str) -> list[Person]:
        """Return those who have this number (+84…)."""
        return list(self._uow.session.scalars(select(Person).where(Person.phone == phone, Person.status == "active")))

    def namesakes(self, full_name: str, unit_id: int) -> list[Person]:
        """Return people of exactly this name in the unit; identical names are normal."""
        name = vietnamese.same_spelling(vietnamese.nfc_clean(full_name))
        found = self._uow.session.scalars(
            select(Person).where(Person.unit_id == unit_id, Person.search_key == vietnamese.fold(name))
        )
        return [p for p in found if vietnamese.same_spelling(p.full_name) == name]

    def search(self, text: str, units: Iterable[int] | None = None, most: int = 20) -> list[Person]:
        """Find people by code, phone or part of a name, with or without diacritics, within *units* and below."""
        ways = [Person.code == text.strip()]
        if key := vietnamese.fold(text):
            ways.append(Person.search_key.contains(key, autoescape=True))
        if number := vietnamese.phone(text):
            ways.append(Person.phone == number)
        query = select(Person).where(or_(*ways))
        if units is not None:
            query = query.where(Person.unit_id.in_(subtree(units)))
        return list(self._uow.session.scalars(query.order_by(Person.sort_key, Person.id).limit(most)))

    def put(  # noqa: PLR0913 (a person has these columns)
        self, *, full_name: str, unit_id: int, now: datetime, code: str | None = None, given: str | None = None,
        position: str = "", phone: str | None = None, person: Person | None = None,
    ) -> Person:  # fmt: skip
        """Make a person, or bring *person* up to date."""
        full_name = vietnamese.nfc_clean(full_name)
        if person is None:
            person = Person(created_at=now, status="active")
            self._uow.session.add(person)
        person.full_name, person.unit_id, person.position = full_name, unit_id, position
        person.code, person.phone = code or person.code, phone or person.phone
        person.given_name = given or vietnamese.given_name(full_name)
        person.sort_key = vietnamese.sort_key(" ".join(vietnamese.name_key(full_name, given)))
        person.search_key = vietnamese.fold(full_name)
        self._uow.flush()
        return person

    def appoint(self, person_id: int, role: str, number: str = "", on: object = None) -> None:
        """Note a recognised duty (BCV, TTV, head, focal point), or its newest decision."""
        row = self._uow.session.scalar(
            select(Appointment).where(Appointment.person_id == person_id, Appointment.role == role)
        )
        if row is None:
            row = Appointment(person_id=person_id, role=role)
            self._uow.session.add(row)
        row.decision_number = number or row.decision_number or ""
        row.decision_date = on or row.decision_date  # type: ignore[assignment]  # a date or nothing
        self._uow.flush()

    def appointments(self, person_id: int) -> list[Appointment]:
        """Return the duties of a person."""
        return list(
            self._uow.session.scalars(
                select(Appointment).where(Appointment.person_id == person_id).order_by(Appointment.role)
            )
        )

    def grant(self, person_id: int, role: Role, unit_id: int, *, by: int | None, now: datetime) -> bool:
        """Give an office role over a unit and all below; False when the person has it."""
        has = self._uow.session.scalar(
            select(OfficeRole.id).where(
                OfficeRole.person_id == person_id, OfficeRole.role == role, OfficeRole.unit_id == unit_id
            )
        )
        if has is not None:
            return False
        self._uow.session.add(
            OfficeRole(person_id=person_id, role=role.value, unit_id=unit_id, granted_by=by, granted_at=now)
        )
        self._uow.flush()
        return True

    def revoke(self, person_id: int, role: Role) -> int:
        """Take an office role back; return how many grants ended."""
        ended = self._uow.session.execute(
            delete(OfficeRole).where(OfficeRole.person_id == person_id, OfficeRole.role == role)
        )
        return int(ended.rowcount)  # type: ignore[attr-defined]  # a CursorResult, since it deletes

    def rights(self, person_id: int) -> dict[Role, set[int]]:
        """Return the office roles of a person as they are now, with the units each holds for."""
        found: dict[Role, set[int]] = {}
        for role, unit_id in _ROLES.rows(self._uow.connection, person=person_id):
            found.setdefault(Role(role), set()).add(unit_id)
        return found

    def above(self, unit_id: int) -> set[int]:
        """Return the unit and all above it: a role held for any of them covers the unit."""
        return {row[0] for row in _UP.rows(self._uow.connection, unit=unit_id)}

    def holders(self, role: Role, unit_id: int) -> list[Person]:
        """Return those whose *role* covers the unit."""
        return list(
            self._uow.session.scalars(
                select(Person)
                .join(OfficeRole, OfficeRole.person_id == Person.id)
                .where(OfficeRole.role == role, OfficeRole.unit_id.in_(self.above(unit_id)))
                .where(Person.status == "active")
                .order_by(Person.sort_key)
                .distinct()
            )
        )

    def count_role(self, role: Role) -> int:
        """Return how many active people hold the role anywhere."""
        return (
            self._uow.session.scalar(
                select(func.count(func.distinct(OfficeRole.person_id)))
                .join(Person, Person.id == OfficeRole.person_id)
                .where(OfficeRole.role == role, Person.status == "active")
            )
            or 0
        )

    def within(self, units: Iterable[int]) -> Select[int]:
        """Return a query of the active people of *units* and below."""
        return select(Person.id).where(Person.unit_id.in_(subtree(units)), Person.status == "active")

    def labels(self, units: Iterable[int]) -> list[tuple[int, str]]:
        """Return id and "name, unit" of the active people of *units* and below."""
        rows = self._uow.session.execute(
            select(Person.id, Person.full_name, Unit.name)
            .join(Unit, Unit.id == Person.unit_id)
            .where(Unit.id.in_(subtree(units)), Person.status == "active")
            .order_by(Person.sort_key, Person.id)
        )
        return [(person_id, f"{name}, {unit}") for person_id, name, unit in rows]

    def codes(self, ids: Iterable[int]) -> dict[int, str]:
        """Return the codes of *ids*, of those who have one."""
        rows = self._uow.session.execute(select(Person.id, Person.code).where(Person.id.in_(list(ids))))
        return {person_id: code for person_id, code in rows if code}

    def appointed(  # noqa: PLR0913 (of which units, when, and which of them)
        self, units: Iterable[int], on: date, most: int, *, first: int | None = None, person_id: int | None = None,
        names: Iterable[str] = (),
    ) -> list[tuple[Person, Unit]]:  # fmt: skip
        """Return active people of *units* and below who hold a recognised duty on that day, in Vietnamese order.

        Those of the unit *first* come first. Only *person_id*, or (with *names*) only those whose name ends with one
        of these folded words, or who have one of them as their code.
        """
        query = (
            select(Person, Unit)
            .join(Unit, Unit.id == Person.unit_id)
            .where(Unit.id.in_(subtree(units)), Person.status == "active")
            .where(exists().where(Appointment.person_id == Person.id, *_holds_on(on)))
            .order_by(Unit.id != (first or 0), Person.sort_key, Person.id)
        )
        if person_id is not None:
            query = query.where(Person.id == person_id)
        if wanted := list(names):
            ends = [(" " + Person.search_key).endswith(f" {word}", autoescape=True) for word in wanted]
            query = query.where(or_(*ends, func.lower(Person.code).in_(wanted)))
        return [(person, unit) for person, unit in self._uow.session.execute(query.limit(most))]

    def appointed_on(self, person_id: int, day: date) -> bool:
        """Say whether the person holds a recognised duty on that day."""
        duty = exists().where(Appointment.person_id == person_id, *_holds_on(day))
        return bool(self._uow.session.scalar(select(duty)))

    def roster(self, units: Iterable[int]) -> list[tuple[Person, Unit]]:
        """Return people of *units* and below with their unit, in Vietnamese order."""
        rows = self._uow.session.execute(
            select(Person, Unit)
            .join(Unit, Unit.id == Person.unit_id)
            .where(Unit.id.in_(subtree(units)), Person.status != "left")
            .order_by(Unit.sort_key, Person.sort_key, Person.id)
        )
        return [(person, unit) for person, unit in rows]

    def grants(self, units: Iterable[int]) -> list[tuple[Person, Role, Unit]]:
        """Return who holds which role over which of *units* and those below."""
        rows = self._uow.session.execute(
            select(Person, OfficeRole.role, Unit)
            .join(OfficeRole, OfficeRole.person_id == Person.id)
            .join(Unit, Unit.id == OfficeRole.unit_id)
            .where(Unit.id.in_(subtree(units)))
            .order_by(Unit.sort_key, Person.sort_key, Person.id, OfficeRole.role)
        )
        return [(person, Role(role), unit) for person, role, unit in rows]

    def lock(self, person_id: int) -> Person:
        """Return the person as they are now, and let no other transaction touch them until this one ends."""
        return self._uow.session.get_one(Person, person_id, with_for_update=True, populate_existing=True)

    def lock_role(self, role: Role) -> None:
        """Let no other transaction take this role from anybody until this one ends."""
        _LOCK_ROLE.rows(self._uow.connection, role=role.value)

    def without_chat(self, units: Iterable[int]) -> list[tuple[Person, Unit]]:
        """Return active people of *units* and below who have no chat yet, in Vietnamese order."""
        rows = self._uow.session.execute(
            select(Person, Unit)
            .join(Unit, Unit.id == Person.unit_id)
            .where(Unit.id.in_(subtree(units)), Person.status == "active", ~exists().where(Chat.person_id == Person.id))
            .order_by(Unit.sort_key, Person.sort_key, Person.id)
        )
        return [(person, unit) for person, unit in rows]

    def left_before(self, before: datetime, most: int) -> list[int]:
        """Return people who left, and not after *before*: the audit trail knows when."""
        later = exists().where(
            Audit.subject == literal("person:") + cast(Person.id, String),
            Audit.action == "person.leave",
            Audit.at > before,
        )
        query = select(Person.id).where(Person.status == "left", ~later).order_by(Person.id).limit(most)
        return list(self._uow.session.scalars(query))

    def stand(self, person: Person, status: str) -> None:
        """Change whether the person takes part; whoever does not is sent nothing."""
        person.status = status
        chats = [c for c in self._uow.chats.of(person.id) if c.state == "active"]
        person.chat_id = chats[-1].id if chats and status == "active" else None
        self._uow.flush()

    def prefer_language(self, person_id: int, code: str) -> None:
        """Remember in which language a person fills in forms that have several."""
        self.get(person_id).form_language = code
        self._uow.flush()

    def erase(self, person_id: int) -> None:
        """Take name, phone, position, duties, drafts and chats away; what was counted stays, tied to nobody."""
        session = self._uow.session
        person = self.get(person_id)
        person.full_name = person.given_name = person.sort_key = person.search_key = person.position = ""
        person.phone = person.code = person.chat_id = person.consented_at = None
        person.form_language, person.status = "", "withdrawn"
        for chat in self._uow.chats.of(person_id):
            chat.person_id, chat.state = None, "withdrawn"
            chat.address = f"erased:{chat.id}"  # what was sent there stays counted; the account is not kept
        for table in (OfficeRole, Appointment, Progress):
            session.execute(delete(table).where(table.person_id == person_id))
        self._uow.flush()


def _holds_on(day: date) -> tuple[ColumnElement[bool], ...]:
    return (
        or_(Appointment.valid_from.is_(None), Appointment.valid_from <= day),
        or_(Appointment.valid_to.is_(None), Appointment.valid_to >= day),
    )
