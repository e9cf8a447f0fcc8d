"""Bytes of attachments: outside the database, under random names, equal bytes once."""

from __future__ import annotations

import hashlib
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, delete, exists, or_, select
from sqlalchemy.orm import aliased

from content.message import Attachment
from storage.prepared import Prepared
from storage.tables import File, FileRemote, FormMedia, FormVersion, SubmissionFile, Version

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

_REMOTE = Prepared("SELECT remote FROM file_remote WHERE file_id = :file AND lane = :lane")


class FileStore:
    """A folder of bytes. Written before the row that names them, so a row always has its bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, content: bytes) -> str:
        """Write *content* and return the random name it is stored under."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = secrets.token_hex(16)
        part = self.folder / f"{name}.part"
        with part.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())  # the row is on disk when it is committed, so the bytes must be before
        part.rename(self.folder / name)
        return name

    def remove(self, stored_as: str) -> None:
        """Delete the bytes, if they are still there."""
        self.path(stored_as).unlink(missing_ok=True)

    def path(self, stored_as: str) -> Path:
        """Return where the bytes are."""
        return self.folder / stored_as


class Files:
    """Rows about files."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def put(self, *, stored_as: str, content: bytes, name: str, mime: str, now: datetime) -> File:
        """Note bytes that were stored; equal bytes give the row that is there."""
        digest = hashlib.sha256(content).hexdigest()
        row = self._uow.session.scalar(select(File).where(File.sha256 == digest))
        if row is None:
            row = File(sha256=digest, stored_as=stored_as, name=name, mime=mime, size=len(content), made_at=now)
            self._uow.session.add(row)
        row.made_at = now  # bytes that come again are kept for as long again
        self._uow.flush()
        return row

    def get(self, file_id: int) -> File:
        """Return one file's row. Raises LookupError."""
        found = self._uow.session.get(File, file_id)
        if found is None:
            raise LookupError(file_id)
        return found

    def picture(self, file_id: int, picture_id: int) -> None:
        """Keep which file is the picture of this one's first page; nothing when either is gone meanwhile."""
        row, picture = (self._uow.session.get(File, id_) for id_ in (file_id, picture_id))
        if row is not None and picture is not None:
            row.picture_id = picture.id
            self._uow.flush()

    def drop(self, file_id: int) -> list[str]:
        """Forget a file with its picture; return the names of bytes to be removed: none when it is in use or gone."""
        session = self._uow.session
        row = session.get(File, file_id)
        if row is None or session.scalar(select(File.id).where(File.id == file_id, _belongs())) is not None:
            return []
        session.execute(delete(FileRemote).where(FileRemote.file_id == file_id))
        session.delete(row)
        self._uow.flush()
        return [row.stored_as, *(self.drop(row.picture_id) if row.picture_id is not None else ())]

    def forget(self, before: datetime, most: int) -> list[str]:
        """Forget files older than *before* that belong to nothing; return the names of bytes to be removed.

        Sheets of people, codes and copies of one's data are made to be taken away, not to be kept here.
        """
        old = self._uow.session.scalars(select(File.id).where(File.made_at < before, ~_belongs()).limit(most))
        return [stored_as for file_id in list(old) for stored_as in self.drop(file_id)]

    def attachment(self, file_id: int, name: str | None = None) -> Attachment:
        """Return the file as a part of a message."""
        row = self.get(file_id)
        return Attachment(row.id, name or row.name, row.mime, row.size, is_photo=row.mime.startswith("image/"))

    def remote(self, file_id: int, lane: str) -> str | None:
        """Return what the lane calls the file, once uploaded there."""
        found = _REMOTE.row(self._uow.connection, file=file_id, lane=lane)
        return found[0] if found else None

    def remember_remote(self, file_id: int, lane: str, remote: str | None) -> None:
        """Keep, replace or (None) forget what the lane calls the file."""
        row = self._uow.session.get(FileRemote, (file_id, lane))
        if remote is None:
            if row is not None:
                self._uow.session.delete(row)
        elif row is None:
            self._uow.session.add(FileRemote(file_id=file_id, lane=lane, remote=remote))
        else:
            row.remote = remote
        self._uow.flush()


def _belongs() -> ColumnElement[bool]:
    """Say of a file that a document, a form or an answer is made of it, or that it is the picture of another file."""
    of = aliased(File)
    return or_(
        exists().where(Version.file_id == File.id),
        exists().where(FormVersion.file_id == File.id),
        exists().where(FormMedia.file_id == File.id),
        exists().where(SubmissionFile.file_id == File.id),
        exists().where(of.picture_id == File.id),
    )
