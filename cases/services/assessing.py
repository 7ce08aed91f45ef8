"""What the rules say to the facts as they are now: stored, and stored again when they have changed."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from cases.models import Assessment, Claim
from cases.queries import facts as facts_query
from core import clock
from core.policies import Refused
from programmes.services import assessment as law
from stations.models import User


def newest(claim: Claim) -> Assessment | None:
    """The last assessment of the claim, or None before acceptance."""
    return claim.assessments.order_by("-pk").first()


def refresh(claim: Claim, actor: User) -> tuple[Assessment, list[str]]:
    """Assess the current facts; returns the newest assessment and the names of facts that changed since the one before.

    Nothing is written where the answer is the same. The rules are those in force on the day the claim was submitted.
    `facts_version` and `facts` of the claim go along, unsaved. Raises Refused where the facts cannot be assessed.
    """
    if claim.submitted_at is None:
        raise Refused(_("A draft is not assessed."))
    facts = facts_query.current(claim)
    on = clock.day_of(claim.submitted_at)
    result = law.assess(scheme=claim.scheme, region_code=claim.region_code, on=on, facts=facts)
    last = newest(claim)
    if last is not None and last.digest == result["digest"]:
        return last, []
    changed = [name for name, value in result["facts"].items() if last and last.facts.get(name) != value]
    if last is not None:
        claim.facts_version += 1
    claim.facts = result["facts"]
    made = Assessment.objects.create(
        claim=claim,
        facts_version=claim.facts_version,
        on=on,
        facts=result["facts"],
        result=result,
        rules_label=result["rules"],
        digest=result["digest"],
        eligible=result["eligible"],
        amount=Decimal(result["amount"]),
        assessed_by=actor,
        assessed_at=clock.now(),
    )
    return made, changed or (["rules"] if last is not None else [])
