"""Simple conditions in words: "câu 3 là “Có” và câu 4 lớn hơn 5"; whatever is not simple has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from content.dialog import OTHER, label_of
from content.numbers import written as number_written
from content.texts import common
from content.texts import form_preview as texts
from content.texts.courtesy import Courtesy
from content.xforms.definition import Definition, Field, Tree

_TO: Final = Courtesy.DONG_CHI  # whoever looks at a preview may be called so
_LONGEST: Final = 160  # characters; beyond that a formula is no help in words


@dataclass(frozen=True, slots=True)
class Wording:
    """Says conditions of one form; *numbers* are those of its questions in the preview."""

    fields: Mapping[str, Field]
    numbers: Mapping[str, int]
    labels: Mapping[str, Mapping[str, str]]  # list → choice → label

    def condition(self, tree: Tree | None, own: str = "") -> str:
        """Return *tree* in words, "" when it has no simple ones. *own* is the path of the question that asks."""
        said = self._said(tree, own) if tree else ""
        return said if len(said) <= _LONGEST else ""

    def _said(self, tree: Tree, own: str) -> str:
        match tree:
            case ["and" | "or" as word, left, right]:
                a, b = self._part(left, own, word), self._part(right, own, word)
                return (texts.AND if word == "and" else texts.OR).format(a=a, b=b) if a and b else ""
            case ["call", "not", inner]:
                a = self._said(inner, own)
                return texts.NOT.format(a=a) if a else ""
            case ["call", "selected", left, ["str", str() as value]]:
                a = self._place(left, own)
                return texts.CHOSEN.format(a=a, b=self._choice(left, value)) if a else ""
            case [("=" | "!=" | "<" | "<=" | ">" | ">=") as sign, left, right]:
                return self._compared(sign, left, right, own)
            case _:
                return ""

    def _part(self, tree: Tree, own: str, outer: str) -> str:
        """An `or` within an `and` is put in brackets."""
        said = self._said(tree, own)
        mixed = bool(tree) and tree[0] in {"and", "or"} and tree[0] != outer
        return texts.IN_BRACKETS.format(a=said) if said and mixed else said

    def _compared(self, sign: str, left: Tree, right: Tree, own: str) -> str:
        a = self._place(left, own)
        if a and right == ["str", ""] and sign in {"=", "!="}:
            return (texts.NOT_ANSWERED if sign == "=" else texts.ANSWERED).format(a=a)
        b = self._value(left, right, own)
        return texts.COMPARED[sign].format(a=a, b=b) if a and b else ""

    def _value(self, left: Tree, tree: Tree, own: str) -> str:
        match tree:
            case ["num", float() | int() as number]:
                said = number_written(int(number)) if float(number).is_integer() else str(number).replace(".", ",")
                return texts.LETTERS.format(n=said) if left[:2] == ["call", "string-length"] else said
            case ["str", str() as value] if value:
                return self._choice(left, value)
            case ["call", "today"]:
                return texts.TODAY
            case _:
                return self._place(tree, own)

    def _place(self, tree: Tree, own: str) -> str:
        match tree:
            case ["call", "string-length", inner]:
                a = self._place(inner, own)
                return texts.LENGTH.format(a=a) if a else ""
            case ["call", "count-selected", inner]:
                a = self._place(inner, own)
                return texts.PICKED.format(a=a) if a else ""
        path = _path(tree)
        if not path:
            return ""
        if path == own:
            return texts.THIS
        number = self.numbers.get(path)
        return texts.QUESTION_REF.format(n=number) if number else ""

    def _choice(self, place: Tree, value: str) -> str:
        field = self.fields.get(_path(place))
        labels = self.labels.get(field.list_name, {OTHER: common.OTHER}) if field else {}
        return texts.QUOTED.format(word=labels.get(value, value))


def _path(tree: Any) -> str:
    """Return the path of a tree that is one question, "" of any other."""
    match tree:
        case ["field", str() as path] | ["near", _, _, str() as path]:
            return path
        case _:
            return ""


def labels_of(definition: Definition) -> dict[str, dict[str, str]]:
    """Return the plain labels of all lists in the language that is shown first."""
    found: dict[str, dict[str, str]] = {}
    for name, choices in definition.choices.items():
        found[name] = {choice.name: plain(definition, choice.label) or choice.name for choice in choices}
    return found


def in_others(definition: Definition, words: Mapping[str, list[Any]]) -> list[tuple[str, str]]:
    """Return (language, words) for each further language of the form in which *words* are written."""
    others = [name for name in definition.languages if name != definition.default_language and words.get(name)]
    return [(label_of(name), plain(definition, {name: words[name]})) for name in others]


def everywhere(definition: Definition, words: Mapping[str, list[Any]]) -> str:
    """Return *words* in all languages of the form in one line, the one shown first before the others."""
    said = [plain(definition, words), *(text for _, text in in_others(definition, words))]
    return texts.BETWEEN.join(dict.fromkeys(filter(None, said)))


def plain(definition: Definition, words: Mapping[str, list[Any]]) -> str:
    """Return *words* in the language shown first, values as their names in brackets."""
    pieces = words.get(definition.default_language) or next(iter(words.values()), [])
    shown = (
        piece if isinstance(piece, str) else texts.VALUE.format(name=_path(piece).rpartition("/")[2] or "…")
        for piece in pieces
    )
    return " ".join("".join(shown).replace("{addr}", _TO.addr).replace("{Addr}", _TO.Addr).split())
