"""The choices of a question of a form: its own list, a list from outside, or what was answered in a repeat."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import cast

from content.dialog import Answers, Option, Seen
from content.dialog.values import Media
from content.texts import filling
from content.xforms.definition import Choice, Definition, Field, Section
from content.xforms.media import media_of
from content.xforms.saying import Saying, saying
from content.xforms.stage import Form
from content.xforms.xpath import Node, Scope, build, truth_of

Options = Callable[[Answers], tuple[Option, ...]]
_Rows = Callable[[Answers], Sequence[tuple[Option, Node]]]


def acknowledgement() -> tuple[Option, ...]:
    """Return the one choice of a question that is only to be confirmed."""
    return (Option("OK", filling.OK),)


def choices_of(
    definition: Definition, form: Form, asked: Field, language: str, pattern: str
) -> tuple[tuple[Option, ...], Options | None]:
    """Return the choices that are always there, and (when answers matter) the function that gives them."""
    rows, fixed = _rows(definition, form, asked, language, pattern)
    randomize = asked.parameters.get("randomize", "").lower() == "true"
    if fixed is not None and asked.choice_filter is None and not randomize:
        return fixed, None
    seed = asked.parameters.get("seed", "")
    run = build(asked.choice_filter) if asked.choice_filter is not None else None

    def options(answers: Answers) -> tuple[Option, ...]:
        stage, node = form.at(answers, pattern)
        found = [
            option
            for option, row in rows(answers)
            if run is None or truth_of(run(Scope(row, stage.facts, current=node)))
        ]
        if randomize:
            own = seed or f"{cast('Seen', answers).walk.run}:{node.path}"
            found.sort(key=lambda option: zlib.crc32(f"{own}:{option.value}".encode()))
        return tuple(found)

    return fixed or (), options


def from_outside(definition: Definition) -> dict[str, tuple[str, str, str]]:
    """Return by path the questions that ask from a list of the caller's: its name, the columns of value and label."""
    found = {}
    for asked in definition.fields():
        name = asked.list_name
        if (
            not name
            or name in definition.choices
            or _place(definition.items, name.removeprefix("${").removesuffix("}"))
        ):
            continue
        value, label = asked.parameters.get("value", "name"), asked.parameters.get("label", "label")
        found[asked.path] = (name.rpartition(".")[0] or name, value, label)
    return found


def _rows(
    definition: Definition, form: Form, asked: Field, language: str, pattern: str
) -> tuple[_Rows, tuple[Option, ...] | None]:
    name = asked.list_name.removeprefix("${").removesuffix("}")
    if name in definition.choices:
        return _own(definition, form, name, language, pattern)
    value, label = asked.parameters.get("value", "name"), asked.parameters.get("label", "label")
    repeat = _place(definition.items, name)
    if repeat is not None:
        return _of_repeat(form, repeat, value, label), None
    return _outside(form, name.rpartition(".")[0] or name, value, label), None


def _own(
    definition: Definition, form: Form, name: str, language: str, pattern: str
) -> tuple[_Rows, tuple[Option, ...] | None]:
    said = [_said(definition, form, choice, language, pattern) for choice in definition.choices[name]]
    values = [choice.name for choice in definition.choices[name]]
    shown = [media_of(choice.media, language, definition.default_language) for choice in definition.choices[name]]

    def option(value: str, words: str, media: Media) -> Option:
        return Option(value, _plain(words) or value, media=media)

    nodes = form.lists[name].nodes()
    if all(words.made is None for words in said):
        fixed = tuple(
            option(value, words.fixed, media) for value, words, media in zip(values, said, shown, strict=True)
        )
        pairs = list(zip(fixed, nodes, strict=True))
        return (lambda _answers: pairs), fixed

    def rows(answers: Answers) -> Sequence[tuple[Option, Node]]:
        options = [
            option(value, words(answers), media) for value, words, media in zip(values, said, shown, strict=True)
        ]
        return list(zip(options, nodes, strict=True))

    return rows, None


def _said(definition: Definition, form: Form, choice: Choice, language: str, pattern: str) -> Saying:
    return saying(form, choice.label, language, definition.default_language, pattern)


def _plain(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}")


def _outside(form: Form, name: str, value: str, label: str) -> _Rows:
    def rows(answers: Answers) -> Sequence[tuple[Option, Node]]:
        stage, _ = form.at(answers, "")
        listed = stage.facts.lists.get(name)
        if listed is None:
            return []
        pairs = zip(listed.rows, listed.nodes(), strict=True)
        return [(Option(row[value], row.get(label) or row[value]), node) for row, node in pairs if row.get(value)]

    return rows


def _of_repeat(form: Form, item: Field | Section, value: str, label: str) -> _Rows:
    """Choices are the answers of a field in all rounds, or the rounds themselves by two of their fields."""

    def rows(answers: Answers) -> Sequence[tuple[Option, Node]]:
        stage, _ = form.at(answers, "")
        nodes = [stage.node("")]
        for part in item.path.split("/"):
            nodes = [child for node in nodes for child in node.child(part) if child.is_relevant()]
        found = []
        for node in nodes:
            kept = node if isinstance(item, Field) else next(iter(node.child(value)), None)
            said = None if isinstance(item, Field) else next(iter(node.child(label)), None)
            text = _text(kept)
            if text:
                row = node.parent if isinstance(item, Field) and node.parent is not None else node
                found.append((Option(text, _text(said) or text), row))
        return found

    return rows


def _text(node: Node | None) -> str:
    value = node.value() if node is not None else ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _place(items: tuple[Field | Section, ...], path: str) -> Field | Section | None:
    for item in items:
        if item.path == path or (item.name == path and "/" not in path and isinstance(item, Section)):
            return item
        if isinstance(item, Section) and (found := _place(item.items, path)) is not None:
            return found
    return None
