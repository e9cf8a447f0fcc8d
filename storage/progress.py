"""Open dialogs: saved after every answer, one of them open at a time for each person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson

from storage.prepared import Prepared
from storage.tables.base import from_micros, to_micros

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

_COLUMNS = "id, person_id, dialog, subject, run, is_open, progress, chat_id, started_at, updated_at"
_OPEN = Prepared(f"SELECT {_COLUMNS} FROM progress WHERE person_id = :person AND is_open")
_ALL = Prepared(f"SELECT {_COLUMNS} FROM progress WHERE person_id = :person ORDER BY updated_at DESC")
_ONE = Prepared(
    f"SELECT {_COLUMNS} FROM progress WHERE person_id = :person AND dialog = :dialog AND subject = :subject"
)
_CLOSE = Prepared("UPDATE progress SET is_open = false WHERE person_id = :person AND is_open")
_PUT = Prepared(
    "INSERT INTO progress (person_id, dialog, subject, run, is_open, progress, chat_id, started_at, updated_at)"
    " VALUES (:person, :dialog, :subject, :run, true, :progress, :chat, :now, :now)"
    " ON CONFLICT (person_id, dialog, subject) DO UPDATE SET run = :run, is_open = true, progress = :progress,"
    " chat_id = :chat, started_at = :now, updated_at = :now"
)
_SAVE = Prepared(
    "UPDATE progress SET progress = :progress, chat_id = :chat, updated_at = :now, is_open = :is_open WHERE id = :id"
)
_DROP = Prepared("DELETE FROM progress WHERE id = :id")
_STALE = Prepared("DELETE FROM progress WHERE updated_at < :before")
_NAMING = Prepared("DELETE FROM progress WHERE dialog = :dialog AND CAST(progress AS TEXT) LIKE :like")


@dataclass(frozen=True, slots=True)
class OpenDialog:
    """One row of progress."""

    id: int
    person_id: int
    dialog: str
    subject: str
    run: str
    is_open: bool
    progress: dict[str, Any]
    chat_id: int
    started_at: datetime
    updated_at: datetime


def _read(row: tuple[Any, ...] | None) -> OpenDialog | None:
    if row is None:
        return None
    id_, person, dialog, subject, run, is_open, progress, chat, started, updated = row
    return OpenDialog(
        id_, person, dialog, subject, run, bool(is_open), orjson.loads(progress), chat,
        from_micros(started), from_micros(updated),
    )  # fmt: skip


class Progresses:
    """How far people are."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection

    def open_of(self, person_id: int) -> OpenDialog | None:
        """Return the dialog that the person's next answer belongs to."""
        return _read(_OPEN.row(self._connection, person=person_id))

    def get(self, person_id: int, dialog: str, subject: str = "") -> OpenDialog | None:
        """Return the person's draft of this dialog, open or waiting."""
        return _read(_ONE.row(self._connection, person=person_id, dialog=dialog, subject=subject))

    def of(self, person_id: int) -> list[OpenDialog]:
        """Return all drafts of a person, the latest first."""
        rows = _ALL.rows(self._connection, person=person_id)
        return [draft for draft in map(_read, rows) if draft is not None]

    def begin(  # noqa: PLR0913 (a row has these columns)
        self, person_id: int, dialog: str, run: str, progress: dict[str, Any], *,
        chat_id: int, now: datetime, subject: str = "",
    ) -> None:  # fmt: skip
        """Open a dialog for the person; another that was open waits from now on."""
        _CLOSE.run(self._connection, person=person_id)
        _PUT.run(
            self._connection, person=person_id, dialog=dialog, subject=subject, run=run,
            progress=orjson.dumps(progress).decode(), chat=chat_id, now=to_micros(now),
        )  # fmt: skip

    def save(
        self, draft: OpenDialog, progress: dict[str, Any], *, chat_id: int, now: datetime, is_open: bool = True
    ) -> None:
        """Save an answer. Opening a draft that waited closes the one that was open."""
        if is_open and not draft.is_open:
            _CLOSE.run(self._connection, person=draft.person_id)
        _SAVE.run(
            self._connection, id=draft.id, progress=orjson.dumps(progress).decode(), chat=chat_id,
            now=to_micros(now), is_open=is_open,
        )  # fmt: skip

    def drop(self, draft: OpenDialog) -> None:
        """Forget a draft: finished or cancelled."""
        _DROP.run(self._connection, id=draft.id)

    def drop_naming(self, dialog: str, name: str) -> int:
        """Forget everybody's drafts of a dialog whose list shows a person of this name."""
        return _NAMING.run(self._connection, dialog=dialog, like=f"%{name}%") if name else 0

    def forget(self, before: datetime) -> int:
        """Delete drafts untouched since *before*."""
        return _STALE.run(self._connection, before=to_micros(before))
