"""Premiums of the emergency of 2020 and the lasting cut of rates: paid back, never collected, or paid later.

Register A41 (社保费退回), A42 and A99 (社保费减免、降费率), A43 (延长缴费期). Each line of insurance is reckoned by itself.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from core.periods import add_months, format_month, month_end
from programmes.formulas.base import Instalment, Outcome, granted, half_up
from programmes.formulas.checks import Checks
from programmes.formulas.declaration import (
    CONFIRMATION_PARAMETERS,
    OFFICE_PARAMETERS,
    ONE,
    SCREENING_PARAMETERS,
    Condition,
    Fact,
    Parameter,
    Scheme,
    Words,
)
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import IS_SME, LINE_FUNDS, LINES, MONTHS, SIZE, SIZES_SUPPORTED, TO_THE_UNIT, YUAN

ZERO = Decimal(0)
PREMIUMS = tuple(
    Fact(
        f"premium_{line}",
        "decimal",
        "register",
        unit=YUAN,
        words=Words(f"Unit's premium of the month, {words.en.lower()}", f"当月单位应缴费额（{words.zh}）"),
    )
    for line, words in LINES.items()
)
PREMIUM_MONTH = Fact(
    "premium_month", "date", "register", words=Words("Month of the premium (its first day)", "费款所属期（当月一日）")
)
SOMETHING_PAID = Condition("premium", Words("There is a premium for the month", "当月有应计费款"))


def _by_line(facts: Mapping[str, Any], shares: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """What is released of each line's premium, in yuan; lines where it is nothing are left out."""
    found = {line: half_up(facts[f"premium_{line}"] * share) for line, share in shares.items()}
    return {line: amount for line, amount in found.items() if amount}


def refund(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """One instalment a line whose premium of the month was paid, from the fund of that line; its period is line and month."""
    checks = Checks(facts, rules)
    month = rules.day("refund_month")
    checks.one_of("size", "size", "eligible_sizes")
    share = rules.decimal("refund_share")
    paid = _by_line(facts, dict.fromkeys(rules.value("refund_lines"), share))
    checks.add("premium", bool(paid), sum(paid.values(), ZERO), month)
    named = format_month(month) if month else ""
    return checks.outcome(
        lambda: [
            Instalment(
                amount,
                period=f"{line}:{named}",
                fund=LINE_FUNDS[line],
                how={f"premium_{line}": str(facts[f"premium_{line}"]), "refund_share": str(share)},
            )
            for line, amount in paid.items()
        ]
    )


def reduce(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """What is not collected for one month, by line: nobody asks for it, and nobody is paid."""
    checks = Checks(facts, rules)
    month: date = facts["premium_month"]
    first, last = rules.day("reduced_from"), rules.day("reduced_until")
    inside = (first is None or month >= first) and (last is None or month <= last)
    checks.add("in_window", inside, month, [first, last])
    shares = {
        row["line"]: Decimal(row["share_large" if facts["size"] == "large" else "share_others"])
        for row in rules.rows("reductions")
    }
    lines = _by_line(facts, shares)
    checks.add("premium", bool(lines), sum(lines.values(), ZERO), None)
    given = granted(
        "waiver",
        since=month.replace(day=1),
        until=month_end(month),
        amount=sum(lines.values(), ZERO),
        lines={line: f"{amount:.2f}" for line, amount in lines.items()},
    )
    return checks.outcome(tuple, given)


def defer(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """The unit told the office that it pays later; no late fee until the last day."""
    checks = Checks(facts, rules)
    first: date = facts["deferred_from"]
    months, most = facts["deferred_months"], rules.integer("most_deferred_months")
    checks.one_of("size", "size", "eligible_sizes")
    start, end = rules.day("reduced_from"), rules.day("reduced_until")
    checks.add("in_window", (start is None or first >= start) and (end is None or first <= end), first, [start, end])
    checks.add("deferred_months", 1 <= months <= most, months, most)
    until = month_end(add_months(first.replace(day=1), min(months, most) - 1))
    return checks.outcome(tuple, granted("deferral", since=first, until=until, amount=facts["deferred_premium"]))


REDUCED_FROM = Parameter("reduced_from", "date", words=Words("For premiums from", "适用费款所属期起"))
REDUCED_UNTIL = Parameter("reduced_until", "date", words=Words("For premiums until", "适用费款所属期止"))
IN_WINDOW = Condition("in_window", Words("The month lies within the measure", "费款所属期在政策期内"))


def _share(name: str, en: str, zh: str) -> Parameter:
    return Parameter(name, "ratio", maximum=ONE, words=Words(en, zh))


REFUND = Scheme(
    name="premium_refund",
    words=Words("Refund of premiums already paid", "社会保险费退回"),
    register="A41",
    applicant="enterprise",
    plan="once",
    door="confirmation",
    fund="UI",
    part_funds=("PI", "WI"),
    purpose="社保费退回",
    facts=(SIZE, *PREMIUMS),
    parameters=(
        Parameter("refund_month", "date", words=Words("Month whose premium is refunded", "退回费款所属期")),
        Parameter("refund_lines", "choices", choices=LINES, words=Words("Lines that are refunded", "退回险种")),
        _share("refund_share", "Share refunded", "退回比例"),
        SIZES_SUPPORTED,
        *OFFICE_PARAMETERS,
        *CONFIRMATION_PARAMETERS,
    ),
    conditions=(IS_SME, SOMETHING_PAID),
    grants=Words(
        "The unit's part of the premiums that were already paid is refunded.", "准予退回你单位已缴纳的单位部分社会保险费。"
    ),
    paid_to=TO_THE_UNIT,
    work_out=refund,
)

REDUCTION = Scheme(
    name="premium_reduction",
    words=Words("Reduction of premiums", "社会保险费减免"),
    register="A42",
    applicant="enterprise",
    plan="none",
    door="automatic",
    fund="",
    facts=(SIZE, PREMIUM_MONTH, *PREMIUMS),
    period_from="premium_month",
    parameters=(
        REDUCED_FROM,
        REDUCED_UNTIL,
        Parameter(
            "reductions",
            "table",
            words=Words("Share of the unit's premium that is not collected", "减免比例"),
            columns=(
                Parameter("line", "choice", choices=LINES, words=Words("insurance", "险种")),
                _share("share_large", "large enterprises", "大型企业"),
                _share("share_others", "all others", "中小微企业及其他单位"),
            ),
        ),
        *OFFICE_PARAMETERS,
        *SCREENING_PARAMETERS,
    ),
    conditions=(IN_WINDOW, SOMETHING_PAID),
    grants=Words(
        "Your unit's premium was reduced when it was assessed; nothing need be done.",
        "核定时已为你单位计免社会保险费，无需办理。",
    ),
    work_out=reduce,
)

DEFERRAL = Scheme(
    name="premium_deferral",
    words=Words("Later payment of premiums", "社会保险费缓缴"),
    register="A43",
    applicant="enterprise",
    plan="none",
    door="notice",
    fund="",
    facts=(
        SIZE,
        Fact("deferred_from", "date", words=Words("First day from which payment waits", "缓缴起始日")),
        Fact("deferred_months", "int", minimum=1, unit=MONTHS, words=Words("Months of waiting", "缓缴月数")),
        Fact("deferred_premium", "decimal", "computed", unit=YUAN, words=Words("Premiums that wait", "缓缴费额")),
    ),
    parameters=(
        REDUCED_FROM,
        REDUCED_UNTIL,
        Parameter("most_deferred_months", "int", minimum=ONE, words=Words("Most months of waiting", "最长缓缴月数")),
        SIZES_SUPPORTED,
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        IS_SME,
        IN_WINDOW,
        Condition("deferred_months", Words("No longer than the measure allows", "缓缴期限不超过规定")),
    ),
    grants=Words("Your unit may pay its premiums later, without a late fee.", "已备案你单位缓缴社会保险费，缓缴期间免收滞纳金。"),
    work_out=defer,
)

SCHEMES = (REFUND, REDUCTION, DEFERRAL)
