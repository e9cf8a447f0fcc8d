"""The tree of units."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import aliased

from content import vietnamese
from storage.tables import Unit

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork


def subtree(units: Iterable[int]) -> Select[int]:
    """Return a query of the ids of *units* and all below them."""
    tree = select(Unit.id).where(Unit.id.in_(list(units))).cte(recursive=True)
    tree = tree.union(select(Unit.id).join(tree, Unit.parent_id == tree.c.id))
    return select(tree.c.id)


def _valid(on: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return or_(Unit.valid_to.is_(None), Unit.valid_to >= on), or_(Unit.valid_from.is_(None), Unit.valid_from <= on)


class Units:
    """Units."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def get(self, unit_id: int) -> Unit:
        """Return one unit. Raises LookupError."""
        found = self._uow.session.get(Unit, unit_id)
        if found is None:
            raise LookupError(unit_id)
        return found

    def by_code(self, code: str) -> Unit | None:
        """Return the unit with this code."""
        return self._uow.session.scalar(select(Unit).where(Unit.code == code))

    def put(  # noqa: PLR0913 (a unit has these columns)
        self, code: str, name: str, kind: str, parent: Unit | None, *,
        valid_from: date | None = None, valid_to: date | None = None,
    ) -> Unit:  # fmt: skip
        """Make the unit, or bring its name, kind and parent up to date."""
        unit = self.by_code(code)
        name = vietnamese.nfc_clean(name)
        if unit is None:
            unit = Unit(code=code, name=name, search_key="", sort_key="")
            self._uow.session.add(unit)
        unit.name, unit.kind, unit.parent_id = name, kind, parent.id if parent else None
        unit.search_key, unit.sort_key = vietnamese.fold(name), vietnamese.sort_key(name)
        unit.valid_from, unit.valid_to = valid_from or unit.valid_from, valid_to or unit.valid_to
        self._uow.flush()
        return unit

    def below(self, unit_id: int, on: date | None = None) -> list[Unit]:
        """Return the unit and all below it that are valid on the day, in Vietnamese order."""
        query = select(Unit).where(Unit.id.in_(subtree([unit_id])))
        if on is not None:
            query = query.where(*_valid(on))
        return list(self._uow.session.scalars(query.order_by(Unit.sort_key, Unit.id)))

    def all(self) -> list[Unit]:
        """Return every unit, in Vietnamese order."""
        return list(self._uow.session.scalars(select(Unit).order_by(Unit.sort_key, Unit.id)))

    def search(self, text: str, within: Iterable[int], most: int = 12) -> list[Unit]:
        """Find units by code or part of a name, with or without diacritics, among *within* and those below."""
        keys = {key for key in (vietnamese.fold(text), vietnamese.unit_key(text)) if key}
        named = [Unit.search_key.contains(key, autoescape=True) for key in keys]
        query = select(Unit).where(Unit.id.in_(subtree(within)), or_(Unit.code == text.strip(), *named))
        found = list(self._uow.session.scalars(query.order_by(Unit.sort_key, Unit.id).limit(most)))
        exact = [u for u in found if u.code == text.strip() or u.search_key in keys]
        return exact or found

    def children(self, units: Iterable[int]) -> list[Unit]:
        """Return the units right below *units*, in Vietnamese order."""
        query = select(Unit).where(Unit.parent_id.in_(list(units))).order_by(Unit.sort_key, Unit.id)
        return list(self._uow.session.scalars(query))

    def ids_below(self, units: Iterable[int]) -> set[int]:
        """Return the ids of *units* and all below them."""
        return set(self._uow.session.scalars(subtree(units)))

    def names(self, ids: Iterable[int]) -> dict[int, str]:
        """Return the names of *ids*."""
        rows = self._uow.session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(list(ids))))
        return {unit_id: name for unit_id, name in rows}  # noqa: C416 (rows are typed one by one)

    def codes(self, ids: Iterable[int]) -> dict[int, str]:
        """Return the codes of *ids*."""
        rows = self._uow.session.execute(select(Unit.id, Unit.code).where(Unit.id.in_(list(ids))))
        return {unit_id: code for unit_id, code in rows}  # noqa: C416 (rows are typed one by one)

    def labels(self, roots: Iterable[int], on: date) -> list[tuple[int, str, str]]:
        """Return id, label and name of *roots* and all below that are valid on the day, upper ones first.

        The label names the parent too where names may be alike: two steps below a root, or below several roots.
        """
        above = aliased(Unit)
        rows = self._uow.session.execute(
            select(Unit.id, Unit.name, Unit.parent_id, above.name)
            .outerjoin(above, above.id == Unit.parent_id)
            .where(Unit.id.in_(subtree(roots)), *_valid(on))
            .order_by(Unit.sort_key, Unit.id)
        ).all()
        parents = {row[0]: row[2] for row in rows}

        def depth(unit: int) -> int:
            steps, up = 0, parents[unit]
            while up in parents and steps < len(parents):
                steps, up = steps + 1, parents[up]
            return steps

        ordered = sorted(((depth(i), at, i, name, parent) for at, (i, name, _, parent) in enumerate(rows)))
        plain = 1 if sum(not deep for deep, *_ in ordered) == 1 else 0
        return [(i, f"{n}, {parent}" if deep > plain and parent else n, n) for deep, _, i, n, parent in ordered]
