"""A Zalo Bot, spoken to through the Zalo Bot Platform."""

from bot.channels.zalo_bot.channel import ZaloBotChannel

__all__ = ["ZaloBotChannel"]
