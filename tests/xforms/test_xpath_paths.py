"""References and paths: the same round within a repeat, all rounds from outside, and what raw paths find."""

from __future__ import annotations

import pytest

from content.xforms.definition import Field, Section
from content.xforms.xpath import (
    Facts,
    FormTree,
    ListTree,
    Scope,
    Shape,
    build,
    parse,
    resolve,
    shape_of,
    text_of,
    truth_of,
)
from tests.xforms.asking import ANSWERS, FACTS, PATHS, REPEATS, SHAPE, UNITS, ask, form, found

FROM_OUTSIDE = [
    ("${age}", "17"),
    ("${place}", "Thôn 3"),
    ("${name}", "An"),
    ("count(${name})", "3"),
    ("sum(${years})", "42"),
    ("join(' ', ${toy})", "diều bóng quay"),
    ("count(${members}[${years} > 18])", "1"),
    ("${members}[${years} < 18]/name", "Bình"),
    ("join(' ', ${members}[position() > 1]/name)", "Bình Cúc"),
    ("${members}[last()]/name", "Cúc"),
    ("${name}[1]", "An"),
    ("(${name})[2]", "Bình"),
    ("count((${toy} | ${name}))", "6"),
    ("count(${toy} | ${toy})", "3"),
    ("indexed-repeat(${name}, ${members}, 2)", "Bình"),
    ("indexed-repeat(${name}, ${members}, 4)", ""),
    ("indexed-repeat(${name}, ${members}, 0)", ""),
    ("indexed-repeat(${name}, ${members}, ${empty})", ""),
    ("indexed-repeat(${toy}, ${members}, 2, ${toys}, 2)", "quay"),
    ("indexed-repeat(/data/members/name, /data/members, 1 + 1)", "Bình"),
    ("/data/members[2]/name", "Bình"),
    ("/data/members[position() = 3]/name", "Cúc"),
    ("/data/members[name = 'Bình']/years", "12"),
    ("/data/members/toys[2]/toy", "quay"),
    ("/anything/visit/place", "Thôn 3"),
    ("../visit/place", "Thôn 3"),
    ("./.", "17"),
    ("current()/../visit/place", "Thôn 3"),
    ("self::node()", "17"),
    ("parent::node()/visit/child::place", "Thôn 3"),
    ("count(//toy)", "3"),
    ("count(../members//toy)", "3"),
    ("count(/data/*)", "12"),
    ("count(../visit/node())", "2"),
    ("/data/meta/instanceID", ""),
    ("position(/data/members[3])", "3"),
    ("position(/data/members[9])", "0"),
    ("${name} = 'Cúc'", "true"),
    ("${name} != 'Cúc'", "true"),
    ("${years} > 29", "true"),
    ("${years} > 30", "false"),
    ("${name}[. = 'none'] = ''", "true"),
    ("instance('units')/root/item[commune = 'x2'][2]/label", "Thôn 3"),
    ("instance('units')/root/item['x2' = commune]/label", "Thôn 2"),
    ("instance('units')/root/item[label = ${place}]/name", "t3"),
    ("instance('units')/root/item[label = current()/../visit/place]/name", "t3"),
    ("instance('units')/root/item[people = 45]/name", "t3"),
    ("count(instance('units')/root/item[people = ''])", "2"),
    ("instance('units')/root/item[name = 't2' or commune = 'x1'][2]/name", "t2"),
    ("count(instance('units')/root/item[2]/*)", "3"),
]
FROM_A_ROUND = [
    ("${years}", "12"),
    ("${years} < 18", "true"),
    ("${age}", "17"),
    ("sum(${years})", "12"),
    ("sum(../../members/years)", "42"),
    ("count(../../members)", "3"),
    ("count(${members})", "3"),
    ("count(/data/members)", "3"),
    ("/data/members/years", "12"),
    ("position(..)", "2"),
    ("join(' ', ${toy})", "bóng quay"),
    ("count(${toys})", "2"),
    ("indexed-repeat(${name}, ${members}, position(..) - 1)", "An"),
    ("indexed-repeat(${toy}, ${toys}, 2)", "quay"),
    ("../toys[toy = 'quay']/toy", "quay"),
    ("count(/data/members[years > current()/../years])", "1"),
]
FROM_A_ROUND_WITHIN = [
    ("${years}", "12"),
    ("${toy}", "quay"),
    ("position(..)", "2"),
    ("position(../..)", "2"),
    ("count(${toys})", "2"),
    ("${name}", "Bình"),
]


@pytest.mark.parametrize(
    ("at", "expression", "expected"),
    [
        *(("age", *row) for row in FROM_OUTSIDE),
        *(("members/2/name", *row) for row in FROM_A_ROUND),
        *(("members/2/toys/2/toy", *row) for row in FROM_A_ROUND_WITHIN),
    ],
)
def test_references_read_what_a_form_means(at: str, expression: str, expected: str) -> None:
    """A reference reads the asker's own round, all rounds from outside, and raw paths what XPath says."""
    assert text_of(ask(expression, at)) == expected


def test_a_nodeset_is_given_as_nodes() -> None:
    """Whoever wants all nodes (choices made of a repeat) gets them, in order, and their children."""
    assert found("${members}") == ["members/1", "members/2", "members/3"]
    assert found("//years") == ["members/1/years", "members/2/years", "members/3/years"]
    value = ask("${members}[2]")
    assert isinstance(value, list)
    assert [child.value() for child in value[0].child("name")] == ["Bình"]


def test_what_does_not_count_reads_as_empty() -> None:
    """A question that is not relevant is in no nodeset and empty where it is read, but reads itself."""
    tree = form(relevant=lambda path: not path.startswith("members/1") and path != "age")
    assert text_of(ask("count(${members})", "day", tree=tree)) == "2"
    assert text_of(ask("sum(${years})", "day", tree=tree)) == "12"
    assert text_of(ask("join(',', ${name})", "day", tree=tree)) == "Bình,Cúc"
    assert text_of(ask("${age}", "day", tree=tree)) == ""
    assert text_of(ask("count(${age})", "day", tree=tree)) == "0"
    assert ask("${age} = ''", "day", tree=tree) is True
    assert text_of(ask("${name}", "members/1/years", tree=tree)) == ""
    assert text_of(ask(".", "age", tree=tree)) == "17"
    assert text_of(ask("indexed-repeat(${name}, ${members}, 1)", "day", tree=tree)) == ""


def test_answers_are_read_when_asked() -> None:
    """The tree keeps no answers: a changed one is seen by a function built before."""
    answers = dict(ANSWERS)
    run = build(resolve(parse("${age} + 1"), PATHS, "day", REPEATS))
    scope = Scope(form(answers).node("day"), FACTS)
    assert run(scope) == 18
    answers["age"] = 20
    assert run(scope) == 21
    del answers["age"]
    assert text_of(run(scope)) == "NaN"


def test_a_choice_filter_looks_at_columns_of_the_row() -> None:
    """In a choice filter a bare name is a column, a reference a question, and current() the question that asks."""
    for expression, expected in [
        ("commune = ${chosen}", ["t2", "t3"]),
        ("commune = ${chosen} and people > 40", ["t3"]),
        ("name = 't1' or name = 't3'", ["t1", "t3"]),
        ("selected(current()/../liked, 'red') and commune = 'x1'", ["t1"]),
        ("position() = 2", ["t2"]),
    ]:
        run = build(resolve(parse(expression), PATHS, "age", REPEATS, choices=True))
        tree = form({**ANSWERS, "chosen": "x2"})
        kept = [
            text_of(list(node.child("name")))
            for node in UNITS.nodes()
            if truth_of(run(Scope(node, FACTS, current=tree.node("age"), position=node.round, size=3)))
        ]
        assert kept == expected, expression


def test_the_form_itself_can_ask() -> None:
    """An instance name or a title is worked out at the root."""
    run = build(resolve(parse("concat(${place}, ' ', ${day})"), PATHS, "", REPEATS))
    assert run(Scope(form().node(""), FACTS)) == "Thôn 3 2026-11-20"


def test_a_round_about_to_be_can_be_asked_for() -> None:
    """A place in a round that is not there yet has a node; a place the form does not have raises KeyError."""
    assert form().node("members/4/name").value() == ""
    with pytest.raises(KeyError):
        form().node("members/1/nothing")


def test_the_shape_comes_from_the_items_of_a_form() -> None:
    """Fields, groups and repeats of a definition make the shape that paths walk."""
    items = (
        Field(path="age", kind="integer"),
        Section(path="visit", items=(Field(path="visit/place", kind="text"),)),
        Section(path="members", repeats=True, items=(Field(path="members/name", kind="text"),)),
    )
    shape = shape_of(items)
    assert shape.children["members"].repeats
    tree = FormTree(shape, {"members/1/name": "An"}, rounds=lambda _path: 1)
    assert tree.node("members/1/name").value() == "An"
    assert [node.path for node in tree.root.child("*")] == ["age", "visit", "members/1"]


def test_a_look_up_finds_what_looking_through_finds() -> None:
    """The index of a list's column gives the rows that a comparison with each row would give."""
    rows = [{"name": str(n), "kind": "abc"[n % 3], **({"odd": "1"} if n % 2 else {})} for n in range(60)]
    facts = Facts(now=FACTS.now, lists={"rows": ListTree(rows)})
    for condition in ("kind = 'b'", "odd = '1'", "odd = ''", "odd = 1", "name = ${weight}", "name = true()"):
        quick = found_in(f"instance('rows')/root/item[{condition}]/name", facts)
        slow = found_in(f"instance('rows')/root/item[{condition} and position() > 0]/name", facts)
        assert quick == slow, condition
    assert len(found_in("instance('rows')/root/item[odd = '']/name", facts)) == 30


def test_values_are_those_of_the_nodes() -> None:
    """The quick way to the values of a plain path gives what its nodes, found one by one, hold."""
    tree = form(relevant=lambda path: path not in ("members/1/years", "members/2/toys/2/toy"))
    for at in ("age", "members/2/name", "members/2/toys/1/toy", "members/9/name"):
        for path in ("/data/members/years", "/data/members/toys/toy", "${years}", "${toy}", "../../members/name"):
            if path.startswith("..") and not at.endswith("name"):
                continue
            quick = text_of(ask(f"join(',', {path})", at, tree=tree))
            assert quick == text_of(ask(f"join(',', ({path})[true()])", at, tree=tree)), (at, path)


def found_in(expression: str, facts: Facts) -> list[str]:
    """Return the values of all nodes found."""
    return text_of(ask(f"join(' ', {expression})", facts=facts)).split()


def test_shape_of_asking_has_all_paths() -> None:
    """The invented form's names are all places of its shape."""
    tree = FormTree(SHAPE, {}, rounds=lambda _path: 1)
    assert isinstance(SHAPE, Shape)
    for (path,) in PATHS.values():
        tree.node(path.replace("members/", "members/1/").replace("toys/", "toys/1/"))
