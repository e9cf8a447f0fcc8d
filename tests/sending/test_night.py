"""What goes out at night makes no sound, whenever its broadcast was started."""

from __future__ import annotations

from datetime import UTC, datetime

from storage.unit_of_work import UnitOfWork
from tests.sending.conftest import Ways

EVENING = datetime(2026, 11, 20, 13, 29, tzinfo=UTC)  # 20:29, the last minute for sound
NIGHT = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)  # 23:00
MORNING = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


async def test_each_message_of_a_broadcast_sounds_by_its_own_hour(ways: Ways) -> None:
    """Started at 20:29, gone on with at 23:00 and ended in the morning: only what comes at night is silent."""
    ways.now = EVENING
    people = [await ways.person(name, telegram=EVENING) for name in ("Hoa", "Lan", "Tâm")]
    made = await ways.broadcast(*people)

    def wait(uow: UnitOfWork) -> None:
        for person, until in zip(people[1:], (NIGHT, MORNING), strict=True):
            (chat,) = uow.chats.of(person)
            uow.chats.hush(chat.id, until)

    await ways.storage.run(wait)
    async with ways.sending():
        for sent, then in ((1, NIGHT), (2, MORNING), (3, MORNING)):

            def all_sent(uow: UnitOfWork, sent: int = sent) -> bool:
                return uow.broadcasts.get(made).sent == sent

            await ways.until(all_sent)
            ways.now = then
    silent = {name: said.silent for name in ("Hoa", "Lan", "Tâm") for said in ways.telegram.said(name)}
    assert silent == {"Hoa": False, "Lan": True, "Tâm": False}
