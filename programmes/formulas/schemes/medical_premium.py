"""Medical premium of who draws benefit (失业人员职工医疗保险费): the fund pays it whole for the months of benefit.

Domain C-1: 社会保险法 art. 48, 失业保险条例 art. 24. Paid to the medical insurance, not to the person.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from core.periods import months_from
from programmes.formulas.base import Instalment, Outcome, half_up
from programmes.formulas.checks import Checks
from programmes.formulas.declaration import CENT, OFFICE_PARAMETERS, ONE, Condition, Fact, Parameter, Scheme, Words
from programmes.formulas.people import DRAWING_BENEFIT, DRAWS_BENEFIT, HIRE_MONTH_PAID
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import MONTHS

MOST = 24


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """The premium on a share of the average wage, for each month of benefit."""
    checks = Checks(facts, rules)
    checks.yes("drawing_benefit", "drawing_benefit")
    checks.no("not_insured_otherwise", "insured_otherwise")
    figures = {name: rules.decimal(name) for name in ("average_wage_month", "base_share", "medical_rate")}
    amount = half_up(figures["average_wage_month"] * figures["base_share"] * figures["medical_rate"])
    how = {name: str(figure) for name, figure in figures.items()}
    months = months_from(facts["benefit_from"], facts["benefit_months"])
    return checks.outcome(lambda: [Instalment(amount, month=month, how=how) for month in months])


SCHEME = Scheme(
    name="medical_premium",
    statutory=True,
    words=Words("Medical premium during benefit", "领取失业保险金人员职工医保费"),
    register="C-1",
    plan="monthly",
    door="automatic",
    fund="UI",
    purpose="失业人员职工医保费",
    facts=(
        DRAWING_BENEFIT,
        Fact(
            "insured_otherwise",
            "bool",
            words=Words("In the employees' medical insurance through somebody else", "已由单位或其他途径参加职工医保"),
        ),
        Fact("benefit_from", "date", "computed", words=Words("First month of benefit", "失业保险金首个领取月")),
        Fact(
            "benefit_months",
            "int",
            "computed",
            choices=tuple(range(1, MOST + 1)),
            words=Words("Months of benefit", "失业保险金领取月数"),
            unit=MONTHS,
        ),
    ),
    parameters=(
        Parameter("average_wage_month", "money", minimum=ONE, words=Words("Average wage a month, yuan", "月平均工资（元）")),
        Parameter(
            "base_share",
            "ratio",
            minimum=CENT,
            maximum=Decimal(3),
            words=Words("Share of the average wage", "缴费基数占平均工资比例"),
        ),
        Parameter(
            "medical_rate",
            "ratio",
            minimum=CENT,
            maximum=ONE,
            words=Words("Rate of medical and maternity insurance", "医疗（含生育）保险费率"),
        ),
        HIRE_MONTH_PAID,
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        DRAWS_BENEFIT,
        Condition("not_insured_otherwise", Words("Not insured through somebody else", "未通过其他途径参加职工医保")),
    ),
    grants=Words(
        "The fund pays your medical premium for the months named below.", "下列月份的职工医疗保险费由失业保险基金缴纳。"
    ),
    paid_to=Words("the medical insurance of the place of benefit", "领金地医疗保险经办机构"),
    for_whom=("drawing",),
    work_out=work_out,
)
