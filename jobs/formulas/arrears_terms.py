"""The terms of wage arrears, pure.

Acceptance: within five working days of the complaint (关于实施《劳动保障监察条例》若干规定, 劳动和社会保障部令第25号, art. 18).
Inspection: sixty working days from acceptance, thirty more once approved (劳动保障监察条例 art. 17). Not looked into where two
years have passed since the breach ended (art. 20): shown to the officer, never decided by a machine. Mediation: fifteen days,
after which the worker may go to arbitration (劳动争议调解仲裁法 art. 14). Within these the bureau of a place promises its own
days (`programmes.formulas.station_terms`).
"""

from datetime import date, timedelta
from decimal import Decimal

from cases.formulas import office_clock
from cases.formulas.office_clock import Light
from core.periods import Calendar, add_months, add_working_days, month_end
from programmes.formulas.station_terms import ACCEPT_WORKING_DAYS, INSPECT_WORKING_DAYS, MEDIATION_DAYS

EXTENSION_WORKING_DAYS = 30
LIMIT_MONTHS = 24


def accept_by(received_on: date, days: int, calendar: Calendar) -> date:
    """The last day on which the bureau says whether it takes the matter on, `days` working days being promised."""
    return add_working_days(received_on, min(days, ACCEPT_WORKING_DAYS), calendar)


def inspect_by(accepted_on: date, extended: bool, calendar: Calendar) -> date:
    """The last day of the inspection under the law."""
    days = INSPECT_WORKING_DAYS + (EXTENSION_WORKING_DAYS if extended else 0)
    return add_working_days(accepted_on, days, calendar)


def promised_by(accepted_on: date, days: int, extended: bool, calendar: Calendar) -> date:
    """The day by which the bureau says the matter is at its end; once the law's term was extended, that one."""
    if extended:
        return inspect_by(accepted_on, True, calendar)
    return add_working_days(accepted_on, min(days, INSPECT_WORKING_DAYS), calendar)


def mediate_by(begun_on: date, days: int) -> date:
    """The last day of the mediation; it is no later for falling on a day off, as the worker may go on from then."""
    return begun_on + timedelta(days=min(days, MEDIATION_DAYS))


def limit_on(last_month: date | None) -> date | None:
    """The last day on which the breach is within two years; a breach that goes on ends with the last month owed."""
    return add_months(month_end(last_month), LIMIT_MONTHS) if last_month else None


def light(begun_on: date | None, due_on: date | None, today: date, warn_percent: int) -> Light:
    """What a list shows: half the days gone, the share from which the bureau warns gone, too late."""
    if begun_on is None or due_on is None:
        return Light.NONE
    span = (due_on - begun_on).days
    shares = (office_clock.BLUE_AT, Decimal(warn_percent) / 100)
    blue, yellow = (begun_on + timedelta(days=round(span * share)) for share in shares)
    return office_clock.light(today=today, blue_on=blue, yellow_on=yellow, due_on=due_on, paused=False)
