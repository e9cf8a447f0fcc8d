"""Days and hours: every form that people type, and when we may speak."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import dates
from content.dates import Ambiguous, Unread, read_date

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("hôm nay", (2026, 11, 23)),
        ("nay", (2026, 11, 23)),
        ("Sáng nay", (2026, 11, 23)),
        ("hom qua", (2026, 11, 22)),
        ("qua", (2026, 11, 22)),
        ("tối qua", (2026, 11, 22)),
        ("hôm qua lúc 19h30", (2026, 11, 22)),
        ("hôm kia", (2026, 11, 21)),
        ("ngày mai", (2026, 11, 24)),
        ("5/11", (2026, 11, 5)),
        ("05-11", (2026, 11, 5)),
        ("5.11.26", (2026, 11, 5)),
        ("5/11/2026", (2026, 11, 5)),
        ("20261105", (2026, 11, 5)),
        ("20112026", (2026, 11, 20)),
        ("2026-11-05", (2026, 11, 5)),
        ("ngày 5 tháng 11", (2026, 11, 5)),
        ("5 thang 11 nam 2025", (2025, 11, 5)),
        ("ngày 5 tháng tư", (2026, 4, 5)),
        ("31/12", (2025, 12, 31)),
        ("29/2", (2024, 2, 29)),
        ("hôm 20/11", (2026, 11, 20)),
        ("thứ sáu, 20/11", (2026, 11, 20)),
        ("thứ hai", (2026, 11, 23)),
        ("thứ 3", (2026, 11, 17)),
        ("T7", (2026, 11, 21)),
        ("thứ tư", (2026, 11, 18)),
        ("thu bay", (2026, 11, 21)),
        ("CN", (2026, 11, 22)),
        ("chủ nhật", (2026, 11, 22)),
        ("tối thứ năm", (2026, 11, 19)),
        ("thứ hai tuần trước", (2026, 11, 16)),
        ("chiều chủ nhật tuần trước", (2026, 11, 22)),
        ("t5 tuần này", (2026, 11, 26)),
        ("25/12/2026", (2026, 12, 25)),
    ],
)
def test_dates_are_read(text: str, day: tuple[int, int, int]) -> None:
    """Day before month, the nearest past without a year; a future day named outright is the caller's to judge."""
    assert read_date(text, TODAY) == date(*day)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rằm", Unread.LUNAR),
        ("15/10 âm lịch", Unread.LUNAR),
        ("mùng 2 tết", Unread.LUNAR),
        ("rằm tháng giêng", Unread.LUNAR),
        ("31/2", Unread.IMPOSSIBLE),
        ("11/25", Unread.IMPOSSIBLE),
        ("99999999", Unread.IMPOSSIBLE),
        ("0/0", Unread.IMPOSSIBLE),
        ("hôm nọ", Unread.NOTHING),
        ("", Unread.NOTHING),
        ("45", Unread.NOTHING),
        ("😀", Unread.NOTHING),
        ("mùng 5", Ambiguous((date(2026, 11, 5),))),
        ("mồng ba", Ambiguous((date(2026, 11, 3),))),
        ("ngày 25", Ambiguous((date(2026, 10, 25),))),
        ("mùng 5 tháng 10", Ambiguous((date(2026, 10, 5),))),
    ],
)
def test_what_is_no_sure_date(text: str, found: object) -> None:
    """Lunar days are refused, impossible ones told apart, and what may be another day is asked."""
    assert read_date(text, TODAY) == found


@pytest.mark.parametrize(
    ("text", "day"),
    [("thứ ba", (2026, 11, 24)), ("5/11", (2027, 11, 5)), ("thứ hai", (2026, 11, 23)), ("29/2", (2028, 2, 29))],
)
def test_dates_ahead(text: str, day: tuple[int, int, int]) -> None:
    """Where a day to come is asked, the nearest one not past is meant."""
    assert read_date(text, TODAY, ahead=True) == date(*day)


@given(st.text(max_size=30), st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_reading_never_raises(text: str, today: date) -> None:
    """Any text gives a date, a question or a reason."""
    assert isinstance(read_date(text, today), date | Ambiguous | Unread)
    dates.read_time(text)


@given(st.dates(min_value=date(2019, 1, 1), max_value=date(2099, 1, 1)))
def test_what_is_written_is_read_back(day: date) -> None:
    """Dates as we write them are read as what they are."""
    assert read_date(dates.written(day), TODAY) == day
    assert read_date(dates.long(day), TODAY) == day


def test_writing() -> None:
    """Papers, sentences and read-back each have their form."""
    assert dates.written(date(2026, 2, 5)) == "05/02/2026"
    assert dates.long(date(2026, 11, 20)) == "thứ sáu, 20/11/2026"
    assert dates.short(date(2026, 11, 20), TODAY) == "20/11 (thứ sáu)"
    assert dates.short(date(2025, 11, 20), TODAY) == "20/11/2025 (thứ năm)"
    assert dates.time_written(datetime(2026, 11, 20, 12, 30, tzinfo=UTC)) == "19:30"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("19h30", time(19, 30)),
        ("19 giờ 30", time(19, 30)),
        ("19:30", time(19, 30)),
        ("7h tối", time(19)),
        ("25h", None),
        ("7 rưỡi tối", time(19, 30)),
        ("8h sáng", time(8)),
        ("2h chiều", time(14)),
        ("12h trưa", time(12)),
        ("bảy", None),
    ],
)
def test_times_are_read(text: str, at: time | None) -> None:
    """Times of day as they are typed."""
    assert dates.read_time(text) == at


def test_today_is_the_offices() -> None:
    """At 18:00 UTC it is tomorrow in the office; a naive time is refused."""
    assert dates.today(datetime(2026, 11, 22, 18, tzinfo=UTC)) == TODAY
    with pytest.raises(ValueError, match="naive"):
        dates.today(datetime(2026, 11, 22, 18))  # noqa: DTZ001 (that is the point)


@pytest.mark.parametrize(
    ("here", "then"),
    [
        ((23, 7, 29), (23, 7, 30)),
        ((23, 7, 30), (23, 7, 30)),
        ((23, 20, 29), (23, 20, 29)),
        ((23, 20, 30), (26, 7, 30)),
        ((24, 12, 0), (26, 7, 30)),
        ((28, 12, 0), (28, 12, 0)),
    ],
)
def test_next_good_time(here: tuple[int, int, int], then: tuple[int, int, int]) -> None:
    """Notices go out from 7:30 to before 20:30, on no holiday, at the earliest such moment; Saturdays are fine."""
    holidays = {date(2026, 11, 24), date(2026, 11, 25)}
    now, wanted = (datetime(2026, 11, *at, tzinfo=dates.OFFICE_ZONE) for at in (here, then))
    found = dates.next_good_time(now, dates.OFFICE_ZONE, holidays)
    assert found == wanted
    assert found.tzinfo is UTC


def test_working_days() -> None:
    """Saturdays, Sundays and holidays are none."""
    assert dates.is_working_day(TODAY)
    assert not dates.is_working_day(TODAY, {TODAY})
    assert dates.next_working_day(date(2026, 11, 21), {TODAY}) == date(2026, 11, 24)


def test_the_day_before_the_day_before_yesterday() -> None:
    """Three days ago is "hôm kìa", two days ago "hôm kia": only the mark tells them apart."""
    today = date(2026, 11, 26)
    assert read_date("hôm kìa", today) == date(2026, 11, 23)
    assert read_date("hôm kia", today) == date(2026, 11, 24)
    assert read_date("hom kia", today) == date(2026, 11, 24)
