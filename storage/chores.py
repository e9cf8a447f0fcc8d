"""Slow work owed: claimed under a lease, done outside any transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select, update

from content.message import Address
from storage.tables import Chore

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

MOST_TRIES = 3


class Chores:
    """Chores."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def owe(  # noqa: PLR0913 (a chore has these columns)
        self, kind: str, request: dict[str, Any], *, now: datetime, to: Address | None = None,
        dedup_key: str | None = None, due_at: datetime | None = None,
    ) -> bool:  # fmt: skip
        """Owe one piece of work; its end is told to the chat *to*. False when *dedup_key* was owed before."""
        session = self._uow.session
        if dedup_key and session.scalar(select(Chore.id).where(Chore.dedup_key == dedup_key)) is not None:
            return False
        session.add(
            Chore(
                kind=kind,
                request=request,
                due_at=due_at or now,
                created_at=now,
                dedup_key=dedup_key,
                channel=to.channel if to else None,
                address=to.chat if to else None,
            )
        )
        self._uow.flush()
        return True

    def claim(
        self, me: str, *, now: datetime, lease: float, kinds: list[str] | None = None,
        longer: Mapping[str, float] | None = None,
    ) -> Chore | None:  # fmt: skip
        """Take a ripe chore for *lease* seconds, or those of *longer* by its kind; if a worker died, its chore too."""
        clock = self._uow.pace_now()
        query = (
            select(Chore)
            .where(
                or_(
                    (Chore.state == "queued") & (Chore.due_at <= now),
                    (Chore.state == "running") & (Chore.leased_until < clock),
                )
            )
            .order_by(Chore.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if kinds is not None:
            query = query.where(Chore.kind.in_(kinds))
        chore = self._uow.session.scalar(query)
        if chore is None:
            return None
        chore.state, chore.claimed_by, chore.leased_until = "running", me, clock + (longer or {}).get(chore.kind, lease)
        chore.attempts += 1
        return chore

    def end(self, chore_id: int, me: str, *, now: datetime, fault: str | None = None, again: bool = False) -> bool:
        """Record the end of a chore of ours; False when it was taken from us. *again*: try later, if tries are left."""
        chore = self._uow.session.get(Chore, chore_id)
        if chore is None or chore.state != "running" or chore.claimed_by != me:
            return False
        chore.leased_until = None
        chore.fault = fault
        if again and chore.attempts < MOST_TRIES:
            chore.state, chore.due_at = "queued", now + timedelta(seconds=5**chore.attempts)
        else:
            chore.state, chore.ended_at = ("failed" if fault else "done"), now
            chore.request = {}  # it may hold codes and people's data; whoever needed it has been told
        self._uow.flush()
        return True

    def give_back(self, chore_id: int, me: str) -> None:
        """Queue again what we hold and will not end: this process stops."""
        self._uow.session.execute(
            update(Chore)
            .where(Chore.id == chore_id, Chore.state == "running", Chore.claimed_by == me)
            .values(state="queued", leased_until=None, claimed_by=None, attempts=Chore.attempts - 1)
        )

    def scrub(self, chore_id: int) -> None:
        """Forget what a chore was asked: it held codes that are kept nowhere else."""
        self._uow.session.execute(update(Chore).where(Chore.id == chore_id).values(request={}))

    def forget_chat(self, channel: str, address: str) -> None:
        """Forget work asked for from a chat whose person is erased; what is being done comes to nothing."""
        self._uow.session.execute(delete(Chore).where(Chore.channel == channel, Chore.address == address))

    def drop(self, fault: str, now: datetime) -> int:
        """End all that waits without doing it; nobody is told. Return how many. Only while nobody works."""
        waiting = list(self._uow.session.scalars(select(Chore).where(Chore.state.in_(("queued", "running")))))
        for chore in waiting:
            chore.state, chore.fault, chore.ended_at, chore.leased_until = "failed", fault, now, None
            chore.request = {}
        self._uow.flush()
        return len(waiting)

    def recover(self) -> None:
        """Queue again what was running: called at start, where no other process can be at work."""
        self._uow.session.execute(
            update(Chore).where(Chore.state == "running").values(state="queued", leased_until=None, claimed_by=None)
        )
