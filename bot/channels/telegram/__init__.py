"""Telegram: a bot account spoken to by polling or by webhook."""

from bot.channels.telegram.channel import TelegramChannel

__all__ = ["TelegramChannel"]
