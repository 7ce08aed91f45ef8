"""Accepting where papers are missing: the office found by comparing data what they prove."""

from cases.models import Claim
from cases.queries import promises
from cases.services import acceptance
from stations.models import User


def accept(claim: Claim, actor: User) -> Claim:
    """The claim is accepted; nothing is promised."""
    return acceptance.accept(claim_id=claim.pk, actor=actor, compared=promises.lacking(claim))
