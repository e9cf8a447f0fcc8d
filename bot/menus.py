"""Telegram's command menu, kept true to each office person's roles."""

from __future__ import annotations

import asyncio

import structlog

from bot.channel import SendError
from bot.channels.telegram.channel import TelegramChannel
from handlers.commands import menu_of
from storage.errors import Unavailable
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork

LOOK_SECONDS = 30.0  # how soon a new role shows in the menu; rights themselves are checked at every press
Commands = list[tuple[str, str]]

log = structlog.get_logger()


async def publish_forever(storage: Storage, telegram: TelegramChannel) -> None:
    """Publish the members' menu for all, and for each office person's chat the menu of their roles."""
    while True:
        try:
            default, per_chat = await storage.run(lambda uow: menus(uow, telegram.name))
            await telegram.publish_commands(default, per_chat)
        except (Unavailable, SendError) as error:
            log.info("menus_deferred", action="menus", why=type(error).__name__)
        await asyncio.sleep(LOOK_SECONDS)


def menus(uow: UnitOfWork, channel: str) -> tuple[Commands, dict[str, Commands]]:
    """Return the menu for everybody, and by chat address the menu of those with office roles."""
    per_chat = {
        address: menu_of(uow.people.rights(person_id)) for person_id, address in uow.chats.office_chats(channel)
    }
    return menu_of({}), per_chat
