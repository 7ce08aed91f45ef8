"""Budgets of the demo's year: some in force, one that waits for its second person."""

from decimal import Decimal

from core import clock
from ledger.services import budget
from portal.services.seed.offices import Offices

#: Programme, place, yuan; the document is the demo's own.
PLANS = (
    ("unemployment_benefit", "150000", "60000000.00"),
    ("skills_subsidy", "150500", "500000.00"),
    ("startup_subsidy", "150500", "2000000.00"),
    ("hiring_subsidy", "150500", "874500.00"),
)
WAITING = ("flexible_insurance", "150500", "1200000.00")
DOCUMENT = "演示数据：年度资金预算"


def set_budgets(there: Offices) -> None:
    """The budgets of this year stand, each proposed by finance1 and confirmed by finance2; one plan waits."""
    maker, checker, year = there.accounts["finance1"], there.accounts["finance2"], clock.today().year
    for scheme, league, planned in PLANS:
        plan = budget.propose(scheme=scheme, league=league, year=year, planned=Decimal(planned), document=DOCUMENT, actor=maker)
        budget.decide(plan_id=plan.pk, actor=checker, confirm=True)
    scheme, league, planned = WAITING
    budget.propose(scheme=scheme, league=league, year=year, planned=Decimal(planned), document=DOCUMENT, actor=maker)
