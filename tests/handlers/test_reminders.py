"""Reminders: who owes what is a question over rows; a late or doubled tick neither loses nor repeats one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from content.message import Address
from content.roles import Duty, Role
from handlers import reminder
from handlers.world import World
from storage.broadcasts import Audience
from storage.storage import Storage
from storage.submissions import Session
from storage.tables import Delivery
from storage.unit_of_work import UnitOfWork
from tests.crowd import crowd

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HOLIDAYS = frozenset({date(2026, 11, 24)})
WORLD = World(secret_key="k" * 32, zone=ZONE, holidays=lambda year: frozenset(d for d in HOLIDAYS if d.year == year))
JOINED = datetime(2026, 10, 1, tzinfo=UTC)


def at(day: date, hour: int = 8, minute: int = 0) -> datetime:
    """A moment as the office's clock shows it."""
    return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)


@pytest.fixture
async def storage(database_url: str) -> AsyncIterator[Storage]:
    """An office with one commune, on a fresh database."""
    opened = Storage(database_url)
    opened.open()

    def office(uow: UnitOfWork) -> None:
        root = uow.units.put("T01", "tỉnh Minh Họa", "tinh", None)
        uow.units.put("X01", "xã Đồng Mẫu", "xa", root)
        uow.office.put(
            name="Cơ quan Mẫu", courtesy="dong_chi", staff_contact="0950 000 001", unit_id=root.id, settings={}
        )

    await opened.run(office)
    yield opened
    opened.close()


def person(uow: UnitOfWork, name: str, *, duties: tuple[Duty, ...] = (Duty.TTV,), unit: str = "X01") -> int:
    """Somebody with a chat, appointed to *duties*."""
    place = uow.units.by_code(unit)
    assert place is not None
    made = uow.people.put(full_name=f"Nguyễn Thị {name}", unit_id=place.id, now=JOINED)
    for duty in duties:
        uow.people.appoint(made.id, duty.value)
    caller = uow.chats.hear(Address("telegram", name), JOINED)
    uow.chats.link(caller.chat_id, made.id)
    uow.flush()
    return made.id


def report(uow: UnitOfWork, person_id: int, on: date) -> None:
    """A session report of that day."""
    unit = uow.people.get(person_id).unit_id
    made = uow.submissions.add("session_report", person_id, {}, at(on, 21), "BC")
    uow.submissions.put_session(made, Session(on, unit, "thôn Mẫu", "truc_tiep", 40, None, ()))


def zero(uow: UnitOfWork, person_id: int, month: str) -> None:
    """A report that there was no session in the month."""
    uow.submissions.add("zero_report", person_id, {"period": month, "reason": "khac"}, JOINED, "KB")


def sent_document(uow: UnitOfWork, people: tuple[int, ...], when: datetime, title: str = "Tài liệu mẫu") -> int:
    """A document that reached *people* at *when*; return its version."""
    unit = uow.people.get(people[0]).unit_id
    document = uow.documents.add(now=when, author_id=people[0], unit_id=unit, kind="talking_point", title=title)
    version = uow.documents.draft(document, author_id=people[0], now=when)
    version.state = "approved"
    made = uow.broadcasts.add(version.id, author_id=people[0], now=when, state="running", started_at=when)
    uow.broadcasts.freeze(made, Audience(people=people))
    uow.broadcasts.fan_out(made.id, 100, when)
    uow.flush()
    for row in uow.session.scalars(select(Delivery).where(Delivery.broadcast_id == made.id)):
        row.state, row.sent_at = "sent", when
    uow.flush()
    return version.id


async def tick(storage: Storage, now: datetime) -> bool:
    """One beat."""
    return await storage.run(lambda uow: reminder.tick(uow, WORLD, now))


async def digests(storage: Storage, *, sent: datetime | None = None) -> list[tuple[int, str]]:
    """Return (person, text) of the digests that wait; *sent*: and let them reach their people then."""

    def read(uow: UnitOfWork) -> list[tuple[int, str]]:
        query = select(Delivery).where(Delivery.dedup_key.like("digest:%"), Delivery.state == "queued")
        rows = list(uow.session.scalars(query.order_by(Delivery.person_id)))
        found = [(row.person_id or 0, str((row.message or {})["text"])) for row in rows]
        for row in rows:
            if sent is not None:
                row.state, row.sent_at = "sent", sent
        return found

    return await storage.run(read)


CALENDAR = [
    (date(2026, 11, 20), 8, False, "five days before the due day"),
    (date(2026, 11, 22), 9, False, "three days before, but a Sunday"),
    (date(2026, 11, 23), 7, False, "the Monday after, before the good hour"),
    (date(2026, 11, 23), 8, True, "the Monday after"),
    (date(2026, 11, 23), 15, True, "caught up the same day"),
    (date(2026, 11, 23), 21, False, "too late in the evening"),
    (date(2026, 11, 24), 8, False, "a holiday"),
    (date(2026, 11, 25), 8, True, "the due day"),
    (date(2026, 11, 26), 8, True, "the due day's, caught up after downtime"),
    (date(2026, 11, 27), 8, True, "two days overdue"),
    (date(2026, 11, 29), 8, True, "the overdue one's, caught up on a Sunday"),
    (date(2026, 12, 2), 8, False, "stale"),
    (date(2026, 12, 15), 8, False, "long over, and the next month not yet near"),
]


@pytest.mark.parametrize(("day", "hour", "is_owed", "why"), CALENDAR, ids=[why for *_, why in CALENDAR])
async def test_the_calendar_of_the_months_report(
    storage: Storage, day: date, hour: int, is_owed: bool, why: str
) -> None:
    """Whoever owes the report hears of it before, on and after the due day, and only at good hours."""
    await storage.run(lambda uow: person(uow, "Hoa"))
    assert is_owed == await tick(storage, at(day, hour))
    assert is_owed == bool(await digests(storage)), why


async def test_only_those_who_owe_are_reminded(storage: Storage) -> None:
    """A session or a zero report of the month, a withdrawn right or no duty at all: nothing is said."""

    def stage(uow: UnitOfWork) -> int:
        owes = person(uow, "Hoa")
        report(uow, person(uow, "Lan"), date(2026, 11, 3))
        zero(uow, person(uow, "Minh"), "2026-11")
        person(uow, "Tâm", duties=(Duty.HEAD,))
        uow.people.get(person(uow, "Nghỉ")).status = "left"
        report(uow, owes, date(2026, 10, 30))
        zero(uow, owes, "2026-10")
        return owes

    owes = await storage.run(stage)
    assert await tick(storage, at(date(2026, 11, 25)))
    ((who, words),) = await digests(storage)
    assert who == owes
    assert words == ("🔔 Hôm nay là hạn báo cáo tháng 11/2026. Đồng chí dành khoảng 2 phút để gửi giúp.")


async def test_one_digest_a_day_with_all_that_is_owed(storage: Storage) -> None:
    """Report and unread documents come in one message, once a day, however often and by whomever it ticks."""

    def stage(uow: UnitOfWork) -> None:
        who = person(uow, "Hoa")
        sent_document(uow, (who,), at(date(2026, 11, 18)), "Phòng cháy")

    await storage.run(stage)
    now = at(date(2026, 11, 25))
    await asyncio.gather(*(tick(storage, now + timedelta(seconds=n)) for n in range(6)))
    ((_, words),) = await digests(storage)
    assert words == (
        "🔔 Hôm nay là hạn báo cáo tháng 11/2026. Đồng chí dành khoảng 2 phút để gửi giúp.\n\n"
        'Kính nhắc đồng chí: tài liệu "Phòng cháy" chưa được xác nhận đã đọc (hạn 21/11 (thứ bảy)).'
    )
    assert not await tick(storage, now + timedelta(hours=2))


UNREAD = [
    (date(2026, 11, 4), False, "the day before the patience is over"),
    (date(2026, 11, 5), True, "three days after it came"),
    (date(2026, 11, 7), False, "a Saturday"),
    (date(2026, 11, 9), True, "caught up on the Monday"),
    (date(2026, 11, 17), False, "so old that the office must see to it"),
]


@pytest.mark.parametrize(("day", "is_owed", "why"), UNREAD, ids=[why for *_, why in UNREAD])
async def test_unread_documents_are_asked_about(storage: Storage, day: date, is_owed: bool, why: str) -> None:
    """After the office's days of patience, on working days, and not for ever."""
    await storage.run(lambda uow: sent_document(uow, (person(uow, "Hoa"),), at(date(2026, 11, 2))))
    assert is_owed == await tick(storage, at(day)), why


async def test_a_receipt_ends_the_reminder(storage: Storage) -> None:
    """Who has pressed "Đã nắm" is not asked; who has not, is; what is withdrawn is asked of nobody."""

    def stage(uow: UnitOfWork) -> tuple[int, int]:
        hoa, lan = person(uow, "Hoa"), person(uow, "Lan")
        version = sent_document(uow, (hoa, lan), at(date(2026, 11, 2)))
        gone = sent_document(uow, (hoa, lan), at(date(2026, 11, 2)), "Đã thu hồi")
        uow.documents.version(gone)[1].state = "withdrawn"
        chat = uow.people.get(hoa).chat_id
        assert chat is not None
        uow.receipts.put(version, hoa, chat_id=chat, broadcast_id=None, now=JOINED)
        return hoa, lan

    _, lan = await storage.run(stage)
    assert await tick(storage, at(date(2026, 11, 5)))
    ((who, words),) = await digests(storage)
    assert who == lan
    assert "Đã thu hồi" not in words


async def test_unread_is_asked_again_only_after_a_pause(storage: Storage) -> None:
    """The same unread document is asked about every fourth day at most."""
    await storage.run(lambda uow: sent_document(uow, (person(uow, "Hoa"),), at(date(2026, 11, 2))))
    asked = []
    for day in range(5, 20):
        now = at(date(2026, 11, day))
        if await tick(storage, now) and await digests(storage, sent=now):
            asked.append(day)
    assert asked == [5, 9, 13]


async def test_one_stage_is_said_once_even_when_caught_up(storage: Storage) -> None:
    """Gentle, due, overdue: once each, though every day of their windows ticks."""
    await storage.run(lambda uow: person(uow, "Hoa"))
    heard = []
    for offset in range(25):
        now = at(date(2026, 11, 15) + timedelta(days=offset), 9)
        if await tick(storage, now):
            heard += [(now.astimezone(ZONE).day, words[:22]) for _, words in await digests(storage, sent=now)]
    assert [day for day, _ in heard] == [23, 25, 27]
    assert heard[2][1].startswith("⏰ Đã quá hạn báo cáo")


async def test_a_reminder_that_waits_is_called_off_by_the_deed(storage: Storage) -> None:
    """A digest that is queued while the report comes in is never sent."""
    who = await storage.run(lambda uow: person(uow, "Hoa"))
    await tick(storage, at(date(2026, 11, 25)))
    assert await storage.run(lambda uow: uow.reminders.call_off(who))
    assert await digests(storage) == []
    assert not await tick(storage, at(date(2026, 11, 25), 10))


async def test_later_is_respected(storage: Storage) -> None:
    """Who put it off is left alone until that day, and is then reminded if it is still owed."""
    who = await storage.run(lambda uow: person(uow, "Hoa"))
    await storage.run(lambda uow: uow.reminders.nudge(who, date(2026, 11, 26)))
    assert not await tick(storage, at(date(2026, 11, 25)))
    assert not await tick(storage, at(date(2026, 11, 26), 7))
    assert await tick(storage, at(date(2026, 11, 26), 8))
    assert [w for w, _ in await digests(storage)] == [who]
    assert not await tick(storage, at(date(2026, 11, 26), 9))


async def test_later_is_forgotten_when_it_is_done_by_then(storage: Storage) -> None:
    """A nudge of somebody who has reported meanwhile says nothing and goes away."""
    who = await storage.run(lambda uow: person(uow, "Hoa"))
    await storage.run(lambda uow: uow.reminders.nudge(who, date(2026, 11, 26)))
    await storage.run(lambda uow: report(uow, who, date(2026, 11, 25)))
    assert not await tick(storage, at(date(2026, 11, 26), 8))
    assert await digests(storage) == []


async def test_coordinators_hear_how_many_are_missing(storage: Storage) -> None:
    """When the reminders are used up, whoever follows a unit is told its numbers, once."""

    def stage(uow: UnitOfWork) -> int:
        person(uow, "Hoa")
        report(uow, person(uow, "Lan"), date(2026, 11, 3))
        uow.units.put("X02", "xã Suối Thử", "xa", uow.units.by_code("T01"))
        boss = person(uow, "Minh", duties=(), unit="T01")
        unit = uow.units.by_code("T01")
        done = uow.units.by_code("X02")
        assert unit is not None
        assert done is not None
        uow.people.grant(boss, Role.COORDINATOR, unit.id, by=None, now=JOINED)
        uow.people.grant(person(uow, "Tâm", duties=(), unit="X02"), Role.COORDINATOR, done.id, by=None, now=JOINED)
        return boss

    boss = await storage.run(stage)
    heard: list[list[tuple[int, str]]] = []
    for day in (25, 27, 30):
        await tick(storage, at(date(2026, 11, day)))
        heard.append(await digests(storage, sent=at(date(2026, 11, day))))
    assert heard[-1] == [
        (boss, '🔔 Đơn vị tỉnh Minh Họa: còn 1/2 người chưa báo cáo tháng 11/2026. Gõ "nhắc" để xem danh sách.')
    ]


async def test_a_chunk_is_finished_before_the_next_and_nobody_is_left_out(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tick looks at a bounded number of people and the next goes on where it stopped."""
    monkeypatch.setattr(reminder, "CHUNK", 3)
    people = await storage.run(lambda uow: [person(uow, f"Người{n}") for n in range(8)])
    now, ticks = at(date(2026, 11, 25)), 0
    while await tick(storage, now + timedelta(minutes=ticks)):
        ticks += 1
    assert ticks == 3
    assert [who for who, _ in await digests(storage)] == people


async def test_the_office_sets_the_due_day(storage: Storage) -> None:
    """A due day that the month does not have is its last day, and a setting moves it."""
    await storage.run(lambda uow: person(uow, "Hoa"))
    await storage.run(lambda uow: uow.office.put(settings={"report_due_day": 31}))
    assert not await tick(storage, at(date(2026, 11, 25)))
    assert await tick(storage, at(date(2026, 11, 30)))


async def test_five_thousand_people(storage: Storage, capsys: pytest.CaptureFixture[str]) -> None:
    """Every one of 5,000 who owe is reminded, in transactions of a bounded number of people each."""

    def stage(uow: UnitOfWork) -> None:
        unit = uow.units.by_code("X01")
        assert unit is not None
        crowd(uow, unit.id, 5000, JOINED, Duty.TTV)

    await storage.run(stage)
    loop, took = asyncio.get_running_loop(), []
    now: Any = at(date(2026, 11, 25))
    owed = True
    while owed:
        began = loop.time()
        owed = await tick(storage, now)
        took.append(loop.time() - began)
        now += timedelta(minutes=1)
    assert len(await digests(storage)) == 5000
    kind = "SQLite" if storage.is_sqlite else "PostgreSQL"
    with capsys.disabled():
        print(f"\n{kind}: {len(took)} ticks, slowest {1000 * max(took):.0f} ms, last {1000 * took[-1]:.0f} ms")  # noqa: T201
