"""What all light pages share: one small style, no script, words made safe, and as few bytes as the line allows."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.headers import page_headers
from content.plain import size_written
from content.texts import pages as texts

HERE: Final = Path(__file__).parent
STYLE: Final = "light.css"
ASSET_HEADERS: Final = {
    "Cache-Control": "public, max-age=31536000, immutable",  # the address carries the content's hash
    "X-Content-Type-Options": "nosniff",
}
# `same-origin` and not `no-referrer`: else plain http posts the form with the Origin `null`.
HEADERS: Final = page_headers(scripts=False) | {"Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex, nofollow"}
BUSY_SECONDS: Final = 5
_LINES: Final = "\n\t"


def plain(value: object) -> object:
    """Return text without what no reader sees: controls, and marks that turn the reading direction."""
    if type(value) is not str:
        return value
    return "".join(c for c in value if c in _LINES or unicodedata.category(c) not in ("Cc", "Cf"))


class Light:
    """Renders light pages."""

    def __init__(self) -> None:
        self._style = (HERE / "static" / STYLE).read_bytes()
        self._style_url = f"/d/static/{sha256(self._style).hexdigest()[:12]}/{STYLE}"
        self._env = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, finalize=plain,
        )  # fmt: skip
        self._env.globals.update(t=texts, style=self._style_url, size=size_written)

    def page(
        self, request: web.Request, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None,
        **fields: Any,
    ) -> web.Response:  # fmt: skip
        """Return a page as HTML."""
        text = self._env.get_template(template).render(**fields)
        made = web.Response(text=text, content_type="text/html", status=status, headers=HEADERS | dict(headers or {}))
        return _packed(request, made)

    def gone(self, request: web.Request, office: str, contact: str) -> web.Response:
        """Return the one page for every link that opens nothing."""
        return self.page(
            request, "gone.html", status=404, title=texts.GONE_TITLE, about=texts.GONE,
            office=office or texts.OFFICIAL, contact=contact or office,
        )  # fmt: skip

    def busy(self, request: web.Request) -> web.Response:
        """Return the page that asks to come again."""
        return self.page(
            request, "gone.html", status=503, headers={"Retry-After": str(BUSY_SECONDS)}, title=texts.BUSY_TITLE,
            about=texts.BUSY, office=texts.OFFICIAL, contact="",
        )  # fmt: skip

    async def style(self, request: web.Request) -> web.Response:
        """Return the style. Raises HTTPNotFound for any other name."""
        if request.match_info["name"] != STYLE:
            raise web.HTTPNotFound
        made = web.Response(body=self._style, content_type="text/css", charset="utf-8", headers=ASSET_HEADERS)
        return _packed(request, made)


def _packed(request: web.Request, made: web.Response) -> web.Response:
    made.headers["Vary"] = "Accept-Encoding"
    if "gzip" in request.headers.get("Accept-Encoding", "").lower():
        made.enable_compression(web.ContentCoding.gzip)
    return made
