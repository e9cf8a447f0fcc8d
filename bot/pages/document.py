"""`/d/<token>`: the page of one delivery, for what a chat cannot carry. A look changes nothing; a post acknowledges."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

from aiohttp import web

from bot.headers import from_our_page
from bot.pages import files
from bot.pages.light import Light
from content.document import Point
from handlers import light_page, links
from handlers.document_page import DocumentPage, PageFile
from handlers.light_page import MessagePage
from handlers.world import World
from storage.errors import Unavailable
from storage.files import FileStore
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")

PART_BYTES: Final = 21_000  # of the points in one part: with the frame and the style a page stays below 30 kB
POINT_BYTES: Final = 60  # of marks around one point
PART: Final = "phan"
PART_DIGITS: Final = 3
_GROWN: Final = {"&": 4, "<": 3, ">": 3, '"': 4, "'": 4}  # bytes that escaping adds


class DocumentPages:
    """The pages under `/d/`."""

    def __init__(
        self, storage: Storage, world: World, clock: Callable[[], datetime], store: FileStore, light: Light
    ) -> None:
        self._storage, self._world, self._clock = storage, world, clock
        self._store, self._light = store, light

    def routes(self) -> Sequence[web.RouteDef]:
        """Return the routes; what is no link of ours gets the same answer as one that holds no longer."""
        page = f"{links.PATH}{{token}}"
        return [
            web.get(rf"{links.PATH}static/{{hash:[0-9a-f]{{12}}}}/{{name}}", self._light.style),
            web.get(page, self._show),
            web.post(page, self._acknowledge),
            web.get(f"{page}{links.FILE}", self._file),
            web.get(rf"{page}{links.FILE}/{{n:\d{{1,2}}}}", self._file),
            web.get(f"{page}{links.PICTURE}", self._picture),
            web.get(rf"{page}{links.PICTURE}/{{n:\d{{1,2}}}}", self._picture),
        ]

    async def _show(self, request: web.Request) -> web.Response:
        token = request.match_info["token"]
        try:
            page = await self._read(lambda uow, now: light_page.open_page(uow, self._world, token, now))
            match page:
                case DocumentPage():
                    return await self._document(request, page)
                case MessagePage():
                    return await self._message(request, page)
                case _:
                    return await self._gone(request)
        except Unavailable:
            return self._light.busy(request)

    async def _acknowledge(self, request: web.Request) -> web.Response:
        token, now = request.match_info["token"], self._clock()
        if not from_our_page(request, self._world.public_url):
            raise web.HTTPForbidden
        try:
            if not await self._storage.run(lambda uow: light_page.acknowledge(uow, self._world, token, now)):
                return await self._gone(request)
        except Unavailable:
            return self._light.busy(request)
        part = _part(request, 10**PART_DIGITS)
        back = _base(request) if part == 1 else f"{_base(request)}?{PART}={part}"
        return web.Response(status=303, headers={"Location": back, "Cache-Control": "no-store"})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return await self._bytes(request, lambda file: (file.stored_as, file.name, file.mime))

    async def _picture(self, request: web.Request) -> web.StreamResponse:
        return await self._bytes(request, lambda file: (file.picture, "", "image/png"))

    async def _bytes(
        self, request: web.Request, of: Callable[[PageFile], tuple[str, str, str]]
    ) -> web.StreamResponse:  # fmt: skip
        if files.is_foreign(request):
            raise web.HTTPForbidden
        token, n = request.match_info["token"], int(request.match_info.get("n", "1"))
        try:
            file = await self._read(lambda uow, now: light_page.file_of(uow, self._world, token, n, now))
            stored_as, name, mime = of(file) if file is not None else ("", "", "")
            path = self._store.path(stored_as)
            if not stored_as or not await asyncio.to_thread(path.is_file):
                return await self._gone(request)
        except Unavailable:
            return self._light.busy(request)
        return files.served(path, name, mime)

    async def _document(self, request: web.Request, page: DocumentPage) -> web.Response:
        parts = in_parts(page)
        n = _part(request, len(parts))
        return self._light.page(
            request, "document.html", page=page, office=page.office, title=page.title, base=_base(request),
            points=parts[n - 1], part=n, parts=len(parts), shown=await self._shown(page.files), param=PART,
        )  # fmt: skip

    async def _message(self, request: web.Request, page: MessagePage) -> web.Response:
        return self._light.page(
            request, "message.html", page=page, office=page.office, title=page.title, base=_base(request),
            shown=await self._shown(page.files),
        )  # fmt: skip

    async def _shown(self, listed: Sequence[PageFile]) -> list[dict[str, Any]]:
        """Return the files as the page lists them, each with the size of its picture where there is one."""
        shown = []
        for file in listed:
            drawn = file.stored_as if file.mime in files.DRAWN else file.picture
            size = await asyncio.to_thread(files.picture_size, self._store.path(drawn)) if drawn else None
            kind = file.name.rpartition(".")[2].upper() if "." in file.name else ""
            where = links.FILE if file.mime in files.DRAWN else links.PICTURE
            end = "" if file.n == 1 else f"/{file.n}"
            shown.append({
                "name": file.name, "kind": kind, "bytes": file.size, "url": f"{links.FILE}{end}",
                "picture": f"{where}{end}" if size else "", "width": size[0] if size else 0,
                "height": size[1] if size else 0,
            })  # fmt: skip
        return shown

    async def _gone(self, request: web.Request) -> web.Response:
        office = await self._storage.read(lambda uow: uow.office.facts())
        return self._light.gone(request, office.name, office.public_contact)

    async def _read(self, work: Callable[[UnitOfWork, datetime], T]) -> T:
        now = self._clock()
        return await self._storage.read(lambda uow: work(uow, now))


def _base(request: web.Request) -> str:
    return f"{links.PATH}{request.match_info['token']}"


def _part(request: web.Request, most: int) -> int:
    asked = request.query.get(PART, "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= PART_DIGITS
    return max(1, min(int(asked), most)) if is_number else 1


def in_parts(page: DocumentPage) -> list[tuple[Point, ...]]:
    """Return the points as parts that are each light enough for one page; a short document is one part."""
    parts: list[list[Point]] = [[]]
    room_of_each = PART_BYTES - _weight(page.short_message)  # which stands under the last
    room = room_of_each - _weight(page.summary)
    for point in page.points:
        weight = _weight(point.title) + _weight(point.text) + POINT_BYTES
        if parts[-1] and weight > room:
            parts.append([])
            room = room_of_each
        parts[-1].append(point)
        room -= weight
    return [tuple(part) for part in parts]


def _weight(text: str) -> int:
    return len(text.encode()) + sum(text.count(sign) * bytes_ for sign, bytes_ in _GROWN.items())
