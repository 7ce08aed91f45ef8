"""Skills subsidy (技能提升补贴): once a certificate of level 5, 4 or 3, for employees and for who draws benefit.

Register A05 and A06; amounts, uplift and limits come from the rules.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from core.periods import add_months
from programmes.formulas.base import Outcome
from programmes.formulas.checks import Checks, once
from programmes.formulas.declaration import OFFICE_PARAMETERS, ONE, Bar, Condition, Document, Fact, Parameter, Scheme, Words
from programmes.formulas.people import (
    APPLIED_ON,
    CONTRIBUTION_MONTHS,
    DRAWING_BENEFIT,
    DRAWS_BENEFIT,
    LEAST_CONTRIBUTION_MONTHS,
    OWN_ACCOUNT,
    PAID_FOR_A_YEAR,
    TODAY,
)
from programmes.formulas.rulebook import Rulebook

LEVELS = (5, 4, 3)


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """The conditions of the chosen basis and those of both; then the level's amount, more for an urgent occupation."""
    checks = Checks(facts, rules)
    if facts["basis"] == "employee":
        checks.at_least("contribution_months", "contribution_months", "least_contribution_months")
        checks.yes("insured_now", "insured_now")
    else:
        checks.yes("drawing_benefit", "drawing_benefit")
    last = add_months(facts["certificate_on"], rules.integer("window_months"))
    checks.add("within_twelve_months", facts["certificate_on"] <= facts["applied_on"] <= last, facts["applied_on"], last)
    checks.no("once_per_certificate", "same_certificate_paid")
    most = rules.integer("most_a_year_urgent" if facts["urgent"] else "most_a_year")
    checks.add("yearly_limit", facts["paid_this_year"] < most, facts["paid_this_year"], most)
    amount = rules.decimal(f"level_{facts['level']}_amount")
    uplift = rules.decimal("urgent_pct") if facts["urgent"] else Decimal(0)
    how = {f"level_{facts['level']}_amount": amount, "urgent_pct": uplift}
    return checks.outcome(lambda: once(amount * (1 + uplift), **how))


SCHEME = Scheme(
    name="skills_subsidy",
    words=Words("Skills subsidy", "技能提升补贴"),
    register="A05",
    plan="once",
    fund="UI",
    purpose="技能提升补贴",
    facts=(
        Fact(
            "basis",
            "choice",
            choices={
                "employee": Words("Employee who pays premiums", "在职参保职工"),
                "recipient": Words("Draws unemployment benefit", "领取失业保险金人员"),
            },
            words=Words("Applies as", "申领身份"),
        ),
        CONTRIBUTION_MONTHS,
        Fact("insured_now", "bool", words=Words("Is insured and paying now", "目前正在参保缴费")),
        DRAWING_BENEFIT,
        Fact(
            "level",
            "int",
            choices=LEVELS,
            words=Words("Level of the certificate", "证书等级"),
            unit=Words("level", "级"),
            help=Words("5 is junior, 4 intermediate, 3 senior", "5级为初级工，4级为中级工，3级为高级工"),
        ),
        Fact(
            "urgent",
            "bool",
            words=Words("Occupation on the league's list of urgent ones", "属于急需紧缺职业（工种）"),
        ),
        Fact("certificate_on", "date", words=Words("Certificate issued on", "证书核发日期")),
        APPLIED_ON,
        Fact(
            "same_certificate_paid",
            "bool",
            "computed",
            words=Words("Paid before for the same certificate", "同一证书已享受补贴"),
        ),
        Fact(
            "paid_this_year",
            "int",
            "computed",
            minimum=0,
            words=Words("Skills subsidies paid this year", "本年度已享受次数"),
            unit=Words("times", "次"),
        ),
    ),
    also=(
        Fact("certificate_no", "text", words=Words("Number of the certificate", "证书编号")),
        Fact("occupation", "text", words=Words("Occupation on the certificate", "职业（工种）")),
        Fact(
            "training_subsidised",
            "bool",
            optional=True,
            words=Words("The training for this certificate was subsidised", "该证书对应的培训已享受职业培训补贴"),
        ),
    ),
    period_from="certificate_no",
    parameters=(
        LEAST_CONTRIBUTION_MONTHS,
        Parameter(
            "window_months",
            "int",
            minimum=ONE,
            words=Words("Months to apply after the certificate", "证书核发后的申请期限（月）"),
        ),
        *(
            Parameter(
                f"level_{level}_amount",
                "money",
                minimum=ONE,
                words=Words(f"Amount for level {level}, yuan", f"{level}级补贴标准（元）"),
            )
            for level in LEVELS
        ),
        Parameter(
            "urgent_pct", "ratio", maximum=ONE, words=Words("Uplift for an urgent occupation", "急需紧缺职业（工种）提高比例")
        ),
        Parameter("most_a_year", "int", minimum=ONE, words=Words("Most in a calendar year", "每年最多享受次数")),
        Parameter(
            "most_a_year_urgent",
            "int",
            minimum=ONE,
            words=Words("Most in a calendar year, the next one being urgent", "每年最多享受次数（本次为急需紧缺）"),
        ),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        PAID_FOR_A_YEAR,
        Condition("insured_now", Words("Is insured and paying now", "正在参保缴费")),
        DRAWS_BENEFIT,
        Condition("within_twelve_months", Words("Applied for within twelve months of the certificate", "证书核发后12个月内申请")),
        Condition("once_per_certificate", Words("Not yet paid for this certificate", "同一职业同一等级未享受过")),
        Condition("yearly_limit", Words("Within the yearly limit", "未超过年度享受次数")),
    ),
    documents=(
        Document("skills_certificate", Words("Skills certificate (or its online print)", "职业资格证书或职业技能等级证书")),
    ),
    bars=(Bar("training_subsidised", Words("No training subsidy for the same certificate", "同一证书未享受职业培训补贴")),),
    grants=Words("A skills subsidy is granted for your certificate.", "准予发放技能提升补贴。"),
    paid_to=OWN_ACCOUNT,
    for_whom=("certified", "drawing"),
    assumed={"applied_on": TODAY, "same_certificate_paid": False, "paid_this_year": 0},
    work_out=work_out,
)
