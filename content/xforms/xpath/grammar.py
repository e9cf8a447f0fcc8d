"""The one module that knows elementpath: its tokens become our trees. Its own evaluator is not used (decision 0012)."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from elementpath import ElementPathError
from elementpath.tdop import Parser
from elementpath.xpath1 import XPath1Parser

from content.xforms.definition import Tree
from content.xforms.xpath.faults import BadExpression, Kind
from content.xforms.xpath.parsing import MARK
from content.xforms.xpath.patterns import is_pattern
from content.xforms.xpath.signatures import FUNCTIONS, takes

_Token = Any  # elementpath's tokens have types of their own making; four attributes of them are used here
_DYADS: Final = frozenset({"or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "|"})
_AXES: Final = {"child": "child", "self": "self", "parent": "up"}
_STEPS: Final = frozenset({"(name)", "*", ".", "..", "node", "text", *_AXES})
_NODE_TESTS: Final = frozenset({"node", "text", "*"})


class _FormParser(XPath1Parser):
    """XPath 1.0 with the functions of forms, each with any number of arguments: we count them, to say where."""

    symbol_table = dict(XPath1Parser.symbol_table)  # noqa: RUF012 (the base declares it, and not as a ClassVar)
    PATH_STEP_SYMBOLS: ClassVar[set[str]] = {
        *XPath1Parser.PATH_STEP_SYMBOLS, "(", "current", "instance", "randomize", "if"
    }  # fmt: skip


for _name in ("lang", "id", "namespace-uri", "comment", "processing-instruction"):
    _FormParser.symbol_table.pop(_name, None)
for _name in FUNCTIONS:
    _symbol = _name.replace(":", MARK)
    _FormParser.symbol_table.pop(_symbol, None)
    _FormParser.function(_symbol, nargs=(0, None))
_FormParser.build()


def tree_of(plain: str) -> Tree:
    """Return the tree of an expression whose references are marked names. Raises BadExpression."""
    parser = _FormParser()
    try:
        token = Parser.parse(parser, plain)  # not the parser's own: that one also tries to work the value out
        return _tree(token)
    except ElementPathError as error:
        raise _fault(error, plain) from None
    except RecursionError:
        raise BadExpression(Kind.TOO_DEEP) from None


def _fault(error: ElementPathError, plain: str) -> BadExpression:
    token: _Token = error.token
    if token is None or token.symbol == "(end)":
        return BadExpression(Kind.UNFINISHED, len(plain.rstrip()))
    at = token.span[0]
    word = str(token.value if token.symbol == "(name)" else plain[at : token.span[1]])
    if error.code and error.code.endswith("XPST0017") and word.replace(MARK, ":") not in FUNCTIONS:
        return BadExpression(Kind.UNKNOWN_FUNCTION, at, word)
    if error.code and error.code.endswith("XPST0081"):
        name = re.search(r"[\w.-]*:[\w.-]*$", plain[: at + 1] + re.split(r"[^\w.-]", plain[at + 1 :], maxsplit=1)[0])
        called = name is not None and plain[name.end() :].lstrip().startswith("(")
        start = name.start() if name else at
        return BadExpression(
            Kind.UNKNOWN_FUNCTION if called else Kind.UNSUPPORTED, start, name.group() if name else word
        )
    return BadExpression(Kind.UNEXPECTED, at, _unmarked(word))


def _unmarked(word: str) -> str:
    return "${" + word.strip(MARK).replace(MARK, "#") + "}" if word.startswith(MARK) else word


def _tree(token: _Token) -> Tree:
    match token.symbol:
        case "(integer)" | "(decimal)" | "(float)":
            return ["num", float(token.value)]
        case "(string)":
            return ["str", token.value]
        case "(":
            return _tree(token[0])
        case "-" | "+" if len(token) == 1:
            return ["neg", _tree(token[0])] if token.symbol == "-" else ["call", "number", _tree(token[0])]
        case symbol if symbol in _DYADS and len(token) == 2:  # noqa: PLR2004 (`*` alone is any name)
            return [symbol, _tree(token[0]), _tree(token[1])]
        case symbol if (name := symbol.replace(MARK, ":")) in FUNCTIONS:
            return _call(token, name)
    return _path(token)


def _call(token: _Token, name: str) -> Tree:
    arguments = [_tree(part) for part in token]
    at = token.span[0]
    if not takes(name, len(arguments)):
        raise BadExpression(Kind.ARGUMENTS, at, name)
    if name == "regex" and arguments[1][0] == "str" and not is_pattern(arguments[1][1]):
        raise BadExpression(Kind.BAD_PATTERN, token[1].span[0], arguments[1][1])
    return ["call", name, *arguments]


def _path(token: _Token) -> Tree:
    """Make `["path", start, [step, …]]` of what walks the tree; start is "/", "." or an expression."""
    match token.symbol:
        case "/" | "//":
            return _walk(token)
        case "[":
            return _conditioned(token[0], _tree(token[1]))
        case "(name)" if token.value.startswith(MARK):
            return ["ref", token.value.strip(MARK).replace(MARK, "#")]
        case ".":
            return ["path", ".", []]
        case symbol if symbol in _STEPS:
            return ["path", ".", [_step(token)]]
    raise BadExpression(Kind.UNSUPPORTED, token.span[0], str(token.symbol))


def _walk(token: _Token) -> Tree:
    deep: list[Tree] = [["deep"]] if token.symbol == "//" else []
    if len(token) == 0:
        return ["path", "/", []]
    start, steps = ("/", []) if len(token) == 1 else _open(_tree(token[0]))
    return ["path", start, [*steps, *deep, _step(token[-1])]]


def _conditioned(inner: _Token, condition: Tree) -> Tree:
    """Put a condition on the last step of a path, or on all that another expression gives."""
    base = _tree(inner)
    if base[0] == "filter":
        return ["filter", base[1], [*base[2], condition]]
    if base[0] not in ("ref", "path") or inner.symbol == "(":
        return ["filter", base, [condition]]
    if base[0] == "ref":
        return ["path", base, [["self", [condition]]]]
    start, steps = _open(base)
    last = steps[-1] if steps else ["self", []]
    return ["path", start, [*steps[:-1], [*last[:-1], [*last[-1], condition]]]]


def _open(tree: Tree) -> tuple[Any, list[Tree]]:
    """Take a path apart; another expression is the start of one."""
    return (tree[1], tree[2]) if tree[0] == "path" else (tree, [])


def _step(token: _Token) -> Tree:
    """Make `["child", name, conditions]`, `["up", conditions]` or `["self", conditions]`."""
    at = token.span[0]
    match token.symbol:
        case "(name)":
            if token.value.startswith(MARK):
                raise BadExpression(Kind.UNEXPECTED, at, _unmarked(token.value))
            return ["child", token.value, []]
        case "*" | "node" if len(token) == 0:
            return ["child", "*", []]
        case "text" | ".":
            return ["self", []]
        case "..":
            return ["up", []]
        case "[":
            inner = _step(token[0])
            return [*inner[:-1], [*inner[-1], _tree(token[1])]]
        case axis if axis in _AXES:
            test = token[0]
            if axis == "child":
                return _step(test)
            if test.symbol in _NODE_TESTS:
                return [_AXES[axis], []]
    raise BadExpression(Kind.UNSUPPORTED, at, str(token.symbol))
