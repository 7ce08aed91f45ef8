"""Names and numbers of visitors, struck out once the days that they agreed to are over (个人信息保护法 art. 19 and 47)."""

from datetime import timedelta

from django.db import transaction

from core import audit, clock
from jobs.models import Event
from jobs.queries import terms
from stations.services.machine import machine_user

AT_ONCE = 200


def kept_days(event: Event) -> int:
    """For how many days after the event names and numbers are kept: what a visitor reads and agrees to."""
    return terms.station(event.region_code, clock.today()).integer("visitor_days")


@transaction.atomic
def forget_old() -> int:
    """Of events whose days are over no visitor is named any more; that so many came stays. Returns how many events."""
    now = clock.now()
    places = terms.Stations(clock.today())
    least = min(days for _prefix, days in places.by_prefix("visitor_days"))
    rows = Event.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    due = rows.filter(forgotten_at__isnull=True, ends_at__lt=now - timedelta(days=least)).order_by("ends_at", "pk")
    forgotten = 0
    for event in due.iterator():
        if event.ends_at >= now - timedelta(days=places.at(event.region_code).integer("visitor_days")):
            continue
        count = event.visitors.update(name="", mobile=None, mobile_hash=None, sender=None, forgotten_at=now)
        event.forgotten_at = now
        event.save(update_fields=["forgotten_at"])
        audit.record(machine_user(), "event.visitors_forgotten", event, count=count)
        forgotten += 1
        if forgotten >= AT_ONCE:
            break
    return forgotten
