"""Expressions that cannot be understood: where, what was expected, and which function was meant."""

from __future__ import annotations

from collections.abc import Iterator

from content.texts import forms as texts
from content.xforms.draft import Draft
from content.xforms.expressions import EXPRESSIONS, REFERENCE, has_broken_reference, is_dynamic, written
from content.xforms.faults import Fault, fault, near
from content.xforms.outline import Node
from content.xforms.sheets import Cell
from content.xforms.xpath import FUNCTIONS, BadExpression, Kind, parse

_SHOWN = 20  # characters of an expression from the fault on


def check_expressions(draft: Draft) -> Iterator[Fault]:
    """Parse all expressions, keep their trees in *draft* by their cells, and find those that cannot be understood."""
    for node in draft.outline.nodes:
        for key, text in _expressions(node):
            yield from _take(draft, node.path, key, Cell(text, node.entry.at(key)))
    for entry in draft.settings.entries[:1]:
        if text := entry.text("instance_name"):
            yield from _take(draft, "", "instance_name", Cell(text, entry.at("instance_name")))


def _expressions(node: Node) -> Iterator[tuple[str, str]]:
    for key in EXPRESSIONS:
        if text := node.entry.text(key):
            yield key, written(key, text)
    default = node.entry.text("default")
    if default and is_dynamic(default, node.kind):
        yield "default", written("default", default)


def _take(draft: Draft, at: str, key: str, cell: Cell) -> Iterator[Fault]:
    """Parse what stands in *cell*: the expression as it is written for the column *key*."""
    if has_broken_reference(cell.text):
        return  # said by the check of references
    names = [found[2] for found in REFERENCE.finditer(cell.text)]
    try:
        tree = parse(cell.text)
        if any(len(draft.paths.get(name, ())) != 1 for name in names):
            return  # as above
        draft.trees[cell.at] = draft.resolved(tree, cell.text, at, choices=key == "choice_filter")
    except BadExpression as error:
        yield _said(key, cell, error, draft)


def _said(key: str, cell: Cell, error: BadExpression, draft: Draft) -> Fault:
    fields = {"word": error.word, "near": "", "expected": ""}
    if error.kind is Kind.UNKNOWN_FUNCTION:
        fields["near"] = near(error.word, FUNCTIONS)
    elif error.kind is Kind.UNKNOWN_NAME:
        fields["near"] = near(error.word, draft.paths)
    elif error.kind is Kind.ARGUMENTS:
        fields["expected"] = _arguments(error.word)
    why = texts.EXPRESSION[error.kind].format(**fields)
    shown = cell.text[error.at : error.at + _SHOWN].strip() or cell.text[-_SHOWN:].strip()
    return fault(cell.at, "expression", cell=texts.CELLS[key], at=error.at + 1, near_at=shown, why=why)


def _arguments(function: str) -> str:
    least, most = FUNCTIONS.get(function, (0, None))
    if most is None:
        return texts.ARGUMENTS_FROM.format(least=least)
    if most == 0:
        return texts.ARGUMENTS_NONE
    if least == most:
        return texts.ARGUMENTS_EXACT.format(least=least)
    return texts.ARGUMENTS_BETWEEN.format(least=least, most=most)
