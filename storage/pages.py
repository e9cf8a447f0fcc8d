"""What a light page needs to know of the delivery whose link was opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from storage.tables import Broadcast, Delivery, Person, Version

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Linked:
    """A delivery with its person. A broadcast's has a version and no message, a reply's the other way round."""

    id: int
    chat_id: int | None
    person_id: int
    version_id: int | None
    message: dict[str, Any] | None
    state: str
    is_doubtful: bool  # an earlier attempt may have arrived
    created_at: datetime
    sent_at: datetime | None
    person_status: str
    links_void_at: datetime | None


class Pages:
    """Deliveries as their pages see them."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def linked(self, delivery_id: int) -> Linked | None:
        """Return a delivery that was owed to a person of the roster."""
        row = self._uow.session.execute(
            select(
                Delivery.id, Delivery.chat_id, Person.id, Broadcast.version_id, Delivery.message, Delivery.state,
                Delivery.uncertain_before, Delivery.created_at, Delivery.sent_at, Person.status, Person.links_void_at,
            )
            .join(Person, Person.id == Delivery.person_id)
            .outerjoin(Broadcast, Broadcast.id == Delivery.broadcast_id)
            .where(Delivery.id == delivery_id)
        ).first()  # fmt: skip
        return Linked(*row) if row else None

    def brought(self, version_id: int, person_id: int) -> int | None:
        """Return the delivery that brought a version to the person last."""
        return self._uow.session.scalar(
            select(Delivery.id)
            .join(Broadcast, Broadcast.id == Delivery.broadcast_id)
            .where(Broadcast.version_id == version_id, Broadcast.kind == "issue")
            .where(Delivery.person_id == person_id, Delivery.state == "sent")
            .order_by(Delivery.id.desc())
            .limit(1)
        )

    def versions_with(self, file_id: int) -> list[Version]:
        """Return the versions that carry a file."""
        return list(self._uow.session.scalars(select(Version).where(Version.file_id == file_id)))

    def void_links(self, person_id: int, now: datetime) -> None:
        """Let no link open that was made for the person until now: a phone was lost, or they take part no longer."""
        self._uow.session.get_one(Person, person_id).links_void_at = now
        self._uow.flush()
