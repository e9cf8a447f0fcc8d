"""References mean what pyxform makes of them: its paths, put through the same parser, give the same values."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Final

import pytest
from pyxform.xls2xform import convert

from content.xforms.xpath import Scope, build, parse, resolve, text_of
from tests.xforms.asking import FACTS, PATHS, REPEATS, SHAPE, bare, form

_XFORMS: Final = "{http://www.w3.org/2002/xforms}"
_EXPRESSIONS: Final = {
    "age": [
        "${weight} + 1", "sum(${years})", "count(${members})", "max(${years})", "join(' ', ${toy})", "${place}",
        "indexed-repeat(${name}, ${members}, 2)", "indexed-repeat(${toy}, ${members}, 2, ${toys}, 1)",
        "count(${members}[${years} > 18])", "concat(${name}, ' ')",
    ],
    "visit/place": ["${age} - 1", "count(${toys})", "concat(${note}, 'x')", "min(${years})"],
    "members/2/name": [
        "${years} * 2", "${age}", "sum(${years})", "count(${toys})", "join(' ', ${toy})", "position(..)", "${place}",
        "count(${members})", "indexed-repeat(${years}, ${members}, position(..) - 1)",
    ],
    "members/2/toys/2/toy": ["${years}", "${name}", "position(..)", "position(../..)", "${age} + 1", "count(${toys})"],
}  # fmt: skip
_CASES: Final = [(at, expression) for at, expressions in _EXPRESSIONS.items() for expression in expressions]


def _sheet(at: str, expression: str) -> str:
    """Write the invented form as a sheet in which the question at *at* is worked out by *expression*."""

    def row(kind: str, path: str) -> str:
        name = path.rpartition("/")[2]
        asks = ("calculate", "", expression) if path == bare(at) else (kind, name, "")
        return f"| | {asks[0]} | {name} | {asks[1]} | {asks[2].replace('|', '')} |"

    rows = [
        *(row("text", name) for name, shape in SHAPE.children.items() if not shape.children),
        "| | begin_group | visit | Visit | |",
        row("text", "visit/place"),
        row("text", "visit/note"),
        "| | end_group | | | |",
        "| | begin_repeat | members | Members | |",
        row("text", "members/name"),
        row("text", "members/years"),
        "| | begin_repeat | toys | Toys | |",
        row("text", "members/toys/toy"),
        "| | end_repeat | | | |",
        "| | end_repeat | | | |",
    ]
    return "\n".join(["| survey |", "| | type | name | label | calculation |", *rows]) + "\n"


@pytest.mark.parametrize(("at", "expression"), _CASES)
def test_references_mean_what_pyxform_makes_of_them(at: str, expression: str) -> None:
    """A reference gives the value of the path that pyxform writes for it at the same place."""
    model = ET.fromstring(convert(_sheet(at, expression), file_type=".md").xform)  # noqa: S314 (pyxform made it)
    binds = {bind.get("nodeset"): bind.get("calculate") for bind in model.iter(f"{_XFORMS}bind")}
    path = next(calculate for nodeset, calculate in binds.items() if calculate and nodeset)
    scope = Scope(form().node(at), FACTS)
    ours, theirs = (build(resolve(parse(text), PATHS, bare(at), REPEATS))(scope) for text in (expression, path))
    assert text_of(ours) == text_of(theirs), path
    assert text_of(ours)
