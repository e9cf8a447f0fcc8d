"""Submitting and deciding: the same functions for a chat and for the console. Rights are checked here, once."""

from __future__ import annotations

from datetime import datetime

from content.document import State, missing_to_send
from content.message import Choice, Outbound
from content.roles import May, Role
from content.texts import approval as texts
from content.texts import documents as words
from content.vietnamese import nfc_clean
from handlers import issue_text, reach, schedule
from handlers.dossier import Dossier, existing, find
from handlers.errors import AlreadyDecided, Refused
from handlers.scene import Scene
from storage.broadcasts import Audience
from storage.errors import Conflict
from storage.outbox import NOTICE, URGENT
from storage.tables import Broadcast, Person

MISSED_BY = "missed_by"  # in an audience: the broadcast that did not reach these people
WRITING = ("revise",)  # what the audit trail calls a change of a draft's words


def lacking(dossier: Dossier) -> list[str]:
    """Return what the source still lacks before it can be submitted."""
    document = dossier.document
    return list(missing_to_send(document.number, document.issued_on, "later", document.issuer))


def submit(  # noqa: PLR0913 (what is decided together)
    scene: Scene, n: int, audience: Audience, *, urgent: bool, when: str, at: datetime | None = None,
    missed_by: int | None = None,
) -> Dossier:  # fmt: skip
    """Submit version and audience together; the approvers who cover both are told.

    *missed_by*: the audience are those whom that broadcast did not reach.
    Raises NotAllowed; Refused when the source is incomplete, nobody is meant, or a unit is out of scope;
    AlreadyDecided when it was submitted before.
    """
    dossier = existing(scene, n)
    document, version = dossier.document, dossier.version
    scene.require(May.SUBMIT, document.unit_id)
    if lacks := lacking(dossier):
        raise Refused(words.need(lacks))
    for unit in audience.units:
        if not scene.may(May.SUBMIT, unit):
            raise Refused(scene.text(texts.OUT_OF_SCOPE, unit=scene.uow.units.get(unit).name))
    if not audience.units or scene.uow.broadcasts.count(audience)[0] == 0:
        raise Refused(scene.text(texts.NOBODY_MEANT))
    try:
        if version.state == State.DRAFT:
            scene.uow.documents.move(version, State.SUBMITTED, expected=State.DRAFT, submitted_at=scene.now)
        elif version.state != State.APPROVED:
            raise _already(scene, dossier)
        scene.uow.broadcasts.move(
            dossier.broadcast, "submitted", expected=("draft",), author_id=scene.person_id,
            audience=audience.to_json() | {"when": when, MISSED_BY: missed_by}, klass=URGENT if urgent else NOTICE,
            any_hour=urgent, due_at=at, watch_chat_id=scene.caller.chat_id,
        )  # fmt: skip
    except Conflict:
        raise _already(scene, find(scene.uow, n)) from None
    scene.note("submit", f"broadcast:{n}", None, dossier.broadcast.audience)
    _ask(scene, dossier)
    return dossier


def approvers(scene: Scene, dossier: Dossier) -> list[Person]:
    """Return who may decide: their role covers the document's unit and all of the audience, and they wrote nothing."""
    found = {p.id: p for p in scene.uow.people.holders(Role.APPROVER, dossier.document.unit_id)}
    for unit in dossier.audience.units:
        covering = {p.id for p in scene.uow.people.holders(Role.APPROVER, unit)}
        found = {i: p for i, p in found.items() if i in covering}
    wrote = writers(scene, dossier)
    return [p for i, p in found.items() if i not in wrote]


def writers(scene: Scene, dossier: Dossier) -> set[int]:
    """Return who wrote any of it: its authors, and whoever changed the draft. None of them decides on it."""
    changed = scene.uow.audit.actors(f"version:{dossier.version.id}", WRITING)
    return {dossier.version.author_id, dossier.broadcast.author_id} | changed


def waiting(scene: Scene, most: int = 50) -> list[Dossier]:
    """Return what waits for a decision that the speaker may make, oldest first."""
    units = scene.units_for(May.APPROVE)
    found = scene.uow.broadcast_lists.to_decide(scene.person_id, units, WRITING, most)
    return [find(scene.uow, b.id) for b in found]


def open_for_decision(scene: Scene, n: int, people: int) -> Dossier:
    """Return what is to be decided and note that the speaker is shown it, for so many *people*.

    Raises as `approve` does.
    """
    dossier = to_decide(scene, n)
    scene.note("open", f"broadcast:{n}", None, {"people": people})
    return dossier


def shown_count(scene: Scene, n: int) -> int | None:
    """Return for how many people the speaker saw it last, since it was submitted; None: they have not seen it."""
    for row in scene.uow.audit.recent(f"broadcast:{n}"):
        if row.action == "submit":
            return None
        if row.action == "open" and row.actor_id == scene.person_id and row.after:
            return int(row.after["people"])
    return None


def approve(scene: Scene, n: int, shown: int | None = None) -> Dossier:
    """Approve version and audience together: freeze who is meant, render what they get, plan when.

    Raises NotAllowed; Refused for an author, an incomplete source, or when it is not for *shown* people (None: as
    many as there are); AlreadyDecided when somebody was faster.
    """
    dossier = to_decide(scene, n)
    if lacks := lacking(dossier):
        raise Refused(words.need(lacks))
    document, version, broadcast = dossier.document, dossier.version, dossier.broadcast
    uow = scene.uow
    try:
        uow.broadcasts.move(
            broadcast, "approved", expected=("submitted",), approved_by=scene.person_id, approved_at=scene.now,
            due_at=schedule.due(scene.world, broadcast, scene.now),
        )  # fmt: skip
        if version.state == State.SUBMITTED:
            _put_in_force(scene, dossier)
        elif version.state != State.APPROVED:
            raise _already(scene, dossier)
    except Conflict:
        raise _already(scene, find(uow, n)) from None
    count = uow.broadcasts.freeze(broadcast, dossier.audience)
    if shown is not None and count != shown:
        raise Refused(scene.text(texts.COUNT_CHANGED, shown=shown, total=count))
    broadcast.audience = broadcast.audience | {"count": count}
    issue = issue_text.issue_of(uow, document, version, demo=scene.world.is_demo)
    said = issue_text.notice(issue, version.id, f"ack:{broadcast.id}")
    for channel, facts in scene.world.channels.items():
        uow.broadcasts.render(broadcast.id, channel, issue_text.on(facts, said))
    scene.note("approve", f"broadcast:{n}", None, {"version": version.id, "people": count})
    return dossier


def send_back(scene: Scene, n: int, reason: str, *, final: bool) -> Dossier:
    """Return it for another wording, or (*final*) reject it; always with a reason. Raises as `approve` does."""
    dossier = to_decide(scene, n)
    state, version = ("rejected" if final else "returned"), dossier.version
    try:
        scene.uow.broadcasts.move(dossier.broadcast, state, expected=("submitted",), reason=nfc_clean(reason))
        if version.state == State.SUBMITTED:
            scene.uow.documents.move(
                version, State(state), expected=State.SUBMITTED, reason=nfc_clean(reason),
                decided_by=scene.person_id, decided_at=scene.now,
            )  # fmt: skip
    except Conflict:
        raise _already(scene, find(scene.uow, n)) from None
    scene.note(state, f"broadcast:{n}", None, {"reason": nfc_clean(reason)})
    return dossier


def again(scene: Scene, n: int) -> Dossier:
    """Plan the approved version of dossier *n* for another audience: a new number, approved the same way."""
    dossier = find(scene.uow, n)
    scene.require(May.SUBMIT, dossier.document.unit_id)
    state, valid_to = dossier.version.state, dossier.document.valid_to
    if state == State.APPROVED and valid_to is not None and valid_to < scene.today:
        state = State.EXPIRED
    if state != State.APPROVED:
        raise AlreadyDecided(scene.text(texts.NOT_TO_SEND, state=words.STATES[state]))
    made = scene.uow.broadcasts.add(dossier.version.id, author_id=scene.person_id, now=scene.now, audience={})
    scene.note("again", f"broadcast:{made.id}", None, {"of": n})
    return find(scene.uow, made.id)


def names(scene: Scene, broadcast: Broadcast) -> str:
    """Return who is meant, in words."""
    if missed_by := broadcast.audience.get(MISSED_BY):
        return texts.MISSED.format(n=missed_by)
    audience = Audience.from_json(broadcast.audience)
    units = scene.uow.units.names((*audience.units, *audience.without_units))
    without = [units[u] for u in audience.without_units if u in units]
    without += [scene.uow.people.get(p).full_name for p in audience.without_people]
    return texts.audience([units[u] for u in audience.units if u in units], list(audience.duties), without)


def _put_in_force(scene: Scene, dossier: Dossier) -> None:
    uow, document, version = scene.uow, dossier.document, dossier.version
    former = uow.documents.approved_of(document.id)
    uow.documents.move(
        version, State.APPROVED, expected=State.SUBMITTED, decided_by=scene.person_id, decided_at=scene.now
    )
    if former is not None:
        uow.documents.move(former, State.SUPERSEDED, expected=State.APPROVED)
        for other in uow.broadcasts.of_version(former.id):
            if other.state in ("approved", "running", "paused"):  # nobody gets the old wording any more
                uow.broadcasts.move(
                    other, "cancelled", expected=("approved", "running", "paused"), reason="superseded",
                    ended_at=scene.now,
                )  # fmt: skip
    body = "\n".join(part for p in version.points for part in (p["title"], p.get("text", "")))
    uow.library.put(
        document.id, document.title, f"{version.summary}\n{body}\n{document.number} {document.topic} {document.issuer}"
    )


def to_decide(scene: Scene, n: int) -> Dossier:
    """Return what the speaker may decide on now. Raises as `approve` does."""
    dossier = existing(scene, n)
    for unit in sorted({dossier.document.unit_id, *dossier.audience.units}):
        scene.require(May.APPROVE, unit)
    if scene.person_id in writers(scene, dossier):
        raise Refused(scene.text(texts.NEED_SECOND))
    if dossier.broadcast.state != "submitted":
        raise _already(scene, dossier)
    return dossier


def _already(scene: Scene, dossier: Dossier) -> AlreadyDecided:
    state = texts.BROADCAST_STATES[dossier.broadcast.state]
    return AlreadyDecided(scene.text(texts.ALREADY, n=dossier.n, state=state))


def _ask(scene: Scene, dossier: Dossier) -> None:
    n, title = dossier.n, dossier.document.title
    total, reachable = scene.uow.broadcasts.count(dossier.audience)
    asked = approvers(scene, dossier)
    said = Outbound(
        scene.text(
            texts.ASKED, author=scene.caller.full_name, n=n, title=title, total=total,
            audience=names(scene, dossier.broadcast),
        ),
        choices=(Choice(texts.OPEN, f"apv:{n}", texts.OPEN_WORD.format(n=n)),),
        numbered=False,
    )  # fmt: skip
    for person in asked:
        scene.tell(person.id, said, dedup_key=f"submitted:{n}:{person.id}")
    if not asked:
        scene.say(texts.NO_APPROVER, n=n)
        return
    words = scene.text(
        texts.SUBMITTED, n=n, title=title, total=total, reachable=reachable,
        approvers=", ".join(p.full_name for p in asked),
    )  # fmt: skip
    scene.send(Outbound("\n".join([words, *reach.lines(scene, dossier.audience)])))
