"""Why an expression of a form cannot be used: a closed set, so that each reason has its sentence elsewhere."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The reasons. Sentences for people are made of them by whoever shows them."""

    EMPTY = "empty"
    UNCLOSED_STRING = "unclosed_string"
    UNCLOSED_BRACKET = "unclosed_bracket"
    UNEXPECTED = "unexpected"  # a sign or word that cannot stand there
    UNFINISHED = "unfinished"  # the text ends where an operand should follow
    BAD_REFERENCE = "bad_reference"  # `${` without a name or without its brace
    BAD_PATTERN = "bad_pattern"  # the second part of regex() is no pattern
    UNKNOWN_FUNCTION = "unknown_function"
    ARGUMENTS = "arguments"  # a wrong number of them
    UNSUPPORTED = "unsupported"  # XPath that forms do not have: attributes, variables, axes of siblings
    TOO_DEEP = "too_deep"  # nested further than can be worked out
    UNKNOWN_NAME = "unknown_name"  # no question is named so
    AMBIGUOUS_NAME = "ambiguous_name"  # several questions are named so
    OUTSIDE_FORM = "outside_form"  # `../..` from a place that has no such parent
    NOT_IN_REPEAT = "not_in_repeat"  # indexed-repeat of a question that is not in that repeat


class BadExpression(Exception):
    """An expression that cannot be used: its kind, where in the text (from 0), and the word at fault ("" when none)."""

    def __init__(self, kind: Kind, at: int = 0, word: str = "") -> None:
        super().__init__(f"{kind.value} at {at}: {word}" if word else f"{kind.value} at {at}")
        self.kind = kind
        self.at = at
        self.word = word
