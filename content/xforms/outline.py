"""The tree of a form: its rows of the survey sheet as questions, groups and repeats, and what is wrong with that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from content.texts.forms import NEAR
from content.vietnamese import strip_marks
from content.xforms.columns import Entry, Table
from content.xforms.faults import Fault, fault, near, warning
from content.xforms.kinds import Kind, read_kind, spellings

NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
"""A name that makes an XML element everywhere; pyxform takes more letters, export columns and paths do not."""
_NOT_LETTERS: Final = re.compile(r"[^A-Za-z0-9_.\-]+")
_RESERVED: Final = frozenset({"meta"})
_NO: Final = frozenset({"", "no", "false", "false()"})


@dataclass(slots=True)
class Node:
    """A question, or a section with its `children`; `path` is as in Definition, "" only for the form itself."""

    entry: Entry
    kind: Kind
    name: str
    path: str
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def is_section(self) -> bool:
        """Whether it is a group or repeat."""
        return self.kind.begins

    @property
    def is_repeat(self) -> bool:
        """Whether it is a repeat."""
        return self.kind.begins and self.kind.word == "repeat"

    @property
    def is_computed(self) -> bool:
        """Whether a row of an asking type only works something out: it has a calculation and no words."""
        return bool(self.entry.text("calculation")) and not any(
            self.entry.spoken(key) for key in ("label", "hint", "media::image", "media::audio", "media::video")
        )

    def repeats_around(self) -> list[str]:
        """Return the paths of the repeats it stands in, the outermost first."""
        found: list[str] = []
        above = self.parent
        while above is not None:
            if above.is_repeat:
                found.insert(0, above.path)
            above = above.parent
        return found


@dataclass(slots=True)
class Outline:
    """All rows of the survey in their tree, and the places of each name."""

    roots: list[Node] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def paths(self) -> dict[str, list[str]]:
        """Return all paths by name, sections included."""
        found: dict[str, list[str]] = {}
        for node in self.nodes:
            places = found.setdefault(node.name, [])
            if node.path not in places:  # a name that comes twice in one place is a fault of its own
                places.append(node.path)
        return found

    def repeats(self) -> frozenset[str]:
        """Return the paths of all repeats."""
        return frozenset(node.path for node in self.nodes if node.is_repeat)

    def questions(self) -> Iterator[Node]:
        """Iterate over all rows that are no sections."""
        return (node for node in self.nodes if not node.is_section)


def read_outline(table: Table) -> Outline:
    """Return the tree of the survey sheet; rows that cannot be placed are left out and are faults."""
    outline, reader = Outline(), _Reader()
    for entry in table.entries:
        if entry.text("disabled").casefold() not in _NO:
            continue
        reader.take(entry, outline)
    reader.close(outline)
    return outline


class _Reader:
    """Takes the rows one by one and keeps which sections are open."""

    def __init__(self) -> None:
        self._open: list[Node] = []
        self._seen: dict[tuple[str, str], Node] = {}
        self._repeats: dict[str, Node] = {}

    def take(self, entry: Entry, outline: Outline) -> None:
        written = entry.text("type")
        if not written:
            if entry.text("name") or entry.spoken("label"):
                outline.faults.append(fault(entry.at("type"), "no_type"))
            return
        kind = read_kind(written)
        if kind is None:
            outline.faults.append(fault(entry.at("type"), "unknown_type", name=written, near=_near_type(written)))
            kind = Kind("text", is_known=False)  # so that references to it are not faults too
        if kind.ends:
            self._end(entry, kind, written, outline)
            return
        parent = self._open[-1] if self._open else None
        name = self._name(entry, kind, outline)
        path = f"{parent.path}/{name}" if parent else name
        node = Node(entry, kind, name, path, parent)
        self._compare(node, outline)
        (parent.children if parent else outline.roots).append(node)
        outline.nodes.append(node)
        if kind.begins:
            self._open.append(node)

    def _name(self, entry: Entry, kind: Kind, outline: Outline) -> str:
        name = entry.text("name")
        if not name:
            if kind.word not in {"note", "audit"}:
                outline.faults.append(fault(entry.at("name"), "no_name"))
            return "audit" if kind.word == "audit" else f"generated_note_name_{entry.row}"  # the latter as pyxform
        if name in _RESERVED:
            outline.faults.append(fault(entry.at("name"), "reserved_name", name=name))
        elif kind.word == "csv-external":
            name = name.removesuffix(".csv")
        if not NAME.fullmatch(name):
            outline.faults.append(fault(entry.at("name"), "bad_name", name=name, near=near_name(name)))
        return name

    def _compare(self, node: Node, outline: Outline) -> None:
        """Names are unique within their section, those of repeats in the whole form."""
        above = node.parent.path if node.parent else ""
        first = self._seen.setdefault((above, node.name.casefold()), node)
        if first is not node:
            at, same = first.entry.at("name"), first.name == node.name
            said = fault if same else warning  # letters of another size are another name, to machines
            key = "name_twice" if same else "name_alike"
            outline.faults.append(said(node.entry.at("name"), key, name=node.name, first=at))
        elif node.is_repeat:
            first = self._repeats.setdefault(node.name, node)
            if first is not node:
                at = first.entry.at("name")
                outline.faults.append(fault(node.entry.at("name"), "section_twice", name=node.name, first=at))

    def _end(self, entry: Entry, kind: Kind, written: str, outline: Outline) -> None:
        at = entry.at("type")
        if not self._open:
            outline.faults.append(fault(at, "end_alone", name=written, word=kind.word))
            return
        if self._open[-1].kind.word == kind.word:
            self._leave(outline)
            return
        begun = self._open[-1]
        first = begun.entry.at("type")
        outline.faults.append(fault(at, "end_other", name=written, word=begun.kind.word, first=first))
        if any(node.kind.word == kind.word for node in self._open):  # one was left open within: close up to it
            while self._open.pop().kind.word != kind.word:
                pass
        else:
            self._open.pop()  # only the word is wrong

    def _leave(self, outline: Outline) -> None:
        section = self._open.pop()
        if not section.children:
            outline.faults.append(warning(section.entry.at("type"), "empty_section", name=section.name))

    def close(self, outline: Outline) -> None:
        for node in self._open:
            written = node.entry.text("type")
            outline.faults.append(fault(node.entry.at("type"), "never_ended", name=written, word=node.kind.word))


def _near_type(written: str) -> str:
    """Propose a type; of "select one of yn" the list stays out of the comparison."""
    first = written.split(maxsplit=1)[0]
    return near(written, spellings()) or near(first, spellings())


def near_name(name: str) -> str:
    """Propose *name* without what may not be in it."""
    better = _NOT_LETTERS.sub("_", strip_marks(name)).strip("_.-")
    if better and not NAME.match(better):
        better = f"_{better}"
    return NEAR.format(name=better) if better and NAME.fullmatch(better) else ""
