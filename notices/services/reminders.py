"""Reminders: what is due and not yet said, one statement a reminder however many people it concerns.

A reminder asks `due by today and not said`, never `due today`, so a night without a timetable loses nothing; the
unique key of the notice makes saying it twice impossible.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from core import clock
from core.periods import Calendar, add_working_days
from notices.services import sentences
from programmes.queries import parameters
from programmes.services import calendar as calendars

#: The clock turns yellow when a fifth of its working days is left (E-3).
YELLOW_LEFT = 5
ENDS_SOON_DAYS = 30
#: A repayment is reminded of this long before its day.
REPAYMENT_DAYS = 7
#: How far back a start after a long stop looks for what was missed.
LOOK_BACK_DAYS = 60
SCHEME = "unemployment_benefit"
WHOLE_REGION = "150000"

Parameters = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """How many new notices and messages a reminder wrote."""

    notices: int
    messages: int


def remind_all(*, on: date | None = None) -> dict[str, Told]:
    """Everything due by `on` (today) has been said; returns what was new, by kind."""
    day = on or clock.today()
    calendar = calendars.load()
    return {kind: _remind(kind, make(day, calendar)) for kind, make in REMINDERS.items()}


@transaction.atomic
def _remind(kind: str, given: Parameters | None) -> Told:
    if given is None:
        return Told(0, 0)
    filled = {"kind": kind, "now": clock.now(), "text": sentences.MESSAGES.get(kind, ""), **given}
    with connection.cursor() as cursor:
        cursor.execute(sentences.NOTICE_SQL[kind], filled)
        notices = cursor.rowcount
        messages = 0
        if kind in sentences.MESSAGE_SQL:
            cursor.execute(sentences.MESSAGE_SQL[kind], filled)
            messages = cursor.rowcount
    return Told(notices, messages)


def _certification(day: date, _calendar: Calendar) -> Parameters | None:
    if _certification_mode(day) != "self_monthly":
        return None
    return {"scheme": SCHEME, "month": day.replace(day=1)}


def _certification_mode(day: date) -> str:
    """none, self_monthly or data, as the rule in force has it (社会保险经办条例 art. 26)."""
    return parameters.value(SCHEME, WHOLE_REGION, day, "certification") or "none"


def _ends_soon(day: date, _calendar: Calendar) -> Parameters:
    return {"day": day, "until": day + timedelta(days=ENDS_SOON_DAYS)}


def _yellow(day: date, calendar: Calendar) -> Parameters:
    limits = {days: add_working_days(day, days // YELLOW_LEFT, calendar) for days in range(1, 91)}
    return {"days": list(limits), "limits": list(limits.values()), "day": day}


def _since(day: date, _calendar: Calendar) -> Parameters:
    return {"day": day, "since": day - timedelta(days=LOOK_BACK_DAYS)}


def _repayment_due(day: date, _calendar: Calendar) -> Parameters:
    return {"first": day, "last": day + timedelta(days=REPAYMENT_DAYS)}


def _repayment_late(day: date, _calendar: Calendar) -> Parameters:
    return {"first": day - timedelta(days=LOOK_BACK_DAYS), "last": day - timedelta(days=1)}


def _rerated(day: date, _calendar: Calendar) -> Parameters:
    return {"since": datetime.combine(day - timedelta(days=LOOK_BACK_DAYS), time(), clock.BEIJING)}


def _answer_missing(day: date, calendar: Calendar) -> Parameters:
    sent_by = day
    while add_working_days(sent_by, settings.PORTAL_BANK_ANSWER_DAYS, calendar) >= day:
        sent_by -= timedelta(days=1)
    return {"sent_by": sent_by}


REMINDERS: dict[str, Callable[[date, Calendar], Parameters | None]] = {
    "certification": _certification,
    "benefit_ends": _ends_soon,
    "correction_asked": _since,
    "correction_overdue": _since,
    "clock_yellow": _yellow,
    "clock_red": _since,
    "decided": _since,
    "rerated": _rerated,
    "batch_waiting": _since,
    "answer_missing": _answer_missing,
    "payment_failed": _since,
    "repayment_due": _repayment_due,
    "repayment_late": _repayment_late,
}
