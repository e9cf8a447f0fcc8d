"""From the text of an expression to its tree. elementpath does the reading; it is imported when first needed.

What only forms have is put into names of the same length before it reads (so that positions stay true): `${age}`
becomes a name with a letter in it that no question has, and so does the colon of `jr:choice-name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from content.xforms.definition import Tree
from content.xforms.xpath.faults import BadExpression, Kind

MARK = "Ɣ"  # a letter to XPath; in no Vietnamese, English or French word
_PIECES = re.compile(r"""'[^']*'|"[^"]*"|\$\{[^{}'"]*\}|['"]|\$\{|jr:(?=choice-name\b)""")
_REFERENCE = re.compile(r"\$\{\s*((?:last-saved#)?[^\W\d][\w.-]*)\s*\}")
_LONGEST = 32_767  # a cell of Excel holds no more
_DEEPEST = 60  # brackets within brackets; real forms stay under 15
_LEVELS = 160  # lists within lists, a chain of "or" included; two frames for each stay well below Python's 1,000


def parse(text: str) -> Tree:
    """Return the tree of *text*, still with its `${name}` as `["ref", name]`: `resolve` gives them places.

    Raises BadExpression. Imports elementpath, so call it in a chore's child process or on the command line.
    """
    from content.xforms.xpath.grammar import tree_of  # noqa: PLC0415 (only where sheets are read: it takes 0.4 s)

    if not text.strip():
        raise BadExpression(Kind.EMPTY)
    if len(text) > _LONGEST:
        raise BadExpression(Kind.TOO_DEEP)
    plain = "".join(_marked(text))
    _check_brackets(plain)
    tree = tree_of(plain)
    _check_levels(tree)
    return tree


def _check_levels(tree: Tree) -> None:
    level: list[Any] = [tree]
    for _ in range(_LEVELS):
        level = [part for tree in level for part in tree if isinstance(part, list)]
        if not level:
            return
    raise BadExpression(Kind.TOO_DEEP)


def _marked(text: str) -> Iterator[str]:
    end = 0
    for piece in _PIECES.finditer(text):
        yield text[end : piece.start()]
        end = piece.end()
        word = piece.group()
        if len(word) == 1:
            raise BadExpression(Kind.UNCLOSED_STRING, piece.start(), text[piece.start() : piece.start() + 20])
        if word.startswith("$"):
            if not (found := _REFERENCE.fullmatch(word)):
                raise BadExpression(Kind.BAD_REFERENCE, piece.start(), word)
            start, stop = found.span(1)
            yield MARK * start + found.group(1).replace("#", MARK) + MARK * (len(word) - stop)
        else:
            yield "jr" + MARK if word == "jr:" else word
    yield text[end:]


def _check_brackets(plain: str) -> None:
    opened: list[tuple[str, int]] = []
    for sign in re.finditer(r"""'[^']*'|"[^"]*"|[()\[\]]""", plain):
        bracket = sign.group()
        if bracket in ("(", "["):
            opened.append((bracket, sign.start()))
            if len(opened) > _DEEPEST:
                raise BadExpression(Kind.TOO_DEEP, sign.start())
        elif bracket in (")", "]") and (not opened or opened.pop()[0] != {")": "(", "]": "["}[bracket]):
            raise BadExpression(Kind.UNEXPECTED, sign.start(), bracket)
    if opened:
        raise BadExpression(Kind.UNCLOSED_BRACKET, opened[-1][1], opened[-1][0])
