"""Social insurance subsidy for flexible work (灵活就业社会保险补贴): a share of the premiums that somebody paid alone.

Domain C-7. Paid afterwards for the months of one period; the sum is rounded once and shared out over its months, so
that no month is ever subsidised twice.
"""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from core.periods import add_months, month_end, month_of, months_from
from programmes.formulas.base import FEN, Instalment, Json, Outcome, Term, half_up
from programmes.formulas.checks import Checks
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
from programmes.formulas.people import (
    BORN_ON,
    GRADUATE,
    GRADUATED_ON,
    OTHER_WORDS,
    OWN_ACCOUNT,
    RETIRES_AT_55,
    SEX,
    SOCIAL_INSURANCE_SUBSIDY,
)
from programmes.formulas.retirement import near_retirement, retires_on
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import MONTHS, YUAN

LONGEST_PERIOD = 12


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """The subsidised share of the premiums of a period, month by month.

    Age and graduation count on the day of the first approval, or today where this is the first.
    """
    checks = Checks(facts, rules)
    first = facts["first_approved_on"] or on
    group = facts["flexible_group"]
    checks.one_of("flexible_group", "flexible_group", "flexible_groups")
    if group == "graduate":
        last = add_months(facts["graduated_on"], rules.integer("graduate_months_out")) if facts["graduated_on"] else None
        checks.add("graduate_in_time", last is not None and first <= last, facts["graduated_on"], last)
    checks.yes("flexible_work", "flexible_work")
    paid = facts["pension_paid"] + facts["medical_paid"]
    checks.add("premiums_paid", paid > 0, paid, 0)
    _limit(checks, facts, rules, first)
    return checks.outcome(lambda: _shared_out(facts, rules))


def _limit(checks: Checks, facts: Mapping[str, Any], rules: Rulebook, first: date) -> None:
    """Up to retirement for who was near it at the first approval, else so many months."""
    retires = retires_on(facts["sex"], facts["born_on"], facts["retires_at_55"])
    end = add_months(month_of(facts["premium_from"]), facts["premium_months"] - 1)
    if end > retires or (facts["flexible_group"] != "graduate" and near_retirement(retires, first)):
        checks.add("within_limit", end <= retires, end, retires)
        return
    most = rules.integer("graduate_most_months" if facts["flexible_group"] == "graduate" else "most_months")
    months = facts["subsidised_before"] + facts["premium_months"]
    checks.add("within_limit", months <= most, months, most)


def _shared_out(facts: Mapping[str, Any], rules: Rulebook) -> list[Instalment]:
    above, below = rules.integer("share_above"), rules.integer("share_below")
    total = (facts["pension_paid"] + facts["medical_paid"]) * above / below
    whole = rules.value("rounding") == "yuan"
    total = total.quantize(Decimal(1), rounding=ROUND_HALF_UP) if whole else half_up(total)
    count = facts["premium_months"]
    part = (total / count).quantize(FEN, rounding=ROUND_DOWN)
    how: dict[str, Any] = {name: str(facts[name]) for name in ("pension_paid", "medical_paid", "premium_months")}
    how |= {"share_above": above, "share_below": below}
    months = enumerate(months_from(facts["premium_from"], count), start=1)
    parts = [Instalment(part if number < count else total - part * (count - 1), month=month, how=how) for number, month in months]
    return [each for each in parts if each.amount > 0]


def renews(facts: Json, findings: Json, occasion: str) -> Term | None:
    """The months paid for, while there are months left, or for who was near it a month before retirement."""
    limit = findings["within_limit"]
    length = facts["premium_months"]
    last = add_months(month_of(facts["premium_from"]), length - 1)
    if isinstance(limit["figure"], int):
        return Term(month_end(last), length) if limit["fact"] < limit["figure"] else None
    retires = date.fromisoformat(limit["figure"])
    return Term(month_end(last), length, until=retires) if add_months(last, 1) <= retires else None


GROUPS = {"hard_to_employ": Words("Hard to employ", "就业困难人员"), "graduate": GRADUATE}

SCHEME = Scheme(
    name="flexible_insurance",
    words=Words("Social insurance subsidy for flexible work", "灵活就业社会保险补贴"),
    register="C-7",
    plan="monthly",
    fund="ES",
    purpose="灵活就业社保补贴",
    facts=(
        Fact(
            "flexible_group",
            "choice",
            choices={**GROUPS, "other": OTHER_WORDS},
            words=Words("Applies as (flexible work)", "灵活就业人员类别"),
        ),
        SEX,
        BORN_ON,
        RETIRES_AT_55,
        Fact("graduated_on", "date", nullable=True, optional=True, words=GRADUATED_ON.words),
        Fact("flexible_work", "bool", words=Words("Works flexibly and has declared it", "已办理灵活就业登记并书面承诺")),
        Fact(
            "first_approved_on",
            "date",
            "computed",
            nullable=True,
            words=Words("First approved on", "首次核准享受日期"),
            help=Words("Leave empty for the first time", "首次申请不填"),
        ),
        Fact(
            "subsidised_before",
            "int",
            "computed",
            minimum=0,
            words=Words("Months subsidised before", "此前已享受月数"),
            unit=MONTHS,
        ),
        Fact("premium_from", "date", words=Words("Premiums paid from", "缴费起始月（填当月1日）")),
        Fact(
            "premium_months",
            "int",
            choices=tuple(range(1, LONGEST_PERIOD + 1)),
            words=Words("Months paid for", "缴费月数"),
            unit=MONTHS,
        ),
        Fact("pension_paid", "decimal", words=Words("Pension premiums paid", "实缴基本养老保险费"), unit=YUAN),
        Fact("medical_paid", "decimal", words=Words("Medical premiums paid", "实缴基本医疗保险费"), unit=YUAN),
    ),
    parameters=(
        Parameter("flexible_groups", "choices", choices=GROUPS, words=Words("Groups that are subsidised", "补贴对象")),
        Parameter("share_above", "int", minimum=ONE, words=Words("Share of the premiums: above the line", "补贴比例（分子）")),
        Parameter("share_below", "int", minimum=ONE, words=Words("Share of the premiums: below the line", "补贴比例（分母）")),
        Parameter(
            "most_months", "int", minimum=ONE, words=Words("Most months for people hard to employ", "就业困难人员最长补贴月数")
        ),
        Parameter("graduate_most_months", "int", minimum=ONE, words=Words("Most months for graduates", "高校毕业生最长补贴月数")),
        Parameter(
            "graduate_months_out",
            "int",
            minimum=ONE,
            words=Words("Months since graduation at the first approval", "首次核准时离校月数上限"),
        ),
        Parameter(
            "rounding",
            "choice",
            choices={"fen": Words("To the fen", "四舍五入到分"), "yuan": Words("To the yuan", "四舍五入到元")},
            words=Words("How the subsidy is rounded", "补贴金额取整方式"),
        ),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("flexible_group", Words("Belongs to a group that is subsidised", "属于补贴对象")),
        Condition("graduate_in_time", Words("Graduated no more than two years before", "离校未满两年")),
        Condition("flexible_work", Words("Works flexibly and has declared it", "灵活就业且已登记承诺")),
        Condition("premiums_paid", Words("Premiums were paid", "已实际缴费")),
        Condition("within_limit", Words("Not longer than may be subsidised", "未超过补贴期限")),
    ),
    documents=(
        Document("premium_receipts", Words("Receipts for the premiums", "社会保险缴费凭证")),
        Document("flexible_declaration", Words("Declaration of flexible work", "灵活就业承诺书")),
        Document("diploma", Words("Graduation diploma", "毕业证书"), when=("flexible_group", ("graduate",))),
    ),
    exclusive=(SOCIAL_INSURANCE_SUBSIDY,),
    grants=Words("The social insurance subsidy is granted for the months named below.", "准予发放下列月份的社会保险补贴。"),
    paid_to=OWN_ACCOUNT,
    renews=renews,
    for_whom=("flexible",),
    assumed={"first_approved_on": None, "subsidised_before": 0},
    work_out=work_out,
)
