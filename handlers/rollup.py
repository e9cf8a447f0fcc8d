"""Figures of many small units, gathered under the few that an office knows by heart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

Parents = Mapping[int, int | None]


def heads(parents: Parents, units: Collection[int]) -> dict[int, int]:
    """Return for *units* and every unit below them the head it counts under: the child of one of *units*.

    A unit of *units* itself counts under itself; one that lies below another of *units* is no head of its own.
    """
    found: dict[int, int] = {}
    for unit in parents:
        path = [unit]
        above = parents[unit]
        while above is not None:
            path.append(above)
            above = parents.get(above)
        top = max((n for n, step in enumerate(path) if step in units), default=None)
        if top is not None:
            found[unit] = path[max(top - 1, 0)]
    return found


def sums(parents: Parents, figures: Mapping[int, int]) -> dict[int, int]:
    """Return *figures* with each unit's added to all units above it."""
    total: Counter[int] = Counter()
    for unit, figure in figures.items():
        above: int | None = unit
        while above is not None:
            total[above] += figure
            above = parents.get(above)
    return dict(total)
