"""The facts of a claim: those the register knows are taken from it, the others were asked at the desk (C-9)."""

from typing import Any

from cases.models import Claim, Registration, Resident, SpouseLink
from cases.states import ClaimState

#: Taken from the register of residents and never asked.
FROM_REGISTER = ("sex", "born_on", "registered_on", "seeking_work", "spouse_drawing")


def of_register(resident: Resident, scheme: str) -> dict[str, Any]:
    """What the register says about the person today, as JSON values. Two queries."""
    registration = Registration.objects.filter(resident=resident, ended_on__isnull=True).first()
    return {
        "sex": resident.sex,
        "born_on": resident.born_on.isoformat(),
        "registered_on": registration.registered_on.isoformat() if registration else None,
        "seeking_work": bool(registration and registration.seeking_work),
        "spouse_drawing": spouse_draws(resident, scheme),
    }


def spouse_draws(resident: Resident, scheme: str) -> bool:
    """Whether the person's spouse has this benefit granted at present."""
    return SpouseLink.objects.filter(
        resident=resident, until_on__isnull=True, spouse__claims__scheme=scheme, spouse__claims__state=ClaimState.GRANTED
    ).exists()


def asked(facts: dict[str, Any]) -> dict[str, Any]:
    """The part of a claim's facts that was asked."""
    return {name: value for name, value in facts.items() if name not in FROM_REGISTER}


def current(claim: Claim) -> dict[str, Any]:
    """The facts as they are now: what was asked, and what the register says today."""
    return {**asked(claim.facts), **of_register(claim.resident, claim.scheme)}
