"""Fills an empty database with the invented office of the demo, and lets its people's phones in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from content import vietnamese
from content.demo import DemoData, DemoDocument, DemoPerson, DemoSession, load
from content.dialogs.session_report import SESSION_REPORT
from content.document import Kind, State
from content.message import Address, Outbound
from content.roles import Duty, Role
from content.texts import demo as texts
from content.texts.courtesy import fill
from handlers import issue_text
from handlers.outcomes.session_report import PREFIX
from handlers.world import World
from storage.broadcasts import Audience
from storage.outbox import NOTICE
from storage.submissions import Session
from storage.tables import Broadcast, Document, Person, Unit, Version
from storage.unit_of_work import UnitOfWork

MARK = "demo"  # the fact in the database by which a real start refuses it
KINDS = {"dinh_huong_thang": Kind.ORIENTATION, "thong_tin_nhanh": Kind.URGENT_NOTICE}
AUTHOR, APPROVER = "N02", "N01"
MORNING, EVENING = time(9), time(21, 10)
GREETING_WAITS = timedelta(seconds=2)  # so that it stands below the document that is sent at the same time
HIRED_DAYS = 300  # ago: before anything that happens in the demo


def seed(uow: UnitOfWork, world: World, now: datetime) -> None:
    """Make the demo office in a database that has none; do nothing in one that is marked already."""
    if uow.office.meta(MARK) != "1":
        uow.office.set_meta(MARK, "1")
        _Seeding(uow, world, now).all()


def move_in(uow: UnitOfWork, row: DemoPerson, address: Address, now: datetime) -> bool:
    """Give a demo person the chat at *address* and greet them there, once; False when the person has withdrawn."""
    person = uow.people.by_code(row.id)
    if person is None:
        return False
    if uow.chats.at(address) is None:
        uow.chats.link(uow.chats.hear(address, now).chat_id, person.id)
        uow.flush()
    if person.chat_id is not None:
        courtesy = uow.office.facts().courtesy
        said = Outbound(fill(texts.GREETING + texts.TRY[row.role], courtesy, given_name=person.given_name))
        uow.outbox.owe(
            person.chat_id, address.channel, said, now=now, due_at=now + GREETING_WAITS,
            dedup_key=f"demo:greeting:{row.id}", person_id=person.id,
        )  # fmt: skip
    return True


def send_out(uow: UnitOfWork, world: World, now: datetime) -> None:
    """Let the orientation of the month go to the phones that have moved in; some people have read it already."""
    readers = {row.number: row.read_by for row in load().documents}
    for document, version in uow.documents.in_state(State.APPROVED):
        broadcast_id = None
        if document.kind == Kind.ORIENTATION:
            broadcast_id = _broadcast(uow, world, document, version, now).id
        for code in readers.get(document.number, ()):
            person = uow.people.by_code(code)
            if person is not None and person.chat_id is not None:
                uow.receipts.put(version.id, person.id, chat_id=person.chat_id, broadcast_id=broadcast_id, now=now)


def _broadcast(uow: UnitOfWork, world: World, document: Document, version: Version, now: datetime) -> Broadcast:
    audience = Audience(units=(document.unit_id,), duties=(Duty.TTV.value, Duty.BCV.value))
    broadcast = uow.broadcasts.add(
        version.id, author_id=version.author_id, now=now, state="running", any_hour=True, klass=NOTICE,
        approved_by=version.decided_by, approved_at=version.decided_at, due_at=now, started_at=now,
    )  # fmt: skip
    broadcast.audience = audience.to_json() | {"count": uow.broadcasts.freeze(broadcast, audience)}
    said = issue_text.notice(issue_text.issue_of(uow, document, version, demo=True), version.id, f"ack:{broadcast.id}")
    for channel in world.channels:
        uow.broadcasts.render(broadcast.id, channel, said)
    return broadcast


@dataclass(slots=True)
class _Seeding:
    """One filling of an empty database."""

    uow: UnitOfWork
    world: World
    now: datetime
    data: DemoData = field(default_factory=load)
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)  # by the id of each talking point in them

    def all(self) -> None:
        self._units()
        self._office()
        for person in self.data.people:
            self._person(person)
        for grant in self.data.grants:
            holder, unit = self.people[grant.person], self.units[grant.unit]
            self.uow.people.grant(holder.id, Role(grant.role), unit.id, by=None, now=self.now)
        for document in self.data.documents:
            if document.read_by:
                self._issue(document)
        for session in sorted(self.data.sessions, key=lambda row: row.days_ago, reverse=True):
            self._report(session)

    def _units(self) -> None:
        for row in self.data.units:
            above = self.units.get(row.parent)
            self.units[row.code] = self.uow.units.put(row.code, row.name, row.type, above, valid_to=row.valid_to)
        for row in self.data.units:
            if row.merged_into:
                self.units[row.code].merged_into_id = self.units[row.merged_into].id
        self.uow.flush()

    def _office(self) -> None:
        office = self.data.office
        self.uow.office.put(
            name=office.name, superior=office.superior, system=office.system, courtesy=office.courtesy,
            staff_contact=office.staff_contact, public_contact=office.public_contact,
            privacy_contact=office.privacy_contact, unit_id=self.units[office.unit].id,
        )  # fmt: skip

    def _person(self, row: DemoPerson) -> None:
        person = self.uow.people.put(
            full_name=row.name, unit_id=self.units[row.unit].id, now=self.now - timedelta(days=HIRED_DAYS),
            code=row.id, given=row.given, position=row.position, phone=vietnamese.phone(row.phone),
        )  # fmt: skip
        person.consented_at = self.now
        if row.is_appointed:
            self.uow.people.appoint(person.id, row.role, row.decision, row.decided)
        self.people[row.id] = person

    def _issue(self, row: DemoDocument) -> None:
        """Make a document that was written, submitted and approved on the day it bears."""
        author, approver = self.people[AUTHOR].id, self.people[APPROVER].id
        documents = self.uow.documents
        day = min(row.issued, self.world.today(self.now))
        at = self._moment(day, MORNING)
        talks = [self.data.points[point] for point in row.points]
        single = talks[0] if len(talks) == 1 else None
        document = documents.add(
            now=at, author_id=author, unit_id=self.units[self.data.office.unit].id, kind=KINDS[row.kind].value,
            title=row.title, issuer=self.uow.units.get(self.people[AUTHOR].unit_id).name,
            number=row.number, issued_on=row.issued, doc_kind=row.doc_kind, scope=row.scope, period=row.period,
            topic=self.data.topics[single.topic] if single else "", valid_from=day,
        )  # fmt: skip
        points = _points(self.data, row)
        version = documents.draft(
            document, author_id=author, now=at, points=points, short_message=talks[0].short_message,
            faq=[{"q": faq.q, "a": faq.a} for talk in talks for faq in talk.faq],
        )  # fmt: skip
        documents.move(version, State.SUBMITTED, expected=State.DRAFT, submitted_at=at)
        documents.move(version, State.APPROVED, expected=State.SUBMITTED, decided_by=approver, decided_at=at)
        self.uow.audit.note("approve", f"version:{version.id}", by=approver, at=at, origin=MARK)
        words = "\n".join(f"{point['title']}\n{point['text']}" for point in points)
        self.uow.library.put(document.id, row.title, words)
        self.documents |= dict.fromkeys(row.points, document)

    def _report(self, row: DemoSession) -> None:
        """File a past session report, on the evening of its day."""
        person = self.people[row.person]
        on = self.world.today(self.now) - timedelta(days=row.days_ago)
        place = self.uow.units.get(person.unit_id)
        told = {self.documents[point].id: self.documents[point].title for point in row.points}
        answers = {
            "session_date": on.isoformat(), "place": str(place.id), "form": row.form,
            "topics": [str(i) for i in told], "headcount": row.listeners, "embedded_in": row.within,
            "duration": row.minutes,
        } | ({"concerns": row.concern} if row.concern else {})  # fmt: skip
        filed = self._moment(on, EVENING)
        submission = self.uow.submissions.add(SESSION_REPORT.key, person.id, answers, filed, PREFIX)
        counted = Session(
            on=on, unit_id=place.id, place=place.name, form=row.form, headcount=row.listeners, minutes=row.minutes,
            points=tuple(told.items()),
        )  # fmt: skip
        self.uow.submissions.put_session(submission, counted)

    def _moment(self, on: date, hour: time) -> datetime:
        """Return an hour of a day in the office's zone, but never one that is still to come."""
        return min(datetime.combine(on, hour, tzinfo=self.world.zone).astimezone(self.now.tzinfo), self.now)


def _points(data: DemoData, row: DemoDocument) -> list[dict[str, str]]:
    """Return the numbered points: one for each talking point, or for each sentence of the only one."""
    talks = [data.points[point] for point in row.points]
    if len(talks) == 1:
        return [{"title": sentence, "text": sentence} for sentence in talks[0].bullets]
    return [{"title": talk.title, "text": "\n".join(f"- {line}" for line in talk.bullets)} for talk in talks]
