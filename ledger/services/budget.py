"""The budget of a programme: proposed by one finance person, confirmed by another."""

from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.policies import Refused, require
from ledger import policies
from ledger.models import Budget, BudgetPlan
from programmes.formulas import registry
from stations.models import User
from stations.policies import holds
from stations.states import Role

REGION = "150000"


@transaction.atomic
def propose(*, scheme: str, league: str, year: int, planned: Decimal, document: str, actor: User) -> BudgetPlan:
    """A plan in yuan waits for its second person. Refused while another one waits for the same budget."""
    require(holds(actor, Role.FINANCE_MAKER, region_code=league), _("Only a finance maker of this place proposes its budget."))
    if scheme not in registry.SCHEMES or registry.SCHEMES[scheme].plan == "none":
        raise Refused(_("This programme pays nothing, so it has no budget."), field="scheme")
    if not document.strip():
        raise Refused(_("Name the document that the plan rests on."), field="document")
    try:
        with transaction.atomic():
            plan = BudgetPlan.objects.create(
                scheme=scheme, league=league, year=year, planned=planned, document=document.strip()[:200],
                proposed_by=actor, proposed_at=clock.now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(_("A plan for this budget waits for its second person already. Have that one decided first.")) from error
    audit.record(actor, "budget.proposed", plan, region=league, planned=str(planned))
    return plan


@transaction.atomic
def decide(*, plan_id: int, actor: User, confirm: bool) -> BudgetPlan:
    """The plan is the budget from now on, or is declined; by another person. Granted money already above it stays granted."""
    plan = BudgetPlan.objects.select_for_update().get(pk=plan_id)
    require(policies.is_checker(actor, plan), _("Only a finance checker of this place decides."))
    if plan.decided_at is not None:
        raise Refused(_("This plan is decided already."))
    if plan.proposed_by_id == actor.pk:
        raise Refused(_("You proposed this plan: another person confirms it."))
    plan.decided_by, plan.decided_at, plan.confirmed = actor, clock.now(), confirm
    plan.save(update_fields=["decided_by", "decided_at", "confirmed"])
    if confirm:
        budget, _made = Budget.objects.select_for_update().get_or_create(
            scheme=plan.scheme,
            league=plan.league,
            year=plan.year,
            defaults={"planned": plan.planned, "binding": not registry.SCHEMES[plan.scheme].statutory},
        )
        budget.planned, budget.version = plan.planned, budget.version + 1
        budget.save(update_fields=["planned", "version"])
    audit.record(actor, "budget.confirmed" if confirm else "budget.declined", plan, region=plan.league, planned=str(plan.planned))
    return plan
