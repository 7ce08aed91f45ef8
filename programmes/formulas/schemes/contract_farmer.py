"""Lump sum for rural contract workers (农民合同制工人一次性生活补助): by the years worked, after a contract that ended.

失业保险条例 art. 21: the employer paid, the worker did not; amount and most months are the region's.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from core.periods import format_month
from programmes.formulas.base import Outcome, Unassessable
from programmes.formulas.checks import Checks, once
from programmes.formulas.declaration import CENT, OFFICE_PARAMETERS, ONE, Condition, Document, Fact, Parameter, Scheme, Words
from programmes.formulas.minimum_wage import WageTable, table_for
from programmes.formulas.people import OWN_ACCOUNT, WAGE_CLASS
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import MONTHS


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: Sequence[WageTable]) -> Outcome:
    """A share of the minimum wage for each full year worked; the wage in force when the contract ended."""
    checks = Checks(facts, rules)
    checks.yes("rural_worker", "rural_worker")
    checks.at_least("worked_months", "worked_months", "least_worked_months")
    checks.yes("employer_paid", "employer_paid")
    checks.yes("contract_over", "contract_over")
    ended = facts["contract_ended_on"]
    checks.add("contract_ended", ended <= on, ended, on)
    table = table_for(wages, ended)
    if table is None:
        raise Unassessable(f"no minimum wage is known for {format_month(ended)}", "contract_ended_on", "no_wage")
    most = rules.integer("most_lump_months")
    months = min(facts["worked_months"] // 12 * rules.integer("months_a_year"), most)
    wage, share = table.monthly(rules.integer("wage_class")), rules.decimal("lump_share")
    how = {"worked_months": facts["worked_months"], "most_lump_months": most, "wage": wage, "lump_share": share}
    return checks.outcome(lambda: once(wage * share * months, **how))


SCHEME = Scheme(
    name="contract_farmer",
    statutory=True,
    words=Words("Lump sum for rural contract workers", "农民合同制工人一次性生活补助"),
    register="C-1",
    plan="once",
    fund="UI",
    purpose="一次性生活补助",
    facts=(
        Fact("rural_worker", "bool", "register", words=Words("Rural contract worker", "农民合同制工人")),
        Fact("worked_months", "int", minimum=0, words=Words("Months worked without a break", "连续工作月数"), unit=MONTHS),
        Fact("employer_paid", "bool", words=Words("The employer paid the premiums", "单位已为其缴纳失业保险费")),
        Fact("contract_over", "bool", words=Words("Contract not renewed, or ended early", "合同期满未续订或提前解除")),
        Fact("contract_ended_on", "date", words=Words("Contract ended on", "合同终止或解除日期")),
    ),
    also=(Fact("last_employer", "text", words=Words("Last employer", "原用人单位")),),
    period_from="contract_ended_on",
    parameters=(
        Parameter("least_worked_months", "int", minimum=Decimal(12), words=Words("Least months worked", "最低连续工作月数")),
        Parameter("months_a_year", "int", minimum=ONE, words=Words("Months paid for each year worked", "每满一年发放月数")),
        Parameter("most_lump_months", "int", minimum=ONE, words=Words("Most months paid", "最多发放月数")),
        WAGE_CLASS,
        Parameter(
            "lump_share",
            "ratio",
            minimum=CENT,
            maximum=ONE,
            words=Words("Share of the minimum wage a month", "每月占最低工资比例"),
        ),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("rural_worker", Words("Rural contract worker", "属于农民合同制工人")),
        Condition("worked_months", Words("Worked for a year without a break", "连续工作满一年")),
        Condition("employer_paid", Words("The employer paid the premiums", "单位已缴纳失业保险费")),
        Condition("contract_over", Words("Contract not renewed, or ended early", "合同期满未续订或提前解除")),
        Condition("contract_ended", Words("The contract has ended", "劳动合同已终止或解除")),
    ),
    documents=(
        Document("contract_end_paper", Words("Paper on the end of the contract", "终止或解除劳动合同证明"), required=False),
    ),
    grants=Words("A lump sum is granted for the years worked.", "准予发放一次性生活补助。"),
    paid_to=OWN_ACCOUNT,
    for_whom=("rural",),
    work_out=work_out,
)
