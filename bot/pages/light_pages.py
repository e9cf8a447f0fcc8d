"""All light pages, for the processes that serve people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from aiohttp import web

from bot.pages.document import DocumentPages
from bot.pages.light import Light
from bot.pages.verify import VerifyPages
from handlers.world import World
from storage.files import FileStore
from storage.storage import Storage


def routes(
    storage: Storage, world: World, clock: Callable[[], datetime], store: FileStore
) -> Sequence[web.RouteDef]:  # fmt: skip
    """Return the routes of `/d` and `/v`."""
    light = Light()
    documents = DocumentPages(storage, world, clock, store, light)
    return [*documents.routes(), *VerifyPages(storage, world, clock, light).routes()]
