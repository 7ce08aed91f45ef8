"""Months and working days: the vectors of the State Council's calendar, and what stays true for any calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.periods import (
    WEEKENDS_ONLY,
    Calendar,
    add_months,
    add_working_days,
    age_on,
    format_month,
    month_end,
    months_between,
    months_from,
    parse_day,
    parse_month,
    working_days_between,
)
from programmes.services import lawfiles

DAYS = st.dates(date(2024, 6, 1), date(2027, 6, 30))


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    days = list(lawfiles.holidays())
    return Calendar.of([d.day for d in days if d.kind == "off"], [d.day for d in days if d.kind == "work"])


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-04-27", 10, "2026-05-13"),
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-02-10", 5, "2026-02-24"),
        ("2025-09-26", 10, "2025-10-16"),
        ("2025-12-31", 2, "2026-01-05"),
    ],
)
def test_a_term_in_working_days_ends_where_the_notice_says(calendar, start, count, end):
    assert add_working_days(date.fromisoformat(start), count, calendar) == date.fromisoformat(end)
    assert working_days_between(date.fromisoformat(start), date.fromisoformat(end), calendar) == count


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_known_year_has_248_working_days(calendar, year):
    assert working_days_between(date(year - 1, 12, 31), date(year, 12, 31), calendar) == 248
    assert calendar.known(year)


def test_a_year_without_notice_counts_weekends_only_and_says_so(calendar):
    assert calendar.unknown_years(date(2026, 12, 30), date(2027, 1, 5)) == [2027]
    assert add_working_days(date(2026, 12, 31), 1, calendar) == date(2027, 1, 1)
    assert add_working_days(date(2027, 1, 1), 1, calendar) == date(2027, 1, 4)


def test_a_weekend_that_is_worked_counts():
    saturday = date(2027, 3, 6)
    assert not WEEKENDS_ONLY.is_working(saturday)
    assert Calendar.of([], [saturday]).is_working(saturday)


def test_a_day_cannot_be_off_and_worked():
    with pytest.raises(ValueError, match="2027-03-06"):
        Calendar.of([date(2027, 3, 6)], [date(2027, 3, 6)])


def test_a_term_of_no_days_ends_on_its_start_and_a_negative_one_is_refused(calendar):
    assert add_working_days(date(2026, 10, 1), 0, calendar) == date(2026, 10, 1)
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 10, 1), -1, calendar)


@given(start=DAYS, count=st.integers(1, 120))
def test_counting_back_gives_the_term_and_it_ends_on_a_working_day(calendar, start, count):
    end = add_working_days(start, count, calendar)
    assert calendar.is_working(end)
    assert working_days_between(start, end, calendar) == count
    assert working_days_between(end, start, calendar) == -count
    assert working_days_between(start, end - timedelta(days=1), calendar) == count - 1


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2025-01-15", -1, "2024-12-15"),
        ("2025-03-31", -13, "2024-02-29"),
    ],
)
def test_months_clamp_to_the_last_day(day, count, expected):
    assert add_months(date.fromisoformat(day), count) == date.fromisoformat(expected)


def test_months_run_on_over_the_year():
    months = list(months_from(date(2024, 11, 30), 3))
    assert [format_month(month) for month in months] == ["2024-11", "2024-12", "2025-01"]
    assert months_between(date(2024, 11, 30), date(2025, 1, 1)) == 2
    assert month_end(date(2024, 2, 1)) == date(2024, 2, 29)
    assert parse_month("2024-11") == months[0]


@pytest.mark.parametrize("text", ["2024-13", "2024-1", "202411", "２０２４-11", "2024-11-01", "0000-01", ""])
def test_a_month_is_written_in_one_way_only(text):
    with pytest.raises(ValueError, match="2026-11"):
        parse_month(text)


def test_a_leap_day_child_is_a_year_older_on_the_first_of_march():
    assert age_on(date(1976, 2, 29), date(2025, 2, 28)) == 48
    assert age_on(date(1976, 2, 29), date(2025, 3, 1)) == 49
    assert age_on(date(1976, 11, 1), date(2026, 11, 1)) == 50


def test_a_day_is_written_in_one_way_only():
    assert parse_day("2028-02-29") == date(2028, 2, 29)
    for text in ("2026-02-29", "2026-02-30", "20261120", "2026-W47-5", "2026-11-2", "", "\u0662026-11-20"):
        with pytest.raises(ValueError, match="2026-11-20"):
            parse_day(text)
