"""Grant for keeping jobs (援企稳岗补贴): the batches of 2020, checked twice and published before they were paid.

Register A45: 219 firms, 22,400 staff, 6,480,200 yuan. No amount a head is named, so it is either a figure of the rules or
the unit's share of the batch's budget by its staff.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from programmes.formulas.base import Outcome, Unassessable
from programmes.formulas.checks import Checks, once
from programmes.formulas.declaration import OFFICE_PARAMETERS, ONE, Condition, Fact, Parameter, Scheme, Words
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import (
    INSURED_STAFF,
    NO_VIOLATION,
    NO_ZOMBIE,
    PERSONS,
    SERIOUS_VIOLATION,
    TO_THE_UNIT,
    ZOMBIE_LIST,
)

MODES = {
    "by_head": Words("An amount for each of the staff", "按参保人数定额"),
    "by_budget": Words("The batch's budget shared by staff", "按参保人数分配本批预算"),
}


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """Findings, and one amount by head or as the share of the batch's budget; raises Unassessable where the batch is smaller
    than the unit."""
    checks = Checks(facts, rules)
    checks.at_least("insured_staff", "insured_staff", "least_insured_staff")
    checks.no("serious_violation", "serious_violation")
    checks.no("zombie_list", "zombie_list")
    staff, all_staff = facts["insured_staff"], facts["batch_staff"]
    if all_staff < staff:
        raise Unassessable("batch_staff is smaller than insured_staff", "batch_staff", "too_small")
    if rules.value("grant_mode") == "by_head":
        rate = rules.decimal("amount_per_head")
        return checks.outcome(lambda: once(rate * staff, insured_staff=staff, amount_per_head=rate))
    budget = rules.decimal("batch_budget")
    how = {"insured_staff": staff, "batch_staff": all_staff, "batch_budget": budget}
    return checks.outcome(lambda: once(budget * staff / Decimal(all_staff), **how))


SCHEME = Scheme(
    name="stabilisation_grant",
    words=Words("Grant for keeping jobs", "援企稳岗补贴"),
    register="A45",
    applicant="enterprise",
    plan="yearly",
    door="application",
    fund="UI",
    headcount="insured_staff",
    purpose="援企稳岗补贴",
    facts=(
        INSURED_STAFF,
        Fact(
            "batch_staff",
            "int",
            "computed",
            minimum=0,
            unit=PERSONS,
            words=Words("Insured staff of all units of the batch", "本批全部单位参保职工人数"),
        ),
        SERIOUS_VIOLATION,
        ZOMBIE_LIST,
    ),
    also=(Fact("grant_year", "int", "computed", minimum=2019, words=Words("Year of the grant", "补贴年度")),),
    period_from="grant_year",
    parameters=(
        Parameter("grant_mode", "choice", choices=MODES, words=Words("How the amount is reckoned", "补贴计算方式")),
        Parameter(
            "amount_per_head", "money", minimum=Decimal("0.01"), words=Words("Amount for each of the staff", "每人补贴金额")
        ),
        Parameter("batch_budget", "money", minimum=ONE, words=Words("Budget of the batch", "本批预算")),
        Parameter("year_budget", "money", minimum=ONE, words=Words("Budget of the year", "年度计划")),
        Parameter("least_insured_staff", "int", minimum=ONE, words=Words("Least insured staff", "最少参保人数")),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("insured_staff", Words("Has insured staff", "有参保职工")),
        NO_VIOLATION,
        NO_ZOMBIE,
    ),
    grants=Words("A grant for keeping jobs is paid to your unit.", "准予向你单位发放援企稳岗补贴。"),
    paid_to=TO_THE_UNIT,
    work_out=work_out,
)
