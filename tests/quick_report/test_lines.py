"""The labelled lines hold their floor, and no word of a line is lost."""

from content.quick_report import parse_report
from tests.quick_report.accuracy import FACTS, measure

FLOOR = 0.95
LEAST_LINES = 150


def test_most_fields_are_read_as_they_were_meant() -> None:
    """At least 95 of 100 fields are right, of at least 150 lines."""
    found = measure()
    print(found.table(), *found.wrong, f"{found.share:.3f}", sep="\n")  # noqa: T201 (pytest shows it on request)
    assert found.lines >= LEAST_LINES
    assert found.share >= FLOOR


def test_no_day_and_no_headcount_is_wrong_without_being_asked() -> None:
    """A day or a number of listeners that is not sure is asked, never believed."""
    assert [text for name, text in measure().silent if name in ("headcount", "session_date")] == []


def test_words_that_were_not_understood_are_kept_as_typed() -> None:
    """What no rule took comes back as it was typed."""
    parsed = parse_report("20/11 thôn 3 45 người Trời mưa to", FACTS)
    assert parsed.leftovers == ("Trời mưa to",)
