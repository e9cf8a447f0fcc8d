"""Expressions of forms, from text to value, as ODK understands them (https://docs.getodk.org/form-operators-functions/).

The way of an expression: `parse` makes a tree of its text (once, in the child process that reads a sheet), `resolve`
puts paths where the sheet wrote `${name}`, the tree is kept as JSON; `reads` says what it looks at, and `build`
makes of it a function that is called thousands of times. `FormTree` and `ListTree` are what such functions walk.

Nothing here knows the clock or chance: `Facts` brings today, now and the seed. See docs/decisions/0012.
"""

from __future__ import annotations

from content.xforms.xpath.faults import BadExpression, Kind
from content.xforms.xpath.nodes import Answer, Facts, Node, Scope, Shape, XValue, shape_of
from content.xforms.xpath.parsing import parse
from content.xforms.xpath.reading import Reads, reads
from content.xforms.xpath.resolving import resolve
from content.xforms.xpath.running import build
from content.xforms.xpath.signatures import FUNCTIONS, SUPPORT, Support
from content.xforms.xpath.trees import FormTree, ListTree
from content.xforms.xpath.values import number_of, text_of, truth_of

__all__ = [
    "FUNCTIONS",
    "SUPPORT",
    "Answer",
    "BadExpression",
    "Facts",
    "FormTree",
    "Kind",
    "ListTree",
    "Node",
    "Reads",
    "Scope",
    "Shape",
    "Support",
    "XValue",
    "build",
    "number_of",
    "parse",
    "reads",
    "resolve",
    "shape_of",
    "text_of",
    "truth_of",
]
