"""One-off absorption subsidy (一次性吸纳就业补贴): key firms of 2020 for each graduate, herder, farmer or hard-to-employ person.

Register A44. Shares its right over a person with the hiring subsidy: nobody is paid for under both.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from programmes.formulas.base import Outcome
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
from programmes.formulas.people import GROUP_WORDS, IN_A_GROUP, OTHER_WORDS
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import HIRED_ON, HIRING_OR_ABSORPTION, ONCE_PER_PERSON, PERSON_PAID_BEFORE, TO_THE_UNIT

FIRM_KINDS = {
    "epidemic_supplies": Words("Makes supplies against the epidemic", "疫情防控物资生产企业"),
    "public_utility": Words("Keeps public utilities running", "公共事业运行企业"),
    "daily_necessities": Words("Provides daily necessities", "群众生活必需企业"),
    "other": OTHER_WORDS,
}
GROUPS = {
    "university_graduate": Words("University graduate", "高校毕业生"),
    "herder_or_farmer": Words("Herder or farmer", "农牧民"),
    "hard_to_employ": Words("Hard to employ", "就业困难人员"),
    "other": OTHER_WORDS,
}


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """Findings about the firm and one person of its list, and the amount for that person."""
    checks = Checks(facts, rules)
    checks.one_of("key_firm", "firm_kind", "eligible_firm_kinds")
    checks.one_of("group", "group", "absorbed_groups")
    checks.no("once_per_person", "person_paid_before")
    return checks.outcome(lambda: once(rules.decimal("absorption_amount")))


SCHEME = Scheme(
    name="absorption_subsidy",
    words=Words("One-off absorption subsidy", "一次性吸纳就业补贴"),
    register="A44",
    applicant="enterprise",
    plan="once",
    door="application",
    fund="ES",
    purpose="吸纳就业补贴",
    facts=(
        Fact("firm_kind", "choice", choices=FIRM_KINDS, words=Words("Kind of key firm", "重点企业类别")),
        Fact("group", "choice", choices=GROUPS, listed=True, words=GROUP_WORDS),
        PERSON_PAID_BEFORE,
    ),
    also=(HIRED_ON,),
    parameters=(
        Parameter("eligible_firm_kinds", "choices", choices=FIRM_KINDS, words=Words("Key firms", "重点企业范围")),
        Parameter("absorbed_groups", "choices", choices=GROUPS, words=Words("Groups whose hire is supported", "吸纳对象范围")),
        Parameter("absorption_amount", "money", minimum=ONE, words=Words("Amount for each person taken on", "每吸纳1人补贴金额")),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("key_firm", Words("A key firm", "属于重点企业")),
        IN_A_GROUP,
        ONCE_PER_PERSON,
    ),
    documents=(Document("hired_list", Words("List of the people hired, stamped by the unit", "招用人员名单（加盖单位公章）")),),
    exclusive=(HIRING_OR_ABSORPTION,),
    grants=Words("A one-off subsidy is granted for each person named in the list.", "准予按所列人员发放一次性吸纳就业补贴。"),
    paid_to=TO_THE_UNIT,
    for_whom=("unit",),
    assumed={"person_paid_before": False},
    work_out=work_out,
)
