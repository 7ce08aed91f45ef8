"""The terms of wage arrears, pure.

Acceptance: within five working days of the complaint (关于实施《劳动保障监察条例》若干规定, 劳动和社会保障部令第25号, art. 18).
Inspection: sixty working days from acceptance, thirty more once approved (劳动保障监察条例 art. 17). Not looked into where two
years have passed since the breach ended (art. 20): shown to the officer, never decided by a machine. Mediation: fifteen days,
after which the worker may go to arbitration (劳动争议调解仲裁法 art. 14).
"""

from datetime import date, timedelta

from cases.formulas import office_clock
from cases.formulas.office_clock import Light
from core.periods import Calendar, add_months, add_working_days, month_end

ACCEPT_WORKING_DAYS = 5
INSPECT_WORKING_DAYS = 60
EXTENSION_WORKING_DAYS = 30
MEDIATION_DAYS = 15
LIMIT_MONTHS = 24


def accept_by(received_on: date, calendar: Calendar) -> date:
    """The last day on which the bureau says whether it takes the matter on."""
    return add_working_days(received_on, ACCEPT_WORKING_DAYS, calendar)


def inspect_by(accepted_on: date, extended: bool, calendar: Calendar) -> date:
    """The last day of the inspection."""
    days = INSPECT_WORKING_DAYS + (EXTENSION_WORKING_DAYS if extended else 0)
    return add_working_days(accepted_on, days, calendar)


def mediate_by(begun_on: date) -> date:
    """The last day of the mediation; it is no later for falling on a day off, as the worker may go on from then."""
    return begun_on + timedelta(days=MEDIATION_DAYS)


def limit_on(last_month: date | None) -> date | None:
    """The last day on which the breach is within two years; a breach that goes on ends with the last month owed."""
    return add_months(month_end(last_month), LIMIT_MONTHS) if last_month else None


def light(begun_on: date | None, due_on: date | None, today: date) -> Light:
    """What a list shows: half the days gone, four fifths gone, too late."""
    if begun_on is None or due_on is None:
        return Light.NONE
    span = (due_on - begun_on).days
    blue, yellow = (begun_on + timedelta(days=round(span * share)) for share in (office_clock.BLUE_AT, office_clock.YELLOW_AT))
    return office_clock.light(today=today, blue_on=blue, yellow_on=yellow, due_on=due_on, paused=False)
