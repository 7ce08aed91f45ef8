"""Who may write and publish the law. Reading it is open to every signed-in officer."""

from typing import Any

from programmes.models import RuleSet
from stations.policies import holds
from stations.states import Role


def can_write(user: Any) -> bool:
    """Whether somebody writes rules for any region at all."""
    return holds(user, Role.RULES_PUBLISHER)


def can_draft(user: Any, region_code: str) -> bool:
    """A rules publisher of that region, or the machine that loads the shipped files (it cannot sign in)."""
    return is_machine(user) or holds(user, Role.RULES_PUBLISHER, region_code=region_code)


def can_revise(user: Any, ruleset: RuleSet) -> bool:
    """The writer alone, so that the second person never publishes words of their own."""
    return user.pk == ruleset.drafted_by_id and can_draft(user, ruleset.region_code)


def can_publish(user: Any, ruleset: RuleSet) -> bool:
    """A rules publisher of that region who did not write the set."""
    return user.pk != ruleset.drafted_by_id and can_draft(user, ruleset.region_code)


def is_machine(user: Any) -> bool:
    """Whether the actor is the portal itself."""
    return bool(getattr(user, "is_machine", False))


def can_keep_calendar(user: Any) -> bool:
    """Days off hold for the whole region, so only its own security administrators (or the machine) enter them."""
    return is_machine(user) or holds(user, Role.SECURITY_ADMIN, region_code="15")
