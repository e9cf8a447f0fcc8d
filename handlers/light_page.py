"""Who may open the light page of a delivery, and what may be done there: read, fetch its file, say "Đã nắm"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from content import dates
from content.document import State
from content.message import Attachment, Outbound
from content.roles import May
from content.texts import pages as texts
from content.texts.courtesy import fill
from handlers import people, reading_room
from handlers.document_page import DocumentPage, PageFile, document_page
from handlers.links import read_token
from handlers.world import World
from storage.pages import Linked
from storage.tables import Document, Version
from storage.unit_of_work import UnitOfWork

NOTICE_LIVES = timedelta(days=90)
FILE_LIVES = timedelta(days=7)  # as long as sheets and copies of one's data are kept at all
IN_USE = (State.APPROVED, State.EXPIRED)  # of what was issued, the rest is not to be used any more


@dataclass(frozen=True, slots=True)
class MessagePage:
    """The page of one message: a file with the words that bring it, or only words."""

    office: str
    heading: str
    text: str
    title: str
    until: str
    personal: str
    files: tuple[PageFile, ...] = ()


Page = DocumentPage | MessagePage


def open_page(uow: UnitOfWork, world: World, token: str, now: datetime) -> Page | None:
    """Return what the link of *token* opens; None for anything that opens nothing, whatever the reason."""
    linked = _linked(uow, world, token, now)
    if linked is None:
        return None
    said = Outbound.from_json(linked.message) if linked.message is not None else None
    if said is not None and said.file is not None:
        return _message_page(uow, world, linked, said, now)
    if found := _document(uow, linked, said):
        return document_page(uow, world, *found, person_id=linked.person_id, now=now)
    return _message_page(uow, world, linked, said, now) if said is not None and said.page else None


def acknowledge(uow: UnitOfWork, world: World, token: str, now: datetime) -> bool:
    """Note once that the person of the link has read its document; False when the link opens no document now."""
    linked = _linked(uow, world, token, now)
    if linked is None or linked.chat_id is None:
        return False
    uow.people.lock(linked.person_id)  # two quick taps are two turns, here as in a chat
    said = Outbound.from_json(linked.message) if linked.message is not None else None
    found = _document(uow, linked, said) if said is None or said.file is None else None
    if found is None:
        return False
    _, version = found
    if version.state in IN_USE:
        reading_room.note_read(
            uow, world, version.id, person_id=linked.person_id, chat_id=linked.chat_id, now=now
        )  # fmt: skip
    return True


def file_of(uow: UnitOfWork, world: World, token: str, n: int, now: datetime) -> PageFile | None:
    """Return file *n* of the page, counted from 1."""
    page = open_page(uow, world, token, now)
    return next((file for file in page.files if file.n == n), None) if page is not None else None


def _linked(uow: UnitOfWork, world: World, token: str, now: datetime) -> Linked | None:
    """Return the delivery whose link this is, while the link holds."""
    delivery_id = read_token(world.secret_key, token)
    linked = uow.pages.linked(delivery_id) if delivery_id is not None else None
    if linked is None or linked.person_status != "active":
        return None
    if not (linked.is_doubtful or linked.state in ("sending", "sent", "uncertain")):
        return None  # never said to anybody
    # A link is made when its message is sent. While that is going on the platform may fetch the picture already.
    made = linked.created_at if linked.is_doubtful else linked.sent_at or now
    if linked.links_void_at is not None and made <= linked.links_void_at:
        return None
    lives = NOTICE_LIVES if linked.version_id is not None else FILE_LIVES
    return linked if now - (linked.sent_at or linked.created_at) < lives else None


def _document(uow: UnitOfWork, linked: Linked, said: Outbound | None) -> tuple[Document, Version] | None:
    """Return the document that the delivery is about, if its person may read it."""
    try:
        version_id = linked.version_id or (reading_room.version_of(uow, said) if said is not None else None)
        document, version = uow.documents.version(version_id or 0)
    except LookupError:
        return None
    if version.state in reading_room.READABLE or linked.person_id in (version.author_id, document.author_id):
        return document, version
    works = any(
        people.still_may(uow, linked.person_id, may, document.unit_id) for may in (May.SUBMIT, May.APPROVE)
    )  # fmt: skip
    return (document, version) if works else None


def _message_page(uow: UnitOfWork, world: World, linked: Linked, said: Outbound, now: datetime) -> MessagePage | None:
    office = uow.office.facts()
    files: tuple[PageFile, ...] = ()
    if said.file is not None:
        brought = _file(uow, said.file)
        if brought is None:
            return None
        files = (brought,)
    last = world.today((linked.sent_at or now) + FILE_LIVES) - timedelta(days=1)  # the last whole day
    return MessagePage(
        office=office.name or texts.OFFICIAL, heading=said.heading, text=said.text,
        title=said.heading or fill(texts.OWN_FILE, office.courtesy), files=files,
        until=fill(texts.KEPT_UNTIL, office.courtesy, date=dates.written(last)),
        personal=fill(texts.PERSONAL, office.courtesy),
    )  # fmt: skip


def _file(uow: UnitOfWork, attached: Attachment) -> PageFile | None:
    """Return the file of a message; None when it is gone, or belongs to what is not to be used any more."""
    try:
        row = uow.files.get(attached.file_id)
    except LookupError:
        return None
    issued = [State(v.state) for v in uow.pages.versions_with(row.id) if v.state in reading_room.READABLE]
    if issued and not any(state in IN_USE for state in issued):
        return None
    return PageFile(1, attached.name, row.mime, row.size, row.stored_as)
