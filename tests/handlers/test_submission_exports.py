"""Submissions as tables: versions merged by name, a table for each repeat, nothing that a program would run."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from content.dialog import Day, Dialog, Number, Option, Pick, PickMany, Repeat, Text
from content.dialogs.session_report import SESSION_REPORT
from content.exporting import Layout, general, layout_of, parts
from handlers.exports.rows import SubmissionRow
from handlers.exports.tables import CsvFiles, Workbook, inert
from handlers.exports.write_submissions import HEADS, write_json, write_tables

HOSTILE = ("=1+1", "+84", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "  =1")
KINDS = (Option("hop", "Họp thôn"), Option("loa", "Loa"))
FIRST = Dialog(
    key="mau",
    title="Mẫu",
    items=(
        Day(key="on", ask="Ngày?", name="Ngày"),
        Pick(key="form", ask="Hình thức?", name="Hình thức", choices=KINDS),
        Text(key="gone", ask="Bỏ rồi?", name="Bỏ rồi"),
    ),
)
SECOND = Dialog(
    key="mau",
    title="Mẫu",
    items=(
        Day(key="on", ask="Ngày?", name="Ngày họp"),
        PickMany(key="form", ask="Hình thức?", name="Hình thức", choices=(*KINDS, Option("zalo", "Zalo"))),
        Repeat(
            key="members",
            title="Thành viên",
            items=(
                Text(key="name", ask="Vai?", name="Vai"),
                Repeat(key="gifts", title="Quà", items=(Number(key="worth", ask="Bao nhiêu?", name="Trị giá"),)),
            ),
        ),
    ),
)


def row(answers: dict[str, Any], code: str = "BC0001", **more: Any) -> SubmissionRow:
    """Return a submission with these answers."""
    told = {
        "code": code, "person": "Nguyễn Thị Hoa", "person_code": "M-Hoa", "unit": "thôn Mẫu Đông", "entered_by": "",
        "state": "submitted", "revisions": 0, "submitted_at": "2026-11-20T09:00:00+07:00", "amended_at": "",
        "version": "2", "answers": answers, "said": {},
    }  # fmt: skip
    return SubmissionRow(**{**told, **more})


ROUNDS = row(
    {
        "on": "2026-11-20", "form": ["hop", "zalo"], "members/1/name": "=1+1", "members/1/gifts/1/worth": 5,
        "members/1/gifts/2/worth": 7, "members/2/name": "Phó", "members/10/name": "Cuối",
    }
)  # fmt: skip
OLD = row({"on": "2026-01-05", "form": "loa", "gone": "cũ", "extra": "lạ"}, "BC0002", version="1")


def layout() -> Layout:
    """Return the columns of both versions, the newer first, and of what neither told of."""
    return layout_of(SECOND).merged(layout_of(FIRST)).with_answered(["on", "extra", "members/1/name"])


def book(tmp_path: Path, rows: list[SubmissionRow], *, labels: bool, most: int = 1000) -> dict[str, list[list[Any]]]:
    """Return the sheets of the .xlsx made of *rows*."""
    write_tables(Workbook(tmp_path / "made", most), layout(), rows, labels=labels)
    made = openpyxl.load_workbook(io.BytesIO((tmp_path / "made").read_bytes()))
    return {page.title: [[cell.value for cell in line] for line in page.iter_rows()] for page in made.worksheets}


def test_paths_are_taken_apart() -> None:
    """Rounds are numbers behind the name of a repeat; a name may have digits, and a form begins with none."""
    assert general("members/2/gifts/11/worth") == ("members/gifts/worth", "members/gifts", (2, 11))
    assert general("question2") == ("question2", "", ())
    assert [(part.repeat, part.rounds) for part in parts(ROUNDS.answers)] == [
        ("", ()), ("members", (1,)), ("members", (2,)), ("members", (10,)),
        ("members/gifts", (1, 1)), ("members/gifts", (1, 2)),
    ]  # fmt: skip
    assert [part.rounds for part in parts({})] == [()]


def test_versions_are_merged_by_name() -> None:
    """The newer order and labels; what was asked before stands behind; choices of both keep their labels."""
    merged = layout()
    assert [(c.path, c.label) for c in merged.columns] == [
        ("on", "Ngày họp"), ("form", "Hình thức"), ("members/name", "Vai"), ("members/gifts/worth", "Trị giá"),
        ("gone", "Bỏ rồi"), ("extra", "extra"),
    ]  # fmt: skip
    assert merged.columns[1].choices == {"hop": "Họp thôn", "loa": "Loa", "zalo": "Zalo"}
    assert Layout.from_json(json.loads(json.dumps(merged.to_json()))) == merged


def test_each_repeat_has_a_sheet_with_labels(tmp_path: Path) -> None:
    """Parent code and round stand before the answers; states, days and choices are in words."""
    sheets = book(tmp_path, [ROUNDS, OLD], labels=True)
    assert list(sheets) == ["Báo cáo", "Thành viên", "Quà"]
    head, first, second = sheets["Báo cáo"]
    assert head[:3] == ["Mã báo cáo", "Người báo cáo", "Mã người"]
    assert head[len(HEADS) :] == ["Ngày họp", "Hình thức", "Bỏ rồi", "extra"]
    assert first[5:8] == ["Đã gửi", 0, "09:00 20/11/2026"]
    assert first[len(HEADS) :] == ["20/11/2026", "Họp thôn; Zalo", None, None]
    assert second[len(HEADS) :] == ["05/01/2026", "Loa", "cũ", "lạ"]
    assert sheets["Thành viên"] == [
        ["Mã báo cáo", "Lần", "Vai"], ["BC0001", 1, "=1+1"], ["BC0001", 2, "Phó"], ["BC0001", 10, "Cuối"],
    ]  # fmt: skip
    assert sheets["Quà"] == [
        ["Mã báo cáo", "Lần (Thành viên)", "Lần (Quà)", "Trị giá"], ["BC0001", 1, 1, 5], ["BC0001", 1, 2, 7],
    ]  # fmt: skip


def test_names_are_as_the_form_has_them(tmp_path: Path) -> None:
    """Without labels columns and values are those of the form: to be read by a program."""
    sheets = book(tmp_path, [ROUNDS], labels=False)
    assert list(sheets) == ["Báo cáo", "members", "members gifts"]
    assert sheets["Báo cáo"][0] == [*HEADS, "on", "form", "gone", "extra"]
    assert sheets["Báo cáo"][1][len(HEADS) :] == ["2026-11-20", "hop zalo", None, None]
    assert sheets["members gifts"][0] == ["code", "members_round", "members/gifts_round", "worth"]


def test_a_full_sheet_goes_on_in_another(tmp_path: Path) -> None:
    """Excel has an end of lines; no submission is lost behind it."""
    sheets = book(tmp_path, [row({"on": "2026-11-20"}, f"BC{n}") for n in range(5)], labels=True, most=3)
    assert [len(sheets[name]) for name in ("Báo cáo", "Báo cáo (2)", "Báo cáo (3)")] == [3, 3, 2]
    assert sheets["Báo cáo (3)"][1][0] == "BC4"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text: str, tmp_path: Path) -> None:
    """What people typed is text in a sheet, and stands behind an apostrophe in a .csv; numbers stay numbers."""
    told = [row({"gone": text, "on": text, "extra": -5}, person=text)]
    write_tables(Workbook(tmp_path / "made"), layout(), told, labels=True)
    page = openpyxl.load_workbook(io.BytesIO((tmp_path / "made").read_bytes())).worksheets[0]
    assert {cell.data_type for cell in page[2]} <= {"s", "n", "inlineStr"}
    assert not any(cell.data_type == "f" for cell in page[2])
    assert page[2][-1].value == -5
    assert inert(text) == f"'{text}"
    write_tables(CsvFiles(tmp_path / "csv"), Layout().with_answered(["gone", "extra"]), told, labels=True)
    lines = list(csv.reader(io.StringIO((tmp_path / "csv").read_bytes().decode("utf-8-sig"), newline="")))
    assert lines[1][1] == f"'{text}"
    assert lines[1][-2:] == [f"'{text}", "-5"]


def test_a_sheet_is_fit_to_be_read(tmp_path: Path) -> None:
    """Headings and codes stay in sight, can be filtered by, and are printed on each page; long words are wrapped."""
    write_tables(Workbook(tmp_path / "made"), layout(), [ROUNDS, OLD], labels=True)
    page = openpyxl.load_workbook(io.BytesIO((tmp_path / "made").read_bytes())).worksheets[0]
    assert (page.freeze_panes, page.auto_filter.ref[:3], page.print_title_rows) == ("B2", "A1:", "$1:$1")
    assert page.auto_filter.ref.endswith("3")
    assert (page["A1"].font.b, page["A1"].fill.fgColor.rgb, page["B2"].alignment.wrap_text) == (True, "FFDDE7F3", True)


def test_several_csv_files_come_in_one(tmp_path: Path) -> None:
    """A form without repeats is one .csv; one with repeats a .zip with a file for each."""
    write_tables(CsvFiles(tmp_path / "made"), layout(), [ROUNDS], labels=True)
    with zipfile.ZipFile(tmp_path / "made") as packed:
        assert packed.namelist() == ["bao_cao.csv", "thanh_vien.csv", "qua.csv"]
        text = packed.read("thanh_vien.csv").decode("utf-8-sig")
    assert text.splitlines() == ["Mã báo cáo,Lần,Vai", "BC0001,1,'=1+1", "BC0001,2,Phó", "BC0001,10,Cuối"]


@pytest.mark.parametrize("labels", [True, False])
def test_json_keeps_rounds_as_lists(labels: bool, tmp_path: Path) -> None:
    """Names are the keys in any case; values are labels when asked for."""
    write_json(tmp_path / "made", layout(), [ROUNDS, OLD], labels=labels)
    first, second = json.loads((tmp_path / "made").read_text("utf-8"))
    assert (first["code"], first["revisions"], second["version"]) == ("BC0001", 0, "1")
    assert first["answers"]["members"][1] == {"_rounds": [2], "name": "Phó"}
    assert first["answers"]["members/gifts"][0] == {"_rounds": [1, 1], "worth": 5}
    assert first["answers"]["form"] == ("Họp thôn; Zalo" if labels else ["hop", "zalo"])
    assert second["answers"]["extra"] == "lạ"


def test_none_is_an_empty_list(tmp_path: Path) -> None:
    """A file without submissions can still be read."""
    write_json(tmp_path / "made", layout(), [], labels=True)
    assert json.loads((tmp_path / "made").read_text("utf-8")) == []


def test_the_session_report_has_its_questions_as_columns() -> None:
    """Those to be sent first, those that may follow behind, with the labels of their choices."""
    columns = layout_of(SESSION_REPORT).columns
    assert [column.path for column in columns][:2] == ["session_date", "place"]
    assert {"headcount", "concerns", "duration"} <= {column.path for column in columns}
    assert next(c for c in columns if c.path == "form").choices["truc_tiep"] == "Trực tiếp"
