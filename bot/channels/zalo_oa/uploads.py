"""Files on Zalo's side: uploaded once, then called by their id until it ends.

An account may upload 5,000 files a month, and an id ends after seven days (zalo.md B6), so what is remembered carries
the day it was made.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from bot.channel import NotSent, Rejected, Upload
from bot.channels.zalo_oa.api import ApiError, MaybeArrived, NeverLeft, ZaloApi
from bot.channels.zalo_oa.errors import upload_error
from bot.channels.zalo_oa.parse import string
from bot.channels.zalo_oa.render import LIMITS, Kind

PATHS: dict[Kind, str] = {"image": "/v2.0/oa/upload/image", "file": "/v2.0/oa/upload/file"}
ID_FIELDS: dict[Kind, str] = {"image": "attachment_id", "file": "token"}
MOST_BYTES: dict[Kind, int] = {"image": LIMITS.photo_bytes, "file": LIMITS.file_bytes}
MOST_LASTS = timedelta(days=6)
REMEMBERED = 200
_REMOTE = re.compile(r"(image|file):(\d{1,12}):(.+)", re.ASCII)


class Uploads:
    """Brings files to Zalo. What was uploaded for a message that then failed is remembered, and not uploaded again."""

    def __init__(self, api: ZaloApi, clock: Callable[[], datetime]) -> None:
        self._api = api
        self._clock = clock
        self._made: OrderedDict[Path, str] = OrderedDict()

    def known(self, upload: Upload, kind: Kind) -> str | None:
        """Return what *upload* is called, if that still holds.

        Raises Rejected as stale for a name that was given to us and holds no longer.
        """
        if upload.remote is not None:
            if not self._holds(upload.remote, kind):
                raise Rejected("file_rejected", stale_file=True)
            return upload.remote
        made = self._made.get(upload.path)
        return made if made is not None and self._holds(made, kind) else None

    def forget(self, upload: Upload) -> None:
        """Zalo no longer knows the name that was remembered for *upload*."""
        self._made.pop(upload.path, None)

    async def bring(self, upload: Upload, kind: Kind, seconds: float) -> str:
        """Upload the file and return what it is called from now on. Raises a SendError, but never Uncertain."""
        content = await asyncio.to_thread(_content, upload.path, MOST_BYTES[kind])
        mime = upload.mime or "application/octet-stream"
        try:
            told = await self._api.upload(PATHS[kind], content, upload.name or "file", mime, seconds)
        except (ApiError, NeverLeft, MaybeArrived) as error:
            raise upload_error(error, self._clock()) from None
        name = string(told.get(ID_FIELDS[kind]))
        if not name:
            raise NotSent("an upload without a name")
        remote = f"{kind}:{int(self._clock().timestamp())}:{name}"
        self._made[upload.path] = remote
        self._made.move_to_end(upload.path)
        if len(self._made) > REMEMBERED:
            self._made.popitem(last=False)
        return remote

    def _holds(self, remote: str, kind: Kind) -> bool:
        found = _REMOTE.fullmatch(remote)
        if found is None or found[1] != kind:
            return False
        return self._clock().timestamp() - int(found[2]) < MOST_LASTS.total_seconds()


def id_of(remote: str) -> str:
    """Return Zalo's own id in the name *remote*."""
    return remote.split(":", 2)[2]


def _content(path: Path, most: int) -> bytes:
    try:
        if path.stat().st_size > most:
            raise Rejected("file_too_large")
        return path.read_bytes()
    except OSError:
        raise Rejected("file_missing") from None
