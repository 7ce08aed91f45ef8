"""Referrals and their figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from core import clock
from jobs.models import FollowUp, Referral
from jobs.states.referrals import ReferralState


def due(user: Any, on: date | None = None) -> QuerySet[FollowUp]:
    """The follow-ups that `user`'s desks should have made by that day."""
    rows = FollowUp.objects.due(on or clock.today()).filter(referral__in=Referral.objects.visible_to(user))
    return rows.select_related("referral__resident", "referral__vacancy", "referral__station")


@dataclass(frozen=True)
class Month:
    """What a station did in a month: referrals made, interviews held, people hired and people fallen out in it."""

    station_id: int
    month: date
    referred: int = 0
    interviews: int = 0
    hired: int = 0
    fallen_out: int = 0


#: The day by which each figure is counted, and the states that a row may be in by then.
COUNTED = {
    "referred": ("referred_on", None),
    "interviews": ("interview_on", None),
    "hired": ("hired_on", (ReferralState.HIRED, ReferralState.FALLEN_OUT)),
    "fallen_out": ("left_on", (ReferralState.FALLEN_OUT,)),
}


def by_month(referrals: QuerySet[Referral], first: date, last: date) -> Iterator[Month]:
    """The figures of every station and month between two days, of rows that the reader may count. Four queries."""
    found: dict[tuple[int, date], dict[str, int]] = {}
    for name, (day, states) in COUNTED.items():
        rows = referrals.filter(**{f"{day}__range": (first, last)}).order_by()
        if states:
            rows = rows.filter(state__in=states)
        counted = rows.annotate(month=TruncMonth(day)).values_list("station_id", "month").annotate(count=Count("pk"))
        for station_id, month, count in counted:
            found.setdefault((station_id, month), {})[name] = count
    for (station_id, month), counts in sorted(found.items()):
        yield Month(station_id, month, **counts)


def narrowed(referrals: QuerySet[Referral], chosen: dict[str, Any]) -> QuerySet[Referral]:
    """Those that the filter asks for."""
    names = {"state": "state", "from_on": "referred_on__gte", "until_on": "referred_on__lte"}
    return referrals.filter(**{names[name]: value for name, value in chosen.items()})
