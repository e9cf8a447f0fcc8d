"""What a session report asks of storage while it is being answered: hot, so bare statements and plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import orjson

from storage.prepared import Prepared
from storage.tables.base import from_micros, to_micros

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

SAMPLE = 25  # sessions that say what is usual in a unit
SAMPLE_LEAST = 5

_PLACES = Prepared(
    "WITH RECURSIVE below (id) AS (SELECT id FROM unit WHERE id = :unit"
    " UNION SELECT u.id FROM unit u JOIN below b ON u.parent_id = b.id)"
    " SELECT u.id, u.name, u.parent_id FROM unit u JOIN below b ON b.id = u.id"
    " WHERE u.valid_to IS NULL OR u.valid_to >= :since ORDER BY u.sort_key, u.id LIMIT :most"
)
_POINT = "SELECT d.id, d.title, d.direct_only, d.valid_from, d.valid_to"
_POINTS = Prepared(
    f"{_POINT} FROM document d JOIN version v ON v.document_id = d.id"
    " WHERE v.state = 'approved' AND (d.valid_to IS NULL OR d.valid_to >= :since)"
    " AND (d.valid_from IS NULL OR d.valid_from <= :until) ORDER BY v.decided_at DESC, v.id DESC LIMIT :most"
)
_WITHDRAWN = Prepared(
    f"{_POINT}, b.approved_at FROM broadcast b JOIN version v ON v.id = b.version_id"
    " JOIN document d ON d.id = v.document_id"
    " WHERE b.kind = 'withdrawal' AND b.approved_at >= :moment AND v.state = 'withdrawn' AND NOT EXISTS"
    " (SELECT 1 FROM version o WHERE o.document_id = d.id AND o.state = 'approved')"
    " ORDER BY b.approved_at DESC LIMIT :most"
)
_SESSIONS = Prepared(
    "SELECT s.id, s.code, s.answers, s.submitted_by FROM submission s JOIN session_report r ON r.submission_id = s.id"
    " WHERE r.person_id = :person AND r.session_date >= :since AND r.is_counted ORDER BY s.id DESC"
)
_LATEST = Prepared("SELECT answers FROM submission WHERE person_id = :person AND form = :form ORDER BY id DESC LIMIT 1")
_HEADCOUNTS = Prepared(
    "SELECT headcount FROM session_report WHERE unit_id = :unit AND is_counted ORDER BY submission_id DESC LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Reported:
    """A session that was reported: its number and what was answered."""

    id: int
    code: str
    answers: dict[str, Any]
    submitted_by: int | None = None  # the colleague who sent it


@dataclass(frozen=True, slots=True)
class Reportable:
    """A document that a session may have been about, and when it holds."""

    id: int
    title: str
    direct_only: bool
    valid_from: date | None
    valid_to: date | None
    withdrawn_at: datetime | None


def _day(stored: object) -> date | None:
    return date.fromisoformat(str(stored)) if stored else None  # text on SQLite


class ReportFacts:
    """Facts for the session report's questions."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def places(self, unit_id: int, since: date, most: int) -> list[tuple[int, str, int | None]]:
        """Return (id, name, parent) of the unit and all below it that were valid on *since* or later."""
        rows = _PLACES.rows(self._uow.connection, unit=unit_id, since=since.isoformat(), most=most)
        return [(id_, name, parent) for id_, name, parent in rows]

    def points(self, since: date, until: date, moment: datetime, most: int) -> list[Reportable]:
        """Return what is in force on any day from *since* to *until*, newest first, then what was withdrawn since."""
        self._uow.flush()
        span = {"since": since.isoformat(), "until": until.isoformat()}
        rows = [(*row, None) for row in _POINTS.rows(self._uow.connection, **span, most=most)]
        rows += _WITHDRAWN.rows(self._uow.connection, moment=to_micros(moment), most=most)
        return [
            Reportable(id_, title, bool(direct), _day(start), _day(end), from_micros(gone) if gone else None)
            for id_, title, direct, start, end, gone in rows
        ]

    def sessions(self, person_id: int, since: date) -> list[Reported]:
        """Return the person's counted sessions of days from *since* on, the latest sent first."""
        self._uow.flush()
        rows = _SESSIONS.rows(self._uow.connection, person=person_id, since=since.isoformat())
        return [Reported(id_, code, orjson.loads(answers), by) for id_, code, answers, by in rows]

    def latest(self, person_id: int, form: str) -> dict[str, Any]:
        """Return the answers of the person's latest submission of *form*; empty without one."""
        self._uow.flush()
        row = _LATEST.row(self._uow.connection, person=person_id, form=form)
        found: dict[str, Any] = orjson.loads(row[0]) if row else {}
        return found

    def typical_headcount(self, unit_id: int) -> int | None:
        """Return the usual number of listeners in a unit: the median of its last 25 sessions, from 5 on."""
        rows = _HEADCOUNTS.rows(self._uow.connection, unit=unit_id, most=SAMPLE)
        counts = sorted(count for (count,) in rows)
        return counts[len(counts) // 2] if len(counts) >= SAMPLE_LEAST else None
