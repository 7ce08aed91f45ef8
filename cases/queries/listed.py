"""The people on the list of a claim: what is asked about each, what the portal knows of each, and who they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet

from cases.models import Claim, ExclusiveRight, Hire, ListedPerson
from cases.queries import succession
from cases.states import OPEN_STATES, ClaimState
from core import clock
from core.periods import age_on
from programmes.formulas import registry
from programmes.formulas.declaration import Fact
from programmes.formulas.lists import Listed

#: More people than this are several claims: somebody has to answer for the list.
MOST_PEOPLE = 5000


@dataclass
class ListLook:
    """The whole list of one claim looked at; what is asked about every person is read once."""

    claim: Claim
    people: Sequence[ListedPerson]

    @cached_property
    def paid_before(self) -> frozenset[int]:
        """Who of them is held by another claim that excludes this one (once a person, across firms, years and funds)."""
        keys = [right.key for right in registry.scheme(self.claim.scheme).exclusive if right.holder == "listed"]
        people = [person.resident_id for person in self.people]
        held = ExclusiveRight.objects.filter(key__in=keys, resident_id__in=people, released_on__isnull=True)
        mine = [self.claim.pk, *succession.before(self.claim)]
        return frozenset(held.exclude(claim_id__in=mine).values_list("resident_id", flat=True))

    @cached_property
    def jobs(self) -> dict[int, Hire]:
        """The newest job of each of them with the unit that lists them, by the hire records."""
        people = [person.resident_id for person in self.people]
        known = Hire.objects.live().filter(enterprise=self.claim.enterprise_id, resident__in=people)
        return {hire.resident_id: hire for hire in known.order_by("hired_on", "pk")}

    def told(self, person: ListedPerson) -> dict[str, Any]:
        """What the unit says of the person, and where the hire records know better, what they say."""
        job = self.jobs.get(person.resident_id)
        found = {name: lookup(job) for name, lookup in JOB_LOOKUPS.items()} if job else {}
        wanted = told_by_jobs(self.claim.scheme)
        return {**person.facts, **{name: value for name, value in found.items() if name in wanted and value is not None}}


#: What a hire record says, fact by fact; None where it does not say. Asked of the unit only where there is no such record.
JOB_LOOKUPS: dict[str, Callable[[Hire], Any]] = {
    "hired_on": lambda job: job.hired_on.isoformat(),
    "contract": lambda job: job.contract != Hire.Contract.NONE if job.contract else None,
    "still_insured": lambda job: job.left_on is None or job.left_on >= clock.today(),
}


def _age(look: ListLook, person: ListedPerson) -> int | None:
    hired_on = look.told(person).get("hired_on")
    return age_on(person.resident.born_on, date.fromisoformat(hired_on)) if hired_on else None


#: Fact by fact; JSON values.
LOOKUPS: dict[str, Callable[[ListLook, ListedPerson], Any]] = {
    "age": _age,
    "sex": lambda look, person: person.resident.sex,
    "born_on": lambda look, person: person.resident.born_on.isoformat(),
    "person_paid_before": lambda look, person: person.resident_id in look.paid_before,
}


def excluding(scheme: str) -> list[str]:
    """The programmes that take the same right over a listed person as this one, itself among them."""
    keys = {right.key for right in registry.scheme(scheme).exclusive if right.holder == "listed"}
    return [name for name, each in registry.SCHEMES.items() if keys & {r.key for r in each.exclusive if r.holder == "listed"}]


def facts_of(scheme: str) -> tuple[Fact, ...]:
    """Everything that the programme wants to know of each person, in its order; then what is asked for the record."""
    declared = registry.scheme(scheme)
    return tuple(fact for fact in (*declared.facts, *declared.also) if fact.listed)


def known(scheme: str) -> frozenset[str]:
    """The facts of a listed person that are looked up and never asked."""
    return frozenset(fact.name for fact in facts_of(scheme) if fact.source != "asked" and fact.name in LOOKUPS)


def told_by_jobs(scheme: str) -> frozenset[str]:
    """The facts of a listed person that a hire record of the unit answers; without one the unit is asked."""
    return frozenset(fact.name for fact in facts_of(scheme) if fact.source == "register" and fact.name in JOB_LOOKUPS)


def asked(scheme: str) -> tuple[Fact, ...]:
    """The facts that whoever lists a person tells; those that a hire record may answer can be left out."""
    looked_up, by_jobs = known(scheme), told_by_jobs(scheme)
    wanted = (fact for fact in facts_of(scheme) if fact.name not in looked_up)
    return tuple(replace(fact, optional=True) if fact.name in by_jobs else fact for fact in wanted)


def unanswered(person: ListedPerson) -> str:
    """The first fact about a person that neither the unit nor a hire record of it says; empty where there is none."""
    told = ListLook(person.claim, [person]).told(person)
    return next((name for name in sorted(told_by_jobs(person.claim.scheme)) if told.get(name) is None), "")


def people_of(claim: Claim) -> QuerySet[ListedPerson]:
    """The list with the people on it, without their whole numbers."""
    return ListedPerson.objects.filter(claim=claim).select_related("resident").defer("resident__id_number").order_by("pk")


def filtered(claim: Claim, *, outcome: str = "", text: str = "") -> QuerySet[ListedPerson]:
    """The list under the filters of its page."""
    people = people_of(claim)
    if outcome:
        people = people.filter(eligible=outcome == "granted")
    if text:
        text = text.strip()
        people = people.filter(Q(resident__name__contains=text) | Q(resident__id_last4=text.upper()))
    return people


def current(claim: Claim) -> list[Listed]:
    """Everybody on the list with facts as they are now. A fixed number of queries, however long the list."""
    look = ListLook(claim, list(people_of(claim)))
    looked_up = known(claim.scheme)
    return [
        Listed(person.resident_id, {**look.told(person), **{name: LOOKUPS[name](look, person) for name in looked_up}})
        for person in look.people
    ]


@dataclass(frozen=True)
class Counts:
    """How many people a list has, and how many of them the newest assessment grants or not."""

    people: int
    granted: int
    refused: int


def counts(claim: Claim) -> Counts | None:
    """The figures of the claim's list; None where its programme has no list. One query."""
    if not registry.scheme(claim.scheme).listed:
        return None
    found = ListedPerson.objects.filter(claim=claim).aggregate(
        people=Count("pk"), granted=Count("pk", filter=Q(eligible=True)), refused=Count("pk", filter=Q(eligible=False))
    )
    return Counts(**found)


def listed_elsewhere(claim: Claim) -> list[tuple[str, str]]:
    """Who of the list stands on the list of another open claim too that excludes this one: name and number of the claim."""
    mine = ListedPerson.objects.filter(claim=claim).values("resident_id")
    others = (
        ListedPerson.objects.filter(resident_id__in=mine, claim__scheme__in=excluding(claim.scheme), claim__state__in=OPEN_STATES)
        .exclude(claim=claim)
        .exclude(claim__state__in=(ClaimState.GRANTED, ClaimState.SUSPENDED))
    )
    return list(others.order_by("resident__sort_key", "pk").values_list("resident__name", "claim__number")[:50])
