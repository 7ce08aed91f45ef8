"""Public-welfare post (公益性岗位补贴): wage and premiums of a person hard to employ on a post that the bureau pays.

Domain C-7. Three years at most, or to retirement for who is near it; never the family of who hires.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from core.periods import format_month, months_between, months_from
from programmes.formulas.base import Instalment, Json, Outcome, Term, Unassessable, half_up
from programmes.formulas.checks import Checks
from programmes.formulas.declaration import (
    CENT,
    OFFICE_PARAMETERS,
    ONE,
    Condition,
    Document,
    Fact,
    Parameter,
    Scheme,
    Words,
)
from programmes.formulas.minimum_wage import CLASSES, WageTable, table_for
from programmes.formulas.people import BORN_ON, OWN_ACCOUNT, RECOGNISED, RETIRES_AT_55, SEX, SOCIAL_INSURANCE_SUBSIDY
from programmes.formulas.retirement import near_retirement, retires_on
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import MONTHS, YUAN


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: Sequence[WageTable]) -> Outcome:
    """A month's share of the minimum wage of the banner's class and of the employer's premiums, each month of the contract.

    Raises Unassessable where no minimum wage is known for a month.
    """
    checks = Checks(facts, rules)
    checks.yes("recognised_hard_to_employ", "recognised_hard_to_employ")
    begins, ends = facts["post_from"], facts["post_until"]
    retires = retires_on(facts["sex"], facts["born_on"], facts["retires_at_55"])
    months, most = facts["post_months_before"] + months_between(begins, ends) + 1, rules.integer("most_post_months")
    if near_retirement(retires, begins) or ends > retires:
        checks.add("contract_term", begins <= ends <= retires, ends, retires)
    else:
        checks.add("contract_term", begins <= ends and months <= most, months, most)
    least = _wage(begins, facts, wages)
    checks.add("pay_at_least_minimum", facts["pay_month"] >= least, facts["pay_month"], least)
    checks.no("no_family", "family_of_employer")
    return checks.outcome(
        lambda: [_instalment(m, facts, rules, wages) for m in months_from(begins, months_between(begins, ends) + 1)]
    )


def _wage(month: date, facts: Mapping[str, Any], wages: Sequence[WageTable]) -> Decimal:
    table = table_for(wages, month)
    if table is None:
        raise Unassessable(f"no minimum wage is known for {format_month(month)}", "post_from", "no_wage")
    return table.monthly(facts["wage_class"])


def _instalment(month: date, facts: Mapping[str, Any], rules: Rulebook, wages: Sequence[WageTable]) -> Instalment:
    wage, premium = _wage(month, facts, wages), facts["employer_premium_month"]
    post, share = rules.decimal("post_share"), rules.decimal("premium_share")
    how = {"wage": wage, "post_share": post, "employer_premium_month": premium, "premium_share": share}
    return Instalment(half_up(wage * post + premium * share), month=month, how={name: str(each) for name, each in how.items()})


def renews(facts: Json, findings: Json, occasion: str) -> Term | None:
    """The contract, while there are months left, or for who is near it days before retirement."""
    limit, begins, ends = findings["contract_term"], facts["post_from"], facts["post_until"]
    fact = limit["fact"] if isinstance(limit["figure"], int) else ends.isoformat()
    return Term(ends, months_between(begins, ends) + 1) if fact < limit["figure"] else None


SCHEME = Scheme(
    name="public_post",
    words=Words("Subsidy for a public-welfare post", "公益性岗位补贴"),
    register="C-7",
    plan="monthly",
    fund="ES",
    purpose="公益性岗位补贴",
    facts=(
        RECOGNISED,
        SEX,
        BORN_ON,
        RETIRES_AT_55,
        Fact("post_from", "date", words=Words("Contract from", "合同起始日期")),
        Fact("post_until", "date", words=Words("Contract until", "合同终止日期")),
        Fact(
            "post_months_before",
            "int",
            "computed",
            minimum=0,
            words=Words("Months on such posts before", "此前在岗月数"),
            unit=MONTHS,
        ),
        Fact("pay_month", "decimal", words=Words("Pay a month", "月工资"), unit=YUAN),
        Fact("wage_class", "int", "register", choices=CLASSES, words=Words("Class of the minimum wage here", "本地最低工资类别")),
        Fact(
            "employer_premium_month", "decimal", words=Words("Employer's premiums a month", "单位每月缴纳社会保险费"), unit=YUAN
        ),
        Fact("family_of_employer", "bool", words=Words("Family of who hires or manages", "系用人单位负责人或经办人亲属")),
    ),
    also=(
        Fact("post_name", "text", words=Words("Name of the post", "岗位名称")),
        Fact("post_unit", "text", words=Words("Unit of the post", "用人单位")),
    ),
    parameters=(
        Parameter("most_post_months", "int", minimum=ONE, words=Words("Longest time on a post, months", "最长在岗月数")),
        Parameter(
            "post_share",
            "ratio",
            minimum=CENT,
            maximum=Decimal(2),
            words=Words("Share of the minimum wage", "岗位补贴占最低工资比例"),
        ),
        Parameter(
            "premium_share", "ratio", maximum=ONE, words=Words("Share of the employer's premiums", "社会保险补贴占单位缴费比例")
        ),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("recognised_hard_to_employ", Words("Recognised as hard to employ", "已认定为就业困难人员")),
        Condition(
            "contract_term", Words("Contract within the longest time, or to retirement", "合同未超过最长期限或法定退休年龄")
        ),
        Condition("pay_at_least_minimum", Words("Pay at least the minimum wage", "工资不低于最低工资标准")),
        Condition("no_family", Words("Not family of who hires", "非用人单位负责人亲属")),
    ),
    documents=(
        Document("labour_contract", Words("Labour contract", "劳动合同")),
        Document("pay_sheet", Words("Pay sheets", "工资发放表")),
    ),
    exclusive=(SOCIAL_INSURANCE_SUBSIDY,),
    grants=Words("The subsidy is granted for the months of the contract.", "准予按月发放公益性岗位补贴。"),
    paid_to=OWN_ACCOUNT,
    renews=renews,
    work_out=work_out,
)
