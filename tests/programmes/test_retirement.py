"""The retirement age of the national decision of 2024, against the lines of its own tables."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.periods import add_months
from programmes.formulas.retirement import near_retirement, retires_on

#: Sex, 55 before 2025, born, years and months of age: first and last lines of the three tables, and one between.
LINES = [
    ("male", False, date(1964, 12, 31), 60, 0),
    ("male", False, date(1965, 1, 15), 60, 1),
    ("male", False, date(1965, 5, 15), 60, 2),
    ("male", False, date(1970, 9, 1), 61, 6),
    ("male", False, date(1976, 8, 31), 62, 11),
    ("male", False, date(1976, 9, 1), 63, 0),
    ("male", True, date(1990, 1, 1), 63, 0),
    ("female", True, date(1969, 12, 31), 55, 0),
    ("female", True, date(1970, 4, 30), 55, 1),
    ("female", True, date(1981, 9, 1), 58, 0),
    ("female", False, date(1974, 12, 31), 50, 0),
    ("female", False, date(1975, 2, 28), 50, 1),
    ("female", False, date(1975, 3, 1), 50, 2),
    ("female", False, date(1984, 11, 1), 55, 0),
    ("female", False, date(2000, 2, 29), 55, 0),
]


@pytest.mark.parametrize(("sex", "at_55", "born", "years", "months"), LINES)
def test_the_lines_of_the_tables(sex, at_55, born, years, months):
    assert retires_on(sex, born, at_55) == add_months(born, years * 12 + months)


@given(st.dates(date(1950, 1, 1), date(2010, 12, 31)), st.sampled_from(["male", "female"]), st.booleans())
def test_nobody_who_is_younger_retires_earlier_than_a_month_before(born, sex, at_55):
    assert retires_on(sex, add_months(born, 1), at_55) >= retires_on(sex, born, at_55)


def test_five_years_before_retirement_is_near_and_retirement_itself_is_not():
    retires = date(2030, 3, 31)
    assert near_retirement(retires, date(2025, 3, 31))
    assert not near_retirement(retires, date(2025, 3, 30))
    assert near_retirement(retires, date(2030, 3, 30))
    assert not near_retirement(retires, retires)
