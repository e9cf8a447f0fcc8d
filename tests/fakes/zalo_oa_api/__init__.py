"""A strict, scriptable stand-in of our own for Zalo's Official Account API, for tests."""

from tests.fakes.zalo_oa_api.client import Shown, ZaloOA

__all__ = ["Shown", "ZaloOA"]
