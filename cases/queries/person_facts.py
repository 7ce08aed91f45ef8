"""What the portal knows of a person, each fact under the name that the programmes give it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from cases.models import Claim, Instalment, ListedPerson, Registration, Resident, SpouseLink
from cases.queries import hires, succession
from cases.states import ClaimState, EndReason, PersonGroup
from stations.models import Region

BENEFIT = "unemployment_benefit"
#: Whoever dies while drawing one of these leaves a grant to the relatives.
LIVING = (BENEFIT, "older_recipient")
GRANTED_STATES = (ClaimState.GRANTED, ClaimState.SUSPENDED, ClaimState.ENDED)
#: The group of a founder by what the register says of the person; the first that fits.
FOUNDERS = (
    ("graduate", (PersonGroup.GRADUATE, PersonGroup.GRADUATE_JOBLESS)),
    ("veteran", (PersonGroup.VETERAN,)),
    ("laid_off", (PersonGroup.LAID_OFF,)),
)


@dataclass
class PersonLook:
    """One person looked at for one programme on a day; what several facts need is read once.

    What `claim` itself follows after an appeal does not count as granted before.
    """

    resident: Resident
    scheme: str
    told: dict[str, Any]
    on: date
    claim: Claim | None = None

    @cached_property
    def registration(self) -> Registration | None:
        """The unemployment registration that runs."""
        return Registration.objects.filter(resident=self.resident, ended_on__isnull=True).first()

    @cached_property
    def granted(self) -> QuerySet[Instalment]:
        """What this programme has granted to the person under other claims."""
        apart = [self.claim.pk, *succession.before(self.claim)] if self.claim else []
        return self.instalments_of(self.scheme).exclude(claim_id__in=apart).exclude(period__contains=succession.DIFFERENCE)

    @cached_property
    def periods(self) -> list[str]:
        """What was granted already, by what it was for."""
        return list(self.granted.order_by("pk").values_list("period", flat=True))

    @cached_property
    def benefit(self) -> list[tuple[date, Decimal]]:
        """Month and amount of the newest benefit that is drawn, in order."""
        claim = Claim.objects.filter(resident=self.resident, scheme=BENEFIT).exclude(decision=None).order_by("-pk").first()
        if claim is None:
            return []
        live = Instalment.objects.filter(claim_id__in=[claim.pk, *succession.before(claim)], cancelled_on__isnull=True)
        return list(live.exclude(period__contains=succession.DIFFERENCE).order_by("month").values_list("month", "amount"))

    @cached_property
    def groups(self) -> frozenset[str]:
        """The groups to which the person belongs."""
        in_force = Q(until_on__isnull=True) | Q(until_on__gte=self.on)
        return frozenset(self.resident.groups.filter(in_force, from_on__lte=self.on).values_list("group", flat=True))

    def instalments_of(self, scheme: str) -> QuerySet[Instalment]:
        """What a programme has granted to the person and not cancelled."""
        return Instalment.objects.filter(resident=self.resident, scheme=scheme, cancelled_on__isnull=True)

    def has_granted(self, scheme: str) -> bool:
        """Whether a claim of the person to a programme is granted and runs."""
        return Claim.objects.filter(resident=self.resident, scheme=scheme, state=ClaimState.GRANTED).exists()


def _registered_on(look: PersonLook) -> str | None:
    return look.registration.registered_on.isoformat() if look.registration else None


def _spouse_draws(look: PersonLook) -> bool:
    return SpouseLink.objects.filter(
        resident=look.resident,
        until_on__isnull=True,
        spouse__claims__scheme=look.scheme,
        spouse__claims__state=ClaimState.GRANTED,
    ).exists()


def _same_certificate(look: PersonLook) -> bool:
    number = str(look.told.get("certificate_no") or "")
    return bool(number) and number in look.periods


def _stages(look: PersonLook) -> list[int]:
    return sorted(int(period.removeprefix("stage-")) for period in look.periods if period.startswith("stage-"))


def _founder_group(look: PersonLook) -> str:
    return next((name for name, groups in FOUNDERS if look.groups & {group.value for group in groups}), "other")


def _first_approved_on(look: PersonLook) -> str | None:
    first = look.granted.order_by("decision__decided_on").values_list("decision__decided_on", flat=True).first()
    return first.isoformat() if first else None


def _wage_class(look: PersonLook) -> int | None:
    banner = Region.objects.filter(code=look.resident.region_code[:6]).values_list("wage_class", flat=True)
    return banner.first()


def _loans_before(look: PersonLook) -> int:
    others = Claim.objects.filter(resident=look.resident, scheme=look.scheme, state__in=(ClaimState.GRANTED, ClaimState.ENDED))
    return others.exclude(occasion=str(look.told.get("loan_contract_no") or "")).values("occasion").distinct().count()


def _hired_since(look: PersonLook) -> bool:
    """In a job that began after the registration and goes on, by the hire records, or on the granted list of an employer."""
    if look.registration is None:
        return False
    jobs = hires.works_now(look.resident).filter(hired_on__gt=look.registration.registered_on)
    if jobs.filter(left_on__isnull=True).exists():
        return True
    lists = ListedPerson.objects.filter(resident=look.resident, eligible=True, claim__state=ClaimState.GRANTED)
    return lists.filter(facts__hired_on__gt=look.registration.registered_on.isoformat()).exists()


def _spouse_subsidised(look: PersonLook) -> bool:
    links = SpouseLink.objects.filter(resident=look.resident, until_on__isnull=True).values("spouse_id")
    loans = Claim.objects.filter(resident_id__in=links, scheme=look.scheme, state=ClaimState.GRANTED)
    return loans.filter(facts__due_on__gt=look.on.isoformat()).exists()


def _death_unrecorded(look: PersonLook) -> bool:
    number = str(look.told.get("dead_claim_no") or "")
    drawn = Claim.objects.filter(number=number, scheme__in=LIVING, state__in=GRANTED_STATES)
    return not drawn.filter(resident__deceased_on__isnull=False).exists()


def _day(days: list[tuple[date, Decimal]], index: int) -> str | None:
    return days[index][0].isoformat() if days else None


#: Fact by fact; JSON values, None where the register does not know.
LOOKUPS: dict[str, Callable[[PersonLook], Any]] = {
    "hired_since": _hired_since,
    "pension_drawn": lambda look: Claim.objects.filter(resident=look.resident, end_reason=EndReason.PENSION).exists(),
    "spouse_subsidised": _spouse_subsidised,
    "death_unrecorded": _death_unrecorded,
    "sex": lambda look: look.resident.sex,
    "born_on": lambda look: look.resident.born_on.isoformat(),
    "registered_on": _registered_on,
    "seeking_work": lambda look: bool(look.registration and look.registration.seeking_work),
    "spouse_drawing": _spouse_draws,
    "applied_on": lambda look: look.on.isoformat(),
    "drawing_benefit": lambda look: look.has_granted(BENEFIT),
    "benefit_from": lambda look: _day(look.benefit, 0),
    "benefit_last_month": lambda look: _day(look.benefit, -1),
    "benefit_months": lambda look: len(look.benefit),
    "last_benefit": lambda look: str(look.benefit[-1][1]) if look.benefit else None,
    "extension_granted": lambda look: look.has_granted("older_recipient"),
    "same_certificate_paid": _same_certificate,
    "paid_this_year": lambda look: look.granted.filter(decision__decided_on__year=look.on.year).count(),
    "stages_paid": _stages,
    "years_paid": lambda look: len(look.periods),
    "group": _founder_group,
    "rural_worker": lambda look: PersonGroup.RURAL_WORKER.value in look.groups,
    "out_of_poverty": lambda look: PersonGroup.OUT_OF_POVERTY.value in look.groups,
    "recognised_hard_to_employ": lambda look: look.has_granted("hard_to_employ"),
    "first_approved_on": _first_approved_on,
    "subsidised_before": lambda look: len(look.periods),
    "post_months_before": lambda look: len(look.periods),
    "wage_class": _wage_class,
    "loans_before": _loans_before,
}
