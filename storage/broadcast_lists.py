"""Lists of broadcasts: for a person, where the rights are part of the question, and for the clock.

A limit cuts what is shown, never what is looked through: else a busy neighbour would hide all that one may see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Exists, Integer, Select, String, cast, func, literal, or_, select

from content.document import State
from storage.outbox import NOTICE
from storage.tables import Audit, Broadcast, Chat, Document, Person, Version
from storage.units import subtree

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

ON_THE_WAY = ("running", "paused")


class BroadcastLists:
    """Broadcasts as one person may see them, each with all units below those that are given; and as time needs them."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def watched_by(self, person_id: int, units: Iterable[int], states: Iterable[str], most: int) -> list[Broadcast]:
        """Return own broadcasts and those that mean any of *units*, newest first."""
        covered = list(units)
        nowhere = ~self._units()  # then the document's own unit stands for it
        meant = or_(
            self._units(lambda unit: unit.in_(subtree(covered))), nowhere & Document.unit_id.in_(subtree(covered))
        )
        return self._newest(states, or_(Broadcast.author_id == person_id, meant), most)

    def issued_by(
        self,
        units: Iterable[int],
        states: Iterable[str],
        most: int,
        *,
        or_of: int | None = None,
        kind: str | None = None,
    ) -> list[Broadcast]:
        """Return broadcasts of documents of *units*, and those that person *or_of* wrote, newest first."""
        found: ColumnElement[bool] = Document.unit_id.in_(subtree(units))
        if or_of is not None:
            found = or_(found, Broadcast.author_id == or_of, Version.author_id == or_of)
        if kind is not None:
            found &= Broadcast.kind == kind
        return self._newest(states, found, most)

    def to_decide(self, person_id: int, units: Iterable[int], changes: Iterable[str], most: int) -> list[Broadcast]:
        """Return what is submitted, issued by and meant for nobody but *units*, oldest first.

        Left out is what the person wrote, or changed by one of *changes* in the audit trail.
        """
        covered = list(units)
        changed = (
            select(Audit.id)
            .where(Audit.subject == literal("version:") + cast(Version.id, String), Audit.action.in_(list(changes)))
            .where(Audit.actor_id == person_id)
        )
        query = (
            self._of_documents()
            .where(Broadcast.state == "submitted", Document.unit_id.in_(subtree(covered)))
            .where(~self._units(lambda unit: unit.not_in(subtree(covered))))
            .where(Broadcast.author_id != person_id, Version.author_id != person_id, ~changed.exists())
            .order_by(Broadcast.id)
            .limit(most)
        )
        return list(self._uow.session.scalars(query))

    def withdrawable(self, units: Iterable[int], on: date, most: int) -> list[Broadcast]:
        """Return the newest broadcast of each version that is in force on the day and was issued by *units*."""
        newest = (
            select(func.max(Broadcast.id))
            .join(Version, Version.id == Broadcast.version_id)
            .join(Document, Document.id == Version.document_id)
            .where(Broadcast.kind == "issue", Version.state == State.APPROVED)
            .where(or_(Document.valid_to.is_(None), Document.valid_to >= on))
            .where(or_(Document.valid_from.is_(None), Document.valid_from <= on))
            .where(Document.unit_id.in_(subtree(units)))
            .group_by(Version.id)
        )
        query = (
            self._of_documents()
            .where(Broadcast.id.in_(newest))
            .order_by(Version.decided_at.desc(), Version.id.desc())
            .limit(most)
        )
        return list(self._uow.session.scalars(query))

    def bound_to_hours(self) -> list[Broadcast]:
        """Return every notice on its way that may speak at good hours only, in the order in which all lock them."""
        query = (
            select(Broadcast)
            .where(Broadcast.state.in_(ON_THE_WAY), Broadcast.klass == NOTICE, Broadcast.any_hour.is_(False))
            .order_by(Broadcast.id)
            .execution_options(populate_existing=True)
        )
        return list(self._uow.session.scalars(query))

    def shown_live(self) -> list[tuple[Broadcast, Chat]]:
        """Return broadcasts whose progress is shown in a chat of an active person, until its end was shown."""
        rows = self._uow.session.execute(
            select(Broadcast, Chat)
            .join(Chat, Chat.id == Broadcast.watch_chat_id)
            .join(Person, Person.id == Chat.person_id)
            .where(Person.status == "active", Chat.state == "active")
            .where(Broadcast.state.in_(("running", "paused", "done", "cancelled")))
            .where(Broadcast.watched != "end")
            .execution_options(populate_existing=True)
        )
        return [(broadcast, chat) for broadcast, chat in rows]

    def _newest(self, states: Iterable[str], condition: ColumnElement[bool], most: int) -> list[Broadcast]:
        query = self._of_documents().where(Broadcast.state.in_(list(states)), condition)
        return list(self._uow.session.scalars(query.order_by(Broadcast.id.desc()).limit(most)))

    def _of_documents(self) -> Select[Broadcast]:
        return (
            select(Broadcast)
            .join(Version, Version.id == Broadcast.version_id)
            .join(Document, Document.id == Version.document_id)
        )

    def _units(self, condition: Callable[[ColumnElement[int]], ColumnElement[bool]] | None = None) -> Exists:
        """Say whether the audience of the outer query's broadcast has a unit, or one of which *condition* holds."""
        if self._uow.connection.dialect.name == "sqlite":
            listed: Any = func.json_each(Broadcast.audience, "$.units").table_valued("value")
        else:
            from sqlalchemy.dialects.postgresql import JSONB  # noqa: PLC0415 (a start on SQLite does without it)

            listed = func.jsonb_array_elements_text(cast(Broadcast.audience, JSONB)["units"]).table_valued("value")
        query = select(literal(1)).select_from(listed).correlate(Broadcast)
        if condition is not None:
            query = query.where(condition(cast(listed.c.value, Integer)))
        return query.exists()
