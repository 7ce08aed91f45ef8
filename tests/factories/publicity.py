"""A toy programme whose grants are published for five working days, and claims of it that wait for their list."""

from typing import Any

from cases.models import Claim, Resident
from programmes.formulas.checks import Checks, once
from programmes.formulas.declaration import OFFICE_PARAMETERS, Condition, Fact, Parameter, Scheme, Words
from programmes.services import lawfiles
from programmes.services import rules as lawgiving
from tests.factories import papers
from tests.factories.cases import make_account, make_resident
from tests.factories.desk import vote
from tests.factories.programme_story import submitted
from tests.factories.programmes import publish, publisher
from tests.factories.stations import Officers

NAME = "toy_prize"
FIGURES = {
    "least_km": 2,
    "prize": '"88.80"',
    "decision_working_days": 7,
    "correction_notice_working_days": 3,
    "correction_working_days": 10,
    "approval_limit": '"1000.00"',
}


def _work_out(*, on: Any, facts: Any, rules: Any, wages: Any) -> Any:
    checks = Checks(facts, rules)
    checks.at_least("far_enough", "walk_km", "least_km")
    return checks.outcome(lambda: once(rules.decimal("prize") * facts["walk_km"], walk_km=facts["walk_km"]))


TOY = Scheme(
    name=NAME,
    words=Words("Prize for walkers", "步行奖励"),
    facts=(Fact("walk_km", "int", minimum=0, words=Words("Way to work", "上班路程"), unit=Words("km", "公里")),),
    conditions=(Condition("far_enough", Words("The way is long enough", "路程达到要求")),),
    parameters=(
        Parameter("least_km", "int", words=Words("Least way", "最低路程")),
        Parameter("prize", "money", words=Words("Prize a kilometre", "每公里奖励")),
        *OFFICE_PARAMETERS,
    ),
    work_out=_work_out,
    plan="once",
    fund="ES",
    purpose="步行奖励",
)


def publish_law(days: int = 5, since: str = "2026-01-01", level: str = "") -> None:
    """The toy's rules are in force, with that many days of publicity; `level` says who publishes, where the rules speak of it."""
    figures: dict[str, Any] = {**FIGURES, "publicity_working_days": days}
    if level:
        figures["publicity_level"] = f'"{level}"'
    told = "\n".join(f'[parameters.{name}]\nvalue = {value}\nbasis = "测试"' for name, value in figures.items())
    text = f"""
scheme = "{NAME}"
region = "15"
valid_from = {since}
document = "测试文件"
document_no = "测试〔2026〕9号"
[conditions.far_enough]
basis = "测试文件第一条"
{told}
"""
    writer = publisher()
    draft = lawgiving.draft(law=lawfiles.parse(text), actor=writer)
    publish(lawgiving.propose(ruleset_id=draft.pk, actor=writer), publisher())


def to_publish(officers: Officers, person: Resident | None = None, *, km: int = 3) -> Claim:
    """A claim whose last vote is given and that waits for its list."""
    if person is None:
        person = make_resident(officers.desk)
        make_account(person)
    claim = submitted(officers, person, NAME, {"walk_km": km})
    claim = papers.accept(claim, officers.acceptance)
    claim = vote(claim, officers.first_check).claim
    return vote(claim, officers.second_check).claim
