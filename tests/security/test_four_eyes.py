"""Nobody decides alone on what they wrote, and nobody's reach grows beyond what they have at that very moment."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from content.message import Heard
from content.roles import Duty, Role
from content.texts import approval, errors, onboarding, rights
from storage.unit_of_work import UnitOfWork
from tests.play import Play
from tests.security.objects import people, things
from tests.transcripts import content_office as office


async def _hear(play: Play, name: str, *words: str) -> str:
    """Say one thing after another; return what was heard in return."""
    play.forget()
    for said in words:
        await play.says(name, said)
    heard = "\n".join(said.text for said in play.heard[name])
    play.forget()
    return heard


async def _state(play: Play, n: int) -> str:
    return await play.storage.run(lambda uow: uow.broadcasts.get(n).state)


def _is(template: str, heard: str) -> bool:
    """Say whether the sentence *template* was heard, whatever stands in its fields."""
    return re.search(re.sub(r"\\{\w+\\}", ".*?", re.escape(template)), heard) is not None


async def test_who_rewrote_a_draft_is_one_of_its_authors(play: Play) -> None:
    """A second editor who changed a point may not approve it, though the draft is somebody else's."""
    await play.person("Minh", roles=[Role.EDITOR], duties=())
    await play.person("Đức", roles=[Role.EDITOR, Role.APPROVER], duties=())
    await play.person("Lan", roles=[Role.APPROVER], duties=())
    await play.person("Hoa", unit="X01-T1")
    await office.draft(play)
    await office.answers(play, "Đức", "nhap 1", "[Sửa từng điểm]", "1", "Lời của riêng Đức.", "luu")
    await office.answers(play, "Minh", "nhap 1")
    await office.submit(play)
    assert (await _state(play, 1)) == "submitted"
    assert _is(approval.NEED_SECOND, await _hear(play, "Đức", "đồng ý duyệt 1"))
    assert "1." not in await _hear(play, "Đức", "duyệt")
    await office.approve(play, 1, "Lan")
    assert (await _state(play, 1)) in ("approved", "running", "done")


async def test_an_author_does_not_approve_another_audience(play: Play) -> None:
    """Who wrote the text does not approve it for more people, whoever plans that."""
    await play.person("Minh", roles=[Role.EDITOR, Role.APPROVER], duties=())
    await play.person("Lan", roles=[Role.EDITOR, Role.APPROVER], duties=())
    await play.person("Hoa", unit="X01-T1")
    await office.issue(play)
    await play.tick(hours=1)
    play.forget()
    await office.answers(play, "Lan", "tiến độ 1")
    await office.answers(
        play, "Lan", "[Phát cho người nhận khác]", "1", "xong", "2", "xong", "bo qua", "1", "1", "trinh"
    )
    assert (await _state(play, 2)) == "submitted"
    assert _is(approval.NEED_SECOND, await _hear(play, "Minh", "đồng ý duyệt 2"))
    assert _is(approval.NEED_SECOND, await _hear(play, "Lan", "đồng ý duyệt 2"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE broadcast SET approved_by = author_id WHERE id = 1",
        "UPDATE version SET decided_by = author_id WHERE id = 1",
        "UPDATE proposal SET decided_by = asked_by WHERE id = 1",
    ],
)
async def test_the_database_holds_it_too(play: Play, statement: str) -> None:
    """A mistake in our code cannot make one person both sides: the database refuses the row."""
    await people(play)
    await things(play, "X01")

    def cheat(uow: UnitOfWork) -> None:
        uow.connection.execute(text(statement))

    with pytest.raises(IntegrityError):
        await play.storage.run(cheat)


async def test_a_role_taken_back_between_card_and_press(play: Play) -> None:
    """The card that was shown is worth nothing once the role is gone."""
    await office.people(play)
    await office.draft(play)
    await office.submit(play)
    await office.answers(play, "Lan", "duyệt 1")
    await play.storage.run(lambda uow: uow.people.revoke(play.people["Lan"], Role.APPROVER))
    assert _is(errors.NO_PERMISSION, await _hear(play, "Lan", "[Duyệt, phát hành]"))
    assert (await _state(play, 1)) == "submitted"


async def test_a_role_taken_back_in_mid_dialog(play: Play) -> None:
    """A form that needs a right asks for it at every answer, the last one included."""
    await office.people(play)
    await office.answers(play, "Minh", "soan", office.TITLE, office.POINTS, "1", "15/KH-BTG", "ke hoach", "18/11/2026")
    await play.storage.run(lambda uow: uow.people.revoke(play.people["Minh"], Role.EDITOR))
    assert _is(errors.NO_PERMISSION, await _hear(play, "Minh", "1"))


async def test_suspended_in_mid_dialog(play: Play) -> None:
    """A form of somebody who is suspended takes no more answers, by word or by button."""
    await play.person("Hoa", unit="X01-T1")
    await office.answers(play, "Hoa", "bao cao")
    await play.storage.run(lambda uow: uow.people.stand(uow.people.get(play.people["Hoa"]), "suspended"))
    paused = onboarding.SUSPENDED
    assert _is(paused, await _hear(play, "Hoa", "[Hôm nay]"))
    assert _is(paused, await _hear(play, "Hoa", "1"))


async def _pending(play: Play) -> list[Any]:
    return await play.storage.run(lambda uow: [p.id for p in uow.proposals.open()])


async def test_a_yes_counts_only_while_who_asked_could_still_ask(play: Play) -> None:
    """A proposal of an admin who is none any more brings nothing about, whatever the second admin says."""
    await play.person("Ánh", roles=[Role.ADMIN], duties=())
    await play.person("Bảo", roles=[Role.ADMIN], duties=())
    await play.person("Cúc", unit="X01")
    await office.answers(play, "Ánh", "phân quyền Cúc duyệt", "[Giao quyền]")
    (n,) = await _pending(play)
    await play.storage.run(lambda uow: uow.people.revoke(play.people["Ánh"], Role.ADMIN))
    assert _is(rights.ASKER_LOST, await _hear(play, "Bảo", f"cho phép {n}"))
    assert Role.APPROVER not in await play.storage.run(lambda uow: uow.people.rights(play.people["Cúc"]))


async def test_no_code_goes_to_somebody_suspended(play: Play) -> None:
    """A code that waited for its second yes is not made for who may not invite any more."""
    await play.person("Ánh", roles=[Role.ADMIN], duties=())
    await play.person("Bảo", roles=[Role.ADMIN], duties=())
    await play.person("Duy", roles=[Role.COORDINATOR], duties=())
    await play.person("Cúc", unit="X01", roles=[Role.APPROVER])
    await office.answers(play, "Duy", "mời Nguyễn Thị Cúc")
    (n,) = await _pending(play)
    await play.storage.run(lambda uow: uow.people.stand(uow.people.get(play.people["Duy"]), "suspended"))
    await office.answers(play, "Bảo", f"cho phép {n}")
    assert await play.storage.run(lambda uow: uow.connection.execute(text("SELECT count(*) FROM invite")).scalar()) == 0


async def test_a_code_into_a_wider_role_takes_a_wider_right(play: Play) -> None:
    """Who looks after one commune cannot take over, by a code, somebody there who works for the whole office."""
    await play.person("Ánh", roles=[Role.ADMIN], duties=())
    await play.person("Duy", unit="X01", roles=[Role.COORDINATOR], duties=())
    await play.person("Em", unit="X01", roles=[Role.EDITOR], duties=(), over="T01")
    assert _is(errors.NO_PERMISSION, await _hear(play, "Duy", "mời Nguyễn Thị Em"))
    await play.storage.run(lambda uow: _forget_chat(uow, play.people["Em"]))
    await office.answers(play, "Duy", "mời cả xã Đồng Mẫu")
    assert await play.storage.run(lambda uow: uow.connection.execute(text("SELECT count(*) FROM invite")).scalar()) == 0


def _forget_chat(uow: UnitOfWork, person_id: int) -> None:
    for chat in uow.chats.of(person_id):
        chat.person_id = None


async def test_an_admin_of_a_commune_does_not_pause_one_of_the_office(play: Play) -> None:
    """Whose role reaches further than the admin's is not theirs to pause or let go, wherever they live."""
    await play.person("Ánh", unit="X01", roles=[Role.ADMIN], duties=(), over="T01", full_name="Cao Thị Ánh")
    await play.person("Bảo", unit="X01", roles=[Role.ADMIN], duties=())
    for words in ("tạm ngừng Cao Thị Ánh", "cho thôi Cao Thị Ánh"):
        assert _is(errors.NO_PERMISSION, await _hear(play, "Bảo", words))
    person = play.people["Ánh"]
    for verb in ("pause", "leave"):
        await play.sends("Bảo", Heard.PRESS, token=f"{verb}:{person}")
    assert await play.storage.run(lambda uow: uow.people.get(person).status) == "active"


async def test_a_shared_number_opens_no_office_role(play: Play) -> None:
    """A number in the roster may be changed by whoever imports it, so it is no key to any role."""
    await play.person("Em", unit="X01", roles=[Role.EDITOR], duties=(Duty.TTV,), over="T01")
    await play.stranger("Lạ")

    def give(uow: UnitOfWork) -> None:
        person = uow.people.get(play.people["Em"])
        person.phone, person.chat_id = "+84901234567", None
        _forget_chat(uow, person.id)

    await play.storage.run(give)
    await play.sends("Lạ", Heard.CONTACT, phone="+84901234567")
    assert "Nguyễn Thị Em" not in play.last("Lạ").text


async def test_a_member_cannot_try_codes(play: Play) -> None:
    """Somebody signed up who opens links with made-up codes is told the same for each, and is stopped as others are."""
    await play.person("Hoa")
    await play.person("Lan", roles=[Role.ADMIN], duties=())
    for n in range(5):
        await play.sends("Hoa", Heard.START, text=f"AAAAA-AAAA{'BCDEF'[n]}")
    code, _ = await play.storage.run(
        lambda uow: uow.invites.make(play.people["Lan"], play.world.secret_key, now=play.now, days=7, by=None)
    )
    seen = len(play.shown["Hoa"])
    await play.sends("Hoa", Heard.START, text="AAAAA-AAAAG")
    wrong = [said.text for said in play.shown["Hoa"][seen:]]
    seen = len(play.shown["Hoa"])
    await play.sends("Hoa", Heard.START, text=code)
    assert wrong == [said.text for said in play.shown["Hoa"][seen:]]
