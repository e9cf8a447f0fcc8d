"""The office itself, and facts about this database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from content.texts.courtesy import Courtesy
from storage.prepared import Prepared
from storage.tables import Office

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

_GET = Prepared(
    "SELECT name, superior, system, courtesy, staff_contact, public_contact, privacy_contact, unit_id, settings"
    " FROM office WHERE id = 1"
)
_FIRST = Prepared("INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT (key) DO NOTHING")
_PUT = Prepared(
    "INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)
_KNOWN = Prepared("SELECT value FROM meta WHERE key = :key")

DEFAULTS: dict[str, Any] = {
    "correction_days": 3,  # how long a report may be corrected
    "report_max_age_days": 60,  # how old a session may be
    "ack_days": 3,  # how long "Đã nắm" may take before it is asked for
    "report_due_day": 25,  # of each month: when session reports of the month are asked for
    "invite_days": 14,
}


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What every message needs to know of the office. `is_set` is False before the first admin told us."""

    name: str = ""
    superior: str = ""
    system: str = "nha_nuoc"
    courtesy: Courtesy = Courtesy.DONG_CHI
    staff_contact: str = ""
    public_contact: str = ""
    privacy_contact: str = ""
    unit_id: int | None = None
    is_set: bool = False
    settings: dict[str, Any] = field(default_factory=dict)

    def setting(self, name: str) -> Any:
        """Return a setting, or its default. Raises KeyError for an unknown one."""
        return self.settings.get(name, DEFAULTS[name])


class Offices:
    """The one office."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def facts(self) -> OfficeFacts:
        """Return what is known of the office."""
        row = _GET.row(self._uow.connection)
        if row is None:
            return OfficeFacts()
        name, superior, system, courtesy, staff, public, privacy, unit_id, settings = row
        return OfficeFacts(
            name, superior, system, Courtesy(courtesy), staff, public, privacy, unit_id,
            is_set=True, settings=orjson.loads(settings),
        )  # fmt: skip

    def put(self, **columns: Any) -> None:
        """Make or change the office's row."""
        row = self._uow.session.get(Office, 1)
        if row is None:
            row = Office(id=1, **columns)
            self._uow.session.add(row)
        else:
            for name, value in columns.items():
                setattr(row, name, value)
        self._uow.flush()

    def meta(self, key: str) -> str | None:
        """Return a fact about this database, such as `demo`."""
        row = _KNOWN.row(self._uow.connection, key=key)
        return None if row is None else str(row[0])

    def first_meta(self, key: str, value: str) -> str:
        """Keep a fact unless it is known, and return what is known: of two that start at once, one is first."""
        _FIRST.run(self._uow.connection, key=key, value=value)
        row = _KNOWN.row(self._uow.connection, key=key)
        return str(row[0]) if row else value

    def set_meta(self, key: str, value: str) -> None:
        """Keep a fact about this database; of processes that do so at once the last one's stands, and none fails."""
        _PUT.run(self._uow.connection, key=key, value=value)
