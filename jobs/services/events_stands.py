"""Stands: which units come to an event, and which of their vacancies they bring."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.identifiers import clean_number, is_uscc
from core.policies import Refused, require
from enterprises.models import Enterprise
from jobs.models import Event, Offer, Stand, Vacancy
from jobs.policies.events import can_run
from jobs.services.events import NOT_YOURS
from jobs.states.events import EventState
from stations.models import User


@transaction.atomic
def add(*, event_id: int, actor: User, credit_code: str, employer: str = "") -> Stand:
    """The unit of that code has a stand and brings all its vacancies that are on show on the day of the event.

    Raises Refused naming the field: no such code, no name for a unit that nobody registered, a unit that comes already.
    """
    event = _open(event_id, actor)
    code = clean_number(credit_code)
    if not is_uscc(code):
        raise Refused(
            _("This is no unified social credit code: it has 18 characters. Compare it with the licence."), "credit_code"
        )
    unit = Enterprise.objects.filter(credit_code=code).first()
    name = unit.name if unit else " ".join(employer.split())[:100]
    if not name:
        raise Refused(_("No unit of this code is registered: enter its name too."), field="employer")
    last = event.stands.aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            made = Stand.objects.create(event=event, number=last + 1, enterprise=unit, employer=name, credit_code=code)
    except IntegrityError:
        raise Refused(_("This unit comes already."), field="credit_code", code="known") from None
    shown = Vacancy.objects.on_show(max(clock.today(), clock.day_of(event.begins_at))).filter(credit_code=code)
    brought = Offer.objects.bulk_create([Offer(stand=made, vacancy=one, headcount=one.wanted or one.headcount) for one in shown])
    audit.record(actor, "event.stand_added", event, stand=made.pk, vacancies=[one.vacancy_id for one in brought])
    return made


@transaction.atomic
def bring(*, event_id: int, actor: User, stand_id: int, vacancy_ids: Sequence[int]) -> Stand:
    """The stand offers exactly these vacancies of its unit; one that somebody wants already stays."""
    event = _open(event_id, actor)
    stand = event.stands.get(pk=stand_id)
    wanted = {one.pk: one for one in Vacancy.objects.filter(pk__in=vacancy_ids, credit_code=stand.credit_code)}
    known = {one.vacancy_id: one for one in stand.offers.all()}
    gone = [one.pk for key, one in known.items() if key not in wanted]
    stand.offers.filter(pk__in=gone, intents__isnull=True).delete()
    new = [
        Offer(stand=stand, vacancy=one, headcount=one.wanted or one.headcount) for key, one in wanted.items() if key not in known
    ]
    Offer.objects.bulk_create(new)
    audit.record(actor, "event.stand_changed", event, stand=stand.pk, vacancies=sorted(wanted))
    return stand


@transaction.atomic
def remove(*, event_id: int, actor: User, stand_id: int) -> None:
    """The unit does not come. Refused once a visitor wanted one of its posts."""
    event = _open(event_id, actor)
    stand = event.stands.get(pk=stand_id)
    if stand.offers.filter(intents__isnull=False).exists():
        raise Refused(_("Visitors wanted posts at this stand: it stays in the count."))
    stand.offers.all().delete()
    code, _unused = stand.credit_code, stand.delete()
    audit.record(actor, "event.stand_removed", event, credit_code=code)


def _open(event_id: int, actor: User) -> Event:
    event: Event = Event.objects.locked(pk=event_id)
    require(can_run(actor, event), NOT_YOURS)
    if event.state == EventState.CANCELLED:
        raise Refused(_("This event is cancelled."), code="wrong_state")
    return event
