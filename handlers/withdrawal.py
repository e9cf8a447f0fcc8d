"""Withdrawing what went out: marked, stopped, and told to all who received it."""

from __future__ import annotations

from content import dates
from content.document import Scope, State, foot
from content.message import Outbound
from content.roles import May
from content.texts import approval as texts
from content.texts import documents as words
from content.texts.courtesy import fill
from content.vietnamese import nfc_clean
from handlers import approvals, broadcasting, issue_text
from handlers.dossier import Dossier, find
from handlers.errors import AlreadyDecided, Refused
from handlers.scene import Scene
from storage.broadcasts import Audience
from storage.errors import Conflict
from storage.outbox import URGENT
from storage.tables import Document, Person, Version

KIND = "withdrawal"
OPEN_STATES = ("draft", "submitted", "approved", "running", "paused")
NEVER_ISSUED = ("draft", "submitted", "returned", "rejected")


def ask(scene: Scene, n: int, reason: str) -> tuple[Dossier, list[Person]]:
    """Withdraw the document of dossier *n*: an approver at once, an editor by asking an approver.

    An approver must cover all units that any broadcast of the document was issued to, for the notice goes to all
    who have it. Returns the notice's dossier and whom it waits for (nobody: it is done). Raises NotAllowed,
    AlreadyDecided.
    """
    of = find(scene.uow, n)
    version = scene.uow.documents.approved_of(of.document.id)
    if version is None:
        raise AlreadyDecided(scene.text(texts.NOT_IN_FORCE, state=words.STATES[of.version.state]))
    units = _issued_to(scene, of.document)
    at_once = all(scene.may(May.APPROVE, unit) for unit in units)
    if not at_once and not broadcasting.may_steer(scene, of):
        scene.require(May.SEND, of.document.unit_id)
    # An approver's own decision needs no second one: it stops a message, it sends none of its own wording.
    made = scene.uow.broadcasts.add(
        version.id, author_id=scene.person_id, now=scene.now, kind=KIND, klass=URGENT, any_hour=True,
        audience=Audience(units=tuple(sorted(units))).to_json(), reason=nfc_clean(reason), state="submitted",
        watch_chat_id=scene.caller.chat_id,
    )  # fmt: skip
    dossier = find(scene.uow, made.id)
    scene.note("ask_withdrawal", f"broadcast:{made.id}", None, {"document": of.document.id, "reason": made.reason})
    if at_once:
        carry_out(scene, dossier, approved_by=None)
        return dossier, []
    return dossier, approvals.approvers(scene, dossier)


def confirm(scene: Scene, n: int) -> Dossier:
    """Carry out the withdrawal that an editor asked for. Raises NotAllowed, Refused, AlreadyDecided."""
    dossier = find(scene.uow, n)
    for unit in sorted({*_issued_to(scene, dossier.document), *dossier.audience.units}):
        scene.require(May.APPROVE, unit)
    if scene.person_id == dossier.broadcast.author_id:
        raise Refused(scene.text(texts.NEED_SECOND))
    carry_out(scene, dossier, approved_by=scene.person_id)
    return dossier


def _issued_to(scene: Scene, document: Document) -> set[int]:
    """Return the document's unit and all units that it was issued to."""
    units = {document.unit_id}
    for version in scene.uow.documents.versions(document.id):
        for broadcast in scene.uow.broadcasts.of_version(version.id):
            if broadcast.kind != KIND and broadcast.state not in NEVER_ISSUED:
                units |= {*Audience.from_json(broadcast.audience).units}
    return units


def carry_out(scene: Scene, dossier: Dossier, *, approved_by: int | None) -> None:
    """Mark the version, stop all that still goes out of it, and owe one notice to those who have it.

    Raises AlreadyDecided when the request was decided on, or nothing of the document is in force any more.
    """
    uow, document, notice = scene.uow, dossier.document, dossier.broadcast
    versions = uow.documents.versions(document.id)
    _withdraw(scene, versions, notice.reason)
    try:
        uow.broadcasts.move(
            notice, "approved", expected=("submitted",), approved_by=approved_by, approved_at=scene.now,
            due_at=scene.now,
        )  # fmt: skip
    except Conflict:
        state = texts.BROADCAST_STATES[find(uow, dossier.n).broadcast.state]
        raise AlreadyDecided(scene.text(texts.ALREADY, n=dossier.n, state=state)) from None
    for version in versions:
        for other in uow.broadcasts.of_version(version.id):
            # Of notices only those that nobody decided on: what they ask for is done.
            expected = OPEN_STATES if other.kind != KIND else ("submitted",)
            if other.id != notice.id and other.state in expected:
                uow.broadcasts.move(other, "cancelled", expected=expected, reason="withdrawn", ended_at=scene.now)
    uow.library.drop(document.id)
    count = uow.broadcasts.freeze_recipients_of(notice, [version.id for version in versions])
    notice.audience = notice.audience | {"count": count}
    said = recalled(scene, dossier)
    for channel in scene.world.channels:
        uow.broadcasts.render(notice.id, channel, said)
    scene.note("withdraw", f"document:{document.id}", None, {"reason": notice.reason, "people": count})


def _withdraw(scene: Scene, versions: list[Version], reason: str) -> None:
    """Mark what is in force; first of all, so that of two withdrawals at once the later waits here, and is told."""
    in_force = [version for version in versions if version.state == State.APPROVED]
    try:
        for version in in_force:
            scene.uow.documents.move(version, State.WITHDRAWN, expected=State.APPROVED, reason=reason)
    except Conflict:
        in_force = []
    if not in_force:
        raise AlreadyDecided(scene.text(texts.NOT_IN_FORCE, state=words.STATES[State.WITHDRAWN]))


def recalled(scene: Scene, dossier: Dossier) -> Outbound:
    """Return the notice that a document is withdrawn, with the source that it names and the code to check it by."""
    said = fill(
        texts.RECALLED, scene.office.courtesy, title=dossier.document.title, doc_number=dossier.document.number,
        time=dates.time_written(scene.now, scene.world.zone), date=dates.written(scene.today),
        reason=dossier.broadcast.reason.rstrip("."),
    )  # fmt: skip
    issue = issue_text.issue_of(scene.uow, dossier.document, dossier.version, demo=scene.world.is_demo)
    return Outbound(f"{said}\n\n{foot(issue)}", protect=issue.scope is Scope.INTERNAL)
