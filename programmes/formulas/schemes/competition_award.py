"""Prize project (获奖项目落地扶持): an interest-free sum for a project that won nationally and settles here, paid back later.

Register A80; the ceilings and the plan of repayment come from the rules of the league.
"""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from core.periods import add_months, format_month
from programmes.formulas.base import FEN, Outcome, half_up
from programmes.formulas.checks import Checks, once
from programmes.formulas.declaration import OFFICE_PARAMETERS, ONE, Condition, Document, Fact, Parameter, Scheme, Words
from programmes.formulas.people import OWN_ACCOUNT
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import YUAN

PRIZES = {
    "gold": Words("Gold, or first place", "金奖（第一名）"),
    "silver": Words("Silver, or second place", "银奖（第二名）"),
    "bronze": Words("Bronze, or third place", "铜奖（第三名）"),
}


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """The assessed sum up to the ceiling of the prize, and the parts in which it is to be paid back, without interest."""
    checks = Checks(facts, rules)
    prize = facts["prize"]
    checks.add(
        "national_prize", prize in PRIZES and facts["national"], {"prize": prize, "national": facts["national"]}, list(PRIZES)
    )
    checks.yes("project_here", "project_here")
    checks.add("assessed", facts["assessed_amount"] > 0, facts["assessed_amount"], 0)
    ceiling = rules.decimal(f"{prize}_ceiling") if prize in PRIZES else Decimal(0)
    amount = half_up(min(facts["assessed_amount"], ceiling))
    how = {"assessed_amount": facts["assessed_amount"], f"{prize}_ceiling": ceiling}
    return checks.outcome(lambda: once(amount, **how), {"interest": "0.00", "repayments": _repayments(on, amount, rules)})


def _repayments(on: date, amount: Decimal, rules: Rulebook) -> list[dict[str, str]]:
    """Equal parts in whole fen, the rest in the last, so that together they are the sum that was paid."""
    count, every = rules.integer("repayments"), rules.integer("repayment_months")
    part = (amount / count).quantize(FEN, rounding=ROUND_DOWN)
    parts = [part] * (count - 1) + [amount - part * (count - 1)]
    first = add_months(on, rules.integer("grace_months"))
    return [{"month": format_month(add_months(first, every * i)), "amount": f"{each:.2f}"} for i, each in enumerate(parts)]


SCHEME = Scheme(
    name="competition_award",
    words=Words("Support for a prize project", "获奖项目落地扶持资金"),
    register="A80",
    plan="once",
    fund="ES",
    purpose="获奖项目扶持",
    facts=(
        Fact("prize", "choice", choices={**PRIZES, "no_prize": Words("No prize", "未获奖")}, words=Words("Prize", "获奖等次")),
        Fact("national", "bool", words=Words("Won in a national competition", "国家级创新创业大赛获奖")),
        Fact("project_here", "bool", words=Words("The project settles in the city", "项目在本市落地")),
        Fact("assessed_amount", "decimal", words=Words("Sum that the assessment proposes", "评审建议金额"), unit=YUAN),
    ),
    also=(
        Fact("competition", "text", words=Words("Competition and year", "大赛名称及年度")),
        Fact("project_name", "text", words=Words("Name of the project", "项目名称")),
    ),
    period_from="project_name",
    parameters=(
        *(
            Parameter(
                f"{prize}_ceiling", "money", minimum=ONE, words=Words(f"Most for {prize}, yuan", f"{words.zh[:2]}最高额度（元）")
            )
            for prize, words in PRIZES.items()
        ),
        Parameter("grace_months", "int", minimum=ONE, words=Words("Months until the first repayment", "首次还款前的月数")),
        Parameter("repayments", "int", minimum=ONE, maximum=Decimal(120), words=Words("Number of repayments", "还款期数")),
        Parameter("repayment_months", "int", minimum=ONE, words=Words("Months between repayments", "还款间隔（月）")),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("national_prize", Words("Gold, silver or bronze in a national competition", "获国家级大赛金、银、铜奖")),
        Condition("project_here", Words("The project settles in the city", "项目在本市落地")),
        Condition("assessed", Words("The assessment proposes a sum", "经评审并提出扶持金额")),
    ),
    documents=(
        Document("prize_certificate", Words("Certificate of the prize", "获奖证书")),
        Document("business_licence", Words("Business licence", "营业执照")),
        Document("assessment_report", Words("Report of the assessment", "项目评审意见")),
    ),
    grants=Words(
        "An interest-free sum is granted; it is paid back in the parts named below.", "准予发放无息扶持资金，按下列期次归还。"
    ),
    paid_to=OWN_ACCOUNT,
    lends=True,
    for_whom=("founder",),
    work_out=work_out,
)
