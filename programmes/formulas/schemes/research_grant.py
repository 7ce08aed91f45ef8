"""Grant for growing research spending (研发投入激励): who spent far more on research than the year before.

Register A60: the increase from one year to the next must reach the law's sum; what is paid then is not told by the source.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from programmes.formulas.base import Outcome
from programmes.formulas.checks import Checks, once
from programmes.formulas.declaration import OFFICE_PARAMETERS, ONE, Condition, Document, Fact, Parameter, Scheme, Words
from programmes.formulas.people import OTHER_WORDS
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import TO_THE_UNIT, YUAN

UNITS = {
    "university": Words("University", "高等学校"),
    "research_institute": Words("Research institute", "科研院所"),
    "industrial_above_scale": Words("Industrial enterprise above the statistical size", "规模以上企业"),
    "other": OTHER_WORDS,
}


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """Findings, and the amount for an increase that is large enough; spending that fell is an increase below nothing."""
    checks = Checks(facts, rules)
    checks.one_of("research_unit", "research_unit", "eligible_research_units")
    increase, least = facts["rd_spending"] - facts["rd_spending_before"], rules.decimal("least_increase")
    checks.add("increase", increase >= least, increase, least)
    return checks.outcome(lambda: once(rules.decimal("research_amount")))


SCHEME = Scheme(
    name="research_grant",
    words=Words("Grant for growing research spending", "研发投入激励"),
    register="A60",
    applicant="enterprise",
    plan="yearly",
    door="application",
    fund="ST",
    purpose="研发投入激励",
    facts=(
        Fact("research_unit", "choice", choices=UNITS, words=Words("Kind of research unit", "研发主体类别")),
        Fact("rd_spending", "decimal", unit=YUAN, words=Words("Research spending of the year", "本年度研发投入")),
        Fact("rd_spending_before", "decimal", unit=YUAN, words=Words("Research spending of the year before", "上年度研发投入")),
    ),
    also=(Fact("research_year", "int", minimum=2020, words=Words("Year of the spending", "研发投入年度")),),
    period_from="research_year",
    parameters=(
        Parameter("eligible_research_units", "choices", choices=UNITS, words=Words("Units supported", "激励对象范围")),
        Parameter("least_increase", "money", minimum=ONE, words=Words("Least increase over the year before", "最低年增量")),
        Parameter("research_amount", "money", minimum=ONE, words=Words("Amount of the grant", "激励金额")),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("research_unit", Words("A unit that is supported", "属于激励对象")),
        Condition("increase", Words("Research spending grew enough", "研发投入年增量达到规定")),
    ),
    documents=(Document("research_accounts", Words("Statistics or audit of research spending", "研发投入统计报表或者专项审计")),),
    grants=Words("A grant for your unit's growing research spending is paid.", "准予发放研发投入激励资金。"),
    paid_to=TO_THE_UNIT,
    work_out=work_out,
)
