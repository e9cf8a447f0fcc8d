"""People of the roster without a chat, and their codes."""

from __future__ import annotations

from content.roles import Role
from storage.unit_of_work import UnitOfWork
from tests.play import Play


async def put(play: Play, name: str, *, unit: str = "X01-T1", code: str = "", phone: str = "", role: str = "") -> int:
    """Somebody of the roster who has no chat yet."""

    def make(uow: UnitOfWork) -> int:
        place = uow.units.by_code(unit)
        assert place is not None
        person = uow.people.put(
            full_name=name, unit_id=place.id, now=play.now, position="Trưởng thôn", code=code or None,
            phone=phone or None,
        )  # fmt: skip
        uow.people.appoint(person.id, "ttv", "07/QĐ-UBND")
        if role:
            uow.people.grant(person.id, Role(role), place.id, by=None, now=play.now)
        return person.id

    return await play.storage.run(make)


async def code_for(play: Play, person_id: int, days: int = 14) -> str:
    """A code for the person."""
    return (
        await play.storage.run(
            lambda uow: uow.invites.make(person_id, play.world.secret_key, now=play.now, days=days, by=None)
        )
    )[0]
