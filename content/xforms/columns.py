"""The columns of the sheets by one name each: aliases, old spellings and languages taken apart.

Accepted are the spellings that pyxform 4.5 accepts, and `bind::`, `control::` and `media::` written out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from content.xforms.sheets import Cell, Row, Sheet, column_letters

NO_FILE: Final = "-"  # pyxform writes it where a language has no file
SPOKEN: Final = frozenset({
    "label", "hint", "guidance_hint", "constraint_message", "required_message",
    "media::image", "media::big-image", "media::audio", "media::video",
})  # fmt: skip
"""Columns that may come in several languages."""

SURVEY: Final = SPOKEN | {
    "type", "name", "relevant", "constraint", "required", "default", "calculation", "trigger", "choice_filter",
    "parameters", "appearance", "read_only", "repeat_count", "disabled",
}  # fmt: skip
IGNORED: Final = frozenset({
    "autoplay", "rows", "intent", "save_to", "instance", "compact_tag", "no_app_error_string", "note", "body", "bind",
    "control", "sms_field", "sms_option", "hxl",
})  # fmt: skip
"""Known to XLSForm, without a meaning in a chat."""

CHOICES: Final = frozenset({"list_name", "name", "label", "media::image", "media::big-image", "media::audio",
                            "media::video"})  # fmt: skip
SETTINGS: Final = frozenset({
    "form_title", "form_id", "version", "default_language", "instance_name", "allow_choice_duplicates",
})  # fmt: skip
SETTINGS_IGNORED: Final = frozenset({
    "public_key", "submission_url", "auto_send", "auto_delete", "style", "name", "namespaces", "prefix", "delimiter",
    "omit_instanceid", "instance_xmlns", "client_editable", "clean_text_values", "sms_keyword", "sms_separator",
    "sms_allow_media", "sms_date_format", "sms_datetime_format", "sms_response", "add_none_option", "attribute",
    "instance_id",
})  # fmt: skip

_ALIASES: Final = {
    "readonly": "read_only", "relevance": "relevant", "caption": "label", "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message", "jr:requiredmsg": "required_message", "requiredmsg": "required_message",
    "calculate": "calculation", "command": "type", "tag": "name", "value": "name", "image": "media::image",
    "big-image": "media::big-image", "big_image": "media::big-image", "audio": "media::audio",
    "video": "media::video", "count": "repeat_count", "jr:count": "repeat_count",
    "noapperrorstring": "no_app_error_string", "jr:noapperrorstring": "no_app_error_string",
}  # fmt: skip
_CHOICE_ALIASES: Final = {name: _ALIASES[name] for name in (
    "caption", "value", "image", "big-image", "big_image", "audio", "video",
)}  # fmt: skip
_SETTINGS_ALIASES: Final = {
    "title": "form_title", "set_form_title": "form_title", "id_string": "form_id", "set_form_id": "form_id",
}  # fmt: skip
_WRITTEN_OUT: Final = frozenset({"bind", "control", "body", "media"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its one name, and the language of its texts ("" when none is named)."""

    key: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row whose columns are known."""

    row: int
    cells: dict[Column, Cell]
    table: Table

    def text(self, key: str) -> str:
        """Return what stands in the column *key*, "" when nothing does."""
        cell = self.cells.get(Column(key))
        return cell.text if cell else ""

    def spoken(self, key: str) -> dict[str, Cell]:
        """Return the texts of the column *key* by language."""
        return {column.language: cell for column, cell in self.cells.items() if column.key == key}

    def at(self, key: str) -> str:
        """Return the address of the column *key* in this row, the row's first cell when there is no such column."""
        index = next((index for index, column in self.table.columns.items() if column.key == key), 0)
        return f"{self.table.title}!{column_letters(index)}{self.row}"


@dataclass(slots=True)
class Table:
    """A sheet whose columns are known. `unknown` and `twice` are headers that mean nothing, or the same again."""

    title: str
    columns: dict[int, Column] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    unknown: list[Cell] = field(default_factory=list)
    twice: list[Cell] = field(default_factory=list)

    def languages(self, key: str) -> list[str]:
        """Return the languages in which the column *key* comes, in the order of the sheet."""
        return [column.language for column in self.columns.values() if column.key == key]


def survey_table(sheet: Sheet) -> Table:
    """Return the survey sheet by columns."""
    return _table(sheet, _ALIASES, SURVEY | IGNORED)


def choices_table(sheet: Sheet) -> Table:
    """Return the choices sheet by columns: those of its own stay as they are written."""
    return _table(sheet, _CHOICE_ALIASES, CHOICES, keeps_own=True)


def settings_table(sheet: Sheet) -> Table:
    """Return the settings sheet by columns."""
    return _table(sheet, _SETTINGS_ALIASES, SETTINGS | SETTINGS_IGNORED)


def _table(sheet: Sheet, aliases: dict[str, str], known: frozenset[str], *, keeps_own: bool = False) -> Table:
    title = next((cell.at.rpartition("!")[0] for cell in sheet.headers.values()), sheet.name)
    table = Table(title)
    doubled = any("::" in cell.text for cell in sheet.headers.values())
    for index, header in sheet.headers.items():
        column = read_header(header.text, aliases, known, doubled=doubled)
        if column is None and keeps_own:
            column = Column(header.text)
        if column is None:
            if not header.text.startswith("_"):
                table.unknown.append(header)
        elif column in table.columns.values():
            table.twice.append(header)
        else:
            table.columns[index] = column
    table.entries = [Entry(row.number, dict(_known(row, table)), table) for row in sheet.rows if row.cells]
    return table


def _known(row: Row, table: Table) -> Iterator[tuple[Column, Cell]]:
    for index, cell in row.cells.items():
        if index in table.columns:
            yield table.columns[index], cell


def read_header(text: str, aliases: dict[str, str], known: frozenset[str], *, doubled: bool = True) -> Column | None:
    """Return the column that the header *text* names, or None. Single colons part only where no double one does."""
    parts = [part.strip() for part in text.split("::" if doubled or "::" in text else ":")]
    if "jr" in parts[:-1]:
        at = parts.index("jr")
        parts[at : at + 2] = [f"jr:{parts[at + 1]}"]
    key = _snake(parts[0])
    if key in _WRITTEN_OUT and len(parts) > 1:
        inner = _snake(parts[1])
        key = aliases.get(inner, inner)
        if key not in known:
            return Column(_snake(parts[0]), "::".join(parts[1:]))
        parts = parts[1:]
    key = aliases.get(key, key)
    if key not in known:
        return None
    return Column(key, "::".join(parts[1:]))


def _snake(text: str) -> str:
    return "_".join(text.split()).casefold()
