"""The form in which the examples of docs/forms.md are worked out: read from a sheet, as any other."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import cache

from content.xforms.definition import Definition
from content.xforms.reading import read_form
from content.xforms.xpath import Answer, Facts, FormTree, ListTree, Scope, build, shape_of, text_of

SHEET = """
| survey |
| | type | name | label | calculation |
| | integer | n | Số? | |
| | date | day | Ngày? | |
| | text | empty | Bỏ trống? | |
| | select_one letters | one | Một? | |
| | select_multiple letters | many | Nhiều? | |
| | csv-external | units | | |
| | begin repeat | member | Người | |
| | integer | age | Tuổi? | |
| | end repeat | | | |
| | calculate | worked_out | | {expression} |
| choices |
| | list_name | name | label |
| | letters | a | Một |
| | letters | b | Hai |
| settings |
| | form_id | version |
| | functions | 7 |
"""
ANSWERS: dict[str, Answer] = {
    "n": 3, "day": "2026-11-20", "one": "a", "many": ["a", "b"], "member/1/age": 30, "member/2/age": 12
}  # fmt: skip
UNITS = ListTree([{"name": "u1", "label": "Thôn 1"}, {"name": "u2", "label": "Thôn 2"}])
FACTS = Facts(
    now=datetime(2026, 11, 26, 9, 30, tzinfo=timezone(timedelta(hours=7))),
    seed="s",
    lists={"units": UNITS},
    properties={"username": "an"},
    version="7",
    label=lambda _path, value: {"a": "Một", "b": "Hai"}.get(value, value),
)


@cache
def form_with(expression: str) -> Definition:
    """Return the form whose calculation is *expression*."""
    definition = read_form("functions.md", SHEET.replace("{expression}", expression.replace("|", r"\|")).encode())
    assert isinstance(definition, Definition), definition
    return definition


def evaluate(expression: str) -> str:
    """Return what *expression* gives in the filled form, as people would write it."""
    definition = form_with(expression)
    (field,) = (one for one in definition.fields() if one.path == "worked_out")
    assert field.calculation is not None
    tree = FormTree(shape_of(definition.items), ANSWERS, rounds=lambda _path: 2)
    return text_of(build(field.calculation)(Scope(tree.node("worked_out"), FACTS)))
