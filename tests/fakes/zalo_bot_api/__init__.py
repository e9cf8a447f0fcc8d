"""A strict stand-in for the Zalo Bot Platform: real HTTP, scriptable, counting. Source: zalo.md parts A and D."""

from tests.fakes.zalo_bot_api.client import Shown, ZaloBotFake

__all__ = ["Shown", "ZaloBotFake"]
