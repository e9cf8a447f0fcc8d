"""A session report in one line of own words: what was understood, what is in doubt, and what was not understood."""

from content.quick_report.choices import choices_of
from content.quick_report.colleague import Whom, for_whom, is_for_other
from content.quick_report.parse import parse_report
from content.quick_report.sentence import Facts, InDoubt, Parsed, Span
from content.quick_report.template import begins_report, is_filled, sessions_of

__all__ = [
    "Facts",
    "InDoubt",
    "Parsed",
    "Span",
    "Whom",
    "begins_report",
    "choices_of",
    "for_whom",
    "is_filled",
    "is_for_other",
    "parse_report",
    "sessions_of",
]
