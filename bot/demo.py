"""The demo office: seeded once, with a browser phone for each of its invented people."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.channels.browser.channel import BrowserChannel
from bot.pages.demo import Phone, routes
from content.demo import DemoPerson, load
from content.message import Address
from content.texts import demo as texts
from handlers import demo
from handlers.world import World
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork

__all__ = ["Phone", "phones", "routes"]

SHOWN: Final = ("N02", "N01", "N05")  # side by side: who composes, who approves, who reads and reports


async def phones(storage: Storage, browser: BrowserChannel, world: World, now: datetime) -> tuple[Phone, ...]:
    """Make the demo office if this database has none, and return its people's phones, those to be shown first.

    A person's link is the same at each start, for it follows from the secret key.
    """
    data = load()
    order = sorted(data.people, key=lambda row: (SHOWN.index(row.id) if row.id in SHOWN else len(SHOWN), row.id))
    tokens = {row.id: browser.tokens.derive(f"demo:{row.id}") for row in order}

    def work(uow: UnitOfWork) -> list[DemoPerson]:
        is_new = uow.office.meta(demo.MARK) is None
        demo.seed(uow, world, now)
        lived_in = [
            row for row in order
            if demo.move_in(uow, row, Address(browser.name, browser.tokens.chat(tokens[row.id])), now)
        ]  # fmt: skip
        if is_new:
            demo.send_out(uow, world, now)
        return lived_in

    names = {unit.code: unit.name for unit in data.units}
    return tuple(
        Phone(
            name=row.name,
            role=texts.ROLES[row.role],
            url=f"/chat/{tokens[row.id]}",
            about=texts.ABOUT.format(position=row.position, unit=names[row.unit]),
        )
        for row in await storage.run(work)
    )
