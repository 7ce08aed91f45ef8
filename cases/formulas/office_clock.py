"""The bureau's clock of one claim as pure arithmetic: its marks in working days, and the traffic light (E-3)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

from core.periods import Calendar, add_working_days, working_days_between

BLUE_AT = 0.5
YELLOW_AT = 0.8


class Light(StrEnum):
    """What a list shows beside a claim: nothing yet, half the time gone, four fifths gone, too late, standing still."""

    NONE = "none"
    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"
    PAUSED = "paused"


@dataclass(frozen=True)
class Marks:
    """The days on which the light changes: blue and yellow from that day on, red on the day after `due_on`."""

    blue_on: date
    yellow_on: date
    due_on: date


def start(day: date, days: int, calendar: Calendar) -> Marks:
    """The marks of a term of `days` working days that begins on `day`, which itself does not count."""
    return Marks(
        add_working_days(day, ceil(days * BLUE_AT), calendar),
        add_working_days(day, ceil(days * YELLOW_AT), calendar),
        add_working_days(day, days, calendar),
    )


def moved(marks: Marks, stopped_on: date, goes_on_on: date, calendar: Calendar) -> Marks:
    """The marks after a stop: each moves by the working days that were lost."""
    lost = max(0, working_days_between(stopped_on, goes_on_on, calendar))
    return Marks(
        add_working_days(marks.blue_on, lost, calendar),
        add_working_days(marks.yellow_on, lost, calendar),
        add_working_days(marks.due_on, lost, calendar),
    )


def light(*, today: date, blue_on: date | None, yellow_on: date | None, due_on: date | None, paused: bool) -> Light:
    """What the clock shows on `today`; without a due day there is no clock."""
    if paused:
        return Light.PAUSED
    if due_on is None:
        return Light.NONE
    if today > due_on:
        return Light.RED
    if yellow_on is not None and today >= yellow_on:
        return Light.YELLOW
    if blue_on is not None and today >= blue_on:
        return Light.BLUE
    return Light.NONE


def days_left(today: date, due_on: date, calendar: Calendar) -> int:
    """Working days until the term ends; negative once it has ended."""
    return working_days_between(today, due_on, calendar)
