"""What a member reads: a document, one point of it, its file, the receipt. Withdrawn ones are only said to be so."""

from __future__ import annotations

from datetime import date, datetime

from content import dates
from content.document import State, clip, foot
from content.message import Choice, Outbound
from content.texts import library as texts
from handlers import issue_text, reminder
from handlers.dossier import find, may_see
from handlers.errors import NothingOpen
from handlers.scene import Scene
from handlers.world import World
from storage.tables import Document, Version
from storage.unit_of_work import UnitOfWork

FILE_TITLE = 240  # a caption holds 1,024 signs on Telegram, the source below it included
LONGEST_NUMBER = 6  # digits
READ = "read"  # how the key of a message begins that is about a version and offers no choice
READABLE = (State.APPROVED, State.SUPERSEDED, State.EXPIRED, State.WITHDRAWN)


def open_document(scene: Scene, document_id: int) -> None:
    """Say the notice of a document that is in force, or what became of it. Raises NothingOpen."""
    version = scene.uow.documents.approved_of(document_id) or _last_issued(scene, document_id)
    document = scene.uow.documents.get(document_id)
    if _is_gone(scene, document, version):
        return
    issue = issue_text.issue_of(scene.uow, document, version, demo=scene.world.is_demo)
    scene.send(issue_text.notice(issue, version.id, f"seen:{version.id}"))


def open_point(scene: Scene, version_id: int, n: int) -> None:
    """Say point *n* in full. Raises NothingOpen."""
    document, version = _readable(scene, version_id)
    if _is_gone(scene, document, version):
        return
    issue = issue_text.issue_of(scene.uow, document, version, demo=scene.world.is_demo)
    try:
        said = issue_text.point(issue, version.id, n, f"seen:{version.id}")
    except LookupError:
        raise NothingOpen(scene.text(texts.NO_POINT, n=n)) from None
    scene.send(said)


def bring_file(scene: Scene, version_id: int) -> None:
    """Send the file of a version. Raises NothingOpen."""
    document, version = _readable(scene, version_id)
    if _is_gone(scene, document, version):
        return
    issue = issue_text.issue_of(scene.uow, document, version, demo=scene.world.is_demo)
    words = scene.text(texts.FILE_SENT, title=clip(document.title, FILE_TITLE))
    said = issue_text.file_of(scene.uow, document, version, f"{words}\n\n{foot(issue)}")
    if said is None:
        raise NothingOpen(scene.text(texts.NO_FILE))
    scene.send(said)


def acknowledge(scene: Scene, version_id: int) -> None:
    """Note once that the speaker has read a version: said by the person, never inferred."""
    document, version = _readable(scene, version_id)
    if version.state not in READABLE:
        scene.say(texts.ACK_TEST)
        return
    if _is_gone(scene, document, version):
        return
    before = note_read(
        scene.uow, scene.world, version_id, person_id=scene.person_id, chat_id=scene.caller.chat_id, now=scene.now
    )
    if before is not None:
        scene.say(texts.ACK_AGAIN, date=dates.written(scene.world.today(before)))
        return
    scene.say(texts.ACK_DONE, time=dates.time_written(scene.now, scene.world.zone), date=dates.written(scene.today))


def note_read(  # noqa: PLR0913 (what a receipt says)
    uow: UnitOfWork, world: World, version_id: int, *, person_id: int, chat_id: int, now: datetime
) -> datetime | None:
    """Note once that a person says to have read a version, in a chat or on a page; return when they had said so."""
    known = uow.receipts.get(version_id, person_id)
    if known is not None:
        return known.at
    through = uow.receipts.through(version_id, person_id)
    uow.receipts.put(version_id, person_id, chat_id=chat_id, broadcast_id=through, now=now)
    reminder.done(uow, world, now, person_id)  # a digest that waits would ask for what is done
    return None


def at_hand(scene: Scene) -> int | None:
    """Return the version that the speaker has before them: of the last list shown, else the last one sent."""
    shown = _shown(scene)
    return scene.uow.receipts.newest(scene.caller.chat_id) if shown is None else shown


def open_number(scene: Scene, text: str) -> bool:
    """Open the point whose number *text* is while a document is what was shown last; False when it is not.

    Raises NothingOpen when the document has no such point.
    """
    if not (text.isascii() and text.isdigit()) or (version_id := _shown(scene)) is None:
        return False
    open_point(scene, version_id, int(text[:LONGEST_NUMBER]))
    return True


def _shown(scene: Scene) -> int | None:
    """Return the version whose choices were shown last; None when the last list was another."""
    offer = scene.uow.outbox.last_offer(scene.caller.chat_id)
    return version_of(scene.uow, offer) if offer else None


def version_of(uow: UnitOfWork, said: Outbound) -> int | None:
    """Return the version that a message is about, by its choices or its key; None when it is about none."""
    for token in (*(choice.token for choice in said.choices), said.key):
        verb, _, rest = token.partition(":")
        number = rest.partition(":")[0]
        if verb in ("pt", "file", "seen", READ) and number.isdigit():
            return int(number)
        if verb == "ack" and number.isdigit():
            return uow.broadcasts.get(int(number)).version_id
    return None


def _readable(scene: Scene, version_id: int) -> tuple[Document, Version]:
    """Return a version that the speaker may read: any that was issued; a draft for those who work on it."""
    try:
        document, version = scene.uow.documents.version(version_id)
    except LookupError:
        raise NothingOpen(scene.text(texts.NOT_THERE)) from None
    if version.state in READABLE:
        return document, version
    for broadcast in scene.uow.broadcasts.of_version(version_id):
        if may_see(scene, find(scene.uow, broadcast.id)):
            return document, version
    raise NothingOpen(scene.text(texts.NOT_THERE))


def _last_issued(scene: Scene, document_id: int) -> Version:
    issued = [v for v in scene.uow.documents.versions(document_id) if v.state in READABLE]
    if not issued:
        raise NothingOpen(scene.text(texts.NOT_THERE))
    return issued[-1]


def _is_gone(scene: Scene, document: Document, version: Version) -> bool:
    """Say what became of a version that is not in force; True when there is nothing more to show."""
    stands = standing(document, version, scene.today)
    if stands is State.WITHDRAWN:
        noted = withdrawn_on(scene.uow, scene.world, document)
        scene.say(
            texts.WITHDRAWN, title=document.title, number=document.number, date=noted, reason=version.reason.rstrip(".")
        )
        return True
    if stands is State.SUPERSEDED:
        scene.send(
            Outbound(
                scene.text(texts.NEWER),
                choices=(Choice(texts.OPEN_NEWER, f"doc:{document.id}", texts.OPEN_NEWER.lower()),),
            )
        )
        return True
    if stands is State.EXPIRED:
        scene.say(texts.EXPIRED, date=dates.written(document.valid_to) if document.valid_to else "?")
    return False


def standing(document: Document, version: Version, today: date) -> State:
    """Return where a version stands on the day: that its time is over is said by the day, not by a state."""
    is_over = document.valid_to is not None and document.valid_to < today
    if is_over and version.state not in (State.WITHDRAWN, State.SUPERSEDED):
        return State.EXPIRED
    return State(version.state)


def withdrawn_on(uow: UnitOfWork, world: World, document: Document) -> str:
    """Return the day on which a document was withdrawn, as written."""
    for row in uow.audit.recent(f"document:{document.id}"):
        if row.action == "withdraw":
            return dates.written(world.today(row.at))
    return "?"
