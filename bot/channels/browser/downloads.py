"""A file out of the history: a picture, recording or film in place, anything else only as a download."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from aiohttp import web

from bot.channels.browser.history import Line
from bot.channels.browser.render import is_inline, played, stored_at

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}


def served(line: Line | None) -> web.FileResponse:
    """Return the file of *line*. Raises HTTPNotFound when it has none, or none any more."""
    path = stored_at(line)
    if line is None or path is None or not path.is_file():
        raise web.HTTPNotFound
    file = line.entry["file"]
    inline = is_inline(line.entry) or bool(played(line.entry))
    # Of a kind that no browser draws inside our site, the bytes are just bytes.
    kind = file["mime"] if inline or file["mime"].startswith("application/") else "application/octet-stream"
    named = f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(file['name'], safe='')}"
    return web.FileResponse(path, headers=HEADERS | {"Content-Type": kind, "Content-Disposition": named})
