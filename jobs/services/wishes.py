"""Wishes: logged and changed by the desk of the person, renewed, withdrawn; one open wish a resident."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Resident
from core import audit, clock
from core.policies import Refused, require
from jobs.models import Occupation, Wish, WishOccupation
from jobs.models.wish import MOST_OCCUPATIONS
from jobs.policies import wishes as policies
from jobs.states.wishes import WISH, WishState
from programmes.formulas import placement_terms
from programmes.queries import parameters
from stations.models import User

NO_TERMS = _("No terms of placement are in force today. Whoever publishes rules can publish them.")


@transaction.atomic
def save(
    *,
    resident_id: int,
    actor: User,
    occupations: Sequence[str],
    least_pay: Decimal | None = None,
    pay_unit: str = "month",
    hours: Sequence[str] = (),
    max_km: int = 10,
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
    piece_work: bool = False,
    training: bool = False,
    note: str = "",
) -> Wish:
    """The resident's open wish says this; where there was none, one is open from today for the days of the rules.

    Raises Refused naming the field: no occupation or an unknown one, a place half told, a person who died.
    """
    resident = Resident.objects.select_related("station").locked(pk=resident_id)
    require(policies.can_edit(actor, resident), policies.NOT_HERE)
    if resident.deceased_on:
        raise Refused(_("The register says that this person has died."))
    codes = _checked(occupations)
    if (latitude is None) != (longitude is None):
        raise Refused(_("A place has a latitude and a longitude: enter both or neither."), field="longitude")
    values: dict[str, Any] = {
        "least_pay": least_pay, "pay_unit": pay_unit, "hours": list(hours), "max_km": max_km, "latitude": latitude,
        "longitude": longitude, "piece_work": piece_work, "training": training, "note": note.strip(),
    }  # fmt: skip
    wish = Wish.objects.filter(resident=resident, state=WishState.OPEN).first()
    made = wish is None
    if wish is None:
        wish = Wish(resident=resident, valid_until=until(resident.region_code), created_at=clock.now(), created_by=actor)
    wish.state = WISH.after("edit", wish.state)
    wish.station = resident.station
    for name, value in values.items():
        setattr(wish, name, value)
    wish.save()
    wish.occupations.all().delete()
    WishOccupation.objects.bulk_create(
        WishOccupation(wish=wish, place=place, occupation_id=code) for place, code in enumerate(codes, start=1)
    )
    _record(actor, "wish.logged" if made else "wish.changed", wish, occupations=codes)
    return wish


@transaction.atomic
def renew(*, wish_id: int, actor: User) -> Wish:
    """The resident still looks for this: the days of the rules run anew from today."""
    wish = _mine(wish_id, actor)
    wish.state = WISH.after("renew", wish.state)
    wish.valid_until = until(wish.region_code)
    wish.save(update_fields=["state", "valid_until"])
    _record(actor, "wish.renewed", wish, until=str(wish.valid_until))
    return wish


@transaction.atomic
def withdraw(*, wish_id: int, actor: User) -> Wish:
    """Nothing is looked for any more; a new wish may be logged at any time."""
    wish = _mine(wish_id, actor)
    wish.state = WISH.after("withdraw", wish.state)
    wish.save(update_fields=["state"])
    _record(actor, "wish.withdrawn", wish)
    return wish


def until(region_code: str) -> date:
    """The last day of a wish that begins today, as the rules of the place have it."""
    today = clock.today()
    days = parameters.value(placement_terms.TABLE.name, region_code, today, "wish_days")
    if days is None:
        raise Refused(NO_TERMS)
    return today + timedelta(days=days)


def _checked(occupations: Sequence[str]) -> list[str]:
    """The codes in their order, each once."""
    codes = list(dict.fromkeys(occupations))
    if not codes:
        raise Refused(_("Enter at least one occupation."), field="occupation_1")
    if len(codes) > MOST_OCCUPATIONS:
        raise Refused(_("A wish names five occupations at most."), field="occupation_5")
    known = set(Occupation.objects.filter(pk__in=codes).values_list("pk", flat=True))
    for place, code in enumerate(occupations, start=1):
        if code not in known:
            raise Refused(_("Choose the occupation from the list."), field=f"occupation_{place}")
    return codes


def _mine(wish_id: int, actor: User) -> Wish:
    found = Wish.objects.values_list("resident_id", flat=True).get(pk=wish_id)
    resident = Resident.objects.locked(pk=found)
    require(policies.can_edit(actor, resident), policies.NOT_HERE)
    wish: Wish = Wish.objects.select_related("station").locked(pk=wish_id)
    return wish


def _record(actor: User, verb: str, wish: Wish, **data: Any) -> None:
    audit.record(
        actor, verb, wish, region=wish.region_code, station_id=wish.station_id, resident=wish.resident_id, **data
    )  # fmt: skip
