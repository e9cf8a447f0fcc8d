"""Where an installation keeps its things, and its key."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.config import Config

Mode = Literal["run", "web", "worker"]
KEY_BYTES = 32


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


def place_of(config: Config, mode: Mode) -> Place:
    """Say where things are. `run` without a token and without a public address is the demo, in a file of its own."""
    if mode == "run" and config.telegram_token is None and config.public_url is None:
        folder = Path("data/demo")
        return Place(f"sqlite:///{folder / 'demo.db'}", folder, is_demo=True)
    if config.is_sqlite:
        return Place(config.database_url, Path(config.database_url.removeprefix("sqlite:///")).parent, is_demo=False)
    return Place(config.database_url, Path("data"), is_demo=False)


def secret_key(config: Config, folder: Path) -> str:
    """Return SECRET_KEY, or the one that `run` made under the data folder (mode 0600)."""
    if config.secret_key is not None:
        return config.secret_key.get_secret_value()
    path = folder / "secret.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(KEY_BYTES))
    return path.read_text(encoding="ascii").strip()
