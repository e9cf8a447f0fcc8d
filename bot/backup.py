"""`backup` and `restore`: one file with the embedded database and all attachments, without the key."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

from bot.clock import utc_now
from bot.config import Config
from bot.place import Place, StartRefused, key_file, place_of
from content.texts import startup as texts
from handlers import restoring
from storage.backup import beside, copy_database, is_whole
from storage.engine import migrate
from storage.storage import Storage

DATABASE: Final = "office.db"
MANIFEST: Final = "backup.json"
ATTACHMENT: Final = re.compile(r"files/[0-9a-f]{32}")
FORM: Final = 1  # of the file; another number is refused


def backup(config: Config, to: Path) -> None:
    """Write database and files to the new file *to*, beside whatever serves. Raises StartRefused or Unavailable."""
    place = place_of(config, "web")
    source = _database(place)
    if not source.exists():
        raise StartRefused(texts.NOTHING_TO_COPY.format(path=source))
    if to.exists():
        raise StartRefused(texts.FILE_EXISTS.format(path=to))
    with _written(to) as out, tempfile.TemporaryDirectory(dir=to.absolute().parent) as folder:
        copy = Path(folder) / DATABASE
        copy_database(source, copy)  # before the files: a row always has its bytes
        manifest = json.dumps({"form": FORM, "made_at": utc_now().isoformat()}).encode()
        head = tarfile.TarInfo(MANIFEST)
        head.size = len(manifest)
        with tarfile.open(fileobj=out, mode="w") as tar:
            tar.addfile(head, io.BytesIO(manifest))
            tar.add(copy, DATABASE)
            files = sorted(path for path in place.files.glob("*") if ATTACHMENT.fullmatch(f"files/{path.name}"))
            for path in files:
                tar.add(path, f"files/{path.name}")
    key = "SECRET_KEY" if config.secret_key is not None else str(key_file(place.folder))
    print(texts.BACKED_UP.format(path=to, files=len(files), key=key))


def restore(config: Config, file: Path, *, force: bool) -> None:
    """Bring database and files back, and see that nothing is sent again by itself. Raises StartRefused."""
    place = place_of(config, "web")
    target = _database(place)
    if not file.is_file():
        raise StartRefused(texts.NO_FILE.format(path=file))
    try:
        place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(place.lock).acquire(timeout=0), tempfile.TemporaryDirectory(dir=place.folder) as folder:
            if target.exists() and not force:
                raise StartRefused(texts.DATABASE_EXISTS.format(path=target))
            made_at = _unpacked(file, Path(folder))
            quieted = asyncio.run(_quieted(f"sqlite:///{(Path(folder) / DATABASE).absolute()}"))
            aside = _put(Path(folder), place, target)
    except Timeout as error:
        raise StartRefused(texts.LOCKED.format(path=place.folder)) from error
    at = made_at.astimezone(ZoneInfo(config.timezone))
    print(texts.RESTORED.format(path=target, at=f"{at:%H:%M %d/%m/%Y}"))
    if aside is not None:
        print(texts.KEPT_ASIDE.format(path=aside))
    print(texts.QUIETED.format(broadcasts=quieted.broadcasts, messages=quieted.messages, chores=quieted.chores))


def _database(place: Place) -> Path:
    if place.database_file is None:
        raise StartRefused(texts.NOT_HERE)
    return place.database_file


@contextlib.contextmanager
def _written(to: Path) -> Iterator[io.BufferedWriter]:
    """Give the file to write, for its owner's eyes only; it has its name only when it is whole and on disk."""
    part = to.with_name(f"{to.name}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.rename(to)
    finally:
        part.unlink(missing_ok=True)


def _unpacked(file: Path, folder: Path) -> datetime:
    """Unpack only what `backup` packs, whatever else the file may hold; return when it was made."""
    (folder / "files").mkdir()
    try:
        with tarfile.open(file, "r:") as tar:
            for member in tar:
                if member.isreg() and (member.name in {MANIFEST, DATABASE} or ATTACHMENT.fullmatch(member.name)):
                    with (folder / member.name).open("wb") as out:
                        shutil.copyfileobj(tar.extractfile(member) or io.BytesIO(), out)
                        out.flush()
                        os.fsync(out.fileno())
        manifest = json.loads((folder / MANIFEST).read_bytes())
        made_at = datetime.fromisoformat(manifest["made_at"])
    except (tarfile.TarError, OSError, ValueError, LookupError, TypeError) as error:
        raise StartRefused(texts.NO_BACKUP.format(path=file)) from error
    if manifest["form"] != FORM or not is_whole(folder / DATABASE):
        raise StartRefused(texts.NO_BACKUP.format(path=file))
    return made_at


async def _quieted(url: str) -> restoring.Quieted:
    await asyncio.to_thread(migrate, url)
    storage = Storage(url)
    storage.open()
    try:
        return await storage.run(lambda uow: restoring.quieten(uow, utc_now()))
    finally:
        storage.close()


def _put(folder: Path, place: Place, target: Path) -> Path | None:
    """Put the files, then the database, in their places; return where an old database is kept."""
    place.files.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in (folder / "files").iterdir():
        path.replace(place.files / path.name)
    aside = None
    if target.exists():
        aside = target.with_name(f"{target.name}.{utc_now():%Y%m%dT%H%M%S}")
        for path in beside(target):
            path.replace(aside.with_name(path.name.replace(target.name, aside.name)))
        target.replace(aside)
    for path in beside(folder / DATABASE):
        path.replace(target.with_name(path.name.replace(DATABASE, target.name)))
    (folder / DATABASE).replace(target)
    return aside
