"""Reminders: what is due and not yet said, one statement a reminder however many people it concerns.

A reminder asks `due by today and not said`, never `due today`, so a night without a timetable loses nothing; the
unique key of the notice makes saying it twice impossible.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import override

from core import clock
from core.periods import Calendar, add_months, add_working_days, month_end, month_of, months_between, months_from
from jobs.queries import terms
from notices.services import job_sentences, link_sentences, sentences
from programmes.formulas.registry import SCHEMES
from programmes.models import RuleSet
from programmes.queries import labels, parameters
from programmes.services import calendar as calendars

#: The clock turns yellow when a fifth of its working days is left (E-3).
YELLOW_LEFT = 5
ENDS_SOON_DAYS = 30
#: A repayment is reminded of this long before its day.
REPAYMENT_DAYS = 7
#: A station is told so long before the last day on which a vacancy is shown.
VACANCY_DAYS = 3
#: How far back a start after a long stop looks for what was missed.
LOOK_BACK_DAYS = 60
LINK_LOOK_BACK_DAYS = 3
SCHEME = "unemployment_benefit"
SELF_MONTHLY = "self_monthly"

NOTICE_SQL = sentences.NOTICE_SQL | job_sentences.NOTICE_SQL
MESSAGE_SQL = sentences.MESSAGE_SQL | link_sentences.MESSAGE_SQL
MESSAGES = sentences.MESSAGES | link_sentences.MESSAGES

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
    filled = {"kind": kind, "now": clock.now(), "text": MESSAGES.get(kind, ""), **given}
    notices = messages = 0
    with connection.cursor() as cursor:
        if kind in NOTICE_SQL:
            cursor.execute(NOTICE_SQL[kind], filled)
            notices = cursor.rowcount
        if kind in MESSAGE_SQL:
            cursor.execute(MESSAGE_SQL[kind], filled)
            messages = cursor.rowcount
    return Told(notices, messages)


def _certification(day: date, _calendar: Calendar) -> Parameters | None:
    asked = _certified_months(day)
    if not any(mode == SELF_MONTHLY for _region, _month, mode in asked):
        return None
    regions, months, modes = zip(*asked, strict=True)
    asks = [mode == SELF_MONTHLY for mode in modes]
    return {"scheme": SCHEME, "regions": list(regions), "months": list(months), "asks": asks, "this_month": day.replace(day=1)}


def _certified_months(day: date) -> list[tuple[str, date, str]]:
    """(region, month, mode) of this month and of those a stop may have missed, as the rules of each region have it.

    The mode is none, self_monthly or data (社会保险经办条例 art. 26).
    """
    this_month = day.replace(day=1)
    first = (day - timedelta(days=LOOK_BACK_DAYS)).replace(day=1)
    months = list(months_from(first, months_between(first, this_month) + 1))
    regions = RuleSet.objects.published().filter(scheme=SCHEME).values_list("region_code", flat=True).distinct()
    return [
        (region, month, mode)
        for region in regions.order_by("region_code")
        for month, mode in parameters.values_by_month(SCHEME, region, months, "certification").items()
        if mode is not None
    ]


def _ends_soon(day: date, _calendar: Calendar) -> Parameters:
    return {"scheme": SCHEME, "day": day, "until": day + timedelta(days=ENDS_SOON_DAYS)}


def _renewal(day: date, _calendar: Calendar) -> Parameters:
    since, until = day - timedelta(days=LOOK_BACK_DAYS), day + timedelta(days=ENDS_SOON_DAYS)
    return {"since": since, "until": until, "programmes": _programmes("person")}


def _yellow(day: date, calendar: Calendar) -> Parameters:
    limits = {days: add_working_days(day, days // YELLOW_LEFT, calendar) for days in range(1, 91)}
    return {"days": list(limits), "limits": list(limits.values()), "day": day}


def _since(day: date, _calendar: Calendar) -> Parameters:
    return {"day": day, "since": day - timedelta(days=LOOK_BACK_DAYS)}


def _repayment_due(day: date, _calendar: Calendar) -> Parameters:
    return {"first": day, "last": day + timedelta(days=REPAYMENT_DAYS)}


def _vacancy_ends(day: date, _calendar: Calendar) -> Parameters:
    return {"first": day, "last": day + timedelta(days=VACANCY_DAYS)}


def _repayment_late(day: date, _calendar: Calendar) -> Parameters:
    return {"first": day - timedelta(days=LOOK_BACK_DAYS), "last": day - timedelta(days=1)}


def _since_moment(day: date, _calendar: Calendar) -> Parameters:
    return {"since": datetime.combine(day - timedelta(days=LOOK_BACK_DAYS), time(), clock.BEIJING)}


def _link(day: date, _calendar: Calendar) -> Parameters:
    """Links older than a few days are not sent after a stop: whoever waited has asked at the desk."""
    since = datetime.combine(day - timedelta(days=LINK_LOOK_BACK_DAYS), time(), clock.BEIJING)
    return {"since": since, "site": settings.PORTAL_PUBLIC_URL.rstrip("/")}


def _answer_missing(day: date, calendar: Calendar) -> Parameters:
    sent_by = day
    while add_working_days(sent_by, settings.PORTAL_BANK_ANSWER_DAYS, calendar) >= day:
        sent_by -= timedelta(days=1)
    return {"sent_by": sent_by}


def _week(day: date, _calendar: Calendar) -> Parameters:
    """A station is told once a week what is late there."""
    return {"day": day, "week": f"{day.isocalendar().year}-W{day.isocalendar().week:02d}"}


def _units(day: date, _calendar: Calendar) -> Parameters:
    site = settings.PORTAL_PUBLIC_URL.rstrip("/")
    return {"day": day, "since": day - timedelta(days=LOOK_BACK_DAYS), "site": site, "programmes": _programmes("enterprise")}


def _programmes(applicant: str) -> str:
    with override("zh-hans"):
        return json.dumps({name: str(labels.scheme(name)) for name, known in SCHEMES.items() if known.applicant == applicant})


def _staff_report(day: date, _calendar: Calendar) -> Parameters | None:
    """From the day of the next month that its bureau names on, whoever looks after a sample firm is told that it is silent."""
    prefixes, days = zip(*terms.Stations(day).by_prefix("staff_report_day"), strict=True)
    if day.day < min(days):
        return None
    month = add_months(month_of(day), -1)
    places = {"prefixes": list(prefixes), "days": list(days), "day_of_month": day.day}
    return {"first": month, "last": month_end(month), "period": f"{month:%Y-%m}", **places}


REMINDERS: dict[str, Callable[[date, Calendar], Parameters | None]] = {
    "certification": _certification,
    "benefit_ends": _ends_soon,
    "renewal": _renewal,
    "correction_asked": _since,
    "correction_overdue": _since,
    "clock_yellow": _yellow,
    "clock_red": _since,
    "decided": _since,
    "rerated": _since_moment,
    "ended_by_job": _since_moment,
    "batch_waiting": _since,
    "answer_missing": _answer_missing,
    "payment_failed": _since,
    "repayment_due": _repayment_due,
    "repayment_late": _repayment_late,
    "staff_report": _staff_report,
    "vacancy_ends": _vacancy_ends,
    "visits_late": _week,
    "unit_asked": _units,
    "unit_left_out": _units,
    "follow_up": _since,
    "order_placed": _link,
    "order_asked": _link,
    "order_done": _link,
    "piece_receipt": _link,
    "matter_receipt": _link,
}
