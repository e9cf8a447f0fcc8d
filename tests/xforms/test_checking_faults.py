"""Each thing that can be wrong in a form's sheets is found at its cell, all of them at once."""

from __future__ import annotations

import re

import pytest

from content.texts import forms as texts
from content.xforms.definition import Definition
from content.xforms.faults import Faults
from content.xforms.reading import examine, read_form
from tests.xforms.sheets import ASKED, YES_NO, Row, faults, form, warnings

N: Row = {"type": "integer", "name": "n", "label": "N?"}
GROUP: Row = {"type": "begin group", "name": "g", "label": "G"}
REPEAT: Row = {"type": "begin repeat", "name": "r", "label": "R"}
END: Row = {"type": "end group"}
END_REPEAT: Row = {"type": "end repeat"}


def calculated(name: str, expression: str) -> Row:
    """Return a row that works a value out."""
    return {"type": "calculate", "name": name, "label": "", "calculation": expression}


@pytest.mark.parametrize(
    ("survey", "expected"),
    [
        ([ASKED, {"type": "txt", "name": "a", "label": "A?"}], [("survey!A3", "unknown_type")]),
        ([ASKED, {"type": "", "name": "a", "label": "A?"}], [("survey!A3", "no_type")]),
        ([ASKED, {"type": "text", "label": "A?"}], [("survey!B3", "no_name")]),
        ([ASKED, {"type": "text", "name": "số người", "label": "A?"}], [("survey!B3", "bad_name")]),
        ([ASKED, {"type": "text", "name": "1a", "label": "A?"}], [("survey!B3", "bad_name")]),
        ([ASKED, {"type": "text", "name": "meta", "label": "A?"}], [("survey!B3", "reserved_name")]),
        ([N, N], [("survey!B3", "name_twice")]),
        ([N, REPEAT, ASKED, END_REPEAT, GROUP, REPEAT, ASKED, END_REPEAT, END], [("survey!B7", "section_twice")]),
        ([ASKED, {"type": "text", "name": "a"}], [("survey!C3", "no_label")]),
        ([ASKED, calculated("c", "")], [("survey!D3", "no_calculation")]),
        ([ASKED, {"type": "audit", "name": "watched"}], [("survey!B3", "audit_name")]),
        ([ASKED, {**N, "appearance": "w${x}"}], [("survey!D3", "unknown_ref")]),
        ([ASKED, END], [("survey!A3", "end_alone")]),
        ([GROUP, ASKED], [("survey!A2", "never_ended")]),
        ([GROUP, ASKED, END_REPEAT], [("survey!A4", "end_other")]),
        ([GROUP, REPEAT, ASKED, END], [("survey!A5", "end_other")]),
        ([ASKED, {**N, "repeat_count": "2"}], [("survey!D3", "count_elsewhere")]),
        ([{"type": "note", "name": "a", "label": "A"}], [("survey!A2", "nothing_asked")]),
        ([ASKED, {**N, "media::big-image": "a.png"}], [("survey!D3", "big_image_alone")]),
    ],
)  # fmt: skip
def test_rows(survey: list[Row], expected: list[tuple[str, str]]) -> None:
    """Types, names, words, and what is opened and closed."""
    assert faults(survey) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"type": "select_one"}, [("survey!A3", "no_list")]),
        ({"type": "select_one yesno"}, [("survey!A3", "unknown_list")]),
        ({"type": "select_one units.csv"}, [("survey!A3", "file_in_type")]),
        ({"type": "select_one_from_file a.xml"}, [("survey!A3", "file_kind")]),
        ({"type": "select_one ${other_question}"}, [("survey!A3", "list_not_repeat")]),
        ({"type": "select_one yn or_other", "choice_filter": "name = 'yes'"}, [("survey!A3", "other_filtered")]),
        ({"type": "select_one_from_file units.csv or_other"}, [("survey!A3", "other_no_choices")]),
        ({"type": "text", "choice_filter": "name = 'yes'"}, [("survey!D3", "filter_elsewhere")]),
        ({"type": "select_one yn", "choice_filter": "nam = 'yes' and 'b' != label"}, [("survey!D3", "filter_column")]),
    ],
)  # fmt: skip
def test_lists(row: Row, expected: list[tuple[str, str]]) -> None:
    """Questions whose choices are nowhere, and filters on columns that are not there."""
    assert faults([ASKED, {"type": "", "name": "q", "label": "Q?", **row}], YES_NO) == expected


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"list_name": "", "name": "a", "label": "A"}, [("choices!A4", "choice_no_list")]),
        ({"list_name": "yn", "name": "", "label": "A"}, [("choices!B4", "choice_no_name")]),
        ({"list_name": "yn", "name": "yes", "label": "A"}, [("choices!B4", "choice_twice")]),
        ({"list_name": "yn", "name": "a b", "label": "A"}, [("choices!B4", "choice_space")]),
    ],
)
def test_choices(choice: Row, expected: list[tuple[str, str]]) -> None:
    """Choices without a list or value, with a value that is taken, or that several answers could not keep apart."""
    assert faults([{"type": "select_multiple yn", "name": "q", "label": "Q?"}], [*YES_NO, choice]) == expected


@pytest.mark.parametrize(
    ("column", "text", "key"),
    [
        ("relevant", "${m} > 1", "unknown_ref"),
        ("label", "Có ${m} người?", "unknown_ref"),
        ("hint", "Xem ${n", "bad_ref"),
        ("constraint", ". > ", "expression"),
        ("constraint", "(. > 1", "expression"),
        ("constraint", "selectd(., 'a')", "expression"),
        ("required", "if(${n} > 1)", "expression"),
        ("calculation", "'abc", "expression"),
        ("default", "concat('a', ${n}", "expression"),
        ("read_only", "../../../x", "expression"),
        ("trigger", "n", "trigger"),
    ],
)
def test_expressions(column: str, text: str, key: str) -> None:
    """References to nothing, and expressions that cannot be understood."""
    row: Row = {"type": "text", "name": "q", "label": "Q?"}
    assert [found for _, found in faults([N, {**row, column: text}])] == [key]


def test_an_expression_says_where_and_what() -> None:
    """The cell, the position, what stands there, and the function that was meant."""
    (one,) = form([N, {"type": "text", "name": "q", "label": "Q?", "relevant": "selectd(${n}, 1)"}]).faults
    expected = 'survey!D3: Điều kiện hỏi có công thức sai tại ký tự 1 ("selectd(${n}, 1)"): không có hàm "selectd".'
    assert one.line == expected + ' Có phải "selected"?'


def test_a_reference_proposes_the_name_meant() -> None:
    """A name with a slip of the finger is answered with the one most like it."""
    (one,) = form([{**N, "name": "so_nguoi"}, {**ASKED, "label": "${so_nguoii}?"}]).faults
    assert one.words.endswith('không có câu hỏi nào tên như vậy. Có phải "so_nguoi"?')


def test_a_name_that_two_groups_have_cannot_be_referred_to() -> None:
    """It stands where it is harmless, and is a fault where something asks for it."""
    twice: list[Row] = [GROUP, N, END, {**GROUP, "name": "h"}, N, END]
    assert faults(twice) == []
    assert faults([*twice, {**ASKED, "label": "${n}?"}]) == [("survey!C8", "ambiguous_ref")]


@pytest.mark.parametrize(
    ("survey", "expected"),
    [
        ([ASKED, calculated("a", "${b} + 1"), calculated("b", "${a} + 1")], [("survey!D3", "circle")]),
        ([ASKED, calculated("a", "${a} + 1")], [("survey!D3", "circle_itself")]),
        ([ASKED, {**N, "relevant": "${n} > 1"}], [("survey!D3", "circle_itself")]),
        ([{**GROUP, "relevant": "${n} > 1"}, N, END], [("survey!D2", "circle")]),
        ([N, {**REPEAT, "repeat_count": "${k}"}, {**N, "name": "k"}, END_REPEAT], [("survey!D3", "circle")]),
        ([{**N, "constraint": ". > 1 and ${n} < 5"}], []),
        ([N, {**ASKED, "relevant": "${n} > 1"}, calculated("c", "${other_question}")], []),
        ([REPEAT, {**N, "calculation": "1 + indexed-repeat(${n}, ${r}, position(..) - 1)"}, END_REPEAT, ASKED], []),
    ],
)  # fmt: skip
def test_circles(survey: list[Row], expected: list[tuple[str, str]]) -> None:
    """What waits for itself is found once; a constraint on oneself and the round before are no circle."""
    assert faults(survey) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("range", "start=0 end=10 step=2", []),
        ("range", "start = 0; end = 1.5, step = 0.5", []),
        ("range", "start=a", ["parameter_number"]),
        ("range", "start=0 end=10 step=0", ["step_zero"]),
        ("range", "start=0 end=2 step=3", ["step_wide"]),
        ("range", "start", ["parameter_form"]),
        ("range", "begin=1", ["parameter_unknown"]),
        ("integer", "start=1", ["parameter_none"]),
        ("select_one yn", "randomize=maybe", ["parameter_flag"]),
        ("select_one yn", "seed=4", ["seed_alone"]),
        ("select_one yn", "randomize=true seed=abc", ["parameter_number"]),
        ("select_one yn", "randomize=true seed=${other_question}", []),
    ],
)
def test_parameters(kind: str, text: str, expected: list[str]) -> None:
    """Parameters that cannot be read, are not of the type, or whose numbers make no scale."""
    found = faults([ASKED, {"type": kind, "name": "q", "label": "Q?", "parameters": text}], YES_NO)
    assert found == [("survey!D3", key) for key in expected]


def test_what_is_odd_is_no_fault() -> None:
    """Unknown columns, unused lists, texts untranslated, an empty group: named, and the form is read all the same."""
    survey: list[Row] = [
        {**ASKED, "Ghi chú": "của tôi", "hint::English": "Here", "rows": "3"}, GROUP, END,
        {"type": "text", "name": "b", "label": "B?", "hint": "Đây"},
    ]  # fmt: skip
    found = warnings(
        survey, [*YES_NO, {"list_name": "yn", "name": "maybe"}], {"form_id": "a", "default_language": "Tày"}
    )
    assert found == [
        ("survey!D1", "unknown_column"),
        ("survey!C2", "untranslated"),
        ("survey!E2", "untranslated"),
        ("survey!F2", "ignored_column"),
        ("survey!A3", "empty_section"),
        ("choices!A2", "list_unused"),
        ("choices!C4", "choice_no_label"),
    ]


def test_names_that_differ_by_capitals() -> None:
    """They are two names, and easily taken for one: a warning."""
    assert warnings([N, {**N, "name": "N"}]) == [("survey!B3", "name_alike")]


def test_columns_come_once_and_settings_fit() -> None:
    """The same column by two spellings, and a form_id that no file could have."""
    found = faults([{**ASKED, "relevant": "", "relevance": ""}], (), {"form_id": "báo cáo"})
    assert found == [("survey!E1", "column_twice"), ("settings!A2", "bad_form_id")]


def test_a_sheet_without_its_columns() -> None:
    """The survey without names, the choices without lists."""
    assert ("survey!A1", "no_column") in faults([{"type": "text", "label": "A?"}])
    assert ("choices!A1", "no_column") in faults([ASKED], [{"list": "yn", "name": "a", "label": "A"}])


def test_all_faults_at_once() -> None:
    """A form with many faults has them all said, in the order of the sheets, each with its cell and what to do."""
    survey: list[Row] = [
        {"type": "txt", "name": "a", "label": "A?"},
        {"type": "select_one yesno", "name": "b b", "label": "${c}?"},
        {"type": "geotrace", "name": "d", "label": "D"},
        {"type": "image", "name": "e", "label": "E", "appearance": "signature"},
        {"type": "integer", "name": "f", "label": "F?", "constraint": ". > and"},
    ]
    content = "\n".join(one.line for one in form(survey, YES_NO).faults)
    assert re.findall(r"^survey!\w\d", content, re.MULTILINE) == [
        "survey!A2", "survey!A3", "survey!B3", "survey!C3", "survey!A4", "survey!D5", "survey!E6"
    ]  # fmt: skip
    said = read_form("form.md", b"| survey |\n| | type | name | label |\n| | txt | a | A |\n")
    assert isinstance(said, Faults)
    assert said.text.splitlines()[0] == texts.FAULTS_HEAD.format(n=len(said.items))


def test_what_pyxform_refuses_is_refused() -> None:
    """The standard's own tool has the last word, with our lead-in; we say first what we can."""
    good = read_form("a.md", b"| survey |\n| | type | name | label |\n| | text | a | A |\n")
    assert isinstance(good, Definition)
    found = form([ASKED, {"type": "audit", "name": "audit", "parameters": "location-priority=balanced"}])
    assert [one.key for one in found.faults] == ["pyxform"]
    assert found.faults[0].words.startswith("Công cụ chuẩn XLSForm chưa chấp nhận biểu mẫu")


def test_one_language_spelled_in_two_ways_is_named() -> None:
    """An apostrophe of another kind makes two languages of one; nothing else in the sheet would say so."""
    head = "| | type | name | label::Tiếng Việt (vi) | label::H'Mông (hmn) | hint::H’Mông (hmn) |"
    found = examine("a.md", f"| survey |\n{head}\n| | text | a | Gì? | Gì? | Gì? |\n".encode())
    assert [one.at for one in found.warnings if one.key == "language_twice"] == ["survey!E1"]
