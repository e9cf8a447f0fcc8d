"""The demo's front page: three invented people's phones side by side, and what to try."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.headers import page_headers
from content.texts import demo_page as texts

HERE: Final = Path(__file__).parent
STATIC: Final = {"demo.js": "text/javascript", "demo.css": "text/css"}
SHOWN: Final = 3  # phones side by side; the others are links


@dataclass(frozen=True, slots=True)
class Phone:
    """An invented person: *about* says who that is, *url* is the path of their chat on this server."""

    name: str
    role: str
    url: str
    about: str = ""


def routes(phones: Sequence[Phone]) -> Sequence[web.RouteDef]:
    """Return `/` and what it needs. The first three phones are shown (editor, approver, communicator)."""
    env = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined)
    assets = {name: (HERE / "static" / name).read_bytes() for name in STATIC}
    urls = {name: f"/demo/{sha256(body).hexdigest()[:12]}/{name}" for name, body in assets.items()}
    text = env.get_template("demo.html").render(t=texts, shown=phones[:SHOWN], others=phones[SHOWN:], asset=urls)
    headers = page_headers(frames=True)

    async def front(_: web.Request) -> web.Response:
        return web.Response(text=text, content_type="text/html", headers=headers)

    async def asset(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in assets:
            raise web.HTTPNotFound
        return web.Response(
            body=assets[name], content_type=STATIC[name], charset="utf-8",
            headers={"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"},
        )  # fmt: skip

    return [web.get("/", front), web.get("/demo/{hash}/{name}", asset)]
