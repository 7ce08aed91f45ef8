"""Transfer of the insurance (失业保险关系转移): the paid time follows the person; money only across provinces.

Domain C-1: 社会保险法 art. 52, 失业保险条例 art. 14. For who draws benefit and leaves the region, what is left of the
benefit goes along, and half of it again for medical care and training.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from programmes.formulas.base import Outcome, granted
from programmes.formulas.checks import Checks, once
from programmes.formulas.declaration import OFFICE_PARAMETERS, ONE, Condition, Fact, Parameter, Scheme, Words
from programmes.formulas.people import CONTRIBUTION_MONTHS, DRAWING_BENEFIT
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import MONTHS, YUAN


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """The months that count together at the new place; the money that follows, if any."""
    checks = Checks(facts, rules)
    moved = facts["months_elsewhere"] if facts["direction"] == "in" else facts["contribution_months"]
    checks.add("has_paid_months", moved > 0, moved, 1)
    checks.no("not_transferred", "transferred_before")
    within = facts["other_place"] == "inside_region"
    pays = facts["direction"] == "out" and facts["drawing_benefit"] and (not within or rules.value("pays_inside_region"))
    left = facts["benefit_left_months"] * facts["benefit_month"]
    extra = rules.decimal("medical_training_share")
    amount = left * (1 + extra) if pays else Decimal(0)
    how = {name: facts[name] for name in ("benefit_left_months", "benefit_month")} | {"medical_training_share": extra}
    total = facts["contribution_months"] + facts["months_elsewhere"]
    stated = granted("recognition", since=on, contribution_months=total)
    return checks.outcome(lambda: once(amount, **how) if amount else [], stated)


SCHEME = Scheme(
    name="insurance_transfer",
    statutory=True,
    words=Words("Transfer of unemployment insurance", "失业保险关系转移接续"),
    register="C-1",
    plan="once",
    fund="UI",
    purpose="失业保险关系转移",
    facts=(
        Fact(
            "direction",
            "choice",
            choices={"in": Words("To here", "转入"), "out": Words("From here", "转出")},
            words=Words("Direction of the transfer", "转移方向"),
        ),
        Fact(
            "other_place",
            "choice",
            choices={
                "inside_region": Words("Another league of the region", "自治区内其他盟市"),
                "other_province": Words("Another province", "外省（区、市）"),
            },
            words=Words("The other place", "对方参保地"),
        ),
        CONTRIBUTION_MONTHS,
        Fact(
            "months_elsewhere", "int", minimum=0, words=Words("Months paid at the other place", "对方参保地缴费月数"), unit=MONTHS
        ),
        DRAWING_BENEFIT,
        Fact("benefit_left_months", "int", minimum=0, words=Words("Months of benefit left", "剩余领取月数"), unit=MONTHS),
        Fact("benefit_month", "decimal", words=Words("Benefit a month", "失业保险金月标准"), unit=YUAN),
        Fact("transferred_before", "bool", words=Words("These months were transferred before", "该段缴费已办理转移")),
    ),
    also=(Fact("other_agency", "text", words=Words("Agency of the other place", "对方经办机构")),),
    parameters=(
        Parameter(
            "medical_training_share",
            "ratio",
            maximum=ONE,
            words=Words("Medical care and training, share of the benefit", "医疗补助和职业培训补贴占失业保险金比例"),
        ),
        Parameter("pays_inside_region", "bool", words=Words("Money moves inside the region too", "自治区内转移划转资金")),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("has_paid_months", Words("There are paid months to transfer", "有可转移的缴费记录")),
        Condition("not_transferred", Words("Not transferred before", "未重复办理转移")),
    ),
    grants=Words("The paid months follow you and add up.", "准予转移失业保险关系，缴费年限累计计算。"),
    paid_to=Words("the agency of the new place", "转入地失业保险经办机构"),
    for_whom=("drawing",),
    assumed={"transferred_before": False},
    work_out=work_out,
)
