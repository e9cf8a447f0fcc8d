"""What becomes of a reminder that waits to be sent while its person does some of what it asks for."""

from __future__ import annotations

from datetime import timedelta

from content.message import Heard, Inbound
from handlers import reminder
from storage.unit_of_work import UnitOfWork
from tests.play import Play
from tests.transcripts.content_office import approve, draft, people, submit

ONE, TWO = "Phòng cháy mùa khô", "Nước sạch nông thôn"


async def two_documents(play: Play) -> None:
    """Two documents reached Hoa, and a digest that asks for both waits."""
    await people(play)
    for n, title in enumerate((ONE, TWO), 1):
        await draft(play, title=title)
        await submit(play)
        await approve(play, n)
    play.forget()
    play.now += timedelta(days=4)
    await play.storage.run(lambda uow: reminder.tick(uow, play.world, play.now))


async def test_a_digest_that_waits_still_asks_for_the_rest(play: Play) -> None:
    """Who has read one of two documents is reminded of the other alone."""
    await two_documents(play)
    await play.says("Hoa", "da nam")
    told = [said.text for said in play.heard["Hoa"]]
    assert len(told) == 2
    assert told[0].startswith("✅ Đã xác nhận")
    assert ONE in told[1]
    assert TWO not in told[1]


async def test_what_is_done_vanishes_from_a_digest_that_waits(play: Play) -> None:
    """Who has read both hears of the month's report alone, and who has reported too hears nothing."""
    await two_documents(play)

    def read_first(uow: UnitOfWork) -> None:
        uow.receipts.put(1, play.people["Hoa"], chat_id=uow.people.get(play.people["Hoa"]).chat_id or 0,
                         broadcast_id=None, now=play.now)  # fmt: skip

    await play.storage.run(read_first)
    await play("""
        Hoa > da nam
        Hoa < ✅ Đã xác nhận
        Hoa < 🔔 Kính nhắc đồng chí: kỳ báo cáo tháng 11/2026
        Tâm < 🔔 …
        Bình < 🔔 …
    """)
    assert ONE not in play.last("Hoa").text
    assert TWO not in play.last("Hoa").text


async def test_a_report_calls_off_a_digest_that_asked_for_nothing_else(play: Play) -> None:
    """The report itself stops the reminder that was about to ask for it."""
    await play.person("Hoa", unit="X01-T1")
    play.now += timedelta(days=4)
    await play.storage.run(lambda uow: reminder.tick(uow, play.world, play.now))
    await play.storage.run(lambda uow: uow.reminders.waiting(play.people["Hoa"]))
    zero = Inbound(
        play.addresses["Hoa"], "direct", Heard.PRESS, play.now, token="zeror:2026-11:om_nghi", message_key="m1"
    )
    await play.dispatcher.accept(zero)
    await play.settle()
    assert [said.text[:2] for said in play.heard["Hoa"]] == ["✅ "]
