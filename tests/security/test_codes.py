"""Invite codes: nowhere in the database but as a keyed hash, once the one message that carries them has left."""

from __future__ import annotations

from typing import Any

import pytest

from bot import workshop
from content.message import Outbound
from content.roles import Role
from content.texts import onboarding
from storage.outbox import Settled
from storage.unit_of_work import UnitOfWork
from tests.play import Play
from tests.security.probing import everything
from tests.transcripts import content_office as office

CODE = "ABCDE-FGHJK"


def _plain(text: str) -> str:
    return text.replace("-", "").upper()


async def _find(play: Play, code: str) -> list[str]:
    """Return the rows in which *code* can be read."""
    return [row[:200] for row in (await everything(play)).splitlines() if _plain(code) in _plain(row)]


async def _codes_made(play: Play, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note every code from now on, so that it can be looked for."""
    from storage import invites  # noqa: PLC0415 (its random source is noted, not replaced)

    made: list[str] = []
    original = invites.new_code

    def noted() -> str:
        made.append(original())
        return made[-1]

    monkeypatch.setattr(invites, "new_code", noted)
    return made


async def test_no_code_stays_once_its_message_is_sent(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """One by one, as a picture and as a file for a commune: afterwards no row holds a code or a link with it."""
    made = await _codes_made(play, monkeypatch)
    await play.person("Lan", roles=[Role.ADMIN], duties=())
    for n in range(3):
        await play.storage.run(lambda uow: _newcomer(uow, play, f"Hoàng Thị Số {n}"))
    await office.answers(play, "Lan", "mời Hoàng Thị Số 0", "[Ảnh QR]", "mời cả xã Đồng Mẫu")
    assert len(made) == 4
    assert made[0] in "".join(said.text for said in play.shown["Lan"])
    for code in made:
        assert await _find(play, code) == []


def _newcomer(uow: UnitOfWork, play: Play, name: str) -> None:
    unit = uow.units.by_code("X01")
    assert unit is not None
    uow.people.put(full_name=name, unit_id=unit.id, now=play.now)


async def test_no_code_stays_when_the_work_fails(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of codes that cannot be made leaves no codes behind either."""
    made = await _codes_made(play, monkeypatch)
    await play.person("Lan", roles=[Role.ADMIN], duties=())
    await play.storage.run(lambda uow: _newcomer(uow, play, "Hoàng Thị Một"))
    monkeypatch.setattr(workshop, "MEMORY_BYTES", 1)  # the child cannot even start
    monkeypatch.setattr(workshop, "_environment", lambda _folder: {})
    await office.answers(play, "Lan", "mời cả xã Đồng Mẫu")
    assert len(made) == 1
    assert await _find(play, made[0]) == []


@pytest.mark.parametrize(
    "end",
    [
        {"state": "sent", "provider_id": "5"}, {"state": "failed", "reason": "blocked"},
        {"state": "uncertain", "reason": "uncertain", "read_lost": True}, None, "recovered",
    ],
)  # fmt: skip
async def test_however_the_message_ends(play: Play, end: Any) -> None:
    """Sent, failed, in doubt, dropped with its chat, or left behind by a dead sender: the text is gone."""
    await play.person("Lan")
    chat = await play.storage.run(lambda uow: uow.people.get(play.people["Lan"]).chat_id or 0)
    said = Outbound(f"Mã: {CODE}", one_time=True)
    await play.storage.run(lambda uow: uow.outbox.owe(chat, "telegram", said, now=play.now))
    if end is None:
        await play.storage.run(lambda uow: uow.outbox.drop_chat(chat, "left", play.now))
    else:
        claim = await play.storage.run(lambda uow: uow.outbox.claim("telegram", "me", most=9, now=play.now, lease=-60))
        assert claim.rows[0].message is not None
        assert CODE in claim.rows[0].message["text"]
        if end == "recovered":
            await play.storage.run(lambda uow: uow.outbox.recover(all_of_them=True, now=play.now))
        else:
            ends = [Settled(claim.rows[0].id, claim.rows[0].attempts, **end)]
            await play.storage.run(lambda uow: uow.outbox.settle("me", ends, play.now))
    assert await _find(play, CODE) == []


async def test_a_message_tried_again_keeps_its_text(play: Play) -> None:
    """What goes back to the queue is still to be said, and what holds no code stays readable."""
    await play.person("Lan")
    chat = await play.storage.run(lambda uow: uow.people.get(play.people["Lan"]).chat_id or 0)
    for said in (Outbound(f"Mã: {CODE}", one_time=True), Outbound('Gõ "one_time":true cũng vậy')):
        await play.storage.run(lambda uow: uow.outbox.owe(chat, "telegram", said, now=play.now))
    for state in ("queued", "queued"):
        claim = await play.storage.run(lambda uow: uow.outbox.claim("telegram", "me", most=9, now=play.now, lease=60))
        ends = [Settled(claim.rows[0].id, claim.rows[0].attempts, state, due_at=play.now)]
        await play.storage.run(lambda uow: uow.outbox.settle("me", ends, play.now))
    assert len(await _find(play, CODE)) == 1
    await play.settle()
    assert await _find(play, CODE) == []
    assert len(await _find(play, "cũng vậy")) == 1


async def test_a_number_after_a_code_names_nothing_older(play: Play) -> None:
    """The message with the code is blank afterwards; a bare number does not fall through to the list before it."""
    await play.person("Lan", roles=[Role.ADMIN], duties=())
    await play.storage.run(lambda uow: _newcomer(uow, play, "Hoàng Thị Một"))
    await office.answers(play, "Lan", "menu", "mời Hoàng Thị Một")
    seen = len(play.shown["Lan"])
    await office.answers(play, "Lan", "1")
    assert "Hệ thống chưa hiểu" in play.shown["Lan"][seen].text


async def test_unknown_and_revoked_codes_sound_alike(play: Play) -> None:
    """A stranger cannot tell a code that never was from one that was taken back, by the words or by the count."""
    await play.person("Hoa")
    person = play.people["Hoa"]
    codes = []
    for _ in range(2):  # the second ends the first
        code, _row = await play.storage.run(
            lambda uow: uow.invites.make(person, play.world.secret_key, now=play.now, days=7, by=None)
        )
        codes.append(code)
    heard = []
    for name, code in (("A", codes[0]), ("B", "ZZZZZ-ZZZZ2")):
        await play.stranger(name)
        await play.says(name, code)
        heard.append(play.last(name).text)
    assert heard[0] == heard[1]
    assert onboarding.CODE_BAD.partition("{")[0] in heard[0]
