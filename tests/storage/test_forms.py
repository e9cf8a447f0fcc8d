"""Versions of forms: one is asked at a time, whoever publishes."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from content.message import Attachment
from storage.errors import Conflict
from storage.storage import Storage
from storage.tables import FormVersion
from storage.unit_of_work import UnitOfWork
from tests.storage.conftest import NOW, people


async def test_one_version_is_published_whoever_asks_at_once(storage: Storage) -> None:
    """Two people publish two versions at the same moment, one of them twice; the database refuses a second one."""

    def make(uow: UnitOfWork) -> tuple[list[int], list[int]]:
        author, *others = (person for person, _ in people(uow, 3))
        unit = uow.people.get(author).unit_id
        made = [
            uow.forms.draft(
                "phieu", "Phiếu", {}, [], unit_id=unit, author_id=author, file_name="a.md", file_id=None, now=NOW
            ).id
            for _ in range(3)
        ]
        return made, others

    made, others = await storage.run(make)

    def publish(uow: UnitOfWork, version: int, by: int) -> str:
        try:
            uow.forms.publish(uow.forms.version(version), by=by, now=NOW)
        except Conflict:
            return "late"
        return "published"

    asked = [(made[0], others[0]), (made[0], others[1]), (made[1], others[1])]
    said = await asyncio.gather(*(storage.run(partial(publish, version=one, by=by)) for one, by in asked))
    assert sorted(said) == ["late", "published", "published"]

    def states(uow: UnitOfWork) -> list[str]:
        return sorted(one.state for one in uow.forms.versions("phieu"))

    assert await storage.run(states) == ["draft", "published", "retired"]

    def force(uow: UnitOfWork) -> None:
        changed = update(FormVersion).where(FormVersion.id == made[2])
        uow.session.execute(changed.values(state="published", published_by=others[0], published_at=NOW))

    with pytest.raises(IntegrityError):
        await storage.run(force)
    assert await storage.run(states) == ["draft", "published", "retired"]


async def test_what_a_version_shows_is_kept_as_long_as_it(storage: Storage) -> None:
    """The sweep of old files leaves those of any version, by whatever name; one name stands for one file."""

    def make(uow: UnitOfWork) -> tuple[int, list[int]]:
        ((author, _),) = people(uow, 1)
        version = uow.forms.draft(
            "phieu", "Phiếu", {}, [], unit_id=uow.people.get(author).unit_id, author_id=author, file_name="a.zip",
            file_id=None, now=NOW,
        )  # fmt: skip
        files = [
            uow.files.put(stored_as=f"s{n}", content=bytes([n]), name=f"a{n}.jpg", mime="image/jpeg", now=NOW).id
            for n in range(3)
        ]
        kept = [Attachment(file, f"b{n}.png", "image/png", 1, is_photo=True) for n, file in enumerate(files)]
        uow.forms.keep_media(version.id, {"Sơ đồ.jpg": kept[0], "so_do.jpg": kept[0], "b.jpg": kept[1]})
        return version.id, files

    version, files = await storage.run(make)
    assert await storage.run(lambda uow: uow.files.forget(NOW + timedelta(days=400), 10)) == ["s2"]

    def shown(uow: UnitOfWork) -> dict[str, int]:
        return {name: file.file_id for name, file in uow.forms.media_of(version).items()}

    assert await storage.run(shown) == {"Sơ đồ.jpg": files[0], "so_do.jpg": files[0], "b.jpg": files[1]}
    named = await storage.run(lambda uow: uow.forms.media_of(version)["b.jpg"])
    assert (named.name, named.mime) == ("b1.png", "image/png"), "whatever those bytes were called before"
    assert await storage.run(lambda uow: uow.files.drop(files[0])) == []
    with pytest.raises(IntegrityError):
        await storage.run(lambda uow: uow.forms.keep_media(version, uow.forms.media_of(version)))
