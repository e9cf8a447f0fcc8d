"""Rows of a document as what recipients get: the notice with its choices, one point, the file."""

from __future__ import annotations

from content.document import Issue, Kind, Point, Scope, phone_text, point_text, shortened
from content.message import Choice, Outbound
from content.texts import library as texts
from handlers.world import ChannelFacts
from storage.tables import Document, Version
from storage.unit_of_work import UnitOfWork

MOST_CHOICES = 20  # points that get a button of their own; the others are opened by typing too, from the point before


def issue_of(uow: UnitOfWork, document: Document, version: Version, *, demo: bool) -> Issue:
    """Return one version as its recipients get it."""
    approver = uow.people.get(version.decided_by).full_name if version.decided_by else ""
    return Issue(
        title=document.title,
        kind=Kind(document.kind),
        issuer=document.issuer,
        number=document.number,
        issued_on=document.issued_on,
        approver_name=approver,
        scope=Scope(document.scope),
        points=points_of(version),
        check_code=document.check_code,
        doc_kind=document.doc_kind,
        summary=version.summary,
        short_message=version.short_message,
        valid_from=document.valid_from,
        valid_to=document.valid_to,
        direct_only=document.direct_only,
        has_file=version.file_id is not None,
        demo=demo,
    )


def points_of(version: Version) -> tuple[Point, ...]:
    """Return the points of a version, numbered from 1."""
    return tuple(Point(n, p["title"], p.get("text", "")) for n, p in enumerate(version.points, 1))


def notice(issue: Issue, version_id: int, ack: str) -> Outbound:
    """Return the notice of *issue* with its choices; *ack* is the token of "Đã nắm".

    Points that have more to open are words ("3"), not numbers of a list, so they are the same in every message
    about the document; typing the number of any point opens it.
    """
    return _with_choices(phone_text(issue), issue, version_id, ack)


def on(facts: ChannelFacts, said: Outbound) -> Outbound:
    """Return *said*, a message about a document, as one channel's recipients get it."""
    return said.but(page=True) if facts.pages else said


def point(issue: Issue, version_id: int, n: int, ack: str) -> Outbound:
    """Return point *n* in full; the other points stay one word away. Raises LookupError when there is none."""
    return _with_choices(point_text(issue, n), issue, version_id, ack)


def _with_choices(said: Outbound, issue: Issue, version_id: int, ack: str) -> Outbound:
    choices = [Choice(texts.ACK, ack, texts.ACK_WORD)]
    cut = sorted(shortened(issue))[:MOST_CHOICES]
    choices += [Choice(str(n), f"pt:{version_id}:{n}", str(n)) for n in cut]
    if issue.has_file:
        choices.append(Choice(texts.FILE, f"file:{version_id}", texts.FILE_WORD))
    return said.but(choices=tuple(choices), numbered=False)


def file_of(uow: UnitOfWork, document: Document, version: Version, words: str) -> Outbound | None:
    """Return the message that brings the file of a version, or None when it has none."""
    if version.file_id is None:
        return None
    attachment = uow.files.attachment(version.file_id)
    return Outbound(words, file=attachment, protect=document.scope == Scope.INTERNAL)
