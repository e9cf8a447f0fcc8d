"""The cells of one roster row: read, checked, and compared with the rows before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Self

from content.roles import Duty, Role
from content.texts import roster as words
from content.vietnamese import fold, nfc_clean, same_spelling, unit_key
from content.vietnamese import phone as read_phone

_LONGEST: Final = 200
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_BARE_MOBILE = re.compile(r"[35789]\d{8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in one cell; *row* as Excel counts it, 0 for the whole file; *column* is its title."""

    row: int
    column: str
    words: str


@dataclass(frozen=True, slots=True)
class RosterUnit:
    """A unit that the sheet names. *parent* is a code, "" at the top."""

    code: str
    name: str
    kind: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person. `unit_code` is the sheet's own, else made of the names of unit and parent: the same each time."""

    row: int
    full_name: str
    unit_name: str
    unit_code: str
    code: str = ""
    given_name: str = ""
    position: str = ""
    duties: tuple[Duty, ...] = ()
    office_roles: tuple[Role, ...] = ()
    parent_unit: str = ""  # as written: a name or a code
    parent_code: str = ""
    unit_kind: str = ""
    phone: str = ""  # +84…
    decision_number: str = ""
    decision_date: date | None = None

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Self:
        """Read a row back."""
        known = dict(raw)
        known["duties"] = tuple(Duty(d) for d in known["duties"])
        known["office_roles"] = tuple(Role(r) for r in known["office_roles"])
        known["decision_date"] = date.fromisoformat(known["decision_date"]) if known["decision_date"] else None
        return cls(**known)


@dataclass(slots=True)
class Cells:
    """Takes rows in order, keeps the good ones and says what is wrong with the others."""

    rows: list[RosterRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    _codes: dict[str, int] = field(default_factory=dict)
    _phones: dict[str, int] = field(default_factory=dict)
    _people: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    _unit_names: dict[str, tuple[int, str]] = field(default_factory=dict)

    def take(self, number: int, found: Mapping[str, Any]) -> None:
        """Take one row; *found* holds raw cell values by column key."""
        if fold(_text(found.get("code"))) == fold(words.EXAMPLE_MARK):
            return
        before = len(self.faults)
        row = self._read(number, found)
        self._compare(row)
        if len(self.faults) == before:
            self.rows.append(row)

    def _fault(self, number: int, column: str, said: str) -> None:
        self.faults.append(RowFault(number, words.COLUMNS[column], said))

    def _read(self, number: int, found: Mapping[str, Any]) -> RosterRow:
        text: dict[str, str] = {}
        for key in words.COLUMNS:
            value = _text(found.get(key))
            if value.startswith("="):
                self._fault(number, key, words.FORMULA)
                value = ""
            if len(value) > _LONGEST:
                self._fault(number, key, words.TOO_LONG.format(n=len(value), most=_LONGEST))
                value = ""
            text[key] = value
        if not text["full_name"]:
            self._fault(number, "full_name", words.NEED_NAME)
        if not text["unit_name"]:
            self._fault(number, "unit_name", words.NEED_UNIT)
        parent_code = _slug(text["parent_unit"]) if text["parent_unit"] else ""
        own_code = "-".join(part for part in (parent_code, _slug(text["unit_name"])) if part)
        return RosterRow(
            row=number,
            full_name=text["full_name"],
            unit_name=text["unit_name"],
            unit_code=text["unit_code"] or own_code,
            code=text["code"],
            given_name=text["given_name"],
            position=text["position"],
            duties=tuple(Duty(d) for d in self._named(number, "duties", text, words.DUTIES, words.BAD_DUTY)),
            office_roles=tuple(
                Role(r) for r in self._named(number, "office_roles", text, words.OFFICE_ROLES, words.BAD_ROLE)
            ),
            parent_unit=text["parent_unit"],
            parent_code=parent_code,
            unit_kind=text["unit_kind"],
            phone=self._phone(number, text["phone"]),
            decision_number=text["decision_number"],
            decision_date=self._date(number, found.get("decision_date"), text["decision_date"]),
        )

    def _named(
        self, number: int, column: str, text: Mapping[str, str], known: Mapping[str, Iterable[str]], complaint: str
    ) -> list[str]:
        by_name = {fold(name): key for key, names in known.items() for name in (key, *names)}
        taken: list[str] = []
        for part in re.split(r"[,;/+\n]", text[column]):
            if not part.strip():
                continue
            key = by_name.get(fold(part))
            if key is None:
                self._fault(number, column, complaint.format(value=part.strip()))
            elif key not in taken:
                taken.append(key)
        return taken

    def _phone(self, number: int, text: str) -> str:
        if not text:
            return ""
        # Excel takes the leading 0 from a number.
        bare = re.sub(r"[\s.\-]", "", text)
        good = read_phone(f"0{bare}" if _BARE_MOBILE.fullmatch(bare) else text)
        if good is None:
            self._fault(number, "phone", words.BAD_PHONE.format(value=text))
        return good or ""

    def _date(self, number: int, raw: Any, text: str) -> date | None:
        if not text:
            return None
        if isinstance(raw, datetime):
            return raw.date()
        if isinstance(raw, date):
            return raw
        try:
            if found := _DATE.fullmatch(text):
                return date(int(found[3]), int(found[2]), int(found[1]))
            if found := _ISO_DATE.fullmatch(text):
                return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            pass
        self._fault(number, "decision_date", words.BAD_DATE.format(value=text))
        return None

    def _compare(self, row: RosterRow) -> None:
        """Find what an earlier row of the same file says already."""
        if row.code:
            first = self._codes.setdefault(fold(row.code), row.row)
            if first != row.row:
                self._fault(row.row, "code", words.SAME_CODE.format(value=row.code, row=first))
        if row.phone:
            first = self._phones.setdefault(row.phone, row.row)
            if first != row.row:
                self._fault(row.row, "phone", words.SAME_PHONE.format(row=first))
        if row.full_name and row.unit_name:
            key = (same_spelling(row.full_name).casefold(), row.unit_code)
            first, code = self._people.setdefault(key, (row.row, row.code))
            if first != row.row and not (row.code and code):
                self._fault(row.row, "full_name", words.SAME_PERSON.format(row=first))
            first, name = self._unit_names.setdefault(row.unit_code, (row.row, unit_key(row.unit_name)))
            if name != unit_key(row.unit_name):
                self._fault(row.row, "unit_code", words.OTHER_UNIT.format(value=row.unit_code, row=first))


def units_of(rows: Iterable[RosterRow]) -> tuple[RosterUnit, ...]:
    """Return the units of *rows*, parents first. A parent given by the name of a listed unit is that unit."""
    rows = tuple(rows)
    own: dict[str, RosterRow] = {}
    by_name: dict[str, str] = {}
    for row in rows:
        own.setdefault(row.unit_code, row)
        by_name.setdefault(unit_key(row.unit_name), row.unit_code)
    by_code = {fold(code): code for code in own}

    def parent_of(row: RosterRow) -> str:
        if not row.parent_unit:
            return ""
        known = by_code.get(fold(row.parent_unit)) or by_name.get(unit_key(row.parent_unit))
        return known if known and known != row.unit_code else row.parent_code

    done: dict[str, RosterUnit] = {}
    for row in rows:
        if (code := parent_of(row)) and code not in own:
            done.setdefault(code, RosterUnit(code, row.parent_unit))
    waiting = list(own.values())
    while waiting:
        ready = [row for row in waiting if not parent_of(row) or parent_of(row) in done]
        # Units that name each other as parents would wait for ever: they come as they stand.
        for row in ready or waiting:
            done.setdefault(row.unit_code, RosterUnit(row.unit_code, row.unit_name, row.unit_kind, parent_of(row)))
        waiting = [row for row in waiting if row.unit_code not in done]
    return tuple(done.values())


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return nfc_clean(f"{value:%d/%m/%Y}" if isinstance(value, datetime | date) else str(value))


def _slug(name: str) -> str:
    """Return a code made of a name: "Xã Đồng Mẫu" → "XA-DONG-MAU"."""
    return unit_key(name).upper().replace(" ", "-")
