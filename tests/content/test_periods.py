"""Periods as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from content.periods import before, of_key, read_period

TODAY = date(2026, 11, 20)
READ = [
    ("", "2026-11", date(2026, 11, 1), date(2026, 11, 30)),
    ("tháng này", "2026-11", date(2026, 11, 1), date(2026, 11, 30)),
    ("thang truoc", "2026-10", date(2026, 10, 1), date(2026, 10, 31)),
    ("tháng 2/2024", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ("10/2026", "2026-10", date(2026, 10, 1), date(2026, 10, 31)),
    ("tháng 10 năm 2025", "2025-10", date(2025, 10, 1), date(2025, 10, 31)),
    ("tháng 12", "2025-12", date(2025, 12, 1), date(2025, 12, 31)),
    ("tuần", "2026-11-16/7", date(2026, 11, 16), date(2026, 11, 22)),
    ("tuần trước", "2026-11-09/7", date(2026, 11, 9), date(2026, 11, 15)),
    ("quý 3", "2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
    ("quý IV/2025", "2025-Q4", date(2025, 10, 1), date(2025, 12, 31)),
    ("năm", "2026", date(2026, 1, 1), date(2026, 12, 31)),
    ("năm ngoái", "2025", date(2025, 1, 1), date(2025, 12, 31)),
    ("năm 2024", "2024", date(2024, 1, 1), date(2024, 12, 31)),
]


@pytest.mark.parametrize(("text", "key", "since", "until"), READ)
def test_a_period_is_read(text: str, key: str, since: date, until: date) -> None:
    """With or without diacritics, and without a year the latest that has begun."""
    found = read_period(text, TODAY)
    assert found is not None
    assert (key, since, until) == (found.key, found.since, found.until)


@pytest.mark.parametrize("text", ["tháng 13", "hôm kìa", "13/2026", "quý 5", "tháng"[:3] + "x", "năm 0"])
def test_what_is_no_period_is_none(text: str) -> None:
    """Nothing is guessed."""
    assert read_period(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "key"), [("tháng 1/2026", "2025-12"), ("quý 1/2026", "2025-Q4"), ("năm", "2025"), ("tuần", "2026-11-09/7")]
)
def test_the_period_before_is_of_the_same_kind(text: str, key: str) -> None:
    """A month is compared with a month, across the turn of the year too."""
    period = read_period(text, TODAY)
    assert period is not None
    assert key == before(period).key


@pytest.mark.parametrize(
    "text", ["tháng 10", "tháng trước", "tuần", "tuần trước", "quý 3", "quý 4/2025", "năm", "năm 2025"]
)
def test_a_key_names_its_period_for_ever(text: str) -> None:
    """What a button carries gives the same days and the same label again."""
    period = read_period(text, date(2026, 11, 20))
    assert period is not None
    assert of_key(period.key) == period


@pytest.mark.parametrize("key", ["", "x", "2026-13", "2026-Q5", "2026-Q", "0000", "tháng 10", "2026-02-30/7"])
def test_what_is_no_key_is_refused(key: str) -> None:
    """A forged button names no period."""
    with pytest.raises(ValueError, match=r"."):
        of_key(key)
