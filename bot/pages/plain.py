"""The front page of a real office: one line saying who this is, and nothing to press."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from html import escape

from aiohttp import web

from bot.headers import page_headers
from content.texts.plain_page import who

PAGE = """<!doctype html>
<html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{line}</title><p>{line}</p></html>
"""


def routes(office: Callable[[], Awaitable[str]]) -> Sequence[web.RouteDef]:
    """Return the route of `/`; *office* tells the name, as it is when somebody looks."""

    async def front(_: web.Request) -> web.Response:
        text = PAGE.format(line=escape(who(await office())))
        return web.Response(text=text, content_type="text/html", headers=page_headers())

    return [web.get("/", front)]
