"""Why: what is given back, rejected or withdrawn never goes without a reason."""

from __future__ import annotations

from content.dialogs.reason import REASON, WITHDRAWAL
from content.message import Choice, Outbound
from content.texts import approval as texts
from content.texts import composing
from handlers import approvals, withdrawal
from handlers.outcome import Answers, Outcome
from handlers.scene import Scene

RETURN, REJECT = "return", "reject"


def _decided(scene: Scene, subject: str, answers: Answers) -> str | None:
    verb, _, n = subject.partition(":")
    final = verb == REJECT
    dossier = approvals.send_back(scene, int(n), answers["reason"], final=final)
    title = dossier.document.title
    if dossier.broadcast.kind == withdrawal.KIND:
        scene.say(texts.WITHDRAWAL_REFUSED, title=title)
        words = texts.WITHDRAWAL_REFUSED_TO_AUTHOR
        told = scene.text(
            words, approver=scene.caller.full_name, n=dossier.n, title=title, reason=dossier.broadcast.reason
        )
        author = dossier.broadcast.author_id
        scene.tell(author, Outbound(told), dedup_key=f"decided:{dossier.n}:{author}")
        return None
    scene.say(texts.REJECTED if final else texts.RETURNED, n=dossier.n)
    told = scene.text(
        texts.REJECTED_TO_AUTHOR if final else texts.RETURNED_TO_AUTHOR, approver=scene.caller.full_name, n=dossier.n,
        title=title, reason=dossier.broadcast.reason,
    )  # fmt: skip
    open_it = (Choice(texts.OPEN_DRAFT, f"dr:{dossier.n}", composing.WORD_DRAFT.format(n=dossier.n)),)
    for author in {dossier.version.author_id, dossier.broadcast.author_id}:
        scene.tell(author, Outbound(told, choices=open_it, numbered=False), dedup_key=f"decided:{dossier.n}:{author}")
    return None


def _withdrawn(scene: Scene, subject: str, answers: Answers) -> str | None:
    dossier, asked = withdrawal.ask(scene, int(subject), answers["reason"])
    title, n = dossier.document.title, dossier.n
    if dossier.broadcast.state == "approved":
        scene.say(texts.WITHDRAWN, title=title, total=dossier.broadcast.audience["count"])
        return None
    said = scene.text(
        texts.WITHDRAWAL_ALERT, author=scene.caller.full_name, title=title, n=n, reason=dossier.broadcast.reason
    )
    choices = (Choice(texts.OPEN, f"apv:{n}", texts.OPEN_WORD.format(n=n)),)
    for person in asked:
        alert = Outbound(said, choices=choices, numbered=False)
        scene.tell(person.id, alert, dedup_key=f"submitted:{n}:{person.id}")
    if asked:
        scene.say(texts.WITHDRAWAL_ASKED, title=title, approvers=", ".join(p.full_name for p in asked))
    else:
        scene.say(texts.NO_APPROVER, n=n)
    return None


DECIDED = Outcome(REASON, _decided)
WITHDRAWN = Outcome(WITHDRAWAL, _withdrawn)
