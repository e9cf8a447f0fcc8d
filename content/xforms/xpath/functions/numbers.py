"""Functions of numbers and truths. What is out of a function's range gives NaN, never an error."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from decimal import ROUND_CEILING, ROUND_HALF_DOWN, ROUND_HALF_UP, Context, Decimal, InvalidOperation
from itertools import chain
from typing import Any, Final

from content.xforms.xpath.functions.table import Function
from content.xforms.xpath.values import NAN, Atom, number_of

_MOST_PLACES: Final = 30
_EXACT: Final = Context(prec=400)  # every float can be written out in as many digits


def _safe(work: Callable[..., Any]) -> Callable[..., float]:
    """Make NaN of what cannot be, and infinity of what is too large."""

    def run(*numbers: float) -> float:
        try:
            result = work(*numbers)
        except OverflowError:
            return math.inf
        except (ValueError, ZeroDivisionError):
            return NAN
        return result if isinstance(result, float) else NAN  # (-8) ** 0.5 is complex

    return run


def _logarithm(work: Callable[[float], float]) -> Callable[[float], float]:
    safe = _safe(work)
    return lambda number: -math.inf if number == 0 else safe(number)


def _rounded(number: float, places: float = 0.0) -> float:
    """Round a half away from the smaller number (1.5 → 2, -1.5 → -1), as XPath does; places may be negative."""
    if not math.isfinite(number) or not math.isfinite(places):
        return number
    unit = Decimal(1).scaleb(-int(max(-_MOST_PLACES, min(_MOST_PLACES, places))))
    try:
        exact = Decimal(repr(number))
        return float(exact.quantize(unit, ROUND_HALF_UP if number > 0 else ROUND_HALF_DOWN, _EXACT))
    except InvalidOperation:
        return number


def _whole(number: float) -> float:
    return float(math.trunc(number)) if math.isfinite(number) else number


def _ceiling(number: float) -> float:
    return float(Decimal(repr(number)).to_integral_value(ROUND_CEILING)) if math.isfinite(number) else number


def _floor(number: float) -> float:
    return float(math.floor(number)) if math.isfinite(number) else number


def _counted(parts: tuple[list[Atom], ...]) -> Iterator[float]:
    """Give the numbers among the values; questions that were not answered are left out."""
    for value in chain.from_iterable(parts):
        if value != "":
            yield number_of(value)


def _largest(*parts: list[Atom]) -> float:
    numbers = list(_counted(parts))
    return NAN if not numbers or any(map(math.isnan, numbers)) else max(numbers)


def _smallest(*parts: list[Atom]) -> float:
    numbers = list(_counted(parts))
    return NAN if not numbers or any(map(math.isnan, numbers)) else min(numbers)


def _is_yes(value: Atom) -> bool:
    return value is True or value == "yes"


def _between(least: float, most: float, found: float) -> bool:
    return (least == -1 or found >= least) and (most == -1 or found <= most)


def _checklist(least: float, most: float, *answers: Atom) -> bool:
    return _between(least, most, sum(map(_is_yes, answers)))


def _weighted_checklist(least: float, most: float, *pairs: Atom) -> bool:
    weights = zip(pairs[::2], pairs[1::2], strict=True)
    return _between(least, most, sum(number_of(weight) for answer, weight in weights if _is_yes(answer)))


FUNCTIONS: Final[dict[str, Function]] = {
    "number": ("n", lambda number: number),
    "round": ("nn", _rounded),
    "int": ("n", _whole),
    "ceiling": ("n", _ceiling),
    "floor": ("n", _floor),
    "abs": ("n", abs),
    "pow": ("nn", _safe(lambda number, power: number**power)),
    "exp": ("n", _safe(math.exp)),
    "exp10": ("n", _safe(lambda number: 10.0**number)),
    "log": ("n", _logarithm(math.log)),
    "log10": ("n", _logarithm(math.log10)),
    "sqrt": ("n", _safe(math.sqrt)),
    "sin": ("n", _safe(math.sin)),
    "cos": ("n", _safe(math.cos)),
    "tan": ("n", _safe(math.tan)),
    "asin": ("n", _safe(math.asin)),
    "acos": ("n", _safe(math.acos)),
    "atan": ("n", _safe(math.atan)),
    "atan2": ("nn", _safe(math.atan2)),
    "pi": ("", lambda: math.pi),
    "sum": ("v", lambda values: float(sum(_counted((values,))))),
    "max": ("v*", _largest),
    "min": ("v*", _smallest),
    "count-non-empty": ("v", lambda values: float(sum(value != "" for value in values))),
    "boolean": ("b", lambda truth: truth),
    "boolean-from-string": ("s", lambda text: text in ("true", "1")),
    "not": ("b", lambda truth: not truth),
    "true": ("", lambda: True),
    "false": ("", lambda: False),
    "checklist": ("nna*", _checklist),
    "weighted-checklist": ("nn(aa)", _weighted_checklist),
}
