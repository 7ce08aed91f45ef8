"""Who may say what about budgets."""

from typing import Any

from ledger.models import BudgetPlan
from stations.policies import holds
from stations.states import Role


def is_checker(user: Any, plan: BudgetPlan) -> bool:
    """A finance checker of the plan's place."""
    return holds(user, Role.FINANCE_CHECKER, region_code=plan.league)


def can_decide(user: Any, plan: BudgetPlan) -> bool:
    """A checker, never the person who proposed the plan."""
    return is_checker(user, plan) and plan.proposed_by_id != user.pk
