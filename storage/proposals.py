"""What takes the yes of a second admin, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from storage.errors import Conflict
from storage.tables import Proposal

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork


class Proposals:
    """Proposals. The database itself refuses an answer by the one who asked."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def ask(self, kind: str, request: dict[str, Any], *, unit_id: int, by: int, now: datetime) -> Proposal:
        """Propose; the same proposal that is still open is given back."""
        for waiting in self.open():
            if (waiting.kind, waiting.request, waiting.asked_by) == (kind, request, by):
                return waiting
        row = Proposal(kind=kind, request=request, unit_id=unit_id, asked_by=by, asked_at=now)
        self._uow.session.add(row)
        self._uow.flush()
        return row

    def get(self, proposal_id: int) -> Proposal | None:
        """Return one proposal."""
        return self._uow.session.get(Proposal, proposal_id)

    def open(self) -> list[Proposal]:
        """Return what waits for an answer, oldest first."""
        return list(
            self._uow.session.scalars(select(Proposal).where(Proposal.decided_by.is_(None)).order_by(Proposal.id))
        )

    def decide(self, proposal: Proposal, by: int, *, agreed: bool, now: datetime) -> None:
        """Answer, once. Raises Conflict when somebody was faster."""
        touched = self._uow.session.execute(
            update(Proposal)
            .where(Proposal.id == proposal.id, Proposal.decided_by.is_(None))
            .values(decided_by=by, decided_at=now, is_agreed=agreed)
        )
        if touched.rowcount != 1:  # type: ignore[attr-defined]  # a CursorResult, since it updates
            raise Conflict
