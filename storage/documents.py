"""Documents and their versions."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, or_, select, update

from content.document import State, may_move, new_check_code
from storage.errors import Conflict
from storage.tables import Broadcast, Document, Version

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork


class Documents:
    """Documents."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def add(self, *, now: datetime, author_id: int, unit_id: int, kind: str, title: str, **fields: Any) -> Document:
        """Make a document with a check code of its own."""
        code = new_check_code(secrets.choice)
        while self.by_check_code(code) is not None:
            code = new_check_code(secrets.choice)
        made = Document(
            kind=kind, title=title, check_code=code, author_id=author_id, unit_id=unit_id, created_at=now, **fields
        )
        self._uow.session.add(made)
        self._uow.flush()
        return made

    def draft(self, document: Document, *, author_id: int, now: datetime, **fields: Any) -> Version:
        """Add the next version of a document, as a draft."""
        last = self._uow.session.scalar(select(func.max(Version.n)).where(Version.document_id == document.id))
        made = Version(
            document_id=document.id, n=(last or 0) + 1, state="draft", author_id=author_id, created_at=now, **fields
        )
        self._uow.session.add(made)
        self._uow.flush()
        return made

    def discard(self, version: Version) -> None:
        """Delete a draft with what was planned for it, and its document when it has no other version."""
        if version.state != State.DRAFT:
            msg = f"version {version.id} is no draft"
            raise Conflict(msg)
        session = self._uow.session
        session.execute(delete(Broadcast).where(Broadcast.version_id == version.id))
        session.execute(delete(Version).where(Version.id == version.id, Version.state == State.DRAFT))
        if session.scalar(select(Version.id).where(Version.document_id == version.document_id).limit(1)) is None:
            session.execute(delete(Document).where(Document.id == version.document_id))
        session.expire_all()

    def versions(self, document_id: int) -> list[Version]:
        """Return the versions of a document, oldest first."""
        return list(
            self._uow.session.scalars(select(Version).where(Version.document_id == document_id).order_by(Version.n))
        )

    def approved_of(self, document_id: int) -> Version | None:
        """Return the version of a document that is approved now."""
        return self._uow.session.scalar(
            select(Version)
            .where(Version.document_id == document_id, Version.state == State.APPROVED)
            .order_by(Version.n.desc())
            .limit(1)
        )

    def get(self, document_id: int) -> Document:
        """Return one document. Raises LookupError."""
        found = self._uow.session.get(Document, document_id)
        if found is None:
            raise LookupError(document_id)
        return found

    def version(self, version_id: int) -> tuple[Document, Version]:
        """Return one version with its document. Raises LookupError."""
        row = self._uow.session.execute(
            select(Document, Version).join(Version, Version.document_id == Document.id).where(Version.id == version_id)
        ).first()
        if row is None:
            raise LookupError(version_id)
        return row[0], row[1]

    def latest(self, document_id: int) -> Version:
        """Return the newest version of a document."""
        return self._uow.session.scalars(
            select(Version).where(Version.document_id == document_id).order_by(Version.n.desc()).limit(1)
        ).one()

    def by_check_code(self, code: str) -> Document | None:
        """Return the document with this check code."""
        return self._uow.session.scalar(select(Document).where(Document.check_code == code))

    def move(self, version: Version, to: State, *, expected: State, **changes: Any) -> None:
        """Change the state of a version that is still in *expected*. Raises Conflict when it is not.

        Raises ValueError for a change that no version may make.
        """
        if not may_move(expected, to):
            msg = f"a version never goes from {expected} to {to}"
            raise ValueError(msg)
        self._uow.flush()
        touched = self._uow.session.execute(
            update(Version).where(Version.id == version.id, Version.state == expected).values(state=to.value, **changes)
        )
        if touched.rowcount != 1:  # type: ignore[attr-defined]  # a CursorResult, since it updates
            msg = f"version {version.id} is no longer {expected}"
            raise Conflict(msg)
        self._uow.session.refresh(version)

    def in_force(self, on: date, units: Iterable[int] | None = None, most: int = 50) -> list[tuple[Document, Version]]:
        """Return what is approved and valid on the day, newest first; *units*: issued by one of these."""
        query = (
            select(Document, Version)
            .join(Version, Version.document_id == Document.id)
            .where(Version.state == State.APPROVED)
            .where(or_(Document.valid_to.is_(None), Document.valid_to >= on))
            .where(or_(Document.valid_from.is_(None), Document.valid_from <= on))
            .order_by(Version.decided_at.desc(), Version.id.desc())
            .limit(most)
        )
        if units is not None:
            query = query.where(Document.unit_id.in_(list(units)))
        return [(document, version) for document, version in self._uow.session.execute(query)]

    def in_state(self, state: State, most: int = 50) -> list[tuple[Document, Version]]:
        """Return versions in one state, oldest first."""
        rows = self._uow.session.execute(
            select(Document, Version)
            .join(Version, Version.document_id == Document.id)
            .where(Version.state == state)
            .order_by(Version.id)
            .limit(most)
        )
        return [(document, version) for document, version in rows]
