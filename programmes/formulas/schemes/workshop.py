"""Poverty-relief workshops (就业扶贫车间): their recognition, and the subsidy for each poor person whom they placed.

Register A39. The poor worker's own monthly subsidy is a programme for people, from another fund.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from programmes.formulas.base import Outcome, granted
from programmes.formulas.checks import Checks, once
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
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import HIRED_ON, ONCE_PER_PERSON, PERSON_PAID_BEFORE, PERSONS, TO_THE_UNIT


def recognise(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """The workshop is recognised from the day of assessment on, without an end."""
    checks = Checks(facts, rules)
    checks.yes("workshop_running", "workshop_running")
    checks.at_least("poor_workers", "poor_workers", "least_poor_workers")
    return checks.outcome(tuple, granted("recognition", since=on))


def place(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """Findings about the workshop and one person whom it placed, and the amount for that person."""
    checks = Checks(facts, rules)
    checks.yes("workshop_recognised", "workshop_recognised")
    checks.yes("poor_person", "poor_person")
    checks.no("once_per_person", "person_paid_before")
    return checks.outcome(lambda: once(rules.decimal("placement_amount")))


RECOGNITION = Scheme(
    name="workshop_recognition",
    words=Words("Recognition as a poverty-relief workshop", "就业扶贫车间认定"),
    register="A39",
    applicant="enterprise",
    plan="none",
    door="application",
    fund="",
    headcount="poor_workers",
    facts=(
        Fact(
            "workshop_running",
            "bool",
            words=Words("The workshop works on fixed premises", "有固定场所并正常生产经营"),
            help=Words("As seen on the visit.", "以实地核查为准。"),
        ),
        Fact(
            "poor_workers",
            "int",
            minimum=0,
            unit=PERSONS,
            words=Words("Poor persons at work there", "吸纳建档立卡贫困劳动力人数"),
        ),
    ),
    parameters=(
        Parameter("least_poor_workers", "int", minimum=ONE, words=Words("Least poor persons at work", "最少吸纳贫困劳动力人数")),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("workshop_running", Words("Works on fixed premises", "有固定场所并正常生产经营")),
        Condition("poor_workers", Words("Enough poor persons at work", "吸纳贫困劳动力达到规定人数")),
    ),
    documents=(
        Document("recognition_form", Words("Application for recognition", "就业扶贫车间认定申请表")),
        Document("worker_list", Words("List of the poor persons at work", "吸纳贫困劳动力花名册")),
    ),
    grants=Words("Your workshop is recognised as a poverty-relief workshop.", "认定你单位为就业扶贫车间。"),
    work_out=recognise,
)

PLACEMENT = Scheme(
    name="workshop_placement",
    words=Words("Placement subsidy for workshops", "扶贫车间一次性吸纳就业补贴"),
    register="A39",
    applicant="enterprise",
    plan="once",
    door="application",
    fund="ES",
    purpose="扶贫车间补贴",
    facts=(
        Fact("workshop_recognised", "bool", "computed", words=Words("Recognised as a workshop", "已认定为就业扶贫车间")),
        Fact("poor_person", "bool", listed=True, words=Words("On the register of poor persons", "属于建档立卡贫困劳动力")),
        PERSON_PAID_BEFORE,
    ),
    also=(HIRED_ON,),
    parameters=(
        Parameter("placement_amount", "money", minimum=ONE, words=Words("Amount for each person placed", "每安置1人补贴金额")),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("workshop_recognised", Words("A recognised workshop", "已认定为就业扶贫车间")),
        Condition("poor_person", Words("A poor person on the register", "属于建档立卡贫困劳动力")),
        ONCE_PER_PERSON,
    ),
    documents=(Document("worker_list", Words("List of the poor persons at work", "吸纳贫困劳动力花名册")),),
    exclusive=(
        Exclusive(
            "workshop_placement",
            Words("Nothing paid for placing this person before", "该人员未享受过安置补贴"),
            "ever",
            "listed",
        ),
    ),
    grants=Words(
        "A one-off subsidy is granted for each person placed who is named in the list.", "准予按所列安置人员发放一次性补贴。"
    ),
    paid_to=TO_THE_UNIT,
    work_out=place,
)

SCHEMES = (RECOGNITION, PLACEMENT)
