"""The chat's pages, styles and scripts, as bytes ready to be sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.headers import page_headers
from content.texts import browser as texts

HERE: Final = Path(__file__).parent
STATIC: Final = {"chat.js": "text/javascript", "chat.css": "text/css"}
ASSET_HEADERS: Final = {
    "Cache-Control": "public, max-age=31536000, immutable",  # the address carries the content's hash
    "X-Content-Type-Options": "nosniff",
}


class Pages:
    """Renders the chat's HTML. *is_demo* puts the mark of the demo on every page; times are those of *zone*."""

    def __init__(self, public_url: str, *, is_demo: bool, zone: str) -> None:
        self._env = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._assets = {name: (HERE / "static" / name).read_bytes() for name in STATIC}
        self._env.globals.update(
            zone=zone,
            mark=texts.DEMO_MARK if is_demo else "",
            t=texts,
            asset={name: f"/chat/static/{sha256(body).hexdigest()[:12]}/{name}" for name, body in self._assets.items()},
        )
        public = urlsplit(public_url)
        socket = f"wss://{public.netloc}" if public.scheme == "https" else ""
        self._headers = page_headers(frame_ancestors="'self'", socket=socket)

    def asset(self, name: str) -> web.Response:
        """Return a style or script. Raises HTTPNotFound."""
        if name not in self._assets:
            raise web.HTTPNotFound
        return web.Response(body=self._assets[name], content_type=STATIC[name], charset="utf-8", headers=ASSET_HEADERS)

    def chat(self, token: str, *, office: str = "") -> web.Response:
        """Return the chat page of *token*; *office* is who speaks."""
        words = json.dumps(texts.PAGE, ensure_ascii=False)
        return self._page("chat.html", office=office, base=f"/chat/{token}", words=words)

    def start(self, token: str, code: str, *, office: str = "") -> web.Response:
        """Return the page whose one button opens a new chat under *token*."""
        about = texts.START_WITH_CODE if code else texts.START_WITHOUT_CODE
        # `same-origin` and not `no-referrer`: else plain http posts the form with the Origin `null`.
        return self._page(
            "start.html", {"Referrer-Policy": "same-origin"},
            office=office, title=texts.START_TITLE, about=about, token=token, code=code,
        )  # fmt: skip

    def busy(self, seconds: int) -> web.Response:
        """Return the page that asks to come again in *seconds*."""
        return self._page(
            "start.html", {"Retry-After": str(seconds)}, status=503, title=texts.BUSY_TITLE, about=texts.BUSY,
        )  # fmt: skip

    def unknown(self) -> web.Response:
        """Return the page for a link that we never gave out."""
        return self._page("start.html", status=404, title=texts.UNKNOWN_TITLE, about=texts.UNKNOWN)

    def _page(
        self, template: str, headers: Mapping[str, str] | None = None, *, status: int = 200, office: str = "",
        **fields: Any,
    ) -> web.Response:  # fmt: skip
        known = {"token": "", "code": "", "office": office or texts.OFFICIAL}
        text = self._env.get_template(template).render(**known | fields)
        return web.Response(
            text=text, content_type="text/html", status=status, headers=self._headers | dict(headers or {}),
        )  # fmt: skip
