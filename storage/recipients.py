"""How each recipient of a broadcast stands, read page by page: there may be as many as the office has people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select, tuple_

from storage.tables import Broadcast, Delivery, Person, Receipt, Unit

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

Place = tuple[str, str, int]
"""Where a recipient is in the list: the next page begins after it."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person's state in a broadcast, for the office's list."""

    person: str
    position: str
    unit: str
    channel: str
    state: str
    reason: str
    sent_at: datetime | None
    acked_at: datetime | None
    place: Place


class Recipients:
    """Recipients of broadcasts."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def page(
        self, broadcast_id: int, most: int, *, states: Iterable[str] | None = None, after: Place | None = None
    ) -> list[Recipient]:
        """Return the next *most* who got it or did not, in Vietnamese order of units and names."""
        place = (Unit.sort_key, Person.sort_key, Delivery.id)
        query = (
            select(
                Person.full_name, Person.position, Unit.name, Delivery.lane, Delivery.state, Delivery.reason,
                Delivery.sent_at, Receipt.at, *place,
            )
            .join(Delivery, Delivery.person_id == Person.id)
            .join(Broadcast, Broadcast.id == Delivery.broadcast_id)
            .join(Unit, Unit.id == Person.unit_id)
            .outerjoin(Receipt, (Receipt.version_id == Broadcast.version_id) & (Receipt.person_id == Person.id))
            .where(Delivery.broadcast_id == broadcast_id)
            .order_by(*place)
            .limit(most)
        )  # fmt: skip
        if states is not None:
            query = query.where(Delivery.state.in_(list(states)))
        if after is not None:
            query = query.where(tuple_(*place) > after)
        return [
            Recipient(name, position, unit, lane, state, why or "", sent, read, (unit_key, key, row))
            for name, position, unit, lane, state, why, sent, read, unit_key, key, row
            in self._uow.session.execute(query)
        ]  # fmt: skip
