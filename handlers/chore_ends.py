"""What the ends of slow work lead to: each kind of Chore has one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from content.message import Outbound
from content.texts import broadcast as texts
from handlers import (
    answer_files,
    first_page,
    form_import,
    form_preview,
    importing,
    intake,
    inviting,
    recipient_rows,
    roster,
    submission_rows,
)
from handlers.commands import export_reports, my_ledger, stats
from handlers.commands.my_data import exported
from handlers.commands.roster import template_made
from handlers.scene import Scene

End = Callable[[Scene, dict[str, Any]], None]


def _fetched(scene: Scene, payload: dict[str, Any]) -> None:
    FETCHED[payload["request"]["for"]](scene, payload)


def _recipients(scene: Scene, payload: dict[str, Any]) -> None:
    bring(scene, payload, scene.text(texts.SHEET_READY, n=payload["request"]["n"]))


def bring(scene: Scene, payload: dict[str, Any], words: str, name: str | None = None) -> None:
    """Send the file that the work made."""
    scene.send(Outbound(words, file=scene.uow.files.attachment(payload["made"][0], name)))


FETCHED: Mapping[str, End] = {
    intake.DOCUMENT: importing.fetched,
    roster.FETCHED_FOR: roster.fetched,
    form_import.FETCHED_FOR: form_import.fetched,
}
"""By what the file was brought for."""

ENDS: Mapping[str, End] = {
    "fetch": _fetched,
    "read_document": importing.was_read,
    form_import.KIND: form_import.was_read,
    form_preview.KIND: form_preview.made,
    recipient_rows.KIND: _recipients,
    submission_rows.KIND: export_reports.brought,
    stats.CHART: stats.drawn,
    roster.KIND: roster.was_read,
    "roster_template": template_made,
    "invites_sheet": inviting.written,
    "invite_qr": inviting.drawn,
    "my_data": exported,
    my_ledger.KIND: my_ledger.written_out,
    first_page.KIND: first_page.made,
}
"""By the kind of Chore."""

QUIET = frozenset({first_page.KIND})
"""Kinds that nobody waits for: a fault of theirs is not told."""


def route(scene: Scene) -> None:
    """Let the end of a Chore take effect; a fault is told in its own words."""
    payload = scene.inbound.payload
    if scene.inbound.token == answer_files.KIND:  # also of who has left: what was sent stays whole
        answer_files.ended(scene, payload)
        return
    if not scene.caller.is_member:
        return  # left while the work was being done
    if (fault := payload.get("fault")) and scene.inbound.token not in QUIET:
        scene.send(Outbound(str(fault)))
        return
    ENDS[scene.inbound.token](scene, payload)
