"""The facts of a claim: those the register knows are taken from it, the others were asked at the desk (C-9)."""

from datetime import date
from typing import Any

from cases.models import Claim, Resident
from cases.queries import person_facts, unit_facts
from core import clock
from enterprises.models import Enterprise
from programmes.formulas import registry


def known(scheme: str) -> frozenset[str]:
    """The facts of a programme that are looked up and never asked."""
    declared = registry.scheme(scheme)
    lookups = unit_facts.LOOKUPS if declared.applicant == "enterprise" else person_facts.LOOKUPS
    facts = (*declared.facts, *declared.also)
    return frozenset(fact.name for fact in facts if fact.source != "asked" and not fact.listed and fact.name in lookups)


def of_register(
    applicant: Resident | Enterprise,
    scheme: str,
    told: dict[str, Any] | None = None,
    on: date | None = None,
    claim: Claim | None = None,
) -> dict[str, Any]:
    """What the registers say about the applicant, as JSON values. A fixed number of queries a programme.

    `told` is what was asked, such as the certificate that the look-up is about; `on` the day of the claim, today by default;
    `claim` the one that asks, where there is one already.
    """
    on = on or clock.today()
    if isinstance(applicant, Enterprise):
        unit = unit_facts.UnitLook(applicant, scheme, told or {}, on)
        return {name: unit_facts.LOOKUPS[name](unit) for name in sorted(known(scheme))}
    person = person_facts.PersonLook(applicant, scheme, told or {}, on, claim)
    return {name: person_facts.LOOKUPS[name](person) for name in sorted(known(scheme))}


def asked(facts: dict[str, Any], scheme: str) -> dict[str, Any]:
    """The part of a claim's facts that was asked."""
    looked_up = known(scheme)
    return {name: value for name, value in facts.items() if name not in looked_up}


def current(claim: Claim) -> dict[str, Any]:
    """The facts as they are now: what was asked, and what the registers say today."""
    told = asked(claim.facts, claim.scheme)
    return {**told, **of_register(claim.applicant, claim.scheme, told, day_of(claim), claim)}


def day_of(claim: Claim) -> date:
    """The day by which a claim is judged: that of its submission, today while it is a draft."""
    return clock.day_of(claim.submitted_at) if claim.submitted_at else clock.today()
