"""From the channel's copy to the store by the real chores: over a restart, the original left nowhere."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.browser.channel import BrowserChannel
from bot.chores import Chores
from bot.history import StoredHistory
from content.sent_files import kept_name
from handlers import answer_files
from storage.storage import Storage
from storage.tables import SubmissionFile
from storage.unit_of_work import UnitOfWork
from tests.play import KEY, Play
from tests.privacy.test_photos import SECRETS, taken

RUN = "r7k2"


@pytest.fixture
async def play(database_url: str, tmp_path: Path) -> AsyncIterator[Play]:
    """Hoa, who writes in her browser."""
    storage = Storage(database_url)
    storage.open()
    stage = Play(storage, tmp_path)
    await stage.office()
    await stage.person("Hoa", channel="browser")
    yield stage
    storage.close()


def chores(play: Play, tmp_path: Path) -> Chores:
    """Return the chores of a process that has just begun."""
    channel = BrowserChannel(KEY, StoredHistory(play.storage), tmp_path / "spool", "", clock=lambda: play.now)
    return Chores(play.storage, {"browser": channel}, play.store, play.dispatcher.accept, lambda: play.now, "me")


async def owe(play: Play, tmp_path: Path, content: bytes, wanted: str = "image") -> int:
    """Put a file where the page's uploads are, and owe it as an answer; return the row that waits for it."""
    spool = tmp_path / "spool"
    spool.mkdir(exist_ok=True)
    remote = f"{len(list(spool.iterdir())):032x}-{'b' * 24}"
    (spool / remote).write_bytes(content)

    def put(uow: UnitOfWork) -> int:
        name = kept_name(wanted, remote)
        row = uow.submission_files.expect(
            play.people["Hoa"], RUN, "room", name, kind=wanted, title="Ảnh", now=play.now
        )  # fmt: skip
        assert row is not None
        again = uow.submission_files.expect(
            play.people["Hoa"], RUN, "room", name, kind=wanted, title="Ảnh", now=play.now
        )  # fmt: skip
        assert again is None
        request = {"remote": remote, "name": "anh.jpg", "wanted": wanted, "row": row.id}
        uow.chores.owe(answer_files.KIND, request, now=play.now, to=play.addresses["Hoa"])
        return row.id

    return await play.storage.run(put)


async def state(play: Play, row_id: int) -> tuple[str, int | None]:
    """Return how a row stands, and its file."""

    def find(uow: UnitOfWork) -> tuple[str, int | None]:
        row = uow.session.get_one(SubmissionFile, row_id)
        return row.state, row.file_id

    return await play.storage.run(find)


async def test_a_file_outlives_a_restart_and_its_original_does_not(play: Play, tmp_path: Path) -> None:
    """Owed before the process died, fetched by the next one; of the upload, with place and phone, nothing stays."""
    row_id = await owe(play, tmp_path, taken("JPEG"))
    play.storage.close()
    play.storage.open()
    work = chores(play, tmp_path)
    assert await work.one()
    assert not await work.one()
    assert (await state(play, row_id))[0] == "kept"
    (stored,) = play.store.folder.iterdir()
    assert not any(secret in stored.read_bytes() for secret in SECRETS)
    assert list((tmp_path / "spool").iterdir()) == []


async def test_what_may_not_be_kept_leaves_nothing(play: Play, tmp_path: Path) -> None:
    """A program is refused by its bytes, and its upload goes too."""
    row_id = await owe(play, tmp_path, b"MZ program", "file")
    assert await chores(play, tmp_path).one()
    assert await state(play, row_id) == ("failed", None)
    assert list((tmp_path / "spool").iterdir()) == []
    assert not play.store.folder.exists() or list(play.store.folder.iterdir()) == []


async def test_a_file_of_somebody_erased_meanwhile_is_swept_at_once(play: Play, tmp_path: Path) -> None:
    """Nobody waits for it any more: it is not kept for the week that other loose files are."""
    await owe(play, tmp_path, b"%PDF-1.4", "file")
    await play.storage.run(lambda uow: uow.submission_files.forget_person(play.people["Hoa"]))
    assert await chores(play, tmp_path).one()
    gone = await play.storage.run(lambda uow: uow.files.forget(play.now, 10))
    assert [path.name for path in play.store.folder.iterdir()] == gone
