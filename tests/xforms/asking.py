"""An invented form for expressions, and one call that works one out in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone

from content.xforms.xpath import (
    Answer,
    Facts,
    FormTree,
    ListTree,
    Scope,
    Shape,
    XValue,
    build,
    parse,
    resolve,
)

ROUNDS = {"members": 3, "members/1/toys": 1, "members/2/toys": 2}
REPEATS = frozenset({"members", "members/toys"})
ANSWERS: dict[str, Answer] = {
    "age": 17,
    "weight": 2.5,
    "day": "2026-11-20",
    "hour": "18:00",
    "liked": ["red", "green"],
    "visit/place": "Thôn 3",
    "visit/note": "",
    "members/1/name": "An",
    "members/1/years": 30,
    "members/2/name": "Bình",
    "members/2/years": 12,
    "members/3/name": "Cúc",
    "members/1/toys/1/toy": "diều",
    "members/2/toys/1/toy": "bóng",
    "members/2/toys/2/toy": "quay",
}
SHAPE = Shape(
    {
        **{name: Shape() for name in ("age", "weight", "day", "hour", "liked", "empty", "div", "chosen")},
        "visit": Shape({"place": Shape(), "note": Shape()}),
        "members": Shape(
            {"name": Shape(), "years": Shape(), "toys": Shape({"toy": Shape()}, repeats=True)},
            repeats=True,
        ),
    }
)
PATHS = {
    **{name: [name] for name in (*SHAPE.children, "visit", "members")},
    "place": ["visit/place"],
    "note": ["visit/note"],
    "name": ["members/name"],
    "years": ["members/years"],
    "toys": ["members/toys"],
    "toy": ["members/toys/toy"],
}
UNITS = ListTree(
    [
        {"name": "t1", "label": "Thôn 1", "commune": "x1"},
        {"name": "t2", "label": "Thôn 2", "commune": "x2"},
        {"name": "t3", "label": "Thôn 3", "commune": "x2", "people": "45"},
    ]
)
FACTS = Facts(
    now=datetime(2026, 11, 26, 9, 30, tzinfo=timezone(timedelta(hours=7))),
    seed="s1",
    lists={"units": UNITS},
    saved={"visit/place": "Thôn 1"},
    properties={"username": "an"},
    version="7",
    label=lambda path, value: f"{path}:{value}",
)


def form(answers: Mapping[str, Answer] = ANSWERS, relevant: Callable[[str], bool] = lambda _path: True) -> FormTree:
    """Return the invented form, filled."""
    return FormTree(SHAPE, answers, relevant=relevant, rounds=lambda path: ROUNDS.get(path, 0))


def bare(path: str) -> str:
    """Return a place without the numbers of rounds."""
    return "/".join(part for part in path.split("/") if not part.isdigit())


def ask(
    expression: str, at: str = "age", *, tree: FormTree | None = None, facts: Facts = FACTS, **changed: Answer
) -> XValue:
    """Work *expression* out for the node *at* (with rounds); *changed* are answers of fields without groups."""
    scope = Scope((tree or form({**ANSWERS, **changed})).node(at), facts)
    return build(resolve(parse(expression), PATHS, bare(at), REPEATS))(scope)


def found(expression: str, at: str = "age", tree: FormTree | None = None) -> list[str]:
    """Return the places of the nodes that *expression* finds."""
    value = ask(expression, at, tree=tree)
    assert isinstance(value, list)
    return [node.path for node in value]
