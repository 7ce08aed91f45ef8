"""What a granted transfer of the insurance says about the months that a person has paid (社会保险法 art. 52)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cases.models import Claim, Decision, Resident
from cases.queries import facts as facts_query
from cases.queries.person_facts import BENEFIT, GRANTED_STATES
from cases.states import EndReason
from core.periods import months_between
from enterprises.models import Enterprise
from programmes.formulas import registry

TRANSFER = "insurance_transfer"
FACT = "contribution_months"


@dataclass(frozen=True)
class Transfer:
    """The last transfer of a person: `here` and `elsewhere` are the months that were added up, none where they went away."""

    claim: str
    on: date
    inward: bool
    here: int
    elsewhere: int
    agency: str

    @property
    def months(self) -> int:
        """The months that counted here after the transfer."""
        return self.here + self.elsewhere if self.inward else 0

    @property
    def words(self) -> str:
        """The transfer in one sentence."""
        told = {"claim": self.claim, "day": self.on.isoformat(), "agency": self.agency, "here": self.here}
        if not self.inward:
            return _("Transfer %(claim)s of %(day)s took the months to %(agency)s: only those paid since then count.") % told
        return _(
            "Transfer %(claim)s of %(day)s: %(here)s months here and %(elsewhere)s from %(agency)s are %(months)s; those paid "
            "since then are added."
        ) % {**told, "elsewhere": self.elsewhere, "months": self.months}


def last(resident: Resident, *, claim: Claim | None = None) -> Transfer | None:
    """The transfer by which the person's months are known, under another claim than `claim`; None where there is none.

    A benefit granted after it has used the months up: then the count has begun anew, and no transfer tells it.
    """
    decisions = Decision.objects.filter(granted=True, claim__resident=resident, claim__state__in=GRANTED_STATES)
    decisions = decisions.exclude(claim__end_reason=EndReason.SUPERSEDED).exclude(claim=claim)
    found = decisions.filter(claim__scheme=TRANSFER).select_related("claim", "assessment").order_by("decided_on", "pk").last()
    if found is None or decisions.filter(claim__scheme=BENEFIT, decided_on__gte=found.decided_on).exists():
        return None
    told = found.assessment.facts
    return Transfer(
        found.claim.number,
        found.decided_on,
        told["direction"] == "in",
        told[FACT],
        told["months_elsewhere"],
        found.claim.facts.get("other_agency", ""),
    )


def beside(applicant: Resident | Enterprise, scheme: str, claim: Claim | None = None) -> dict[str, str]:
    """What stands beside the fields of a claim's form, by the name of the fact."""
    if not isinstance(applicant, Resident) or FACT not in {fact.name for fact in registry.scheme(scheme).facts}:
        return {}
    found = last(applicant, claim=claim)
    return {FACT: found.words} if found else {}


def caution(claim: Claim) -> list[str]:
    """Where fewer or more months are declared than the transfer and the time since then can make."""
    declared = claim.facts.get(FACT)
    if claim.resident is None or claim.scheme == TRANSFER or declared is None:
        return []
    found = last(claim.resident, claim=claim)
    if found is None:
        return []
    most = found.months + months_between(found.on, facts_query.day_of(claim)) + 1
    if found.months <= declared <= most:
        return []
    told = {"declared": declared, "least": found.months, "most": most}
    said = _("%(declared)s months of premiums are declared; by the transfer there are %(least)s to %(most)s.") % told
    return [f"{said} {found.words}"]
