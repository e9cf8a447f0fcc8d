"""Credentials: one refresher at a time, and nothing late undoes what is newer."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

from storage.credentials import Sealed
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork
from tests.storage.conftest import NOW

LANE = "zalo_oa"
DAY, SEASON = NOW + timedelta(hours=25), NOW + timedelta(days=90)


def save(uow: UnitOfWork, name: str, used: str | None = None) -> bool:
    """Keep the pair called *name*."""
    return uow.credentials.save(LANE, f"a{name}", f"r{name}", DAY, SEASON, NOW, used=used)


def claims(uow: UnitOfWork, me: str, after: float = 0.0) -> bool:
    """Try to get the right to refresh, so many seconds later."""
    return uow.credentials.claim_refresh(LANE, me, NOW + timedelta(seconds=after), 60)


def kept(uow: UnitOfWork) -> Sealed:
    """Return what is kept."""
    found = uow.credentials.get(LANE)
    assert found is not None
    return found


async def test_what_is_saved_is_found_again(storage: Storage) -> None:
    """Nothing before the first pair; then that pair with its times, as they were."""
    assert await storage.run(lambda uow: uow.credentials.get(LANE)) is None
    assert await storage.run(lambda uow: save(uow, "1"))
    assert await storage.read(kept) == Sealed("a1", "r1", DAY, SEASON, NOW, "")
    assert await storage.run(lambda uow: save(uow, "2"))
    assert (await storage.read(kept)).refresh == "r2"


async def test_one_of_many_gets_the_claim(storage: Storage) -> None:
    """However many ask in the same moment, also before there is a row."""
    got = await asyncio.gather(*(storage.run(partial(claims, me=str(n))) for n in range(8)))
    assert sum(got) == 1


async def test_a_claim_ends(storage: Storage) -> None:
    """By release, by its time, by a new pair, by a fault, or because a clock had been wrong by days."""

    def work(uow: UnitOfWork) -> list[bool]:
        held = [claims(uow, "a"), claims(uow, "b"), claims(uow, "b", 59), claims(uow, "b", 60)]
        uow.credentials.release(LANE, "a")  # not its own any more
        held += [claims(uow, "c", 61)]
        uow.credentials.release(LANE, "b")
        held += [claims(uow, "c", 61)]
        save(uow, "1", used="")
        held += [claims(uow, "d", 62)]
        uow.credentials.fail(LANE, "declined", used="r1")
        return [*held, claims(uow, "e", 63), claims(uow, "f", -86_400)]

    assert await storage.run(work) == [True, False, False, True, False, True, True, True, True]


async def test_a_late_pair_does_not_replace_a_newer_one(storage: Storage) -> None:
    """Only in the place of the token that brought it; the first one in the place of none."""

    def work(uow: UnitOfWork) -> list[bool]:
        return [save(uow, "1", used=""), save(uow, "2", used="r1"), save(uow, "3", used="r1"), save(uow, "4", used="")]

    assert await storage.run(work) == [True, True, False, False]
    assert (await storage.read(kept)).refresh == "r2"


async def test_a_fault_is_told_once_and_ended_by_a_new_pair(storage: Storage) -> None:
    """The first reason stays; a late one of an older pair says nothing about the new one."""

    def work(uow: UnitOfWork) -> list[object]:
        save(uow, "1")
        told: list[object] = [uow.credentials.fail(LANE, why, used="r1") for why in ("declined", "declined", "lost")]
        told.append(kept(uow).fault)
        save(uow, "2", used="r1")
        return [*told, kept(uow).fault, uow.credentials.fail(LANE, "declined", used="r1"), kept(uow).fault]

    assert await storage.run(work) == [True, False, False, "declined", "", False, ""]
