"""The rows of the sheet that says how each recipient of a broadcast stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from content import dates
from handlers.exports.rows import RecipientRow
from handlers.scene import Scene
from storage.recipients import Place, Recipient
from storage.unit_of_work import UnitOfWork

KIND = "recipients_sheet"


def owe(scene: Scene, n: int) -> None:
    """Owe the sheet of broadcast *n*. What is asked for holds no row: the worker reads them, a page at a time."""
    labels = {name: facts.label for name, facts in scene.world.channels.items()}
    request = {"n": n, "labels": labels, "zone": scene.world.zone.key}
    scene.uow.chores.owe(KIND, request, now=scene.now, to=scene.inbound.address)


def page(
    uow: UnitOfWork, request: dict[str, Any], most: int, after: Place | None
) -> tuple[list[RecipientRow], Place | None]:
    """Return the next rows of what `owe` asked for, and where to go on; None at the end."""
    found = uow.recipients.page(request["n"], most, after=after)
    zone = ZoneInfo(request["zone"])
    return [_row(one, request["labels"], zone) for one in found], found[-1].place if len(found) == most else None


def _row(found: Recipient, labels: dict[str, str], zone: ZoneInfo) -> RecipientRow:
    sent, read = _moment(found.sent_at, zone), _moment(found.acked_at, zone)
    return RecipientRow(found.person, found.unit, found.state, labels.get(found.channel, ""), sent, read, found.reason)


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return "" if at is None else f"{dates.time_written(at, zone)} {dates.written(dates.today(at, zone))}"
