"""Death while drawing benefit (失业人员丧葬补助金和抚恤金): once to a relative, as for employed people.

Domain C-1: 社会保险法 art. 49, 人社部发〔2021〕18号. Whoever takes it from the pension or injury insurance has none here.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from programmes.formulas.base import Instalment, Outcome, half_up
from programmes.formulas.checks import Checks
from programmes.formulas.declaration import (
    OFFICE_PARAMETERS,
    ONE,
    Bar,
    Condition,
    Document,
    Exclusive,
    Fact,
    Parameter,
    Scheme,
    Words,
)
from programmes.formulas.people import OTHER_WORDS, OWN_ACCOUNT
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import YEARS

MONTHS_A_YEAR = 12
RELATIVES = {
    "spouse_of_dead": Words("Spouse", "配偶"),
    "child": Words("Child", "子女"),
    "parent": Words("Parent", "父母"),
    "dependant": Words("Other dependant", "其他供养亲属"),
}


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """Funeral money and survivors' money, each so many months of disposable income."""
    checks = Checks(facts, rules)
    checks.yes("died_drawing", "died_drawing")
    checks.add("has_died", facts["died_on"] <= on, facts["died_on"], on)
    checks.add("relative", facts["relative"] in RELATIVES, facts["relative"], list(RELATIVES))
    checks.no("one_insurance", "death_paid_elsewhere")
    return checks.outcome(
        lambda: [
            _instalment("funeral", rules.integer("funeral_months"), rules),
            _instalment("survivors", survivors_months(facts["pension_years"], rules), rules),
        ]
    )


def survivors_months(years: int, rules: Rulebook) -> int:
    """The months by full paid years: by the table, then one more for each year after it, up to the most."""
    months = max((row["survivor_months"] for row in rules.rows("survivors") if row["paid_years"] <= years), default=0)
    extra = max(years - rules.integer("extra_after_years"), 0)
    return min(months + extra, rules.integer("survivors_most"))


def _instalment(period: str, months: int, rules: Rulebook) -> Instalment:
    income = rules.decimal("disposable_income_year")
    how = {"survivor_months": months, "disposable_income_year": str(income)}
    return Instalment(half_up(income * months / MONTHS_A_YEAR), period=period, how=how)


SCHEME = Scheme(
    name="death_grant",
    statutory=True,
    words=Words("Grant on a recipient's death", "领金人员丧葬补助金和抚恤金"),
    register="C-1",
    plan="once",
    fund="UI",
    purpose="丧葬补助金和抚恤金",
    facts=(
        Fact("died_drawing", "bool", words=Words("Died while drawing benefit", "在领取失业保险金期间死亡")),
        Fact("died_on", "date", words=Words("Died on", "死亡日期")),
        Fact(
            "relative",
            "choice",
            choices={**RELATIVES, "other": OTHER_WORDS},
            words=Words("Applicant is the dead person's", "申请人与死者关系"),
        ),
        Fact(
            "death_paid_elsewhere",
            "bool",
            words=Words("Taken from pension or injury insurance", "已选择领取养老或工伤保险丧葬抚恤待遇"),
        ),
        Fact("pension_years", "int", minimum=0, words=Words("Full years of paid premiums", "累计缴费年限（满年）"), unit=YEARS),
    ),
    also=(
        Fact("deceased_name", "text", words=Words("Name of the dead person", "死者姓名")),
        Fact(
            "dead_claim_no",
            "text",
            words=Words("Number of the dead person's benefit claim", "死者的失业保险金申请编号"),
            help=Words("It stands on the page of the dead person.", "见死者的人员页面。"),
        ),
        Fact(
            "death_unrecorded",
            "bool",
            "register",
            optional=True,
            words=Words("No recipient who has died is on record under that number", "该编号下没有已登记死亡的领金人员"),
        ),
        Fact("death_certificate_no", "text", words=Words("Number of the death certificate", "死亡证明编号")),
    ),
    period_from="death_certificate_no",
    parameters=(
        Parameter(
            "disposable_income_year",
            "money",
            minimum=ONE,
            words=Words("Disposable income a head and year in towns", "上年度城镇居民人均可支配收入（元/年）"),
        ),
        Parameter("funeral_months", "int", minimum=ONE, words=Words("Months for the funeral", "丧葬补助金月数")),
        Parameter(
            "survivors",
            "table",
            columns=(
                Parameter("paid_years", "int", minimum=Decimal(0), words=Words("from paid years", "缴费满（年）")),
                Parameter("survivor_months", "int", minimum=ONE, words=Words("months of income", "发放月数")),
            ),
            increasing="paid_years",
            words=Words("Survivors' months by paid years", "抚恤金发放月数"),
        ),
        Parameter(
            "extra_after_years",
            "int",
            minimum=ONE,
            words=Words("One month more for each year after", "每满一年增发一个月（超过年数）"),
        ),
        Parameter("survivors_most", "int", minimum=ONE, words=Words("Most survivors' months", "抚恤金最多月数")),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("died_drawing", Words("Died while drawing benefit", "在领取失业保险金期间死亡")),
        Condition("has_died", Words("The death lies before the claim", "死亡日期不晚于核算日")),
        Condition("relative", Words("The applicant is a relative", "申请人为遗属")),
        Condition("one_insurance", Words("Not taken from another insurance", "未领取其他保险同类待遇")),
    ),
    documents=(
        Document("death_certificate", Words("Death certificate", "死亡证明")),
        Document("kinship_proof", Words("Proof of kinship", "亲属关系证明或承诺书")),
    ),
    exclusive=(
        Exclusive(
            "death_grant",
            Words("Nothing granted yet for this death", "该死者的丧葬补助金和抚恤金尚未核定"),
            "ever",
            "dead_claim_no",
        ),
    ),
    bars=(Bar("death_unrecorded", Words("The death of the recipient is on record", "领金人员死亡已登记")),),
    grants=Words("Funeral and survivors' money are granted.", "准予发放丧葬补助金和抚恤金。"),
    paid_to=OWN_ACCOUNT,
    for_whom=("relative",),
    work_out=work_out,
)
