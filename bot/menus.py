"""Telegram's command menu, kept true to each office person's roles."""

from __future__ import annotations

import asyncio
import json

import structlog

from bot.channel import SendError
from bot.channels.telegram.channel import TelegramChannel
from handlers.commands import menu_of
from storage.errors import Unavailable
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork

LOOK_SECONDS = 30.0  # how soon a new role shows in the menu; rights themselves are checked at every press
SHOWN = "menus:{channel}"  # the fact under which the chats with a menu of their own are kept
Commands = list[tuple[str, str]]

log = structlog.get_logger()


async def publish_forever(storage: Storage, telegram: TelegramChannel) -> None:
    """Publish the members' menu for all, and for each office person's chat the menu of their roles."""
    while True:
        try:
            await publish(storage, telegram)
        except (Unavailable, SendError) as error:
            log.info("menus_deferred", action="menus", why=type(error).__name__)
        await asyncio.sleep(LOOK_SECONDS)


async def publish(storage: Storage, telegram: TelegramChannel) -> None:
    """Publish once what has changed. Raises Unavailable or SendError."""
    default, per_chat = await storage.run(lambda uow: menus(uow, telegram.name))
    await telegram.publish_commands(default, per_chat)
    await storage.run(lambda uow: _keep(uow, telegram.name, {chat for chat, menu in per_chat.items() if menu}))


def menus(uow: UnitOfWork, channel: str) -> tuple[Commands, dict[str, Commands]]:
    """Return the menu for everybody, and by chat address the menu of those with office roles.

    Whose last role is gone has an empty one: back to the menu for everybody. Which chats have a menu of their own
    is kept before it is published, so that a role that goes while no process runs takes its menu away too.
    """
    own = {address: menu_of(uow.people.rights(person_id)) for person_id, address in uow.chats.office_chats(channel)}
    shown: set[str] = set(json.loads(uow.office.meta(SHOWN.format(channel=channel)) or "[]"))
    _keep(uow, channel, shown | own.keys())
    return menu_of({}), {address: [] for address in sorted(shown - own.keys())} | own


def _keep(uow: UnitOfWork, channel: str, chats: set[str]) -> None:
    key, value = SHOWN.format(channel=channel), json.dumps(sorted(chats))
    if uow.office.meta(key) != value:
        uow.office.set_meta(key, value)
