"""The table of what a version may become guards the statement that changes it."""

from __future__ import annotations

from functools import partial

import pytest

from content.document import State
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork
from tests.storage.conftest import NOW, people


async def test_a_version_never_skips_its_decision(storage: Storage) -> None:
    """Code that forgets the approval, or brings back what was withdrawn, is stopped before anything is written."""

    def work(uow: UnitOfWork, to: State, expected: State) -> str:
        found = uow.documents.versions(1)
        uow.documents.move(found[0], to, expected=expected)
        return found[0].state

    def make(uow: UnitOfWork) -> None:
        author = people(uow, 1)[0][0]
        unit = uow.people.get(author).unit_id
        document = uow.documents.add(now=NOW, author_id=author, unit_id=unit, kind="talking_point", title="Mẫu")
        uow.documents.draft(document, author_id=author, now=NOW)

    await storage.run(make)
    for to, expected in ((State.APPROVED, State.DRAFT), (State.APPROVED, State.WITHDRAWN)):
        with pytest.raises(ValueError, match="never goes"):
            await storage.run(partial(work, to=to, expected=expected))
    assert await storage.run(lambda uow: work(uow, State.SUBMITTED, State.DRAFT)) == "submitted"
