"""Once more to those who did not get it: a broadcast of the same version, submitted and approved like the first."""

from __future__ import annotations

from content.roles import May
from content.texts import approval as states
from content.texts import broadcast as texts
from handlers import approvals
from handlers.dossier import Dossier, existing
from handlers.errors import AlreadyDecided, Refused
from handlers.scene import Scene
from storage.broadcasts import Audience
from storage.outbox import URGENT

ENDED = ("done", "cancelled")
OPEN = ("draft", "submitted", "approved", "running", "paused")
MOST = 20_000  # people named in one audience; who is left over is there to be sent to after it


def is_offered(scene: Scene, dossier: Dossier) -> bool:
    """Say whether the speaker may be offered to send a broadcast once more to whom it missed."""
    broadcast = dossier.broadcast
    is_over = broadcast.state in ENDED and broadcast.kind == "issue"
    return is_over and scene.may(May.SUBMIT, dossier.document.unit_id)


def submit(scene: Scene, n: int) -> Dossier:
    """Submit the version of broadcast *n* for those whom it did not reach; the approvers are told.

    Raises NotAllowed; AlreadyDecided while *n* is under way, while such a one is open, or when the version is no
    longer in force; Refused when nobody is left.
    """
    dossier = existing(scene, n)
    scene.require(May.SUBMIT, dossier.document.unit_id)
    broadcast = dossier.broadcast
    if broadcast.state not in ENDED or broadcast.kind != "issue":
        state = states.BROADCAST_STATES[broadcast.state]
        raise AlreadyDecided(scene.text(texts.RESEND_LATER, n=n, state=state))
    for other in scene.uow.broadcasts.of_version(dossier.version.id):
        if other.state in OPEN and other.audience.get(approvals.MISSED_BY) == n:
            state = states.BROADCAST_STATES[other.state]
            raise AlreadyDecided(scene.text(texts.RESEND_OPEN, n=other.id, state=state))
    missed = scene.uow.broadcasts.missed(broadcast, MOST)
    if not missed:
        raise Refused(scene.text(texts.ALL_REACHED, n=n))
    made = approvals.again(scene, n)
    # Its units stay beside the people, so that whoever approves must cover them as for the first.
    audience = Audience(units=dossier.audience.units, people=tuple(missed))
    return approvals.submit(scene, made.n, audience, urgent=broadcast.klass == URGENT, when="now", missed_by=n)
