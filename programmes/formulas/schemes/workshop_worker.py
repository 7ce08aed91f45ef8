"""Monthly subsidy to a worker of an employment workshop (就业帮扶车间务工补贴), from the cooperation money of Beijing.

Register A39: the worker's half; the workshop's own sum is another programme from another fund.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from core.periods import months_from
from programmes.formulas.base import Instalment, Outcome, half_up
from programmes.formulas.checks import Checks
from programmes.formulas.declaration import (
    OFFICE_PARAMETERS,
    ONE,
    Condition,
    Document,
    Exclusive,
    Fact,
    Parameter,
    Scheme,
    Words,
)
from programmes.formulas.people import OWN_ACCOUNT
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import MONTHS


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """The same amount for each month that was worked, from the month in which the work began."""
    checks = Checks(facts, rules)
    checks.yes("recognised_workshop", "recognised_workshop")
    checks.yes("out_of_poverty", "out_of_poverty")
    most = rules.integer("most_worker_months")
    checks.add("months_worked", 0 < facts["months_worked"] <= most, facts["months_worked"], most)
    amount = half_up(rules.decimal("worker_month_amount"))
    how = {"worker_month_amount": str(amount)}
    months = months_from(facts["works_from"], min(facts["months_worked"], most))
    return checks.outcome(lambda: [Instalment(amount, month=month, how=how) for month in months])


SCHEME = Scheme(
    name="workshop_worker",
    words=Words("Subsidy for workshop workers", "就业帮扶车间务工补贴"),
    register="A39",
    plan="monthly",
    fund="JM",
    purpose="帮扶车间务工补贴",
    facts=(
        Fact("recognised_workshop", "bool", words=Words("Works in a recognised workshop", "在已认定的就业帮扶车间务工")),
        Fact("out_of_poverty", "bool", "register", words=Words("Lifted out of poverty", "脱贫人口（原建档立卡贫困人口）")),
        Fact("works_from", "date", words=Words("Works there since", "务工起始日期")),
        Fact("months_worked", "int", minimum=0, words=Words("Months worked", "务工月数"), unit=MONTHS),
    ),
    also=(Fact("workshop_name", "text", words=Words("Name of the workshop", "车间名称")),),
    parameters=(
        Parameter("worker_month_amount", "money", minimum=ONE, words=Words("Amount a month, yuan", "每月补贴标准（元）")),
        Parameter("most_worker_months", "int", minimum=ONE, maximum=Decimal(60), words=Words("Most months", "最长补贴月数")),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("recognised_workshop", Words("Works in a recognised workshop", "在已认定的车间务工")),
        Condition("out_of_poverty", Words("Lifted out of poverty", "属于脱贫人口")),
        Condition("months_worked", Words("Has worked, and not longer than is subsidised", "已务工且未超过最长补贴月数")),
    ),
    documents=(Document("workshop_roster", Words("Roster and pay sheet of the workshop", "车间考勤及工资发放表")),),
    exclusive=(
        Exclusive(
            "workshop_worker",
            Words("Not subsidised for the same months already", "同一月份未享受过务工补贴"),
            "months",
        ),
    ),
    grants=Words("The subsidy is granted for the months named below.", "准予按月发放就业帮扶车间务工补贴。"),
    paid_to=OWN_ACCOUNT,
    for_whom=("rural",),
    work_out=work_out,
)
