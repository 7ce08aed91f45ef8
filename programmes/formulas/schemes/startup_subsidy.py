"""Start-up subsidy (初创补贴): three stages, each paid once: the start, three insured jobs, three years of business.

Register A80; amounts and thresholds come from the rules.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from programmes.formulas.base import Instalment, Outcome, half_up
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
from programmes.formulas.people import GRADUATE, GROUP_WORDS, IN_A_GROUP, OTHER_WORDS, OWN_ACCOUNT
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import MONTHS

STAGES = (1, 2, 3)
GROUPS = {
    "graduate": GRADUATE,
    "veteran": Words("Veteran", "退役军人"),
    "laid_off": Words("Laid-off worker", "下岗失业人员"),
}
JOBS = Words("jobs", "个")


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """Every stage that is reached and not paid yet, one instalment a stage. Whether one is due is only looked at
    where the person and the business are supported at all.
    """
    checks = Checks(facts, rules)
    checks.one_of("group", "group", "supported_groups")
    checks.yes("first_startup", "first_startup")
    due = [stage for stage in _reached(facts, rules) if stage not in facts["stages_paid"]]
    if all(finding.met for finding in checks.findings):
        checks.add("nothing_due", bool(due), due, [stage for stage in STAGES if stage not in facts["stages_paid"]])
    return checks.outcome(lambda: [_instalment(stage, rules) for stage in due])


def _reached(facts: Mapping[str, Any], rules: Rulebook) -> list[int]:
    enough = facts["jobs_created"] >= rules.integer("least_jobs")
    insured = facts["jobs_insured_months"] >= rules.integer("least_insured_months")
    lasting = facts["operating_months"] >= rules.integer("least_operating_months")
    kept = facts["jobs_now"] >= facts["jobs_created"]
    return [1, *([2] if enough and insured else []), *([3] if enough and lasting and kept else [])]


def _instalment(stage: int, rules: Rulebook) -> Instalment:
    name = f"stage_{stage}_amount"
    return Instalment(half_up(rules.decimal(name)), stage=stage, how={name: rules.value(name)})


SCHEME = Scheme(
    name="startup_subsidy",
    words=Words("Start-up subsidy", "初创补贴"),
    register="A80",
    plan="stages",
    fund="ES",
    purpose="初创补贴",
    facts=(
        Fact("group", "choice", "register", choices={**GROUPS, "other": OTHER_WORDS}, words=GROUP_WORDS),
        Fact("first_startup", "bool", words=Words("First business of the person", "首次创业")),
        Fact("jobs_created", "int", minimum=0, words=Words("Jobs created", "带动就业岗位数"), unit=JOBS),
        Fact(
            "jobs_insured_months",
            "int",
            minimum=0,
            words=Words("Months for which these jobs have been insured", "带动人员已缴社会保险月数"),
            unit=MONTHS,
        ),
        Fact("operating_months", "int", minimum=0, words=Words("Months of business", "已稳定经营月数"), unit=MONTHS),
        Fact("jobs_now", "int", minimum=0, words=Words("Jobs now", "现有岗位数"), unit=JOBS),
        Fact("stages_paid", "choices", "computed", choices=STAGES, words=Words("Stages paid already", "已发放阶段")),
    ),
    also=(
        Fact("business_name", "text", words=Words("Name of the business", "创办企业名称")),
        Fact("credit_code", "text", words=Words("Unified social credit code", "统一社会信用代码")),
    ),
    parameters=(
        Parameter("supported_groups", "choices", choices=GROUPS, words=Words("Groups that are supported", "扶持对象")),
        *(
            Parameter(
                f"stage_{stage}_amount",
                "money",
                minimum=ONE,
                words=Words(f"Amount of stage {stage}, yuan", f"第{stage}阶段补贴标准（元）"),
            )
            for stage in STAGES
        ),
        Parameter("least_jobs", "int", minimum=ONE, words=Words("Least jobs created", "带动就业最低人数")),
        Parameter("least_insured_months", "int", minimum=ONE, words=Words("Least months insured", "最低参保月数")),
        Parameter("least_operating_months", "int", minimum=ONE, words=Words("Least months of business", "最低经营月数")),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        IN_A_GROUP,
        Condition("first_startup", Words("First business of the person", "首次创业")),
        Condition("nothing_due", Words("A stage is reached and not paid yet", "有已达到且未发放的阶段")),
    ),
    documents=(
        Document("business_licence", Words("Business licence", "营业执照")),
        Document("diploma", Words("Graduation diploma", "毕业证书"), when=("group", ("graduate",))),
        Document("discharge_paper", Words("Discharge paper of the forces", "退役证明"), when=("group", ("veteran",))),
    ),
    grants=Words("The start-up subsidy is granted for the stages named below.", "准予按下列阶段发放初创补贴。"),
    paid_to=OWN_ACCOUNT,
    for_whom=("founder",),
    assumed={"stages_paid": []},
    work_out=work_out,
)
