"""Facts that change while the claim is looked at: the votes on the old ones are void."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Claim, Vote
from cases.services import assessing, intake, steps
from core import clock
from core.policies import Refused
from stations.models import User


def void_votes(claim: Claim) -> int:
    """No vote on the claim counts any more; returns how many did."""
    return Vote.objects.filter(claim=claim, void_at__isnull=True).update(void_at=clock.now())


@transaction.atomic
def change(*, claim_id: int, actor: User, asked: dict[str, Any], reason: str) -> Claim:
    """Other facts, for a reason: a new version and a new assessment, back to the first check, every vote void."""
    claim = steps.locked(claim_id, actor)
    steps.allow(actor, "change_facts", claim)
    if not reason.strip():
        raise Refused(_("Say what the new facts rest on."), field="reason")
    facts = intake.whole(claim, asked)
    changed = sorted(name for name, value in facts.items() if claim.facts.get(name) != value)
    if not changed:
        raise Refused(_("These are the facts as they stand already."))
    voided = void_votes(claim)
    claim.facts = facts
    if claim.accepted_on is None:
        claim.facts_version += 1
    else:
        assessing.refresh(claim, actor)
    steps.move(claim, "change_facts", actor, reason.strip(), changed=changed, voided=voided, version=claim.facts_version)
    return claim


def came_differently(claim: Claim, actor: User, changed: list[str]) -> None:
    """The register says something else than when the votes were given: they are void, the first check begins again."""
    voided = void_votes(claim)
    steps.move(claim, "change_facts", actor, str(_("The register has changed.")), changed=changed, voided=voided)
