"""One transaction and the repositories that share it."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from storage.audit import AuditTrail
from storage.broadcast_lists import BroadcastLists
from storage.broadcasts import Broadcasts
from storage.chats import Chats
from storage.chores import Chores
from storage.credentials import Credentials
from storage.documents import Documents
from storage.engine import pace_now
from storage.files import Files
from storage.forms import Forms
from storage.history import History
from storage.inbox import Inbox
from storage.invites import Invites
from storage.lanes import Lanes
from storage.library import Library
from storage.office import Offices
from storage.outbox import Outbox
from storage.own_sessions import OwnSessions
from storage.pages import Pages
from storage.people import People
from storage.progress import Progresses
from storage.proposals import Proposals
from storage.receipts import Receipts
from storage.recipients import Recipients
from storage.reminders import Reminders
from storage.report_facts import ReportFacts
from storage.reviews import Reviews
from storage.roster import Roster
from storage.submission_files import SubmissionFiles
from storage.submission_pages import SubmissionPages
from storage.submissions import Submissions
from storage.units import Units


class UnitOfWork:
    """What a function given to `Storage.run` works with. It cannot commit: its caller does, once it returns."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        """The ORM session of this transaction, made when first asked for; hot paths never ask."""
        if self._session is None:
            # A savepoint of its own: a refused flush must not undo what others have in this group commit.
            self._session = Session(
                bind=self.connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
            )
        return self._session

    def flush(self) -> None:
        """Write what the session still holds; statements on the connection see it afterwards."""
        if self._session is not None:
            self._session.flush()

    def finish(self) -> None:
        """Flush and let the session go. Called by Storage before it commits."""
        if self._session is not None:
            self._session.commit()
            self._session.close()
            self._session = None

    def abandon(self) -> None:
        """Let the session go with all it did. Called by Storage when the function raised."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def pace_now(self) -> float:
        """Return seconds of the pace clock."""
        return pace_now(self.connection)

    def savepoint(self) -> object:
        """Return a context manager: what is done inside is undone when it raises."""
        self.flush()
        return self.connection.begin_nested()

    @cached_property
    def audit(self) -> AuditTrail:
        """The chain of who did what."""
        return AuditTrail(self)

    @cached_property
    def broadcasts(self) -> Broadcasts:
        """Broadcasts and their audience."""
        return Broadcasts(self)

    @cached_property
    def broadcast_lists(self) -> BroadcastLists:
        """Broadcasts as people may see them."""
        return BroadcastLists(self)

    @cached_property
    def chats(self) -> Chats:
        """Chats and what each may hear."""
        return Chats(self)

    @cached_property
    def chores(self) -> Chores:
        """Slow work owed."""
        return Chores(self)

    @cached_property
    def credentials(self) -> Credentials:
        """Tokens of accounts that change while the product runs."""
        return Credentials(self)

    @cached_property
    def documents(self) -> Documents:
        """Documents and their versions."""
        return Documents(self)

    @cached_property
    def files(self) -> Files:
        """Bytes of attachments."""
        return Files(self)

    @cached_property
    def forms(self) -> Forms:
        """Forms of the office and their versions."""
        return Forms(self)

    @cached_property
    def history(self) -> History:
        """What browser chats show."""
        return History(self)

    @cached_property
    def inbox(self) -> Inbox:
        """What was heard, and what could not be handled."""
        return Inbox(self)

    @cached_property
    def invites(self) -> Invites:
        """One-time codes."""
        return Invites(self)

    @cached_property
    def lanes(self) -> Lanes:
        """Pace and gates of the accounts."""
        return Lanes(self)

    @cached_property
    def library(self) -> Library:
        """Search over what is in force."""
        return Library(self)

    @cached_property
    def office(self) -> Offices:
        """The office itself."""
        return Offices(self)

    @cached_property
    def outbox(self) -> Outbox:
        """What is owed to chats."""
        return Outbox(self)

    @cached_property
    def own_sessions(self) -> OwnSessions:
        """A person's own sessions, for their ledger."""
        return OwnSessions(self)

    @cached_property
    def pages(self) -> Pages:
        """Deliveries as their light pages see them."""
        return Pages(self)

    @cached_property
    def people(self) -> People:
        """The roster."""
        return People(self)

    @cached_property
    def progress(self) -> Progresses:
        """Open dialogs."""
        return Progresses(self)

    @cached_property
    def proposals(self) -> Proposals:
        """What takes a second admin's yes."""
        return Proposals(self)

    @cached_property
    def receipts(self) -> Receipts:
        """Who has read what."""
        return Receipts(self)

    @cached_property
    def recipients(self) -> Recipients:
        """How each recipient of a broadcast stands."""
        return Recipients(self)

    @cached_property
    def reminders(self) -> Reminders:
        """Who owes a report or a receipt."""
        return Reminders(self)

    @cached_property
    def roster(self) -> Roster:
        """The roster in sets, for imports."""
        return Roster(self)

    @cached_property
    def report_facts(self) -> ReportFacts:
        """What a session report asks while it is answered."""
        return ReportFacts(self)

    @cached_property
    def reviews(self) -> Reviews:
        """Session reports as the office reads them."""
        return Reviews(self)

    @cached_property
    def submission_files(self) -> SubmissionFiles:
        """Pictures and files that stand as answers."""
        return SubmissionFiles(self)

    @cached_property
    def submission_pages(self) -> SubmissionPages:
        """Submissions in pages, for exports."""
        return SubmissionPages(self)

    @cached_property
    def submissions(self) -> Submissions:
        """Finished dialogs and session reports."""
        return Submissions(self)

    @cached_property
    def units(self) -> Units:
        """The tree of units."""
        return Units(self)
