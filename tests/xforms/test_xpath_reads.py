"""What an expression looks at is known without working it out."""

from __future__ import annotations

import pytest

from content.xforms.xpath import Reads, parse, reads, resolve
from tests.xforms.asking import PATHS, REPEATS


def looked_at(text: str, at: str = "age", *, choices: bool = False) -> Reads:
    """Return what *text* reads when it stands at *at*."""
    return reads(resolve(parse(text), PATHS, at, REPEATS, choices=choices))


ROWS = [
    ("1 + 1", "age", ""),
    ("${weight} + ${day}", "age", "weight day"),
    (". > 3", "age", "age"),
    ("once(${weight})", "age", "age weight"),
    ("if(${weight} > 1, ${place}, ${note})", "age", "weight visit/place visit/note"),
    ("sum(${years})", "age", "members/years"),
    ("${years}", "members/name", "members/years"),
    ("position(..)", "members/name", "members"),
    ("count(${members})", "age", "members"),
    ("count(${members}[${years} > ${age}])", "day", "members members/years age"),
    ("../years + ../../age", "members/name", "members/years age"),
    ("indexed-repeat(${toy}, ${members}, ${age}, ${toys}, 1)", "day", "members/toys/toy age"),
    ("jr:choice-name(${weight}, '${liked}')", "age", "weight"),
    ("${name} | ${toy}", "age", "members/name members/toys/toy"),
    ("(${name})[. = ${place}]", "age", "members/name visit/place"),
    ("instance('units')/root/item[name = current()/../day]/label", "age", "day"),
    ("randomize(${name}, ${weight})", "age", "members/name weight"),
    ("string-length()", "age", "age"),
]


@pytest.mark.parametrize(("text", "at", "expected"), ROWS)
def test_the_questions_an_expression_looks_at(text: str, at: str, expected: str) -> None:
    """All questions that may be looked at are named, without rounds, those of branches not taken included."""
    assert looked_at(text, at).paths == frozenset(expected.split())


def test_open_paths_name_what_they_may_find_anything_below() -> None:
    """`*` and `//` are said to look at anything below their place."""
    assert looked_at("count(../visit/*)").below == {"visit"}
    assert looked_at("count(//toy)").below == {""}
    assert looked_at("count(/data/members//toy)").below == {"members"}
    assert looked_at("${age}").below == frozenset()


def test_the_facts_an_expression_asks_for() -> None:
    """Today, now, chance, lists, properties and the answers sent last are told apart."""
    assert looked_at("today() > ${day}").today
    assert not looked_at("today() > ${day}").now
    assert looked_at("concat(now(), 1)").now
    assert looked_at("once(random())").random
    assert looked_at("uuid()").random
    assert looked_at("count(randomize(${name}))").random
    assert not looked_at("count(randomize(${name}, 3))").random
    assert looked_at("pulldata('units', 'label', 'name', ${day})").lists == {"units"}
    assert looked_at("instance('units')/root/item[1]/label").lists == {"units"}
    assert looked_at("pulldata(${place}, 'label', 'name', 'x')").lists == {"*"}
    assert looked_at("property('username')").properties == {"username"}
    assert looked_at("${last-saved#place}").saved == {"visit/place"}


def test_a_choice_filter_reads_questions_and_no_columns() -> None:
    """Columns of rows are not mistaken for questions of the same name."""
    assert looked_at("name = ${place} and years > 3", choices=True).paths == {"visit/place"}
