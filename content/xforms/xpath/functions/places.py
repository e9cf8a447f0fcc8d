"""Functions of places on the earth: `latitude longitude altitude accuracy`, several with `;` between them.

A place that is none makes the whole NaN or false. The earth is a ball as wide as the equator, as in JavaRosa.
"""

from __future__ import annotations

import math
from itertools import chain, pairwise
from typing import Final

from content.xforms.xpath.functions.table import Function
from content.xforms.xpath.values import NAN, Atom, text_of

_RADIUS_M: Final = 40_075_017 / (2 * math.pi)  # by the circumference at the equator
_CORNERS: Final = 3  # the fewest that enclose anything

Point = tuple[float, float]


def _point(text: str) -> Point | None:
    parts = text.split()
    try:
        latitude, longitude = float(parts[0]), float(parts[1])
    except (IndexError, ValueError):
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None  # noqa: PLR2004 (degrees)


def _points(*parts: list[Atom]) -> list[Point] | None:
    """Read all points of a nodeset or of a line or shape; None when one of them cannot be read."""
    texts = [text_of(value) for value in chain.from_iterable(parts)]
    points = [_point(piece) for text in texts for piece in text.split(";") if piece.strip()]
    found = [point for point in points if point]
    return found if len(found) == len(points) else None


def _apart(one: Point, other: Point) -> float:
    (a, b), (c, d) = (map(math.radians, one), map(math.radians, other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * _RADIUS_M * math.asin(min(1.0, math.sqrt(half)))


def _distance(*parts: list[Atom]) -> float:
    points = _points(*parts)
    return NAN if points is None else math.fsum(_apart(one, other) for one, other in pairwise(points))


def _area(values: list[Atom]) -> float:
    points = _points(values)
    if points is None:
        return NAN
    if len(points) < _CORNERS:
        return 0.0
    total = math.fsum(
        math.radians(other[1] - one[1]) * (2 + math.sin(math.radians(one[0])) + math.sin(math.radians(other[0])))
        for one, other in pairwise([*points, points[0]])
    )
    return abs(total) * _RADIUS_M**2 / 2


def _is_within(place: str, shape: list[Atom]) -> bool:
    point, corners = _point(place), _points(shape)
    if point is None or corners is None or len(corners) < _CORNERS:
        return False
    inside = False
    for (a, b), (c, d) in pairwise(
        [*corners, corners[0]]
    ):  # a ray to the east crosses the border an odd number of times
        if (a > point[0]) != (c > point[0]) and point[1] < (d - b) * (point[0] - a) / (c - a) + b:
            inside = not inside
    return inside


def _turn(one: Point, two: Point, three: Point) -> float:
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])


def _touches(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Say whether the stretch from *a* to *b* meets that from *c* to *d*."""
    turns = (_turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b))
    if turns[0] * turns[1] < 0 and turns[2] * turns[3] < 0:
        return True
    ends = ((a, b, c), (a, b, d), (c, d, a), (c, d, b))
    return any(turn == 0 and _is_between(*three) for turn, three in zip(turns, ends, strict=True))


def _is_between(one: Point, two: Point, point: Point) -> bool:
    return all(min(p, q) <= r <= max(p, q) for p, q, r in zip(one, two, point, strict=True))


def _crosses_itself(values: list[Atom]) -> bool:
    points = _points(values)
    if points is None:
        return False
    stretches = [(one, other) for one, other in pairwise(points) if one != other]
    closed = len(stretches) > 1 and stretches[0][0] == stretches[-1][1]
    last = len(stretches) - 1
    for n, (a, b) in enumerate(stretches):
        for m in range(n + 2, len(stretches)):
            if not (closed and n == 0 and m == last) and _touches(a, b, *stretches[m]):
                return True
    return False


FUNCTIONS: Final[dict[str, Function]] = {
    "distance": ("v*", _distance),
    "area": ("v", _area),
    "enclosed-area": ("v", _area),  # its former name
    "geofence": ("sv", _is_within),
    "enclosed-within": ("sv", _is_within),  # the name under which it was first proposed
    "intersects": ("v", _crosses_itself),
}
