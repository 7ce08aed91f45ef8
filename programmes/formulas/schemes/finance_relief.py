"""Loans and guarantees of the emergency of 2020: longer terms, capped fees, guarantees for farm firms that hire the poor.

Register A31, A32, A37. Nothing is paid out; what was granted has the shape of `base.granted`.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from core.periods import add_months
from programmes.formulas.base import Outcome, Unassessable, granted, half_up
from programmes.formulas.checks import Checks
from programmes.formulas.declaration import OFFICE_PARAMETERS, ONE, Condition, Document, Fact, Parameter, Scheme, Words
from programmes.formulas.people import OTHER_WORDS
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import IN_TIME, IS_SME, MONTHS, OPEN_UNTIL, PERSONS, SIZE, SIZES_SUPPORTED, YUAN

ZERO = Decimal(0)
LONGEST = 600
BORROWERS = {
    "farm_sme": Words("Small or medium-sized farm firm", "涉农中小企业"),
    "poverty_workshop": Words("Poverty-relief workshop", "扶贫车间"),
    "large_breeder": Words("Large breeder", "养殖大户"),
    "large_grower": Words("Large grower", "种植大户"),
    "other": OTHER_WORDS,
}


def extend(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """The bank gives at least so many months more for a loan that falls due in the hard half-year."""
    checks = Checks(facts, rules)
    months: int = facts["extension_months"]
    if months > LONGEST:
        raise Unassessable(f"extension_months must be at most {LONGEST}", "extension_months")
    due: date = facts["loan_due_on"]
    first, last = rules.day("loans_due_from"), rules.day("loans_due_until")
    checks.one_of("size", "size", "eligible_sizes")
    checks.add("loan_due", (first is None or due >= first) and (last is None or due <= last), due, [first, last])
    checks.yes("repayment_hard", "repayment_hard")
    checks.at_least("extension_months", "extension_months", "least_extension_months")
    return checks.outcome(tuple, granted("extension", since=due, until=add_months(due, months), amount=facts["loan_balance"]))


def cap_fee(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """The most that a state guarantee company may charge; `waived` is what it asked beyond that, other charges included."""
    checks = Checks(facts, rules)
    checks.in_time(on)
    checks.one_of("size", "size", "eligible_sizes")
    checks.yes("epidemic_hit", "epidemic_hit")
    cap = half_up(facts["guaranteed_amount"] * rules.decimal("guarantee_fee_rate"))
    waived = max(facts["fee_asked"] - cap, ZERO) + facts["other_charges"]
    return checks.outcome(tuple, granted("cap", since=on, until=rules.day("open_until"), amount=cap, waived=f"{waived:.2f}"))


def farm(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """The farm guarantee fund stands for the loan, and part of the fee is not charged."""
    checks = Checks(facts, rules)
    checks.one_of("farm_borrower", "farm_borrower", "eligible_borrowers")
    checks.at_least("poor_persons", "poor_persons", "least_poor_persons")
    checks.at_least("employed_months", "employed_months", "least_employed_months")
    most = rules.decimal("guarantee_fund") * rules.integer("fund_multiple")
    loans = facts["loans_guaranteed"] + facts["loan_amount"]
    checks.add("fund_room", loans <= most, loans, most)
    amount = facts["guarantee_fee"] * rules.decimal("fee_cut")
    return checks.outcome(tuple, granted("waiver", since=on, amount=amount))


def _yuan(name: str, en: str, zh: str) -> Fact:
    return Fact(name, "decimal", unit=YUAN, words=Words(en, zh))


EXTENSION = Scheme(
    name="loan_extension",
    words=Words("Longer terms for loans", "贷款展期"),
    register="A31",
    applicant="enterprise",
    plan="none",
    fund="",
    facts=(
        SIZE,
        Fact("loan_due_on", "date", words=Words("Loan falls due on", "贷款到期日")),
        Fact("repayment_hard", "bool", words=Words("Hard to repay", "还款确有困难")),
        Fact("extension_months", "int", minimum=0, unit=MONTHS, words=Words("Months that the bank adds", "展期月数")),
        _yuan("loan_balance", "Balance of the loan", "贷款余额"),
    ),
    parameters=(
        Parameter("loans_due_from", "date", words=Words("Loans that fall due from", "贷款到期日起")),
        Parameter("loans_due_until", "date", words=Words("Loans that fall due until", "贷款到期日止")),
        Parameter("least_extension_months", "int", minimum=ONE, words=Words("Least months added", "最短展期月数")),
        SIZES_SUPPORTED,
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        IS_SME,
        Condition("loan_due", Words("The loan falls due in the time named", "贷款在规定期间内到期")),
        Condition("repayment_hard", Words("Hard to repay", "还款确有困难")),
        Condition("extension_months", Words("Long enough", "展期不少于规定月数")),
    ),
    documents=(Document("loan_contract", Words("Loan contract", "借款合同")),),
    grants=Words("The longer term of the loan is recorded.", "准予上述贷款展期。"),
    work_out=extend,
)

FEE_CAP = Scheme(
    name="guarantee_fee_cap",
    words=Words("Cap on guarantee fees", "担保费率限额"),
    register="A32",
    applicant="enterprise",
    plan="none",
    fund="",
    facts=(
        SIZE,
        Fact("epidemic_hit", "bool", words=Words("Hit by the epidemic", "受疫情影响")),
        _yuan("guaranteed_amount", "Amount guaranteed", "担保金额"),
        _yuan("fee_asked", "Guarantee fee asked", "拟收担保费"),
        _yuan("other_charges", "Other charges asked", "拟收其他费用"),
    ),
    parameters=(
        OPEN_UNTIL,
        Parameter("guarantee_fee_rate", "ratio", maximum=ONE, words=Words("Highest guarantee fee", "担保费率上限")),
        SIZES_SUPPORTED,
        *OFFICE_PARAMETERS,
    ),
    conditions=(IN_TIME, IS_SME, Condition("epidemic_hit", Words("Hit by the epidemic", "受疫情影响"))),
    documents=(Document("guarantee_contract", Words("Guarantee contract", "担保合同")),),
    grants=Words(
        "The guarantee company may charge no more than the fee named, and nothing else.",
        "担保费不得高于上述限额，不得另收其他费用。",
    ),
    work_out=cap_fee,
)

FARM = Scheme(
    name="farm_guarantee",
    words=Words("Farm loan guarantee", "农牧业贷款担保"),
    register="A37",
    applicant="enterprise",
    plan="none",
    fund="",
    headcount="poor_persons",
    facts=(
        Fact("farm_borrower", "choice", choices=BORROWERS, words=Words("Kind of borrower", "借款主体类别")),
        Fact("poor_persons", "int", minimum=0, unit=PERSONS, words=Words("Poor persons taken on", "吸纳贫困人口人数")),
        Fact("employed_months", "int", minimum=0, unit=MONTHS, words=Words("Months they have been employed", "稳定就业月数")),
        _yuan("loan_amount", "Loan asked for", "申请贷款金额"),
        _yuan("guarantee_fee", "Guarantee fee before the cut", "减收前担保费"),
        Fact(
            "loans_guaranteed",
            "decimal",
            "computed",
            unit=YUAN,
            words=Words("Loans the fund stands for already", "担保基金在保余额"),
        ),
    ),
    parameters=(
        Parameter("eligible_borrowers", "choices", choices=BORROWERS, words=Words("Borrowers supported", "扶持的借款主体")),
        Parameter("least_poor_persons", "int", minimum=ONE, words=Words("Least poor persons taken on", "最少吸纳贫困人口人数")),
        Parameter("least_employed_months", "int", minimum=ONE, words=Words("Least months employed", "最少稳定就业月数")),
        Parameter("guarantee_fund", "money", minimum=ONE, words=Words("Guarantee fund", "担保基金规模")),
        Parameter("fund_multiple", "int", minimum=ONE, words=Words("Loans as a multiple of the fund", "放大倍数")),
        Parameter("fee_cut", "ratio", maximum=ONE, words=Words("Share of the fee not charged", "担保费减收比例")),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("farm_borrower", Words("A borrower that is supported", "属于扶持的借款主体")),
        Condition("poor_persons", Words("Enough poor persons taken on", "吸纳贫困人口达到规定人数")),
        Condition("employed_months", Words("Employed long enough", "稳定就业达到规定月数")),
        Condition("fund_room", Words("The fund has room for the loan", "担保基金额度充足")),
    ),
    documents=(Document("worker_list", Words("List of the poor persons at work", "吸纳贫困劳动力花名册")),),
    grants=Words("The farm guarantee fund stands for the loan, at the lower fee.", "准予提供农牧业贷款担保并减收担保费。"),
    work_out=farm,
)

SCHEMES = (EXTENSION, FEE_CAP, FARM)
