"""Arithmetic and logic agree with Python's on any expression, and nothing raises on any answers."""

from __future__ import annotations

import math
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from content.xforms.xpath import (
    FUNCTIONS,
    Answer,
    BadExpression,
    Scope,
    build,
    number_of,
    parse,
    reads,
    resolve,
    text_of,
)
from content.xforms.xpath.signatures import takes
from content.xforms.xpath.values import CLOSE
from tests.xforms.asking import FACTS, PATHS, REPEATS, ask, form

Sum = tuple[str, float]
Claim = tuple[str, bool]

_LEAVES = st.integers(0, 9).map(lambda n: (str(n), float(n))) | st.just(("${age}", 17.0))


def _joined(one: Sum, sign: str, other: Sum) -> Sum:
    (text, left), (more, right) = one, other
    match sign:
        case "+":
            value = left + right
        case "-":
            value = left - right
        case "*":
            value = left * right
        case "div":
            value = left / right if right else math.nan
        case _:
            value = math.fmod(left, right) if right and not math.isinf(left) else math.nan
    return f"({text} {sign} {more})", value


_SUMS = st.recursive(
    _LEAVES,
    lambda inner: (
        st.builds(_joined, inner, st.sampled_from(["+", "-", "*", "div", "mod"]), inner)
        | inner.map(lambda one: (f"-{one[0]}", -one[1]))
    ),
    max_leaves=12,
)


def _compared(one: Sum, sign: str, other: Sum) -> Claim:
    left, right = one[1], other[1]
    equal = left == right or abs(left - right) < CLOSE
    holds = {"=": equal, "!=": not equal, "<": left < right, ">=": left >= right}[sign]
    return f"{one[0]} {sign} {other[0]}", holds


_CLAIMS = st.recursive(
    st.builds(_compared, _LEAVES, st.sampled_from(["=", "!=", "<", ">="]), _LEAVES),
    lambda inner: (
        st.builds(lambda a, b: (f"({a[0]} and {b[0]})", a[1] and b[1]), inner, inner)
        | st.builds(lambda a, b: (f"({a[0]} or {b[0]})", a[1] or b[1]), inner, inner)
        | inner.map(lambda one: (f"not({one[0]})", not one[1]))
    ),
    max_leaves=12,
)


def _divides_by_nothing(value: float) -> bool:
    return math.isnan(value) or math.isinf(value)


@given(_SUMS)
@settings(deadline=None)
def test_arithmetic_is_pythons(case: Sum) -> None:
    """Any sum of numbers and answers has the value that Python gives it; what divides by 0 is no number."""
    text, expected = case
    value = number_of(ask(text))
    if _divides_by_nothing(expected):
        assert _divides_by_nothing(value) or "div" in text
    else:
        assert math.isclose(value, expected, rel_tol=1e-9, abs_tol=1e-9) or "div 0" in text


@given(_CLAIMS)
@settings(deadline=None)
def test_logic_is_pythons(case: Claim) -> None:
    """Any combination of comparisons is as true as Python says."""
    text, expected = case
    assert ask(text) is expected


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_numbers_written_are_read_back(number: float) -> None:
    """A number that was written as text is the same number when it is read."""
    back = number_of(text_of(number))
    assert back == number or (math.isnan(back) and not math.isfinite(number))


_ANSWERS = st.dictionaries(
    st.sampled_from(["age", "weight", "day", "liked", "visit/note", "members/1/name", "members/2/years"]),
    st.text(max_size=8) | st.integers(-(10**20), 10**20) | st.floats() | st.lists(st.text(max_size=3), max_size=3),
)
_ARGUMENTS = [
    "${age}",
    "${weight}",
    "${day}",
    "${name}",
    "'x'",
    "''",
    "-1",
    "2.5",
    "1 div 0",
    "${members}[2]/years",
    ".",
]
_NODES = ["${name}", "${members}", "."]


@given(_ANSWERS, st.data())
@settings(deadline=None, max_examples=150)
def test_no_answer_makes_a_function_raise(answers: Mapping[str, Answer], data: st.DataObject) -> None:
    """Whatever people answer, every function gives a value."""
    name = data.draw(st.sampled_from(sorted(set(FUNCTIONS) - {"jr:choice-name", "indexed-repeat", "current"})))
    number = data.draw(st.integers(0, 6).filter(lambda n: takes(name, n)))
    given_ones = [
        data.draw(st.sampled_from(_NODES if n == 0 and name in ("randomize", "position") else _ARGUMENTS))
        for n in range(number)
    ]
    run = build(resolve(parse(f"{name}({', '.join(given_ones)})"), PATHS, "age", REPEATS))
    assert isinstance(run(Scope(form(answers).node("age"), FACTS)), str | float | bool | list)


_PIECES = st.lists(
    st.sampled_from([
        "${age}", "${", "}", "'", '"', "(", ")", "[", "]", "/", "//", "..", ".", "*", "-", "+", " and ", " div ", "=",
        "<", "1", "2.5", ",", "if(", "count(", "position(", "jr:choice-name(", "instance('units')", "/root/item",
        "name", "@", "::", ":", "$", "current()", "self", "child::", "|", "!", "!=", " ", "\n", "ă", "Ɣ", "#", "e5",
        "today()", "/data/", "node()", "text()", "years",
        "${name}", "${members}", "concat(", "'x'", "last-saved#", "\\", "\x00",
    ]),
    max_size=10,
).map("".join)  # fmt: skip


@given(_PIECES | st.text(max_size=12))
@settings(deadline=None, max_examples=200)
def test_any_text_is_taken_or_refused(text: str) -> None:
    """Whatever stands in a cell is either refused as a BadExpression or can be worked out and read."""
    try:
        tree = resolve(parse(text), PATHS, "age", REPEATS)
    except BadExpression:
        return
    reads(tree)
    assert isinstance(build(tree)(Scope(form().node("age"), FACTS)), str | float | bool | list)
