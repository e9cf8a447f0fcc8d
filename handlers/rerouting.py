"""Where a message goes that cannot go where it was owed: another chat of its person, a template, later, or nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from handlers import templates
from handlers.world import ChannelFacts, World
from storage.outbox import REPLY, Claimed, Settled
from storage.tables import Chat
from storage.unit_of_work import UnitOfWork

WINDOW = "window_closed"  # the reason of what waits until the person writes, or was never said
WAITS = timedelta(days=14)  # for which an alert waits until the person writes; after that it is no news
LOOK_AGAIN = timedelta(days=1)


def next_chat(uow: UnitOfWork, world: World, person_id: int | None, but: int, now: datetime) -> Chat | None:
    """Return the chat to which this person's notices can go instead of *but*: the chosen one first, else the newest."""
    if person_id is None:
        return None
    off, main = uow.lanes.off(), uow.people.get(person_id).chat_id
    chats = [c for c in uow.chats.of(person_id) if c.id != but and c.state == "active" and c.channel not in off]
    facts = world.channels
    open_now = [c for c in chats if c.channel in facts and may_speak(facts[c.channel], c.heard_at, now)]
    return max(open_now, key=lambda c: (c.id == main, c.id), default=None)


def may_speak(facts: ChannelFacts, heard_at: datetime | None, now: datetime) -> bool:
    """Say whether a chat last heard at *heard_at* may be spoken to now: its channel has no window, or it is open."""
    return facts.window is None or (heard_at is not None and now - heard_at < facts.window)


def otherwise(  # noqa: PLR0913 (what the decision depends on)
    uow: UnitOfWork, world: World, row: Claimed, failed: Settled, now: datetime, *, shut: bool
) -> Settled:
    """Return how a row ends whose chat is gone or (*shut*) may not be spoken to now; *failed* when nothing helps.

    Another chat of the person comes before a template: it costs nothing, and the person chose to have it. An answer
    stays in the chat that asked, and a code is never said in another chat.
    """
    if row.klass == REPLY or (row.message or {}).get("one_time"):
        return failed
    again = replace(failed, state="queued", due_at=now, reason="", counted=False, rejected=False)
    if chat := next_chat(uow, world, row.person_id, row.chat_id, now):
        return replace(again, move_to=(chat.id, chat.channel))
    if shut and not row.by_template and row.broadcast_id is not None and templates.is_mapped(uow):
        return replace(again, by_template=True)
    if shut and row.broadcast_id is None and now - row.first_try < WAITS:
        return replace(again, due_at=now + LOOK_AGAIN, reason=WINDOW)
    return failed


def leave(uow: UnitOfWork, world: World, chat_id: int, reason: str, now: datetime) -> None:
    """A chat cannot be reached any more: what waits for it goes to the person's next chat, or ends with *reason*."""
    person_id = uow.chats.get(chat_id).person_id
    uow.chats.mark(chat_id, reason)
    uow.flush()
    if chat := next_chat(uow, world, person_id, chat_id, now):
        uow.outbox.readdress(chat_id, chat.id, chat.channel)
    uow.outbox.drop_chat(chat_id, reason, now)
