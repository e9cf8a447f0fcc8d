"""Forms written as data in a test: `form(q("age", "integer", relevant="${a} = 1"), group("g", …), repeat("r", …))`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from content.xforms.definition import Choice, Definition, Field, Section, Tree, Words
from content.xforms.xpath import parse, resolve

_PIECES = re.compile(r"(\$\{[^}]+\})")
_EXPRESSIONS = ("relevant", "required", "constraint", "calculation", "read_only", "choice_filter", "repeat_count")
_TEXTS = ("label", "hint", "guidance", "constraint_message", "required_message")


@dataclass(frozen=True, slots=True)
class Written:
    """A question, group or repeat as a test writes it."""

    name: str
    kind: str
    given: Mapping[str, Any]
    items: tuple[Written, ...] = field(default=())


def q(name: str, kind: str = "text", **given: Any) -> Written:
    """Return a question. Expressions and texts are as in a sheet; a `default` that begins with "=" is worked out."""
    return Written(name, kind, given)


def group(name: str, *items: Written, **given: Any) -> Written:
    """Return a group."""
    return Written(name, "group", given, items)


def repeat(name: str, *items: Written, **given: Any) -> Written:
    """Return a repeat."""
    return Written(name, "repeat", given, items)


def form(*items: Written, choices: Mapping[str, Sequence[Any]] | None = None, **given: Any) -> Definition:
    """Return the form. A choice is a name, or (name, label), or (name, label, columns)."""
    places: dict[str, list[str]] = {}
    repeats: list[str] = []
    _walk(items, "", places, repeats)
    maker = _Maker(places, repeats)
    name = given.pop("instance_name", "")
    return Definition(
        form_id="mau", title=given.pop("title", "Phiếu mẫu"), version="1", items=maker.items(items, ""),
        choices={known: tuple(map(_choice, listed)) for known, listed in (choices or {}).items()},
        instance_name=maker.tree(name, "") if name else None, **given,
    )  # fmt: skip


def _walk(items: tuple[Written, ...], above: str, places: dict[str, list[str]], repeats: list[str]) -> None:
    for item in items:
        path = f"{above}/{item.name}" if above else item.name
        places.setdefault(item.name, []).append(path)
        if item.kind == "repeat":
            repeats.append(path)
        _walk(item.items, path, places, repeats)


def _choice(raw: Any) -> Choice:
    name, label, *columns = (raw, raw) if isinstance(raw, str) else raw
    words: Words = {"default": [label]} if isinstance(label, str) else {k: [v] for k, v in label.items()}
    return Choice(name=name, label=words, columns=columns[0] if columns else {})


class _Maker:
    def __init__(self, places: dict[str, list[str]], repeats: list[str]) -> None:
        self.places, self.repeats = places, repeats

    def tree(self, text: str, at: str, *, choices: bool = False) -> Tree:
        return resolve(parse(text), self.places, at, self.repeats, choices=choices)

    def words(self, text: Any, at: str) -> Words:
        texts = {"default": text} if isinstance(text, str) else text
        return {
            language: [
                self.tree(piece, at) if piece.startswith("${") else piece for piece in _PIECES.split(words) if piece
            ]
            for language, words in texts.items()
        }

    def items(self, items: tuple[Written, ...], above: str) -> tuple[Field | Section, ...]:
        return tuple(self.item(item, f"{above}/{item.name}" if above else item.name) for item in items)

    def item(self, item: Written, path: str) -> Field | Section:
        given: dict[str, Any] = dict(item.given)
        for name in _EXPRESSIONS:
            if name in given:
                given[name] = self.tree(given[name], path, choices=name == "choice_filter")
        for name in _TEXTS:
            if name in given:
                given[name] = self.words(given[name], path)
        if given.get("default", "").startswith("="):
            given["default"] = self.tree(given["default"][1:], path)
        if item.kind in ("group", "repeat"):
            return Section(path=path, items=self.items(item.items, path), repeats=item.kind == "repeat", **given)
        given.setdefault("label", {"default": [f"{item.name}?"]} if item.kind not in ("calculate", "hidden") else {})
        given.setdefault("required", ["call", "true"])
        return Field(path=path, kind=item.kind, **given)
