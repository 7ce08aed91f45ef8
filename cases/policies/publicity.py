"""Who may publish, object for somebody, and decide an objection."""

from typing import Any

from cases.models import Objection, PublicityEntry
from cases.policies.claims import CHECKERS, DESK
from cases.states import ObjectionOutcome
from stations.policies import holds
from stations.states import Role

#: Whoever decides an objection looks at the claim anew.
REVIEWERS = (*CHECKERS, Role.APPROVER)


def can_publish(user: Any, region_code: str) -> bool:
    """Whether `user` may make the lists of a banner or league: its second checkers, and the machine at night."""
    return bool(getattr(user, "is_machine", False)) or holds(user, Role.SECOND_CHECK, region_code=region_code)


def can_object_for(user: Any, entry: PublicityEntry) -> bool:
    """Whether `user` may enter an objection for somebody who came to the counter."""
    return holds(user, *DESK, *REVIEWERS, region_code=entry.claim.region_code, station_id=entry.claim.station_id)


def can_decide_objection(user: Any, objection: Objection) -> bool:
    """Whether `user` may decide: the post, no vote on what was shown, and neither took the claim in nor entered the objection."""
    claim = objection.entry.claim
    if objection.outcome != ObjectionOutcome.OPEN or not holds(user, *REVIEWERS, region_code=claim.region_code):
        return False
    if user.pk in (claim.created_by_id, objection.entered_by_id) or claim.steps.filter(verb="accept", actor=user).exists():
        return False
    return not claim.votes.filter(actor=user, round=objection.entry.round).exists()
