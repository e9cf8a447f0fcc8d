"""Who has pressed "Đã nắm"."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from storage.tables import Broadcast, Delivery, Document, Receipt, Version

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork


class Receipts:
    """Receipts."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def get(self, version_id: int, person_id: int) -> Receipt | None:
        """Return the person's receipt of a version."""
        return self._uow.session.get(Receipt, (version_id, person_id))

    def put(self, version_id: int, person_id: int, *, chat_id: int, broadcast_id: int | None, now: datetime) -> bool:
        """Note that the person has read the version; False when it was noted before."""
        if self.get(version_id, person_id) is not None:
            return False
        self._uow.session.add(
            Receipt(version_id=version_id, person_id=person_id, chat_id=chat_id, broadcast_id=broadcast_id, at=now)
        )
        if broadcast_id is not None:
            self._uow.session.execute(
                update(Broadcast).where(Broadcast.id == broadcast_id).values(acked=Broadcast.acked + 1)
            )
        self._uow.flush()
        return True

    def count(self, version_id: int) -> int:
        """Return how many people have read a version."""
        return (
            self._uow.session.scalar(select(func.count()).select_from(Receipt).where(Receipt.version_id == version_id))
            or 0
        )

    def of_person(self, person_id: int) -> list[tuple[str, datetime]]:
        """Return (title, when) of all that the person has read."""
        rows = self._uow.session.execute(
            select(Document.title, Receipt.at)
            .join(Version, Version.id == Receipt.version_id)
            .join(Document, Document.id == Version.document_id)
            .where(Receipt.person_id == person_id)
            .order_by(Receipt.at)
        )
        return [(title, at) for title, at in rows]

    def owed_to(self, person_id: int) -> list[tuple[str, str, datetime]]:
        """Return (title, state, when) of every document that was, or is to be, sent to the person."""
        rows = self._uow.session.execute(
            select(Document.title, Delivery.state, Delivery.sent_at, Delivery.created_at)
            .join(Broadcast, Broadcast.id == Delivery.broadcast_id)
            .join(Version, Version.id == Broadcast.version_id)
            .join(Document, Document.id == Version.document_id)
            .where(Delivery.person_id == person_id)
            .order_by(Delivery.id)
        )
        return [(title, state, sent or made) for title, state, sent, made in rows]

    def newest(self, chat_id: int) -> int | None:
        """Return the version that was sent to this chat last."""
        return self._uow.session.scalar(
            select(Broadcast.version_id)
            .join(Delivery, Delivery.broadcast_id == Broadcast.id)
            .where(Broadcast.kind == "issue", Delivery.chat_id == chat_id, Delivery.sent_at.is_not(None))
            .order_by(Delivery.sent_at.desc())
            .limit(1)
        )

    def through(self, version_id: int, person_id: int) -> int | None:
        """Return the latest broadcast that brought the version to the person; None for who found it otherwise."""
        return self._uow.session.scalar(
            select(Broadcast.id)
            .join(Delivery, Delivery.broadcast_id == Broadcast.id)
            .where(Broadcast.version_id == version_id, Broadcast.kind == "issue", Delivery.person_id == person_id)
            .order_by(Broadcast.id.desc())
            .limit(1)
        )

    def of_days(self, person_id: int, since: datetime, until: datetime) -> tuple[int, int]:
        """Return (read, received) of the versions that reached the person between the two moments."""
        received = self._uow.session.execute(
            select(Broadcast.version_id, Receipt.person_id)
            .join(Delivery, Delivery.broadcast_id == Broadcast.id)
            .outerjoin(
                Receipt, (Receipt.version_id == Broadcast.version_id) & (Receipt.person_id == Delivery.person_id)
            )
            .where(Broadcast.kind == "issue", Broadcast.started_at.between(since, until))
            .where(Delivery.person_id == person_id, Delivery.state == "sent")
            .distinct()
        ).all()
        readers: list[int | None] = [reader for _, reader in received]
        return sum(reader is not None for reader in readers), len(readers)
