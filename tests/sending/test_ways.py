"""Where messages go that cannot go where they were owed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.channel import Gone, NotNow
from content.message import Address, Heard, Inbound, Outbound
from handlers.dispatcher import Dispatcher
from handlers.links import read_token
from storage.outbox import ALERT
from storage.storage import Storage
from storage.tables import Delivery
from storage.unit_of_work import UnitOfWork
from tests.sending.conftest import DAY, NOW, Ways

TEMPLATE = {"id": "300001", "fields": {"ho_ten": "name", "van_ban": "title", "duong_dan": "link"}, "price": 200}


async def test_a_shut_window_sends_to_the_next_chat(ways: Ways) -> None:
    """Whose window on Zalo is shut gets the notice on Telegram, and the row says from where it came."""
    old = await ways.person("Hoa", zalo_oa=NOW - 8 * DAY, telegram=NOW - 30 * DAY)
    fresh = await ways.person("Lan", zalo_oa=NOW - DAY)
    made = await ways.broadcast(old, fresh)
    await ways.done(made)
    rows = await ways.rows(made)
    assert {name: (r.lane, r.state, r.moved_from) for name, r in rows.items()} == {
        "Hoa": ("telegram", "sent", "zalo_oa"),
        "Lan": ("zalo_oa", "sent", None),
    }
    assert [said.text for said in ways.telegram.said("Hoa")] == ["Nội dung"]
    assert not ways.zalo.parcels["Hoa"]


async def test_a_window_that_shuts_at_the_moment_of_sending(ways: Ways) -> None:
    """We think it open, the platform says no: the same as if we had known."""
    hoa = await ways.person("Hoa", zalo_oa=NOW - DAY, telegram=NOW)
    lan = await ways.person("Lan", zalo_oa=NOW - DAY)
    ways.zalo.answers = {"Hoa": NotNow(None), "Lan": NotNow(None)}
    made = await ways.broadcast(hoa, lan)
    await ways.done(made)
    rows = await ways.rows(made)
    assert (rows["Hoa"].state, rows["Hoa"].lane) == ("sent", "telegram")
    assert (rows["Lan"].state, rows["Lan"].reason) == ("failed", "window_closed")


async def test_without_another_chat_the_template_speaks(ways: Ways) -> None:
    """An office that has mapped a template reaches who has not written for a week; the month's use says so."""
    hoa = await ways.person("Hoa", zalo_oa=NOW - 8 * DAY)
    await ways.storage.run(lambda uow: uow.office.put(settings={"zalo_template": TEMPLATE}))
    made = await ways.broadcast(hoa)
    await ways.done(made)
    (parcel,) = ways.zalo.parcels["Hoa"]
    assert parcel.template is not None
    assert parcel.template.id == "300001"
    fields = dict(parcel.template.fields)
    assert read_token("k" * 32, fields.pop("duong_dan").rpartition("/")[2]) == parcel.delivery_id
    assert fields == {"ho_ten": "Hoa", "van_ban": "Phòng cháy"}
    used = await ways.storage.run(lambda uow: uow.lanes.use("zalo_oa", "2026-11"))
    assert (used.sent, used.paid, used.templates) == (1, 0, 1)


async def test_without_anything_the_office_reads_why(ways: Ways) -> None:
    """Nobody is forgotten: the person is listed with the reason, and the broadcast ends."""
    hoa = await ways.person("Hoa", zalo_oa=None)
    made = await ways.broadcast(hoa)
    await ways.done(made)
    listed = await ways.storage.run(lambda uow: uow.recipients.page(made, 10, states=("failed",)))
    assert [(row.person, row.reason) for row in listed] == [("Hoa", "window_closed")]


async def test_an_alert_waits_until_its_person_writes(ways: Ways) -> None:
    """What may not be said now is said as soon as the person opens the window."""
    hoa = await ways.person("Hoa", zalo_oa=NOW - 8 * DAY)

    def owe(uow: UnitOfWork) -> None:
        (chat,) = uow.chats.of(hoa)
        uow.outbox.owe(chat.id, "zalo_oa", Outbound("Việc mới"), now=NOW, klass=ALERT, person_id=hoa)

    await ways.storage.run(owe)
    dispatcher = Dispatcher(ways.storage, ways.world, lambda: ways.now)
    async with ways.sending():
        await ways.until(lambda uow: uow.session.get_one(Delivery, 1).reason == "window_closed")
        assert not ways.zalo.parcels["Hoa"]
        await dispatcher.accept(Inbound(Address("zalo_oa", "Hoa"), "m1", Heard.TEXT, NOW, text="menu"))
        await ways.until(lambda uow: uow.session.get_one(Delivery, 1).state == "sent")
    assert "Việc mới" in [said.text for said in ways.zalo.said("Hoa")]


async def test_who_blocked_one_channel_gets_the_rest_on_another(ways: Ways) -> None:
    """A send that fails for good goes to the next chat, and so does all else that waits for the person."""
    hoa = await ways.person("Hoa", zalo_oa=NOW, telegram=NOW)
    ways.zalo.answers = {"Hoa": Gone("blocked")}
    first, second = await ways.broadcast(hoa), await ways.broadcast(hoa)
    async with ways.sending():
        for made in (first, second):
            await ways.until(lambda uow, made=made: uow.broadcasts.get(made).state == "done")  # type: ignore[misc]  # mypy cannot tell the default
    assert len(ways.telegram.said("Hoa")) == 2
    for made in (first, second):
        assert [(r.state, r.moved_from) for r in (await ways.rows(made)).values()] == [("sent", "zalo_oa")]
    person = await ways.storage.run(lambda uow: uow.people.get(hoa))
    chats = await ways.storage.run(lambda uow: {c.id: c.channel for c in uow.chats.of(hoa)})
    assert chats[person.chat_id or 0] == "telegram"


async def test_an_answer_stays_in_the_chat_that_asked(ways: Ways) -> None:
    """A reply to a chat that is gone is not said elsewhere: somebody else may hold that phone."""
    hoa = await ways.person("Hoa", zalo_oa=NOW, telegram=NOW)
    ways.zalo.answers = {"Hoa": Gone("blocked")}

    def owe(uow: UnitOfWork) -> None:
        chat = next(c for c in uow.chats.of(hoa) if c.channel == "zalo_oa")
        uow.outbox.owe(chat.id, "zalo_oa", Outbound("Trả lời"), now=NOW, person_id=hoa)

    await ways.storage.run(owe)
    async with ways.sending():
        await ways.until(lambda uow: uow.session.get_one(Delivery, 1).state == "failed")
    assert not ways.telegram.parcels["Hoa"]


async def test_a_channel_that_is_off_is_not_used_for_what_is_new(ways: Ways) -> None:
    """Turned off: who has another channel gets it there, the others are listed; turned on, it is used again."""
    both = await ways.person("Hoa", zalo_oa=NOW, telegram=NOW)
    only = await ways.person("Lan", zalo_oa=NOW)
    await ways.storage.run(lambda uow: uow.lanes.turn("zalo_oa", off=True))
    made = await ways.broadcast(both, only)
    await ways.done(made)
    rows = await ways.rows(made)
    assert (rows["Hoa"].lane, rows["Hoa"].state) == ("telegram", "sent")
    assert (rows["Lan"].state, rows["Lan"].reason) == ("failed", "channel_off")
    await ways.storage.run(lambda uow: uow.lanes.turn("zalo_oa", off=False))
    again = await ways.broadcast(both, only)
    await ways.done(again)
    assert {row.lane for row in (await ways.rows(again)).values()} == {"zalo_oa"}


async def test_a_spent_month_waits_and_is_told_once(storage: Storage, tmp_path: Path) -> None:
    """In mid-broadcast the allowance ends: rows wait, the office hears of it once, the next month sends the rest."""
    ways = Ways(storage, tmp_path, month_most=20)
    await ways.admin()
    people = [await ways.person(f"Người {n}", zalo_oa=NOW) for n in range(25)]
    made = await ways.broadcast(*people)
    async with ways.sending():
        await ways.until(lambda uow: uow.broadcasts.get(made).sent >= 18)
        await ways.until(
            lambda uow: bool(uow.session.query(Delivery).filter(Delivery.dedup_key.like("spent:%")).count())
        )
        seen = await ways.storage.run(lambda uow: uow.broadcasts.get(made))
        assert (seen.state, seen.failed) == ("running", 0)
        assert 18 <= seen.sent <= 20
        later = datetime(2026, 12, 1, 2, 0, tzinfo=NOW.tzinfo)
        await ways.storage.run(lambda uow: _hear_all(uow, people, later))  # a window of that long ago is shut
        ways.now = later
        await ways.until(lambda uow: uow.broadcasts.get(made).state == "done")
    assert (await ways.storage.run(lambda uow: uow.broadcasts.get(made))).sent == 25
    told = [said.text for said in ways.telegram.said("Quản trị")]
    assert len(told) == 1
    assert "Zalo OA" in told[0]


def _hear_all(uow: UnitOfWork, people: list[int], now: datetime) -> None:
    for person in people:
        for chat in uow.chats.of(person):
            uow.chats.heard(chat.id, now)


async def test_a_spent_bundle_waits_for_the_morning_and_stops_no_reply(ways: Ways) -> None:
    """No paid message is left: the row waits, the admins hear of it once, and the same chat still gets its answers."""
    await ways.admin()
    hoa = await ways.person("Hoa", zalo_oa=NOW - 3 * DAY)
    ways.zalo.answers = {"Hoa": NotNow(NOW + DAY, spent=True)}
    made = await ways.broadcast(hoa)
    async with ways.sending():
        await ways.until(
            lambda uow: bool(uow.session.query(Delivery).filter(Delivery.dedup_key.like("unpaid:%")).count())
        )
        ways.zalo.answers = {}

        def owe(uow: UnitOfWork) -> None:
            (chat,) = uow.chats.of(hoa)
            uow.outbox.owe(chat.id, "zalo_oa", Outbound("Trả lời"), now=NOW, person_id=hoa, dedup_key="reply")

        await ways.storage.run(owe)
        await ways.until(lambda uow: uow.session.query(Delivery).filter_by(dedup_key="reply").one().state == "sent")
        assert [r.state for r in (await ways.rows(made)).values()] == ["queued"]
        ways.now = NOW + DAY
        await ways.until(lambda uow: uow.broadcasts.get(made).state == "done")
    assert [said.text for said in ways.zalo.said("Hoa")] == ["Trả lời", "Nội dung"]


@pytest.mark.parametrize("kind", [Heard.ARRIVED, Heard.SEEN])
async def test_arrival_is_a_fact_and_no_receipt(ways: Ways, kind: Heard) -> None:
    """What the platform tells of a message is kept beside it; nobody is answered, nothing counts as read."""
    hoa = await ways.person("Hoa", zalo_oa=NOW)
    made = await ways.broadcast(hoa)
    await ways.done(made)
    (row,) = (await ways.rows(made)).values()
    dispatcher = Dispatcher(ways.storage, ways.world, lambda: NOW)
    told = Inbound(Address("zalo_oa", "Hoa"), "e1", kind, NOW, message_key=row.provider_id or "")
    for _ in "ab":
        await dispatcher.accept(told)
    (row,) = (await ways.rows(made)).values()
    assert row.arrived_at == NOW
    assert row.seen_at == (NOW if kind is Heard.SEEN else None)
    assert (await ways.storage.run(lambda uow: uow.broadcasts.get(made))).acked == 0
    assert len(ways.zalo.parcels["Hoa"]) == 1


async def test_an_arrival_quicker_than_our_record_is_kept_too(ways: Ways) -> None:
    """The platform may tell before the answer is recorded: the fact is tried again, and the person hears nothing."""
    hoa = await ways.person("Hoa", zalo_oa=NOW)
    made = await ways.broadcast(hoa)
    claimed = await ways.storage.run(lambda uow: uow.outbox.claim("zalo_oa", "me", most=5, now=NOW, lease=60).rows)
    dispatcher = Dispatcher(ways.storage, ways.world, lambda: ways.now)
    told = Inbound(Address("zalo_oa", "Hoa"), "e1", Heard.ARRIVED, NOW, message_key="z-1")
    await dispatcher.accept(told)

    def settle(uow: UnitOfWork) -> None:
        row = uow.session.get_one(Delivery, claimed[0].id)
        row.state, row.provider_id, row.claimed_by = "sent", "z-1", None

    await ways.storage.run(settle)
    ways.now = NOW + DAY
    assert await dispatcher.retry_parked() == 1
    (row,) = (await ways.rows(made)).values()
    assert row.arrived_at == ways.now
    assert not await ways.storage.run(lambda uow: uow.inbox.parked())
