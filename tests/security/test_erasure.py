"""Who withdraws is gone: neither name nor number nor account can be read anywhere in the database afterwards."""

from __future__ import annotations

import pytest

from content.message import Address, Heard, Inbound
from content.roles import Role
from storage.unit_of_work import UnitOfWork
from tests.play import Play
from tests.security.probing import everything
from tests.transcripts import content_office as office

pytestmark = pytest.mark.both


NAME, GIVEN, PHONE = "Quách Thị Zuyên", "Zuyên", "+84912345678"


async def _busy_life(play: Play, channel: str) -> None:
    """Let Z do all that a member does: sign up, read, report, ask for a correction, take a copy, break something."""
    await office.people(play)
    await play.person("Lan2", roles=[Role.ADMIN, Role.COORDINATOR], duties=())
    await play.person("Z", unit="X01-T1", full_name=NAME, channel=channel, position=f"Trưởng thôn {GIVEN}")
    await play.storage.run(lambda uow: _number(uow, play.people["Z"]))
    await office.issue(play)
    await play.tick(minutes=5)
    await office.answers(play, "Z", "da nam", "bao cao", "1", "1", "1", "1", "xong", "20", "gui", "bo qua")
    await office.answers(play, "Z", "toi", "1", f"Tên đúng là {NAME}", "gui", "toi", "2")
    await office.answers(play, "Lan2", "moi Zuyen", "phân quyền Zuyên soạn thảo", "[Giao quyền]", "tạm ngừng Zuyên")
    await office.answers(play, "Lan2", "tiến độ 1", "nhắc")
    line = "hôm qua mẫu đông 30 người loa"
    await office.answers(play, "Hoa", f"bc hộ Zuyen {line}", "1", "xong", "gui", "khong bo sung", "bc hộ Quach")
    await office.answers(play, "Z", f"bc hộ hoa {line}", "1", "xong", "gui", "khong bo sung", "không phải buổi của tôi")
    await office.answers(play, "Z", "soan")
    address = play.addresses["Z"]
    parked = Inbound(Address(address.channel, address.chat), "broken", Heard.TEXT, play.now, text=f"tôi là {NAME}")

    def break_it(uow: UnitOfWork) -> None:
        uow.inbox.park(parked, ValueError(NAME), "ABCD1234", play.now)
        if channel == "browser":
            uow.history.append(address.chat, {"role": "me", "at": play.now.isoformat(), "text": NAME}, None)
            uow.history.append(address.chat, {"role": "me", "at": play.now.isoformat(), "text": PHONE}, None)

    await play.storage.run(break_it)


def _number(uow: UnitOfWork, person_id: int) -> None:
    uow.people.get(person_id).phone = PHONE


@pytest.mark.parametrize("channel", ["telegram", "browser"])
async def test_nothing_of_who_withdrew_is_left(play: Play, channel: str) -> None:
    """After "rút đồng ý" no row but what the office itself was told, and that for thirty days, has the name."""
    await _busy_life(play, channel)
    chat = await play.storage.run(lambda uow: uow.people.get(play.people["Z"]).chat_id)
    before = await everything(play)
    known = {row.partition(":")[0] for row in before.splitlines() if _names(row)}
    assert known >= {"person", "delivery", "parked"} | ({"browser_message"} if channel == "browser" else set())
    await play.sends("Z", Heard.PRESS, token="md:erase")
    left = [row for row in (await everything(play)).splitlines() if _names(row)]
    told = [row for row in left if row.startswith("delivery: ")]
    assert [row for row in left if row not in told] == []
    assert all(f", {chat}," not in row.split("{")[0] for row in told)  # none of them in the chat of who withdrew


def _names(row: str) -> bool:
    marks = (GIVEN, "zuyen", PHONE, PHONE.removeprefix("+84"), "M-Z")
    return any(mark in row for mark in marks)


async def test_what_others_were_told_of_them_goes_in_thirty_days(play: Play) -> None:
    """Messages to the office that name the person are forgotten by the same clock as all others."""
    await _busy_life(play, "telegram")
    await play.sends("Z", Heard.PRESS, token="md:erase")
    later = play.now.replace(year=play.now.year + 1)
    while await play.storage.run(lambda uow: uow.outbox.forget(later, 1000)):
        pass
    assert [row for row in (await everything(play)).splitlines() if _names(row)] == []
