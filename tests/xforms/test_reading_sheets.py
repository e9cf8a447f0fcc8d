"""The same form in every kind of file, and files that are no form."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import pytest

from content.xforms.reading import examine, read_form
from content.xforms.sheets import MOST_BYTES, NoForm, Why, column_letters, read_book
from tests.xforms.old_workbook import old_workbook

SHEETS: dict[str, list[list[object]]] = {
    "survey": [
        ["type", "name", "label", "required", "constraint"],
        ["text", "ten", "Họ và tên?", True, None],
        [],
        ["integer", "tuoi", "Tuổi?", None, ". > 0"],
        ["select_one yn", "moi", "Mới tham gia?", "yes", None],
    ],
    "choices": [["list_name", "name", "label"], ["yn", 1, "Có"], ["yn", 2, "Không"]],
    "settings": [["form_id", "form_title", "version"], ["thu", "Thử", 7]],
}


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    """Return the sheets as an .xlsx."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def as_csv(sheets: dict[str, list[list[object]]], delimiter: str = ",") -> bytes:
    """Return the sheets in the one-file CSV form."""
    kept = io.StringIO()
    writer = csv.writer(kept, delimiter=delimiter)
    for name, rows in sheets.items():
        writer.writerow([name])
        for row in rows:
            writer.writerow(["", *("" if cell is None else cell for cell in row)])
    return kept.getvalue().encode("utf-8-sig")


def as_markdown(sheets: dict[str, list[list[object]]]) -> bytes:
    """Return the sheets as Markdown tables, with remarks and separators between."""
    lines = ["# A form", "Words around it are remarks."]
    for name, rows in sheets.items():
        lines += [f"| {name} |", "| | --- | --- |"]
        lines += ["| | " + " | ".join("" if cell is None else str(cell) for cell in row) + " |" for row in rows if row]
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("thu.xlsx", workbook(SHEETS)),
        ("thu.XLSM", workbook({"Ghi chú": [["của tôi"]], **SHEETS})),
        ("thu.xls", old_workbook(SHEETS)),
        ("thu.csv", as_csv(SHEETS)),
        ("thu.csv", as_csv(SHEETS, ";")),
        ("thu.md", as_markdown(SHEETS)),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else str(value),
)
def test_one_form_in_every_kind_of_file(name: str, content: bytes) -> None:
    """Whatever holds it, the form is the same; only empty rows count in a workbook and not in a Markdown table."""
    found = examine(name, content)
    form = found.definition
    assert form is not None, found.faults
    assert (form.form_id, form.title, form.version) == ("thu", "Thử", "7")
    assert [field.path for field in form.fields()] == ["ten", "tuoi", "moi"]
    assert [field.required for field in form.fields()] == [["call", "true"], None, ["call", "true"]]
    assert [choice.name for choice in form.choices["yn"]] == ["1", "2"]
    assert next(iter(form.fields())).label == {"default": ["Họ và tên?"]}


def test_addresses_are_those_of_the_workbook() -> None:
    """A fault in row 4 of Excel is said to be there, also below an empty row."""
    sheets: dict[str, list[list[object]]] = {**SHEETS, "survey": [*SHEETS["survey"][:3], ["integr", "tuoi", "Tuổi?"]]}
    assert [one.at for one in examine("a.xlsx", workbook(sheets)).faults] == ["survey!A4"]
    assert [column_letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_single_sheet_is_the_survey() -> None:
    """Whatever it is called, as pyxform takes it; a plain CSV table is one too."""
    rows = {"Sheet1": SHEETS["survey"][:2]}
    assert examine("a.xlsx", workbook(rows)).definition is not None
    assert examine("a.csv", b"type,name,label\ntext,a,A?\n").definition is not None


def test_a_sheet_by_a_slip_is_proposed() -> None:
    """The sheet of the choices, misspelled, is told apart from a sheet of one's own."""
    found = examine("a.xlsx", workbook({"survey": SHEETS["survey"][:2], "choice": [["a"]], "_mine": [["b"]]}))
    assert [(one.at, one.key) for one in found.warnings] == [("choice!A1", "unknown_sheet")]
    assert 'Có phải "choices"?' in found.warnings[0].words


def bomb() -> bytes:
    """Return a small packed file that would unpack to a great one."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (60 << 20))
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.xlsx", b"", Why.EMPTY),
        ("a.md", b"  \n", Why.EMPTY),
        ("a.docx", b"PK\x03\x04", Why.TYPE),
        ("a.xlsx", b"no workbook", Why.BROKEN),
        ("a.xlsx", b"PK\x03\x04 broken", Why.BROKEN),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", Why.BROKEN),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Why.PASSWORD),
        ("a.xlsx", bomb(), Why.TOO_BIG),
        ("a.md", b"x" * (MOST_BYTES + 1), Why.TOO_BIG),
        ("a.csv", "type,name\ntext,tên".encode("utf-16"), Why.NOT_UTF8),
        ("a.md", "Một bài viết, không có bảng.".encode(), Why.NO_SURVEY),
        ("a.xlsx", workbook({"a": [["b"]], "c": [["d"]]}), Why.NO_SURVEY),
        ("a.md", b"| survey |\n| | " + b"x | " * 300 + b"\n", Why.TOO_BIG),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else str(value),
)
def test_what_is_no_form(name: str, content: bytes, why: Why) -> None:
    """A file that is none, or that would only keep a process busy, is refused with its reason before it is parsed."""
    with pytest.raises(NoForm) as refused:
        read_book(name, content)
    assert refused.value.why is why
    found = examine(name, content)
    assert [one.key for one in found.faults] == [f"file_{why}"]
    assert read_form(name, content) != found.definition
