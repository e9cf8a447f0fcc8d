"""The list of commands under the menu button: written only when it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import structlog
from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.channel import Misconfigured, NotSent, SendError, Throttled
from bot.channels.telegram.errors import THROTTLE_SECONDS
from bot.channels.telegram.transport import Flooded

MOST = 100
ABOUT_LENGTH = 256

_log = structlog.get_logger(__name__)

Commands = Sequence[tuple[str, str]]


class Menu:
    """Remembers what was published, and asks the API first where it does not remember."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._published: dict[str, tuple[tuple[str, str], ...]] = {}

    async def publish(self, default: Commands, per_chat: Mapping[str, Commands]) -> None:
        """Show *default* to everybody and *per_chat* to those chats; an empty list there goes back to the default.

        Commands are only shown so: rights are checked when one is used. A chat that is gone is passed over.
        Raises Misconfigured, Throttled or NotSent.
        """
        try:
            await self._publish(default, per_chat)
        except TelegramError as error:
            raise _in_our_words(error) from None

    async def _publish(self, default: Commands, per_chat: Mapping[str, Commands]) -> None:
        await self._set("", BotCommandScopeAllPrivateChats(), default)
        for chat, commands in per_chat.items():
            try:
                await self._set(chat, BotCommandScopeChat(int(chat)), commands)
            except (BadRequest, Forbidden) as error:
                _log.info("telegram.menu_refused", chat=chat, error=str(error))

    async def _set(self, key: str, scope: BotCommandScope, commands: Commands) -> None:
        wanted = tuple((word.lstrip("/"), about[:ABOUT_LENGTH]) for word, about in commands[:MOST])
        if self._published.get(key) == wanted:
            return
        shown = await self._bot.get_my_commands(scope=scope)
        if tuple((command.command, command.description) for command in shown) != wanted:
            if wanted:
                await self._bot.set_my_commands([BotCommand(*pair) for pair in wanted], scope=scope)
            else:
                await self._bot.delete_my_commands(scope=scope)
        self._published[key] = wanted


def _in_our_words(error: TelegramError) -> SendError:
    match error:
        case InvalidToken():
            return Misconfigured(type(error).__name__)
        case Flooded():
            return Throttled(THROTTLE_SECONDS if error.seconds is None else error.seconds)
        case _:
            return NotSent(type(error).__name__)
