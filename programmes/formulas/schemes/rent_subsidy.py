"""Rent subsidy (创业场所房租补贴): a graduate's business in an incubator park, once a rent year, three years at most.

Register A81; ceiling and terms come from the rules of the league.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from core.periods import add_months
from programmes.formulas.base import Json, Outcome, Term
from programmes.formulas.checks import Checks, once
from programmes.formulas.declaration import OFFICE_PARAMETERS, ONE, Condition, Document, Fact, Parameter, Scheme, Words
from programmes.formulas.people import GRADUATED_ON, OWN_ACCOUNT
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import YEARS, YUAN

MONTHS_A_YEAR = 12


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """The rent of the year up to the ceiling. Founded on the day five years after graduation is still in time."""
    checks = Checks(facts, rules)
    checks.yes("in_incubator", "in_incubator")
    last = add_months(facts["graduated_on"], rules.integer("graduate_years") * MONTHS_A_YEAR)
    checks.add("graduated_within_five_years", facts["founded_on"] <= last, facts["founded_on"], last)
    most = rules.integer("most_years")
    checks.add("three_years", facts["years_paid"] < most, facts["years_paid"], most)
    rent, ceiling = facts["rent_of_year"], rules.decimal("most_a_year_yuan")
    return checks.outcome(lambda: once(min(rent, ceiling), rent_of_year=rent, most_a_year_yuan=ceiling))


def renews(facts: Json, findings: Json, occasion: str) -> Term | None:
    """The calendar year of the rent, while the years paid with this one are fewer than the most."""
    paid = findings["three_years"]
    return Term(date(int(occasion), 12, 31), MONTHS_A_YEAR) if paid["fact"] + 1 < paid["figure"] else None


SCHEME = Scheme(
    name="rent_subsidy",
    words=Words("Rent subsidy for start-ups", "创业场所房租补贴"),
    register="A81",
    plan="yearly",
    fund="ES",
    purpose="创业房租补贴",
    facts=(
        GRADUATED_ON,
        Fact("founded_on", "date", words=Words("Business founded on", "企业成立日期")),
        Fact("in_incubator", "bool", words=Words("In an incubator park", "入驻创业园孵化基地")),
        Fact(
            "years_paid",
            "int",
            "computed",
            minimum=0,
            words=Words("Years paid already", "已享受年数"),
            unit=YEARS,
        ),
        Fact("rent_of_year", "decimal", words=Words("Rent paid for the year", "本年度实际支付房租"), unit=YUAN),
    ),
    also=(
        Fact("rent_year", "int", minimum=2020, words=Words("Year of the rent", "房租所属年度")),
        Fact("credit_code", "text", words=Words("Unified social credit code", "统一社会信用代码")),
    ),
    period_from="rent_year",
    parameters=(
        Parameter("most_a_year_yuan", "money", minimum=ONE, words=Words("Most a year, yuan", "每年最高补贴（元）")),
        Parameter("most_years", "int", minimum=ONE, words=Words("Most years", "最长补贴年限（年）")),
        Parameter("graduate_years", "int", minimum=ONE, words=Words("Years after graduation", "毕业年限（年）")),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("in_incubator", Words("In an incubator park", "入驻创业园孵化基地")),
        Condition("graduated_within_five_years", Words("Founded within five years of graduation", "毕业五年内创办")),
        Condition("three_years", Words("Not yet paid for three years", "享受未满三年")),
    ),
    documents=(
        Document("lease", Words("Lease of the premises", "房屋租赁合同")),
        Document("rent_receipts", Words("Receipts for the rent", "房租支付凭证")),
        Document("diploma", Words("Graduation diploma", "毕业证书")),
    ),
    grants=Words("The rent subsidy is granted for the rent year.", "准予发放本年度创业场所房租补贴。"),
    paid_to=OWN_ACCOUNT,
    renews=renews,
    for_whom=("founder",),
    assumed={"years_paid": 0},
    work_out=work_out,
)
