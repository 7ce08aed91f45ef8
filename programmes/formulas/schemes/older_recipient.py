"""Benefit up to retirement (大龄失业人员延长领取): who has less than a year to go draws on, and gets pension premiums back.

Domain C-1: 人社部发〔2024〕76号. Two programmes: the months of benefit, and the premiums paid in them (先缴后补).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from core.periods import add_months, month_of, months_between, months_from
from programmes.formulas.base import Instalment, Outcome, half_up
from programmes.formulas.checks import Checks, once
from programmes.formulas.declaration import (
    OFFICE_PARAMETERS,
    ONE,
    Condition,
    Document,
    Fact,
    Parameter,
    Scheme,
    Words,
)
from programmes.formulas.people import (
    BORN_ON,
    DRAWING_BENEFIT,
    DRAWS_BENEFIT,
    HIRE_MONTH_PAID,
    HIRED_SINCE,
    LIVING_BENEFIT,
    NO_PENSION_DRAWN,
    NOT_HIRED,
    OWN_ACCOUNT,
    PENSION_DRAWN,
    RETIRES_AT_55,
    SEX,
)
from programmes.formulas.retirement import retires_on
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import MONTHS, YUAN


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """The last month's benefit again for each month after the last one, up to the month of retirement."""
    checks = Checks(facts, rules)
    checks.yes("drawing_benefit", "drawing_benefit")
    last = month_of(facts["benefit_last_month"])
    until = rules.day("extension_until")
    checks.add("extension_in_force", until is None or last <= until, last, until)
    retires = retires_on(facts["sex"], facts["born_on"], facts["retires_at_55"])
    after = add_months(last, 1)
    left = months_between(after, retires) + 1
    latest = add_months(after, rules.integer("extension_months"))
    checks.add("near_retirement", after <= retires <= latest, retires, latest)
    checks.no("no_pension", "draws_pension")
    amount, how = half_up(facts["last_benefit"]), {"last_benefit": str(facts["last_benefit"])}
    return checks.outcome(lambda: [Instalment(amount, month=month, how=how) for month in months_from(after, left) if amount])


def premiums_back(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """The pension premiums that were paid in the months of the extension, up to the lowest tier."""
    checks = Checks(facts, rules)
    checks.yes("extension_granted", "extension_granted")
    checks.add("pension_premiums_paid", facts["pension_paid"] > 0, facts["pension_paid"], 0)
    lowest = rules.decimal("lowest_pension_month")
    amount = min(facts["pension_paid"], lowest * facts["extension_premium_months"])
    names = ("pension_paid", "extension_premium_months")
    how = {**{name: facts[name] for name in names}, "lowest_pension_month": lowest}
    return checks.outcome(lambda: once(amount, **how))


EXTENSION = Scheme(
    name="older_recipient",
    statutory=True,
    words=Words("Benefit up to retirement", "大龄失业人员延长领取失业保险金"),
    register="C-1",
    plan="monthly",
    fund="UI",
    purpose="失业保险金",
    facts=(
        DRAWING_BENEFIT,
        Fact("benefit_last_month", "date", "computed", words=Words("Last month of benefit", "失业保险金最后领取月")),
        Fact(
            "last_benefit", "decimal", "computed", words=Words("Benefit of the last month", "最后一个月失业保险金标准"), unit=YUAN
        ),
        SEX,
        BORN_ON,
        RETIRES_AT_55,
        Fact("draws_pension", "bool", words=Words("Draws a pension", "已领取基本养老金")),
    ),
    also=(HIRED_SINCE, PENSION_DRAWN),
    parameters=(
        Parameter("extension_months", "int", minimum=ONE, words=Words("Most months to retirement", "距法定退休年龄最长月数")),
        Parameter("extension_until", "date", words=Words("Last day of the policy", "政策截止日期")),
        HIRE_MONTH_PAID,
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        DRAWS_BENEFIT,
        Condition("extension_in_force", Words("Benefit ends while the policy is in force", "失业保险金期满在政策期内")),
        Condition("near_retirement", Words("A year or less to retirement when benefit ends", "期满时距法定退休年龄不足一年")),
        Condition("no_pension", Words("Draws no pension", "未领取基本养老金")),
    ),
    exclusive=(LIVING_BENEFIT,),
    bars=(NOT_HIRED, NO_PENSION_DRAWN),
    grants=Words("Benefit goes on for the months named below, up to retirement.", "准予延长领取失业保险金至法定退休年龄。"),
    paid_to=OWN_ACCOUNT,
    for_whom=("drawing",),
    work_out=work_out,
)
PENSION = Scheme(
    name="older_pension",
    statutory=True,
    words=Words("Pension premiums back, up to retirement", "大龄失业人员养老保险费补贴"),
    register="C-1",
    plan="once",
    fund="UI",
    purpose="养老保险费补贴",
    facts=(
        Fact(
            "extension_granted",
            "bool",
            "computed",
            words=Words("Benefit was extended up to retirement", "已核准延长领取失业保险金"),
        ),
        Fact(
            "extension_premium_months",
            "int",
            minimum=1,
            words=Words("Months of premiums in the extension", "延长领取期间缴费月数"),
            unit=MONTHS,
        ),
        Fact("pension_paid", "decimal", words=Words("Pension premiums paid", "实缴基本养老保险费"), unit=YUAN),
    ),
    also=(Fact("premium_receipt_no", "text", words=Words("Number of the receipt", "缴费凭证编号")),),
    period_from="premium_receipt_no",
    parameters=(
        Parameter(
            "lowest_pension_month",
            "money",
            minimum=ONE,
            words=Words("Lowest pension premium a month, yuan", "灵活就业养老保险最低月缴费额（元）"),
        ),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("extension_granted", Words("Benefit was extended up to retirement", "已核准延长领取失业保险金")),
        Condition("pension_premiums_paid", Words("Pension premiums were paid", "已缴纳基本养老保险费")),
    ),
    documents=(Document("premium_receipts", Words("Receipts for the premiums", "社会保险缴费凭证")),),
    grants=Words("The pension premiums are paid back.", "准予发放养老保险费补贴。"),
    paid_to=OWN_ACCOUNT,
    for_whom=("drawing",),
    work_out=premiums_back,
)
SCHEMES = (EXTENSION, PENSION)
