"""What a line leaves open is asked as a choice of what was found; and whom "hộ …" names."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from content.dialog import Facts as Asked
from content.dialog import Known, Lookup, Option
from content.dialogs.session_report import SESSION_REPORT
from content.quick_report import Facts, choices_of, for_whom, parse_report, sessions_of

TODAY = date(2026, 11, 21)
PLACES = (Option("1", "Thôn Mẫu Đông"), Option("2", "Tổ dân phố Mẫu Đông"), Option("3", "Thôn 3"))
POINTS = (Option("11", "Phòng cháy trong gia đình"), Option("12", "Phòng cháy rừng"), Option("14", "Cài đặt VNeID"))
KNOWN = Asked(
    today=TODAY,
    now=datetime(2026, 11, 21, tzinfo=UTC),
    lookups={Lookup.MY_PLACES: PLACES, Lookup.POINTS: POINTS},
    values={Known.MAX_AGE_DAYS: 60},
)
PEOPLE = (
    Option("1", "Trần Văn Bình, thôn 3", "M-7"), Option("2", "Trần Thị Bình, thôn 4"), Option("3", "Lê Hòa, thôn 3"),
    Option("4", "Lê Hoa, thôn 3"), Option("5", "Bình Văn Ái, thôn 3"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "key", "labels", "sets"),
    [
        ("20/11 mau dong 45 nguoi", "place", ["Thôn Mẫu Đông", "Tổ dân phố Mẫu Đông"], "1"),
        ("20/11 thon 3 pccc vneid", "topics", ["Phòng cháy trong gia đình", "Phòng cháy rừng"], ["14", "11"]),
        ("20/11 thon 3 khoang 45 nguoi", "headcount", ["45 người"], 45),
        ("thu 2 20/11 thon 3", "session_date", ["20/11 (thứ sáu)"], "2026-11-20"),
    ],
)
def test_each_meaning_is_a_way_out(line: str, key: str, labels: list[str], sets: object) -> None:
    """The ways are what was found; of topics those that are sure stay; the last asks the plain question."""
    doubt = choices_of(parse_report(line, Facts(TODAY, PLACES, POINTS)), SESSION_REPORT, KNOWN)[key]
    assert [way.label for way in doubt.ways[:-1]] == labels
    assert doubt.ways[0].sets == {key: sets}
    assert doubt.ways[-1].again == key


def test_nothing_found_is_no_choice() -> None:
    """A range of numbers, and a day that is too long ago, leave the plain question."""
    parsed = parse_report("thu 2 25/11 thon 3 40-50 nguoi", Facts(TODAY, PLACES, POINTS))
    assert choices_of(parsed, SESSION_REPORT, KNOWN) == {}


@pytest.mark.parametrize(
    ("line", "found", "rest"),
    [
        ("hộ Trần Văn Bình 20/11 thôn 3", "1", "20/11 thôn 3"),
        ("hộ đồng chí trần bình, 20/11", "12", "20/11"),
        ("ho binh 20/11", "12", "20/11"),
        ("thay m-7 20/11", "1", "20/11"),
        ("hộ Hòa 45 người", "3", "45 người"),
        ("hộ hoa 45 người", "34", "45 người"),
        ("hộ anh Ái: 45 người\nNgày: 20/11", "5", "45 người\nNgày: 20/11"),
        ("hộ Lý Mẫu, 20/11", "", "20/11"),
        ("hộ 20/11 thôn 3", "", "20/11 thôn 3"),
        ("hộ", "", ""),
    ],
)
def test_the_most_words_that_name_anybody_are_the_name(line: str, found: str, rest: str) -> None:
    """Diacritics decide where they are typed; nothing behind the name is lost."""
    whom = for_whom(line, PEOPLE)
    assert ("".join(one.value for one in whom.found), whom.rest) == (found, rest)


def test_a_name_alone_belongs_to_the_template_below_it() -> None:
    """A line of a day is a session of its own; "bc hộ Lan" above labels says for whom they are."""
    assert sessions_of("bc hộ Lan\nNgày: 20/11\nNơi: thôn 3") == ["hộ Lan\nNgày: 20/11\nNơi: thôn 3"]
    assert len(sessions_of("bc hộ Lan 20/11\nNgày: 20/11")) == 2
