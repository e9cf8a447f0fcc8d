"""What cannot be used is refused with its kind and position; what can is understood as XPath orders it."""

from __future__ import annotations

import json

import pytest

from content.xforms.xpath import BadExpression, Kind, build, parse, reads, resolve, text_of
from tests.xforms.asking import PATHS, REPEATS, ask

BROKEN = [
    ("", Kind.EMPTY, 0, ""),
    ("   ", Kind.EMPTY, 0, ""),
    ("'abc", Kind.UNCLOSED_STRING, 0, "'abc"),
    ('${a} = "x', Kind.UNCLOSED_STRING, 7, '"x'),
    ("if(1, 2", Kind.UNCLOSED_BRACKET, 2, "("),
    ("x[1", Kind.UNCLOSED_BRACKET, 1, "["),
    ("1)", Kind.UNEXPECTED, 1, ")"),
    ("(1]", Kind.UNEXPECTED, 2, "]"),
    ("1 +", Kind.UNFINISHED, 3, ""),
    ("1 and ", Kind.UNFINISHED, 5, ""),
    ("= 5", Kind.UNEXPECTED, 0, "="),
    ("1 2", Kind.UNEXPECTED, 2, "2"),
    ("${a} ${b}", Kind.UNEXPECTED, 5, "${b}"),
    ("“a”", Kind.UNEXPECTED, 0, "“"),
    ("${a} == 1", Kind.UNEXPECTED, 6, "="),
    ("()", Kind.UNEXPECTED, 1, ")"),
    ("${", Kind.BAD_REFERENCE, 0, "${"),
    ("1 + ${}", Kind.BAD_REFERENCE, 4, "${}"),
    ("${a b}", Kind.BAD_REFERENCE, 0, "${a b}"),
    ("regex(., '[')", Kind.BAD_PATTERN, 9, "["),
    ("regex(., '(?=a)b')", Kind.BAD_PATTERN, 9, "(?=a)b"),
    (r"regex(., '(a)\1')", Kind.BAD_PATTERN, 9, r"(a)\1"),
    ("1 + foo(2)", Kind.UNKNOWN_FUNCTION, 4, "foo"),
    ("jr:itext('x')", Kind.UNKNOWN_FUNCTION, 0, "jr:itext"),
    ("IF(1, 2, 3)", Kind.UNKNOWN_FUNCTION, 0, "IF"),
    ("1 + if(1, 2)", Kind.ARGUMENTS, 4, "if"),
    ("today(1)", Kind.ARGUMENTS, 0, "today"),
    ("selected(.)", Kind.ARGUMENTS, 0, "selected"),
    ("indexed-repeat(., .., 1, ..)", Kind.ARGUMENTS, 0, "indexed-repeat"),
    ("weighted-checklist(1, 2, 'yes')", Kind.ARGUMENTS, 0, "weighted-checklist"),
    ("@id", Kind.UNSUPPORTED, 0, "@"),
    ("$x", Kind.UNSUPPORTED, 0, "$"),
    ("following-sibling::x", Kind.UNSUPPORTED, 0, "following-sibling"),
    ("../ancestor::x", Kind.UNSUPPORTED, 3, "ancestor"),
    ("a:b", Kind.UNSUPPORTED, 0, "a:b"),
    ("1 < 2 < 3", Kind.UNEXPECTED, 6, "<"),
    ("x/today()", Kind.UNEXPECTED, 2, "today"),
    ("x/${b}", Kind.UNEXPECTED, 2, "${b}"),
    ("(" * 61 + "1" + ")" * 61, Kind.TOO_DEEP, 60, ""),
    ("- " * 2000 + "1", Kind.TOO_DEEP, 0, ""),
    ("1" + " + 1" * 160, Kind.TOO_DEEP, 0, ""),
]


@pytest.mark.parametrize(
    ("text", "kind", "at", "word"), [pytest.param(*row, id=row[0][:30] or "nothing") for row in BROKEN]
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, kind: Kind, at: int, word: str) -> None:
    """A broken expression is refused with the kind of fault, where it is, and the word at fault."""
    with pytest.raises(BadExpression) as caught:
        parse(text)
    assert (caught.value.kind, caught.value.at, caught.value.word) == (kind, at, word)


UNRESOLVED = [
    ("${nobody}", "age", Kind.UNKNOWN_NAME, "nobody"),
    ("not(true)", "age", Kind.UNKNOWN_NAME, "true"),
    ("/data/nothing/x", "age", Kind.UNKNOWN_NAME, "nothing"),
    ("../../x", "age", Kind.OUTSIDE_FORM, ".."),
    ("jr:choice-name(1, '${nobody}')", "age", Kind.UNKNOWN_NAME, "nobody"),
    ("indexed-repeat(${age}, ${members}, 1)", "age", Kind.NOT_IN_REPEAT, "age"),
    ("indexed-repeat(${name}, ${visit}, 1)", "age", Kind.NOT_IN_REPEAT, "name"),
    ("${twice}", "age", Kind.AMBIGUOUS_NAME, "twice"),
    ("${last-saved#nobody}", "age", Kind.UNKNOWN_NAME, "nobody"),
    ("jr:choice-name(1, 1 + 1)", "age", Kind.UNSUPPORTED, "+"),
]


@pytest.mark.parametrize(("text", "at", "kind", "word"), UNRESOLVED)
def test_names_that_lead_nowhere_are_refused(text: str, at: str, kind: Kind, word: str) -> None:
    """A name or path that the form does not have is refused with the name."""
    with pytest.raises(BadExpression) as caught:
        resolve(parse(text), {**PATHS, "twice": ["twice", "visit/twice"]}, at, REPEATS)
    assert (caught.value.kind, caught.value.word) == (kind, word)


ORDER = [
    ("1 + 2 * 3", "7"),
    ("(1 + 2) * 3", "9"),
    ("10 - 2 - 3", "5"),
    ("-2 * 3", "-6"),
    ("- -2", "2"),
    ("1 - -1", "2"),
    ("+ 3", "3"),
    ("7 mod 3", "1"),
    ("-7 mod 3", "-1"),
    ("7 mod 0", "NaN"),
    ("1 div 0", "Infinity"),
    ("-1 div 0", "-Infinity"),
    ("0 div 0", "NaN"),
    ("8 div 4 div 2", "1"),
    ("(1 < 2) = true()", "true"),
    ("1 = 1 or 1 = 2 and 1 = 3", "true"),
    ("'1' = 1", "true"),
    ("'01' = '1'", "false"),
    ("'01' = 1", "true"),
    ("'a' < 'b'", "false"),
    ("'' = 0", "false"),
    ("'' != 0", "true"),
    ("true() = 'x'", "true"),
    ("0.1 + 0.2 = 0.3", "true"),
    ("${div} div 2", "NaN"),
    ("${age} -1", "16"),
    ("${ age }*2", "34"),
    ("'it''s'", "it's"),
    ("\"a 'b' ${age}\"", "a 'b' ${age}"),
    (".5 + 1.", "1.5"),
    ("\n1\n+\t1", "2"),
    ("${empty} + 1", "NaN"),
    ("${empty} > 0 or ${empty} <= 0", "false"),
]


@pytest.mark.parametrize(("text", "expected"), ORDER)
def test_operators_bind_and_convert_as_in_openrosa(text: str, expected: str) -> None:
    """Operators have XPath's order, and values turn into each other as OpenRosa says."""
    assert text_of(ask(text)) == expected


def test_a_tree_is_json_and_works_the_same_after_it() -> None:
    """A resolved tree can be stored as JSON and built from what was stored."""
    tree = resolve(parse("if(${age} > 3, jr:choice-name('a', '${liked}'), ${name}[2])"), PATHS, "age", REPEATS)
    assert json.loads(json.dumps(tree)) == tree


@pytest.mark.parametrize("text", ["1" + " + ${age}" * 158, "1 = 2" + " or ${years} = 3" * 150, "-" * 150 + "${age}"])
def test_the_deepest_that_is_taken_can_be_worked_out(text: str) -> None:
    """What parse takes is resolved, read, built and worked out without running out of Python's stack."""
    tree = resolve(parse(text), PATHS, "age", REPEATS)
    assert reads(tree).paths
    assert text_of(ask(text)) not in ("", "NaN")


def test_a_tree_with_names_left_is_not_built() -> None:
    """Build refuses a tree whose names were not resolved."""
    with pytest.raises(ValueError, match="not a resolved"):
        build(parse("${age}"))


def test_parsing_is_not_loaded_with_the_rest() -> None:
    """Building and working out never import the library that reads expressions."""
    import subprocess  # noqa: PLC0415 (a fresh interpreter is the only one that has not imported it yet)
    import sys  # noqa: PLC0415

    code = "import sys, content.xforms.xpath; sys.exit('elementpath' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
