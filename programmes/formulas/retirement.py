"""When somebody reaches the retirement age: the national decision of 13 September 2024 (全国人大常委会), from 2025 on.

Men from 60 to 63 and women from 55 to 58 by a month every four, women from 50 to 55 by a month every two.
"""

from datetime import date
from typing import NamedTuple

from core.periods import add_months, months_between

BEGAN = date(2025, 1, 1)
NEAR_MONTHS = 60


class _Path(NamedTuple):
    age: int
    every: int
    most: int


_MAN, _WOMAN_55, _WOMAN_50 = _Path(60, 4, 36), _Path(55, 4, 36), _Path(50, 2, 60)


def retires_on(sex: str, born_on: date, retires_at_55: bool) -> date:
    """The day on which the person reaches the statutory retirement age.

    `retires_at_55` tells apart the women whose age was 55 before 2025; it means nothing for men.
    """
    path = _MAN if sex == "male" else _WOMAN_55 if retires_at_55 else _WOMAN_50
    before = add_months(born_on, path.age * 12)
    if before < BEGAN:
        return before
    delay = min(months_between(BEGAN, before) // path.every + 1, path.most)
    return add_months(born_on, path.age * 12 + delay)


def near_retirement(retires: date, day: date) -> bool:
    """Whether on `day` no more than five years are left, and the age is not reached."""
    return day < retires <= add_months(day, NEAR_MONTHS)
