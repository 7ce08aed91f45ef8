"""Recognition as hard to employ (就业困难人员认定): six kinds, nothing is paid; other programmes rest on it.

Domain C-6: the regional rules of 2020. Only the conditions of the kind that is applied for are looked at.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from core.periods import add_months, age_on
from programmes.formulas.base import Outcome, granted
from programmes.formulas.checks import Checks
from programmes.formulas.declaration import OFFICE_PARAMETERS, ONE, Condition, Document, Fact, Parameter, Scheme, Words
from programmes.formulas.people import BORN_ON, GRADUATED_ON, REGISTERED_ON, RETIRES_AT_55, SEX, TODAY
from programmes.formulas.retirement import retires_on
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import MONTHS, PERSONS

Given = Mapping[str, Any]


def work_out(*, on: date, facts: Given, rules: Rulebook, wages: object) -> Outcome:
    """What every kind needs, then what the kind needs; a fact of the kind that nobody told counts against it."""
    checks = Checks(facts, rules)
    registered = facts["registered_on"] is not None and facts["registered_on"] <= on
    checks.add("registered_unemployed", registered, facts["registered_on"], on)
    checks.yes("urban_resident", "urban_resident")
    retires = retires_on(facts["sex"], facts["born_on"], facts["retires_at_55"])
    of_age = age_on(facts["born_on"], on) >= rules.integer("least_working_age") and on < retires
    checks.add("working_age", of_age, facts["born_on"], retires)
    checks.yes("able_and_willing", "able_and_willing")
    kind = facts["hard_kind"]
    checks.add(f"kind_{kind}", _KINDS[kind](facts, rules, on), kind, {name: rules.value(name) for name in _FIGURES[kind]})
    return checks.outcome(tuple, granted("recognition", since=on, hard_kind=kind))


def _reached(fact: int | None, least: int) -> bool:
    return fact is not None and fact >= least


def _aged(kind: str, facts: Given, rules: Rulebook, on: date) -> bool:
    return age_on(facts["born_on"], on) >= rules.integer(f"{kind}_{'man' if facts['sex'] == 'male' else 'woman'}")


def _older(facts: Given, rules: Rulebook, on: date) -> bool:
    lives = _reached(facts["resident_months"], rules.integer("least_resident_months"))
    return (
        lives
        and _reached(facts["urban_insured_months"], rules.integer("least_urban_months"))
        and _aged("older", facts, rules, on)
    )


def _zero_job(facts: Given, rules: Rulebook, on: date) -> bool:
    return _reached(facts["family_members"], rules.integer("least_family")) and facts["family_without_work"] is True


def _landless(facts: Given, rules: Rulebook, on: date) -> bool:
    lost = facts["all_land_lost"] is True and facts["land_money_above_benefit"] is False
    return lost and _aged("older", facts, rules, on)


def _long_term(facts: Given, rules: Rulebook, on: date) -> bool:
    poor = facts["on_minimum_income"] is True and _reached(facts["unemployed_months"], rules.integer("least_unemployed_months"))
    return poor and _aged("long_term", facts, rules, on)


def _graduate(facts: Given, rules: Rulebook, on: date) -> bool:
    if facts["graduated_on"] is None or facts["ever_employed"] is not False:
        return False
    return add_months(facts["graduated_on"], rules.integer("least_months_out")) <= on


_KINDS: Mapping[str, Callable[[Given, Rulebook, date], bool]] = {
    "older": _older,
    "disabled": lambda facts, rules, on: facts["disability_card"] is True,
    "zero_job_family": _zero_job,
    "landless": _landless,
    "long_term": _long_term,
    "graduate_jobless": _graduate,
}
_AGES = ("older_man", "older_woman")
_FIGURES: Mapping[str, tuple[str, ...]] = {
    "older": ("least_resident_months", "least_urban_months", *_AGES),
    "disabled": (),
    "zero_job_family": ("least_family",),
    "landless": _AGES,
    "long_term": ("least_unemployed_months", "long_term_man", "long_term_woman"),
    "graduate_jobless": ("least_months_out",),
}
KINDS = {
    "older": Words("Older worker", "大龄失业人员"),
    "disabled": Words("Disabled", "残疾人员"),
    "zero_job_family": Words("Family without a job", "零就业家庭成员"),
    "landless": Words("Farmer or herder who lost all land", "失地农牧民"),
    "long_term": Words("Long-term unemployed on minimum income", "享受低保的长期失业人员"),
    "graduate_jobless": Words("Graduate two years without a job", "离校两年以上未就业高校毕业生"),
}


def _of_kind(name: str, kind: Any, words: Words, **more: Any) -> Fact:
    return Fact(name, kind, nullable=True, optional=True, words=words, **more)


def _least(name: str, words: Words) -> Parameter:
    return Parameter(name, "int", minimum=ONE, words=words)


SCHEME = Scheme(
    name="hard_to_employ",
    words=Words("Recognition as hard to employ", "就业困难人员认定"),
    register="C-6",
    plan="none",
    fund="ES",
    facts=(
        SEX,
        BORN_ON,
        RETIRES_AT_55,
        REGISTERED_ON,
        Fact("urban_resident", "bool", words=Words("Lives in town (household or residence)", "城镇常住人员")),
        Fact("able_and_willing", "bool", words=Words("Able to work and willing to", "有劳动能力和就业意愿")),
        Fact("hard_kind", "choice", choices=KINDS, words=Words("Kind that is applied for", "申请认定类别")),
        _of_kind("resident_months", "int", Words("Months of residence here", "在本地常住月数"), minimum=0, unit=MONTHS),
        _of_kind(
            "urban_insured_months",
            "int",
            Words("Months in the employees' insurance", "参加城镇职工保险月数"),
            minimum=0,
            unit=MONTHS,
        ),
        _of_kind("disability_card", "bool", Words("Holds a disability card", "持有残疾人证")),
        _of_kind("family_members", "int", Words("Members of the family", "家庭成员人数"), minimum=1, unit=PERSONS),
        _of_kind(
            "family_without_work",
            "bool",
            Words("All able members are registered and none earns", "有劳动能力成员均已登记失业且无收入"),
        ),
        _of_kind("all_land_lost", "bool", Words("Lost all land", "承包地（草场）全部被征占用")),
        _of_kind(
            "land_money_above_benefit",
            "bool",
            Words("Land money above the unemployment benefit", "征地补偿收入高于失业保险金标准"),
        ),
        _of_kind("on_minimum_income", "bool", Words("On minimum income", "享受最低生活保障")),
        _of_kind("unemployed_months", "int", Words("Months without work", "连续失业月数"), minimum=0, unit=MONTHS),
        replace(GRADUATED_ON, nullable=True, optional=True),
        _of_kind("ever_employed", "bool", Words("Has ever been employed", "曾经就业")),
    ),
    parameters=(
        _least("least_working_age", Words("Working age begins at", "劳动年龄起始（周岁）")),
        _least("least_resident_months", Words("Least months of residence", "最低常住月数")),
        _least("least_urban_months", Words("Least months in the employees' insurance", "最低参保月数（城镇职工）")),
        _least("older_man", Words("Age of an older man", "大龄：男（周岁）")),
        _least("older_woman", Words("Age of an older woman", "大龄：女（周岁）")),
        _least("least_family", Words("Least members of the family", "家庭成员最低人数")),
        _least("least_unemployed_months", Words("Least months without work", "最低失业月数")),
        _least("long_term_man", Words("Age of a man long without work", "长期失业：男（周岁）")),
        _least("long_term_woman", Words("Age of a woman long without work", "长期失业：女（周岁）")),
        _least("least_months_out", Words("Least months since graduation", "离校最低月数")),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("registered_unemployed", Words("Registered as unemployed", "已进行失业登记")),
        Condition("urban_resident", Words("Lives in town", "城镇常住人员")),
        Condition("working_age", Words("Of working age", "在法定劳动年龄内")),
        Condition("able_and_willing", Words("Able to work and willing to", "有劳动能力和就业意愿")),
        *(Condition(f"kind_{kind}", words) for kind, words in KINDS.items()),
    ),
    documents=(
        Document("recognition_form", Words("Form of application for recognition", "内蒙古自治区就业困难人员申请认定表")),
        Document("disability_card", Words("Disability card", "残疾人证"), when=("hard_kind", ("disabled",))),
        Document("family_book", Words("Household register", "户口簿"), when=("hard_kind", ("zero_job_family",))),
        Document(
            "land_loss_proof", Words("Proof that the land was taken", "土地（草场）征占用证明"), when=("hard_kind", ("landless",))
        ),
        Document(
            "minimum_income_card", Words("Certificate of minimum income", "最低生活保障证明"), when=("hard_kind", ("long_term",))
        ),
        Document("diploma", Words("Graduation diploma", "毕业证书"), when=("hard_kind", ("graduate_jobless",))),
    ),
    grants=Words("You are recognised as hard to employ.", "认定您为就业困难人员。"),
    for_whom=("out_of_work", "flexible"),
    assumed={"registered_on": TODAY, "able_and_willing": True},
    work_out=work_out,
)
