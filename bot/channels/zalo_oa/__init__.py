"""A Zalo Official Account, spoken to through its Open API."""

from bot.channels.zalo_oa.channel import ZaloOAChannel

__all__ = ["ZaloOAChannel"]
