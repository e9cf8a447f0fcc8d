"""Who is nobody's, or takes no part, learns nothing internal; and what nobody asked for is neither kept nor read."""

from __future__ import annotations

import pytest

from content.message import FileRef, Heard
from content.roles import Role
from content.texts import library
from tests.play import Play
from tests.security.objects import people, things
from tests.security.probing import attempt, everything, presses, writes
from tests.transcripts import content_office as office


@pytest.mark.parametrize("who", ["stranger", "suspended"])
async def test_the_check_of_a_code_names_nothing_internal(play: Play, who: str) -> None:
    """A stranger with the code of an internal paper hears that it is genuine, and neither its title nor its source."""
    await people(play)
    made = await things(play, "X01")
    code = await play.storage.run(lambda uow: uow.documents.get(made.issued_document).check_code)
    told = await writes(play, who, f"KT {code}")
    assert made.mark not in told.said
    assert "01/MH" not in told.said
    if who == "stranger":
        assert library.GENUINE_INTERNAL.partition("{")[0] in told.said
    draft = await play.storage.run(lambda uow: uow.documents.get(made.draft_document).check_code)
    unknown = await writes(play, who, "KT XYZ999")
    assert (await writes(play, who, f"KT {draft}")).said.replace(draft, "") == unknown.said.replace("XYZ999", "")


async def test_a_file_of_a_stranger_is_never_fetched(play: Play) -> None:
    """Nobody without the right makes the product fetch, keep or open a file."""
    await people(play)
    for who in ("stranger", "suspended", "nobody", Role.APPROVER.value):
        for name in ("a.docx", "b.xlsx", "c.jpg", "d"):
            tried = await attempt(play, who, Heard.FILE, file=FileRef("r", name, "", 9))
            assert not tried.effects, (who, name)


async def test_a_photo_is_not_kept(play: Play) -> None:
    """No photo is taken, so none with a place or a face in it is stored; the answer says so."""
    await play.person("Minh", roles=[Role.EDITOR], duties=())
    await play.person("Hoa", unit="X01-T1")
    for who in ("Minh", "Hoa"):
        tried = await attempt(play, who, Heard.FILE, file=FileRef("r", "AQAD.jpg", "image/jpeg", 9))
        assert not tried.effects
        assert tried.said


async def test_a_broadcast_one_was_not_in(play: Play) -> None:
    """Acknowledging a paper that came to others counts for nobody's broadcast, and tells of no draft."""
    await people(play)
    made = await things(play, "X02")
    before = await play.storage.run(lambda uow: uow.broadcasts.get(made.running).acked)
    await play.sends("nobody", Heard.PRESS, token=f"ack:{made.running}")
    assert await play.storage.run(lambda uow: uow.broadcasts.get(made.running).acked) == before
    assert (await presses(play, "nobody", f"ack:{made.draft}")).refused


async def test_numbers_are_masked_in_lists(play: Play) -> None:
    """A colleague who looks for somebody sees no phone number of theirs."""
    await play.person("Lan", roles=[Role.ADMIN, Role.COORDINATOR], duties=())
    for name in ("An", "Ân"):
        await play.person(name, unit="X01-T1", full_name=f"Nguyễn Thị {name}")
    for person in (play.people["An"], play.people["Ân"]):
        await play.storage.run(lambda uow: setattr(uow.people.get(person), "phone", "+84912345678"))
    await office.answers(play, "Lan", "mời Nguyễn Thị An", "danh sách", "dsquyen", "nhắc", "mời 0912345678")
    assert not [said for said in play.shown["Lan"] if "912345678" in said.text.replace('"0912345678"', "")]


async def test_nothing_about_the_audience_but_counts(play: Play) -> None:
    """A name typed as a concern is refused and is in no table, the open form included."""
    await play.person("Hoa", unit="X01-T1")
    await office.answers(play, "Hoa", "bao cao", "1", "1", "1")
    for words in ("ông Lường Văn Xyz hỏi", "ong Luong Van Xyz", "gọi 0987654321"):
        await office.answers(play, "Hoa", "khac", words)
    kept = await everything(play, but=("delivery",))
    assert "Xyz" not in kept
    assert "0987654321" not in kept
