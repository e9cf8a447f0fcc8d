"""Each row of docs/forms.md is kept: a tiny form is read for it, an expression worked out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyxform.aliases import select as pyxform_selects
from pyxform.aliases import survey_header as pyxform_headers
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from content.dialog import File
from content.texts import forms as texts
from content.xforms.columns import CHOICES, IGNORED, SETTINGS, SETTINGS_IGNORED, SURVEY, survey_table
from content.xforms.compiling import compile_form
from content.xforms.definition import Definition, Field, Section
from content.xforms.kinds import APPEARANCES, SUPPORT, read_kind
from content.xforms.reading import Examined
from content.xforms.sheets import Cell, Sheet
from content.xforms.xpath import FUNCTIONS
from content.xforms.xpath import SUPPORT as FUNCTION_SUPPORT
from tests.xforms.function_form import evaluate
from tests.xforms.sheets import ASKED, YES_NO, Row, form

PAGE = Path(__file__).parents[2] / "docs" / "forms.md"


def _tables() -> dict[str, list[list[str]]]:
    """Return the rows of each table of the page by its heading."""
    found: dict[str, list[list[str]]] = {}
    heading = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:]
        elif line.startswith("|") and not line.startswith("|---"):
            cells = [cell.strip().strip("`") for cell in line.strip("|").split(" | ")]
            found.setdefault(heading, []).append(cells)
    return {name: rows[1:] for name, rows in found.items()}


TABLES = _tables()


def is_warned(found: Examined, key: str) -> bool:
    """Say whether the form was accepted with this warning."""
    return found.definition is not None and key in {one.key for one in found.warnings}


def _rows_of(kind: str) -> list[Row]:
    match kind:
        case "select_one" | "select_multiple" | "rank":
            return [{"type": f"{kind} yn", "name": "q", "label": "Q?"}]
        case "select_one_from_file" | "select_multiple_from_file":
            return [{"type": f"{kind} units.csv", "name": "q", "label": "Q?"}]
        case "select_one_external" | "cascading_select":
            return [{"type": f"{kind} yn", "name": "q", "label": "Q?"}]
        case "begin_group" | "begin_repeat" | "begin_loop":
            begin = kind.replace("_", " ") + (" over yn" if kind == "begin_loop" else "")
            return [
                {"type": begin, "name": "q", "label": "Q"}, {"type": "text", "name": "inner", "label": "?"},
                {"type": kind.replace("begin_", "end "), "name": ""},
            ]  # fmt: skip
        case "calculate":
            return [{"type": kind, "name": "q", "calculation": "1 + 1"}]
        case "audit":
            return [{"type": kind, "name": "audit"}]
        case _:
            return [{"type": kind, "name": "q", "label": "Q?"}]


@pytest.mark.parametrize(("kind", "support"), [row[:2] for row in TABLES["Types"]])
def test_types(kind: str, support: str) -> None:
    """A type is read, read with its fallback said, or refused at its cell with what to do instead."""
    found = form([ASKED, *_rows_of(kind)], YES_NO)
    match support:
        case "yes":
            assert found.definition is not None, found.faults
            assert not any(one.key.startswith("fallback_") for one in found.warnings)
        case "fallback":
            assert is_warned(found, f"fallback_{kind}"), found
        case _:
            assert ("survey!A3", f"refused_{kind}") in {(one.at, one.key) for one in found.faults}


@pytest.mark.parametrize("kind", ["image", "audio", "video", "file"])
def test_what_is_sent_is_kept(kind: str) -> None:
    """The four kinds of files are asked for by a question that keeps them, and the page says what becomes of them."""
    found = form([ASKED, *_rows_of(kind)], YES_NO)
    assert found.definition is not None
    step = compile_form(found.definition).by_key["q"].step
    assert isinstance(step, File)
    assert step.kept == kind
    assert "## Pictures and files" in PAGE.read_text(encoding="utf-8")


def test_all_types_are_listed() -> None:
    """The page has the types that the code knows, with the same word for each."""
    assert {row[0]: row[1] for row in TABLES["Types"]} == SUPPORT


@pytest.mark.parametrize("spelling", sorted({*QUESTION_TYPE_DICT, *pyxform_selects} - {"q select", "q select1"}))
def test_spellings(spelling: str) -> None:
    """Whatever spelling of a type pyxform knows is known."""
    kind = read_kind(spelling)
    assert kind is not None
    assert kind.support_key in SUPPORT


@pytest.mark.parametrize("header", sorted({*pyxform_headers} - {"sms_separator", "sms_allow_media", "sms_date_format",
                                                               "sms_datetime_format", "sms_response"}))  # fmt: skip
def test_headers(header: str) -> None:
    """Whatever column of the survey sheet pyxform knows is known."""
    table = survey_table(Sheet("survey", {0: Cell(header, "survey!A1")}))
    assert table.unknown == []


COLUMNS: dict[tuple[str, str], tuple[Row, Callable[[Field], object]]] = {
    ("survey", "hint"): ({"hint": "Gợi ý"}, lambda f: f.hint),
    ("survey", "guidance_hint"): ({"guidance_hint": "Thêm"}, lambda f: f.guidance),
    ("survey", "relevant"): ({"relevant": "${n} > 1"}, lambda f: f.relevant),
    ("survey", "constraint"): ({"constraint": ". != ''"}, lambda f: f.constraint),
    ("survey", "constraint_message"): ({"constraint": ". != ''", "constraint_message": "Sai"},
                                       lambda f: f.constraint_message),
    ("survey", "required"): ({"required": "yes"}, lambda f: f.required),
    ("survey", "required_message"): ({"required": "yes", "required_message": "Cần"}, lambda f: f.required_message),
    ("survey", "default"): ({"default": "${n} + 1"}, lambda f: isinstance(f.default, list)),
    ("survey", "calculation"): ({"calculation": "${n} + 1"}, lambda f: f.calculation),
    ("survey", "trigger"): ({"trigger": "${n}", "calculation": "1"}, lambda f: f.trigger == ("n",)),
    ("survey", "choice_filter"): ({"type": "select_one yn", "choice_filter": "name != ${n}"},
                                  lambda f: f.choice_filter),
    ("survey", "parameters"): ({"type": "range", "parameters": "start=0 end=4 step=2"},
                               lambda f: f.parameters == {"start": "0", "end": "4", "step": "2"}),
    ("survey", "media::image"): ({"media::image": "a.png"}, lambda f: f.media == {"image": {"default": "a.png"}}),
    ("survey", "media::big-image"): ({"media::image": "a.png", "media::big-image": "b.png"},
                                     lambda f: f.media["big-image"] == {"default": "b.png"}),
    ("survey", "media::audio"): ({"media::audio": "a.mp3"}, lambda f: f.media == {"audio": {"default": "a.mp3"}}),
    ("survey", "media::video"): ({"media::video": "a.mp4"}, lambda f: f.media == {"video": {"default": "a.mp4"}}),
    ("survey", "read_only"): ({"read_only": "yes"}, lambda f: f.read_only),
}  # fmt: skip
SETTING: dict[str, tuple[str, Callable[[Definition], object]]] = {
    "form_title": ("Tên", lambda d: d.title == "Tên"),
    "form_id": ("abc", lambda d: d.form_id == "abc"),
    "version": ("9", lambda d: d.version == "9"),
    "default_language": ("default", lambda d: d.default_language == "default"),
    "instance_name": ("${n}", lambda d: d.instance_name),
    "allow_choice_duplicates": ("yes", lambda d: d.form_id),
}
NUMBER: Row = {"type": "integer", "name": "n", "label": "N?"}
QUESTION: Row = {"type": "text", "name": "q", "label": "Q?"}


@pytest.mark.parametrize(("where", "column", "support"), [row[:3] for row in TABLES["Columns"]])
def test_columns(where: str, column: str, support: str) -> None:
    """What stands in a column is found in the form, or its column is named as one without a meaning."""
    match where, support:
        case "survey", "yes":
            _check_survey_column(column)
        case "survey", _:
            found = form([NUMBER, {**QUESTION, column: "year" if column == "appearance" else "x"}])
            assert found.definition is not None, found.faults
            assert any(one.key.startswith(("fallback_", "ignored_")) for one in found.warnings)
        case "choices", _:
            extra = "colour" if column == "further columns" else column
            rows: list[Row] = [{"list_name": "yn", "name": "yes", "label": "Có"} | {extra: "x"}]
            found = form([{"type": f"select_one {rows[0]['list_name']}", "name": "q", "label": "Q?"}], rows)
            assert found.definition is not None, found.faults
            (choice,) = found.definition.choices[rows[0]["list_name"]]
            assert "x" in str(choice) or column == "list_name"
        case "settings", "yes":
            value, holds = SETTING[column]
            found = form([NUMBER], (), {column: value})
            assert found.definition is not None, found.faults
            assert holds(found.definition)
        case "settings", _:
            value = "yes" if column in {"add_none_option", "client_editable", "clean_text_values"} else "x"
            assert is_warned(form([NUMBER], (), {"form_id": "a", column: value}), "ignored_column")


def _check_survey_column(column: str) -> None:
    if column in {"type", "name", "label"}:
        found = form([NUMBER])
        assert found.definition is not None
        assert "n" in str(found.definition.items[0]).casefold()
    elif column == "disabled":
        found = form([NUMBER, {**QUESTION, "disabled": "yes"}])
        assert found.definition is not None
        assert [one.path for one in found.definition.fields()] == ["n"]
    elif column == "repeat_count":
        rows: list[Row] = [{"type": "begin repeat", "name": "r", "label": "R", "repeat_count": "2"}, QUESTION,
                           {"type": "end repeat"}]  # fmt: skip
        found = form(rows)
        assert found.definition is not None
        (section,) = found.definition.items
        assert isinstance(section, Section)
        assert section.repeat_count == ["num", 2.0]
    else:
        extra, holds = COLUMNS["survey", column]
        found = form([NUMBER, {**QUESTION, **extra}], YES_NO)
        assert found.definition is not None, found.faults
        assert holds(next(one for one in found.definition.fields() if one.path == "q"))


def test_all_columns_are_listed() -> None:
    """The page has the columns that the code knows."""
    listed: dict[str, set[str]] = {}
    for where, column, *_ in TABLES["Columns"]:
        listed.setdefault(where, set()).add(column)
    assert listed["survey"] == SURVEY | IGNORED
    assert listed["choices"] == CHOICES | {"further columns"}
    assert listed["settings"] == SETTINGS | SETTINGS_IGNORED
    assert listed["other sheets"] == {"external_choices", "entities", "osm"}


@pytest.mark.parametrize(("appearance", "support"), [row[:2] for row in TABLES["Appearances"]])
def test_appearances(appearance: str, support: str) -> None:
    """An appearance that a chat has not is refused, or what stands for it is said."""
    found = form([ASKED, {"type": "image", "name": "q", "label": "Q?", "appearance": appearance}])
    if support == "refused":
        assert [(one.at, one.key) for one in found.faults] == [("survey!D3", f"refused_{appearance}")]
    else:
        assert is_warned(found, f"fallback_{appearance}")


def test_all_appearances_are_listed() -> None:
    """The page has the appearances that the code knows, and each of them has its sentence."""
    assert {row[0]: row[1] for row in TABLES["Appearances"]} == APPEARANCES
    said = {**texts.REFUSED, **texts.FALLBACK}
    assert {*APPEARANCES, *(kind for kind, support in SUPPORT.items() if support != "yes")} <= set(said)


@pytest.mark.parametrize(("function", "support", "example", "gives"), [row[:4] for row in TABLES["Functions"]])
def test_functions(function: str, support: str, example: str, gives: str) -> None:
    """Each example goes through the sheet, our checks, pyxform and the compiled expression, and gives what it says."""
    assert function in example
    assert evaluate(example.replace(r"\|", "|")) == gives
    assert FUNCTION_SUPPORT[function].kind == support


def test_all_functions_are_listed() -> None:
    """The page has the functions that the code knows."""
    assert {row[0] for row in TABLES["Functions"]} == set(FUNCTIONS)
