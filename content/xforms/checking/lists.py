"""Lists of choices: unknown, doubled or nameless, and filters on columns that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from content.xforms.columns import Entry
from content.xforms.draft import LIVE_FILES, Draft
from content.xforms.faults import Fault, fault, near, warning
from content.xforms.kinds import SELECTS
from content.xforms.outline import Node

_REFERENCE: Final = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
_STRING: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_BARE: Final = re.compile(r"(?<![\w/.:$@-])([A-Za-z_][\w.\-]*)(?![\w.\-]|\s*[(/:])")
_OPERATORS: Final = frozenset({"and", "or", "div", "mod"})
_ALWAYS: Final = frozenset({"name", "label"})
_YES: Final = frozenset({"yes", "true", "true()"})


def check_lists(draft: Draft) -> Iterator[Fault]:
    """Find faults of the choices sheet and of the questions that take their choices from a list."""
    used = set()
    for node in draft.outline.questions():
        if node.kind.word in SELECTS:
            used.add(node.kind.list_name)
            yield from _named(draft, node)
            yield from _filtered(draft, node)
        elif node.entry.text("choice_filter") and node.kind.is_known:
            yield fault(node.entry.at("choice_filter"), "filter_elsewhere")
        if file := draft.file_of(node):
            yield from _file(node, file)
    for entry in draft.choices.entries:
        if not entry.text("list_name"):
            yield fault(entry.at("list_name"), "choice_no_list")
    multiple = {n.kind.list_name for n in draft.outline.questions() if n.kind.word in {"select_multiple", "rank"}}
    for name, entries in draft.lists.items():
        yield from _choices(draft, name, entries, is_multiple=name in multiple)
        if name not in used and not _is_mentioned(draft, name):
            yield warning(entries[0].at("list_name"), "list_unused", name=name)


def _is_mentioned(draft: Draft, name: str) -> bool:
    """Say whether an expression asks for the list by name: instance('name')."""
    quoted = (f"'{name}'", f'"{name}"')
    return any(mark in cell.text for entry in draft.survey.entries for cell in entry.cells.values() for mark in quoted)


def _named(draft: Draft, node: Node) -> Iterator[Fault]:
    name, at = node.kind.list_name, node.entry.at("type")
    if not name:
        yield fault(at, "no_list", name=node.entry.text("type"))
        return
    if node.kind.or_other:
        if node.entry.text("choice_filter"):
            yield fault(at, "other_filtered")
        elif node.kind.from_file or name.startswith("${"):
            yield fault(at, "other_no_choices")
    if node.kind.from_file:
        return
    if found := _REFERENCE.fullmatch(name):
        paths = draft.paths.get(found[1], [])
        sources = [source for path in paths if (source := draft.node(path))]
        if sources and not any(source.is_repeat or source.repeats_around() for source in sources):
            yield fault(at, "list_not_repeat", name=name)
    elif name not in draft.lists:
        if name.casefold().endswith(".csv"):
            yield fault(at, "file_in_type", name=name, word=node.kind.word)
        else:
            yield fault(at, "unknown_list", name=name, near=near(name, draft.lists))


def _file(node: Node, file: str) -> Iterator[Fault]:
    at = node.entry.at("type")
    if not file.endswith(".csv"):
        yield fault(at, "file_kind", name=file)
    elif file not in LIVE_FILES:
        yield warning(at, "file_from_outside", name=file)


def _choices(draft: Draft, name: str, entries: list[Entry], *, is_multiple: bool) -> Iterator[Fault]:
    may_repeat = draft.setting("allow_choice_duplicates").casefold() in _YES
    seen: dict[str, Entry] = {}
    for entry in entries:
        value = entry.text("name")
        if not value:
            yield fault(entry.at("name"), "choice_no_name", name=name)
            continue
        first = seen.setdefault(value, entry)
        if first is not entry and not may_repeat:
            yield fault(entry.at("name"), "choice_twice", name=value, first=first.at("name"))
        if is_multiple and " " in value:
            yield fault(entry.at("name"), "choice_space", name=value, better="_".join(value.split()))
        if not any(entry.spoken(key) for key in ("label", "media::image", "media::audio", "media::video")):
            yield warning(entry.at("label"), "choice_no_label", name=value)


def _filtered(draft: Draft, node: Node) -> Iterator[Fault]:
    written = node.entry.text("choice_filter")
    entries = draft.lists.get(node.kind.list_name)
    if not written or entries is None:
        return
    known = {column.key for column in draft.choices.columns.values()} - {"list_name"} | _ALWAYS
    for found in _BARE.finditer(_STRING.sub("''", _REFERENCE.sub("''", written))):
        name = found[1]
        if name not in known and name not in _OPERATORS:
            near_column = near(name, known)
            fields = {"name": name, "list": node.kind.list_name, "near": near_column}
            yield fault(node.entry.at("choice_filter"), "filter_column", **fields)
