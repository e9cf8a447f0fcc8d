"""The card of a draft: what it is, what it lacks, what may be done with it."""

from __future__ import annotations

from content import dates
from content.document import State
from content.message import Choice, Outbound
from content.roles import May
from content.texts import approval as states
from content.texts import composing as texts
from content.texts import documents as words
from handlers import approvals, drafting
from handlers.dossier import Dossier
from handlers.scene import Scene

LIST_MOST = 10


def show(scene: Scene, dossier: Dossier, head: str = "") -> None:
    """Say the card of a draft, under *head*: what has just become of it."""
    document, version, broadcast, n = dossier.document, dossier.version, dossier.broadcast, dossier.n
    state = state_of(dossier)
    kind, scope = words.KINDS[document.kind], words.SCOPES[document.scope]
    lines = [
        *([head] if head else []),
        scene.text(texts.CARD, n=n, title=document.title),
        scene.text(texts.CARD_STATE, state=state),
        scene.text(texts.CARD_KIND, kind=kind, scope=scope, points=len(version.points)),
        words.source(document.issuer, document.doc_kind, document.number, document.issued_on),
    ]
    if document.direct_only:
        lines.append(words.DIRECT_ONLY)
    if document.valid_to is not None:
        lines.append(scene.text(states.CARD_VALID, day=dates.written(document.valid_to)))
    if document.topic:
        lines.append(scene.text(texts.CARD_TOPIC, topic=document.topic))
    if version.short_message:
        lines.append(scene.text(texts.CARD_SHORT, text=version.short_message))
    if bases := [b["said"] for b in document.bases if b.get("chosen")]:
        lines.append(scene.text(texts.CARD_BASES, bases="; ".join(bases)))
    if version.file_id is not None:
        lines.append(scene.text(texts.CARD_FILE, name=scene.uow.files.get(version.file_id).name))
    if version.reason or broadcast.reason:
        lines.append(scene.text(texts.CARD_REASON, reason=version.reason or broadcast.reason))
    if version.state == State.DRAFT:
        lacks = approvals.lacking(dossier)
        lines.append(words.need(lacks) if lacks else texts.CARD_READY)
    scene.send(Outbound("\n".join(lines), choices=_choices(scene, dossier)))


def state_of(dossier: Dossier) -> str:
    """Return where a dossier stands, in words."""
    if dossier.version.state in (State.DRAFT, State.SUPERSEDED, State.WITHDRAWN, State.EXPIRED):
        return words.STATES[dossier.version.state]
    return states.BROADCAST_STATES[dossier.broadcast.state]


def _choices(scene: Scene, dossier: Dossier) -> tuple[Choice, ...]:
    n, version, state = dossier.n, dossier.version, dossier.version.state
    choices = [Choice(texts.PREVIEW, f"dv:{n}", texts.WORD_PREVIEW)]
    if dossier.broadcast.state == "draft" and scene.may(May.SUBMIT, dossier.document.unit_id):
        choices.append(Choice(texts.SUBMIT, f"ds:{n}", texts.WORD_SUBMIT))
    choices.append(Choice(texts.TEST_SEND, f"dt:{n}", texts.WORD_TEST_SEND))
    if state == State.DRAFT:
        if not drafting.is_settled(scene, dossier):
            choices.append(Choice(texts.EDIT_SOURCE if version.file_id else texts.EDIT, f"de:{n}", texts.WORD_EDIT))
        choices.append(Choice(texts.EDIT_POINT, f"dp:{n}", texts.WORD_EDIT_POINT))
        if version.file_id is None and not drafting.is_settled(scene, dossier):
            choices.append(Choice(texts.MORE, f"dm:{n}", texts.WORD_MORE))
    if state == State.RETURNED or (state == State.APPROVED and dossier.broadcast.state != "draft"):
        choices.append(Choice(texts.NEXT_VERSION, f"dn:{n}", texts.WORD_NEXT))
    if state == State.DRAFT:
        choices.append(Choice(texts.DELETE, f"dd:{n}", texts.DELETE_WORD.format(n=n), decisive=True))
    return tuple(choices)
