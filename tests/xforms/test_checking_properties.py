"""Forms spoilt at random: each is read or refused with words, and what is read can be asked and kept."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.xforms.compiling import compile_form
from content.xforms.keeping import from_json, to_json
from content.xforms.preview import preview
from content.xforms.reading import examine
from content.xforms.sheets import NoForm, read_book

FORMS = [file.read_text(encoding="utf-8") for file in sorted((Path(__file__).parent / "forms").glob("*.md"))]
_BAR = re.compile(r"(?<!\\)\|")
WITHOUT_CELL = {"pyxform", "bound_missing", "file_no_survey"}  # of the whole file
WORDS = (
    "", "x", "yes", "no", "${n}", "${day}", "${", "1", "a b", "'", "(", "..", "integer", "range", "note", "calculate",
    "begin repeat", "end repeat", "begin group", "end group", "select_one yn", "select_multiple form", "rank month",
    "select_one ${people}", "geopoint", "audit", "hidden", "start=1", "count(.)", "today()", "position(..)",
    "jr:choice-name(${form}, '${form}')", "indexed-repeat(${people}, ${activity}, 1)", "${last-saved#x}", "or_other",
)  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """Return a form of real life with a few rows lost, doubled or overwritten in a cell."""
    lines = draw(st.sampled_from(FORMS)).split("\n")
    for _ in range(draw(st.integers(1, 3))):
        rows = [n for n, line in enumerate(lines) if line.startswith("| |")]
        at, deed = draw(st.sampled_from(rows)), draw(st.sampled_from(("drop", "double", "write", "write", "write")))
        if deed == "drop":
            del lines[at]
        elif deed == "double":
            lines.insert(at, lines[draw(st.sampled_from(rows))])
        else:
            cells = _BAR.split(lines[at])
            cells[draw(st.integers(1, len(cells) - 1))] = draw(st.sampled_from(WORDS))
            lines[at] = "|".join(cells)
    return "\n".join(lines)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(spoilt())
def test_a_spoilt_form_is_read_or_refused(text: str) -> None:
    """Nothing raises: a refusal has words for each fault; what is accepted can be asked, shown and kept."""
    found = examine("form.md", text.encode())
    if found.definition is None:
        assert found.faults
        assert all(one.words and (one.at or one.key in WITHOUT_CELL) for one in found.faults)
        return
    assert found.faults == ()
    assert preview(found.definition, found.warnings)
    assert from_json(to_json(found.definition)) == found.definition
    assert compile_form(found.definition).items


@settings(max_examples=60, deadline=None)
@given(st.sampled_from((".xlsx", ".xls", ".csv", ".md")), st.binary(max_size=300))
def test_any_bytes_are_a_form_or_none(suffix: str, content: bytes) -> None:
    """Whatever a file holds, it is read or refused with a reason."""
    with suppress(NoForm):
        assert "survey" in read_book(f"any{suffix}", content).sheets
    assert examine(f"any{suffix}", content).faults
