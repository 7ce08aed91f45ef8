"""The bureau's clock: marks in working days, the light on either side of each, and stops that cost nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.formulas import office_clock
from cases.formulas.office_clock import Light, Marks
from core.periods import Calendar, working_days_between
from programmes.services import lawfiles

DAYS = list(lawfiles.holidays())
CALENDAR = Calendar.of([d.day for d in DAYS if d.kind == "off"], [d.day for d in DAYS if d.kind == "work"])


def shown(marks: Marks, today: date, paused: bool = False) -> Light:
    return office_clock.light(today=today, blue_on=marks.blue_on, yellow_on=marks.yellow_on, due_on=marks.due_on, paused=paused)


def test_ten_working_days_over_the_may_holiday_turn_blue_yellow_and_red():
    marks = office_clock.start(date(2026, 4, 27), 10, CALENDAR)
    assert marks == Marks(date(2026, 5, 7), date(2026, 5, 11), date(2026, 5, 13))
    lights = {day: shown(marks, date(2026, 5, day)) for day in (6, 7, 10, 11, 13, 14)}
    assert lights == {6: "none", 7: "blue", 10: "blue", 11: "yellow", 13: "yellow", 14: "red"}


def test_a_stopped_clock_is_grey_however_late_it_is():
    marks = office_clock.start(date(2026, 11, 2), 10, CALENDAR)
    assert shown(marks, date(2027, 3, 1), paused=True) == Light.PAUSED


def test_without_a_due_day_there_is_no_light():
    assert office_clock.light(today=date(2026, 1, 5), blue_on=None, yellow_on=None, due_on=None, paused=False) == Light.NONE


def test_a_stop_over_a_weekend_moves_the_marks_by_working_days_only():
    marks = office_clock.start(date(2026, 11, 2), 10, CALENDAR)
    later = office_clock.moved(marks, date(2026, 11, 6), date(2026, 11, 9), CALENDAR)
    assert (marks.due_on, later.due_on) == (date(2026, 11, 16), date(2026, 11, 17))


def test_the_last_days_of_december_count_although_the_next_year_is_not_known():
    marks = office_clock.start(date(2026, 12, 31), 10, CALENDAR)
    assert marks.due_on == date(2027, 1, 14)
    assert not CALENDAR.known(2027)


@given(st.dates(date(2025, 1, 1), date(2026, 11, 1)), st.integers(1, 40), st.integers(0, 60))
def test_a_stop_leaves_as_many_working_days_as_there_were(start, days, length):
    marks = office_clock.start(start, days, CALENDAR)
    goes_on = date.fromordinal(start.toordinal() + length)
    later = office_clock.moved(marks, start, goes_on, CALENDAR)
    assert office_clock.days_left(goes_on, later.due_on, CALENDAR) == working_days_between(start, marks.due_on, CALENDAR)
    assert later.blue_on <= later.yellow_on <= later.due_on


@pytest.mark.parametrize("days", range(1, 31))
def test_the_marks_stand_in_order(days):
    marks = office_clock.start(date(2026, 9, 30), days, CALENDAR)
    assert marks.blue_on <= marks.yellow_on <= marks.due_on
