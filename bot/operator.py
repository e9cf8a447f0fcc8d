"""What an operator does once from the command line: beside a serving process, never instead of it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import workshop
from bot.app import App, utc_now
from bot.channel import SendError
from bot.config import Config
from bot.place import place_of, secret_key
from content.roles import Role
from content.texts import startup as texts
from handlers import signup
from handlers.errors import Refused
from storage.engine import migrate

READ_SECONDS = 60.0


class OperatorError(Exception):
    """What was asked cannot be done; the text is one sentence."""


async def invite(config: Config, role: Role, name: str, unit: str) -> None:
    """Print a one-time code and its links. Makes the person when the roster does not have them."""
    migrate(place_of(config, "web").database_url)
    app = App(config, "web")
    app.storage.open()
    try:
        if app.telegram is not None:
            await app.telegram.open()
            with contextlib.suppress(SendError):
                await app.telegram.identify()
        now = utc_now()
        made = await app.storage.run(
            lambda uow: signup.first_invite(uow, app.world, role=role, name=name, unit_code=unit, now=now)
        )
    except Refused as error:
        raise OperatorError(error.words) from error
    finally:
        if app.telegram is not None:
            await app.telegram.close()
        app.storage.close()
    until = made.expires_at.astimezone(ZoneInfo(config.timezone))
    print(texts.INVITE.format(name=made.name, code=made.code, until=f"{until:%d/%m/%Y}"))
    links = app.invite_links(made.code)
    for channel, link in links:
        print(texts.INVITE_LINK.format(channel=channel, link=link))
    if not links:
        print(texts.NO_LINK)


async def import_roster(config: Config, file: Path) -> None:
    """Read the sheet, say what is wrong with it, and write it."""
    place = place_of(config, "web")
    migrate(place.database_url)
    secret_key(config, place.folder)
    raise OperatorError(str(workshop))
