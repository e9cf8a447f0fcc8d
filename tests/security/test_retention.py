"""What is kept for a time only: by the product's own clock, on both databases, bytes on disk included."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.channel import Parcel
from bot.channels.browser.history import Line
from bot.channels.browser.render import shown, spoken_to
from bot.ticker import Ticker
from content.message import Address, Heard, Inbound, Outbound
from content.roles import Role
from storage.files import FileStore
from storage.unit_of_work import UnitOfWork
from tests.play import Play
from tests.security.probing import everything
from tests.transcripts import content_office as office


async def _forget(play: Play, **later: float) -> None:
    """Let the hourly beat run so much later."""
    play.now += timedelta(**later)
    ticker = Ticker(play.storage, play.dispatcher, play.world, lambda: play.now, lambda: None, play.store)
    await ticker.forget()


def _kept(play: Play) -> list[Path]:
    return list(play.store.folder.iterdir())


async def test_a_copy_of_ones_data_is_not_kept(play: Play) -> None:
    """The sheet is on disk for a week, for a phone that is off; then row and bytes go. A document's file stays."""
    await play.person("Hoa", unit="X01-T1")
    await office.answers(play, "Hoa", "tôi", "2")
    assert len(_kept(play)) == 1
    await _forget(play, days=6)
    assert len(_kept(play)) == 1
    await _forget(play, days=2)
    assert _kept(play) == []
    assert "file: " not in await everything(play)


async def test_the_file_of_a_document_stays(play: Play) -> None:
    """What a version carries is kept as long as the version."""
    await play.person("Minh", roles=[Role.EDITOR], duties=())
    kept = FileStore(play.store.folder).keep(b"%PDF-1.4 mau")

    def attach(uow: UnitOfWork) -> None:
        author = play.people["Minh"]
        file = uow.files.put(stored_as=kept, content=b"%PDF-1.4 mau", name="a.pdf", mime="", now=play.now)
        document = uow.documents.add(
            now=play.now, author_id=author, unit_id=uow.people.get(author).unit_id, kind="orientation", title="Mẫu"
        )
        uow.documents.draft(document, author_id=author, now=play.now, file_id=file.id)

    await play.storage.run(attach)
    await _forget(play, days=400)
    assert (play.store.folder / kept).is_file()


async def test_parked_words_are_deleted(play: Play) -> None:
    """An update that nobody replays is not kept for ever; one that took effect after all keeps no words."""
    await play.person("Hoa")
    said = Inbound(play.addresses["Hoa"], "one", Heard.TEXT, play.now, text="lời riêng một")
    other = Inbound(play.addresses["Hoa"], "two", Heard.TEXT, play.now, text="lời riêng hai")

    def keep(uow: UnitOfWork) -> None:
        for inbound in (said, other):
            uow.inbox.park(inbound, ValueError(inbound.text), f"R{inbound.update_key}", play.now)
        found = uow.inbox.find(other)
        assert found is not None
        found.state = "overtaken"

    await play.storage.run(keep)
    play.now += timedelta(minutes=1)
    assert await play.dispatcher.retry_parked() == 1
    await play.settle()
    assert "riêng một" not in await everything(play)
    assert "riêng hai" in await everything(play)
    await _forget(play, days=31)
    assert "riêng hai" not in await everything(play)


async def test_a_page_forgets_codes_after_a_day_and_talk_after_half_a_year(play: Play) -> None:
    """The history of a browser chat is no archive: the code of an invite goes first, then everything old."""
    code = spoken_to(Parcel(Address("browser", "c"), Outbound("Mã ABCDE-FGHJK", one_time=True)), play.now)
    plain = spoken_to(Parcel(Address("browser", "c"), Outbound("Chào")), play.now)
    assert "one_time" not in shown(Line(1, 1, code))
    for entry in (code, plain):
        await play.storage.run(lambda uow: uow.history.append("c", entry, None))
    await _forget(play, hours=2)
    assert "ABCDE" in await everything(play)
    await _forget(play, days=1)
    texts = [row[2]["text"] for row in await play.storage.run(lambda uow: uow.history.latest("c", 9, None))]
    assert len(texts) == 2
    assert "ABCDE" not in texts[0]
    assert texts[1] == "Chào"
    await _forget(play, days=200)
    assert await play.storage.run(lambda uow: uow.history.latest("c", 9, None)) == []
