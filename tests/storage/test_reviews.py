"""Reports as the office reads them, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storage.storage import Storage
from storage.submissions import Session
from storage.unit_of_work import UnitOfWork
from tests.storage.conftest import NOW, people

DAY = date(2026, 11, 19)


def report(uow: UnitOfWork, person: int, heads: int) -> int:
    """Make a session report of *heads* listeners."""
    made = uow.submissions.add("session_report", person, {"headcount": heads}, NOW, "BC")
    unit = uow.people.get(person).unit_id
    uow.submissions.put_session(made, Session(DAY, unit, "thôn Mẫu", "truc_tiep", heads, None, ()))
    return made.id


async def test_a_page_holds_what_waits_for_its_reader(storage: Storage) -> None:
    """Newest first, without one's own and what is decided, and the next page begins below the last."""

    def work(uow: UnitOfWork) -> tuple[list[int | None], list[int | None], int]:
        reader, other = (person for person, _ in people(uow, 2))
        unit = uow.people.get(reader).unit_id
        made = [report(uow, other, n) for n in range(1, 5)]
        report(uow, reader, 9)
        uow.reviews.accept(uow.submissions.lock(made[2]), by=reader, now=NOW)
        first = uow.reviews.waiting([unit], reader, 2)
        rest = uow.reviews.waiting([unit], reader, 2, first[-1].id)
        return [s.headcount for s in first], [s.headcount for s in rest], uow.reviews.count_waiting([unit], reader)

    assert await storage.run(work) == ([4, 2], [1], 3)


async def test_before_is_what_the_office_had_seen(storage: Storage) -> None:
    """Whatever was corrected since the decision is compared with the answers of that moment."""

    def work(uow: UnitOfWork) -> list[int]:
        reader, other = (person for person, _ in people(uow, 2))
        made = uow.submissions.get(report(uow, other, 450))
        seen = [uow.reviews.said_before(made)["headcount"]]
        uow.submissions.amend(made, {"headcount": 400}, by=other, now=NOW)
        seen.append(uow.reviews.said_before(made)["headcount"])
        uow.reviews.give_back(made, "headcount", "Xin xem lại", by=reader, now=NOW + timedelta(hours=1))
        seen.append(uow.reviews.said_before(made)["headcount"])
        for n, heads in enumerate((60, 45), 2):
            uow.submissions.amend(made, {"headcount": heads}, by=other, now=NOW + timedelta(hours=n))
        return [*seen, uow.reviews.said_before(made)["headcount"]]

    assert await storage.run(work) == [450, 450, 400, 400]


async def test_returned_counts_withdrawn_does_not(storage: Storage) -> None:
    """A returned report stays in the figures and is told apart; a withdrawn one leaves them until it is restored."""

    def work(uow: UnitOfWork) -> list[tuple[int, int]]:
        reader, other = (person for person, _ in people(uow, 2))
        unit, made = uow.people.get(reader).unit_id, uow.submissions.get(report(uow, other, 45))

        def figures() -> tuple[int, int]:
            return uow.submissions.totals([unit], DAY, DAY).sessions, uow.reviews.count_returned([unit], DAY, DAY)

        found = [figures()]
        uow.reviews.give_back(made, "headcount", "Xin xem lại", by=reader, now=NOW)
        found.append(figures())
        uow.submissions.withdraw(made, by=other, now=NOW)
        found.append(figures())
        uow.reviews.restore(made)
        return [*found, figures()]

    assert await storage.run(work) == [(1, 0), (1, 1), (0, 0), (1, 0)]


async def test_a_report_that_is_not_there_cannot_be_held(storage: Storage) -> None:
    """Asked for by a forged number it is a LookupError, as everywhere in storage."""
    with pytest.raises(LookupError):
        await storage.run(lambda uow: uow.submissions.lock(17))


async def test_a_reason_goes_with_the_words_of_who_leaves(storage: Storage) -> None:
    """The reason of a return may quote free words, so it is taken out with them."""

    def work(uow: UnitOfWork) -> str:
        reader, other = (person for person, _ in people(uow, 2))
        made = uow.submissions.get(report(uow, other, 45))
        uow.reviews.give_back(made, "concerns", "Viết lại câu này", by=reader, now=NOW)
        uow.submissions.forget_words(other, {"session_report": {"concerns"}})
        return made.returned_reason

    assert await storage.run(work) == ""
