"""A form half read: its sheets by columns, its tree and its lists, before anybody says that they are right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from content.xforms.columns import Entry, Table, choices_table, settings_table, survey_table
from content.xforms.definition import Tree
from content.xforms.expressions import REFERENCE
from content.xforms.outline import Node, Outline, read_outline
from content.xforms.sheets import Book
from content.xforms.xpath import resolve

_STRING: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_RAW_STEP: Final = re.compile(r"/|\.\.|::")
_RAW_PATH: Final = re.compile(r"/|\.\.|\[|::|(?<![\w.\-])(?!(?:and|or|div|mod)\b)[A-Za-z_][\w.\-]*+(?!\s*\()")
"""A step of a path: a slash, or a name that is neither a function nor an operator."""
LIVE_FILES = ("units.csv", "points.csv", "people.csv", "planned_sessions.csv")
"""Lists that the product itself holds, always as they are now."""


@dataclass(slots=True)
class Draft:
    """What the checks look at and the reader makes a Definition of. `trees` are expressions by their cell."""

    book: Book
    survey: Table
    choices: Table
    settings: Table
    outline: Outline
    lists: dict[str, list[Entry]] = field(default_factory=dict)
    trees: dict[str, Tree] = field(default_factory=dict)
    paths: dict[str, list[str]] = field(default_factory=dict)
    repeats: frozenset[str] = frozenset()

    def setting(self, key: str) -> str:
        """Return a setting, "" when it is not set."""
        return self.settings.entries[0].text(key) if self.settings.entries else ""

    def node(self, path: str) -> Node | None:
        """Return the first node at *path*."""
        return next((node for node in self.outline.nodes if node.path == path), None)

    def tree(self, entry: Entry, key: str) -> Tree | None:
        """Return the expression in the column *key* of *entry*."""
        return self.trees.get(entry.at(key)) if entry.text(key) else None

    def resolved(self, tree: Tree, text: str, at: str, *, choices: bool = False) -> Tree:
        """Return *tree*, parsed of *text*, with its places. Raises BadExpression.

        Without a raw path in it no other names than its own matter: a long form has thousands of both.
        """
        paths: Mapping[str, list[str]] = self.paths
        raw = _RAW_STEP if choices else _RAW_PATH  # in a choice filter a bare name is a column
        if not raw.search(_STRING.sub("", REFERENCE.sub("", text))):
            names = {found[2] for found in REFERENCE.finditer(text)}
            paths = {name: self.paths[name] for name in names if name in self.paths}
        return resolve(tree, paths, at, self.repeats, choices=choices)

    def file_of(self, node: Node) -> str:
        """Return the file that *node* takes its list from, "" when it takes none."""
        if node.kind.word == "csv-external":
            return f"{node.name}.csv"
        return node.kind.list_name if node.kind.from_file else ""


def read_draft(book: Book) -> Draft:
    """Return the form of *book*, half read."""
    survey, choices = survey_table(book.sheet("survey")), choices_table(book.sheet("choices"))
    outline = read_outline(survey)
    draft = Draft(book, survey, choices, settings_table(book.sheet("settings")), outline, paths=outline.paths())
    draft.repeats = outline.repeats()
    for entry in choices.entries:
        if name := entry.text("list_name"):
            draft.lists.setdefault(name, []).append(entry)
    return draft
