"""One-off hiring subsidy (一次性扩岗补助): for each graduate or young unemployed person whom an enterprise hired and insured.

Register A04 and A101. The unit lists its people; each is assessed alone, and nobody is paid for twice in a lifetime.
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
from programmes.formulas.units import (
    HIRED_ON,
    HIRING_OR_ABSORPTION,
    MONTHS,
    ONCE_PER_PERSON,
    PERSON_PAID_BEFORE,
    TO_THE_UNIT,
    UNIT_TYPE,
    UNIT_TYPES,
)

YOUTH = "youth_unemployed"
GROUPS = {
    "graduate_this_year": Words("Graduate of this year", "毕业年度高校毕业生"),
    "graduate_two_years": Words("Graduate of the last two years, without work", "离校两年内未就业高校毕业生"),
    YOUTH: Words("Registered unemployed young person", "登记失业青年（16至24周岁）"),
    "other": OTHER_WORDS,
}


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """Findings about the unit and one person of its list, and the amount for that person."""
    checks = Checks(facts, rules)
    checks.one_of("unit_type", "unit_type", "eligible_unit_types")
    groups = rules.value("eligible_groups")
    if facts["group"] == YOUTH:
        ages = [rules.integer("youth_least_age"), rules.integer("youth_most_age")]
        fits = YOUTH in groups and ages[0] <= facts["age"] <= ages[1]
        checks.add("group", fits, {"group": YOUTH, "age": facts["age"]}, ages)
    else:
        checks.one_of("group", "group", "eligible_groups")
    checks.yes("contract", "contract")
    months, least = facts["insured_months"], rules.integer("least_insured_months")
    insured = {"insured_months": months, "still_insured": facts["still_insured"]}
    checks.add("insured_months", months >= least and facts["still_insured"], insured, least)
    checks.no("once_per_person", "person_paid_before")
    return checks.outcome(lambda: once(rules.decimal("hiring_amount")))


SCHEME = Scheme(
    name="hiring_subsidy",
    words=Words("One-off hiring subsidy", "一次性扩岗补助"),
    register="A04",
    applicant="enterprise",
    plan="once",
    door="application",
    fund="UI",
    purpose="扩岗补助",
    facts=(
        UNIT_TYPE,
        Fact("group", "choice", choices=GROUPS, listed=True, words=GROUP_WORDS),
        Fact("age", "int", "computed", minimum=0, listed=True, words=Words("Age when hired", "招用时年龄")),
        Fact("contract", "bool", "register", listed=True, words=Words("Labour contract signed", "已签订劳动合同")),
        Fact(
            "insured_months",
            "int",
            minimum=0,
            listed=True,
            unit=MONTHS,
            words=Words("Months insured since the hire", "招用后参保缴费月数"),
            help=Words("Months with unemployment, work injury and pension premiums.", "失业、工伤、养老保险均已缴费的月数。"),
        ),
        Fact("still_insured", "bool", "register", listed=True, words=Words("Still insured now", "目前仍在缴费")),
        PERSON_PAID_BEFORE,
    ),
    also=(HIRED_ON,),
    parameters=(
        Parameter(
            "eligible_unit_types", "choices", choices=UNIT_TYPES, words=Words("Kinds of units supported", "扶持的单位类型")
        ),
        Parameter("eligible_groups", "choices", choices=GROUPS, words=Words("Groups supported", "扶持的人员类别")),
        Parameter("youth_least_age", "int", minimum=ONE, words=Words("Youngest age of young people", "青年年龄下限")),
        Parameter("youth_most_age", "int", minimum=ONE, words=Words("Oldest age of young people", "青年年龄上限")),
        Parameter("least_insured_months", "int", minimum=ONE, words=Words("Least months insured", "最低参保月数")),
        Parameter("hiring_amount", "money", minimum=ONE, words=Words("Amount for each person hired", "每招用1人补助金额")),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("unit_type", Words("The kind of unit is supported", "单位类型属于扶持范围")),
        IN_A_GROUP,
        Condition("contract", Words("A labour contract is signed", "已签订劳动合同")),
        Condition("insured_months", Words("Insured long enough, and still", "参保缴费满规定月数且仍在缴费")),
        ONCE_PER_PERSON,
    ),
    documents=(
        Document("labour_contract", Words("Labour contracts of the people listed", "所列人员的劳动合同")),
        Document("hired_list", Words("List of the people hired, stamped by the unit", "招用人员名单（加盖单位公章）")),
    ),
    exclusive=(HIRING_OR_ABSORPTION,),
    grants=Words("A one-off subsidy is granted for each person named in the list.", "准予按所列人员发放一次性扩岗补助。"),
    paid_to=TO_THE_UNIT,
    for_whom=("unit",),
    assumed={"person_paid_before": False},
    work_out=work_out,
)
