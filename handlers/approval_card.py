"""What an approver decides on: the text as recipients get it, its source, who gets it and when."""

from __future__ import annotations

from content import dates
from content.message import Choice, Outbound
from content.texts import approval as texts
from content.texts import documents as words
from handlers import approvals, preview, progress_screen, reach, schedule, withdrawal
from handlers.dossier import Dossier
from handlers.scene import Scene
from storage.outbox import URGENT

Ways = tuple[tuple[str, str, str], ...]  # label, verb of its button, word

ISSUE_WAYS: Ways = (
    (texts.BUTTON_APPROVE, "ok", texts.WORD_APPROVE),
    (texts.BUTTON_RETURN, "giveback", texts.WORD_RETURN),
    (texts.BUTTON_REJECT, "no", texts.WORD_REJECT),
)
WITHDRAWAL_WAYS: Ways = (
    (texts.BUTTON_AGREE_WITHDRAWAL, "ok", texts.WORD_AGREE_WITHDRAWAL),
    (texts.BUTTON_REFUSE_WITHDRAWAL, "no", texts.WORD_REFUSE_WITHDRAWAL),
)  # there is no draft to give back


def show(scene: Scene, n: int) -> None:
    """Open dossier *n* for a decision. Raises as `approvals.approve` does."""
    dossier = approvals.to_decide(scene, n)
    approvals.open_for_decision(scene, n, people(scene, dossier))
    preview.show(scene, dossier, approver=scene.caller.full_name)
    is_withdrawal = dossier.broadcast.kind == withdrawal.KIND
    if not is_withdrawal:
        preview.whole(scene, dossier)
    lines = _withdrawal(scene, dossier) if is_withdrawal else _issue(scene, dossier)
    ways = WITHDRAWAL_WAYS if is_withdrawal else ISSUE_WAYS
    choices = tuple(Choice(label, f"{verb}:{n}", word.format(n=n), decisive=True) for label, verb, word in ways)
    lines.append(scene.text(texts.CARD_HOW, word=choices[0].word))
    scene.send(Outbound("\n".join(lines), choices=choices, numbered=False))


def people(scene: Scene, dossier: Dossier) -> int:
    """Return for how many people it is now: who is meant, or of a withdrawal who has it."""
    if dossier.broadcast.kind != withdrawal.KIND:
        return scene.uow.broadcasts.count(dossier.audience)[0]
    versions = [v.id for v in scene.uow.documents.versions(dossier.document.id)]
    return scene.uow.broadcasts.received(versions)


def _issue(scene: Scene, dossier: Dossier) -> list[str]:
    document, broadcast = dossier.document, dossier.broadcast
    total, reachable = scene.uow.broadcasts.count(dossier.audience)
    submitted = dossier.version.submitted_at or broadcast.created_at
    scope = words.SCOPES[document.scope] + (texts.DIRECT if document.direct_only else "")
    lines = [
        scene.text(texts.CARD, title=document.title, n=dossier.n),
        scene.text(
            texts.CARD_AUTHOR, author=scene.uow.people.get(broadcast.author_id).full_name,
            time=dates.time_written(submitted, scene.world.zone), date=dates.written(scene.world.today(submitted)),
        ),
        scene.text(
            texts.CARD_SOURCE, kind=document.doc_kind or "-", number=document.number, issuer=document.issuer,
            day=dates.written(document.issued_on) if document.issued_on else "-",
        ),
        scene.text(texts.CARD_SCOPE, scope=scope),
        scene.text(texts.CARD_AUDIENCE, audience=approvals.names(scene, broadcast)),
        scene.text(texts.CARD_COUNT, total=total, reachable=reachable),
        *reach.lines(scene, dossier.audience),
        scene.text(texts.CARD_WHEN, when=_plan(scene, dossier)),
    ]  # fmt: skip
    if hint := schedule.hint(scene.world, broadcast, scene.office.courtesy):
        lines.append(hint)
    if document.valid_to:
        lines.append(scene.text(texts.CARD_VALID, day=dates.written(document.valid_to)))
    if broadcast.klass == URGENT:
        lines.append(texts.CARD_URGENT)
    return lines


def _withdrawal(scene: Scene, dossier: Dossier) -> list[str]:
    return [
        scene.text(
            texts.WITHDRAWAL_CARD, title=dossier.document.title, n=dossier.n, reason=dossier.broadcast.reason,
            total=people(scene, dossier),
        )
    ]  # fmt: skip


def _plan(scene: Scene, dossier: Dossier) -> str:
    due = dossier.broadcast.due_at
    match dossier.broadcast.audience.get("when"):
        case schedule.WAITS:
            return texts.WAITS_FOR_AUTHOR
        case schedule.AT if due is not None:
            time, day = dates.time_written(due, scene.world.zone), dates.written(scene.world.today(due))
            return scene.text(texts.PLANNED_AT, time=time, date=day)
        case _:
            return texts.AT_ONCE.lower()


def when(scene: Scene, dossier: Dossier) -> str:
    """Return when it goes out, in words."""
    return progress_screen.when(scene.world, dossier.broadcast, scene.office.courtesy, scene.now)
