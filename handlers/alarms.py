"""What the admins of the office are told about the machine itself, each thing once."""

from __future__ import annotations

from datetime import datetime

from content.message import Outbound
from content.roles import Role
from content.texts import zalo_login as texts
from content.texts.courtesy import fill
from handlers.rerouting import next_chat
from handlers.world import World
from storage.outbox import ALERT
from storage.unit_of_work import UnitOfWork


def tell_admins(  # noqa: PLR0913 (what, once under which key, and when)
    uow: UnitOfWork, world: World, template: str, key: str, now: datetime, *, silent: str = "", **fields: object
) -> None:
    """Owe each admin of the office these words, once for each *key*.

    Who has another chat hears it there, when the first one is on the lane *silent*, which is the trouble itself.
    """
    office = uow.office.facts()
    for admin in uow.people.holders(Role.ADMIN, office.unit_id) if office.unit_id else ():
        if admin.chat_id is None:
            continue
        chat = uow.chats.get(admin.chat_id)
        if chat.channel == silent:
            chat = next_chat(uow, world, admin.id, chat.id, now) or chat
        words = fill(template, office.courtesy, **fields)
        uow.outbox.owe(
            chat.id, chat.channel, Outbound(words), now=now, klass=ALERT, dedup_key=f"{key}:{admin.id}",
            person_id=admin.id,
        )  # fmt: skip


def token_lost(  # noqa: PLR0913 (which account, why, and since when)
    uow: UnitOfWork, world: World, lane: str, why: str, now: datetime, until: datetime | None
) -> None:
    """Tell the admins that somebody must authorise the account again; it may still send until *until*, or no more."""
    if until is None:
        uow.lanes.stop(lane, texts.needs_admin(why))  # in the channel's own words, so that the sender adds none
        words, fields = texts.ALARM_STOPPED, {}
    else:
        words, fields = texts.ALARM_UNTIL, {"until": f"{until.astimezone(world.zone):%H:%M, %d/%m/%Y}"}
    tell_admins(
        uow, world, words, f"token:{lane}:{now.isoformat()}", now, silent=lane, why=texts.explain(why), **fields
    )  # fmt: skip
