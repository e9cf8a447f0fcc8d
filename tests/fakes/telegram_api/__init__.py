"""A strict, scriptable Bot API server of our own, for tests."""

from tests.fakes.telegram_api.client import FakeTelegram, Shown

__all__ = ["FakeTelegram", "Shown"]
