"""Where an installation keeps its things, and its key."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.config import Config
from content.texts import startup as texts
from storage.unit_of_work import UnitOfWork

Mode = Literal["run", "web", "worker"]
KEY_BYTES = 32
SHORTEST_KEY = 32  # characters, as for SECRET_KEY
KEY_MARK = "key"  # the fact under which a database remembers which key it belongs to
DEMO_FOLDER = Path("data/demo")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class StartRefused(Exception):
    """The process cannot start; the text is one sentence for the operator."""


class NoKey(StartRefused):
    """The key can be neither read nor made."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where this installation keeps its things."""

    database_url: str
    folder: Path
    is_demo: bool

    @property
    def files(self) -> Path:
        """The bytes of attachments."""
        return self.folder / "files"

    @property
    def spool(self) -> Path:
        """Files that came by the browser and are not fetched yet."""
        return self.folder / "spool"

    @property
    def lock(self) -> Path:
        """Held by the process that serves."""
        return self.folder / "serving.lock"

    @property
    def database_file(self) -> Path | None:
        """The file of the database; None on PostgreSQL."""
        return Path(self.database_url.removeprefix("sqlite:///")) if self.database_url.startswith("sqlite:") else None


def place_of(config: Config, mode: Mode) -> Place:
    """Say where things are. `run` without an account and without a public address is the demo, in a file of its own."""
    accounts = (config.telegram_token, config.zalo_bot_token, config.zalo_oa_app_id or None, config.public_url)
    if mode == "run" and not any(accounts):
        return Place(f"sqlite:///{DEMO_FOLDER / 'demo.db'}", DEMO_FOLDER, is_demo=True)
    if config.is_sqlite:
        return Place(config.database_url, Path(config.database_url.removeprefix("sqlite:///")).parent, is_demo=False)
    return Place(config.database_url, Path("data"), is_demo=False)


def key_file(folder: Path) -> Path:
    """Return where the key is when SECRET_KEY is not set."""
    return folder / "secret.key"


def secret_key(config: Config, folder: Path) -> str:
    """Return SECRET_KEY, else the key under the data folder, made on first use (mode 0600). Raises NoKey."""
    if config.secret_key is not None:
        return config.secret_key.get_secret_value()
    path = key_file(folder)
    try:
        if not path.exists():
            _make(path)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise NoKey(texts.NO_KEY_FILE.format(path=path)) from error
    if len(key) < SHORTEST_KEY:
        raise NoKey(texts.NO_KEY_FILE.format(path=path))
    return key


def _make(path: Path) -> None:
    """Make the key whole under another name first: a process beside us must never read half of it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(KEY_BYTES))
        os.link(draft, path)  # fails when there is one
    except FileExistsError:
        return  # the other process was faster: its key is the key
    finally:
        draft.unlink(missing_ok=True)


def mark_of(key: str) -> str:
    """Return what a database remembers of the key that its codes and links follow from; it tells nothing of the key."""
    return hmac.new(key.encode(), b"the key of this database", hashlib.sha256).hexdigest()[:32]


def claim_database(uow: UnitOfWork, place: Place, key: str) -> None:
    """See that this database is for this installation and this key. Raises StartRefused."""
    if not place.is_demo and uow.office.meta("demo") == "1":
        raise StartRefused(texts.DEMO_DATABASE.format(path=place.database_url))
    mark = mark_of(key)
    if place.is_demo:
        uow.office.set_meta(KEY_MARK, mark)
    elif uow.office.first_meta(KEY_MARK, mark) != mark:
        raise StartRefused(texts.OTHER_KEY)
