"""Stability refund (稳岗返还): part of last year's unemployment premiums goes back to units that keep their staff.

Register A03 and A100. The shares changed with the years, so each stands in rules of its own day; which lay-off formula is
the law is a figure of the rules too.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from programmes.formulas import layoff_rate
from programmes.formulas.base import Outcome
from programmes.formulas.checks import Checks, once, percent
from programmes.formulas.declaration import (
    CONFIRMATION_PARAMETERS,
    OFFICE_PARAMETERS,
    ONE,
    Condition,
    Fact,
    Parameter,
    Scheme,
    Words,
)
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import (
    ENVIRONMENT_OK,
    INSURED_STAFF,
    LAID_OFF,
    MONTHS_PAID_IN_FULL,
    NO_VIOLATION,
    NO_ZOMBIE,
    PREMIUM_PAID,
    SERIOUS_VIOLATION,
    SIZE,
    STAFF_YEAR_END,
    TO_THE_UNIT,
    UNIT_TYPE,
    ZOMBIE_LIST,
)


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """Findings on all five conditions, and one amount: the share of the premiums, rounded half-up.

    Raises Unassessable where the lay-off formula of the rules needs a count that nobody gave.
    """
    checks = Checks(facts, rules)
    checks.at_least("months_paid_in_full", "months_paid_in_full", "least_months_paid_in_full")
    small = facts["insured_staff"] <= rules.integer("small_unit_staff")
    ceiling = rules.decimal("layoff_ceiling_small" if small else "layoff_ceiling")
    lost = layoff_rate.rate(rules.value("layoff_formula"), facts)
    checks.add("layoff_rate", lost <= ceiling, percent(lost), percent(ceiling))
    checks.no("serious_violation", "serious_violation")
    checks.no("zombie_list", "zombie_list")
    checks.yes("environment_ok", "environment_ok")
    large = facts["size"] == "large" and facts["unit_type"] == "enterprise"
    share = "refund_share_large" if large else "refund_share_others"
    premium = facts["premium_paid"]
    return checks.outcome(lambda: once(premium * rules.decimal(share), premium_paid=premium, **{share: rules.value(share)}))


def _share(name: str, en: str, zh: str) -> Parameter:
    return Parameter(name, "ratio", maximum=Decimal(1), words=Words(en, zh))


SCHEME = Scheme(
    name="stability_refund",
    words=Words("Stability refund", "稳岗返还"),
    register="A03",
    applicant="enterprise",
    plan="yearly",
    door="confirmation",
    fund="UI",
    headcount="insured_staff",
    purpose="稳岗返还",
    facts=(
        UNIT_TYPE,
        SIZE,
        MONTHS_PAID_IN_FULL,
        INSURED_STAFF,
        LAID_OFF,
        STAFF_YEAR_END,
        SERIOUS_VIOLATION,
        ZOMBIE_LIST,
        ENVIRONMENT_OK,
        PREMIUM_PAID,
        *layoff_rate.OTHER_COUNTS,
    ),
    also=(
        Fact("refund_year", "int", "computed", minimum=2019, words=Words("Year of the premiums refunded", "返还所属缴费年度")),
    ),
    period_from="refund_year",
    parameters=(
        _share("refund_share_large", "Share refunded to large enterprises", "大型企业返还比例"),
        _share("refund_share_others", "Share refunded to all others", "中小微企业及其他单位返还比例"),
        Parameter(
            "least_months_paid_in_full",
            "int",
            minimum=ONE,
            words=Words("Least months of premiums paid in full", "足额缴费最少月数"),
        ),
        Parameter(
            "layoff_formula",
            "choice",
            choices=layoff_rate.FORMULA_WORDS,
            words=Words("How the lay-off rate is reckoned", "裁员率计算口径"),
        ),
        _share("layoff_ceiling", "Highest lay-off rate", "裁员率上限"),
        _share("layoff_ceiling_small", "Highest lay-off rate of small units", "小规模单位裁员率上限"),
        Parameter(
            "small_unit_staff",
            "int",
            minimum=ONE,
            words=Words("Insured staff up to which a unit is small here", "适用小规模裁员率的参保人数上限"),
        ),
        *OFFICE_PARAMETERS,
        *CONFIRMATION_PARAMETERS,
    ),
    conditions=(
        Condition("months_paid_in_full", Words("Premiums paid in full for a year", "足额缴纳失业保险费满12个月")),
        Condition("layoff_rate", Words("Few enough laid off", "不裁员或者裁员率不高于规定上限")),
        NO_VIOLATION,
        NO_ZOMBIE,
        Condition("environment_ok", Words("Meets the environmental policy of the place", "符合当地环保政策")),
    ),
    grants=Words(
        "Part of the unemployment premiums that your unit and its staff paid is refunded.",
        "准予返还你单位及职工实际缴纳失业保险费的一部分。",
    ),
    paid_to=TO_THE_UNIT,
    for_whom=("unit",),
    assumed={"serious_violation": False, "zombie_list": False, "environment_ok": True},
    work_out=work_out,
)
