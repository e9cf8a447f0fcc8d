"""Who did what: rows that are only added, each holding the hash of the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import select, text

from storage.tables import Audit
from storage.tables.base import to_micros

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

START = "0" * 64
CHAIN_LOCK = 0x41554449  # any fixed number: one writer of the chain at a time on PostgreSQL


class AuditTrail:
    """The audit chain. A trigger in the database refuses changes and deletions."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def note(  # noqa: PLR0913 (an audit row has these columns)
        self,
        action: str,
        subject: str,
        *,
        by: int | None,
        at: datetime,
        origin: str = "",
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
    ) -> None:
        """Add one row: *by* did *action* to *subject* ("version:17")."""
        session = self._uow.session
        self._uow.flush()
        if self._uow.connection.dialect.name == "postgresql":
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})
        previous = session.scalar(select(Audit.hash).order_by(Audit.id.desc()).limit(1)) or START
        row = Audit(
            at=at, actor_id=by, action=action, subject=subject, origin=origin,
            before=before, after=after, previous=previous, hash="",
        )  # fmt: skip
        row.hash = _digest(row)
        session.add(row)
        session.flush()

    def broken_at(self) -> int | None:
        """Return the id of the first row that does not fit the chain, or None when it is whole."""
        previous = START
        for row in self._uow.session.scalars(select(Audit).order_by(Audit.id)):
            if row.previous != previous or row.hash != _digest(row):
                return row.id
            previous = row.hash
        return None

    def actors(self, subject: str, actions: Iterable[str]) -> set[int]:
        """Return who did any of *actions* to *subject*, however long ago."""
        found = self._uow.session.scalars(
            select(Audit.actor_id).where(Audit.subject == subject, Audit.action.in_(list(actions))).distinct()
        )
        return {actor for actor in found if actor is not None}

    def recent(self, subject: str, most: int = 50) -> list[Audit]:
        """Return what happened to *subject*, newest first."""
        return list(
            self._uow.session.scalars(
                select(Audit).where(Audit.subject == subject).order_by(Audit.id.desc()).limit(most)
            )
        )


def _digest(row: Audit) -> str:
    told = [
        row.previous, to_micros(row.at), row.actor_id, row.action, row.subject, row.origin, row.before, row.after,
    ]  # fmt: skip
    return hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()
