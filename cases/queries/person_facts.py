"""What the portal knows of a person, each fact under the name that the programmes give it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from cases.models import Claim, Instalment, Registration, Resident, SpouseLink
from cases.states import ClaimState
from core import clock

BENEFIT = "unemployment_benefit"


@dataclass
class PersonLook:
    """One person looked at for one programme; what several facts need is read once."""

    resident: Resident
    scheme: str
    told: dict[str, Any]

    @cached_property
    def registration(self) -> Registration | None:
        """The unemployment registration that runs."""
        return Registration.objects.filter(resident=self.resident, ended_on__isnull=True).first()

    @cached_property
    def granted(self) -> QuerySet[Instalment]:
        """What this programme has granted to the person."""
        return Instalment.objects.filter(resident=self.resident, scheme=self.scheme, cancelled_on__isnull=True)

    @cached_property
    def periods(self) -> list[str]:
        """What was granted already, by what it was for."""
        return list(self.granted.order_by("pk").values_list("period", flat=True))


def _registered_on(look: PersonLook) -> str | None:
    return look.registration.registered_on.isoformat() if look.registration else None


def spouse_draws(look: PersonLook) -> bool:
    """Whether the person's spouse has this benefit granted at present."""
    return SpouseLink.objects.filter(
        resident=look.resident,
        until_on__isnull=True,
        spouse__claims__scheme=look.scheme,
        spouse__claims__state=ClaimState.GRANTED,
    ).exists()


def _draws_benefit(look: PersonLook) -> bool:
    return Claim.objects.filter(resident=look.resident, scheme=BENEFIT, state=ClaimState.GRANTED).exists()


def _same_certificate(look: PersonLook) -> bool:
    number = str(look.told.get("certificate_no") or "")
    return bool(number) and number in look.periods


def _this_year(look: PersonLook) -> int:
    year = str(look.told.get("applied_on") or clock.today())[:4]
    return look.granted.filter(decision__decided_on__year=int(year)).count()


def _stages(look: PersonLook) -> list[int]:
    return sorted(int(period.removeprefix("stage-")) for period in look.periods if period.startswith("stage-"))


#: Fact by fact; JSON values.
LOOKUPS: dict[str, Callable[[PersonLook], Any]] = {
    "sex": lambda look: look.resident.sex,
    "born_on": lambda look: look.resident.born_on.isoformat(),
    "registered_on": _registered_on,
    "seeking_work": lambda look: bool(look.registration and look.registration.seeking_work),
    "spouse_drawing": spouse_draws,
    "drawing_benefit": _draws_benefit,
    "same_certificate_paid": _same_certificate,
    "paid_this_year": _this_year,
    "stages_paid": _stages,
    "years_paid": lambda look: len(look.periods),
}
