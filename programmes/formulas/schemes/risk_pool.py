"""Risk compensation for lenders (创业贷款风险补偿): the pool bears part of a start-up loan that is not paid back.

Register A80: a pool of 100 million yuan; the share that it bears is for the bureau to settle.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from programmes.formulas.base import Outcome, half_up
from programmes.formulas.checks import Checks, once
from programmes.formulas.declaration import OFFICE_PARAMETERS, ONE, Condition, Document, Fact, Parameter, Scheme, Words
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import YUAN


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """Findings about the lender and one loan, and the pool's share of the principal that is still owed."""
    checks = Checks(facts, rules)
    checks.yes("contracted_lender", "contracted_lender")
    checks.yes("startup_loan", "startup_loan")
    checks.at_least("overdue_days", "overdue_days", "least_overdue_days")
    owed, share = facts["principal_owed"], rules.decimal("pool_share")
    amount = half_up(owed * share)
    room = rules.decimal("pool_total") - facts["pool_used"]
    checks.add("pool_room", 0 < amount <= room, amount, room)
    return checks.outcome(lambda: once(amount, principal_owed=owed, pool_share=share))


SCHEME = Scheme(
    name="risk_pool",
    words=Words("Risk compensation for lenders", "创业贷款风险补偿"),
    register="A80",
    applicant="enterprise",
    plan="once",
    door="application",
    fund="RP",
    purpose="风险补偿",
    facts=(
        Fact("contracted_lender", "bool", "register", words=Words("Lender under contract with the pool", "风险补偿合作金融机构")),
        Fact("startup_loan", "bool", words=Words("The loan is a start-up loan of the programme", "属于创业担保贷款")),
        Fact("overdue_days", "int", minimum=0, unit=Words("days", "天"), words=Words("Days overdue", "逾期天数")),
        Fact("principal_owed", "decimal", unit=YUAN, words=Words("Principal still owed", "未收回本金")),
        Fact("pool_used", "decimal", "computed", unit=YUAN, words=Words("Paid out of the pool so far", "资金池已补偿金额")),
    ),
    also=(Fact("loan_no", "text", words=Words("Number of the loan contract", "借款合同编号")),),
    period_from="loan_no",
    parameters=(
        Parameter("pool_share", "ratio", maximum=ONE, words=Words("Share that the pool bears", "风险补偿比例")),
        Parameter("pool_total", "money", minimum=ONE, words=Words("Size of the pool", "资金池规模")),
        Parameter("least_overdue_days", "int", minimum=ONE, words=Words("Least days overdue", "最少逾期天数")),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("contracted_lender", Words("A lender under contract", "属于合作金融机构")),
        Condition("startup_loan", Words("A start-up loan of the programme", "属于创业担保贷款")),
        Condition("overdue_days", Words("Overdue long enough", "逾期达到规定天数")),
        Condition("pool_room", Words("The pool has room", "资金池余额充足")),
    ),
    documents=(
        Document("loan_contract", Words("Loan contract", "借款合同")),
        Document("collection_record", Words("Record of what was done to collect", "催收记录")),
    ),
    grants=Words("The pool bears its share of the loan.", "准予对上述贷款予以风险补偿。"),
    paid_to=Words("the lender's account", "金融机构账户"),
    work_out=work_out,
)
