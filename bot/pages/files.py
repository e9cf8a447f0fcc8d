"""Bytes behind a light page: sent in parts when asked, never drawn inside our site but for pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import quote

from aiohttp import web

from content.texts.pages import UNNAMED
from content.vietnamese import in_ascii
from handlers.door import file_name

# The only kinds shown in place: each is pixels to every browser, never a document with scripts.
DRAWN: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "private, no-cache",  # kept on the phone, and asked each time whether the link still holds
}
_BEGIN_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_HEAD: Final = 24  # bytes up to and with width and height


def served(path: Path, name: str, mime: str) -> web.FileResponse:
    """Return a file under its own name: whole, a range of it, or that it has not changed. The bytes must be there."""
    is_drawn = mime in DRAWN
    # Of a kind that no browser draws inside our site, the bytes are just bytes.
    kind = mime if is_drawn or mime.startswith("application/") else "application/octet-stream"
    named = disposition("inline" if is_drawn else "attachment", name)
    return web.FileResponse(path, headers=HEADERS | {"Content-Type": kind, "Content-Disposition": named})


def disposition(how: str, name: str) -> str:
    """Return the header that names a file: in ASCII for old clients, and as it is."""
    kept = file_name(name) or UNNAMED
    plain = "".join(c for c in in_ascii(kept) if c not in '"\\%;').strip() or UNNAMED
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(kept, safe='')}"


def is_foreign(request: web.Request) -> bool:
    """Say whether another site's page wants the bytes as a part of itself; a link that a person opens is none."""
    elsewhere = request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")
    return elsewhere and request.headers.get("Sec-Fetch-Mode") != "navigate"


def picture_size(path: Path) -> tuple[int, int] | None:
    """Return width and height of a PNG; None for what is none, or is not there."""
    try:
        with path.open("rb") as file:
            head = file.read(_PNG_HEAD)
    except OSError:
        return None
    if not head.startswith(_BEGIN_PNG) or len(head) < _PNG_HEAD:
        return None
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
