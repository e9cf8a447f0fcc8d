"""Numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.numbers import NotANumber, read_whole


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("45", 45), ("45 người", 45), ("45 nguoi nghe", 45), ("có 45 người", 45), ("1.200", 1200), ("1 200", 1200),
        ("bốn mươi lăm", 45), ("một trăm linh ba", 103), ("mười hai", 12), ("hai nghìn", 2000), ("0", 0), ("không", 0),
    ],
)  # fmt: skip
def test_whole_numbers(text: str, number: int) -> None:
    """Digits, a unit behind them, thousands with a point, and words."""
    assert read_whole(text, "người") == number


@pytest.mark.parametrize(
    ("text", "kind", "guess"),
    [
        ("khoảng 50", "about", 50), ("50+", "about", 50), ("hơn trăm", "about", None), ("vài chục", "about", None),
        ("40-50", "range", None), ("40 đến 50", "range", None), ("1,2", "decimal", None), ("1,200", "decimal", 1200),
        ("đông", "nothing", None), ("-5", "nothing", None), ("²", "nothing", None), ("1" * 30, "nothing", None),
    ],
)  # fmt: skip
def test_what_is_no_whole_number(text: str, kind: str, guess: int | None) -> None:
    """About, a range, a decimal and nonsense are told apart, since each is answered differently."""
    assert read_whole(text) == NotANumber(kind, guess)


@given(st.text(max_size=30))
def test_reading_never_raises(text: str) -> None:
    """Any text gives a number or a reason, and never a negative one."""
    found = read_whole(text, "người")
    assert isinstance(found, NotANumber) or found >= 0
