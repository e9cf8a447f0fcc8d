"""Everything that can be wrong in a form's sheets, found at once: one file for each kind of fault."""

from __future__ import annotations

from content.xforms.checking.bound import check_bound
from content.xforms.checking.circles import check_circles
from content.xforms.checking.columns import check_columns
from content.xforms.checking.expressions import check_expressions
from content.xforms.checking.kinds import check_kinds
from content.xforms.checking.languages import check_languages
from content.xforms.checking.lists import check_lists
from content.xforms.checking.parameters import check_parameters
from content.xforms.checking.references import check_references
from content.xforms.draft import Draft
from content.xforms.faults import Fault, in_order

__all__ = ["check", "check_bound"]


def check(draft: Draft) -> list[Fault]:
    """Return all faults and warnings of a form in the order of its sheets, and keep its parsed expressions in it."""
    found = [
        *draft.outline.faults,
        *check_columns(draft),
        *check_kinds(draft),
        *check_lists(draft),
        *check_parameters(draft),
        *check_languages(draft),
        *check_references(draft),
        *check_expressions(draft),
        *check_circles(draft),
    ]
    return in_order(found)
