"""Unemployment benefit (失业保险金): who may draw it, for how many months, and how much each month.

社会保险法 art. 45 (conditions), 46 (months), 47 (standard); the regional percentages and uplift come from the rules.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core.periods import age_on, format_month, months_from
from programmes.formulas.base import Finding, Instalment, Outcome, Unassessable, half_up
from programmes.formulas.benefit_figures import PARAMETERS, SEPARATIONS
from programmes.formulas.declaration import (
    Condition,
    Document,
    Fact,
    Scheme,
    Words,
)
from programmes.formulas.minimum_wage import WageTable, table_for
from programmes.formulas.people import (
    BORN_ON,
    CONTRIBUTION_MONTHS,
    HIRED_SINCE,
    LIVING_BENEFIT,
    NO_PENSION_DRAWN,
    NOT_HIRED,
    OWN_ACCOUNT,
    PAID_FOR_A_YEAR,
    PENSION_DRAWN,
    REGISTERED_ON,
    SEX,
    TODAY,
)
from programmes.formulas.rulebook import Rulebook

NO_UPLIFT = Decimal(0)


@dataclass(frozen=True)
class Facts:
    """The facts of one claimant, read and typed."""

    contribution_months: int
    separation: str
    registered_on: date | None
    seeking_work: bool
    sex: str
    born_on: date
    spouse_drawing: bool
    unused_months: int


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: Sequence[WageTable]) -> Outcome:
    """Findings on all three conditions and, where all are met, one instalment a calendar month from registration on.

    Amounts in yuan, rounded half-up month by month. Raises Unassessable where a day is impossible or a benefit
    month lies before the first known minimum wage.
    """
    person = Facts(**facts)
    if person.born_on > on:
        raise Unassessable("born_on lies after the day of assessment", "born_on", "born_later")
    findings = _findings(person, on, rules)
    if not all(finding.met for finding in findings) or person.registered_on is None:
        return Outcome(findings)
    entitlement = months_due(person.contribution_months, person.unused_months, rules)
    months = list(months_from(person.registered_on, entitlement["months"]))
    instalments = tuple(_instalment(number, month, months[0], person, rules, wages) for number, month in enumerate(months, 1))
    return Outcome(findings, instalments, entitlement)


def months_due(contribution_months: int, unused_months: int, rules: Rulebook) -> dict[str, int]:
    """New months by the duration table, unused ones of an earlier spell, and the sum under the ceiling (art. 46)."""
    new = 0
    for step in rules.rows("duration"):
        if contribution_months >= step["months_paid"]:
            new = step["months"]
    ceiling = rules.integer("duration_ceiling")
    return {"new": new, "unused": unused_months, "ceiling": ceiling, "months": min(new + unused_months, ceiling)}


def _findings(person: Facts, on: date, rules: Rulebook) -> tuple[Finding, ...]:
    least = rules.integer("least_contribution_months")
    involuntary = list(rules.value("involuntary_separations"))
    registered = person.registered_on is not None and person.registered_on <= on
    return (
        Finding(
            "contribution_months",
            person.contribution_months >= least,
            person.contribution_months,
            least,
            rules.basis("contribution_months"),
        ),
        Finding("involuntary", person.separation in involuntary, person.separation, involuntary, rules.basis("involuntary")),
        Finding(
            "registered_and_seeking",
            registered and person.seeking_work,
            {
                "registered_on": person.registered_on.isoformat() if person.registered_on else None,
                "seeking_work": person.seeking_work,
            },
            on.isoformat(),
            rules.basis("registered_and_seeking"),
        ),
    )


def _instalment(number: int, month: date, first: date, person: Facts, rules: Rulebook, wages: Sequence[WageTable]) -> Instalment:
    rated_on = month if rules.value("rerate_on_wage_change") else first
    table = table_for(wages, rated_on)
    if table is None:
        raise Unassessable(f"no minimum wage is known for {format_month(rated_on)}", "registered_on", "no_wage")
    wage = table.monthly(rules.integer("wage_class"))
    percent = _percent(number, rules)
    reason = _uplift_reason(month, person, rules)
    rate = rules.decimal("uplift") if reason else NO_UPLIFT
    how = {
        "number": number,
        "wage": str(wage),
        "wage_rules": table.label,
        "percent": str(percent),
        "uplift": str(rate),
        "uplift_reason": reason,
    }
    return Instalment(monthly(wage, percent, rate, rules), month=month, how=how)


def monthly(wage: Decimal, percent: Decimal, uplift: Decimal, rules: Rulebook) -> Decimal:
    """What a month comes to in yuan; an `uplift` of nought leaves it alone."""
    if rules.value("uplift_mode") == "multiply":
        return half_up(wage * percent * (1 + uplift))
    return half_up(wage * (percent + uplift))


def _percent(number: int, rules: Rulebook) -> Decimal:
    percent = Decimal(0)
    for band in rules.rows("percent_bands"):
        if number >= band["from_month"]:
            percent = Decimal(band["percent"])
    return percent


def _uplift_reason(month: date, person: Facts, rules: Rulebook) -> str:
    """`spouse`, `age` or nothing; both together still lift once."""
    long_paid = person.contribution_months >= rules.integer("uplift_contribution_months")
    if person.spouse_drawing and (long_paid or rules.value("uplift_reading") == "spouse_alone"):
        return "spouse"
    least_age = rules.integer("uplift_age_man" if person.sex == "male" else "uplift_age_woman")
    return "age" if long_paid and age_on(person.born_on, month) >= least_age else ""


SCHEME = Scheme(
    name="unemployment_benefit",
    words=Words("Unemployment benefit", "失业保险金"),
    register="A01",
    plan="monthly",
    fund="UI",
    statutory=True,
    prefix="SY",
    purpose="失业保险金",
    facts=(
        CONTRIBUTION_MONTHS,
        Fact("separation", "choice", choices=SEPARATIONS, words=Words("How the employment ended", "终止就业原因")),
        REGISTERED_ON,
        Fact("seeking_work", "bool", "register", words=Words("Is seeking work", "有求职要求")),
        SEX,
        BORN_ON,
        Fact(
            "spouse_drawing",
            "bool",
            "computed",
            words=Words("Spouse draws unemployment benefit too", "配偶同时领取失业保险金"),
        ),
        Fact(
            "unused_months",
            "int",
            minimum=0,
            words=Words("Unused months of an earlier entitlement", "前次应领未领月数"),
        ),
    ),
    also=(HIRED_SINCE, PENSION_DRAWN),
    parameters=PARAMETERS,
    conditions=(
        PAID_FOR_A_YEAR,
        Condition("involuntary", Words("Work ended not by the person's own will", "非因本人意愿中断就业")),
        Condition("registered_and_seeking", Words("Registered as unemployed and seeking work", "已进行失业登记并有求职要求")),
    ),
    documents=(
        Document("identity", Words("ID card or social security card", "居民身份证或社会保障卡")),
        Document("bank_card", Words("Bank card in the person's own name", "本人银行卡"), required=False),
    ),
    exclusive=(LIVING_BENEFIT,),
    bars=(NOT_HIRED, NO_PENSION_DRAWN),
    grants=Words("Unemployment benefit is granted for the months named below.", "准予按月发放失业保险金。"),
    paid_to=OWN_ACCOUNT,
    for_whom=("out_of_work", "rural"),
    assumed={"registered_on": TODAY, "seeking_work": True, "unused_months": 0},
    work_out=work_out,
)
