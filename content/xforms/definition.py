"""A form as it is kept: plain data made once from its sheets, so that whoever asks it needs no library that reads them.

Expressions are stored as the trees of `content.xforms.xpath`, plain JSON. Names and columns are those of XLSForm
(https://xlsform.org/en/ref-table/) and ODK XForms (https://getodk.github.io/xforms-spec/).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Tree = list[Any]
"""An expression: `[operator, operand, …]`, made by `content.xforms.xpath.parse`."""

Piece = str | Tree
"""A part of a text: words, or an expression whose value stands there (`${name}` in a label)."""

Words = dict[str, list[Piece]]
"""A text in the languages of the form, by the language's name as the sheet writes it; "default" when it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One row of the choices sheet. `columns` holds its further columns, for choice filters."""

    name: str
    label: Words = field(default_factory=dict)
    media: dict[str, dict[str, str]] = field(default_factory=dict)  # "image" → language → file name
    columns: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question, note or hidden value: a row of the survey sheet.

    `path` is its place without the root, groups and repeats included: `visit/members/age`. `kind` is the XLSForm
    type in one word: text, integer, decimal, range, date, time, dateTime, select_one, select_multiple, rank, note,
    calculate, hidden, acknowledge, image, audio, video, file, geopoint, geotrace, geoshape, barcode, start, end,
    today, deviceid, username, phonenumber, email, audit. `list_name` names its choices: of `Definition.choices`,
    or a file (`units.csv`), or the path of a repeat (`${members}`). `row` is its row in the survey sheet.
    """

    path: str
    kind: str
    row: int = 0
    label: Words = field(default_factory=dict)
    hint: Words = field(default_factory=dict)
    guidance: Words = field(default_factory=dict)
    media: dict[str, dict[str, str]] = field(default_factory=dict)
    appearance: str = ""
    relevant: Tree | None = None
    required: Tree | None = None
    constraint: Tree | None = None
    constraint_message: Words = field(default_factory=dict)
    required_message: Words = field(default_factory=dict)
    calculation: Tree | None = None
    default: Tree | str | None = None  # a text is a fixed one, a tree is worked out when the question is first met
    trigger: tuple[str, ...] = ()  # paths of the questions whose answers work the calculation out anew
    read_only: Tree | None = None
    list_name: str = ""
    or_other: bool = False
    choice_filter: Tree | None = None
    parameters: dict[str, str] = field(default_factory=dict)  # start, end, step, randomize, seed, value, label …

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A group or, when `repeats`, a repeat."""

    path: str
    items: tuple[Field | Section, ...]
    repeats: bool = False
    row: int = 0
    label: Words = field(default_factory=dict)
    relevant: Tree | None = None
    repeat_count: Tree | None = None
    appearance: str = ""
    media: dict[str, dict[str, str]] = field(default_factory=dict)  # as a Field's; a repeat has none

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A whole form. `default_language` is one of `languages`; a form without languages has "default" alone.

    `bound` names the columns of the session report that the form fills: a field's path by the column's name.
    """

    form_id: str
    title: str
    version: str
    items: tuple[Field | Section, ...]
    choices: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    languages: tuple[str, ...] = ("default",)
    default_language: str = "default"
    instance_name: Tree | None = None
    settings: dict[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()  # of lists that come from outside: units.csv, places.csv
    bound: dict[str, str] = field(default_factory=dict)

    def fields(self) -> Iterator[Field]:
        """Iterate over all fields in the order of the sheet."""
        yield from _fields(self.items)


def _fields(items: tuple[Field | Section, ...]) -> Iterator[Field]:
    for item in items:
        if isinstance(item, Field):
            yield item
        else:
            yield from _fields(item.items)
