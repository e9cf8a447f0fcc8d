"""What a form is made of its rows: aliases, languages, references, lists, settings; and kept as JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from content.dialogs.session_report import SESSION_REPORT
from content.texts import report
from content.xforms.checking import check_bound
from content.xforms.definition import Definition, Section
from content.xforms.keeping import from_json, to_json
from content.xforms.reading import examine, read_form
from content.xforms.wording import plain
from tests.xforms.sheets import YES_NO, Row, field, form, read

ROOT = Path(__file__).parents[2]
FORMS = sorted((Path(__file__).parent / "forms").glob("*.md"))
SHIPPED = ROOT / "content" / "forms" / "session_report.md"


def test_aliases_of_types_and_columns() -> None:
    """Old spellings mean what they mean to pyxform."""
    found = read(
        [
            {"command": "int", "tag": "n", "caption": "N?", "calculate": "", "relevance": "", "readonly": ""},
            {"command": "photo", "tag": "p", "caption": "P?", "relevance": "${n} > 1"},
            {"command": "percentage", "tag": "c", "caption": "C?"},
            {"command": "text", "tag": "t", "calculate": "${n} * 2"},
        ]
    )
    assert [one.kind for one in found.fields()] == ["integer", "image", "integer", "calculate"]
    assert field(found, "p").relevant == [">", ["field", "n"], ["num", 1.0]]
    assert field(found, "c").constraint is not None


def test_languages() -> None:
    """A text without a language is in the default one; a language's own text goes before it."""
    rows: list[Row] = [
        {"type": "text", "name": "a", "label": "A", "label::English (en)": "A in English", "hint::English (en)": "H"}
    ]
    one = read(rows, (), {"form_id": "f", "default_language": "Tiếng Việt (vi)"})
    assert (one.languages, one.default_language) == (("Tiếng Việt (vi)", "English (en)"), "Tiếng Việt (vi)")
    assert field(one, "a").label == {"Tiếng Việt (vi)": ["A"], "English (en)": ["A in English"]}
    assert field(one, "a").hint == {"English (en)": ["H"]}
    other = read(rows, (), {"form_id": "f"})
    assert (other.languages, other.default_language) == (("default", "English (en)"), "default")


def test_references_in_words() -> None:
    """`${}` in a label is the value of the same round; other words stay as they are."""
    found = read(
        [
            {"type": "begin repeat", "name": "r", "label": "R"},
            {"type": "text", "name": "who", "label": "Ai?"},
            {"type": "integer", "name": "age", "label": "${who} bao nhiêu {tuổi}?"},
            {"type": "end repeat"},
            {"type": "note", "name": "sum", "label": "${age}"},
        ]
    )
    assert field(found, "r/age").label["default"] == [["near", 1, "who", "r/who"], " bao nhiêu {tuổi}?"]
    assert len(field(found, "sum").label["default"]) == 1


def test_lists() -> None:
    """Lists of choices with their further columns, files, and the answers of a repeat."""
    found = read(
        [
            {"type": "begin repeat", "name": "r", "label": "R"},
            {"type": "text", "name": "who", "label": "Ai?"},
            {"type": "end repeat"},
            {"type": "select_one ${who}", "name": "chief", "label": "Ai đứng đầu?"},
            {"type": "select_one yn or_other", "name": "a", "label": "A?", "choice_filter": ""},
            {
                "type": "select_multiple_from_file units.csv",
                "name": "b",
                "label": "B?",
                "parameters": "value=code label=ten",
            },
            {
                "type": "calculate",
                "name": "c",
                "label": "",
                "calculation": "pulldata('places', 'x', 'name', ${a})",
            },
            {"type": "csv-external", "name": "people", "label": ""},
        ],
        [{**row, "colour": "đỏ"} for row in YES_NO],
    )
    assert field(found, "chief").list_name == "${r/who}"
    assert (field(found, "a").list_name, field(found, "a").or_other) == ("yn", True)
    assert field(found, "b").parameters == {"value": "code", "label": "ten"}
    assert found.choices["yn"][0].columns == {"colour": "đỏ"}
    assert found.files == ("units.csv", "people.csv", "places.csv")


def test_defaults_and_triggers() -> None:
    """A default is fixed unless it is an expression; a hyphen between words is no sum."""
    rows: list[Row] = [
        {"type": "text", "name": "a", "label": "A?", "default": "2026-2027"},
        {"type": "integer", "name": "b", "label": "B?", "default": "1 + 1"},
        {"type": "date", "name": "c", "label": "C?", "default": "today()"},
        {"type": "text", "name": "d", "label": "D?", "default": "${last-saved#d}", "required": "no"},
        {"type": "calculate", "name": "e", "label": "", "calculation": "now()", "trigger": "${a}, ${b}"},
    ]
    found = read(rows)
    defaults = [one.default for one in found.fields()]
    assert defaults[0] == "2026-2027"
    assert [type(default) for default in defaults[1:4]] == [list, list, list]
    assert field(found, "d").required is None
    assert field(found, "e").trigger == ("a", "b")


@pytest.mark.parametrize("file", [*FORMS, SHIPPED], ids=lambda file: file.stem)
def test_forms_of_real_life(file: Path) -> None:
    """Each is read without a fault, and comes back from JSON as it was."""
    found = examine(file.name, file.read_bytes())
    assert found.definition is not None, [one.line for one in found.faults]
    kept = json.dumps(to_json(found.definition), ensure_ascii=False)
    assert from_json(json.loads(kept)) == found.definition


def test_the_session_report_is_the_dialog() -> None:
    """The shipped form asks the same questions in the same order and words, with the same options, as the dialog."""
    found = read_form(SHIPPED.name, SHIPPED.read_bytes())
    assert isinstance(found, Definition)
    fields = [one for one in found.fields() if one.kind != "note"]
    steps = [*SESSION_REPORT.items, *SESSION_REPORT.after]
    keys = [step.key for step in steps if hasattr(step, "key")]
    assert [one.name for one in fields] == keys
    for one, step in zip(fields, steps, strict=True):
        assert one.label["default"] == [getattr(step, "ask", "")]
        assert "".join(map(str, one.hint.get("default", []))) == getattr(step, "hint", "")
    after = found.items[-1]
    assert isinstance(after, Section)
    assert [item.name for item in after.items] == [getattr(step, "key", "") for step in SESSION_REPORT.after]
    for name, words in {
        "form": report.FORMS, "audience": report.AUDIENCES, "questions": report.QUESTIONS,
        "embedded_in": report.EMBEDDED, "speaker": report.SPEAKERS, "media": report.MEDIA,
        "proposals": {**report.PROPOSALS, "other": "Khác"},
    }.items():  # fmt: skip
        assert {choice.name: plain(found, choice.label) for choice in found.choices[name]} == words
    assert found.bound["session_date"] == "session_date"
    assert found.bound["duration"] == "after/duration"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("| integer | headcount |", "| integer | heads |"), "bound_missing"),
        (("| integer | headcount |", "| text | headcount |"), "bound_kind"),
        (("| select_one form | form | Hình thức tuyên truyền? |  | yes |",
          "| select_one form | form | Hình thức tuyên truyền? |  | |"), "bound_required"),
        (("| select_one_from_file units.csv | place |", "| select_one form | place |"), "bound_list"),
        (("| select_multiple_from_file points.csv | topics |", "| select_one_from_file points.csv | topics |"),
         "bound_kind"),
        (("Gõ một con số, ví dụ: 45. Không cần danh sách. | yes |  |", "Một số | yes | ${form} = 'khac' |"),
         "bound_relevant"),
    ],
)  # fmt: skip
def test_a_session_report_that_could_not_be_counted(change: tuple[str, str], key: str) -> None:
    """What the summary counts must be there, be of a type that counts, and be required."""
    text = SHIPPED.read_text(encoding="utf-8")
    assert change[0] in text
    found = examine(SHIPPED.name, text.replace(*change).encode())
    assert [one.key for one in found.faults] == [key]


def test_figures_in_a_repeat_are_not_counted() -> None:
    """A figure that comes several times is no figure of the session; another form may have it."""
    rows: list[Row] = [
        {"type": "begin repeat", "name": "r", "label": "R"},
        {"type": "integer", "name": "headcount", "label": "Số người?", "required": "yes"},
        {"type": "end repeat"},
    ]
    keys = [one.key for one in form(rows, (), {"form_id": "session_report"}).faults]
    assert "bound_repeat" in keys
    assert check_bound(read(rows, (), {"form_id": "other"})) == []


def test_a_stored_form_needs_no_library() -> None:
    """Whoever loads a form and its expressions to ask them loads nothing that reads sheets."""
    code = (
        "import sys, content.xforms.keeping, content.xforms.reading, content.xforms.preview, content.xforms.xpath\n"
        "print(*sorted({'pyxform', 'elementpath', 'openpyxl', 'xlrd', 'lxml', 'csv'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
