"""What a database that was brought back from a backup may do by itself: nothing that speaks to people.

Since the backup was made much of what it calls waiting has gone out. So what was on its way waits for a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.broadcasting import QUIET
from handlers.schedule import WAITS
from storage.unit_of_work import UnitOfWork

RESTORED = "restored"  # why a broadcast stands still, a message was dropped


@dataclass(frozen=True, slots=True)
class Quieted:
    """How much was stopped."""

    broadcasts: int
    messages: int
    chores: int


def quieten(uow: UnitOfWork, now: datetime) -> Quieted:
    """Halt broadcasts that were on their way or are due, drop waiting messages to single people and slow work."""
    broadcasts = 0
    for broadcast in uow.broadcasts.in_states(("approved", "running", "paused")):
        if broadcast.state == "running" or broadcast.reason == QUIET:
            uow.broadcasts.move(broadcast, "paused", expected=(broadcast.state,), reason=RESTORED)
        elif broadcast.state == "approved" and broadcast.due_at is not None and broadcast.due_at <= now:
            broadcast.due_at, broadcast.audience = None, broadcast.audience | {"when": WAITS}
        else:
            continue
        broadcasts += 1
    found = Quieted(broadcasts, uow.outbox.drop_loose(RESTORED), uow.chores.drop(RESTORED, now))
    uow.submission_files.fail_waiting()
    after = {"broadcasts": found.broadcasts, "messages": found.messages, "chores": found.chores}
    uow.audit.note("database.restore", "database", by=None, at=now, origin="command line", after=after)
    return found
