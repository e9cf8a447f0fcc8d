"""The one place where the time is read: all others are given a Clock, so that tests can move it."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The Clock of the product."""
    return datetime.now(UTC)
