"""Interest subsidy on a guaranteed start-up loan (创业担保贷款贴息): the bank lends, the treasury bears a share of the interest.

Register A71 and A80, domain C-8. One claim a loan year, after the interest of that year was paid.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from core.periods import add_months
from programmes.formulas.base import Instalment, Json, Outcome, Term, half_up
from programmes.formulas.checks import Checks
from programmes.formulas.declaration import CENT, OFFICE_PARAMETERS, ONE, Bar, Condition, Document, Fact, Parameter, Scheme, Words
from programmes.formulas.people import OTHER_WORDS, OWN_ACCOUNT
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import YUAN

HUNDRED = Decimal(100)
GROUPS = {
    "registered_unemployed": Words("Registered as unemployed", "城镇登记失业人员"),
    "hard_to_employ": Words("Hard to employ", "就业困难人员"),
    "veteran": Words("Veteran", "退役军人"),
    "released_prisoner": Words("Released from prison", "刑满释放人员"),
    "graduate": Words("Graduate", "高校毕业生"),
    "capacity_cut": Words("Worker of a plant that was closed to cut capacity", "化解过剩产能企业职工"),
    "returned_worker": Words("Rural worker who came home to start a business", "返乡创业农牧民工"),
    "online_seller": Words("Online seller", "网络商户"),
    "out_of_poverty": Words("Lifted out of poverty", "脱贫人口"),
    "rural_founder": Words("Founder in the countryside", "农村牧区自主创业农牧民"),
}
LOANS = {
    "student_loan": Words("Student loan", "助学贷款"),
    "poverty_loan": Words("Micro loan for people lifted out of poverty", "脱贫人口小额信贷"),
    "house_loan": Words("Home loan", "住房贷款"),
    "car_loan": Words("Car loan", "购车贷款"),
    "consumer_loan": Words("Consumer loan", "消费贷款"),
    "business_loan": Words("Business or other loan", "经营性及其他贷款"),
}


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """The subsidised share of the interest of one loan year: principal times rate times days, in yuan."""
    checks = Checks(facts, rules)
    checks.one_of("loan_group", "loan_group", "loan_groups")
    checks.add("bank_lent", facts["bank_lent"] and facts["principal"] > 0, facts["bank_lent"], True)
    checks.at_most("loan_ceiling", "principal", "loan_ceiling")
    latest = add_months(facts["loaned_on"], rules.integer("loan_months"))
    checks.add("loan_term", facts["loaned_on"] < facts["due_on"] <= latest, facts["due_on"], latest)
    most = rules.integer("most_loans")
    checks.add("loan_times", facts["loans_before"] < most, facts["loans_before"], most)
    _other_loans(checks, "own_loans", "other_loans", "consumer_debt")
    _other_loans(checks, "spouse_loans", "spouse_loans", "spouse_consumer_debt")
    days = _days_of_year(facts)
    checks.add("loan_year", 0 < facts["days"] <= days and facts["actual_rate"] > 0, facts["days"], days)
    return checks.outcome(lambda: [_instalment(facts, rules)])


def _other_loans(checks: Checks, code: str, kinds: str, debt: str) -> None:
    allowed, most = set(checks.rules.value("allowed_loans")), checks.rules.decimal("consumer_ceiling")
    given = {kinds: checks.facts[kinds], debt: checks.facts[debt]}
    met = set(checks.facts[kinds]) <= allowed and checks.facts[debt] <= most
    checks.add(code, met, given, {"allowed_loans": sorted(allowed), "consumer_ceiling": most})


def _days_of_year(facts: Mapping[str, Any]) -> int:
    """The days of the loan year that is claimed for, none where the loan does not last so long."""
    begins = add_months(facts["loaned_on"], 12 * (facts["loan_year"] - 1))
    return max((min(add_months(facts["loaned_on"], 12 * facts["loan_year"]), facts["due_on"]) - begins).days, 0)


def _instalment(facts: Mapping[str, Any], rules: Rulebook) -> Instalment:
    share, basis = rules.decimal("subsidised_share"), rules.integer("day_basis")
    interest = facts["principal"] * facts["actual_rate"] * facts["days"] / HUNDRED / basis
    names = ("principal", "actual_rate", "days")
    how = {**{name: str(facts[name]) for name in names}, "subsidised_share": str(share), "day_basis": basis}
    return Instalment(half_up(interest * share), period=f"year-{facts['loan_year']}", how=how)


def renews(facts: Json, findings: Json, occasion: str) -> Term | None:
    """The loan year, while the loan has another one."""
    over = add_months(facts["loaned_on"], 12 * facts["loan_year"])
    return Term(over - timedelta(days=1), 12, until=facts["due_on"]) if over < facts["due_on"] else None


SCHEME = Scheme(
    name="startup_loan",
    words=Words("Interest subsidy on a start-up loan", "创业担保贷款贴息"),
    register="A71",
    plan="yearly",
    fund="IF",
    purpose="创业担保贷款贴息",
    facts=(
        Fact(
            "loan_group", "choice", choices={**GROUPS, "other": OTHER_WORDS}, words=Words("Group of the borrower", "借款人类别")
        ),
        Fact("bank_lent", "bool", words=Words("The bank has decided and lent", "经办银行已审批并放款")),
        Fact("principal", "decimal", words=Words("Principal of the loan", "贷款本金"), unit=YUAN),
        Fact("actual_rate", "decimal", words=Words("Actual rate a year", "实际贷款年利率"), unit=Words("%", "%")),
        Fact("loaned_on", "date", words=Words("Loan paid out on", "放款日期")),
        Fact("due_on", "date", words=Words("Loan due on", "贷款到期日")),
        Fact("loan_year", "int", choices=(1, 2, 3), words=Words("Loan year that is claimed for", "申请贴息的贷款年度（第几年）")),
        Fact(
            "days", "int", minimum=0, words=Words("Days with interest in that year", "该年度计息天数"), unit=Words("days", "天")
        ),
        Fact(
            "loans_before",
            "int",
            "computed",
            minimum=0,
            words=Words("Subsidised loans before this one", "此前已享受贴息贷款次数"),
        ),
        Fact("other_loans", "choices", choices=LOANS, words=Words("Other loans of the applicant", "本人其他未结清贷款")),
        Fact("consumer_debt", "decimal", words=Words("Consumer loans of the applicant", "本人消费贷款余额"), unit=YUAN),
        Fact("spouse_loans", "choices", choices=LOANS, words=Words("Loans of the spouse", "配偶其他未结清贷款")),
        Fact("spouse_consumer_debt", "decimal", words=Words("Consumer loans of the spouse", "配偶消费贷款余额"), unit=YUAN),
    ),
    also=(
        Fact("loan_contract_no", "text", words=Words("Number of the loan contract", "借款合同编号")),
        Fact("lending_bank", "text", words=Words("Bank that lends", "经办银行")),
        Fact("bank_decided_on", "date", words=Words("Bank decided on", "银行审批日期")),
        Fact(
            "spouse_subsidised",
            "bool",
            "register",
            optional=True,
            words=Words("A loan of the spouse is subsidised and not yet due", "配偶有未到期的贴息贷款"),
        ),
    ),
    period_from="loan_contract_no",
    parameters=(
        Parameter("loan_groups", "choices", choices=GROUPS, words=Words("Groups that may borrow", "贷款扶持对象")),
        Parameter("loan_ceiling", "money", minimum=ONE, words=Words("Most lent to one person, yuan", "个人贷款最高额度（元）")),
        Parameter("loan_months", "int", minimum=ONE, words=Words("Longest term, months", "最长贷款期限（月）")),
        Parameter(
            "most_loans", "int", minimum=ONE, words=Words("Most subsidised loans of one borrower", "同一借款人贴息次数上限")
        ),
        Parameter("allowed_loans", "choices", choices=LOANS, words=Words("Other loans that do no harm", "不影响申请的其他贷款")),
        Parameter("consumer_ceiling", "money", words=Words("Most consumer debt, yuan", "消费贷款余额上限（元）")),
        Parameter(
            "subsidised_share", "ratio", minimum=CENT, maximum=ONE, words=Words("Share of the interest that is paid", "贴息比例")
        ),
        Parameter(
            "day_basis",
            "int",
            minimum=Decimal(360),
            maximum=Decimal(366),
            words=Words("Days of a year of interest", "计息年天数"),
        ),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("loan_group", Words("Belongs to a group that may borrow", "属于贷款扶持对象")),
        Condition("bank_lent", Words("The bank has decided and lent", "经办银行已审批放款")),
        Condition("loan_ceiling", Words("Not more than the most that is lent", "未超过最高贷款额度")),
        Condition("loan_term", Words("Within the longest term", "未超过最长贷款期限")),
        Condition("loan_times", Words("Not yet subsidised as often as may be", "未超过贴息次数")),
        Condition("own_loans", Words("No other loans of the applicant that stand against it", "本人无其他限制性贷款")),
        Condition("spouse_loans", Words("No loans of the spouse that stand against it", "配偶无其他限制性贷款")),
        Condition("loan_year", Words("Interest of a year of this loan", "属于本笔贷款的计息年度")),
    ),
    documents=(
        Document("business_licence", Words("Business licence", "营业执照")),
        Document("loan_contract", Words("Loan contract", "借款合同")),
        Document("interest_receipts", Words("Receipts for the interest", "利息支付凭证")),
        Document("credit_report", Words("Credit reports of applicant and spouse", "本人及配偶征信报告")),
    ),
    bars=(Bar("spouse_subsidised", Words("No subsidised loan of the spouse", "配偶无享受贴息的未到期贷款")),),
    grants=Words("The interest subsidy is granted for the loan year.", "准予发放该贷款年度的贴息资金。"),
    paid_to=OWN_ACCOUNT,
    renews=renews,
    for_whom=("founder",),
    assumed={"loans_before": 0},
    work_out=work_out,
)
