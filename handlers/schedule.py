"""When a broadcast goes out: at once, at a planned time, or when its author says so; never at a bad hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache

from content import dates
from content.message import Outbound
from content.texts import approval as texts
from content.texts.courtesy import Courtesy, fill
from handlers.world import World
from storage.tables import Broadcast

NOW, AT, WAITS = "now", "at", "wait"


def holidays(world: World, now: datetime) -> frozenset[date]:
    """Return the holidays around *now*."""
    return _of_two_years(world.holidays, world.today(now).year)


@lru_cache(maxsize=4)
def _of_two_years(holidays_of: Callable[[int], frozenset[date]], year: int) -> frozenset[date]:
    return holidays_of(year) | holidays_of(year + 1)  # put together once: every send asks


def is_awake(world: World, now: datetime) -> bool:
    """Say whether *now* is an hour for notices; in the demo, where nobody sleeps, every hour is."""
    return world.is_demo or dates.is_good_time(now, world.zone, holidays(world, now))


def is_good(world: World, broadcast: Broadcast, now: datetime) -> bool:
    """Say whether *broadcast* may speak at *now*."""
    return broadcast.any_hour or is_awake(world, now)


def at_this_hour(world: World, said: Outbound, now: datetime) -> Outbound:
    """Return a broadcast's message as it goes out at *now*: what may speak at any hour wakes nobody.

    Asked at each send, for a broadcast may go on from day to night and from night to day.
    """
    return said if is_awake(world, now) else said.but(silent=True)


def first_good(world: World, broadcast: Broadcast, now: datetime) -> datetime:
    """Return the first moment from *now* on when *broadcast* may speak."""
    if is_good(world, broadcast, now):
        return now
    return dates.next_good_time(now, world.zone, holidays(world, now))


def due(world: World, broadcast: Broadcast, now: datetime) -> datetime | None:
    """Return when an approved broadcast goes out, by the plan it was approved with; None while it waits."""
    plan = broadcast.audience.get("when", NOW)
    if plan == WAITS:
        return None
    planned = broadcast.due_at if plan == AT and broadcast.due_at else now
    return first_good(world, broadcast, max(planned, now))


def hint(world: World, broadcast: Broadcast, courtesy: Courtesy) -> str:
    """Return when a notice planned for a bad hour will really go, in words; empty when it goes as planned."""
    planned = broadcast.due_at
    if broadcast.audience.get("when") != AT or planned is None or is_good(world, broadcast, planned):
        return ""
    at = first_good(world, broadcast, planned)
    said = {"time": dates.time_written(at, world.zone), "date": dates.written(world.today(at))}
    return fill(texts.PLAN_QUIET, courtesy, **said)
