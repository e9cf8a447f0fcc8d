"""Tiny forms for tests: Markdown sheets of a few rows, and what is made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from content.xforms.definition import Definition, Field
from content.xforms.reading import Examined, examine

Row = Mapping[str, str]


def sheet(name: str, rows: Sequence[Row]) -> str:
    """Return *rows* as a Markdown table; its columns are all that any row has, in the order met."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    lines = [f"| {name} |", "| | " + " | ".join(columns) + " |"]
    lines += ["| | " + " | ".join(row.get(column, "").replace("|", r"\|") for column in columns) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def form(
    survey: Sequence[Row], choices: Sequence[Row] = (), settings: Row | None = None, *, name: str = "form.md"
) -> Examined:
    """Read a form of these rows."""
    text = sheet("survey", survey)
    if choices:
        text += sheet("choices", choices)
    if settings:
        text += sheet("settings", [settings])
    return examine(name, text.encode())


def read(survey: Sequence[Row], choices: Sequence[Row] = (), settings: Row | None = None) -> Definition:
    """Read a form that has no fault."""
    found = form(survey, choices, settings)
    assert found.definition is not None, [one.line for one in found.faults]
    return found.definition


def field(definition: Definition, path: str) -> Field:
    """Return the field at *path*."""
    return next(one for one in definition.fields() if one.path == path)


def faults(survey: Sequence[Row], choices: Sequence[Row] = (), settings: Row | None = None) -> list[tuple[str, str]]:
    """Return the addresses and kinds of all faults."""
    return [(one.at, one.key) for one in form(survey, choices, settings).faults]


def warnings(survey: Sequence[Row], choices: Sequence[Row] = (), settings: Row | None = None) -> list[tuple[str, str]]:
    """Return the addresses and kinds of all warnings of a form without faults."""
    found = form(survey, choices, settings)
    assert found.faults == ()
    return [(one.at, one.key) for one in found.warnings]


YES_NO: tuple[Row, ...] = (
    {"list_name": "yn", "name": "yes", "label": "Có"},
    {"list_name": "yn", "name": "no", "label": "Không"},
)
ASKED: Row = {"type": "text", "name": "other_question", "label": "Câu khác?"}
