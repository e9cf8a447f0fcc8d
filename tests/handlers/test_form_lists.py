"""What was chosen from the office's lists, in the words of the moment in which it was chosen."""

from __future__ import annotations

from handlers.form_lists import called, joined

ASKED = {
    "host": ("units", "name", "label"),
    "visit/who": ("people", "code", "label"),
    "gone": ("points", "name", "label"),
}
THEN = {
    "units": [{"name": "3", "label": "Thôn 1", "code": "X01-T1"}],
    "people": [{"name": "7", "label": "An", "code": "M7"}],
}
NOW = {"units": [{"name": "3", "label": "Thôn Đông"}, {"name": "4", "label": "Thôn 2"}], "points": []}


def test_values_are_called_as_they_were() -> None:
    """By path without rounds and value; what names no row keeps its value, what has no code too."""
    answers = {"host": "3", "visit/2/who": ["M7", "M8"], "gone": "5", "note": "3"}
    labels, codes = called(ASKED, THEN, answers)
    assert labels == {"host=3": "Thôn 1", "visit/who=M7": "An"}
    assert codes == {"host=3": "X01-T1", "visit/who=M7": "M7"}
    assert called(ASKED, NOW, {"host": "4"}) == ({"host=4": "Thôn 2"}, {"host=4": "4"})


def test_the_older_words_hold_when_rows_are_joined() -> None:
    """A unit that was renamed between two answers is called as in the first; what is new is there too."""
    rows = joined(THEN, NOW)
    assert [row["label"] for row in rows["units"]] == ["Thôn 1", "Thôn 2"]
    assert rows["people"] == THEN["people"]
    assert joined({}, {}) == {}
